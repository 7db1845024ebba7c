"""When to look at chats again without an update, and when the bot itself was last alive."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from storage.database import Statement, Transaction, from_text, to_text

ALIVE = "alive"


async def due_wakes(
    tx: Transaction, now: datetime, limit: int, share: tuple[int, int] = (0, 1)
) -> list[tuple[int, str]]:
    """Return the chats to look at by now, longest due first: their ids and why. Found through an index, however many.

    Args:
        tx: the transaction.
        now: the time.
        limit: how many are wanted at most.
        share: which part of all chats, and how many parts there are, where several processes look.
    """
    mine = "and abs(w.chat_id) % :parts = :part" if share[1] > 1 else ""
    rows = await tx.fetch(
        f"""
        select w.chat_id, w.kind from wake w where w.due_at <= :now {mine} order by w.due_at limit :limit
        """,
        now=to_text(now),
        limit=limit,
        part=share[0],
        parts=share[1],
    )
    return [(row[0], row[1]) for row in rows]


async def first_due(tx: Transaction) -> datetime | None:
    """Return the first moment at which a chat is to be looked at, over by now or not. Found through an index."""
    rows = await tx.fetch("select due_at from wake order by due_at limit 1")
    return from_text(rows[0][0]) if rows else None


async def wake_chats(tx: Transaction, chats: Iterable[int], kind: str, due_at: datetime) -> None:
    """Look at some chats again at a moment, if there are questions open in them."""
    await tx.run_many(
        """
        insert into wake (chat_id, kind, due_at)
        select distinct chat_id, :kind, :due_at from session where chat_id = :chat and state = 'open'
        on conflict (chat_id, kind) do update set due_at = excluded.due_at
        """,
        [{"chat": chat, "kind": kind, "due_at": to_text(due_at)} for chat in chats],
    )


async def wake_idle(tx: Transaction, chats: Iterable[int], kind: str, due_at: datetime) -> None:
    """Look at some chats again at a moment, if there are no questions open in them."""
    await tx.run_many(
        """
        insert into wake (chat_id, kind, due_at)
        select chat_id, :kind, :due_at from owner where chat_id = :chat and not exists (
            select 1 from session where session.chat_id = owner.chat_id and state = 'open'
        )
        on conflict (chat_id, kind) do update set due_at = excluded.due_at
        """,
        [{"chat": chat, "kind": kind, "due_at": to_text(due_at)} for chat in chats],
    )


def put_off(chat_id: int, kind: str, until: datetime) -> Statement:
    """Return the statement that puts off a look at a chat."""
    sql = "update wake set due_at = :until where chat_id = :chat and kind = :kind and due_at < :until"
    return sql, [{"chat": chat_id, "kind": kind, "until": to_text(until)}]


async def wake_known(tx: Transaction, wakes: Iterable[tuple[int, str, datetime]]) -> None:
    """Look at chats again, each for its reason and at its moment, as far as they are (still) known."""
    await tx.run_many(
        """
        insert into wake (chat_id, kind, due_at) select chat_id, :kind, :due_at from owner where chat_id = :chat
        on conflict (chat_id, kind) do update set due_at = excluded.due_at
        """,
        [{"chat": chat, "kind": kind, "due_at": to_text(due_at)} for chat, kind, due_at in wakes],
    )


async def due_anew(tx: Transaction, wakes: Iterable[tuple[int, str]], now: datetime) -> None:
    """Make what was due due again now: its replies never reached anybody."""
    await wake_known(tx, [(chat, kind, now) for chat, kind in wakes])


async def open_lately(tx: Transaction, since: datetime) -> list[int]:
    """Return the chats with open questions that were touched since a moment, except reminders that nobody answered."""
    rows = await tx.fetch(
        """
        select distinct chat_id from session where state = 'open' and touched_at >= :since and not exists (
            select 1 from answer
            where answer.chat_id = session.chat_id and answer.session = session.number
                and question = 'begun_by' and choice = 'bot' and session.touched_at = session.started_at
        )
        """,
        since=to_text(since),
    )
    return [row[0] for row in rows]


async def last_alive(tx: Transaction) -> datetime | None:
    """Return when the bot last noted that it was alive."""
    rows = await tx.fetch("select at from life where name = :name", name=ALIVE)
    return from_text(rows[0][0]) if rows else None


async def note_alive(tx: Transaction, now: datetime) -> None:
    """Note that the bot is alive."""
    await tx.run(
        "insert into life (name, at) values (:name, :at) on conflict (name) do update set at = excluded.at",
        name=ALIVE,
        at=to_text(now),
    )


async def wake_after_downtime(tx: Transaction, now: datetime, *, tap_kept: timedelta, lately: timedelta) -> int:
    """Make open questions due again, once, after a downtime in which a tap may have been lost.

    Telegram keeps an unseen tap for 150 seconds; messages it keeps for a day.

    Args:
        tx: the transaction.
        now: the start.
        tap_kept: how long Telegram keeps a tap.
        lately: how long before the downtime a question must have been touched to be asked again.

    Returns:
        How many chats are to be asked.
    """
    alive = await last_alive(tx)
    if alive is None or now - alive <= tap_kept:
        return 0
    chats = await open_lately(tx, alive - lately)
    await wake_chats(tx, chats, "again", now)
    return len(chats)
