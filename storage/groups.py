"""Groups that became supergroups: the same group goes on under another id."""

from collections.abc import Mapping
from datetime import datetime

from storage.database import Transaction
from storage.wakes import wake_chats

_ITS_OWN = """
    select 1 from session where chat_id = :new union all
    select 1 from week where chat_id = :new union all
    select 1 from schedule where chat_id = :new union all
    select 1 from business where chat_id = :new and name is not null
"""
_OF_A_BUSINESS = ("checkin", "midweek")  # prefixes of the wakes that are about one business


async def move_group(tx: Transaction, old: int, new: int, now: datetime) -> None:
    """Move everything of a group to the id that it has as a supergroup.

    A notice about an unknown group moves nothing, and deletes nothing. If the new id has rows already, because somebody
    wrote before the notice came, a mere greeting is dropped; answers stay, as further businesses of the group. The
    messages of a supergroup are numbered afresh, so answers lose the numbers of their messages.
    """
    if await tx.fetch("select 1 from owner where chat_id = :old", old=old):
        await tx.run("update answer set message_id = null where chat_id = :old and message_id is not null", old=old)
        if await tx.fetch(_ITS_OWN, new=new):
            await _join(tx, old, new)
            await wake_chats(tx, [old], "again", now)  # buttons that were shown under the new id lead nowhere now
        await tx.run("delete from owner where chat_id = :new", new=new)
        await tx.run("update owner set user_id = :new where user_id = :old and chat_id = :old", old=old, new=new)
        await tx.run("update owner set chat_id = :new where chat_id = :old", old=old, new=new)
    for table in ("inbox", "outbox", "put_aside"):
        await tx.run(f"update {table} set chat_id = :new where chat_id = :old", old=old, new=new)


async def _join(tx: Transaction, old: int, new: int) -> None:
    """Move the businesses of the new id behind those of the old one, with all that belongs to them."""
    ids = {"old": old, "new": new}
    ((businesses, sessions),) = await tx.fetch(
        """
        select max(b.number), max(o.sessions) from business b join owner o on o.chat_id = b.chat_id
        where o.chat_id in (:old, :new)
        """,
        **ids,
    )
    wakes = await tx.fetch("select kind, due_at from wake where chat_id = :new", new=new)
    more = {"chat": new, "businesses": businesses, "sessions": sessions}
    await tx.run_each(
        ("update session set number = number + :sessions where chat_id = :chat", [_only(more, "sessions")]),
        (
            """
            update business set number = number + :businesses, checkup = checkup + :sessions where chat_id = :chat
            """,
            [more],
        ),
        (
            """
            update owner set
                business = (select o.business + :businesses from owner o where o.chat_id = :new),
                sessions = (select o.sessions + :sessions from owner o where o.chat_id = :new),
                seen_at = (select max(o.seen_at) from owner o where o.chat_id in (:old, :new)),
                blocked_at = null, awaits = null, offered = null
            where chat_id = :old
            """,
            [{**ids, "businesses": businesses, "sessions": sessions}],
        ),
        ("update business set chat_id = :old where chat_id = :new", [ids]),
        (
            """
            insert into wake (chat_id, kind, due_at) values (:chat, :kind, :due_at)
            on conflict (chat_id, kind) do nothing
            """,
            [{"chat": old, "kind": _renumbered(kind, businesses), "due_at": due_at} for kind, due_at in wakes],
        ),
    )


def _only(values: Mapping[str, int], name: str) -> Mapping[str, int]:
    return {"chat": values["chat"], name: values[name]}


def _renumbered(kind: str, more: int) -> str:
    """Return the wake's name with the number that its business has now."""
    name, _, number = kind.partition(":")
    return f"{name}:{int(number) + more}" if name in _OF_A_BUSINESS and number.isdigit() else kind
