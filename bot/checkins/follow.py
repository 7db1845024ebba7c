"""The diagnosis that follows the numbers: the newest check-up, and every week since."""

from datetime import timedelta

from msgspec.structs import replace

from bot.checkins.session import ASKED_OF
from bot.checkins.trends import MEMORY
from bot.checkup.answers import answers_of
from bot.core.amount import Amount
from bot.core.records import Chat, GivenVerdict, Session
from bot.core.week import Week
from bot.core.week_numbers import Field, WeekNumbers, reconciled
from bot.diagnosis import Answers, ReportedPeriod
from bot.diagnosis.verdict import FIRM
from bot.language.verdicts import kinds

ENOUGH_ALONE = 4  # weeks that say as much as a check-up did


def checkup_of(chat: Chat) -> Session | None:
    """Return the newest finished check-up."""
    session = chat.session(chat.business.checkup or 0)
    return session if session and any(given.session == session.number for given in chat.verdicts) else None


def verdict_of(chat: Chat, checkup: Session) -> GivenVerdict:
    """Return the newest verdict of a check-up."""
    return max((given for given in chat.verdicts if given.session == checkup.number), key=lambda given: given.number)


def answers_now(chat: Chat, session: Session) -> Answers:
    """Return the answers of a check-up, with the weeks since where it is the newest."""
    if session == checkup_of(chat):
        return answers_since(chat, session)
    return answers_of(session, chat.business)


def answers_since(chat: Chat, checkup: Session) -> Answers:
    """Return the answers of a check-up with the numbers of the weeks since, of half a year at most.

    A week counts when every number that the check-up asked for is known; one of the four weeks of the check-up itself
    is in it already. Where the check-up lacks one of its numbers, four weeks that have it take its place.
    """
    base = answers_of(checkup, chat.business)
    of_checkup = base.periods[0]
    asked = ASKED_OF[base.path or "both"]
    weeks = [period_of(week, numbers) for week, numbers in chat.book.compared.items() if _is_whole(numbers, asked)]
    if of_checkup.start is not None:
        end = of_checkup.start + timedelta(weeks=of_checkup.weeks)
        weeks = [period for period in weeks if period.start is None or period.start >= end]
    weeks = weeks[-MEMORY:]
    if all(getattr(of_checkup, name) is not None for name in asked):
        periods = (of_checkup, *weeks) if len(weeks) < MEMORY else tuple(weeks)
    else:
        periods = tuple(weeks) if len(weeks) >= ENOUGH_ALONE else (of_checkup,)
    if len(weeks) >= ENOUGH_ALONE:  # how busy it felt was at the check-up
        base = replace(base, busy=None)
    return replace(base, periods=periods, done=chat.book.done, passed=chat.book.passed)


def announced_before(chat: Chat, checkup: Session) -> str | None:
    """Name the kind of verdict that the owner was told last; None if none was sure enough."""
    given = verdict_of(chat, checkup)
    told = [
        (kept.answered_at, kept.announced)
        for kept in chat.book.weeks.values()
        if kept.announced and kept.answered_at and kept.answered_at > given.given_at
    ]
    if told:
        return max(told, key=lambda one: one[0])[1]
    return given.kind if kinds()[given.kind].announced and given.word in FIRM else None


def _is_whole(numbers: WeekNumbers, asked: tuple[Field, ...]) -> bool:
    return all(isinstance(numbers.of(name), Amount) for name in asked)


def period_of(week: Week, numbers: WeekNumbers) -> ReportedPeriod:
    """Return the numbers of a week as the diagnosis takes them."""
    numbers = reconciled(numbers)
    known = {name: given for name in ASKED_OF["both"] if isinstance(given := numbers.of(name), Amount)}
    return ReportedPeriod(start=week.monday, weeks=1, **known)
