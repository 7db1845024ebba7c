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
from storage.database import Statement, Transaction, from_text, to_text
from storage.owner_data import rows_of
from storage.tables import KeptAs, Table
from storage.weeks import BookChanges

_OWNER = Table(
    "owner",
    Owner,
    ("chat_id",),
    fixed=("kind", "created_at"),
    offered=KeptAs(
        ("offered",),
        lambda offered: (orjson.dumps(offered).decode() if offered else None,),
        lambda text: tuple((label, data) for label, data in orjson.loads(text)) if text else (),
    ),
)
_BUSINESS = Table("business", Business, ("chat_id", "number"), whose=("chat_id",), fixed=("created_at",))
_SESSION = Table(
    "session",
    Session,
    ("chat_id", "number"),
    whose=("chat_id",),
    fixed=("business", "flow", "started_at"),
    beside=("answers", "proposed"),
)
_ANSWER = Table(
    "answer",
    Answer,
    ("chat_id", "session", "question", "standing"),
    whose=("chat_id", "session", "standing"),
    amount=KeptAs(
        ("value", "low", "high", "law"),
        lambda amount: (amount.value, amount.low, amount.high, amount.law) if amount else (None,) * 4,
        lambda value, low, high, law: None if value is None else Amount(value, low, high, law),
    ),
    span=KeptAs(
        ("span", "weeks"),
        lambda span: (str(span), span.weeks) if span else (None, None),
        lambda span, weeks: None if span is None else SpanOfTime.parse(span, weeks),
    ),
)
_VERDICT = Table("verdict", GivenVerdict, ("chat_id", "session", "number"), whose=("chat_id",))
_OBJECTION = Table(
    "objection", Objection, ("chat_id", "session"), whose=("chat_id",), fixed=("text", "verdict", "rule")
)
_OF_OWNER = len(_OWNER.columns)
TABLES = (_OWNER, _BUSINESS, _SESSION, _ANSWER, _VERDICT, _OBJECTION)

_OWNERS = f"""
    select {_OWNER.selected("o")}, {_BUSINESS.selected("b")}
    from owner o join business b on b.chat_id = o.chat_id
    where o.chat_id in :chats
    order by o.chat_id, b.number
"""
_LOADED = """
    join session s on s.chat_id = o.chat_id
        and (s.state in ('open', 'kept') or s.number > o.sessions - 3 or s.number in :mentioned or o.chat_id in :whole
             or s.number in (select b.checkup from business b where b.chat_id = o.chat_id))
"""
_SESSIONS = f"""
    select {_SESSION.selected("s")}
    from owner o {_LOADED}
    where o.chat_id in :chats
    order by s.chat_id, s.number
"""
_ANSWERS = f"""
    select {_ANSWER.selected("a")}
    from owner o {_LOADED} join answer a on a.chat_id = s.chat_id and a.session = s.number
    where o.chat_id in :chats
    order by a.chat_id, a.session, a.answered_at, a.update_id
"""
_WAKES = "select chat_id, kind, due_at from wake where chat_id in :chats"
_VERDICTS = f"""
    select {_VERDICT.selected("v")}
    from owner o {_LOADED} join verdict v on v.chat_id = s.chat_id and v.session = s.number
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
    rows_by_chat = {row[0]: row for row in owners}  # one of each owner
    for row in owners:
        business = _BUSINESS.read(row[_OF_OWNER:])
        businesses[row[0]][business.number] = business
    wakes: dict[int, dict[str, datetime]] = defaultdict(dict)
    for chat_id, kind, due_at in due:
        wakes[chat_id][kind] = from_text(due_at)
    settled: dict[tuple[int, int], dict[str, Answer]] = defaultdict(dict)
    proposed: dict[tuple[int, int], Answer] = {}
    for row in answers:
        answer = _ANSWER.read(row)
        if row[2] == "settled":
            settled[row[0], row[1]][answer.question] = answer
        else:
            proposed[row[0], row[1]] = answer
    of_chat: dict[int, list[Session]] = defaultdict(list)
    for row in sessions:
        key = row[0], row[1]
        given_here = MappingProxyType(settled.get(key, {}))
        of_chat[row[0]].append(_SESSION.read(row, answers=given_here, proposed=proposed.get(key)))
    given: dict[int, list[GivenVerdict]] = defaultdict(list)
    for row in verdicts:
        given[row[0]].append(_VERDICT.read(row))
    known = {chat_id: _OWNER.read(row) for chat_id, row in rows_by_chat.items()}
    everything = {chat_id: await rows_of(tx, chat_id) for chat_id in set(whole) & businesses.keys()}
    return {
        chat_id: Chat(
            owner=owner,
            business=businesses[chat_id].pop(owner.business),
            sessions=tuple(of_chat[chat_id]),
            verdicts=tuple(given[chat_id]),
            wakes=MappingProxyType(wakes[chat_id]),
            others=tuple(businesses[chat_id].values()),
            rows=everything.get(chat_id),
        )
        for chat_id, owner in known.items()
    }


@dataclass(slots=True)
class Changes:
    """The rows that differ between what was loaded and what was decided."""

    owners: list[dict[str, Any]] = field(default_factory=list)
    businesses: list[dict[str, Any]] = field(default_factory=list)
    new_sessions: list[dict[str, Any]] = field(default_factory=list)
    sessions: list[dict[str, Any]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    dropped_answers: list[dict[str, Any]] = field(default_factory=list)
    verdicts: list[dict[str, Any]] = field(default_factory=list)
    wakes: list[dict[str, Any]] = field(default_factory=list)
    dropped_wakes: list[dict[str, Any]] = field(default_factory=list)
    objections: list[dict[str, Any]] = field(default_factory=list)
    books: BookChanges = field(default_factory=BookChanges)

    def add(self, before: Chat | None, after: Chat) -> None:
        """Note what changed in one chat."""
        chat_id = after.owner.chat_id
        if before is None or (before.owner is not after.owner and before.owner != after.owner):
            self.owners.append(_OWNER.row(after.owner))
        if before is None or before.business is not after.business or before.others is not after.others:
            known_here = {b.number: b for b in before.businesses} if before else {}
            self.businesses += [
                _BUSINESS.row(b, chat_id=chat_id) for b in after.businesses if known_here.get(b.number) != b
            ]
        former = {s.number: s for s in before.sessions} if before else {}
        for session in after.sessions:
            self._add_session(chat_id, former.get(session.number), session)
        known = {(v.session, v.number) for v in before.verdicts} if before else set()
        self.verdicts += [
            _VERDICT.row(v, chat_id=chat_id) for v in after.verdicts if (v.session, v.number) not in known
        ]
        self.objections += [_OBJECTION.row(objection, chat_id=chat_id) for objection in after.objections]
        self.books.add(chat_id, before.books if before else None, after.books)
        old = before.wakes if before else {}
        for kind, due_at in after.wakes.items():
            if old.get(kind) != due_at:
                self.wakes.append({"chat_id": chat_id, "kind": kind, "due_at": to_text(due_at)})
        self.dropped_wakes += [{"chat_id": chat_id, "kind": kind} for kind in old.keys() - after.wakes.keys()]

    def _add_session(self, chat_id: int, before: Session | None, after: Session) -> None:
        if before is after:
            return
        if before is None:
            self.new_sessions.append(_SESSION.row(after, chat_id=chat_id))
        elif _OWN(before) != _OWN(after):
            self.sessions.append(_SESSION.row(after, chat_id=chat_id))
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
                self.answers.append(_ANSWER.row(answer, **key))
        self.dropped_answers += [{**key, "question": question} for question in before.keys() - after.keys()]

    def statements(self) -> tuple[Statement, ...]:
        """Return what writes the changed rows."""
        return (
            (_OWNER.upsert, self.owners),
            (_BUSINESS.upsert, self.businesses),
            (_SESSION.insert, self.new_sessions),
            (_SESSION.update, self.sessions),
            (_ANSWER.delete, self.dropped_answers),
            (_ANSWER.upsert, self.answers),
            (_VERDICT.insert, self.verdicts),
            (_OBJECTION.upsert, self.objections),
            *self.books.statements(),
            (_UPSERT_WAKE, self.wakes),
            (_DROP_WAKE, self.dropped_wakes),
        )


_UPSERT_WAKE = """
    insert into wake (chat_id, kind, due_at) values (:chat_id, :kind, :due_at)
    on conflict (chat_id, kind) do update set due_at = excluded.due_at
"""
_OWN = attrgetter(*(name for name in Session.__struct_fields__ if name not in ("answers", "proposed")))
"""The fields of a session's own row: everything except its answers."""

_DROP_WAKE = "delete from wake where chat_id = :chat_id and kind = :kind"


def _proposed(session: Session) -> Mapping[str, Answer]:
    return {session.proposed.question: session.proposed} if session.proposed else {}
