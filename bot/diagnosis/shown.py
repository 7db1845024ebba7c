"""The numbers that the message of a verdict shows, by the question about it that says where each comes from."""

from collections.abc import Mapping

from bot import diagnosis
from bot.core.week_numbers import FIELDS
from bot.diagnosis.kinds import GAINING
from bot.diagnosis.tell import LEAST_AIM, WEEKS_A_MONTH, told_monthly, turns
from bot.diagnosis.trades import Trades
from bot.diagnosis.verdict import Verdict

COUNTED = "counted"
EACH_WEEK = "week"  # behind a count: how many a week that makes
TENTHS = 10  # below this many a week, tenths are written, which are hardly any other number
CAPPED = "target_capped"


def counted(verdict: Verdict, weeks_told: float | None = None) -> dict[str, float]:
    """Return the owner's counts as totals of the weeks of the verdict, by question.

    Those of a check-up of other weeks are left out: numbers of later weeks were added to them.
    """
    figures, answers = verdict.figures, verdict.answers
    as_told = weeks_told is None or weeks_told == figures.weeks
    totals: dict[str, float | None] = {name: getattr(figures, name) for name in FIELDS if as_told}
    if answers.visitors is not None:
        totals["visitors"] = answers.visitors.value * figures.weeks
    return {name: total for name, total in totals.items() if total is not None}


def shown_figures(verdict: Verdict, trades: Trades, weeks_told: float | None = None) -> Mapping[str, tuple[float, ...]]:
    """Return the numbers of a verdict by the topic that explains them, as ``tell_about`` takes it; the nearest first."""
    figures = verdict.figures
    turning = diagnosis.flip(verdict.answers, trades) if turns(verdict) else None
    ripe = (figures.talked if figures.due is None else figures.due) or 0
    usual = [ripe * rate for rate in (figures.usual.rate, figures.usual.low, figures.usual.high)]
    totals = counted(verdict, weeks_told)
    factor = WEEKS_A_MONTH if told_monthly(verdict) else 1.0
    gains = [bound * factor for state in GAINING for bound in (verdict.gains[state].low, verdict.gains[state].high)]
    chances = [100 * chance for chance in verdict.chances.values()]
    return {
        **{f"{COUNTED} {name}": (total,) for name, total in totals.items()},
        **{f"{COUNTED} {name} {EACH_WEEK}": _in_tenths(total / figures.weeks) for name, total in totals.items()},
        "aim": (max(figures.reachable, LEAST_AIM),) if CAPPED in verdict.notes else (),
        "usual": (*usual, *((figures.usual_orders,) if figures.usual_orders is not None else ())),
        "turning_whence": (turning.after,) if turning else (),
        "sure": (10 * verdict.sure, *chances),
        "worked_out": tuple(gains),
    }


def _in_tenths(number: float) -> tuple[float, ...]:
    """Return a number that is written with a tenth; none where it is written whole."""
    return (number,) if number < TENTHS and round(number, 1) % 1 else ()


def puzzle(verdict: Verdict) -> Mapping[str, float]:
    """Return two of the owner's numbers of which a verdict asks which is nearer the truth, as it writes them."""
    figures = verdict.figures
    if "fit_contradicts" in verdict.notes and figures.fit is not None and figures.customers is not None:
        return {"fit": figures.fit, "customers": figures.customers}
    if "room_doubtful" in verdict.notes and figures.room is not None and figures.talked is not None:
        return {"room": round(figures.room, 1), "talked": float(round(figures.talked / figures.weeks))}
    return {}
