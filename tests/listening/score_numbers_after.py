"""How well numbers after a verdict are read: ``python -m tests.listening.score_numbers_after FILE [LANG]``, of labelled messages.

For each purpose: how many messages there are, how many are heard as that, how many of those surely heard are; and of these with their
numbers read, as the first reading or as one of those that are offered. Last, wrong ones that are surely heard and would be stored.
"""

import sys
from collections import Counter
from pathlib import Path

from bot.hearing.numbers_meant import CORRECT, NEWER, PURPOSES, WHATIF, WISH, NumbersReading, numbers_meant, value_of
from bot.talk.numbers_after import FOR_SURE, OFFERED, READ_SURELY
from tests.listening.numbers_after import NEAR, NumbersExample, numbers_examples

TELLING = (CORRECT, NEWER, WHATIF, WISH)


def is_read(example: NumbersExample, reading: NumbersReading) -> bool:
    """Return True if a reading has just the numbers that a message tells."""
    whole = {**example.known, **example.told}
    if reading.numbers.keys() != example.told.keys():
        return False
    return all(
        min(abs(value_of(told, name, whole) - right), abs(told.amount.value - right)) <= NEAR * right
        for name, told in reading.numbers.items()
        for right in (example.told[name],)
    )


def main(file: str, language: str = "en") -> None:
    """Print the counts."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in numbers_examples(Path(file), language):
        meant = numbers_meant(one.text, language, one.known)
        purpose = one.purpose
        counts[purpose, "all"] += 1
        if meant is None:
            continue
        sure = meant.chance >= FOR_SURE
        counts[purpose, "sure"] += sure
        stored = meant.purpose in (CORRECT, WISH) and sure and bool(meant.readings[0].numbers)
        stored = stored and meant.readings[0].chance >= READ_SURELY
        read = meant.purpose == purpose and purpose in TELLING and is_read(one, meant.readings[0])
        counts[purpose, "harm"] += stored and not (is_read(one, meant.readings[0]) and purpose in TELLING)
        if meant.purpose == purpose:
            counts[purpose, "heard"] += 1
            counts[purpose, "surely right"] += sure
            counts[purpose, "read"] += read
            counts[purpose, "offered"] += purpose in TELLING and any(is_read(one, r) for r in meant.readings[:OFFERED])
            counts[purpose, "done"] += sure and meant.readings[0].chance >= READ_SURELY and read
    names = ("all", "heard", "sure", "surely right", "read", "offered", "done", "harm")
    print(f"{'':10}{''.join(f'{name:>14}' for name in names)}")
    for purpose in (*PURPOSES, ""):
        row = [sum(n for (p, k), n in counts.items() if k == name and purpose in ("", p)) for name in names]
        print(f"{purpose or 'together':10}{''.join(f'{n:14}' for n in row)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
