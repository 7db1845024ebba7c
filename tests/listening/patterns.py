"""Sentences drawn from patterns: ``(why|how come) (sales|it's sales)?``, with other numbers where the label has them too."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tests.listening.labels import Label, Message, messages

MOST = 8  # sentences drawn from one pattern
ANYWHERE = ("start", "idle", "verdict", "weekly_done", "q:people", "q:customers", "weekly", "menu")
_NUMBER = re.compile(r"(?<![\w.,])\d+(?![\w.,]*\d)")


def drawn(path: Path) -> Iterator[Message]:
    """Draw sentences from each pattern of a file; the same file gives the same sentences."""
    for number, pattern in enumerate(messages(path)):
        lot = random.Random(number)
        states = ANYWHERE if pattern.state == "any" else tuple(pattern.state.split(","))
        seen: set[str] = set()
        for _ in range(MOST * 3):
            if len(seen) >= MOST:
                break
            text = " ".join(written(pattern.text, lot).split())
            if text in seen:
                continue
            seen.add(text)
            text, labels = renumbered(text, pattern.readings[0], lot)
            yield Message(lot.choice(states), text, (labels,))


def written(pattern: str, lot: random.Random) -> str:
    """Write one of the sentences of a pattern."""
    text, end = _sequence(pattern, 0, lot)
    if end != len(pattern):
        raise ValueError(f"a bracket too many in {pattern!r}")
    return text


def _sequence(pattern: str, at: int, lot: random.Random) -> tuple[str, int]:
    parts = []
    while at < len(pattern) and pattern[at] not in "|)":
        if pattern[at] == "(":
            part, at = _choice(pattern, at + 1, lot)
            parts.append(part)
        else:
            parts.append(pattern[at])
            at += 1
    return "".join(parts), at


def _choice(pattern: str, at: int, lot: random.Random) -> tuple[str, int]:
    ways = []
    while True:
        way, at = _sequence(pattern, at, lot)
        ways.append(way)
        if at >= len(pattern):
            raise ValueError(f"a bracket is not closed in {pattern!r}")
        if pattern[at] == ")":
            return lot.choice(ways), at + 1
        at += 1


def renumbered(text: str, labels: tuple[Label, ...], lot: random.Random) -> tuple[str, tuple[Label, ...]]:
    """Replace the numbers of the label by others, half of the time."""
    if lot.random() < 0.5:
        return text, labels
    changed = {}
    for label in labels:
        for found in _NUMBER.findall(label.value):
            if label.is_number and found in _NUMBER.findall(text) and int(found) > 10 and found not in changed:
                changed[found] = str(max(2, round(int(found) * lot.uniform(0.6, 1.6))))
    if len(set(changed.values())) < len(changed) or set(changed.values()) & set(_NUMBER.findall(text)):
        return text, labels
    text = _NUMBER.sub(lambda match: changed.get(match[0], match[0]), text)
    return text, tuple(
        replace(label, value=_NUMBER.sub(lambda match: changed.get(match[0], match[0]), label.value))
        if label.is_number
        else label
        for label in labels
    )
