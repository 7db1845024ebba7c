"""Whether a larger or smaller share of the people talked with become customers. Mostly it is chance.

Whoever was talked with this week may say yes in a month. So customers are not set against the people of the same weeks but
against the decisions that fall into them, after the law of waiting that the diagnosis uses.
"""

from collections.abc import Mapping

from msgspec import Struct

from bot.checkins.trends import BEFORE, FIRST_WORDS, MEMORY, RECENT, Direction, is_recent, share_change
from bot.core.week import Week


class Conversion(Struct, frozen=True):
    """The share of the people talked with who became customers lies on another level than before.

    Attributes:
        direction: more or fewer than before.
        won: how many became customers in the recent weeks.
        due: how many decided in them.
        won_before: the same in the weeks before.
        due_before: the same in the weeks before.
    """

    direction: Direction
    won: float
    due: float
    won_before: float
    due_before: float


def read_conversion(
    talked: Mapping[Week, float], won: Mapping[Week, float], median: float, *, began: Week | None = None
) -> Conversion | None:
    """Compare the share won in the last four weeks with the eight before; None if chance would do, or it is too early.

    Args:
        talked: people talked with, of each week that has a number.
        won: customers after a talk, in the same way.
        median: days from first contact to a yes, which half of them take.
        began: the first week with any people; None where that is long ago.
    """
    if not talked:
        return None
    newest = max(talked)
    weeks = [week for week in sorted(talked.keys() & won.keys()) if newest.since(week) < MEMORY]
    if len(weeks) < FIRST_WORDS or not is_recent(weeks):
        return None
    due = decisions(talked, median, began=began)
    recent, before = weeks[-RECENT:], weeks[-RECENT - BEFORE : -RECENT]
    lately = sum(won[week] for week in recent), sum(due[week] for week in recent)
    earlier = sum(won[week] for week in before), sum(due[week] for week in before)
    direction = share_change(lately, earlier)
    return None if direction is None else Conversion(direction, *lately, *earlier)


def conversion_news(
    talked: Mapping[Week, float], won: Mapping[Week, float], median: float, *, began: Week | None = None
) -> Conversion | None:
    """Return a change only if the newest week revealed it: an earlier one was told then."""
    found = read_conversion(talked, won, median, began=began)
    if found is None:
        return None
    newest = max(talked)
    then = read_conversion({week: count for week, count in talked.items() if week != newest}, won, median, began=began)
    return None if then is not None and then.direction == found.direction else found


def decisions(talked: Mapping[Week, float], median: float, *, began: Week | None = None) -> dict[Week, float]:
    """Return how many people decide in each week from the first to the last with a number, whichever week they came in.

    In weeks without a number, and before the first one, as many came as on average, but nobody before it all began.
    """
    import numpy as np

    from bot.diagnosis.lag import decided

    first, last = min(talked), max(talked)
    weeks = [first.later(step) for step in range(last.since(first) + 1)]
    mean = sum(talked.values()) / len(talked)
    came = np.array([talked.get(week, mean) for week in weeks])
    share, places = decided(median), np.arange(len(weeks))
    followed = np.convolve(came, np.diff(share[: len(weeks)], prepend=0.0))[: len(weeks)]
    before = len(share) if began is None else max(0, first.since(began))
    until = np.where(places + before < len(share), share[np.minimum(places + before, len(share) - 1)], 1.0)
    return dict(zip(weeks, (followed + mean * (until - share[: len(weeks)])).tolist(), strict=True))
