"""Numbers of a week that make one: so many on each of its days, day by day, or a total with its parts.

They are put together before it is asked what each number of the line counts: "3 a day from monday to friday, talked with 12"
is 15 and 12.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.parts import added
from bot.language.listening.amounts import STOPS, TextPart, ToldAmount
from bot.language.listening.days_named import WEEK, is_daily, on_days, weekday_of
from bot.language.listening.kin import kinds_of
from bot.language.listening.naming import kinds_among, parts_before, parts_behind, words_of
from bot.language.listening.relations import SUM_NEAR, WORDS_OF_A_DAY, counts_in
from bot.language.listening.span_words import TimeSpan
from bot.language.listening.words_between import words_between
from bot.language.numbers.pieces import Extent, Mark, Word, is_a
from bot.language.numbers.pieces import at as piece_at

SMALL = 3  # letters of a word that names nothing, as "on the"
LEAST_OF_PARTS = 2
BOTH = 2  # of whom "both" are all
NEAR_TOTAL = 2  # words beside a number among which it may be called the total
OPENING = frozenset(":(=-—")  # behind a total, before its parts
CLOSING = frozenset({")"})
IN_ORDER = frozenset({"day", "weekday", "week"})
"""Kinds of word that say on which of its days so many came."""

OF_A_PART = frozenset(
    {"talk", "reply", "quote", "look", "buy", "customer", "miss", "unfit", "not_now", "staff", "hour"}
)
"""Kinds of word that no part of those who got in touch has beside it."""

WAYS = frozenset({"ring", "write", "drop_in", "channel", "online", "in_person"})
"""Kinds of word that say how somebody came."""


class GatheredWeek(Struct, frozen=True):
    """The words of a week with fewer numbers.

    Attributes:
        tokens: the words.
        people: the places in the text of numbers that were put together; they count people, unless a word names them.
    """

    tokens: tuple[TextPart, ...]
    people: frozenset[Extent] = frozenset()


def with_both(tokens: Sequence[TextPart], language: str) -> list[TextPart]:
    """Return the words of a line with a "both" behind a two as all of them: "2 enquiries, spoke to both"."""
    said, before = words_between(language).both, None
    found: list[TextPart] = []
    for token in tokens:
        all_of_two = isinstance(token, Word) and token.text in said and before == BOTH
        found.append(ToldAmount(Amount.exactly(1.0), share=True, place=token.place) if all_of_two else token)
        before = token.amount.value if isinstance(token, ToldAmount) and not token.share else before
    return found


def gathered(tokens: Sequence[TextPart], plain: str, language: str) -> GatheredWeek:
    """Put together what belongs together in a line about a week; ``plain`` is the text in which its words have their places."""
    tokens, on_each = _on_days(tokens, plain, language)
    tokens, of_days = _day_by_day(tokens, language)
    tokens, total = _of_a_total(_without_deductions(tokens, language), language)
    week = _each_day(tokens, language)
    return GatheredWeek(week.tokens, week.people | on_each | of_days | total)


def _on_days(tokens: Sequence[TextPart], plain: str, language: str) -> tuple[Sequence[TextPart], frozenset[Extent]]:
    """Put in one number what came on each of some days: "2 each weekday plus 5 on saturday, talked 12" is "17, talked 12"."""
    told = on_days(tokens, plain, language)
    if told is None or not told.each:
        return tokens, frozenset()
    first = next(one for _, one in counts_in(tokens[told.start :]))
    total = replace(first, amount=told.amount, span=None)
    return [*tokens[: told.start], total, *tokens[told.end :]], frozenset({first.place})


def _each_day(tokens: Sequence[TextPart], language: str) -> GatheredWeek:
    """Multiply so many a day by the days that are named; leave the number out where none are."""
    rates = [place for place, told in counts_in(tokens) if told.span is not None and is_daily(told.span)]
    rates = [place for place in rates if not _are_days(tokens, place, language)]
    if not rates:
        return GatheredWeek(tuple(tokens))
    if len(rates) > 1:
        timed = {at for at, token in enumerate(tokens) if isinstance(token, TimeSpan) and is_daily(token)}
        return GatheredWeek(tuple(token for at, token in enumerate(tokens) if at not in {*rates, *timed}))
    (place,) = rates
    told = tokens[place]
    start, end = _reach(tokens, place, language)
    days, said = _days_among(tokens[start:end], language)
    dropped = {start + at for at in said}
    if days is None or not isinstance(told, ToldAmount):
        dropped |= {place} | {at for at in range(start, end) if isinstance(tokens[at], TimeSpan)}
        return GatheredWeek(tuple(token for at, token in enumerate(tokens) if at not in dropped))
    total = replace(told, amount=told.amount.times(days), span=None)
    kept = [total if at == place else token for at, token in enumerate(tokens) if at not in dropped - {place}]
    return GatheredWeek(tuple(kept), frozenset({told.place}))


def _are_days(tokens: Sequence[TextPart], place: int, language: str) -> bool:
    """True if a number counts days: the "5 days" of "3 a day, 5 days"."""
    behind = piece_at(tokens, place + 1)
    words = words_of([behind]) if isinstance(behind, Mark) and "duration" in behind.says else []
    return "day" in kinds_among(words, language)


def _reach(tokens: Sequence[TextPart], place: int, language: str) -> tuple[int, int]:
    """Return the clause of a number with the next one or the one before, where that says nothing but which days."""
    ends = [-1, *(at for at, token in enumerate(tokens) if getattr(token, "text", "") in STOPS), len(tokens)]
    clauses = [(start + 1, end) for start, end in pairwise(ends)]
    own = next(at for at, (start, end) in enumerate(clauses) if start <= place < end)
    start, end = clauses[own]
    if own + 1 < len(clauses) and _says_only_days(tokens[slice(*clauses[own + 1])], language):
        end = clauses[own + 1][1]
    elif own and _says_only_days(tokens[slice(*clauses[own - 1])], language):
        start = clauses[own - 1][0]
    return start, end


def _says_only_days(clause: Sequence[TextPart], language: str) -> bool:
    days, said = _days_among(clause, language)
    return days is not None and all(
        at in said or len(getattr(token, "text", "")) <= SMALL for at, token in enumerate(clause)
    )


def _days_among(clause: Sequence[TextPart], language: str) -> tuple[int | None, set[int]]:
    """Return on how many days of a week it was, and which words say so: "mon to fri", "5 days", "all week"."""
    named = {at: day for at, token in enumerate(clause) if (day := weekday_of(token, language)) is not None}
    said = set(named) | {at for at, token in enumerate(clause) if isinstance(token, TimeSpan)}
    others = [
        at for at, token in enumerate(clause) if isinstance(token, ToldAmount) and not _are_days(clause, at, language)
    ]
    if len(named) > 2 and len(others) > 1:
        return None, said  # "2 a day from monday to friday and 6 on saturday"
    if len(named) > 1:
        first, last = min(named), max(named)
        is_range = len(named) == 2 and not any(is_a(token, "and") for token in clause[first:last])
        days = (named[last] - named[first]) % WEEK + 1 if is_range else len(set(named.values()))
        return days, said | set(range(first, last))
    for at, token in enumerate(clause):
        if isinstance(token, TimeSpan) and token.unit == "day" and 1 < token.count <= WEEK:
            return round(token.count), said
        if isinstance(token, ToldAmount) and _are_days(clause, at, language) and 1 < token.amount.value <= WEEK:
            return round(token.amount.value), said | {at, at + 1}
    for at, token in enumerate(clause):
        beside = [place for place in (at - 2, at - 1, at + 1) if _says_whole(piece_at(clause, place), language)]
        if _is_week(token, language) and beside:
            return WEEK, said | set(range(min(at, *beside), max(at, *beside) + 1))
    return None, said


def _says_whole(token: TextPart | None, language: str) -> bool:
    """True for the "all" of "all week"."""
    if isinstance(token, ToldAmount):
        return token.share and token.amount.value == 1 and not token.but
    return token is not None and not words_between(language).whole.isdisjoint(words_of([token]))


def _is_week(token: TextPart, language: str) -> bool:
    if isinstance(token, TimeSpan):
        return token.unit == "week" and token.count == 1
    return "week" in kinds_of(language).of_word(getattr(token, "text", ""))


def _day_by_day(tokens: Sequence[TextPart], language: str) -> tuple[Sequence[TextPart], frozenset[Extent]]:
    """Add up what is told of each day before the other numbers of a line: "mon 3 tue 2 wed 5, talked to 8"."""
    counts = counts_in(tokens)
    row = []
    for place, told in counts:
        if told.span is not None or not _is_of_days(tokens, place, language):
            break
        row.append((place, told))
    behind = counts[len(row) :]
    if len(row) < LEAST_OF_PARTS or not behind or any(_names_a_day(tokens, place, language) for place, _ in behind):
        return tokens, frozenset()
    (first, one), (last, _) = row[0], row[-1]
    total = replace(one, amount=added(told.amount for _, told in row), others=(), span=None)
    beside = range(last + 1, last + 1 + len(parts_behind(tokens, last)))
    kept = [*range(first), first, *range(last + 1, len(tokens))]
    left = [
        at for at in kept if at == first or not (at < first or at in beside) or weekday_of(tokens[at], language) is None
    ]
    return [total if at == first else tokens[at] for at in left], frozenset({one.place})


def _names_a_day(tokens: Sequence[TextPart], place: int, language: str) -> bool:
    """True if another day is named beside a number: "4 more on friday"."""
    told, beside = tokens[place], [*parts_before(tokens, place), *parts_behind(tokens, place)]
    timed = isinstance(told, ToldAmount) and told.span is not None
    return timed or any(weekday_of(token, language) is not None for token in beside)


def _is_of_days(tokens: Sequence[TextPart], place: int, language: str) -> bool:
    """True if a day stands beside a number, or "weekdays" before it and nothing else: "mon 3", "3 on monday", "weekend 5"."""
    before = [token for token in parts_before(tokens, place) if words_of([token])][-WORDS_OF_A_DAY:]
    if any(
        weekday_of(token, language) is not None for token in (*before, *parts_behind(tokens, place)[:WORDS_OF_A_DAY])
    ):
        return True
    if isinstance(piece_at(tokens, place - len(parts_before(tokens, place)) - 1), ToldAmount):
        return False  # the "days" of "4 days, 12 calls"
    if any("duration" in token.says for token in before if isinstance(token, Mark)):
        before = [token for token in before if not isinstance(token, Mark)]
        return all(len(word) <= SMALL for word in words_of(before))
    words = [word for word in words_of([token for token in before if isinstance(token, Word)]) if len(word) > SMALL]
    return bool(words) and all(not IN_ORDER.isdisjoint(kinds_of(language).of_word(word)) for word in words)


def _of_a_total(tokens: Sequence[TextPart], language: str) -> tuple[Sequence[TextPart], frozenset[Extent]]:
    """Leave out the parts of a total that stands beside them: "16 in all, 10 calls and 6 whatsapps; talked to 16"."""
    counts = counts_in(tokens)
    for at, until in _rows(len(counts)):
        row = counts[at:until]
        for total, parts in ((row[0], row[1:]), (row[-1], row[:-1])):
            if _add_up(total[1], [told for _, told in parts]) and _is_total(tokens, total[0], parts, language):
                return _without_parts(tokens, total[0], parts), frozenset({total[1].place})
    return tokens, frozenset()


def _without_deductions(tokens: Sequence[TextPart], language: str) -> Sequence[TextPart]:
    """Replace a total by what is left of it: "20 rang, 4 spam, so 16 real, talked to 12" is "16 rang, talked to 12"."""
    for (first, one), (_, less), (last, left) in zip(*(counts_in(tokens)[at:] for at in range(3)), strict=False):
        is_left = less.amount.value and one.amount.value - less.amount.value == left.amount.value
        leading = words_of(parts_before(tokens, last))[-NEAR_TOTAL:]
        if is_left and not words_between(language).result.isdisjoint(leading):
            named = first + 1 + len(parts_behind(tokens, first))
            rest = tokens[last + 1 + len(parts_behind(tokens, last)) :]
            return [*tokens[:first], replace(left, span=one.span), *tokens[first + 1 : named], *rest]
    return tokens


def _rows(count: int) -> Iterator[tuple[int, int]]:
    """Return where rows of at least three numbers begin and end, the longest first."""
    for length in range(count, LEAST_OF_PARTS, -1):
        for at in range(count - length + 1):
            yield at, at + length


def _add_up(total: ToldAmount, parts: Sequence[ToldAmount]) -> bool:
    summed = sum(part.amount.value for part in parts)
    return all(part.amount.value for part in parts) and abs(total.amount.value - summed) <= SUM_NEAR * summed


def _is_total(tokens: Sequence[TextPart], place: int, parts: Sequence[tuple[int, ToldAmount]], language: str) -> bool:
    """True if words say that a number is the total of some others, or that these are ways in which people came."""
    named = [kinds_among(words_of(_beside_part(tokens, part, place)), language) for part, _ in parts]
    if any(not OF_A_PART.isdisjoint(kinds) for kinds in named):
        return False
    if all(not WAYS.isdisjoint(kinds) for kinds in named):
        return True
    beside = [*tokens[max(place - NEAR_TOTAL, 0) : place], *tokens[place + 1 : place + 1 + NEAR_TOTAL]]
    words = words_of(beside)
    is_called = "every" in kinds_among(words, language) or not words_between(language).result.isdisjoint(words)
    opened = not OPENING.isdisjoint(words_of(parts_behind(tokens, place))) and place < parts[0][0]
    return is_called or opened


def _beside_part(tokens: Sequence[TextPart], part: int, total: int) -> list[TextPart]:
    """Return the words that may name a part: those behind it, or else those before it and behind no other number."""
    return parts_behind(tokens, part) or (parts_before(tokens, part) if part > total else [])


def _without_parts(
    tokens: Sequence[TextPart], total: int, parts: Sequence[tuple[int, ToldAmount]]
) -> Sequence[TextPart]:
    first, last = parts[0][0], parts[-1][0]
    if total > last:
        start = first - len(parts_before(tokens, first))
        return [*tokens[:start], *tokens[total - len(parts_before(tokens, total)) :]]
    signs = (at for at in range(total + 1, first) if getattr(tokens[at], "text", "") in STOPS | OPENING)
    start = next(signs, first)
    behind = len(parts_behind(tokens, last))
    following = last + 1 + behind
    if following < len(tokens) and isinstance(tokens[following], ToldAmount):
        following = last + 2  # no sign parts them, so that only one word names the last part
    signs = (at for at in range(last + 1, following) if getattr(tokens[at], "text", "") in CLOSING)
    end = next(signs, following - 1) + 1
    return [*tokens[:start], Word(",", place=getattr(tokens[start], "place", (0, 0))), *tokens[end:]]
