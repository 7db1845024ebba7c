"""A moment of a guided conversation, and what follows from it: the order of the questions and the one that is asked."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from typing import Any, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.records import Chat, Session
from bot.core.replies import Reply
from bot.dialogue import engine
from bot.dialogue.flow import Question
from bot.dialogue.form import Form
from bot.dialogue.hear import Asked, Choices, Number, hear_number, on_days_open
from bot.language.listening.days_open import days_open
from bot.language.templates import Words

Turned = tuple[Chat, tuple[Reply, ...]]
"""What an event made of a chat, and what is replied."""


Worked = TypeVar("Worked")


class Once(Generic[Worked]):
    """A property that is worked out once for each scene, and kept on it.

    functools.cached_property takes a lock before Python 3.12, which nothing here needs and costs 3 % of a decision.
    """

    def __init__(self, work_out: Callable[[Any], Worked]) -> None:
        self._work_out, self._name = work_out, work_out.__name__

    def __get__(self, scene: "Scene", _owner: object) -> Worked:
        """Work it out; from then on it is found on the scene before this is asked."""
        worked_out = vars(scene)[self._name] = self._work_out(scene)
        return worked_out


class Said(Struct, frozen=True):
    """Who said it and when: what an answer is stored with."""

    update_id: int
    at: datetime
    message_id: int | None = None


class Scene(Struct, frozen=True, dict=True, eq=False):
    """A session of a form, in its chat, and what was just said there.

    What follows from it is worked out once and kept on it, so that another session or chat needs another scene.

    Attributes:
        form: the flow, and its behaviour.
        chat: what is known of the chat; the session in it may be an older one, or none.
        session: where the owner is in the flow.
        words: the language.
        said: what an answer is stored with.
    """

    form: Form
    chat: Chat
    session: Session
    words: Words
    said: Said

    def with_session(self, session: Session) -> "Scene":
        """Return the scene with another session instead of this one."""
        return Scene(self.form, self.chat, session, self.words, self.said)

    def changed(self, **fields: Any) -> "Scene":
        """Return the scene with some fields of its session changed."""
        return self.with_session(replace(self.session, **fields))

    @Once
    def order(self) -> Sequence[Question]:
        """Return the questions of this conversation in their order."""
        return engine.question_order(self.form.flow, self.session, self.form.extra)

    @property
    def waiting(self) -> Question | None:
        """Return the question that waits for an answer; None when all have one."""
        flow, session = self.form.flow, self.session
        if session.returning_to and session.returning_to in flow:
            return flow[session.returning_to]
        for question in self.order:
            if question.id not in session.answers:
                return question
        return None

    @Once
    def current(self) -> Question | None:
        """Return the question that the present step is about; None at the review."""
        flow, session = self.form.flow, self.session
        if session.step in ("range", "confirm", "settle") and session.asked in flow:
            return flow[session.asked or ""]
        return None if session.step == "choose" else self.waiting

    @property
    def previous(self) -> Question | None:
        """Return the answered question before the current one, which Back leads to."""
        if self.form.alone(self.session):
            return None
        answered = None
        current = self.current.id if self.current else None
        for question in self.order:
            if question.id == current:
                break
            if question.id in self.session.answers:
                answered = question
        return answered

    @property
    def is_in_doubt(self) -> bool:
        """True while it is asked which of two questions a number is for: the one before, or the current one."""
        session = self.session
        return session.step == "confirm" and session.proposed is not None and session.proposed.question != session.asked

    @property
    def asked(self) -> Asked | None:
        """Return how a reply is to be read; None at the review."""
        question = self.current
        if question is None:
            return None
        whole = Amount.exactly(question.limit) if question.limit is not None else self.amount_of(question.at_most)
        weeks = 1.0 if question.per == "week" else self.form.weeks
        return Asked(
            question,
            self.words.language,
            of=whole,
            weeks=weeks,
            today=self.said.at.date(),
            keeps_spans=self.form.span is not None,
            flow=self.form.flow.name,
            span=self.form.span(question, self.session) if self.form.span is not None else None,
        )

    @Once
    def choices(self) -> Choices | None:
        """Return the readings of the typed words that the owner chooses from."""
        asked, proposed = self.asked, self.session.proposed
        if proposed is None or asked is None:
            return None
        match hear_number(proposed.typed, asked):
            case Choices() as several:
                return self.with_days(several)
            case Number(counted=only) if self._is_unsure(asked.question.id):
                return Choices((only,), proposed.typed, "really")  # the words beside it made it doubtful
            case _:
                return None

    def with_days(self, choices: Choices) -> Choices:
        """Return the readings with one for the days a week that the owner has told of in another answer."""
        if not choices.days:
            return choices
        texts = dict.fromkeys(answer.typed for answer in self.session.answers.values())
        told = {days for text in texts if (days := days_open(text, self.words.language)) is not None}
        offered = on_days_open(choices, told.pop() if len(told) == 1 else None, sure=False)
        return offered if isinstance(offered, Choices) else choices

    def days_picked(self) -> int | None:
        """Return for how many days a week another answer of so many a day was counted, as the owner picked it."""
        for answer in self.session.answers.values():
            question = self.form.flow[answer.question]
            if question.kind != "count" or answer.amount is None or answer.span is not None:
                continue
            weeks = 1.0 if question.per == "week" else self.form.weeks
            heard = hear_number(answer.typed, Asked(question, self.words.language, weeks=weeks))
            if isinstance(heard, Choices) and heard.days and heard.numbers[0].amount.value:
                return round(answer.amount.value / heard.numbers[0].amount.value * heard.a_week[0])
        return None

    def _is_unsure(self, question: str) -> bool:
        """True where it is asked whether one number that was typed is the one that was asked for."""
        return self.session.step == "confirm" and not self.is_in_doubt and question not in self.form.own

    def amount_of(self, question: str | None) -> Amount | None:
        """Return the number answered to a question, if there is one."""
        answer = self.session.answers.get(question) if question else None
        return answer.amount if answer else None

    def template(self, question: str) -> str:
        """Return the name of the template of a question."""
        return f"{self.form.flow.name}/{question}"


def once_a_scene(work_out: Callable[[Scene], Worked]) -> Callable[[Scene], Worked]:
    """Make a function a property that is worked out once for each scene."""

    @wraps(work_out)
    def kept(scene: Scene) -> Worked:
        known = vars(scene)
        if work_out.__name__ not in known:
            known[work_out.__name__] = work_out(scene)
        return known[work_out.__name__]  # type: ignore[no-any-return]

    return kept
