"""Numbers of several times: what is so now beside what was so, and what was told week by week."""

import re
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.looseness import interval
from bot.core.parts import added
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.counted import CountQuestion, CountRead, Doubt, as_read
from bot.language.listening.days_named import on_days, weekday_of
from bot.language.listening.kin import COUNTING, kinds_of
from bot.language.listening.making import ANOTHER_STEP, BUYERS, COMING, WISHED, Made, made_as, summed
from bot.language.listening.naming import kinds_among, words_of
from bot.language.listening.relations import counts_in
from bot.language.listening.said_numbers import (
    NEAR,
    SaidMessage,
    SaidNumber,
    WordBeside,
    kinds_of_words,
    said_numbers,
)
from bot.language.listening.span_words import TimeSpan
from bot.language.numbers.clean import LONGEST, clean
from bot.language.numbers.pieces import Extent, Mark, is_a
from bot.language.numbers.pieces import at as piece_at

LEAST_OF_ROW = 3
WEEKS = 4  # of the stretch that is asked about
LEADING = 3  # words
LABELS = 2  # so many names of weeks make a row of them
OF_BUYERS = frozenset({"talk", "reply", "quote", "enquire", "ring", "write", "drop_in"})
OF_PEOPLE = frozenset({"talk", "reply", "quote", "buy", "alike"})
"""Kinds of word for a step that nobody asked about here: "usually 40 ask, and 8 buy"."""


def then_and_now(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take what is so now: "it used to be 50 a month, now 20"; at room and wishes also before what is to come."""
    if len(said.numbers) != 2:
        return None
    present = [one for one in said.numbers if one.has("now")] or [one for one in said.numbers if _is_over(one)]
    if len(present) == 1:
        (now,), (other,) = present, [one for one in said.numbers if one is not present[0]]
        if question.fact == "room" and other.has("capacity") and not now.has("capacity"):
            return made_as(other.told, question)  # "fifteen a week fit in the yard, currently 9 come"
        if question.fact == "wanted":
            return made_as(other.told, question) if other.has("want") and not now.has("want") else None
        if (made := _now_for_then(now, other, question)) is not None:
            return made
    return _beside_earlier(said, question)


def _is_over(one: SaidNumber) -> bool:
    """True if a number is of a stretch of time that is over: the 22 of "15 a day in high season, 22 in these 4 weeks"."""
    span = own_span(one)
    if span is None or span.rate:
        return False
    beside = [word for word in (*one.before, *one.behind) if not span.place[0] <= word.place[0] < span.place[1]]
    return kinds_of_words(beside).isdisjoint({"season", "once", "later", "prior"})


def _now_for_then(now: SaidNumber, other: SaidNumber, question: CountQuestion) -> Made | None:
    own, before = now.told.span, other.told.span
    rate = before is not None and before.rate
    if own is not None and before is not None and not rate and own.unit != before.unit:
        return None  # "40 last month, 12 this week"
    is_past = other.has("once", "season") or (rate and own is None)
    if not (is_past or (question.fact in WISHED and other.has("later"))):
        return None
    if own is not None and own.unit == "day" and not own.rate:
        own = None  # "these days"
    return made_as(replace(now.told, span=own or (before if rate else None)), question)


def _beside_earlier(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take the number beside one of an earlier time, or beside the usual one: "22, down from 31", "normally 10, only 6"."""
    if question.fact in WISHED:
        return _in_a_usual_week(said, question)
    another = OF_BUYERS if question.fact in BUYERS else OF_PEOPLE
    earlier = [one for one in said.numbers if is_earlier(one, said)]
    if len(earlier) != 1 or any(one.has(*another) or one.timed for one in said.numbers):
        return None
    (now,) = (one for one in said.numbers if one is not earlier[0])
    if now.has("later") or now.told.vague:
        return None  # "normally 30, 60 when I run ads"
    return made_as(replace(_as_reached(now), span=own_span(now)), question)


def _in_a_usual_week(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take the usual number where a usual week was asked about: "5 usually, 8 in a rush"."""
    usual = [one for one in said.numbers if "habit" in _near(one, said) and not one.has("now")]
    others = [one for one in said.numbers if one not in usual]
    return made_as(usual[0].told, question) if len(usual) == len(others) == 1 and not others[0].has("want") else None


def on_top(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Add what may come on top at room and wishes: "8 a week now, could add 4"; where that may be all, it is asked."""
    if question.fact not in WISHED or len(said.numbers) != 2:
        return None
    more = [one for one in said.numbers if _is_more(one, said)]
    if len(more) != 1:
        return None
    (base,) = (one for one in said.numbers if one is not more[0])
    if None not in (base.told.span, more[0].told.span) and base.told.span != more[0].told.span:
        return None  # "I do 30 cuts a day, could take on 6 more a week"
    more_said = _leading(more[0], said)
    own = kinds_of_words([word for word in (*base.before, *base.behind) if word not in more_said])
    if own & {"capacity", "staff"} or "each" in said.kinds:
        return None
    total = made_as(replace(base.told, amount=added((base.told.amount, more[0].told.amount))), question)
    rate = base.told.span is not None and base.told.span.rate
    is_than = is_a(piece_at(said.tokens, more[0].at + 1), "than")  # "5 more than the 10 we do"
    if (rate or is_than or base.has("now", "here_is", "speaker")) and not base.near & {"customer", "regular"}:
        return total
    return Doubt("which", (total, as_read(more[0].told, question)), made=True)


def _is_more(one: SaidNumber, said: SaidMessage) -> bool:
    """True if so many are said to come on top: "4 more", "add 4", "2 more than the 5 I get"."""
    at = one.at - isinstance(piece_at(said.tokens, one.at - 1), Mark)  # "mais uns 4"
    beside = (piece_at(said.tokens, at - 1), piece_at(said.tokens, one.at - 1), piece_at(said.tokens, one.at + 1))
    return any(is_a(token, "more") or is_a(token, "than") for token in beside) or "adding" in one.kinds


def up_to(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take a guess with the most that it may be as a range: "20ish, 25 at most", "maybe 30, no more than 40"."""
    if len(said.numbers) != 2 or any(
        one.has(*OF_PEOPLE, *OF_BUYERS, *ANOTHER_STEP - {"negation"}) for one in said.numbers
    ):
        return None
    guess, most = (one.told.amount for one in said.numbers)
    if guess.law == "uniform" or most.law != "uniform" or most.low or not guess.value < most.high:
        return None
    return made_as(replace(said.numbers[0].told, amount=interval(guess.value, most.high)), question)


def is_earlier(one: SaidNumber, said: SaidMessage) -> bool:
    """Return True if a number is of an earlier time, or the usual one, beside another one of the time that is asked about."""
    others = [other for other in said.numbers if other is not one]
    leading = kinds_of_words(_leading(one, said))
    if "against" in leading or "prior" in one.kinds:
        return True
    if "habit" in _near(one, said) | leading:
        return not any(other.has("later") or "habit" in _near(other, said) for other in others)
    if one.has("now", "regular"):
        return False
    if one.has("once") and own_span(one) is None:
        return not any(other.has("once", "later") for other in others)
    in_a_month = one.has("month") and own_span(one) is None
    was = "was" in leading | kinds_of_words(one.before[:NEAR])
    return any(other.has("now") for other in others) and (was or in_a_month)


def _near(one: SaidNumber, said: SaidMessage) -> frozenset[str]:
    """Return the kinds of the words right beside a number that do not stand right before the next one."""
    following = next((other for other in said.numbers if other.at > one.at), None)
    leading = [] if following is None else _leading(following, said)
    return kinds_of_words([word for word in (*one.before[-NEAR:], *one.behind[:NEAR]) if word not in leading])


def _leading(one: SaidNumber, said: SaidMessage) -> Sequence[WordBeside]:
    """Return the last words right before a number, whichever number they belong to."""
    nth = said.numbers.index(one)
    before = [*(said.numbers[nth - 1].behind if nth else ()), *one.before][-LEADING:]
    return before if before and one.told.place[0] - before[-1].place[1] <= 1 else ()


def _as_reached(now: SaidNumber) -> ToldAmount:
    """Return a number that has risen so far as that number: the 45 of "now it's up to 45"."""
    amount = now.told.amount
    if amount.law == "uniform" and not amount.low and now.has("now"):
        return replace(now.told, amount=Amount.exactly(amount.high))
    return now.told


def own_span(one: SaidNumber) -> TimeSpan | None:
    """Return the stretch of time that is named among the words of a number; "these days" is none."""
    span = one.told.span
    if span is None or (span.unit == "day" and not span.rate):
        return None
    return span if any(word.place[0] == span.place[0] for word in (*one.before, *one.behind)) else None


def span_of_one(text: str, spans: Sequence[TimeSpan], language: str) -> TimeSpan | None:
    """Return the stretch of time that the one number of a text is for.

    It stands among the words of the number ("a week? no, 2 a quarter"), or says "each", before one that is over.
    """
    numbers = said_numbers(text, language).numbers if len(spans) > 1 else ()
    own = own_span(numbers[0]) if len(numbers) == 1 else None
    if own is not None and own.rate and not own.unclear:
        return own
    return next((span for span in spans if span.rate), spans[0] if spans else None)


def now_of_a_week(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take the number of this week where the only other one is of an earlier one: "8 this week (14 last week)"."""
    if len(said.numbers) != 2 or "now" not in said.kinds:
        return None
    left = [one for one in said.numbers if not (is_earlier(one, said) or _is_of_last_week(one, said))]
    return made_as(replace(left[0].told, span=None), question) if len(left) == 1 and left[0].has("now") else None


def earlier_in(text: str, language: str) -> frozenset[Extent]:
    """Return the places of numbers that are told of an earlier week, or as the usual ones, beside those of a week."""
    said = said_numbers(text, language)
    if len(said.numbers) < 2:
        return frozenset()
    return frozenset(one.told.place for one in said.numbers if is_earlier(one, said) or _is_of_last_week(one, said))


def _is_of_last_week(one: SaidNumber, said: SaidMessage) -> bool:
    """True for the 25 of "19 this week, last week was 25"."""
    others = [other for other in said.numbers if other is not one]
    return one.has("last_week") and not one.has("now") and any(other.has("now") for other in others)


def weeks_in_a_row(text: str, question: CountQuestion) -> Made | None:
    """Add up what was told week by week: "week 1: 5, week 2: 7", "first week 5, second 7, then 4, the last 6"."""
    if question.fact not in COMING:
        return None
    said = said_numbers(text, question.language)
    if "week" not in said.kinds:
        return None
    if (row := _bare_row(said)) is not None:
        return summed(row, question)
    cleaned = clean(text[:LONGEST], question.language)
    plain, labels = _label(cleaned.language).subn(" ; ", cleaned.text)
    said = said_numbers(plain, question.language)
    numbers = said.numbers
    ordinals = labels + sum(one.has("ordinal") for one in numbers)
    following = sum(one.has("following") and not one.has("ordinal") for one in numbers)
    if len(numbers) < LEAST_OF_ROW or not ordinals or not len(numbers) <= ordinals + following + 1 <= len(numbers) + 1:
        return None
    if any(one.has(*ANOTHER_STEP - {"besides"}) or one.timed for one in numbers) or ordinals + following < LABELS:
        return None
    if any(one.told.span is not None and one.told.span.rate and not one.has("ordinal") for one in numbers):
        return None
    return summed(numbers, question, None if len(numbers) == WEEKS else TimeSpan("week", float(len(numbers))))


def on_named_days(text: str, question: CountQuestion) -> Made | None:
    """Say how many a week so many on some days are: "3 on mondays and fridays", "2 each weekday plus 5 on saturday"."""
    cleaned = clean(text[:LONGEST], question.language)
    tokens = tokens_in(text, question.language)
    told = on_days(tokens, cleaned.text, cleaned.language)
    if told is None or not told.each or told.count < len(counts_in(tokens)):
        return None
    words = kinds_among(words_of(tokens), cleaned.language, COUNTING)
    named = "weekend" in words or any(weekday_of(token, cleaned.language) is not None for token in tokens)
    if told.count == 1 and not named:
        return None  # "3 each weekday" is a rate of its own
    return CountRead(told.amount, TimeSpan("week", rate=True), made=True)


def _bare_row(said: SaidMessage) -> list[SaidNumber] | None:
    """Return the numbers of "12, 9, 14 and 8 over the four weeks": one for each week, and nothing else."""
    numbers = [one for one in said.numbers if not one.timed]
    spans = [token for token in said.tokens if isinstance(token, TimeSpan)]
    match spans:
        case [TimeSpan(unit="week", rate=False, count=count)] if LEAST_OF_ROW <= len(numbers) == count:
            bare = not any(_names(one.before) or (one is not numbers[-1] and _names(one.behind)) for one in numbers)
            of_weeks = "week" in kinds_of_words(numbers[-1].behind)
            return numbers if bare and of_weeks else None
    return None


def _names(words: Sequence[WordBeside]) -> bool:
    return any("joint" not in word.kinds for word in words)


@cache
def _label(language: str) -> re.Pattern[str]:
    """Find what names a week: "week 1", "wk2:", "first week", "semana 1", "minggu ke-2"; and the "2nd:" behind one."""
    week, ordinal = _any_of("week", language), _any_of("ordinal", language)
    return re.compile(
        rf"\b(?:{week})\s*(?:(?:{ordinal})-?)?(?:[1-5]\b(?!\s*%)|(?:{ordinal})(?!\w))\s*[-–:=]?|\b(?:[1-5][-–]?\w{{1,2}}|{ordinal})\s+(?:{week})(?!\w)\s*[-–:=]?"
        rf"|\b(?:{ordinal})\s*[:=]"
    )


def _any_of(kind: str, language: str) -> str:
    known = kinds_of(language, COUNTING)
    whole = [re.escape(phrase) for phrase, kinds in known.phrases.items() if kind in kinds]
    stems = [rf"{re.escape(stem)}\w*" for stem, kinds in known.stems.items() if kind in kinds]
    return "|".join(sorted([*whole, *stems], key=len, reverse=True))
