"""Everything that is kept about an owner: taken out as rows, deleted, and forgotten when it is idle."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from storage.database import Transaction, to_text

# In the order of their references. A test checks that no table with a chat's id is left out.
EXPORTED = ("owner", "business", "session", "answer", "verdict", "objection", "schedule", "week", "step", "wake")
# Messages on their way in and out, Telegram's names for pictures, and which updates failed: not exported, but deleted
# with the rest.
PASSING = ("inbox", "outbox", "picture", "put_aside")
WARNING = "retention"


async def rows_of(tx: Transaction, chat_id: int) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return every row that is kept about a chat, by table, in the order of the keys."""
    return {
        table: await tx.records(f"select * from {table} where chat_id = :chat order by 1, 2, 3", chat=chat_id)
        for table in EXPORTED
    }


async def erase(tx: Transaction, chats: Iterable[int]) -> None:
    """Delete every row with the id of one of some chats."""
    rows = [{"chat": chat} for chat in chats]
    tables = (*PASSING, *reversed(EXPORTED))
    await tx.run_each(*((f"delete from {table} where chat_id = :chat", rows) for table in tables))


async def idle_chats(tx: Transaction, *, seen_before: datetime) -> list[int]:
    """Return the chats of owners not seen since a moment."""
    rows = await tx.fetch("select chat_id from owner where seen_at < :seen order by chat_id", seen=to_text(seen_before))
    return [row[0] for row in rows]


async def erase_idle(tx: Transaction, chats: Collection[int], *, seen_before: datetime, warned_before: datetime) -> int:
    """Delete owners not seen since a moment who were warned in time, or cannot be; return how many."""
    idle = """
        select chat_id from owner
        where chat_id in :chats
            and seen_at < :seen and (blocked_at is not null or warned_at > seen_at and warned_at <= :warned)
    """
    times = {"seen": to_text(seen_before), "warned": to_text(warned_before)}
    found = await tx.fetch(idle, chats=chats, **times)
    if not found:
        return 0
    await tx.lock([row[0] for row in found])
    left = await tx.fetch(idle, chats=chats, **times)  # somebody may have come back, or another process was quicker
    await erase(tx, [row[0] for row in left])
    return len(left)


async def warn_idle(tx: Transaction, chats: Collection[int], *, seen_before: datetime, now: datetime) -> int:
    """Mark owners not seen since a moment to be warned, once; return how many."""
    idle = """
        chat_id in :chats and seen_at < :seen and blocked_at is null and (warned_at is null or warned_at <= seen_at)
    """
    seen, at = to_text(seen_before), to_text(now)
    await tx.run(
        f"""
        insert into wake (chat_id, kind, due_at) select chat_id, :kind, :at from owner where {idle}
        on conflict (chat_id, kind) do update set due_at = excluded.due_at
        """,
        chats=chats,
        kind=WARNING,
        at=at,
        seen=seen,
    )
    return await tx.run(f"update owner set warned_at = :at where {idle}", chats=chats, at=at, seen=seen)
