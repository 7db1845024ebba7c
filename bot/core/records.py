"""What is known of one chat: frozen records that a decision takes and returns changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.events import ChatKind
from bot.core.ledger import Book
from bot.core.loading import NotLoadedError
from bot.core.span import SpanOfTime, scaled

CHECKUP: Final = "checkup"  # flows that other modules know by name
CHECKIN: Final = "checkin"

SessionState = Literal["open", "kept", "done", "dropped"]
Step = Literal["ask", "range", "confirm", "settle", "review", "choose"]
AnswerState = Literal["known", "unknown", "skipped"]


class Owner(Struct, frozen=True):
    """A person in a private chat, or a group chat with the person who began.

    Attributes:
        business: the number of the current business.
        sessions: the number of the newest session, 0 before the first.
        awaits: the command that the next typed words are for, such as ``settings currency``; or the question about the
            verdict that was answered last, such as ``about 1 why``, which they may ask again.
        offered: the buttons (label, data) last shown beside the questions, whose labels may be typed.
        thread: the topic of a forum in which the owner last said something, where reminders go; None outside of topics.
    """

    chat_id: int
    user_id: int
    kind: ChatKind
    language: str
    created_at: datetime
    seen_at: datetime
    business: int = 1
    sessions: int = 0
    blocked_at: datetime | None = None
    awaits: str | None = None
    offered: tuple[tuple[str, str], ...] = ()
    thread: int | None = None


class Business(Struct, frozen=True):
    """What check-ups, weeks and reminders belong to.

    Attributes:
        trade: the id of the trade, from the newest check-up.
        time_zone: a name of the tz database.
        currency: an ISO 4217 code.
        checkup: the number of the session of the newest finished check-up.
    """

    number: int
    created_at: datetime
    name: str | None = None
    trade: str | None = None
    time_zone: str | None = None
    currency: str | None = None
    checkup: int | None = None


class Answer(Struct, frozen=True):
    """One answer: what was understood, beside what was typed.

    Attributes:
        state: "unknown" is an answer too; with an amount it is a range picked after "don't know".
        choice: the id of the option, for a choice.
        amount: the number, for the other kinds.
        typed: the owner's own words, or the label of the button.
        span: the stretch of time that the number is for, as it was told; None is the one that was asked about.
        message_id: the message it came in, which the owner may edit later.
    """

    question: str
    state: AnswerState
    typed: str
    update_id: int
    answered_at: datetime
    choice: str | None = None
    amount: Amount | None = None
    message_id: int | None = None
    span: SpanOfTime | None = None

    def same_as(self, other: "Answer | None") -> bool:
        """True if another answer says the same."""
        if other is None:
            return False
        said = (self.state, self.choice, self.amount, self.span)
        return said == (other.state, other.choice, other.amount, other.span)

    def within(self, weeks: float) -> Amount | None:
        """Return the number for some weeks."""
        return None if self.amount is None else scaled(self.amount, self.span, weeks)


class Session(Struct, frozen=True):
    """A flow with its answers so far.

    Attributes:
        step: what kind of reply is awaited: an answer, a rough range, which reading of a number was meant, which of
            two numbers is right, a yes to the review, or which answer is to be changed.
        asked: the question last asked, by which a stale button is known.
        returning_to: an answered question that is being changed.
        misses: bad replies in a row.
        proposed: an answer that contradicts another and waits for the owner's word.
        about: what the flow is about, where that is not the same each time: the week of a check-in; of a finished
            check-up, what its owner supposes of it, and when that was said.
    """

    number: int
    business: int
    flow: str
    started_at: datetime
    touched_at: datetime
    state: SessionState = "open"
    step: Step = "ask"
    asked: str | None = None
    returning_to: str | None = None
    misses: int = 0
    ended_at: datetime | None = None
    answers: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))
    proposed: Answer | None = None
    about: str | None = None

    def with_answer(self, answer: Answer) -> "Session":
        """Settle one answer."""
        return replace(
            self, answers=MappingProxyType({**self.answers, answer.question: answer}), proposed=None, misses=0
        )

    def without(self, questions: frozenset[str]) -> "Session":
        """Drop the answers to some questions."""
        if questions.isdisjoint(self.answers):
            return self
        return replace(self, answers=MappingProxyType({q: a for q, a in self.answers.items() if q not in questions}))


class GivenVerdict(Struct, frozen=True):
    """A verdict as it was given, for what comes after it."""

    session: int
    number: int
    kind: str
    word: str
    sure: float
    action: str | None
    given_at: datetime


class Objection(Struct, frozen=True):
    """A verdict on an activity that the owner sees differently, for the operator."""

    session: int
    text: str
    verdict: str
    rule: str
    opinion: str | None
    at: datetime


class Chat(Struct, frozen=True):
    """Everything that a decision needs to know of one chat.

    Attributes:
        business: the current one.
        wakes: when to look at it again by itself, for each reason.
        others: the owner's other businesses.
        rows: every row that is kept about the chat, by table, with every session loaded; None unless a decision asked
            for all of it.
        objections: the new ones; those stored are never read back here.
        books: the check-ins of each business; None where they are not loaded, because no decision asked for them.
    """

    owner: Owner
    business: Business
    sessions: tuple[Session, ...] = ()
    verdicts: tuple[GivenVerdict, ...] = ()
    wakes: Mapping[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    objections: tuple[Objection, ...] = ()
    others: tuple[Business, ...] = ()
    rows: Mapping[str, Sequence[Mapping[str, Any]]] | None = None
    books: Mapping[int, Book] | None = None

    @property
    def businesses(self) -> tuple[Business, ...]:
        """List all businesses, the oldest first."""
        return tuple(sorted((self.business, *self.others), key=lambda b: b.number))

    def switch_to(self, number: int) -> "Chat":
        """Switch to another business; KeyError when there is none of that number."""
        if number == self.business.number == self.owner.business:
            return self
        by_number = {b.number: b for b in self.businesses}
        taken = by_number.pop(number)
        owner = replace(self.owner, business=number)
        return replace(self, owner=owner, business=taken, others=tuple(by_number.values()))

    def awaiting(self, command: str | None) -> "Chat":
        """Take the next typed words as what belongs to a command."""
        return self if self.owner.awaits == command else replace(self, owner=replace(self.owner, awaits=command))

    @property
    def book(self) -> Book:
        """Return the check-ins of the current business.

        Raises:
            NotLoadedError: they were not read from storage; the event is decided again once they are.
        """
        if self.books is None:
            raise NotLoadedError("weeks")
        return self.books.get(self.business.number, Book())

    def whole(self) -> "Chat":
        """Return the chat, which has every session, week and row.

        Raises:
            NotLoadedError: they were not read from storage; the event is decided again once they are.
        """
        if self.rows is None:
            raise NotLoadedError("everything")
        return self

    def with_book(self, book: Book) -> "Chat":
        """Replace the check-ins of the current business."""
        return replace(self, books=MappingProxyType({**(self.books or {}), self.business.number: book}))

    def waking(self, kind: str, at: datetime | None) -> "Chat":
        """Set when to look at this chat again, or with None that it is not to be."""
        wakes = {name: due for name, due in self.wakes.items() if name != kind}
        return replace(self, wakes=MappingProxyType(wakes if at is None else {**wakes, kind: at}))

    @property
    def open(self) -> Session | None:
        """Return the session on top: the newest open one."""
        for session in reversed(self.sessions):
            if session.state == "open":
                return session
        return None

    def session(self, number: int) -> Session | None:
        """Return a session by its number, if it is loaded."""
        return next((s for s in self.sessions if s.number == number), None)

    def newest_verdict(self, session: int) -> GivenVerdict | None:
        """Return the newest verdict on a session; None without any."""
        given = [verdict for verdict in self.verdicts if verdict.session == session]
        return max(given, key=lambda verdict: verdict.number, default=None)

    def kept(self, flow: str) -> Session | None:
        """Return the draft that was put aside, if there is one."""
        return next((s for s in reversed(self._here) if s.state == "kept" and s.flow == flow), None)

    def done(self, flow: str) -> Session | None:
        """Return the newest finished session of a flow."""
        return next((s for s in reversed(self._here) if s.state == "done" and s.flow == flow), None)

    @property
    def _here(self) -> list[Session]:
        """List the sessions of the current business."""
        return [s for s in self.sessions if s.business == self.business.number]

    def with_session(self, session: Session) -> "Chat":
        """Replace a session, or add it."""
        others = [s for s in self.sessions if s.number != session.number]
        return replace(self, sessions=tuple(sorted([*others, session], key=lambda s: s.number)))
