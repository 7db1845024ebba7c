"""Which updates were handled, and the replies that are still to be sent."""

from collections.abc import Collection, Iterable
from datetime import datetime

from msgspec import Struct

from storage.database import Statement, Transaction, to_text
from storage.tables import Table


class Outgoing(Struct, frozen=True):
    """A reply on its way: one call of the Bot API.

    Attributes:
        id: grows with time; replies of one chat go out in this order.
        parameters: the parameters of the call, as JSON.
        urgent: an answer to a live chat, which goes before reminders.
        behind: another process may have earlier replies of this chat to send; they go first.
        last: everything else of the chat is deleted; once it is sent, no trace of it is kept.
        due: the wake that brought it, if nobody asked for it.
        passing: a later reply of its chat may take its place; not stored.
    """

    id: int
    chat_id: int
    method: str
    parameters: str
    urgent: bool
    update_id: int | None
    created_at: str
    behind: bool = False
    last: bool = False
    due: str | None = None
    passing: bool = False


OUTBOX = Table("outbox", Outgoing, ("id",), whose=("process",), beside=("behind", "last", "passing"))
TABLES = (OUTBOX,)


async def seen_of(tx: Transaction, updates: Iterable[int]) -> frozenset[int]:
    """Return which of some updates were handled before."""
    return frozenset(
        row[0] for row in await tx.fetch("select update_id from seen where update_id in :ids", ids=updates)
    )


def note_seen(updates: Iterable[int], now: datetime) -> Statement:
    """Return the statement that remembers updates as handled."""
    at = to_text(now)
    sql = "insert into seen (update_id, seen_at) values (:id, :at) on conflict (update_id) do nothing"
    return sql, [{"id": update, "at": at} for update in updates]


async def forget_seen(tx: Transaction, before: datetime) -> None:
    """Forget the updates that were handled before a moment: Telegram repeats nothing that old."""
    await tx.run("delete from seen where seen_at < :before", before=to_text(before))


def enqueue(replies: Iterable[Outgoing], process: str) -> Statement:
    """Return the statement that stores replies, for a process to send."""
    return OUTBOX.insert, [OUTBOX.row(reply, process=process) for reply in replies]


async def count_left(tx: Transaction) -> tuple[int, int]:
    """Count the replies that an earlier process did not get to send, and return the greatest id among them (or 0)."""
    count, greatest = (await tx.fetch("select count(*), max(id) from outbox"))[0]
    return count, greatest or 0


async def chats_left(tx: Transaction) -> set[int]:
    """Return the chats that these are for."""
    return {row[0] for row in await tx.fetch("select distinct chat_id from outbox")}


async def left_over(tx: Transaction, after: int, until: int, most: int) -> list[Outgoing]:
    """Return this many of the replies that an earlier process did not get to send, in the order of their ids."""
    rows = await tx.fetch(
        f"select {OUTBOX.selected()} from outbox where id > :after and id <= :until order by id limit :most",
        after=after,
        until=until,
        most=most,
    )
    return [OUTBOX.read(row) for row in rows]


async def left_in_chat(tx: Transaction, chat_id: int, until: int) -> list[Outgoing]:
    """Return those of them that are for one chat."""
    rows = await tx.fetch(
        f"select {OUTBOX.selected()} from outbox where chat_id = :chat and id <= :until order by id",
        chat=chat_id,
        until=until,
    )
    return [OUTBOX.read(row) for row in rows]


def dequeue(replies: Iterable[int]) -> Statement:
    """Return the statement that drops replies that were sent, or never can be."""
    return "delete from outbox where id = :id", [{"id": reply} for reply in replies]


async def mark_blocked(tx: Transaction, chats: Collection[int], now: datetime) -> None:
    """Note that owners blocked the bot, and drop what waits for them."""
    rows = [{"chat": chat} for chat in chats]
    blocked = [{**row, "now": to_text(now)} for row in rows]
    await tx.run_each(
        ("update owner set blocked_at = :now where chat_id = :chat and blocked_at is null", blocked),
        ("delete from outbox where chat_id = :chat", rows),
        ("delete from wake where chat_id = :chat", rows),
    )
