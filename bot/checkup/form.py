"""The check-up as a form: what its questions may say, what else is worth asking, and the numbers for its review."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from bot import diagnosis
from bot.checkup.answers import amount_in, answers_of, ranges, trade_of
from bot.checkup.period import WEEKS, last_weeks, longer, span_asked, weeks_told
from bot.checkup.supposing import Supposer
from bot.checkup.verdict import AnswersNow, asker, explainer, finisher, shower, teller
from bot.core.amount import Amount
from bot.core.looseness import is_single
from bot.core.parts import fitted
from bot.core.records import Answer, Chat, Session
from bot.core.week_numbers import FIELDS, NESTED
from bot.diagnosis import Trades
from bot.dialogue import engine
from bot.dialogue.flow import Flow, Question
from bot.dialogue.form import Form
from bot.dialogue.scene import Said, Scene
from bot.dialogue.writing import in_time, summary, summary_of
from bot.language.nouns import called
from bot.language.numbers.write import write
from bot.language.templates import Words

MOST_EXTRA = 4  # questions beyond the core
BEFORE_SELLING = "fit"
"""What must be known before weak selling is named: the only question that is also asked after a changed answer."""


def checkup_form(flow: Flow, trades: Trades, answers: AnswersNow) -> Form:
    """Put the check-up together from its flow, the trades, and what its verdict rests on as weeks go by."""
    extras = [question.id for question in flow.question if question.extra]

    def extra(session: Session) -> str | None:
        if sum(name in session.answers for name in extras) >= MOST_EXTRA:
            return None
        if session.asked in extras and session.asked not in session.answers:
            return session.asked  # it was found worth asking at that time
        found = diagnosis.question_before(answers_of(session), trades)
        return found if session.ended_at is None or found == BEFORE_SELLING else None

    def implied(answer: Answer) -> Mapping[str, str]:
        path = trades[answer.choice].path if answer.question == "trade" and answer.choice else None
        return {"path": path} if path else {}

    def rests_on(chat: Chat, session: Session, words: Words) -> str:
        """Name every answer that a verdict rests on."""
        scene = Scene(form, chat, session, words, Said(0, session.touched_at))
        return words.say("checkup/review", "rests_on", lines=summary(scene))

    def told_of(chat: Chat, session: Session, words: Words, questions: Collection[str]) -> Sequence[str]:
        """Write some of these answers."""
        return summary_of(Scene(form, chat, session, words, Said(0, session.touched_at)), questions)

    form = Form(
        flow=flow,
        weeks=WEEKS,
        span=span_asked,
        implies=implied,
        values=values,
        finish=finisher(trades, rests_on, told_of),
        explain=explainer(trades, answers),
        about=teller(trades, answers, told_of),
        shows=shower(trades, answers),
        left_open=asker(trades, answers),
        suppose=Supposer(flow, trades, answers),
        extra=extra,
        ranges=lambda question, session: ranges(trades, question, session, engine.most_of(flow, session, question)),
        names=names,
        derived=derived,
    )
    return form


def values(chat: Chat, session: Session, words: Words) -> Mapping[str, Any]:
    """Return what the questions say beside the answers: the dates, and what counts in the owner's trade."""
    asked = longer(session)
    start, end = last_weeks(session.started_at, chat.business.time_zone, asked.weeks if asked else WEEKS)
    people = session.answers.get("people")
    told = people.span if people and people.span else asked
    return {
        "start": start,
        "end": end,
        "weeks": WEEKS,
        "currency": chat.business.currency,
        "longer": in_time(asked, words) if asked else None,
        "told_for": in_time(told, words) if told else None,
        **_counts(trade_of(session), words),
    }


def derived(session: Session, words: Words) -> Sequence[str]:
    """Work out the numbers of a week, and the shares, a line each."""
    weeks = weeks_told(session)
    numbers: dict[str, Amount] = {name: amount for name in FIELDS if (amount := amount_in(session, name, weeks))}
    counts = [name for name in NESTED if name in numbers]
    numbers |= {name: n for name, n in zip(counts, fitted(*(numbers[name] for name in counts)), strict=True) if n}
    before = {"talked": "people", "customers": "talked"}
    trade = trade_of(session)
    lines = []
    for name, number in numbers.items():
        of = numbers.get(before.get(name, ""))
        if not number.value or (name in before and of is None):
            continue
        a_week = words.number(number.value / weeks, digits=1 if number.value < 10 * weeks else 0)
        known = {"k": _counted(number, words), "of": _counted(of, words) if of else None}
        lines.append(words.label("checkup/review", f"{name}_a_week", n=a_week, **known, **called(trade, words)))
    return lines


def _counted(amount: Amount, words: Words) -> str:
    """Write a count as it goes into "9 of 40"; a range as the range that was given."""
    return words.number(amount.value) if is_single(amount) else write(amount, "count", language=words.language)


def names(question: Question, words: Words) -> Sequence[tuple[str, str]]:
    """Return the other names of the options: of the trades, the callings that belong to each."""
    if question.labels == "trades":
        return _trade_names(question.options, words)
    return _path_names(question.options, words) if question.id == "path" else ()


@cache
def _path_names(options: tuple[str, ...], words: Words) -> tuple[tuple[str, str], ...]:
    return tuple((name, option) for option in options for name in words.listed("checkup/path", f"names_{option}"))


@cache
def _trade_names(options: tuple[str, ...], words: Words) -> tuple[tuple[str, str], ...]:
    return tuple((name, trade) for trade in options for name in words.listed(f"trades/{trade}", "names"))


@cache
def _counts(trade: str, words: Words) -> dict[str, str]:
    blocks = {
        "people": "counts_as_people",
        "talked": "counts_as_talked",
        "customer": "counts_as_customer",
    }
    counts = {value: words.label(f"trades/{trade}", block) for block, value in blocks.items()}
    return {**counts, **called(trade, words)}
