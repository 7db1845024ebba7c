"""One sender floods the bot while others write to it: how long is the longest wait?

    python -m tests.bench.bench_floods [FLOOD ...]    (all of them; two minutes, and never more than one for each flood)

The whole bot in this process, polling, on a SQLite file; Telegram is the emulator, which gives updates in the order in
which they were sent. Others begin to write when the flood does, ten a second. Printed are their longest wait, how long
the bot took for all of the flood, how many messages it was answered with, and what it added to the memory.
"""

import asyncio
import csv
import io
import resource
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from tests.conftest import House, Owner

LIMIT = 60.0  # seconds for a flood
EVERY = 0.1
OTHERS = 10
VERDICT = (
    "/checkup",
    "shop",
    "we talk first",
    "5031",
    "4519",
    "557",
    "1531",
    "swamped",
    "433",
    "8",
    "went quiet",
    "/export",
)


async def ligatures(flooder: Owner) -> None:
    """Send 300 messages of signs that each stand for eighteen."""
    for _ in range(300):
        flooder.person.types("\ufdfa" * 4_090)


async def marks(flooder: Owner) -> None:
    """Send 300 messages of punctuation between two letters."""
    for _ in range(300):
        flooder.person.types("a" + "!" * 4_088 + "b")


async def short(flooder: Owner) -> None:
    """Send 5,000 short messages, with a question open."""
    flooder.person.types("/checkup")
    for number in range(5_000):
        flooder.person.types(f"hello {number}")


async def tables(flooder: Owner) -> None:
    """Send 30 tables of some 900 KB."""
    content = await _table(flooder)
    for _ in range(30):
        flooder.person.sends_document(filename="door.csv", content=content)


FLOODS: dict[str, Callable[[Owner], Awaitable[None]]] = {
    flood.__name__: flood for flood in (ligatures, marks, short, tables)
}


async def _table(owner: Owner) -> bytes:
    """Return a table of 400 check-ups, made of one."""
    await owner.says(*VERDICT)
    upload = next(
        message.document
        for message in reversed(owner.sent)
        if message.document is not None and message.document.filename.endswith("csv")
    )
    rows = list(csv.DictReader(io.StringIO(upload.content.decode("utf-8-sig"))))
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    for number in range(1, 401):
        for row in rows:
            days = timedelta(days=number)
            moments = {
                name: (datetime.fromisoformat(row[name]) - days).isoformat()
                for name in ("started", "ended", "answered")
                if row[name]
            }
            writer.writerow({**row, **moments, "session": str(number)})
    return out.getvalue().encode()


async def measure(flood: Callable[[Owner], Awaitable[None]], folder: Path) -> str:
    """Let a flood come, and say in a line how the bot coped."""
    house = House(folder)
    await house.start()
    flooder, others = house.person(1, "Flooder"), [house.person(2 + n, f"Owner {n}") for n in range(OTHERS)]
    for other in others:
        await other.says("/start")
    memory = _memory()
    began = time.perf_counter()
    await flood(flooder)
    answered, before = time.perf_counter(), len(flooder.sent)
    chatting = asyncio.ensure_future(_chat(others))
    done = "not"
    with suppress(TimeoutError):
        async with asyncio.timeout(LIMIT):
            await house.settle()
            done = f"{time.perf_counter() - answered:.1f} s"
    if not chatting.done():
        chatting.cancel()
    waits = await asyncio.gather(chatting, return_exceptions=True)
    longest = max(waits[0]) if isinstance(waits[0], list) else time.perf_counter() - began
    replies, grown = len(flooder.sent) - before, _memory() - memory
    with suppress(TimeoutError):
        async with asyncio.timeout(15):
            await house.stop()
    return f"others waited {longest:5.2f} s at most; handled in {done}, {replies} replies, {grown:.0f} MB"


async def _chat(others: list[Owner]) -> list[float]:
    """Let each of some owners write once, one after another, and return how long each waited."""
    return list(await asyncio.gather(*(_ask(other, EVERY * number) for number, other in enumerate(others))))


async def _ask(owner: Owner, after: float) -> float:
    await asyncio.sleep(after)
    answered = asyncio.Event()
    stop = owner.house.emulator.watch(lambda shown: answered.set() if shown.chat.id == owner.person.id else None)
    began = time.perf_counter()
    owner.person.types("/help")
    await answered.wait()
    stop()
    return time.perf_counter() - began


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print how the bot copes with each flood."""
    for name in sys.argv[1:] or FLOODS:
        with tempfile.TemporaryDirectory() as folder:
            print(f"{name:10} {asyncio.run(measure(FLOODS[name], Path(folder)))}")


if __name__ == "__main__":
    main()
