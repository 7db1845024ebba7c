"""What a reply to a question means: an action of a button, a number, some words, or nothing usable."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct, field

from bot.core.amount import Amount
from bot.core.span import CountedFor, SpanOfTime
from bot.dialogue.flow import Question
from bot.dialogue.taps import read_tap
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.match import exact_match, near_match, word_match
from bot.language.numbers import Ambiguous, Invalid, Understood, Unknown, read

DAYS_OPEN = (5, 6, 7)
WEEKS_OF = {"week": 1.0, "month": 4.35, "year": 52.0}  # 4.35 weeks a month, as in 52.2 / 12
LONGEST_TEXT = 4_000


class Action(Struct, frozen=True):
    """A button, tapped or typed: ``=OPTION`` or the word of an action; and the question that it belongs to."""

    name: str
    label: str = ""
    question: str = ""


class Number(Struct, frozen=True):
    """A number that was understood, with the stretch of time that it was told for.

    Attributes:
        which: the currencies that may be meant by a name that several have.
    """

    amount: Amount
    typed: str
    currency: str | None = None
    span: SpanOfTime | None = None
    which: tuple[str, ...] = ()

    @property
    def counted(self) -> CountedFor:
        """Return it as it was told."""
        return CountedFor(self.amount, self.span)


class Choices(Struct, frozen=True):
    """A number with several readings, of which the owner picks one."""

    amounts: tuple[Amount, ...]
    typed: str
    days: bool = False


class FreeText(Struct, frozen=True):
    """Free text, where that was asked for."""

    typed: str


class Missed(Struct, frozen=True):
    """Nothing that fits the question: a block of ``numbers/invalid`` or of ``dialogue/missed`` says what was wrong.

    Attributes:
        template: where the block stands, if in neither of these.
    """

    reason: str
    typed: str = ""
    template: str = ""


class Value(Struct, frozen=True):
    """A value of a kind that only the flow knows."""

    value: str
    typed: str


class Several(Struct, frozen=True):
    """Words that may mean several such values, of which the owner picks one."""

    typed: str


class Many(Struct, frozen=True):
    """Answers to several questions out of one message: a number, or the state of an answer without one.

    Attributes:
        spans: the stretch of time of each number that was told for one of its own.
        choices: values for questions that have no number: hidden ones, and those of the flow's own kinds.
        several: a question that the words answer in more than one way, which is asked about then.
    """

    given: Mapping[str, Amount | Literal["unknown", "skipped"]]
    typed: str
    choices: Mapping[str, str] = field(default_factory=dict)
    several: str | None = None
    spans: Mapping[str, SpanOfTime] = field(default_factory=dict)


class Mend(Struct, frozen=True):
    """A number that mends the answer before it, in words that say so.

    Attributes:
        question: what was asked before.
        typed: the words without those that call it a correction.
        surely: it can be no answer to the present question.
        told: the number, once it was read as an answer to the question asked before.
    """

    question: str
    typed: str
    surely: bool
    told: CountedFor | None = None


Heard = Action | Number | Choices | FreeText | Value | Several | Many | Mend | Missed


class Asked(Struct, frozen=True):
    """A question, and what a number in the reply to it is read by.

    Attributes:
        language: of the number words.
        of: the number that a share ("most of them") is a share of.
        weeks: how many weeks the number asked for spans.
        today: ends what is told with "since"; None where a number for another stretch of time is turned into the one
            asked for, and not kept as it was told.
    """

    question: Question
    language: str
    of: Amount | None = None
    weeks: float = 1.0
    today: date | None = None


def hear(
    text: str, asked: Asked | None, labels: Sequence[tuple[str, str]], *, also: Sequence[tuple[str, str]] = ()
) -> Heard:
    """Return what a typed reply means.

    Args:
        text: what was typed.
        asked: what was asked; None at the review, where only buttons count.
        labels: every button that the reply may stand for, shown or behind "More", as (label, data).
        also: other names of buttons, matched as words inside the text ("I'm a plumber").
    """
    if data := exact_match(text, labels):
        return _pressed(data, text)
    kind = asked.question.kind if asked else None
    if asked and kind in ("count", "money", "share"):
        number = hear_number(text, asked)
        if not isinstance(number, Missed):
            return number
        data = near_match(text, labels)
        return _pressed(data, text) if data else number
    if data := near_match(text, labels) or word_match(text, also):
        return _pressed(data, text)
    if asked and kind != "text" and isinstance(read(text, "count", language=asked.language), Unknown):
        return Action("unknown", text)
    if not text.strip():
        return Missed("empty", text)
    if kind == "text":
        return FreeText(text.strip()) if len(text) <= LONGEST_TEXT else Missed("too_long", text)
    return Missed("no_option", text)


def hear_number(text: str, asked: Asked) -> Heard:
    """Return which number was typed, as so many in the span of time that was asked for."""
    question, weeks = asked.question, asked.weeks
    if (spanned := _for_its_own_time(text, asked)) is not None:
        return spanned
    kind = question.kind if question.kind in ("money", "share") else "count"
    reading = read(text, kind, language=asked.language, of=asked.of, whole=question.whole)
    match reading:
        case Unknown():
            return Action("unknown", text)
        case Invalid(reason=reason):
            return Missed(reason, text)
        case Ambiguous(readings=readings):
            fitting = tuple(a for a in readings if question.limit is None or a.value <= question.limit)
            return Choices(fitting or readings, text)
        case Understood(per="day") if question.kind == "count":
            return Choices(tuple(reading.amount.times(days * weeks) for days in DAYS_OPEN), text, days=True)
        case Understood():
            amount = reading.amount
            if reading.per in WEEKS_OF and question.kind == "count":
                amount = _rounded(amount.times(weeks / WEEKS_OF[reading.per]), whole=question.whole)
            if question.limit is not None and amount.value > question.limit:
                return Missed("over_limit", text)
            return Number(amount, text, reading.currency, which=reading.which)


def _for_its_own_time(text: str, asked: Asked) -> Number | None:
    """Return the one number of a text that names the stretch of time that it is for: "50 a month", "60 since March"."""
    question = asked.question
    if asked.today is None or question.kind != "count" or question.limit is not None or not any(map(str.isalpha, text)):
        return None
    told = [token for token in tokens_in(text, asked.language) if isinstance(token, ToldAmount)]
    if len(told) != 1 or (span := told[0].span) is None:
        return None
    amount, days = told[0].amount, span.unit == "day" and not span.working
    whole = amount.is_exact and amount.value % 1 == 0
    if (
        told[0].share
        or told[0].others
        or told[0].currency
        or days
        or (question.whole and amount.is_exact and not whole)
    ):
        return None
    return Number(amount, text, span=span.told(asked.today))


def _pressed(data: str, text: str) -> Action:
    tap = read_tap(data)
    if tap is not None:
        return Action(tap.action, text, tap.question)
    return Action(data.rpartition("/")[2], text)


def _rounded(amount: Amount, *, whole: bool) -> Amount:
    if not whole or not amount.is_exact:
        return amount
    return Amount.exactly(float(round(amount.value)))
