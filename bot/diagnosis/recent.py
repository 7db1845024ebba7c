"""Which of the weeks told still count: those since a lasting change in how many come, are answered or stay."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.diagnosis.answers import Answers, ReportedPeriod
from bot.diagnosis.verdict import Before, MovedShare

PLAIN = 3.0  # a difference of this many standard errors is not luck
TOGETHER = 3.6  # the same where all three numbers are watched at once
ENOUGH = 10.0  # people on either side of a change
TWICE = 2.0  # weeks that a new share must last: a single one may be luck
LASTS = 3.0  # and a new number of people
CV = 0.25  # of the weekly mean: weeks scatter more than by pure chance
RATIO = 1.3

SHARES: tuple[tuple[MovedShare, MovedShare], ...] = (("customers", "talked"), ("talked", "people"))


class Changed(Struct, frozen=True):
    """A place in a row of weeks from which on a number is at another level.

    Attributes:
        place: how many stretches of time lie before it.
        since: how many of these lie before the change that went before it.
        moved: the number that differs most.
        apart: by how many standard errors the two sides differ.
    """

    place: int
    moved: MovedShare
    apart: float
    since: int = 0


def since_change(answers: Answers) -> tuple[Answers, Before | None]:
    """Return the answers with the newer weeks alone, and the weeks before, where something lasting has changed.

    Applied to its own result, it changes nothing.
    """
    found = lasting(answers.periods)
    if found is None:
        return answers, None
    old, new = answers.periods[found.since : found.place], answers.periods[found.place :]
    return replace(answers, periods=new), _before(found, old)


def lasting(periods: Sequence[ReportedPeriod]) -> Changed | None:
    """Find the newest clear change in a row of weeks; None where luck explains it all."""
    begin, found = 0, None
    while (one := _plainest(periods[begin:])) is not None:
        found = replace(one, place=begin + one.place, since=begin)
        begin = found.place
    if found is not None and (earlier := lasting(periods[found.since : found.place])) is not None:
        return replace(found, since=found.since + earlier.place)
    return found


def _plainest(periods: Sequence[ReportedPeriod]) -> Changed | None:
    """Find the change that is least likely to be luck."""
    if len(periods) < 2:
        return None
    shares = [(part, _apart_in_shares(periods, part, whole)) for part, whole in SHARES]
    series: list[tuple[MovedShare, list[float]]] = [*shares, ("people", _apart_in_people(periods))]
    best: Changed | None = None
    newer = sum(period.weeks for period in periods)
    for place in range(1, len(periods)):
        newer -= periods[place - 1].weeks
        if newer < TWICE:
            break
        apart = {name: spreads[place - 1] for name, spreads in series if spreads}
        if not apart:
            return None
        moved = max(apart, key=lambda name: apart[name])
        together = sum(spread**2 for spread in apart.values()) ** 0.5
        plain = apart[moved] >= PLAIN or together >= TOGETHER
        if plain and (best is None or together > best.apart):
            best = Changed(place, moved, together)
    return best


def _apart_in_shares(periods: Sequence[ReportedPeriod], part: MovedShare, whole: MovedShare) -> list[float]:
    """Return how far the share of some people differs between the two sides of each place; nothing if it is not known."""
    pairs = [(getattr(period, whole), getattr(period, part)) for period in periods]
    known = [(of.value, min(count.value, of.value)) for of, count in pairs if of is not None and count is not None]
    if len(known) < len(pairs):
        return []
    every, in_all = (sum(column) for column in zip(*known, strict=True))
    if not 0 < in_all < every:
        return []
    scatter = in_all / every * (1 - in_all / every)
    early = early_part = 0.0
    found = []
    for number, count in known[:-1]:
        early, early_part = early + number, early_part + count
        late = every - early
        if min(early, late) < ENOUGH:
            found.append(0.0)
            continue
        apart = abs(early_part / early - (in_all - early_part) / late)
        found.append(apart / (scatter * (1 / early + 1 / late)) ** 0.5)
    return found


def _apart_in_people(periods: Sequence[ReportedPeriod]) -> list[float]:
    """Return how far the people a week differ between the two sides of each place; nothing if they are not known."""
    known = [(period.weeks, period.people.value) for period in periods if period.people is not None]
    weeks, people = sum(span for span, _ in known), sum(number for _, number in known)
    if len(known) < len(periods) or not people:
        return []
    mean = people / weeks
    scatter = mean + (CV * mean) ** 2
    early_weeks = early = 0.0
    found = []
    for span, number in known[:-1]:
        early_weeks, early = early_weeks + span, early + number
        late_weeks = weeks - early_weeks
        then, now = early / early_weeks, (people - early) / late_weeks
        lasts = min(early_weeks, late_weeks) >= LASTS and people >= ENOUGH
        apart = abs(then - now) / (scatter * (1 / early_weeks + 1 / late_weeks)) ** 0.5
        found.append(apart if lasts and max(then, now) >= RATIO * min(then, now) else 0.0)
    return found


def _before(found: Changed, old: Sequence[ReportedPeriod]) -> Before:
    """Sum up what was before a change."""

    def total(name: MovedShare) -> float:
        return float(sum(given.value for period in old if (given := getattr(period, name)) is not None))

    weeks = sum(period.weeks for period in old)
    return Before(total("talked"), total("customers"), total("people"), weeks, found.moved)
