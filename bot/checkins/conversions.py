"""How many of the people talked with decide in each week. Whoever was talked with this week may say yes in a month.

So the customers of a week are compared with the decisions that fall into it, not with the people of that week. The
waiting time follows the same law as in the diagnosis.
"""

from collections.abc import Mapping

from bot.core.week import Week


def decisions(talked: Mapping[Week, float], median: float, *, began: Week | None = None) -> dict[Week, float]:
    """Return how many people decide in each week, whichever week they came in.

    Weeks without a number, and those before the first one, count with the average; before the business began nobody
    came.
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
