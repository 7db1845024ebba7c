"""What is told after a verdict: whether it says something new, and whether it mends the answers that the verdict rests on."""

from datetime import date

from bot.core.records import Answer, Session
from bot.core.span import AS_ASKED
from bot.core.week_numbers import FIELDS
from bot.hearing.policy import BESIDE, CHOOSING, JUDGING, STORING, SURELY
from bot.language.listening.acts import Act

BESIDE_WEEKS = ("room", "wanted", "fit", "value", "visitors")
"""Numbers that a week's numbers do not hold, so that they are told of the check-up alone."""

WHOLES_OF = {"talked": ("people",), "customers": ("talked", "people")}
"""What a number is a part of, the nearest first."""

WON = ("customers", "orders")
NEAR = 0.5  # how near a number must come to a known one to be the same


def mends(act: Act, done: Session) -> bool:
    """True if something told after a verdict is of its answers: a correction, or what a week's numbers do not hold."""
    if act.kind == "corrects":
        return True
    if act.name == "trade":
        return act.chance >= CHOOSING
    if act.told is not None and act.name not in BESIDE_WEEKS:
        return False
    answer = done.answers.get(act.name)
    is_new = answer is None or answer.state != "known"
    again = JUDGING if act.told is None else SURELY  # "they can't afford me" may be said of some only
    return act.chance >= (again if not is_new else STORING if act.told else BESIDE)


def is_surely_told(act: Act) -> bool:
    """True for a correction that leaves no doubt, though its number may be one of the answers."""
    return act.kind == "corrects" and act.chance >= SURELY


def is_known(act: Act, done: Session) -> bool:
    """True if something told after a verdict is what its answers say already."""
    answer = done.answers.get(act.name)
    if answer is None or (act.kind == "corrects" and not _says_the_same(act, answer)):
        return False
    if act.told is None:
        return answer.choice is not None and answer.choice == act.value
    whole = next((done.answers[name].amount for name in WHOLES_OF.get(act.name, ()) if name in done.answers), None)
    told = act.told.amount.value * (whole.value if act.told.share and whole else 1.0)
    return answer.amount is not None and abs(answer.amount.value - told) < NEAR and not act.told.but


def _says_the_same(act: Act, answer: Answer) -> bool:
    """True if a correction has the number that it corrects, for no other time: "only 3 customers, that's too few"."""
    told = act.told
    if told is None or told.span is not None or told.share or told.but or answer.amount is None:
        return False
    return answer.amount.value == told.amount.value


def counts_of(done: Session) -> dict[str, float]:
    """Return the numbers that the answers to a check-up hold, and how many were missed."""
    counts = {name: answer.amount.value for name, answer in done.answers.items() if answer.amount is not None}
    if "people" in counts and "talked" in counts:
        counts["missed"] = counts["people"] - counts["talked"]
    return counts


def won_a_week(done: Session) -> float | None:
    """Return how many became customers a week, by the answers to a check-up; None if they do not tell it."""
    for name in WON:
        if (answer := done.answers.get(name)) is not None and answer.amount is not None:
            return answer.amount.value / (answer.span.weeks if answer.span else AS_ASKED)
    return None


def is_one_of_its_numbers(act: Act, done: Session, today: date) -> bool:
    """True if a number told after a verdict is one of its answers, whatever it seems to count and for whatever time."""
    if act.told is None:
        return False
    told = act.told.amount.value
    span = act.told.span.told(today) if act.told.span is not None else None
    for name, answer in done.answers.items():
        if answer.amount is None:
            continue
        weeks = answer.span.weeks if answer.span else AS_ASKED
        in_its_time = (
            span is not None and name in FIELDS and abs(answer.amount.value * span.weeks / weeks - told) < NEAR
        )
        if in_its_time or abs(answer.amount.value - told) < NEAR:
            return True
    return False


def is_for_longer(act: Act, today: date) -> bool:
    """True for a number that is told for more than a week: "in three months 81 asked"."""
    span = act.told.span if act.told is not None else None
    return span is not None and span.told(today).weeks > 1
