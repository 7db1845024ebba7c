"""Stretches of time in a text: "a month", "on a good week", "last year", "in the last 2 months", "since March".

They are found before the numbers of the text, and replaced by one sign each, so that neither the 2 of "2 months" nor
the half of "a half decent year" is taken for a quantity.
"""

from functools import lru_cache

from msgspec.structs import replace

from bot.core.span import Unit
from bot.language.listening.seasons import named_stretch, without_doubtful
from bot.language.listening.since_opening import since_opening
from bot.language.listening.span_text import said_words
from bot.language.listening.span_words import (
    HALF,
    FoundSpan,
    SpanReader,
    TimeSpan,
    and_a_half,
    count_said,
    whole_in,
)
from bot.language.listening.time_words import TimeWords, time_words
from bot.language.numbers.vocabulary import vocabulary

BETWEEN = 2  # words that may stand between "a" and its unit: "on a really good week"
SINCE = 5  # words behind "since" that are looked at
LONG = ("week", "fortnight", "month")
NEAR = 3  # a number among this many words before "a quarter" makes it a quarter of a year
HALF_MONTH = 15  # days
MID = 15  # the day of the month for "mid March"
LATE = 25
LAST_DAY = 31
MONTHS = 12
YEARS = range(1950, 2100)


def find_spans(text: str, language: str) -> list[TimeSpan]:
    """Return the stretches of time in a clean text, in their order."""
    time = time_words(language)
    numbers = vocabulary(language)
    said = said_words(text, time, numbers)
    if not any(_begins(one.text, time) or one.text in numbers.rates for one in said):
        return []
    reader = SpanReader([one.text for one in said], time, numbers, language)
    found: list[TimeSpan] = []
    place = 0
    while place < len(said):
        here = _found(reader, place)
        if here is None:
            place += 1
            continue
        end = place + here.used
        found.append(replace(here.span, place=(said[place].place[0], said[end - 1].place[1])))
        place = end
    return without_doubtful(found)


def _begins(word: str, time: TimeWords) -> bool:
    named = word in time.unit or word in time.month or word in time.season
    return named or time.is_(word, "working_days", "since", "event") or word in _heads(time)


@lru_cache(maxsize=16)
def _heads_of(phrases: frozenset[tuple[str, ...]]) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in phrases) | frozenset(phrase[-1] for phrase in phrases)


def _heads(time: TimeWords) -> frozenset[str]:
    return _heads_of(frozenset(time.rate) | time.so_far | time.new_year)


def _found(reader: SpanReader, place: int) -> FoundSpan | None:
    for rule in (
        _so_far, since_opening, named_stretch, _at_event, _last_behind, _once_in, _each, _rate, _since, _since_behind, _till_now,
        _lately, _headed, _in_month,
    ):  # fmt: skip
        if (found := rule(reader, place)) is not None and not reader.is_(place + found.used, "ago"):
            return _not_each(reader, place, found)
    return None


def _not_each(reader: SpanReader, place: int, found: FoundSpan) -> FoundSpan:
    """Return what was found; not so many for each where "last" stands behind it: "no mês passado"."""
    if found.span.rate and reader.is_(place + found.used, "last_behind"):
        return FoundSpan(replace(found.span, rate=False), found.used + 1)
    return found


def _last_behind(reader: SpanReader, start: int) -> FoundSpan | None:
    """Read "bulan lalu", "3 minggu terakhir", "dalam sebulan terakhir": no article, and "last" behind the unit."""
    place = start
    while reader.is_(place, "within", "whole") and place < start + BETWEEN:
        place += 1
    if place > start and _stands_alone(reader, start):
        return None
    value, used = count_said(reader, place) or (1.0, 0)
    end = place + used
    unit = reader.unit(end) or (None if used else reader.time.rate.get((reader.at(end),)))
    if unit is None or not reader.is_(end + 1, "last_behind"):
        return None
    if used and _of_one(reader, end + 1) and not any(reader.is_number(end + step) for step in (2, 3)):
        return None
    running = reader.is_(end + 1, "running")
    return FoundSpan(TimeSpan(unit, value or 1.0, unclear=value is None, running=running), end + 2 - start)


def _once_in(reader: SpanReader, start: int) -> FoundSpan | None:
    """Read "2 hari sekali": once in so many."""
    value, used = count_said(reader, start) or (None, 0)
    unit = reader.unit(start + used)
    if value is None or unit is None or not reader.is_(start + used + 1, "once"):
        return None
    return FoundSpan(TimeSpan(unit, value, rate=True), used + 2)


def _of_one(reader: SpanReader, place: int) -> bool:
    """True if "last" is said of one stretch: "5 minggu ini" are five of this week; "passada" has a plural of its own."""
    return reader.is_(place, "this") or reader.time.is_(f"{reader.at(place)}s", "last_behind")


def _each(reader: SpanReader, start: int) -> FoundSpan | None:
    """Read "a week", "in a normal week", "on any given day", "per working day", "every other week", "every 2 weeks"."""
    place = start + (reader.is_(start, "before_each") and reader.is_(start + 1, "each", "one"))
    if not (reader.is_(place, "each") or (place > start and reader.is_(place, "one"))):
        return None
    if _is_one_of_many(reader, place):
        return None
    article = reader.is_(place, "article")
    place += 1
    place += reader.is_(place, "each", "one")  # "per each week"
    place += reader.is_(place, "one")  # "every single week", "on any given single day"
    if reader.is_(place, "second") and (unit := reader.unit(place + 1)):
        return FoundSpan(TimeSpan(unit, 2, rate=True), place + 2 - start)
    if not article and (counted := count_said(reader, place)) is not None:
        value, used = counted
        if value is not None and (unit := reader.unit(place + used)):
            if unit == "day" and value == HALF_MONTH:
                unit, value = "fortnight", 1.0  # as people say it: "cada 15 días"
            return FoundSpan(TimeSpan(unit, value, rate=True), place + used + 1 - start)
    working = False
    for skipped in range(BETWEEN + 1):
        if reader.is_(place, "working_days"):
            return FoundSpan(TimeSpan("day", rate=True, working=True), place + 1 - start)
        if (unit := reader.unit(place)) is not None:
            if unit == "quarter" and article and not skipped and not _beside_number(reader, start):
                return None
            if unit == "day" and skipped and reader.is_(place + 1, "of"):
                return None  # "por el día de la madre"
            place, opened = _opened(reader, place + 1, unit)
            more = and_a_half(reader, place)
            if more and reader.is_(start, "before_each"):  # "in a month and a half"
                return FoundSpan(TimeSpan(unit, 1 + HALF), place + more - start)
            working = unit == "day" and (working or opened)
            place += unit != "day" and reader.is_short(place - 1)
            return FoundSpan(TimeSpan(unit, rate=True, working=working), place - start)
        working = working or reader.is_(place, "working")
        half = reader.is_(place, "half") and skipped == 0
        if not _fills(reader, place) and not half and not reader.is_(place, "one"):
            break
        place += 1 + (reader.at(place + 1) == "-")
    return None


def _is_one_of_many(reader: SpanReader, place: int) -> bool:
    """True for the "um" of "um por semana": the number of a stretch that begins behind it."""
    behind = place + 1
    return (
        reader.is_(place, "article", "one")
        and reader.is_number(place)
        and reader.is_(behind, "each")
        and not reader.is_(behind, "article", "one")
    )


def _beside_number(reader: SpanReader, place: int) -> bool:
    """True if a number stands right before a place, with at most what it counts between."""
    return any(reader.is_number(place - step) for step in range(1, NEAR + 1))


def _opened(reader: SpanReader, place: int, unit: Unit) -> tuple[int, bool]:
    """Pass over what makes a day a working one: "day we are open", "day I work"."""
    if unit != "day":
        return place, False
    for step in range(3):
        if reader.is_(place + step, "open_days"):
            return place + step + 1, True
    return place, False


def _fills(reader: SpanReader, place: int) -> bool:
    """True if a word may stand between "a" and its unit."""
    word = reader.at(place)
    if not word[:1].isalpha() or reader.is_number(place):
        return False
    return not reader.is_(place, "each", "last", "within", "since", "half")


def _rate(reader: SpanReader, start: int) -> FoundSpan | None:
    """Read "weekly", "p/m", "/day", "on weekdays"."""
    if _are_working_days(reader, start):
        return FoundSpan(TimeSpan("day", rate=True, working=True), 1)
    if reader.is_(start, "before_each") and _are_working_days(reader, start + 1):
        return FoundSpan(TimeSpan("day", rate=True, working=True), 2)
    for length in range(max(reader.time.longest, 3), 0, -1):
        phrase = tuple(reader.words[start : start + length])
        if len(phrase) < length:
            continue
        unit = reader.time.rate.get(phrase)
        says = reader.numbers.phrases.get(phrase, {})
        per = says.get("per")
        if unit is None and isinstance(per, str) and (length > 1 or len(phrase[0]) > 1):
            unit = per  # type: ignore[assignment]
        if unit is not None:
            return FoundSpan(TimeSpan(unit, rate=True), length)
    monthly = reader.at(start) in reader.numbers.month_or_hour
    if monthly and start > 1 and not reader.is_number(start - 1) and _beside_number(reader, start):
        return FoundSpan(TimeSpan("month", rate=True), 1)  # not "9 pm"
    if monthly and whole_in(reader.at(start - 1)) > 12:
        return FoundSpan(TimeSpan("month", rate=True), 1)
    return None


def _are_working_days(reader: SpanReader, place: int) -> bool:
    """True if a word names several working days; in a language without an ending for several, any that names one."""
    return reader.is_(place, "working_days") and reader.at(place).endswith(reader.numbers.several_ending)


def _so_far(reader: SpanReader, start: int) -> FoundSpan | None:
    """Read "so far this year", "this year so far", "since new year"."""
    place = reader.past(start, reader.time.so_far)
    if place > start:
        of = reader.is_(place, "of", "whole")
        place += of or reader.is_(place, "within")
        place += reader.is_(place, "last")
        if (of or reader.is_(place - 1, "last")) and (unit := reader.unit(place)):
            return FoundSpan(_running(unit), place + 1 - start)
        return None
    place = start + reader.is_(start, "within")
    if reader.is_(place, "last") and (unit := reader.unit(place + 1)):
        end = reader.past(place + 2, reader.time.so_far)
        return FoundSpan(_running(unit), end - start) if end > place + 2 else None
    return None


def _running(unit: Unit) -> TimeSpan:
    return TimeSpan("month", since=1) if unit == "year" else TimeSpan(unit)


def _at_event(reader: SpanReader, start: int) -> FoundSpan | None:
    """Read "since Easter", "за лето", "a season": how long that is is asked. Not the "on holiday" of "estuve de vacaciones"."""
    if (
        not reader.is_(start, "since", "within", "each")
        or not reader.is_(start + 1, "event")
        or reader.is_(start, "of")
    ):
        return None
    return FoundSpan(TimeSpan("month", unclear=True), 2)


def _since(reader: SpanReader, start: int) -> FoundSpan | None:
    """Read "since March", "since the 1st of March", "since mid September", "from March until now", "since 2019"."""
    if not reader.is_(start, "since"):
        return None
    said_from = not reader.is_(start, "only_since")
    if not said_from and (end := reader.past(start + 1, reader.time.new_year)) > start + 1:
        return FoundSpan(TimeSpan("month", since=1), end - start)
    day = 1
    for place in range(start + 1, start + 1 + SINCE):
        word = reader.at(place)
        if reader.is_(place, "middle"):
            day = MID
        elif reader.is_(place, "end"):
            day = LATE
        elif 1 <= whole_in(word) <= LAST_DAY:
            day = whole_in(word)
            if reader.at(place + 1) == "/" and 1 <= (month := whole_in(reader.at(place + 2))) <= MONTHS:
                return _from_month(reader, start, place + 2, day, month)
        elif word in reader.time.month:
            return _from_month(reader, start, place, day)
        elif (unit := reader.unit(place)) is not None and not said_from and place > start + 1:
            if reader.is_(place - 1, "last") and not reader.is_(place - 1, "this"):
                return FoundSpan(TimeSpan(unit), place + 1 - start)
            return FoundSpan(TimeSpan("month", since=1) if unit == "year" else TimeSpan(unit), place + 1 - start)
        elif whole_in(word) in YEARS and not said_from:
            return FoundSpan(TimeSpan("year", since=1, year=whole_in(word)), place + 1 - start)
        elif not (word.isalpha() and (reader.is_(place, "start", "last", "whole") or len(word) <= 3)):
            return None
    return None


def _from_month(reader: SpanReader, start: int, place: int, day: int, month: int = 0) -> FoundSpan | None:
    """Read the rest of "since March", "since March 15", "from March until now", and "from March to June"."""
    month, end = month or reader.time.month[reader.at(place)], place + 1
    if day == 1 and 1 <= whole_in(reader.at(end)) <= LAST_DAY and _other_number(reader, start, end):
        day = whole_in(reader.at(end))
        end += 1 + reader.is_(end + 1, "ordinal")
    year = None
    if whole_in(reader.at(end)) in YEARS:
        year = whole_in(reader.at(end))
        end += 1
    if reader.is_(end, "until"):
        step = end + 1 + reader.is_(end + 1, "until")
        if reader.is_(step, "now"):
            return FoundSpan(TimeSpan("month", since=month, day=day, year=year), step + 1 - start)
        if (last := reader.time.month.get(reader.at(step))) is not None:
            return FoundSpan(TimeSpan("month", (last - month) % 12 + 1.0), step + 1 - start)
    if not reader.is_(start, "only_since"):
        return None
    return FoundSpan(TimeSpan("month", since=month, day=day, year=year), end - start)


def _till_now(reader: SpanReader, start: int) -> FoundSpan | None:
    """Read "November till now", "Oct to date"."""
    if reader.at(start) not in reader.time.month or not reader.is_(start + 1, "until"):
        return None
    end = start + 2 + reader.is_(start + 2, "until")
    if not reader.is_(end, "now"):
        return None
    return FoundSpan(TimeSpan("month", since=reader.time.month[reader.at(start)]), end + 1 - start)


def _since_behind(reader: SpanReader, start: int) -> FoundSpan | None:
    """Read "मार्च से", "15 मार्च से", "मार्च से अब तक" and "मार्च से जून": "since" behind the month."""
    day, place = whole_in(reader.at(start)), start + 1
    if not 1 <= day <= LAST_DAY:
        day, place = 1, start
    if (month := reader.time.month.get(reader.at(place))) is None or not reader.is_(place + 1, "since_behind"):
        return None
    end = place + 2
    if (last := reader.time.month.get(reader.at(end))) is not None:
        return FoundSpan(TimeSpan("month", (last - month) % 12 + 1.0), end + 1 - start)
    if reader.is_(end, "now") and reader.is_(end + 1, "until"):
        end += 2
    return FoundSpan(TimeSpan("month", since=month, day=day), end - start)


def _other_number(reader: SpanReader, start: int, end: int) -> bool:
    """True if a number stands elsewhere too, so that the 10 of "since March 10" is a day."""
    return any(reader.is_number(place) for place in range(len(reader.words)) if not start <= place <= end)


def _lately(reader: SpanReader, start: int) -> FoundSpan | None:
    """Read "last month", "in the last 2 months", "over 3 weeks", "the whole of last year", "in half a year"."""
    place, lately, within, running = start, False, False, False
    for _ in range(6):
        if reader.is_(place, "last"):
            lately, running = True, reader.is_(place, "this")
        elif reader.is_(place, "within"):
            within = within or not reader.is_(place, "the")
        elif not reader.is_(place, "whole") and not (within and reader.is_(place, "about")):
            break
        place += 1
    if place == start and (unit := reader.unit(start)) is not None and reader.is_(start + 1, "last_behind"):
        return FoundSpan(TimeSpan(unit), 2)  # "semana passada"
    if place == start or _stands_alone(reader, start):
        return None
    counted = count_said(reader, place)
    value: float | None = 1.0
    used = 0
    if counted is not None:
        value, used = counted
    elif not lately and not (reader.is_(place - 1, "the") or reader.unit(place) == "year"):
        return None
    working = reader.is_(place + used, "working")
    if (unit := reader.unit(place + used + working)) is None:
        return None
    if unit == "day" and reader.is_(place + used + working + 1, "of"):
        return None  # "por el día de la madre"
    working = working and unit == "day"
    end = place + used + working + 1
    end += and_a_half(reader, end)
    more = end > place + used + working + 1
    behind = reader.is_(end, "last_behind")
    if not (lately or within or behind):
        return None
    count = (value or 1.0) + (HALF if more else 0.0)
    span = TimeSpan(unit, count, working=working, unclear=value is None, running=running)
    return FoundSpan(span, end + behind - start)


def _stands_alone(reader: SpanReader, start: int) -> bool:
    """True for a bare "the" or "of", with which no stretch begins."""
    return reader.is_(start, "of") or (reader.is_(start, "own") and not reader.is_(start + 1, "last"))


def _headed(reader: SpanReader, start: int) -> FoundSpan | None:
    """Read a stretch beside its number without a word between: "12 months: 109", "30 chats 2 weeks"."""
    counted = count_said(reader, start)
    if counted is None:
        return None
    value, used = counted
    unit, behind = reader.unit(start + used), reader.at(start + used + 1)
    if value is None or unit is None:
        return None
    heads = behind in (":", "=") and not reader.is_number(start - 1)
    closes = unit in LONG and value > 1 and not behind.strip(".!") and _beside_number(reader, start)
    apart = any(reader.is_stop(start - step) or reader.unit(start - step) for step in range(1, NEAR + 1))
    return FoundSpan(TimeSpan(unit, value), used + 1) if heads or (closes and not apart) else None


def _in_month(reader: SpanReader, start: int) -> FoundSpan | None:
    """Read "in September", "during last March"."""
    place = start + reader.is_(start, "within")
    named = reader.unit(place) == "month"  # "di bulan September"
    place += named
    if place == start:
        return None
    place += reader.is_(place, "last")
    month = reader.time.month.get(reader.at(place))
    day = not named and whole_in(reader.at(place + 1)) in range(1, LAST_DAY + 1)
    if month is None or (day and _other_number(reader, start, place + 1)):
        return None
    if reader.is_number(place) and reader.is_number(start - 1):
        return None  # "oito em dez"
    return FoundSpan(TimeSpan("month"), place + 1 - start)
