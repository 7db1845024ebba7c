"""A flow with the code that belongs to it: what its templates may say, what else it asks, and what its end does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.dialogue.engine import Extra, no_extra
from bot.dialogue.flow import Flow, Question
from bot.records import Chat, Session
from bot.say import Reply
from bot.words import Words

Values = Callable[[Chat, Session, Words], Mapping[str, Any]]
Ranges = Callable[[Question, Session], Sequence[tuple[float, float]]]
Names = Callable[[Question, Words], Sequence[tuple[str, str]]]
Derived = Callable[[Session, Words], Sequence[str]]
Explain = Callable[[Chat, Session, Words], str]
Finish = Callable[[Chat, Session, Words, datetime], tuple[Chat, tuple[Reply, ...]]]


def no_ranges(_question: Question, _session: Session) -> Sequence[tuple[float, float]]:
    """Offer no ranges after "Don't know"."""
    return ()


def no_names(_question: Question, _words: Words) -> Sequence[tuple[str, str]]:
    """Know no other names for the options."""
    return ()


def nothing_derived(_session: Session, _words: Words) -> Sequence[str]:
    """Derive no further numbers from the answers."""
    return ()


def nothing_to_explain(_chat: Chat, _session: Session, _words: Words) -> str:
    """Have nothing to work out."""
    return ""


@dataclass(frozen=True, slots=True)
class Form:
    """A flow and its behaviour.

    Attributes:
        weeks: how many weeks the plain numbers of the flow span.
        values: what its templates may use, beside the answers.
        finish: what happens when the last answer is in (and confirmed, where the flow has a review).
        extra: which further question is worth asking, after the core ones.
        ranges: the rough ranges after "Don't know".
        names: other names for the options of a question, as (name, option).
        explain: how what the flow ended with was worked out.
        derived: the numbers that were worked out from the answers, a line each, for the review.
    """

    flow: Flow
    weeks: float
    values: Values
    finish: Finish
    extra: Extra = no_extra
    ranges: Ranges = no_ranges
    names: Names = no_names
    derived: Derived = nothing_derived
    explain: Explain = nothing_to_explain
