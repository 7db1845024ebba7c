"""The weeks that a check-up asks about."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

WEEKS = 4


def last_weeks(now: datetime, time_zone: str | None, weeks: int = WEEKS) -> tuple[date, date]:
    """Return the first and last day of the last so many full weeks, Monday to Sunday, where the owner is.

    Args:
        now: an aware moment.
        time_zone: a name of the tz database; None counts as UTC.
        weeks: how many weeks.
    """
    zone: tzinfo = ZoneInfo(time_zone) if time_zone else UTC
    today = now.astimezone(zone).date()
    end = today - timedelta(days=today.weekday() + 1)
    return end - timedelta(days=7 * weeks - 1), end
