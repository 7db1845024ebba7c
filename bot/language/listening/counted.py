"""What a number in the reply to a question is read by, and what it is read as."""

from typing import Literal

from msgspec import Struct

from bot.core.amount import Amount
from bot.core.looseness import greatest
from bot.language.listening.amounts import ToldAmount
from bot.language.listening.span_words import TimeSpan


class CountQuestion(Struct, frozen=True):
    """What a number in the reply to a question is read by.

    Attributes:
        fact: what is counted, as the model of roles knows it.
        state: what the owner has before them, as it knows that.
        language: of the number words.
        of: the number that a share is a share of.
        whole: only whole numbers make sense.
        most: it asks for the most that is possible, so that "up to 10" is 10.
    """

    fact: str
    state: str
    language: str
    of: Amount | None = None
    whole: bool = True
    most: bool = False


class CountRead(Struct, frozen=True):
    """A number with the stretch of time it was told for.

    Attributes:
        made: the words say what each of several numbers is, and this is what they make.
    """

    amount: Amount
    span: TimeSpan | None = None
    made: bool = False


class Doubt(Struct, frozen=True):
    """What may be meant, the likeliest first.

    Attributes:
        kind: ``which`` of several numbers; whether it is ``in_all`` or for each stretch of time; whether the one number is
            the answer at all (``really``).
        made: the words say what each number is, and leave that in doubt.
    """

    kind: Literal["which", "in_all", "really"]
    readings: tuple[CountRead, ...]
    made: bool = False


def as_read(told: ToldAmount, question: CountQuestion) -> CountRead:
    """Return a quantity as the answer to a question."""
    return CountRead(greatest(told.amount) if question.most else told.amount, told.span)
