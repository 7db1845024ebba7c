"""The one sentence about the numbers of a week, written out."""

from datetime import timedelta

from msgspec import Struct
from msgspec.structs import asdict

from bot.checkins.follow import period_of
from bot.checkins.noticing import Told, noticed, told_of
from bot.core.ledger import Book
from bot.core.week import Week
from bot.diagnosis import Answers, Trades
from bot.language.nouns import called
from bot.language.templates import Words


class Deciders(Struct, frozen=True):
    """The people talked with in some weeks, the decisions that fell into these, and the customers."""

    talked: float
    of: float
    count: float


def sentence_of(book: Book, answers: Answers | None, words: Words, trades: Trades) -> tuple[list[str], bool]:
    """Say what there is to notice in the newest week, compared with a check-up and the weeks before it.

    Returns:
        the sentence, and whether it is an alarm or praise, which always stands first.
    """
    newest = max(book.compared, default=None)
    told = _told(book, answers, trades)
    if newest is None or len(told.periods) < 2 or told.periods[-1].start != newest.monday:
        return [], False
    found = noticed(told)
    if found is None:
        return [], False
    values = {**found.values, **called(answers.trade if answers else None, words)}
    change = found.change
    if change is None:
        return [words.say("checkins/noticed", found.block, **values)], False
    parts = {"now": asdict(change.now), "before": asdict(change.before)}
    graded = {**asdict(change), **parts, "grade": change.grade, "one_in": change.one_in}
    said = words.say("checkins/noticed", found.block, change=graded, **values)
    return [said], found.block.startswith(("alarm", "praise"))


def deciders_of(book: Book, answers: Answers | None, trades: Trades) -> Deciders | None:
    """Return how many decisions the customers of the newest weeks were compared with; None where that was said of none."""
    told = _told(book, answers, trades)
    found = noticed(told) if len(told.periods) > 1 else None
    change = found.change if found is not None else None
    if change is None or not change.waits:
        return None
    talked, weeks = 0.0, change.now.weeks
    for period in reversed(told.periods):
        if weeks <= 0 or period.talked is None:
            break
        talked, weeks = talked + period.talked.value, weeks - period.weeks
    return Deciders(talked, change.now.of, change.now.count)


def _told(book: Book, answers: Answers | None, trades: Trades) -> Told:
    """Put together what is compared: the check-up and the weeks since, or the weeks alone where there is none."""
    if answers is None:
        return Told(tuple(period_of(week, numbers) for week, numbers in book.compared.items()))
    trade, first = trades[answers.trade], answers.periods[0]
    began = None
    if answers.age is not None and first.start is not None:
        began = Week.of(first.start + timedelta(weeks=first.weeks - round(answers.age)))
    return told_of(answers.periods, trade.lag_days[answers.lag or trade.lag], began=began)
