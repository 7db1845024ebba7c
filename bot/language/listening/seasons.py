"""Stretches of time that owners call by a season, or by their first and last month: "over the whole summer", "May to September"."""

from bot.language.listening.kin import COUNTING, kinds_of
from bot.language.listening.span_words import FoundSpan, SpanReader, TimeSpan, count_said, whole_in

LEADING = 4  # words before the name of a season
OPENING = 4  # words between "since" and the month in which a business opened
SMALL = 2  # letters of an "in"
LAST_DAY = 31
MONTHS = 12


def named_stretch(reader: SpanReader, start: int) -> FoundSpan | None:
    """Return the stretch of time that begins at a place with a season, a month or an opening."""
    rules = (_said_again, _since_opened_in, _by_months, _in_several_months, _by_season)
    return next((found for rule in rules if (found := rule(reader, start)) is not None), None)


def _by_months(reader: SpanReader, start: int) -> FoundSpan | None:
    """Read "May to September", "from Easter through October", "between Jan and March"; "since" is read elsewhere."""
    between = reader.is_(start, "between")
    place = start + (between or reader.is_(start, "since", "within"))
    first = _months(reader, place)
    joined = "and" in reader.numbers.kinds_of(reader.at(place + 1)) if between else _joins(reader, place + 1)
    if first is None or not joined or reader.is_(start, "only_since"):
        return None
    place += 2 + (reader.is_(place + 1, "until") and reader.is_(place + 2, "until"))
    place += reader.is_(place, "the")
    last = _months(reader, place)
    if last is None or _is_day(reader, place + 1):
        return None
    return FoundSpan(TimeSpan("month", (last[-1] - first[0]) % MONTHS + 1.0), place + 1 - start)


def _in_several_months(reader: SpanReader, start: int) -> FoundSpan | None:
    """Read "in July and August", "over June, July and August": as many months as are named."""
    place, named = start + 1, 0
    if not reader.is_(start, "within"):
        return None
    while reader.at(place) in reader.time.month:
        named += 1
        step = 1 + (reader.at(place + 1) in (",", "&", "/") or "and" in reader.numbers.kinds_of(reader.at(place + 1)))
        place, end = place + step, place + 1
    return FoundSpan(TimeSpan("month", float(named)), end - start) if named > 1 else None


def _by_season(reader: SpanReader, start: int) -> FoundSpan | None:
    """Read "over the whole summer", "last winter", "since summer"; how long "the season" is must be asked."""
    place = start
    while place < start + LEADING and reader.is_(place, "within", "last", "whole", "since"):
        place += 1
    lead = range(start, place)
    months, asked = reader.time.season.get(reader.at(place)), reader.is_(place, "event")
    if asked and len(lead) == 1 and not reader.is_(start, "last"):
        return None
    if not lead or not (months or asked) or reader.is_(start, "of") or reader.is_(start - 1, "beside_season"):
        return None
    if reader.is_(start, "only_since"):
        return None if months is None else _since(reader, start, place, months)
    behind = place + 1 + (reader.unit(place + 1) == "month" or reader.is_(place + 1, "event"))
    leads = any(reader.is_(at, "last", "within") and not reader.is_(at, "the") for at in lead)
    briefly = len(lead) == 1 and len(reader.at(start)) <= SMALL  # "5 a week and 2 more in summer"
    if (briefly or not leads) and behind == place + 1:
        return None
    if months is None:
        return FoundSpan(TimeSpan("month", unclear=True), behind - start)
    return FoundSpan(TimeSpan("month", float(len(months))), behind - start) if len(months) > 1 else None


def _since(reader: SpanReader, start: int, place: int, months: tuple[int, ...]) -> FoundSpan:
    """Return the time since a season, which begins when it ended; which "last summer" is meant is asked."""
    if any(reader.is_(at, "last") and not reader.is_(at, "this") for at in range(start, place)):
        return FoundSpan(TimeSpan("month", unclear=True), place + 1 - start)
    begun = months[0] if len(months) == 1 else months[-1] % MONTHS + 1
    return FoundSpan(TimeSpan("month", since=begun), place + 1 - start)


def _since_opened_in(reader: SpanReader, start: int) -> FoundSpan | None:
    """Read "since we opened in April", "since opening in late May": all is for the time since."""
    if not reader.is_(start, "only_since"):
        return None
    kinds = kinds_of(reader.language, COUNTING)
    opened = next((at for at in range(start + 1, start + OPENING) if "opened" in kinds.of_word(reader.at(at))), None)
    if opened is None:
        return None
    for place in range(opened + 1, opened + OPENING):
        if (month := reader.time.month.get(reader.at(place))) is not None:
            return FoundSpan(TimeSpan("month", since=month), place + 1 - start)
    return None


def _said_again(reader: SpanReader, start: int) -> FoundSpan | None:
    """Read "26 enquiries, i.e. three months": a length of time that says for how long a number before it was."""
    place = reader.past(start, reader.time.that_is)
    value, used = count_said(reader, place) or (None, 0)
    unit = reader.unit(place + used)
    end = place + used + 1
    counted = any(reader.is_number(at) for at in range(start))
    if place == start or not value or unit is None or not counted or not (reader.is_stop(end) or not reader.at(end)):
        return None
    return FoundSpan(TimeSpan(unit, value), end - start)


def without_doubtful(spans: list[TimeSpan]) -> list[TimeSpan]:
    """Leave out a season of unknown length where its months, or so many a week, are told as well."""
    clear = [span for span in spans if not span.unclear]
    return clear if clear and any(span.unit == "month" or span.rate for span in clear) else spans


def _months(reader: SpanReader, place: int) -> tuple[int, ...] | None:
    word = reader.at(place)
    month = reader.time.month.get(word)
    return (month,) if month is not None else reader.time.season.get(word)


def _joins(reader: SpanReader, place: int) -> bool:
    return reader.is_(place, "until", "through") or reader.at(place) in ("-", "–")


def _is_day(reader: SpanReader, place: int) -> bool:
    """True for the 15 of "March to June 15", where no other number is told."""
    others = (at for at in range(len(reader.words)) if at != place)
    return 1 <= whole_in(reader.at(place)) <= LAST_DAY and not any(map(reader.is_number, others))
