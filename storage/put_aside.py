"""Updates that were put aside: they failed alone, time and again, and everybody else's went on without them."""

from datetime import datetime, timedelta

from msgspec import Struct

from storage.database import Statement, Transaction, from_text, to_text

PUT_ASIDE_KEPT = timedelta(days=7)


class PutAside(Struct, frozen=True):
    """What is kept of an update that was put aside: nothing of what the owner wrote.

    Attributes:
        update_id: Telegram's number for it; 0 for what came due by itself.
        kind: what it was, such as ``text`` or ``due nudge``.
        error: the kind of the exception.
        places: where in the code it came from, outermost first, a line each.
    """

    chat_id: int
    update_id: int
    kind: str
    error: str
    places: str
    at: datetime


def put_aside(update: PutAside) -> Statement:
    """Return the statement that stores an update that was put aside."""
    return (
        """
        insert into put_aside (chat_id, update_id, kind, error, places, at)
        values (:chat_id, :update_id, :kind, :error, :places, :at) on conflict do nothing
        """,
        [
            {
                "chat_id": update.chat_id,
                "update_id": update.update_id,
                "kind": update.kind,
                "error": update.error,
                "places": update.places,
                "at": to_text(update.at),
            }
        ],
    )


async def put_aside_of(tx: Transaction, *, chat: int = 0, update: int = 0) -> list[PutAside]:
    """Return what was put aside of a chat or of an update, the newest first."""
    rows = await tx.fetch(
        """
        select chat_id, update_id, kind, error, places, at from put_aside
        where chat_id = :chat or (update_id = :update and update_id > 0) order by at desc
        """,
        chat=chat,
        update=update,
    )
    return [PutAside(row[0], row[1], row[2], row[3], row[4], from_text(row[5])) for row in rows]


async def count_put_aside(tx: Transaction) -> int:
    """Return how many updates were put aside lately."""
    return int((await tx.fetch("select count(*) from put_aside"))[0][0])


async def forget_put_aside(tx: Transaction, before: datetime) -> None:
    """Forget the updates that were put aside before a moment."""
    await tx.run("delete from put_aside where at < :before", before=to_text(before))
