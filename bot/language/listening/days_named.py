"""So many on each of some days of the week: "3 on mondays and fridays", "2 each weekday plus 5 on saturday"."""

from collections.abc import Sequence

from msgspec import Struct

from bot.core.amount import Amount
from bot.core.parts import added
from bot.language.listening.amounts import STOPS, TextPart, ToldAmount
from bot.language.listening.kin import COUNTING
from bot.language.listening.naming import kinds_among, words_of
from bot.language.listening.relations import counts_in
from bot.language.listening.span_words import TimeSpan
from bot.language.listening.words_between import words_between
from bot.language.numbers.pieces import Mark, Word, is_a, says
from bot.language.when.vocabulary import when_words

WEEK = 7  # days
WORKING = 5


class NamedDays(Struct, frozen=True):
    """On how many days of a week it was so, and whether it is so on each of these: "on mondays"."""

    days: int
    each: bool


class OnDays(Struct, frozen=True):
    """The first numbers of a text, each of them so many on some days.

    Attributes:
        amount: what they make in a week.
        each: some of them are so many on each of several days, every week.
        count: how many numbers they are.
        start: the place of the first token that belongs to them.
        end: the place behind the last one.
    """

    amount: Amount
    each: bool
    count: int
    start: int
    end: int


def on_days(tokens: Sequence[TextPart], plain: str, language: str) -> OnDays | None:
    """Return what the first numbers of a text make, where days of the week are named behind each of them, or before each.

    Args:
        tokens: of the text.
        plain: the text in which they have their places.
        language: of the words.
    """
    places = [place for place, _ in counts_in(tokens) if not says(_at(tokens, place + 1), "duration")]
    behind = [(place, (place + 1, _end_behind(tokens, place, places))) for place in places]
    before = [(place, (_start_before(place, places), place)) for place in places]
    for sides in (behind, before):
        row = []
        for place, side in sides:
            told, days = tokens[place], days_among(tokens[slice(*side)], plain, language)
            if days is None or not isinstance(told, ToldAmount) or _is_for_week(told):
                break
            each = days.each or (told.span is not None and is_daily(told.span) and not told.span.working)
            if days.days > 1 and not each:
                break
            row.append((told.amount.times(days.days), each, min(place, side[0]), max(place + 1, side[1])))
        if row:
            each = any(every for _, every, _, _ in row)
            return OnDays(added(amount for amount, *_ in row), each, len(row), row[0][2], row[-1][3])
    return None


def _is_for_week(told: ToldAmount) -> bool:
    """True for a number that says for which time it is: the days behind "one a week" are those on which the owner works."""
    return told.span is not None and told.span.rate and told.span.unit != "day"


def _at(tokens: Sequence[TextPart], place: int) -> TextPart | None:
    return tokens[place] if 0 <= place < len(tokens) else None


def _end_behind(tokens: Sequence[TextPart], place: int, places: Sequence[int]) -> int:
    """Return where the words behind a number end: at the next number, or behind a sign after which no day follows."""
    end = next((one for one in places if one > place), len(tokens))
    if end < len(tokens) and any(getattr(token, "text", "") in STOPS for token in tokens[place:end]):
        return (
            end - next(at for at, token in enumerate(reversed(tokens[:end])) if getattr(token, "text", "") in STOPS) - 1
        )
    return end


def _start_before(place: int, places: Sequence[int]) -> int:
    return max((one + 1 for one in places if one < place), default=0)


def days_among(part: Sequence[TextPart], plain: str, language: str) -> NamedDays | None:
    """Return the days of the week that are named among some words: "mon to fri", "every weekday", "a day except sundays"."""
    named = [(at, day) for at, token in enumerate(part) if (day := weekday_of(token, language)) is not None]
    daily = [token for token in part if isinstance(token, TimeSpan) and is_daily(token)]
    unsaid = [token for token in part if isinstance(token, TimeSpan | ToldAmount)]  # "every" may be read as all
    words = words_of(part) + [word for token in unsaid for word in plain[slice(*token.place)].split()]
    kinds = kinds_among(words, language, COUNTING)
    each = any(not span.working for span in daily) or "regularly" in kinds  # not "12 on weekdays"
    closed = "closed" in kinds or "negation" in kinds_among(words, language)
    if not named:
        if "weekend" in kinds and daily and closed:
            return NamedDays(WORKING, each=True)  # "3 a day, shut at weekends"
        if "weekend" in kinds:
            return NamedDays(1, "regularly" in kinds)
        return NamedDays(WORKING, each) if daily and daily[0].working else None
    if daily and (closed or any(says(token, "except") for token in part)):
        return NamedDays((WORKING if daily[0].working else WEEK) - len(named), each=True)
    (first, start), (last, end) = named[0], named[-1]
    between = part[first + 1 : last]  # "to" in the words of any language: "с пн по пт", "सोमवार से शुक्रवार"
    if len(named) == 2 and between and not any(_lists(token) for token in between):
        return NamedDays((end - start) % WEEK + 1, each)
    return NamedDays(len({day for _, day in named}), each)


def _lists(token: TextPart) -> bool:
    """True for what stands between two days of a list, and not of a stretch: "and", "&", a comma."""
    sign = getattr(token, "text", "-")
    return is_a(token, "and") or (sign != "-" and not sign[:1].isalnum())


def is_daily(span: TimeSpan) -> bool:
    """Return True for "a day"."""
    return span.rate and span.unit == "day" and span.count == 1


def weekday_of(token: TextPart | None, language: str) -> int | None:
    """Return the day of the week that a word names, from 0 for Monday."""
    if not isinstance(token, Word | Mark) or not token.text[:1].isalpha() or " " in token.text:
        return None
    if token.text in words_between(language).own:
        return None  # "we"
    said = when_words(language).phrases.get((token.text,), ())
    days = [word.value for word in said if word.kind == "day"]
    return days[0] if len(days) == 1 else None
