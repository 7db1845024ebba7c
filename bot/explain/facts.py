"""What is known of a chat, and what the bot would say and decide now: worked out again, never looked up."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from bot import diagnosis
from bot.checkins.follow import answers_since, checkup_of
from bot.checkup.answers import answers_of
from bot.core.amount import Amount
from bot.core.failures import Failure
from bot.core.ledger import KeptWeek
from bot.core.records import Answer, Chat, GivenVerdict, Session
from bot.core.replies import Say
from bot.core.week_numbers import FIELDS
from bot.diagnosis import Trades, Verdict
from bot.dialogue.context import Context
from bot.language.templates import Name, noting

MOST_ANSWERS = 20  # the newest
MOST_WEEKS = 12
SAME = 0.005  # difference that two equal chances may have: another release of NumPy rounds differently

Made = TypeVar("Made")


class Rewritten(Struct, frozen=True):
    """A message as the bot would write it now.

    Attributes:
        templates: what it is written with, in the order in which it is written.
        text: Telegram HTML.
        buttons: the labels, row by row.
    """

    templates: tuple[Name, ...]
    text: str
    buttons: tuple[tuple[str, ...], ...]


class Answered(Struct, frozen=True):
    """An answer, and where it stands.

    Attributes:
        proposed: it contradicts another one and waits for the owner's word.
    """

    session: Session
    answer: Answer
    proposed: bool = False

    @property
    def understood(self) -> str:
        """Write what was understood."""
        return understood(self.answer)


class Recheck(Struct, frozen=True):
    """A verdict as it was given, and the same worked out again.

    Attributes:
        kind: as it was given, like the word; how sure it was is not kept of a week.
        now: what the answers give today, or what kept it from being worked out.
        since: the questions answered after it, which were left out; a former answer to them is not kept.
    """

    kind: str
    word: str | None
    sure: float | None
    now: Verdict | Failure
    since: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """True if it is the same verdict."""
        if isinstance(self.now, Failure):
            return False
        alike = self.sure is None or abs(self.now.sure - self.sure) < SAME
        return (self.kind, self.word) == (self.now.kind, self.now.word) and alike


def tried(make: Callable[[], Made]) -> Made | Failure:
    """Make something with the bot's own code, or return the error: it may be what the operator looks for."""
    try:
        return make()
    except Exception as error:  # noqa: BLE001 -- any mistake of the bot's is an answer here
        return Failure(error)


def open_now(context: Context, chat: Chat) -> Rewritten | Failure | None:
    """Ask the open question again; None if none is open that this version knows."""
    session = context.open(chat)
    return None if session is None else tried(lambda: _asked(context, chat, session))


def asked_after(context: Context, chat: Chat, answered: Answered) -> Rewritten | Failure | None:
    """Ask what came after an answer, as if nothing had been answered since; None if this version knows no such flow."""
    session, answer = answered.session, answered.answer
    if session.flow not in context.catalogue.forms or answered.proposed:
        return None
    before = {name: a for name, a in session.answers.items() if (a.answered_at, a.update_id) <= _when(answer)}
    then = replace(session, state="open", step="ask", returning_to=None, answers=before, proposed=None, misses=0)
    return tried(lambda: _asked(context, chat, then))


def answers_in(chat: Chat) -> list[Answered]:
    """List every loaded answer, the newest first."""
    found = [Answered(session, answer) for session in chat.sessions for answer in session.answers.values()]
    found += [Answered(session, session.proposed, proposed=True) for session in chat.sessions if session.proposed]
    return sorted(found, key=lambda one: (_when(one.answer), one.session.number), reverse=True)


def understood(answer: Answer) -> str:
    """Write what was understood of an answer: the option, or the number as loosely as it was taken."""
    parts = ([] if answer.state == "known" else [answer.state]) + ([answer.choice] if answer.choice else [])
    return " ".join([*parts, *([spread(answer.amount)] if answer.amount else [])])


def spread(amount: Amount) -> str:
    """Write a number with its looseness, as it is calculated with."""
    number = f"{amount.value:g}"
    return number if amount.is_exact else f"{number} ({amount.low:g} to {amount.high:g}, {amount.law})"


def numbers_in(kept: KeptWeek) -> list[str]:
    """Write the numbers of a week, as they are calculated with."""
    given = [(name, kept.numbers.of(name)) for name in FIELDS] if kept.numbers else []
    return [f"{name} {spread(n) if isinstance(n, Amount) else n}" for name, n in given if n is not None]


def verdicts_in(chat: Chat, trades: Trades) -> Iterator[tuple[GivenVerdict, Recheck]]:
    """Work out every verdict on a check-up again, the newest first, from the answers that there were then."""
    for given in sorted(chat.verdicts, key=lambda one: (one.given_at, one.session, one.number), reverse=True):
        if (session := chat.session(given.session)) is None:
            continue
        since = frozenset(name for name, answer in session.answers.items() if answer.answered_at > given.given_at)
        answers = answers_of(session.without(since), chat.switch_to(session.business).business)
        now = tried(lambda answers=answers: diagnosis.diagnose(answers, trades))  # type: ignore[misc]
        yield given, Recheck(given.kind, given.word, given.sure, now, tuple(sorted(since)))


def weeks_in(chat: Chat, trades: Trades) -> Iterator[tuple[KeptWeek, Recheck | None]]:
    """List the weeks of the current business, the newest first; the newest verdict of a week is worked out again."""
    newest = True
    for _, kept in sorted(chat.book.weeks.items(), reverse=True):
        again = None
        if kept.kind is not None and newest and (checkup := checkup_of(chat)) is not None:
            newest = False
            now = tried(lambda checkup=checkup: diagnosis.diagnose(answers_since(chat, checkup), trades))  # type: ignore[misc]
            again = Recheck(kept.kind, kept.word, None, now)
        yield kept, again


def _asked(context: Context, chat: Chat, session: Session) -> Rewritten | None:
    with noting() as noted:
        _, replies = context.ask(chat, session)
    for reply in replies:
        if isinstance(reply, Say):
            labels = tuple(tuple(button.label for button in row) for row in reply.rows)
            return Rewritten(tuple(dict.fromkeys(noted)), reply.text, labels)
    return None


def _when(answer: Answer) -> tuple[object, int]:
    return answer.answered_at, answer.update_id
