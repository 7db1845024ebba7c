"""What a reply to a question means: an action of a button, a number, some words, or nothing usable."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.looseness import greatest
from bot.core.records import CHECKUP
from bot.core.span import CountedFor, SpanOfTime
from bot.dialogue.flow import Question
from bot.dialogue.taps import read_tap
from bot.language.listening.answer import read_count
from bot.language.listening.answer_first import answer_first
from bot.language.listening.counted import CountQuestion, CountRead, Doubt
from bot.language.listening.days_open import days_open
from bot.language.listening.made_of_steps import right_among, right_ones
from bot.language.listening.worth_told import is_price_told, worth_told
from bot.language.match import exact_match, near_match, word_match
from bot.language.numbers import Ambiguous, Invalid, Reading, Understood, Unknown, read
from bot.language.scan import FALLBACK

FIT = "fit"  # the question that is often answered by how many were wrong
ANSWERED_FIRST = ("room", "wanted", FIT)
"""Questions whose number may be a sentence of its own, with what is said of it behind: "8 or so. I've only one bed"."""

READ_AS = {"year_customers": "customers"}

FEW_WORDS = 8  # of somebody who does not know
DAYS_OPEN = (5, 6, 7)
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
        made: the words say what each of several numbers is, and this is what they make.
    """

    amount: Amount
    typed: str
    currency: str | None = None
    span: SpanOfTime | None = None
    which: tuple[str, ...] = ()
    made: bool = False

    @property
    def counted(self) -> CountedFor:
        """Return it as it was told."""
        return CountedFor(self.amount, self.span)


class Choices(Struct, frozen=True):
    """A number with several readings, of which the owner picks one, or with one that is in doubt.

    Attributes:
        numbers: the readings, each with the stretch of time that it is for.
        typed: the words.
        asks: what is asked about them: a block of ``dialogue/confirm``.
        made: the words say what each number is, and leave that in doubt.
        a_week: the days of a week that each reading is for, where that is asked.
    """

    numbers: tuple[CountedFor, ...]
    typed: str
    asks: Literal["ambiguous", "days", "in_all", "really"] = "ambiguous"
    made: bool = False
    a_week: tuple[int, ...] = DAYS_OPEN

    @property
    def days(self) -> bool:
        """True if it is asked how many days a week are counted."""
        return self.asks == "days"


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
        today: ends what is told with "since".
        keeps_spans: a number for another stretch of time is kept as it was told, and not turned into the one asked for.
        flow: the name of the flow.
        span: the stretch of time that is asked about, where it is not the plain one.
    """

    question: Question
    language: str
    of: Amount | None = None
    weeks: float = 1.0
    today: date = date.min
    keeps_spans: bool = False
    flow: str = ""
    span: SpanOfTime | None = None

    @property
    def state(self) -> str:
        """Name what the owner has before them, as the reader knows it."""
        return f"q:{read_as(self.question.id)}" if self.flow == CHECKUP else "weekly"


def read_as(question: str) -> str:
    """Return the question that the reader knows and whose number is told as that of another: who bought in four weeks, or in a year."""
    return READ_AS.get(question, question)


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
    if data := near_match(text, labels) or word_match(text, also, asked.language if asked else FALLBACK):
        return _pressed(data, text)
    short = (
        len(text.split()) <= FEW_WORDS
    )  # in more, what else is said counts: "they say 'I ask my husband first', then disappear"
    if asked and kind != "text" and short and isinstance(read(text, "count", language=asked.language), Unknown):
        return Action("unknown", text)
    if not text.strip():
        return Missed("empty", text)
    if kind == "text":
        return FreeText(text.strip()) if len(text) <= LONGEST_TEXT else Missed("too_long", text)
    return Missed("no_option", text)


def hear_number(text: str, asked: Asked) -> Heard:
    """Return which number was typed, and for which stretch of time."""
    question = asked.question
    if question.id in ANSWERED_FIRST and (first := answer_first(text, asked.language)) is not None:
        heard = hear_number(first, asked)
        return replace(heard, typed=text, made=True) if isinstance(heard, Number) else heard
    if question.kind == "count" and question.limit is None and any(map(str.isalpha, text)):
        return _counted(text, asked)
    worded = any(map(str.isalpha, text))
    if worded and question.id == FIT and question.limit is not None:
        right = right_ones(text, asked.language, question.limit)
        if right is not None:
            return Number(right, text, made=True)
    kind = question.kind if question.kind in ("money", "share") else "count"
    reading = read(text, kind, language=asked.language, of=asked.of, whole=question.whole)
    if isinstance(reading, Understood):
        if question.limit is not None and reading.amount.value > question.limit:
            return Missed("over_limit", text)
        if question.limit is not None and reading.share is not None and reading.share < 1:
            reading = replace(reading, amount=_less_than_all(reading.amount, question.limit))
        priced = kind == "money" and worded and is_price_told(text, asked.language)
        return Number(_as_asked(reading.amount, question), text, reading.currency, made=priced, which=reading.which)
    if question.kind == "count" and question.limit is None and reading == Invalid("two_numbers"):
        return _counted(text, asked)  # "10 12": the one, the other, or both
    if worded and kind == "money" and (worth := worth_told(text, asked.language)) is not None:
        return Number(worth.amount, text, worth.currency, made=True)
    if worded and question.id == FIT and question.limit is not None and isinstance(reading, Invalid):
        among = right_among(text, asked.language, question.limit)
        if among is not None:
            return Number(among, text, made=True)
    return _unread(reading, text, asked)


def _less_than_all(amount: Amount, limit: float) -> Amount:
    """Return a share of so many that is not all of them: "almost all" of the last 10 are 9."""
    return Amount.exactly(limit - 1) if round(amount.value) >= limit else amount


def _unread(reading: Reading, text: str, asked: Asked) -> Heard:
    """Return what was heard where no one number was understood."""
    limit = asked.question.limit
    match reading:
        case Unknown():
            return Action("unknown", text)
        case Invalid(reason=reason):
            return Missed(reason, text)
        case Ambiguous(readings=readings):
            fitting = tuple(a for a in readings if limit is None or a.value <= limit)
            return Choices(tuple(map(CountedFor, fitting or readings)), text)
        case Understood(amount=amount):
            return Number(amount, text)


def _as_asked(amount: Amount, question: Question) -> Amount:
    """Return the greatest number of "up to 10", where the most that is possible was asked for."""
    return greatest(amount) if question.most else amount


def _counted(text: str, asked: Asked) -> Heard:
    """Return which count was typed, or what must be asked about it."""
    question = asked.question
    read_by = CountQuestion(
        read_as(question.id), asked.state, asked.language, of=asked.of, whole=question.whole, most=question.most
    )
    match read_count(text, read_by):
        case CountRead() as told:
            return spanned(told, text, asked)
        case Doubt(kind=kind, readings=readings, made=made):
            numbers = tuple(dict.fromkeys(_for_span(one, asked) for one in readings))
            return Choices(numbers, text, "ambiguous" if kind == "which" else kind, made)
        case reading:
            return _unread(reading, text, asked)


def spanned(told: CountRead, text: str, asked: Asked) -> Heard:
    """Return a number for its stretch of time; of "5 a day" it must be asked how many days are meant."""
    span = told.span
    daily = span is not None and span.unit == "day" and span.rate and span.count == 1
    days = days_open(text, asked.language) if daily else None
    if span is not None and daily and (days is not None or not span.working):
        if asked.span is not None and asked.span.unit == "day" and asked.span.each:
            return Number(told.amount, text, span=asked.span, made=told.made)
        numbers = tuple(CountedFor(told.amount.times(days * asked.weeks)) for days in DAYS_OPEN)
        return on_days_open(Choices(numbers, text, "days"), days, sure=True)
    counted = _for_span(told, asked)
    return Number(counted.amount, text, span=counted.span, made=told.made)


def on_days_open(choices: Choices, days: int | None, *, sure: bool) -> Number | Choices:
    """Return so many a day on the days that the owner works; where these aren't sure, they are among those to choose from."""
    if days is None:
        return choices
    daily = choices.numbers[0].amount.times(1 / choices.a_week[0])
    if sure:
        return Number(daily.times(days), choices.typed, made=True)
    open_on = tuple(sorted({days, *choices.a_week}))
    return replace(choices, numbers=tuple(CountedFor(daily.times(one)) for one in open_on), a_week=open_on)


def _for_span(told: CountRead, asked: Asked) -> CountedFor:
    """Return a number with its stretch of time as it was told, or as the number for the stretch that was asked about."""
    if told.span is None:
        return CountedFor(told.amount)
    span = told.span.told(asked.today)
    if asked.keeps_spans:
        return CountedFor(told.amount, span)
    if span.weeks == asked.weeks:
        return CountedFor(told.amount)
    return CountedFor(_rounded(told.amount.times(asked.weeks / span.weeks), whole=asked.question.whole))


def _pressed(data: str, text: str) -> Action:
    tap = read_tap(data)
    if tap is not None:
        return Action(tap.action, text, tap.question)
    return Action(data.rpartition("/")[2], text)


def _rounded(amount: Amount, *, whole: bool) -> Amount:
    if not whole or not amount.is_exact:
        return amount
    return Amount.exactly(float(round(amount.value)))
