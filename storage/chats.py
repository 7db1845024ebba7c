"""Owners with their businesses, sessions, answers and verdicts: loaded for a turn, and written where they changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from types import MappingProxyType
from typing import Any

import orjson

from bot.core.amount import Amount
from bot.core.records import Answer, Business, Chat, GivenVerdict, Objection, Owner, Session
from bot.core.span import SpanOfTime
from storage.database import Row, Statement, Transaction, from_text, to_text
from storage.owner_data import rows_of
from storage.weeks import BookChanges

_OWNERS = """
    select o.chat_id, o.user_id, o.kind, o.language, o.created_at, o.seen_at, o.business, o.sessions, o.blocked_at,
           o.offered, o.awaits, o.thread, b.number, b.created_at, b.name, b.trade, b.time_zone, b.currency, b.checkup
    from owner o join business b on b.chat_id = o.chat_id
    where o.chat_id in :chats
    order by o.chat_id, b.number
"""
_AT_HAND = """
    join session s on s.chat_id = o.chat_id
        and (s.state in ('open', 'kept') or s.number > o.sessions - 3 or s.number in :mentioned or o.chat_id in :whole
             or s.number in (select b.checkup from business b where b.chat_id = o.chat_id))
"""
_SESSIONS = f"""
    select s.chat_id, s.number, s.business, s.flow, s.started_at, s.touched_at, s.state, s.step, s.asked,
           s.returning_to, s.misses, s.ended_at, s.about
    from owner o {_AT_HAND}
    where o.chat_id in :chats
    order by s.chat_id, s.number
"""
_ANSWERS = f"""
    select a.chat_id, a.session, a.standing, a.question, a.state, a.typed, a.update_id, a.answered_at, a.choice,
           a.value, a.low, a.high, a.law, a.message_id, a.span, a.weeks
    from owner o {_AT_HAND} join answer a on a.chat_id = s.chat_id and a.session = s.number
    where o.chat_id in :chats
    order by a.chat_id, a.session, a.answered_at, a.update_id
"""
_WAKES = "select chat_id, kind, due_at from wake where chat_id in :chats"
_VERDICTS = f"""
    select v.chat_id, v.session, v.number, v.kind, v.word, v.sure, v.action, v.given_at
    from owner o {_AT_HAND} join verdict v on v.chat_id = s.chat_id and v.session = s.number
    where o.chat_id in :chats
    order by v.chat_id, v.session, v.number
"""


async def load_chats(
    tx: Transaction, chats: Iterable[int], mentioned: Iterable[int] = (), *, whole: Iterable[int] = ()
) -> dict[int, Chat]:
    """Load what most decisions need of some chats: the owner, the businesses, open and kept sessions and the newest ones.

    Args:
        tx: the transaction to read in.
        chats: their ids; one that is not known is left out.
        mentioned: numbers of older sessions that are wanted too, because a button of theirs was tapped.
        whole: the chats of which every session is wanted, and every row.
    """
    wanted = sorted(set(chats))
    if not wanted:
        return {}
    lists = {"chats": wanted, "mentioned": sorted({0, *mentioned}), "whole": sorted({0, *whole})}
    owners, sessions, answers, verdicts, due = await tx.fetch_each(
        (_OWNERS, {"chats": wanted}),
        (_SESSIONS, lists),
        (_ANSWERS, lists),
        (_VERDICTS, lists),
        (_WAKES, {"chats": wanted}),
    )
    businesses: dict[int, dict[int, Business]] = defaultdict(dict)
    for row in owners:
        businesses[row[0]][row[12]] = _business(row[12:])
    wakes: dict[int, dict[str, datetime]] = defaultdict(dict)
    for chat_id, kind, due_at in due:
        wakes[chat_id][kind] = from_text(due_at)
    settled: dict[tuple[int, int], dict[str, Answer]] = defaultdict(dict)
    proposed: dict[tuple[int, int], Answer] = {}
    for row in answers:
        answer = _answer(row)
        if row[2] == "settled":
            settled[row[0], row[1]][answer.question] = answer
        else:
            proposed[row[0], row[1]] = answer
    of_chat: dict[int, list[Session]] = defaultdict(list)
    for row in sessions:
        key = row[0], row[1]
        of_chat[row[0]].append(_session(row, settled.get(key, {}), proposed.get(key)))
    given: dict[int, list[GivenVerdict]] = defaultdict(list)
    for row in verdicts:
        given[row[0]].append(_given(row))
    everything = {chat_id: await rows_of(tx, chat_id) for chat_id in set(whole) & businesses.keys()}
    return {
        row[0]: Chat(
            owner=_owner(row),
            business=businesses[row[0]].pop(row[6]),
            sessions=tuple(of_chat[row[0]]),
            verdicts=tuple(given[row[0]]),
            wakes=MappingProxyType(wakes[row[0]]),
            others=tuple(businesses[row[0]].values()),
            rows=everything.get(row[0]),
        )
        for row in owners
        if row[6] == row[12]
    }


@dataclass(slots=True)
class Changes:
    """The rows that differ between what was loaded and what was decided."""

    owners: list[dict[str, Any]] = field(default_factory=list)
    businesses: list[dict[str, Any]] = field(default_factory=list)
    begun: list[dict[str, Any]] = field(default_factory=list)
    sessions: list[dict[str, Any]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    dropped: list[dict[str, Any]] = field(default_factory=list)
    verdicts: list[dict[str, Any]] = field(default_factory=list)
    wakes: list[dict[str, Any]] = field(default_factory=list)
    slept: list[dict[str, Any]] = field(default_factory=list)
    objections: list[dict[str, Any]] = field(default_factory=list)
    books: BookChanges = field(default_factory=BookChanges)

    def add(self, before: Chat | None, after: Chat) -> None:
        """Note what changed in one chat."""
        chat_id = after.owner.chat_id
        if before is None or (before.owner is not after.owner and before.owner != after.owner):
            self.owners.append(_owner_row(after.owner))
        if before is None or before.business is not after.business or before.others is not after.others:
            known_here = {b.number: b for b in before.businesses} if before else {}
            self.businesses += [_business_row(chat_id, b) for b in after.businesses if known_here.get(b.number) != b]
        former = {s.number: s for s in before.sessions} if before else {}
        for session in after.sessions:
            self._add_session(chat_id, former.get(session.number), session)
        known = {(v.session, v.number) for v in before.verdicts} if before else set()
        self.verdicts += [_verdict_row(chat_id, v) for v in after.verdicts if (v.session, v.number) not in known]
        self.objections += [_objection_row(chat_id, objection) for objection in after.objections]
        self.books.add(chat_id, before.books if before else None, after.books)
        old = before.wakes if before else {}
        for kind, due_at in after.wakes.items():
            if old.get(kind) != due_at:
                self.wakes.append({"chat_id": chat_id, "kind": kind, "due_at": to_text(due_at)})
        self.slept += [{"chat_id": chat_id, "kind": kind} for kind in old.keys() - after.wakes.keys()]

    def _add_session(self, chat_id: int, before: Session | None, after: Session) -> None:
        if before is after:
            return
        if before is None:
            self.begun.append(_session_row(chat_id, after))
        elif _OWN(before) != _OWN(after):
            self.sessions.append(_session_row(chat_id, after))
        self._add_answers(chat_id, after.number, "settled", before.answers if before else {}, after.answers)
        self._add_answers(chat_id, after.number, "proposed", _proposed(before) if before else {}, _proposed(after))

    def _add_answers(
        self, chat_id: int, session: int, standing: str, before: Mapping[str, Answer], after: Mapping[str, Answer]
    ) -> None:
        if before is after:
            return
        key = {"chat_id": chat_id, "session": session, "standing": standing}
        for question, answer in after.items():
            if (old := before.get(question)) is not answer and old != answer:
                self.answers.append({**key, **_answer_row(answer)})
        self.dropped += [{**key, "question": question} for question in before.keys() - after.keys()]

    def statements(self) -> tuple[Statement, ...]:
        """Return what writes the changed rows."""
        return (
            (_UPSERT_OWNER, self.owners),
            (_UPSERT_BUSINESS, self.businesses),
            (_INSERT_SESSION, self.begun),
            (_UPDATE_SESSION, self.sessions),
            (_DROP_ANSWER, self.dropped),
            (_UPSERT_ANSWER, self.answers),
            (_INSERT_VERDICT, self.verdicts),
            (_UPSERT_OBJECTION, self.objections),
            *self.books.statements(),
            (_UPSERT_WAKE, self.wakes),
            (_DROP_WAKE, self.slept),
        )


_UPSERT_OWNER = """
    insert into owner (chat_id, user_id, kind, language, business, sessions, blocked_at, awaits, created_at, seen_at,
        offered, thread)
    values (:chat_id, :user_id, :kind, :language, :business, :sessions, :blocked_at, :awaits, :created_at, :seen_at,
        :offered, :thread)
    on conflict (chat_id) do update set user_id = excluded.user_id, language = excluded.language,
        business = excluded.business, sessions = excluded.sessions, blocked_at = excluded.blocked_at,
        awaits = excluded.awaits, seen_at = excluded.seen_at, offered = excluded.offered,
        thread = excluded.thread
"""
_UPSERT_BUSINESS = """
    insert into business (chat_id, number, name, trade, time_zone, currency, checkup, created_at)
    values (:chat_id, :number, :name, :trade, :time_zone, :currency, :checkup, :created_at)
    on conflict (chat_id, number) do update set name = excluded.name, trade = excluded.trade,
        time_zone = excluded.time_zone, currency = excluded.currency, checkup = excluded.checkup
"""
_INSERT_SESSION = """
    insert into session (chat_id, number, business, flow, state, step, asked, returning_to, misses, started_at,
        touched_at, ended_at, about)
    values (:chat_id, :number, :business, :flow, :state, :step, :asked, :returning_to, :misses, :started_at,
        :touched_at, :ended_at, :about)
"""
# No upsert: with foreign keys SQLite takes up to eight times as long for one.
_UPDATE_SESSION = """
    update session set state = :state, step = :step, asked = :asked, returning_to = :returning_to, misses = :misses,
        touched_at = :touched_at, ended_at = :ended_at, about = :about
    where chat_id = :chat_id and number = :number
"""
_UPSERT_ANSWER = """
    insert into answer (chat_id, session, question, standing, state, choice, value, low, high, law, typed, message_id,
        update_id, answered_at, span, weeks)
    values (:chat_id, :session, :question, :standing, :state, :choice, :value, :low, :high, :law, :typed, :message_id,
        :update_id, :answered_at, :span, :weeks)
    on conflict (chat_id, session, question, standing) do update set state = excluded.state, choice = excluded.choice,
        value = excluded.value, low = excluded.low, high = excluded.high, law = excluded.law, typed = excluded.typed,
        message_id = excluded.message_id, update_id = excluded.update_id, answered_at = excluded.answered_at,
        span = excluded.span, weeks = excluded.weeks
"""
_UPSERT_OBJECTION = """
    insert into objection (chat_id, session, text, verdict, rule, opinion, at)
    values (:chat_id, :session, :text, :verdict, :rule, :opinion, :at)
    on conflict (chat_id, session) do update set opinion = excluded.opinion, at = excluded.at
"""
_UPSERT_WAKE = """
    insert into wake (chat_id, kind, due_at) values (:chat_id, :kind, :due_at)
    on conflict (chat_id, kind) do update set due_at = excluded.due_at
"""
_OWN = attrgetter(*(name for name in Session.__struct_fields__ if name not in ("answers", "proposed")))
"""What the row of a session holds: all of it but its answers."""

_DROP_WAKE = "delete from wake where chat_id = :chat_id and kind = :kind"
_DROP_ANSWER = """
    delete from answer
    where chat_id = :chat_id and session = :session and question = :question and standing = :standing
"""
_INSERT_VERDICT = """
    insert into verdict (chat_id, session, number, kind, word, sure, action, given_at)
    values (:chat_id, :session, :number, :kind, :word, :sure, :action, :given_at)
"""


def _owner(row: Row) -> Owner:
    chat_id, user_id, kind, language, created_at, seen_at, business, sessions, blocked_at = row[:9]
    offered, awaits, thread = row[9:12]
    return Owner(
        chat_id=chat_id,
        user_id=user_id,
        kind=kind,
        language=language,
        created_at=from_text(created_at),
        seen_at=from_text(seen_at),
        business=business,
        sessions=sessions,
        blocked_at=_moment(blocked_at),
        awaits=awaits,
        offered=tuple((label, data) for label, data in orjson.loads(offered)) if offered else (),
        thread=thread,
    )


def _business(row: Row) -> Business:
    return Business(row[0], from_text(row[1]), *row[2:])


def _session(row: Row, answers: dict[str, Answer], proposed: Answer | None) -> Session:
    _, number, business, flow, started_at, touched_at, state, step, asked, returning_to, misses, ended_at, about = row
    return Session(
        number=number,
        business=business,
        flow=flow,
        started_at=from_text(started_at),
        touched_at=from_text(touched_at),
        state=state,
        step=step,
        asked=asked,
        returning_to=returning_to,
        misses=misses,
        ended_at=_moment(ended_at),
        about=about,
        answers=MappingProxyType(answers),
        proposed=proposed,
    )


def _answer(row: Row) -> Answer:
    question, state, typed, update_id, answered_at, choice, value, low, high, law, message_id, span, weeks = row[3:]
    amount = None if value is None else Amount(value, low, high, law)
    told = None if span is None else SpanOfTime.parse(span, weeks)
    return Answer(question, state, typed, update_id, from_text(answered_at), choice, amount, message_id, told)


def _given(row: Row) -> GivenVerdict:
    _, session, number, kind, word, sure, action, given_at = row
    return GivenVerdict(session, number, kind, word, sure, action, from_text(given_at))


def _moment(text: str | None) -> datetime | None:
    return None if text is None else from_text(text)


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else to_text(moment)


def _owner_row(owner: Owner) -> dict[str, Any]:
    return {
        "chat_id": owner.chat_id,
        "user_id": owner.user_id,
        "kind": owner.kind,
        "language": owner.language,
        "business": owner.business,
        "sessions": owner.sessions,
        "blocked_at": _text(owner.blocked_at),
        "awaits": owner.awaits,
        "created_at": to_text(owner.created_at),
        "seen_at": to_text(owner.seen_at),
        "offered": orjson.dumps(owner.offered).decode() if owner.offered else None,
        "thread": owner.thread,
    }


def _business_row(chat_id: int, business: Business) -> dict[str, Any]:
    return {
        "chat_id": chat_id,
        "number": business.number,
        "name": business.name,
        "trade": business.trade,
        "time_zone": business.time_zone,
        "currency": business.currency,
        "checkup": business.checkup,
        "created_at": to_text(business.created_at),
    }


def _session_row(chat_id: int, session: Session) -> dict[str, Any]:
    return {
        "chat_id": chat_id,
        "number": session.number,
        "business": session.business,
        "flow": session.flow,
        "state": session.state,
        "step": session.step,
        "asked": session.asked,
        "returning_to": session.returning_to,
        "misses": session.misses,
        "started_at": to_text(session.started_at),
        "touched_at": to_text(session.touched_at),
        "ended_at": _text(session.ended_at),
        "about": session.about,
    }


def _proposed(session: Session) -> Mapping[str, Answer]:
    return {session.proposed.question: session.proposed} if session.proposed else {}


def _answer_row(answer: Answer) -> dict[str, Any]:
    amount = answer.amount
    return {
        "question": answer.question,
        "state": answer.state,
        "choice": answer.choice,
        "value": amount and amount.value,
        "low": amount and amount.low,
        "high": amount and amount.high,
        "law": amount and amount.law,
        "typed": answer.typed,
        "message_id": answer.message_id,
        "update_id": answer.update_id,
        "answered_at": to_text(answer.answered_at),
        "span": str(answer.span) if answer.span else None,
        "weeks": answer.span.weeks if answer.span else None,
    }


def _verdict_row(chat_id: int, given: GivenVerdict) -> dict[str, Any]:
    return {
        "chat_id": chat_id,
        "session": given.session,
        "number": given.number,
        "kind": given.kind,
        "word": given.word,
        "sure": given.sure,
        "action": given.action,
        "given_at": to_text(given.given_at),
    }


def _objection_row(chat_id: int, objection: Objection) -> dict[str, Any]:
    return {
        "chat_id": chat_id,
        "session": objection.session,
        "text": objection.text,
        "verdict": objection.verdict,
        "rule": objection.rule,
        "opinion": objection.opinion,
        "at": to_text(objection.at),
    }
