"""The answers given before, and how a message may speak of them: by their numbers, or by their place."""

from collections.abc import Mapping

from msgspec import Struct

from bot.core.amount import Amount
from bot.core.records import Answer, Session
from bot.core.span import AS_ASKED
from bot.core.week_numbers import FIELDS
from bot.dialogue.flow import Flow
from bot.language.listening.amounts import ToldAmount

OF_TEN = 10
A_WEEK = ("room", "wanted", "visitors")
"""Numbers that are asked for a week; the others for four."""

ABOUT = 0.1  # of a stretch of time: a month is about four weeks
TOPICS = ("path", "busy", "lag", "age", "reason", "speed", "season")
"""Answers that are one of some options; the kind of word that names one is called like it."""


class Earlier(Struct, frozen=True):
    """The answers that may be put right.

    Attributes:
        answers: those given before, in the order of the questions.
        asked: the question that is open; empty where none is.
        language: of the message.
    """

    answers: Mapping[str, Answer]
    asked: str
    language: str

    @classmethod
    def of(cls, session: Session, flow: Flow, asked: str, language: str) -> "Earlier":
        """Return what was answered before in a session."""
        known = session.answers
        order = [question.id for question in flow.question if not question.hidden and question.id != asked]
        return cls({name: known[name] for name in order if name in known}, asked, language)

    @property
    def numbers(self) -> dict[str, Amount]:
        """Return the answers that are numbers."""
        return {name: one.amount for name, one in self.answers.items() if one.amount is not None}

    @property
    def choices(self) -> dict[str, str]:
        """Return the answers that are one of some options, by question."""
        return {name: one.choice for name, one in self.answers.items() if name in TOPICS and one.choice}

    @property
    def newest(self) -> str | None:
        """Name the answer that was given last."""
        return max(self.answers, key=lambda name: self.answers[name].update_id, default=None)

    def value_of(self, told: ToldAmount) -> float:
        """Return the number that an old answer must be to be spoken of: eight for "the 8 of 10"."""
        amount = told.amount
        if told.whole == OF_TEN:
            return float(round(amount.value * OF_TEN))
        return amount.low if amount.law == "uniform" else amount.value

    def with_number(self, value: float) -> str | None:
        """Name the one answer that is this number."""
        found = [name for name, amount in self.numbers.items() if amount.value == value]
        return found[0] if len(found) == 1 else None

    def is_for_its_time(self, told: ToldAmount, name: str) -> bool:
        """True unless a number is told for another stretch of time than an answer is: "one a week" where one a quarter was told."""
        answer = self.answers[name]
        if told.span is None or name not in (*FIELDS, *A_WEEK):
            return True
        weeks = answer.span.weeks if answer.span else 1.0 if name in A_WEEK else AS_ASKED
        return abs(told.span.told(answer.answered_at.date()).weeks - weeks) < ABOUT * weeks

    def timed(self, told: ToldAmount) -> str | None:
        """Name the one count that is for the stretch of time of a number, in all: "3,000 new ones in the 4 weeks"."""
        if told.span is None or told.span.rate:
            return None
        found = [name for name in self.numbers if name in FIELDS and self.is_for_its_time(told, name)]
        return found[0] if len(found) == 1 else None

    def placed(self, kinds: frozenset[str]) -> str | None:
        """Name the number that is spoken of by its place: the first, or the one before."""
        names = list(self.numbers)
        if "first" in kinds:
            return names[0] if names else None
        if "last" not in kinds:
            return None
        return max(names, key=lambda name: (self.answers[name].update_id, names.index(name)), default=None)
