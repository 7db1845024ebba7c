"""The short time since a business opened, for which all is that was told: "opened 2 weeks ago, 12 so far"."""

from bot.core.span import Unit
from bot.language.listening.kin import COUNTING, kinds_of
from bot.language.listening.span_words import FoundSpan, SpanReader, TimeSpan, count_said

NEAR = 3  # words among which the verb stands
DAYS = {"day": 1, "week": 7, "fortnight": 14}
DAYS_ASKED = 28


def since_opening(reader: SpanReader, start: int) -> FoundSpan | None:
    """Read "opened 2 weeks ago", "desde que abrí hace 3 semanas", "sejak buka 3 minggu lalu": all is for the time since."""
    opened = next((at for at in range(start, start + NEAR) if _says(reader, at, "opened")), None)
    if opened is None or not (opened == start or reader.is_(start, "since")):
        return _opening_behind(reader, start)
    place = opened + 1
    before = _says(reader, place, "once")
    value, used = count_said(reader, place + before) or (None, 0)
    end = place + before + used
    unit = reader.unit(end)
    if not (before or reader.is_(end + 1, "ago", "last_behind")):
        return None
    end += reader.is_(end + 1, "ago", "last_behind")
    return _short(unit, value, end + 1 - start)


def _opening_behind(reader: SpanReader, start: int) -> FoundSpan | None:
    """Read "2 हफ़्ते पहले खोला", where the verb stands behind the time."""
    value, used = count_said(reader, start) or (None, 0)
    end = start + used + 1
    opened = next((at for at in range(end + 1, end + NEAR) if _says(reader, at, "opened")), None)
    if not reader.is_(end, "ago") or opened is None:
        return None
    return _short(reader.unit(start + used), value, opened + 1 - start)


def _short(unit: Unit | None, value: float | None, used: int) -> FoundSpan | None:
    """Return a stretch of time within the weeks that are asked about."""
    if unit not in DAYS or value is None or not 0 < value * DAYS[unit] < DAYS_ASKED:
        return None
    return FoundSpan(TimeSpan(unit, value), used)


def _says(reader: SpanReader, place: int, kind: str) -> bool:
    return kind in kinds_of(reader.language, COUNTING).of_word(reader.at(place))
