"""A table brought into a chat: what is there already is corrected, what is not is added, and verdicts follow."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from bot.dialogue.flow import Flow
from bot.dialogue.form import Form
from bot.owner_data.table import Fault, Table
from bot.records import Answer, Business, Chat, Session
from bot.words import Words

CHECKUP = "checkup"


@dataclass(frozen=True, slots=True)
class Merged:
    """A chat with a table brought in, and how many sessions were new and how many were there already."""

    chat: Chat
    added: int
    known: int


def unfit(table: Table, forms: Mapping[str, Form]) -> Fault | None:
    """Give what is in a table that no owner could have answered; None if all of it could be."""
    for session in table.sessions:
        form = forms.get(session.flow)
        if form is not None and (question := _unfit_answer(form.flow, session)):
            return Fault("unfit", session.number, question)
    return None


def merge(
    chat: Chat, table: Table, forms: Mapping[str, Form], *, words: Words, now: datetime, update_id: int
) -> Merged:
    """Bring a table into a chat that has all of its sessions at hand.

    A session is there already if one of the same flow and business began at the same moment. The businesses go by their
    names, and by their numbers where a chat is still empty.

    Args:
        chat: the owner's chat.
        table: what :func:`bot.owner_data.table.read_table` read, and :func:`unfit` found fit.
        forms: the flows, whose ends are played again for the sessions that are done.
        words: the language.
        now: the time.
        update_id: of the message that the table came in.
    """
    in_hand = chat.owner.business
    chat, numbers = _with_businesses(chat, table.businesses, now)
    added = known = 0
    done: list[Session] = []
    for told in sorted(table.sessions, key=lambda s: (s.started_at, s.number)):
        session = replace(told, business=numbers[told.business])
        former = next((s for s in chat.sessions if _same(s, session)), None)
        session = _numbered(chat, session, former, update_id)
        if former is not None and former.answers == session.answers and former.state == session.state:
            known += 1
            continue
        added, known = (added + 1, known) if former is None else (added, known + 1)
        newest = max(chat.owner.sessions, session.number)
        chat = replace(chat.having(session), owner=replace(chat.owner, sessions=newest))
        if session.state == "done" and session.flow == CHECKUP and CHECKUP in forms:
            done.append(session)
    for session in sorted(done, key=lambda s: s.ended_at or s.started_at):
        chat = _concluded(chat, session, forms[CHECKUP], words)
    return Merged(chat.at(in_hand), added, known)


def _unfit_answer(flow: Flow, session: Session) -> str | None:
    for answer in session.answers.values():
        if answer.question not in flow:
            continue  # of another release, which is no fault
        question = flow[answer.question]
        chosen = answer.choice in question.options if question.options else answer.choice is None
        if answer.state == "known" and not (chosen and (answer.amount is None or not question.options)):
            return answer.question
        if answer.amount and question.limit is not None and answer.amount.value > question.limit:
            return answer.question
        most = session.answers.get(question.at_most) if question.at_most else None
        if answer.amount and most and most.amount and answer.amount.value > most.amount.value:
            return answer.question
    return None


def _with_businesses(chat: Chat, told: tuple[Business, ...], now: datetime) -> tuple[Chat, dict[int, int]]:
    """Find or add the businesses of a table, and give the number that each has here."""
    numbers: dict[int, int] = {}
    empty = chat.owner.sessions == 0 and len(chat.businesses) == 1 and chat.business.name is None
    for business in told:
        here = {b.number: b for b in chat.businesses}
        same = next((b for b in here.values() if _folded(b.name) == _folded(business.name)), None)
        if same is None and empty and not numbers:
            same = chat.business
        if same is None:
            number = business.number if business.number not in here else max(here) + 1
            chat = replace(chat, others=(*chat.others, replace(business, number=number, created_at=now)))
        else:
            number = same.number
            known = replace(
                same,
                name=same.name or business.name,
                trade=same.trade or business.trade,
                time_zone=same.time_zone or business.time_zone,
                currency=same.currency or business.currency,
            )
            chat = _with_business(chat, known)
        numbers[business.number] = number
    return chat, numbers


def _with_business(chat: Chat, business: Business) -> Chat:
    if business.number == chat.business.number:
        return replace(chat, business=business)
    return replace(chat, others=tuple(business if b.number == business.number else b for b in chat.others))


def _same(one: Session, other: Session) -> bool:
    return (one.flow, one.business, one.started_at) == (other.flow, other.business, other.started_at)


def _numbered(chat: Chat, told: Session, former: Session | None, update_id: int) -> Session:
    """Give a session its number here; answers that are the same stay as they are."""
    old = former.answers if former else {}
    answers = {
        name: old[name] if name in old and _says_the_same(old[name], answer) else replace(answer, update_id=update_id)
        for name, answer in told.answers.items()
    }
    session = replace(told, answers=MappingProxyType(answers))
    if former is not None:
        if session.state == former.state == "open":
            session = replace(session, step="ask", asked=former.asked)
        number = former.number
    else:
        taken = {s.number for s in chat.sessions}
        number = told.number if told.number not in taken else max(*taken, chat.owner.sessions) + 1
    session = replace(session, number=number)
    other = chat.open
    if session.state == "open" and (session.business != chat.owner.business or (other and other.number != number)):
        session = replace(session, state="kept")
    return session


def _says_the_same(old: Answer, new: Answer) -> bool:
    return old.same_as(new) and old.typed == new.typed


def _concluded(chat: Chat, session: Session, form: Form, words: Words) -> Chat:
    """Work the verdict of a finished check-up out again, as of the day when it was finished."""
    newest = chat.at(session.business).business.checkup
    ended, _ = form.finish(chat.at(session.business), session, words, session.ended_at or session.started_at)
    ended = ended.having(session)
    before = next((s for s in chat.sessions if s.number == newest), None)
    if before and before.ended_at and session.ended_at and before.ended_at > session.ended_at:
        ended = replace(
            ended, business=replace(ended.business, checkup=newest, trade=chat.at(session.business).business.trade)
        )
    return ended


def _folded(name: str | None) -> str:
    return (name or "").strip().casefold()
