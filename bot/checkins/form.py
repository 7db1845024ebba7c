"""The check-in as a form: several numbers out of one line, and what is said after the last answer."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from bot.checkins.midweek import offered
from bot.checkins.month import month_in_a_picture
from bot.checkins.quarter import AGAIN, again_in, answered_before, renewed
from bot.checkins.reminding import rescheduled
from bot.checkins.session import (
    about,
    asked_numbers,
    beside,
    business_called,
    following,
    known_beforehand,
    step_before,
    stored,
    weeks_about,
)
from bot.checkins.steps import StepBook
from bot.checkins.tell import follow, tell
from bot.checkins.which_week import until
from bot.checkup.answers import NO_TRADE
from bot.core.amount import Amount
from bot.core.records import Chat, Session
from bot.core.replies import Reply, Say
from bot.core.week_numbers import FIELDS, Field, GivenNumber, WeekNumbers
from bot.diagnosis import Trades
from bot.diagnosis.step_words import said
from bot.dialogue import engine
from bot.dialogue.flow import Flow, Question
from bot.dialogue.form import Form
from bot.dialogue.hear import Many, Missed
from bot.language.listening.amounts import STOPS, ToldAmount, tokens_in
from bot.language.listening.kin import kinds_of
from bot.language.listening.made_of_times import earlier_in
from bot.language.listening.relations import change_in, without_repeats, without_slips
from bot.language.listening.week_told import week_told
from bot.language.listening.words_between import words_between
from bot.language.nouns import called
from bot.language.numbers import Understood, read
from bot.language.numbers.clean import clean
from bot.language.numbers.pieces import says
from bot.language.templates import Words
from bot.language.vocabulary import plain, vocabulary, without
from bot.language.week_division import ReadNumber
from bot.language.week_line import Problem, read_week

REFUSED = ("too_many", "twice", "as_usual")  # any other text that is no week may still be one number
_ROW = re.compile(r"\s*(\d{1,4}(?:\s+\d{1,4}){2,3})(?=[\s,.;]+[^\W\d])")
PAIR = 2.0
ONLINE = "online"  # the kind of word that says that somebody ordered without a talk


def checkin_form(flow: Flow, trades: Trades) -> Form:
    """Put the check-in together from its flow and the catalogue of trades and steps."""

    def finish(chat: Chat, session: Session, words: Words, now: datetime) -> tuple[Chat, tuple[Reply, ...]]:
        chat = rescheduled(renewed(stored(chat, session, now), session), now)
        week, last = weeks_about(session)
        if (after := following(chat, session)) is not None:
            # The same session goes on with the next week; its numbers are in the ledger.
            known = known_beforehand(chat, after, now, by="owner")
            _, fresh = engine.opened(flow, chat, now, about=about(after, last), known=known)
            chat = chat.with_session(replace(fresh, number=session.number, started_at=session.started_at))
            return chat, (Say(words.say("checkins/after", "noted", week=week)),)
        chat, replies = offered(*tell(chat, session, words, now, trades), words, now)
        return chat, (*replies, *month_in_a_picture(chat, week, words, now))

    def announce(chat: Chat, words: Words) -> tuple[Chat, tuple[Reply, ...]]:
        return follow(chat, words, trades)

    return Form(
        flow=flow,
        weeks=1,
        values=values,
        finish=finish,
        beside=beside,
        line=numbers_in,
        gives_way=lambda session: not asked_numbers(session),
        follow=announce,
        steps=StepBook(trades),
    )


def values(chat: Chat, session: Session, words: Words) -> Mapping[str, Any]:
    """Return what the questions say beside the answers: the week, and the step of the last time."""
    step = step_before(chat, session.started_at)
    return {
        **called(chat.business.trade, words),
        "week": (week := weeks_about(session)[0]),
        "business": business_called(chat, words),
        "until": until(chat, session, week),
        "was": answered_before(chat),
        "quarter": answer.choice if (answer := session.answers.get("quarter")) else "no",
        "step_do": None if step is None else said(step, "do", chat.business.trade or NO_TRADE, words),
    }


def numbers_in(question: Question | None, session: Session, text: str, words: Words) -> Many | Missed | None:
    """Read the numbers of the week out of one message: those not answered yet, in their order, or named."""
    if session.step != "ask" or question is None:
        return None
    if question.id in AGAIN:
        return again_in(question.id, text, words.language)
    place = FIELDS.index(question.id) if question.id in FIELDS else 0
    if place and (of_them := _of_those_before(question, session, text, words.language)):
        return Many({question.id: of_them}, text.strip())
    if change_in(tokens_in(text, words.language), words.language) is not None:
        return None  # "two more than last week, that was 10" is one number
    text = without_repeats(without_slips(text, words.language), words.language)
    ways: list[tuple[Field, ...]] = [FIELDS[place:]]
    if place:
        ways.append(FIELDS)  # the whole week after all

    def number(said: str) -> Amount | None:
        reading = read(said, "count", language=words.language)
        return reading.amount if isinstance(reading, Understood) and reading.per is None else None

    week: Any = week_told(text, asked=ways[0], language=words.language)
    if week is None and not _is_one_number(text, words.language) and not earlier_in(text, words.language):
        week = _in_one_line(text, number, ways, words.language)
    if (row := _row_at_the_head(text)) and not _holds_as_many(week, row):
        week = _in_one_line(row, number, ways, words.language)
    if week is None:
        return None
    if isinstance(week, Problem):
        return Missed(week.kind, week.piece, "checkins/line") if week.kind in REFUSED else None
    given: dict[str, GivenNumber] = {name: value for name in FIELDS if (value := week.of(name)) is not None}
    if _are_customers(session, given, text, words.language):
        given["customers"] = given.pop("orders")
    return Many(given, text.strip(), {"path": path} if (path := path_told(session, given)) else {})


def _row_at_the_head(text: str) -> str:
    """Return the numbers before the first word: the "2 2 0" of "2 2 0 but one proposal is out"; nothing of fewer than three."""
    found = _ROW.match(text)
    return found[1] if found else ""


def _holds_as_many(week: Any, row: str) -> bool:
    told = [week.of(name) for name in FIELDS] if isinstance(week, WeekNumbers) else []
    return sum(one is not None for one in told) >= len(row.split())


def _of_those_before(question: Question, session: Session, text: str, language: str) -> Amount | None:
    """Return how many of those who were counted before a message begins with: "none of them, she emailed yesterday"."""
    before = session.answers.get(question.at_most or "")
    tokens = tokens_in(text, language)
    told, rest = next(iter(tokens), None), tokens[1:]
    whole = before.amount.value if before is not None and before.amount is not None else None
    if whole == PAIR and getattr(told, "text", "") in words_between(language).both:
        return Amount.exactly(PAIR)
    others = any(isinstance(token, ToldAmount) and token.amount.value != 1 for token in rest)
    if not isinstance(told, ToldAmount) or told.place[0] or told.whole or told.but or others:
        return None
    lead = clean(text, language).text[: told.place[1]]
    parted = bool(rest) and (getattr(rest[0], "text", "") in STOPS or says(rest[0], "of_them"))
    if any(map(str.isdecimal, lead)) or not parted:
        return None
    if not told.amount.value or not told.share:
        return told.amount
    return None if whole is None else Amount.exactly(float(round(whole * told.amount.value)))


def _in_one_line(text: str, number: ReadNumber, ways: Sequence[tuple[Field, ...]], language: str) -> Any:
    """Read a week in one line, trying each order of its numbers; if a word is in the way, try without words that say nothing."""
    week: Any = None
    for line in (text, without(vocabulary(language)["later"]["beside"], plain(text))):
        for asked in ways:
            week = read_week(line, number, asked=asked, language=language)
            if not (isinstance(week, Problem) and week.kind == "too_many"):
                break
        if not (isinstance(week, Problem) and week.kind == "word"):
            break
    return week


def _is_one_number(text: str, language: str) -> bool:
    """True for words that hold one number, however many they are: "twenty two", "more than 20 for once"."""
    return any(map(str.isalpha, text)) and sum(isinstance(part, ToldAmount) for part in tokens_in(text, language)) == 1


def _are_customers(session: Session, given: Collection[str], text: str, language: str) -> bool:
    """True if the orders of a week are its customers: "7 chats, 2 orders" of who talks first, unless they came online."""
    answer = session.answers.get("path")
    if answer is None or answer.choice != "talk" or "orders" not in given or "customers" in given:
        return False
    return not any(ONLINE in kinds for kinds in kinds_of(language).of_words(plain(text).split()))


def path_told(session: Session, given: Collection[str]) -> str | None:
    """Name the path by which these numbers are asked for, where the one known leaves some of them out."""
    answer = session.answers.get("path")
    path = answer.choice if answer else None
    if (path == "talk" and "orders" in given) or (path == "order" and set(given) - {"orders"}):
        return "both"
    return None
