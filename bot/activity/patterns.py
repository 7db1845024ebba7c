"""Patterns of words, and how much of a clause each of them explains.

A pattern is a line of items; it holds when every item is found in the clause, each in words of its own. An item is a
word, words that follow one another (``open_day``), a class (``<ring>``), or a choice of these (``flyer|leaflet``). An
item after ``-`` must be absent. Its score is the number of words it explains; a phrase counts for more than its
words apart, and ``2:`` in front adds two points. After ``2>`` the items have to come in this
order.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from msgspec import Struct

Stems = tuple[str, ...]
ScoredSpan = tuple[int, int, float]  # first word, word after the last, weight

LONGEST_PHRASE = 6
_PHRASE_BONUS = 0.4
_APART = 0.15  # points lost for each word that stands between the words of a pattern, after the first
_LEAD = re.compile(r"^(\d)([:>]) (.*)$")


def weight(phrase: Stems) -> float:
    """Return the points of a phrase."""
    return len(phrase) + _PHRASE_BONUS * (len(phrase) - 1)


class Pattern(Struct, frozen=True):
    """What has to be in a clause: items by their number in the book."""

    activity: str
    needs: tuple[int, ...]
    forbids: tuple[int, ...]
    bonus: float
    ordered: bool
    place: int


class Match(Struct, frozen=True):
    """A pattern that holds, its points, and the places of the words that it explains."""

    pattern: Pattern
    score: float
    words: frozenset[int]

    @property
    def activity(self) -> str:
        return self.pattern.activity


@dataclass(slots=True)
class PatternBook:
    """All patterns of one language, compiled.

    Args:
        stems: turns the words of a phrase into stems, as for the texts that will be read.
        classes: names for choices of words.

    Raises:
        ValueError: a pattern names an unknown class, or nothing is left of one of its phrases.
    """

    stems: Callable[[Iterable[str]], Stems]
    classes: Mapping[str, str]
    patterns: list[Pattern] = field(default_factory=list)
    vocabulary: set[str] = field(default_factory=set)
    _by_item: dict[int, list[Pattern]] = field(default_factory=dict)  # each pattern under its most telling item
    _sizes: list[int] = field(default_factory=list)
    _items: dict[str, int] = field(default_factory=dict)
    _items_of: dict[Stems, list[int]] = field(default_factory=dict)

    def add(self, activity: str, line: str) -> None:
        """Compile one pattern of an activity."""
        lead = _LEAD.match(line)
        bonus, ordered, line = (float(lead[1]), lead[2] == ">", lead[3]) if lead else (0.0, False, line)
        items = line.split()
        pattern = Pattern(
            activity=activity,
            needs=tuple(self._item(item) for item in items if not item.startswith("-")),
            forbids=tuple(self._item(item[1:]) for item in items if item.startswith("-")),
            bonus=bonus,
            ordered=ordered,
            place=len(self.patterns),
        )
        self.patterns.append(pattern)
        self._by_item.setdefault(min(pattern.needs, key=self._sizes.__getitem__), []).append(pattern)

    def matches(self, clause: Stems) -> list[Match]:
        """Return the patterns that hold in a clause, those with the most points first."""
        spans = self._spans(clause)
        found = []
        for pattern in (pattern for item in spans for pattern in self._by_item.get(item, ())):
            if all(item in spans for item in pattern.needs) and not any(item in spans for item in pattern.forbids):
                choices = [spans[item] for item in pattern.needs]
                best = _in_order(choices, 0) if pattern.ordered else _best(sorted(choices, key=len), 0)
                if best is not None:
                    points, words = best
                    apart = words.bit_length() - _first(words) - words.bit_count()
                    score = points + pattern.bonus - _APART * max(0, apart - 1)
                    found.append(
                        Match(pattern, score, frozenset(place for place in range(len(clause)) if words >> place & 1))
                    )
        found.sort(key=lambda match: (-match.score, -len(match.words), match.pattern.place))
        return found

    def _spans(self, clause: Stems) -> dict[int, list[ScoredSpan]]:
        spans: dict[int, list[ScoredSpan]] = {}
        for start in range(len(clause)):
            for end in range(start + 1, min(start + LONGEST_PHRASE, len(clause)) + 1):
                phrase = clause[start:end]
                for item in self._items_of.get(phrase, ()):
                    spans.setdefault(item, []).append((start, end, weight(phrase)))
        return spans

    def _item(self, text: str) -> int:
        if text not in self._items:
            number = self._items[text] = len(self._items)
            phrases = self._phrases(text)
            self._sizes.append(len(phrases))
            for phrase in phrases:
                self._items_of.setdefault(phrase, []).append(number)
        return self._items[text]

    def _phrases(self, text: str) -> set[Stems]:
        phrases: set[Stems] = set()
        for choice in text.split("|"):
            if choice.startswith("<"):
                if choice[1:-1] not in self.classes:
                    raise ValueError(f"unknown class {choice} in {text!r}")
                for member in self.classes[choice[1:-1]].split():
                    phrases.add(self._phrase(member))
            else:
                phrases.add(self._phrase(choice))
        return phrases

    def _phrase(self, choice: str) -> Stems:
        words = choice.replace("_", " ").split()
        phrase = self.stems(words)
        if not phrase or (len(phrase) == 1 and len(words) > 1):
            raise ValueError(f"too little is left of {choice!r}: {phrase}")
        self.vocabulary.update(words)
        return phrase


def _first(words: int) -> int:
    """Return the place of the first word that is taken."""
    return (words & -words).bit_length() - 1


def _best(choices: list[list[ScoredSpan]], taken: int) -> tuple[float, int] | None:
    """Place every item in words of its own so that the points are highest; ``taken`` is a bit a word."""
    if not choices:
        return 0.0, taken
    best: tuple[float, int] | None = None
    for start, end, points in choices[0]:
        bits = ((1 << (end - start)) - 1) << start
        if bits & taken:
            continue
        rest = _best(choices[1:], taken | bits)
        if rest is not None and (best is None or rest[0] + points > best[0]):
            best = rest[0] + points, rest[1]
    return best


def _in_order(choices: list[list[ScoredSpan]], start_from: int) -> tuple[float, int] | None:
    """Place every item after the one before it so that the points are highest."""
    if not choices:
        return 0.0, 0
    best: tuple[float, int] | None = None
    for start, end, points in choices[0]:
        rest = _in_order(choices[1:], end) if start >= start_from else None
        if rest is not None and (best is None or rest[0] + points > best[0]):
            best = rest[0] + points, rest[1] | ((1 << (end - start)) - 1) << start
    return best
