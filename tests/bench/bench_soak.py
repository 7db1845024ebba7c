"""An hour's traffic, as fast as it goes: do memory, file handles and the database stay within bounds?

    python -m tests.bench.bench_soak [--updates 108000] [--owners 200] [--minutes 8]

Owners walk the check-up with numbers of their own, new ones joining as others finish, until as many updates were answered
as an hour of 30 a second brings. Printed by the tenth: resident memory of the bot and its painter, open files and threads
of the bot, bytes of the database an owner. It stops by itself.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.bench_conversations import MEBIBYTE, Watched, started
from tests.server.bot_process import OURS, VARIED_CHECK_UP, BotProcess, ServerProcess, environment

TENTHS = 10
LINES = sum(not line.startswith("?") for line in VARIED_CHECK_UP)  # that every owner says
LOOK_EVERY = 0.2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--updates", type=int, default=108_000, help="an hour at 30 a second")
    parser.add_argument("--owners", type=int, default=200, help="who walk at once")
    parser.add_argument("--minutes", type=float, default=8, help="when it stops in any case")
    options = parser.parse_args()
    until = time.monotonic() + options.minutes * 60
    with tempfile.TemporaryDirectory() as folder, ServerProcess(seconds=options.minutes * 60 + 60) as server:
        database = Path(folder) / "bot.sqlite"
        with BotProcess(OURS, environment(server.url, database), Path(folder) / "bot.log") as bot:
            watched = Watched(bot.pid)
            started(bot, server)
            print("| updates | owners | bot MB | painter MB | files | threads | database KB an owner |")
            print("|---|---|---|---|---|---|---|")
            answered = 0
            while answered < options.updates and time.monotonic() < until:
                answered = _tenth(server, options.updates // TENTHS, options.owners, until)
                owners = answered // LINES
                ours, *children = watched.tree()
                sizes = [process.memory_info().rss / MEBIBYTE for process in (ours, *children)]
                stored = sum(path.stat().st_size for path in Path(folder).glob("bot.sqlite*")) / 1024
                print(
                    f"| {answered:,} | {owners:,} | {sizes[0]:.0f} | {sum(sizes[1:]):.0f} | {ours.num_fds()} "
                    f"| {ours.num_threads()} | {stored / owners:.1f} |"
                )
                sys.stdout.flush()
            assert bot.status is None, f"the bot ended with {bot.status}\n{bot.tail()}"
            stuck = server.tell("report")["stuck"]
            print(f"\nowners without a reply: {len(stuck)}")


def _tenth(server: ServerProcess, updates: int, owners: int, until: float) -> int:
    """Let owners walk until this many more updates were answered and everybody is done; return how many were in all."""
    server.tell("walk", script=VARIED_CHECK_UP, owners=updates // LINES, at_once=owners)
    while (progress := server.tell("progress"))["unfinished"] and time.monotonic() < until:
        time.sleep(LOOK_EVERY)
    return progress["answered"]


if __name__ == "__main__":
    main()
