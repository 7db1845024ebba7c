"""Asks for room, wish and fit again once a quarter, in one message: the verdict rests on them beside the weeks."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.records import Answer, Chat, Session
from bot.core.week_numbers import NESTED
from bot.dialogue.hear import Many
from bot.language.numbers import Understood, read
from bot.language.week_line import Problem, read_week

QUARTER = timedelta(weeks=13)
AGAIN = ("room", "wanted", "fit")
Quarter = Literal["no", "fit", "all", "wish"]


def quarter_of(chat: Chat, path: str, now: datetime) -> Quarter:
    """Return what is asked beside the numbers of the newest week: all three once a quarter, or what a verdict needs.

    Where a verdict cannot be told because nobody knows who comes, that is asked at once. Whoever sells without talking
    has room for everybody, and is asked for the wish alone.
    """
    checkup = chat.session(chat.business.checkup or 0)
    if checkup is None or checkup.state != "done":
        return "no"
    asked = [checkup.answers[name].answered_at for name in AGAIN if name in checkup.answers]
    if now - max(asked, default=checkup.started_at) >= QUARTER:
        return "wish" if path == "order" else "all"
    if path == "order":
        return "no"
    told = max(chat.book.numbers, default=None)
    unsure = told is not None and chat.book.weeks[told].kind == "cant_tell"
    return "fit" if unsure and "fit" not in checkup.answers else "no"


def renewed(chat: Chat, session: Session) -> Chat:
    """Replace the answers of the check-up with what was answered again; what was skipped stays as it was."""
    checkup = chat.session(chat.business.checkup or 0)
    given = {name: session.answers[name] for name in AGAIN if name in session.answers}
    if checkup is None or not given:
        return chat
    for name, answer in given.items():
        former = checkup.answers.get(name)
        kept = replace(answer, message_id=None)
        if former is not None and answer.amount is None:
            kept = replace(former, answered_at=answer.answered_at)
        checkup = replace(checkup, answers={**checkup.answers, name: kept})
    return chat.with_session(checkup)


def answered_before(chat: Chat) -> Mapping[str, Amount | None]:
    """Return what was answered last."""
    checkup = chat.session(chat.business.checkup or 0)
    answers: Mapping[str, Answer] = checkup.answers if checkup else {}
    return {name: answers[name].amount if name in answers else None for name in AGAIN}


def again_in(question: str, text: str, language: str) -> Many | None:
    """Read several of the numbers out of one message, in their order, from the one that is asked for."""
    left = AGAIN[AGAIN.index(question) :]

    def number(said: str) -> Amount | None:
        reading = read(said, "count", language=language)
        return reading.amount if isinstance(reading, Understood) and reading.per is None else None

    places = NESTED[: len(left)]
    told = read_week(text, number, asked=places, language=language)
    if isinstance(told, Problem):
        return None
    given = {name: value for name, place in zip(left, places, strict=True) if (value := told.of(place)) is not None}
    fit = given.get("fit")
    return None if isinstance(fit, Amount) and fit.high > 10 else Many(given, text.strip())
