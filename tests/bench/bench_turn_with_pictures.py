"""What pictures cost the turn: ``python -m tests.bench.bench_turn_with_pictures [--owners 30] [--repeat 3]``.

Owners walk the check-up side by side, each with numbers of their own, on the emulator, while the doors of those who are ahead
are being drawn, painted and sent. Rounds with pictures and without take turns; the medians of the rounds are printed. The goal is
a 99th percentile with pictures within 1.2 times that without.
"""

import argparse
import asyncio
import gc
import statistics
import tempfile
import time
from pathlib import Path

import psutil

from tests.check_ups import SHORTEST
from tests.conftest import House

STEPS = 10


def check_up(number: int) -> tuple[str, ...]:
    """What an owner types; no two have the same numbers, rounded to a week, which would be painted but once."""
    people = str(50 + 4 * number)
    return (*SHORTEST[:3], people, *SHORTEST[4:])


async def walk(owners: int, *, pictures: bool) -> tuple[list[float], float, int, float]:
    """Return the milliseconds of each turn, the CPU seconds of the bot, the pictures sent and the painter's memory in MB."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        house.painter, house.pictures = None, pictures
        await house.start()
        people = [house.person(number, f"Owner {number}").person for number in range(1, owners + 1)]
        took: list[float] = []
        turn = house.app.turns._turn

        async def timed(events):
            began = time.perf_counter()
            await turn(events)
            took.append((time.perf_counter() - began) * 1_000)

        warm = house.person(owners + 1, "Warm").person
        for line in check_up(-1):  # starts the painting process
            warm.types(line)
            await house.settle()
        gc.collect()  # the bots of former rounds are not this one's to clear away
        gc.freeze()
        house.app.turns._turn = timed
        began = time.process_time()
        for step in range(owners + STEPS - 1):  # each starts one step after the one before
            for number in range(owners):
                if 0 <= step - number < STEPS:
                    people[number].types(check_up(number)[step - number])
                    await house.emulator.until_confirmed()
        await house.settle()
        used = time.process_time() - began
        sent = sum(call.method == "sendPhoto" for call in house.emulator.calls)
        memory = sum(child.memory_info().rss for child in psutil.Process().children()) / 2**20
        await house.stop()
        assert sent == (owners + 1 if pictures else 0)
        return took, used, sent, memory


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--owners", type=int, default=30)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    asyncio.run(walk(options.owners, pictures=True))  # loads what each verdict needs, once for all rounds
    rounds = {True: [], False: []}
    for _ in range(options.repeat):
        for pictures in (True, False):
            rounds[pictures].append(asyncio.run(walk(options.owners, pictures=pictures)))
    p99 = {}
    for pictures, measured in rounds.items():
        turns = [sorted(took) for took, _, _, _ in measured]
        p50 = statistics.median(took[len(took) // 2] for took in turns)
        p99[pictures] = statistics.median(took[int(len(took) * 0.99)] for took in turns)
        used = statistics.median(used * 1_000 / (len(took)) for took, used, _, _ in measured)
        memory = max(memory for _, _, _, memory in measured)
        print(
            f"pictures {'on ' if pictures else 'off'}: turn p50 {p50:.1f} ms, p99 {p99[pictures]:.1f} ms; "
            f"{used:.1f} ms of the bot's CPU an update; painter {memory:.0f} MB"
        )
    print(f"p99 with pictures is {p99[True] / p99[False]:.2f} times that without")


if __name__ == "__main__":
    main()
