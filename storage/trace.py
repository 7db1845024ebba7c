"""What is kept about a chat or an update, for an operator who wants to know what happened."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from storage.database import Transaction, from_text
from storage.tables import Table


class Waiting(Struct, frozen=True):
    """A reply that was decided and is not sent yet.

    Attributes:
        parameters: of the call of the Bot API, as JSON.
        due: what came due and so brought it; None for an answer.
    """

    id: int
    chat_id: int
    method: str
    parameters: str
    created_at: datetime
    update_id: int | None
    due: str | None
    process: str


_WAITING = Table("outbox", Waiting, ("id",))
TABLES = (_WAITING,)


async def all_chats(tx: Transaction) -> Sequence[int]:
    """List the ids of the chats that are known."""
    return [row[0] for row in await tx.fetch("select chat_id from owner")]


async def waiting_for(tx: Transaction, chat: int) -> list[Waiting]:
    """List the replies to a chat that are not sent yet, in their order."""
    rows = await tx.fetch(f"select {_WAITING.selected()} from outbox where chat_id = :chat order by id", chat=chat)
    return [_WAITING.read(row) for row in rows]


async def waiting_from(tx: Transaction, update: int) -> list[Waiting]:
    """List the replies to an update that are not sent yet, in their order."""
    rows = await tx.fetch(
        f"select {_WAITING.selected()} from outbox where update_id = :update order by id", update=update
    )
    return [_WAITING.read(row) for row in rows]


async def seen_at(tx: Transaction, update: int) -> datetime | None:
    """Return when an update was handled; None if it was not, or if that was longer ago than is remembered."""
    rows = await tx.fetch("select seen_at from seen where update_id = :update", update=update)
    return from_text(rows[0][0]) if rows else None


async def answered_by(tx: Transaction, update: int) -> Sequence[int]:
    """List the chats with an answer that came with an update; every answer is looked at."""
    rows = await tx.fetch("select distinct chat_id from answer where update_id = :update", update=update)
    return [row[0] for row in rows]
