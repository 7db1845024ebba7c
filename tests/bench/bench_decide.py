"""What deciding costs by itself: owners walk the check-up in memory, without a network and without a database.

    python -m tests.bench.bench_decide [--owners 200] [--rounds 5]
    python -m tests.bench.bench_decide --said before.txt      # every reply, to be compared after a change: byte for byte

Each owner has numbers of their own. The quickest round is printed, as others on the machine only add to it.
"""

import argparse
import gc
import random
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import load_catalogue
from bot.core.events import Command, Event, Tap, Text, What
from bot.core.replies import Reply, Rows, Spoken
from bot.dialogue.context import Catalogue
from bot.turn.decide import decide
from tests.server.bot_process import VARIED_CHECK_UP
from tests.server.owners import DRAWN

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MARKUP = re.compile(r"<[^>]+>")
WARM = 15


def walk(catalogue: Catalogue, owner: int) -> Iterator[tuple[Reply, ...]]:
    """Walk the check-up of the benchmarks as one owner, and yield what is replied to each line."""
    drawing = random.Random(owner)
    chat, last, rows = None, "", ()
    for number, written in enumerate(VARIED_CHECK_UP, start=1):
        line = DRAWN.sub(lambda bounds: str(drawing.randint(int(bounds[1]), int(bounds[2]))), written)
        if line.startswith("?"):
            _, words, line = line.split("?", 2)
            if words not in last:
                continue
        at, update = MONDAY + timedelta(seconds=number), owner * 1_000 + number
        event = Event(update, owner, "private", owner, "en", at, _what(line, update, rows))
        chat, replies = decide(catalogue, chat, event)
        for said in replies:
            if isinstance(said, Spoken):
                last, rows = MARKUP.sub("", said.text), said.rows
        yield replies


def _what(line: str, number: int, rows: Rows) -> What:
    if line.startswith("#"):
        data = next(button.data for row in rows for button in row if button.label == line[1:])
        return Tap(data, str(number), number)
    return Command(line[1:], "", number) if line.startswith("/") else Text(line, number)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--owners", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--said", type=Path, help="write every reply to this file, and measure nothing")
    options = parser.parse_args()
    catalogue = load_catalogue()
    owners = range(1, options.owners + 1)
    if options.said:
        said = (repr(reply) for owner in owners for replies in walk(catalogue, owner) for reply in replies)
        options.said.write_text("\n".join(said))
        return
    for owner in range(-WARM, 0):
        list(walk(catalogue, owner))
    gc.collect()
    gc.freeze()
    rounds = []
    for _ in range(options.rounds):
        began = time.thread_time()
        lines = sum(1 for owner in owners for _ in walk(catalogue, owner))
        rounds.append((time.thread_time() - began) * 1_000 / lines)
    print(f"{lines / len(owners):.1f} lines an owner, {min(rounds):.3f} ms of CPU each")


if __name__ == "__main__":
    main()
