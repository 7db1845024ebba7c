"""Brings a table into a chat: known rows are corrected, new ones added, and verdicts follow."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from bot.checkins.reminding import rescheduled
from bot.core.records import CHECKUP, Answer, Business, Chat, Session
from bot.dialogue.form import Form
from bot.language.templates import Words
from bot.owner_data.ledger import told
from bot.owner_data.lines import VerdictTold
from bot.owner_data.reading import TableContents

MOST_JUDGED = 20  # of a table's check-ups, the newest get a verdict: nobody asks about older ones, and each takes time


class Merged(Struct, frozen=True):
    """A chat with a table brought in, and how many check-ups and weeks were new, corrected, or there already.

    Attributes:
        told: the businesses of which the table has check-ups, weeks or steps.
        moved: the businesses known before of which something is new or corrected, so that their diagnosis may be too.
    """

    chat: Chat
    added: int = 0
    corrected: int = 0
    known: int = 0
    told: frozenset[int] = frozenset()
    moved: frozenset[int] = frozenset()


def merge(
    chat: Chat, table: TableContents, forms: Mapping[str, Form], *, words: Words, now: datetime, update_id: int
) -> Merged:
    """Bring a table into a chat with all of its sessions and weeks loaded.

    A session is there already if one of the same flow and business began at the same moment; a week, if the business has
    one of the same name. The businesses go by their names, and by their numbers where a chat is still empty. Reminders
    stay as they are: a table knows of none.

    Args:
        chat: the owner's chat.
        table: what :func:`bot.owner_data.table.read_table` read, and :func:`bot.owner_data.fit.unfit` found fit.
        forms: the flows, whose ends are played again for the check-ups that are done.
        words: the language.
        now: the time.
        update_id: of the message that the table came in.
    """
    empty = _is_empty(chat)
    current, before = chat.owner.business, {b.number for b in chat.businesses}
    chat, numbers = _with_businesses(chat, table.businesses, now, empty=empty)
    if empty and (told_open := next((s for s in table.sessions if s.state == "open"), None)):
        current = numbers[told_open.business]
        chat = chat.switch_to(current)
    merged = _with_sessions(chat, table, numbers, forms, words=words, update_id=update_id)
    merged = _with_weeks(merged, table, numbers, now)
    merged = _with_steps(merged, table, numbers)
    of = {session.business for session in table.sessions} | table.weeks.keys() | table.steps.keys()
    return replace(
        merged,
        chat=merged.chat.switch_to(current),
        told=frozenset(numbers[number] for number in of),
        moved=frozenset() if empty else merged.moved & before,
    )


def _is_empty(chat: Chat) -> bool:
    return (
        chat.owner.sessions == 0
        and not chat.others
        and chat.business.name is None
        and not (chat.book.weeks or chat.book.steps)
    )


def _with_businesses(
    chat: Chat, told: Iterable[Business], now: datetime, *, empty: bool
) -> tuple[Chat, dict[int, int]]:
    """Find or add the businesses of a table, and return the number that each has here."""
    numbers: dict[int, int] = {}
    for business in sorted(told, key=lambda b: b.number):
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


def _with_sessions(
    chat: Chat,
    table: TableContents,
    numbers: Mapping[int, int],
    forms: Mapping[str, Form],
    *,
    words: Words,
    update_id: int,
) -> Merged:
    """Add or correct the check-ups, and work their verdicts out again."""
    sessions = {s.number: s for s in chat.sessions}
    places = {_place(s): s.number for s in chat.sessions}
    newest = chat.owner.sessions
    on_top = chat.open
    added = corrected = known = 0
    moved: set[int] = set()
    judged: list[tuple[Session, VerdictTold | None]] = []
    for one in sorted(table.sessions, key=lambda s: (s.started_at, s.number)):
        session = replace(one, business=numbers[one.business])
        former = sessions.get(places.get(_place(session), 0))
        if former is not None and _says_nothing_new(former, session):
            known += 1
            continue
        free = session.number not in sessions
        number = former.number if former else session.number if free else max(newest, *sessions) + 1
        session = _told_anew(replace(session, number=number), former, update_id)
        if session.state == "open":
            if session.business != chat.owner.business or (on_top and on_top.number != number):
                session = replace(session, state="kept")
            else:
                on_top = session
        added, corrected = (added + 1, corrected) if former is None else (added, corrected + 1)
        newest = max(newest, number)
        sessions[number] = session
        moved.add(session.business)
        if session.state == "done" or one.number in table.verdicts:
            judged.append((session, table.verdicts.get(one.number)))
    chat = replace(
        chat,
        sessions=tuple(session for _, session in sorted(sessions.items())),
        owner=replace(chat.owner, sessions=newest),
    )
    judged.sort(key=lambda one: _ended(one[0]))
    last = {session.business: session.number for session, _ in judged}
    recent = {session.number for session, _ in judged[-MOST_JUDGED:]} | set(last.values())
    for session, said in judged:
        if session.number in recent:
            chat = _concluded(chat, session, said, forms[CHECKUP], words)
    return Merged(chat, added, corrected, known, moved=frozenset(moved))


def _with_weeks(merged: Merged, table: TableContents, numbers: Mapping[int, int], now: datetime) -> Merged:
    """Add or correct the weeks, and look at the reminders that are on again."""
    chat, added, corrected, known = merged.chat, merged.added, merged.corrected, merged.known
    moved = set(merged.moved)
    for business, ledger in table.weeks.items():
        chat = chat.switch_to(numbers[business])
        weeks = dict(chat.book.weeks)
        for week in ledger:
            former = weeks.get(week.week)
            weeks[week.week] = kept = told(week, former)
            added += former is None
            known += former == kept
            corrected += former not in (None, kept)
        if weeks == chat.book.weeks:
            continue
        moved.add(chat.business.number)
        chat = chat.with_book(replace(chat.book, weeks=MappingProxyType(weeks)))
        if chat.book.plan is not None:
            chat = rescheduled(chat, now)
    return Merged(chat, added, corrected, known, moved=frozenset(moved))


def _with_steps(merged: Merged, table: TableContents, numbers: Mapping[int, int]) -> Merged:
    """Take what was said of steps, unless something was said of them since."""
    chat, moved = merged.chat, set(merged.moved)
    for business, steps in table.steps.items():
        chat = chat.switch_to(numbers[business])
        for said in steps:
            former = chat.book.steps.get(said.action)
            if former is None or former.at < said.at:
                chat = chat.with_book(chat.book.with_step(said))
                moved.add(chat.business.number)
    return replace(merged, chat=chat, moved=frozenset(moved))


def _place(session: Session) -> tuple[str, int, datetime]:
    return session.flow, session.business, session.started_at


def _ended(session: Session) -> datetime:
    return session.ended_at or session.touched_at


def _says_nothing_new(former: Session, told: Session) -> bool:
    """True if a session is here as it was told, or has gone further since."""
    if former.state == "dropped" or (told.state == "done") != (former.state == "done"):
        return former.state == "done"
    return all(
        question in former.answers and _says_the_same(former.answers[question], answer)
        for question, answer in told.answers.items()
    )


def _told_anew(told: Session, former: Session | None, update_id: int) -> Session:
    """Take a session as it was told; answers that are the same stay as they are."""
    old = former.answers if former else {}
    answers = {
        name: old[name] if name in old and _says_the_same(old[name], answer) else replace(answer, update_id=update_id)
        for name, answer in told.answers.items()
    }
    session = replace(told, answers=MappingProxyType(answers))
    if former is not None and session.state == former.state == "open":
        session = replace(session, step="ask", asked=former.asked)
    return session


def _says_the_same(old: Answer, new: Answer) -> bool:
    return old.same_as(new) and old.typed == new.typed


def _concluded(chat: Chat, session: Session, said: VerdictTold | None, form: Form, words: Words) -> Chat:
    """Work the verdict of a check-up out again, as of the day when it was finished.

    While a check-up goes on, or an answer is being changed, what was said last stands.
    """
    current = chat.owner.business
    chat = chat.switch_to(session.business)
    known = chat.business
    ended, _ = form.finish(chat, session, words, _ended(session))
    ended = ended.with_session(session)
    if said is not None and session.state != "done":
        *others, given = ended.verdicts
        stands = replace(given, kind=said.kind, word=said.word, action=said.action)
        ended = replace(ended, verdicts=(*others, stands))
    before = chat.session(known.checkup or 0)
    newer = before is not None and _ended(before) > _ended(session)
    business = replace(
        ended.business,
        checkup=known.checkup if newer else session.number,
        trade=known.trade or ended.business.trade,
    )
    return replace(ended, business=business).switch_to(current)


def _folded(name: str | None) -> str:
    return (name or "").strip().casefold()
