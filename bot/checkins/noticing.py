"""What there is to notice in the numbers of a week, from the first one on: the shares answered and won, beside before.

The part that luck may have is calculated exactly: how often chance alone would go as far from the earlier weeks as the
newest ones did. How often each grade is reached in a year without any change is measured by
``tests/bench/checkins_noticed.py``.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from bot.checkins.chance import beta_binomial_tails, negative_binomial_tails
from bot.checkins.conversions import decisions
from bot.core.week import Week
from bot.diagnosis import ReportedPeriod
from bot.diagnosis.recent import lasting

ShareName = Literal["answered", "won"]
ChanceGrade = Literal["none", "look", "likely", "real"]
WhichWay = Literal["more", "fewer", "level"]
GRADES: tuple[ChanceGrade, ...] = ("none", "look", "likely", "real")
BORDERS = (0.005, 0.001, 0.0001)  # below these chances, luck is in doubt, is unlikely, and is nearly ruled out
NEWEST = 4  # at most this many of the newest weeks are compared with those before
FEWEST = 4.0  # with fewer people in them, nothing is said
SOFTLY = 0.05  # the spread of a share from week to week beyond the luck of single people
FEW_WEEKS = 4
AT_ONCE = 3.0  # with at most this many days of waiting, people decide in the week they are counted in

OF: Mapping[ShareName, tuple[str, str]] = {"won": ("customers", "talked"), "answered": ("talked", "people")}


class ShareOfWeeks(Struct, frozen=True):
    """A share: how many of how many people, in how many weeks; running, if none between them is missing."""

    count: float
    of: float
    weeks: float
    running: bool = True

    @property
    def share(self) -> float:
        """Return the share; 0 of nobody."""
        return self.count / self.of if self.of else 0.0


class ChangedShare(Struct, frozen=True):
    """The newest weeks beside those before.

    Attributes:
        share: which share is meant.
        chance: how often luck alone goes as far in that direction.
        waits: those are counted who have had the time to decide.
    """

    share: ShareName
    now: ShareOfWeeks
    before: ShareOfWeeks
    direction: WhichWay
    chance: float
    waits: bool = False

    @property
    def grade(self) -> ChanceGrade:
        """Return how little luck there is in it."""
        return GRADES[sum(self.chance < border for border in BORDERS)]

    @property
    def one_in(self) -> int:
        """Return how seldom luck alone goes as far: one time in this number."""
        return max(2, round(1 / max(self.chance, 1e-4)))


class Told(Struct, frozen=True):
    """The weeks as they were told.

    Attributes:
        periods: a check-up, and the weeks since; the oldest first.
        due: the decisions that fell into each, where people often decide in a later week than that of the talk; else none.
    """

    periods: tuple[ReportedPeriod, ...]
    due: tuple[float, ...] = ()

    def until(self, end: int) -> "Told":
        """Return the first of them."""
        return Told(self.periods[:end], self.due[:end])

    def since(self, begin: int) -> "Told":
        """Return those from a place on; counted from the end where negative."""
        return Told(self.periods[begin:], self.due[begin:])


class Noticed(Struct, frozen=True):
    """What is said of the numbers of a week.

    Attributes:
        block: which block of the template says it.
        change: the change of a share that it is about, where it is about one.
        values: what else the block needs.
    """

    block: str
    change: ChangedShare | None = None
    values: Mapping[str, float] = {}


def told_of(periods: Sequence[ReportedPeriod], median: float, *, began: Week | None = None) -> Told:
    """Put the weeks together; the median wait for a yes decides what customers are compared with."""
    if median <= AT_ONCE or any(period.start is None for period in periods):
        return Told(tuple(periods))
    talked: dict[Week, float] = {}
    for period in periods:
        if period.talked is not None:
            talked |= {week: period.talked.value / len(_weeks(period)) for week in _weeks(period)}
    if not talked:
        return Told(tuple(periods))
    due = decisions(talked, median, began=began)
    return Told(tuple(periods), tuple(sum(due.get(week, 0.0) for week in _weeks(period)) for period in periods))


def noticed(told: Told) -> Noticed | None:
    """Return the news of the newest week, or else something true of it: by turns about those won and those answered."""
    now = standing(told)
    earlier_ones = [standing(told.until(end)) for end in range(-1, -1 - min(NEWEST, len(told.periods) - 2), -1)]
    before = earlier_ones[0] if earlier_ones else {}
    for change in sorted(now.values(), key=lambda one: one.chance):
        if all(_is_news(change, earlier.get(change.share)) for earlier in earlier_ones):
            return Noticed(f"{'praise' if change.direction == 'more' else 'alarm'}_{change.share}", change)
    changed = lasting(told.periods)
    for share, earlier in before.items():
        newest = _beside(told, share, 1)
        if changed or share in now or newest is None or newest.direction == earlier.direction:
            continue
        return Noticed(f"faded_{share}", newest)
    return _in_turn(told, now)


def standing(told: Told) -> dict[ShareName, ChangedShare]:
    """Return what stands out of luck in the newest weeks, of each share."""
    found: dict[ShareName, ChangedShare] = {}
    for share in OF:
        changes = [
            change
            for weeks in range(1, min(NEWEST, len(told.periods) - 1) + 1)
            if (change := _beside(told, share, weeks)) is not None and change.now.of >= FEWEST
        ]
        best = min(changes, key=lambda change: change.chance, default=None)
        if best is not None and best.grade != "none" and best.direction != "level":
            found[share] = best
    return found


def _is_news(change: ChangedShare, earlier: ChangedShare | None) -> bool:
    """True if a change is less luck than an earlier one was, or goes the other way."""
    if earlier is None or earlier.direction != change.direction:
        return True
    return GRADES.index(change.grade) > GRADES.index(earlier.grade)


def _in_turn(told: Told, now: Mapping[ShareName, ChangedShare]) -> Noticed | None:
    """Choose among what is true of a week without news, so that no two weeks running say the same.

    Weeks have two turns, and each turn goes through all that there is for it: nothing needs to be kept of what was said.
    """
    newest = told.periods[-1]
    if newest.people is not None and newest.people.value == 0:
        return Noticed("nobody")
    ways = list(_of_won(told, now)), list(_of_answered(told, now))
    if len(told.periods) == 2:
        return next((way[0] for way in ways if way), None)
    turn = newest.start.toordinal() // 7 if newest.start else len(told.periods)
    of_turn = ways[turn % 2] or ways[1 - turn % 2]
    if len(told.periods) == 3 and len(of_turn) > 1:
        of_turn = of_turn[1:]  # the first was said the week before
    return of_turn[turn // 2 % len(of_turn)] if of_turn else None


def _of_won(told: Told, now: Mapping[ShareName, ChangedShare]) -> Iterator[Noticed]:
    """Return what is true of those who stayed, and of those who came."""
    yield from _this_week(told, "won", now)
    yield from _came(told.periods)
    yield from _since(told, "won", now)
    yield from _month(told, "won", now)


def _of_answered(told: Told, now: Mapping[ShareName, ChangedShare]) -> Iterator[Noticed]:
    """Return what is true of those who were answered."""
    yield from _this_week(told, "answered", now)
    yield from _all_answered(told.periods)
    yield from _since(told, "answered", now)
    yield from _month(told, "answered", now)


def _this_week(told: Told, share: ShareName, now: Mapping[ShareName, ChangedShare]) -> Iterator[Noticed]:
    """Compare this week with those before, or compare the weeks since a lasting change."""
    if share in now:
        changed = lasting(told.periods)
        before = told.until(changed.place).since(changed.since) if changed else told.until(0)
        since = _change(share, told.since(changed.place), before) if changed else None
        same = since is not None and since.direction == now[share].direction
        yield Noticed(f"holds_{share}", since if same else now[share])
    elif (change := _beside(told, share, 1)) is not None and not (share == "answered" and _is_everybody(change)):
        yield Noticed(f"week_{share}", change)


def _is_everybody(change: ChangedShare) -> bool:
    """True if nobody was left out, now or before: another sentence says that."""
    return all(part.count >= part.of for part in (change.now, change.before))


def _running(periods: Sequence[ReportedPeriod]) -> bool:
    """True if no week is missing between the first and the last."""
    first, last = periods[0].start, periods[-1].start
    if first is None or last is None:
        return True
    return (last - first).days == 7 * sum(round(period.weeks) for period in periods[:-1])


def _all_answered(periods: Sequence[ReportedPeriod]) -> Iterator[Noticed]:
    """Return how many weeks in a row nobody was left unanswered."""
    weeks, people = 0, 0.0
    for period in reversed(periods):
        if period.weeks > 1 or not period.people or not period.talked:
            break
        if weeks and not _running((period, *periods[len(periods) - weeks :])):
            break
        if not 0 < period.people.value <= period.talked.value:
            break
        weeks, people = weeks + 1, people + period.people.value
    if weeks > 1:
        yield Noticed("all_answered", values={"weeks": weeks, "people": people})


def _since(told: Told, share: ShareName, now: Mapping[ShareName, ChangedShare]) -> Iterator[Noticed]:
    """Compare all weeks since a check-up with it, once there are a few."""
    if told.periods[0].weeks > 1 and len(told.periods) > 2 and lasting(told.periods) is None:
        yield from _apart(f"since_{share}", _change(share, told.since(1), told.until(1)), now)


def _month(told: Told, share: ShareName, now: Mapping[ShareName, ChangedShare]) -> Iterator[Noticed]:
    """Compare the last four weeks with the four before."""
    newest = told.since(-2 * FEW_WEEKS)
    whole = len(newest.periods) == 2 * FEW_WEEKS and all(period.weeks == 1 for period in newest.periods)
    if whole and _running(newest.periods):
        change = _change(share, newest.since(FEW_WEEKS), newest.until(FEW_WEEKS))
        yield from _apart(f"month_{share}", change, now)


def _apart(block: str, change: ChangedShare | None, now: Mapping[ShareName, ChangedShare]) -> Iterator[Noticed]:
    """Compare two stretches of time whose difference may be luck."""
    if change is not None and change.share not in now and change.grade == "none":
        yield Noticed(block, change)


def _came(periods: Sequence[ReportedPeriod]) -> Iterator[Noticed]:
    """Compare those who came with a usual week."""
    for name in ("people", "orders"):
        known = [(value.value, period.weeks) for period in periods if (value := getattr(period, name)) is not None]
        if len(known) < 2 or getattr(periods[-1], name) is None:
            continue
        weeks = sum(span for _, span in known[:-1])
        usual = sum(count for count, _ in known[:-1]) / weeks
        yield Noticed(f"came_{name}", values={"count": known[-1][0], "usual": usual, "weeks": weeks})


def _beside(told: Told, share: ShareName, weeks: int) -> ChangedShare | None:
    """Compare the newest weeks with those before them, back to the last lasting change."""
    old = told.until(-weeks)
    began = lasting(old.periods)
    return _change(share, told.since(-weeks), old.since(began.place) if began else old)


def _part(told: Told, share: ShareName) -> ShareOfWeeks | None:
    """Add up the weeks in which both numbers of a share are known."""
    name, whole = OF[share]
    due: Sequence[float | None] = told.due if told.due and share == "won" else [None] * len(told.periods)
    known = [
        (count.value, due_here, period.weeks)
        if due_here is not None
        else (min(count.value, of.value), of.value, period.weeks)
        for period, due_here in zip(told.periods, due, strict=True)
        if (count := getattr(period, name)) is not None and (of := getattr(period, whole)) is not None
    ]
    if not known:
        return None
    count, people, weeks = (sum(column) for column in zip(*known, strict=True))
    return ShareOfWeeks(count, people, weeks, _running(told.periods))


def _change(share: ShareName, late: Told, early: Told) -> ChangedShare | None:
    """Compare two stretches of time; None where either has nobody in it."""
    now, before = _part(late, share), _part(early, share)
    if now is None or before is None or now.of < 0.5 or before.of < 0.5:
        return None
    waits = bool(late.due) and share == "won"
    fewer, more = (_later if waits else _at_once)(now, before)
    if abs(now.count - before.share * now.of) < 1:
        return ChangedShare(share, now, before, "level", max(fewer, more), waits)
    higher = now.share > before.share
    return ChangedShare(share, now, before, "more" if higher else "fewer", more if higher else fewer, waits)


def _at_once(now: ShareOfWeeks, before: ShareOfWeeks) -> tuple[float, float]:
    """Return how often luck brings as few, and as many, where people decide in the week they are counted in."""
    certain = 1 / (1 + SOFTLY**2 * before.of)
    yes, no = 0.5 + certain * before.count, 0.5 + certain * (before.of - before.count)
    return beta_binomial_tails(round(now.count), round(now.of), yes, no)


def _later(now: ShareOfWeeks, before: ShareOfWeeks) -> tuple[float, float]:
    """Return the same where the week of a decision is chance as well."""
    shape = 0.5 + before.count
    mean = now.of * shape / (before.of + 0.02)
    return negative_binomial_tails(now.count, mean, mean + mean * mean / shape + (SOFTLY * now.of) ** 2 / 4)


def _weeks(period: ReportedPeriod) -> list[Week]:
    """Return the weeks of a stretch of time whose first day is known."""
    if period.start is None:
        raise ValueError("no first day")
    return [Week.of(period.start).later(step) for step in range(max(1, round(period.weeks)))]
