"""A flow with the code that belongs to it: what its templates may say, what else it asks, and what its end does."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from msgspec import Struct, field

from bot.core.records import Answer, Chat, Session
from bot.core.replies import Reply, Rows
from bot.core.span import SpanOfTime
from bot.dialogue.buttons import Buttons, buttons_of
from bot.dialogue.engine import Extra, no_extra
from bot.dialogue.flow import Flow, Question
from bot.dialogue.hear import Many, Missed
from bot.language.templates import Words

Values = Callable[[Chat, Session, Words], Mapping[str, Any]]
Ranges = Callable[[Question, Session], Sequence[tuple[float, float]]]
Names = Callable[[Question, Words], Sequence[tuple[str, str]]]
Derived = Callable[[Session, Words], Sequence[str]]
SpanAsked = Callable[[Question, Session], SpanOfTime | None]
Implies = Callable[[Answer], Mapping[str, str]]
Explain = Callable[[Chat, Session, Words], str]
About = Callable[[Chat, Session, Words, str], str | None]
LeftOpen = Callable[[Chat, Session], str | None]
Shows = Callable[[Chat, Session, Words], "EndShown"]
Beside = Callable[[Session, Words], Rows]
LineReader = Callable[[Question | None, Session, str, Words], Many | Missed | None]
OfSession = Callable[[Session], bool]
Follow = Callable[[Chat, Words], tuple[Chat, tuple[Reply, ...]]]
Finish = Callable[[Chat, Session, Words, datetime], tuple[Chat, tuple[Reply, ...]]]


def no_ranges(_question: Question, _session: Session) -> Sequence[tuple[float, float]]:
    """Offer no ranges after "Don't know"."""
    return ()


def nothing_implied(_answer: Answer) -> Mapping[str, str]:
    """Leave every other question open."""
    return {}


def no_names(_question: Question, _words: Words) -> Sequence[tuple[str, str]]:
    """Know no other names for the options."""
    return ()


def nothing_derived(_session: Session, _words: Words) -> Sequence[str]:
    """Derive no further numbers from the answers."""
    return ()


def nothing_to_explain(_chat: Chat, _session: Session, _words: Words) -> str:
    """Have nothing to work out."""
    return ""


def nothing_about(_chat: Chat, _session: Session, _words: Words, _topic: str) -> str | None:
    """Have nothing to say about what the flow ended with."""
    return None


def nothing_left_open(_chat: Chat, _session: Session) -> str | None:
    """Leave no question open."""
    return None


def nothing_shown(_chat: Chat, _session: Session, _words: Words) -> "EndShown":
    """Have shown nothing at the end."""
    return EndShown()


def nothing_beside(_session: Session, _words: Words) -> Rows:
    """Put no buttons of commands under a question."""
    return ()


def no_line(_question: Question | None, _session: Session, _text: str, _words: Words) -> Many | Missed | None:
    """Take one answer a message."""
    return None


def never(_session: Session) -> bool:
    """Say no of every session."""
    return False


def nothing_follows(chat: Chat, _words: Words) -> tuple[Chat, tuple[Reply, ...]]:
    """Say nothing where numbers came in another way."""
    return chat, ()


class EndShown(Struct, frozen=True):
    """What a flow ended with, as an owner reads it.

    Attributes:
        text: the message, without the answers that it rests on.
        figures: its numbers, by the topic of ``about`` that says where they come from.
        puzzle: two numbers that hardly go together, as it asks which is right, by the questions that they answer.
    """

    text: str = ""
    figures: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    puzzle: Mapping[str, float] = field(default_factory=dict)


class OwnKind(Struct, frozen=True):
    """A kind of answer that only this flow knows, to a question of free text.

    Attributes:
        read: what may be meant by some words: one value, several to choose from, or none.
        show: a value as a button and in a sentence, as plain text.
        offer: the values to be picked from buttons.
        unread: what to say when nothing was read: a template and its block.
        place: the value of a shared location, by latitude and longitude.
        choice: a value as a button among several that may be meant, where that is to say more than ``show``.
    """

    read: Callable[[str, Session, Words], Sequence[str]]
    show: Callable[[str, Words], str]
    offer: Callable[[Session, Words], Sequence[str]]
    unread: tuple[str, str]
    place: Callable[[float, float], str | None] | None = None
    choice: Callable[[str, Session, Words], str] | None = None


class Form(Struct, frozen=True, dict=True):
    """A flow and its behaviour.

    Attributes:
        weeks: how many weeks the plain numbers of the flow span.
        values: what its templates may use, beside the answers.
        finish: what happens when the last answer is in.
        span: the stretch of time that a question asks about, where it is not the plain one of the flow; None for a form
            that keeps no other stretches than its own.
        implies: the options of other questions that an answer leaves no doubt about.
        extra: which further question is worth asking, after the core ones.
        ranges: the rough ranges after "Don't know".
        names: other names for the options of a question, as (name, option).
        explain: how what the flow ended with was worked out.
        about: what else an owner may ask about it, by topic.
        left_open: the question whose answer would help most once it has ended, if any.
        shows: what it ended with, as it was read.
        suppose: what its feature knows of answers that are only supposed; None where nothing can be.
        steps: what its feature knows of the steps to do; None where there are none.
        derived: the numbers that were worked out from the answers, a line each, for the review.
        own: the kinds of answers that only this flow knows, by question.
        beside: the buttons of commands under a question.
        line: takes several answers out of one message, by the current question.
        gives_way: True if an open session may be put down unasked, to make room for another flow.
        alone: True if a session asks one question alone, so that Back leads nowhere.
        follow: says what changes when numbers came from outside this flow.
        in_language: the same form in another language, where the owner's words decide which question is next.
    """

    flow: Flow
    weeks: float
    values: Values
    finish: Finish
    span: SpanAsked | None = None
    implies: Implies = nothing_implied
    extra: Extra = no_extra
    ranges: Ranges = no_ranges
    names: Names = no_names
    derived: Derived = nothing_derived
    explain: Explain = nothing_to_explain
    about: About = nothing_about
    left_open: LeftOpen = nothing_left_open
    shows: Shows = nothing_shown
    suppose: object | None = None
    steps: object | None = None
    own: Mapping[str, OwnKind] = field(default_factory=dict)
    beside: Beside = nothing_beside
    line: LineReader = no_line
    gives_way: OfSession = never
    alone: OfSession = never
    follow: Follow = nothing_follows
    in_language: "Callable[[str], Form] | None" = None

    def buttons(self, question: Question, words: Words) -> Buttons:
        """Return the buttons of a question in a language, prepared when they are first shown."""
        known = self._buttons.get((question.id, words))
        if known is None:
            known = self._buttons[question.id, words] = buttons_of(self.flow, question, words)
        return known

    @cached_property
    def _buttons(self) -> dict[tuple[str, Words], Buttons]:
        return {}
