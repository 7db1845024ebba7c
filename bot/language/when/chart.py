"""A chart of everything that stretches of a text may be, and the best way to cover the text with it.

An edge is a stretch of tokens and what it is: a number, a time on a clock, a day. The edges of words and phrases come from the
language's table; the rules below make longer edges out of neighbours. Order within a text does not matter to them: what
is a day, what a time and what a part of the day is found first, and put together afterwards.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bot.language.when.vocabulary import DAY_MINUTES, PartOfDay, WhenWord, WhenWords

SHORTEST_TYPO = 5
SURELY_SHORT = 2  # letters of an abbreviation that may be another word as well
LAST_HOUR = 24
_LONG = 7  # letters, among which there may be two slips
_TOP = frozenset({"day", "clock", "part", "time", "filler", "or", "refusal", "denial", "mend", "hour"})
PAUSES = frozenset(",.;:-")
_UNREAD_COST = 10
_FEWEST = 5  # minutes that are said before or after a time


class SpokenNumber(Struct, frozen=True):
    """A whole number, and its figures where it was written in them."""

    value: int
    figures: str = ""


class DialTime(Struct, frozen=True):
    """A time on a clock.

    Attributes:
        minute: of the day.
        exact: on a 24-hour clock, so that it means one time only.
        marked: more than a bare number, which may count anything.
        part: the half of the day that was said with it.
    """

    minute: int
    exact: bool = False
    marked: bool = False
    part: PartOfDay | None = None


class Edge(Struct, frozen=True):
    """What the tokens from ``start`` up to ``end`` may be."""

    start: int
    end: int
    kind: str
    value: Any = None


def pieces(tokens: Sequence[str], words: WhenWords) -> list[Edge]:
    """Cover the tokens with as few edges as can be; what nothing covers is an edge of the kind "unread"."""
    chart = _chart(tokens, words)
    best: list[tuple[int, list[Edge]]] = [(0, [])] * (len(tokens) + 1)
    for start in range(len(tokens) - 1, -1, -1):
        unread = Edge(start, start + 1, "unread", tokens[start])
        ways = [(_UNREAD_COST, unread), *((1, edge) for edge in chart[start] if edge.kind in _TOP)]
        cost, edge = min(((cost + best[edge.end][0], edge) for cost, edge in ways), key=lambda way: way[0])
        best[start] = (cost, [edge, *best[edge.end][1]])
    return best[0][1]


def _chart(tokens: Sequence[str], words: WhenWords) -> list[list[Edge]]:
    """List the edges by where they start. What follows is complete before the edges to its left are made."""
    chart: list[list[Edge]] = [[] for _ in range(len(tokens) + 1)]
    for start in range(len(tokens) - 1, -1, -1):
        here = chart[start]
        here += _words_at(start, tokens, words)
        seen = set(here)
        for edge in here:  # the list grows meanwhile
            for rule in _RULES_BY_FIRST.get(edge.kind, ()):
                for end, values in _following(chart, edge, rule[1][1:]):
                    value = rule[2](*values)
                    made = Edge(start, end, rule[0], value)
                    if value is not None and made not in seen:
                        seen.add(made)
                        here.append(made)
    return chart


def _following(chart: list[list[Edge]], first: Edge, kinds: Sequence[str]) -> Iterator[tuple[int, list[Any]]]:
    if not kinds:
        yield first.end, [first.value]
        return
    for edge in chart[first.end]:
        if edge.kind == kinds[0]:
            for end, values in _following(chart, edge, kinds[1:]):
                yield end, [first.value, *values]


def _words_at(start: int, tokens: Sequence[str], words: WhenWords) -> Iterator[Edge]:
    said = tokens[start]
    if said.isdecimal():
        yield Edge(start, start + 1, "number", SpokenNumber(int(said), said) if len(said) <= len("1730") else None)
        return
    known = False
    for end in range(start + 1, min(start + words.longest, len(tokens)) + 1):
        for word in words.phrases.get(tuple(tokens[start:end]), ()):
            known = True
            yield Edge(start, end, word.kind, _value(word))
    if start and said in PAUSES:
        yield Edge(start, start + 1, "filler")
        yield Edge(start, start + 1, "sign", said)
    is_typo = not known and len(said) >= SHORTEST_TYPO and said not in words.no_typos
    if is_typo and (meant := _meant(said, words)):
        yield Edge(start, start + 1, "day", meant)
    elif is_typo and (part := _part_meant(said, words)):
        yield Edge(start, start + 1, "part", part)


def _value(word: WhenWord) -> Any:
    match word.kind:
        case "number":
            return SpokenNumber(word.value)
        case "day":
            return (word.value,)
        case _:
            return word.value


def _meant(token: str, words: WhenWords) -> tuple[int, ...]:
    """Return the days that a word with a typo may mean; those with the same first letter go first."""
    slips = _slips(token, words.days)
    close = [name for name in slips if name[0] == token[0]] or [*slips]
    least = min((slips[name] for name in close), default=0)
    return tuple(dict.fromkeys(words.days[name] for name in close if slips[name] == least))


def _part_meant(token: str, words: WhenWords) -> PartOfDay | None:
    """Return the part of the day that a word with a typo surely means: "evning", "aftrnoon"."""
    slips = _slips(token, words.parts)
    meant = {words.parts[name] for name in slips if name[0] == token[0]}
    return meant.pop() if len(meant) == 1 else None


def _slips(token: str, names: Iterable[str]) -> dict[str, int]:
    """Return the names that a word may be with a slip, or with two in a long name, and how many it has."""
    from rapidfuzz.distance import OSA

    slips = {name: OSA.distance(token, name) for name in names if len(name) >= SHORTEST_TYPO}
    return {name: slip for name, slip in slips.items() if slip <= (1 if len(name) < _LONG else 2)}


def _bare(number: SpokenNumber | None) -> DialTime | None:
    if number is None:
        return None
    if len(number.figures) > len("12"):
        hour, minute = divmod(number.value, 100)
        return _clock(hour, minute, figures=number.figures[:-2], marked=True)
    return _clock(number.value, 0, figures=number.figures, marked=False)


def _clock(hour: int, minute: int, *, figures: str = "", marked: bool = True) -> DialTime | None:
    if minute >= 60 or hour > 24 or (hour == 24 and minute):
        return None
    exact = not 1 <= hour <= 12 or figures.startswith("0")
    return DialTime((hour * 60 + minute) % DAY_MINUTES, exact, marked)


def _marked(number: SpokenNumber | None, _word: object) -> DialTime | None:
    clock = _bare(number)
    return clock and replace(clock, marked=True)


def _parted(hour: SpokenNumber | None, _parting: object, minute: SpokenNumber | None) -> DialTime | None:
    if hour is None or minute is None or len(minute.figures) != len("30") or len(hour.figures) not in (1, 2):
        return None
    return _clock(hour.value, minute.value, figures=hour.figures)


def _beside(hour: SpokenNumber | None, minute: SpokenNumber | None) -> DialTime | None:
    """Read "9 30", "nine thirty" and "9 fifteen"."""
    if hour is None or minute is None or len(hour.figures) > len("12"):
        return None
    two_figures = len(minute.figures) == len("30")
    in_words = not minute.figures and minute.value >= 10
    return _clock(hour.value, minute.value, figures=hour.figures) if two_figures or in_words else None


def _dashed(hour: SpokenNumber | None, sign: str, minute: SpokenNumber | None) -> DialTime | None:
    """Read "nine-thirty", but not "9-10", which is from one hour to another."""
    return _beside(hour, minute) if sign == "-" and minute is not None and minute.value > LAST_HOUR else None


def _shifted(hour: SpokenNumber | None, minutes: int) -> DialTime | None:
    clock = None if hour is None or len(hour.figures) > len("12") else _bare(hour)
    if clock is None or abs(minutes) >= 60:
        return None
    return replace(clock, minute=(clock.minute + minutes) % DAY_MINUTES, marked=True)


def _from_named(minutes: int, named: int) -> DialTime:
    """Read "half past midnight"."""
    return DialTime((named + minutes) % DAY_MINUTES, exact=True, marked=True)


def _beside_named(minutes: SpokenNumber | None, named: int, way: int) -> DialTime | None:
    """Read "10 past midnight"; the 2 of "2 after lunch" is an hour."""
    return None if minutes is None or minutes.value < _FEWEST else _from_named(way * minutes.value, named)


def _past(minutes: SpokenNumber | None, _word: object, hour: SpokenNumber | None) -> DialTime | None:
    return None if minutes is None else _shifted(hour, minutes.value)


def _to(minutes: SpokenNumber | None, _word: object, hour: SpokenNumber | None) -> DialTime | None:
    """Read "10 to 9", but not "9 to 10", which is from one hour to another."""
    return None if minutes is None or minutes.value % 5 else _shifted(hour, -minutes.value)


def _surely_to(minutes: SpokenNumber | None, _word: object, hour: SpokenNumber | None) -> DialTime | None:
    return None if minutes is None else _shifted(hour, -minutes.value)


def _close(clock: DialTime, part: PartOfDay) -> DialTime | None:
    return None if clock.part else replace(clock, part=part, marked=True)


def _tens_and_ones(tens: SpokenNumber | None, ones: SpokenNumber | None) -> SpokenNumber | None:
    if tens is None or ones is None or tens.figures or ones.figures:
        return None
    fits = tens.value >= 20 and tens.value % 10 == 0 and 1 <= ones.value <= 9
    return SpokenNumber(tens.value + ones.value) if fits else None


def _nine_oh_five(hour: SpokenNumber | None, _zero: object, ones: SpokenNumber | None) -> DialTime | None:
    return _clock(hour.value, ones.value) if hour and ones and 1 <= ones.value <= 9 else None


GrammarRule = tuple[str, tuple[str, ...], Callable[..., Any]]
_RULES: tuple[GrammarRule, ...] = (
    ("number", ("number", "number"), _tens_and_ones),
    ("clock", ("number",), _bare),
    ("clock", ("number", "hour"), _marked),
    ("clock", ("number", "number"), _beside),
    ("clock", ("number", "parting", "number"), _parted),
    ("clock", ("number", "sign", "number"), _dashed),
    ("clock", ("number", "zero", "number"), _nine_oh_five),
    ("clock", ("before", "time"), _from_named),
    ("clock", ("number", "past", "time"), lambda minutes, _word, named: _beside_named(minutes, named, 1)),
    ("clock", ("number", "to", "time"), lambda minutes, _word, named: _beside_named(minutes, named, -1)),
    ("clock", ("before", "number"), lambda minutes, hour: _shifted(hour, minutes)),
    ("clock", ("number", "after"), _shifted),
    ("clock", ("number", "past", "number"), _past),
    ("clock", ("number", "to", "number"), _to),
    ("clock", ("number", "surely_to", "number"), _surely_to),
    ("clock", ("number", "plus", "number"), lambda hour, word, minutes: _past(minutes, word, hour)),
    ("clock", ("number", "minus", "number"), lambda hour, word, minutes: _surely_to(minutes, word, hour)),
    ("clock", ("short_of", "number", "number"), lambda word, minutes, hour: _surely_to(minutes, word, hour)),
    ("clock", ("clock", "close"), _close),
    ("clock", ("clock", "part"), _close),
)
_RULES_BY_FIRST: dict[str, tuple[GrammarRule, ...]] = {
    first: tuple(rule for rule in _RULES if rule[1][0] == first) for first in {rule[1][0] for rule in _RULES}
}
