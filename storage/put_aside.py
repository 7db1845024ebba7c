"""Updates that were put aside because they failed alone, time and again."""

from datetime import datetime, timedelta

from msgspec import Struct

from storage.database import Statement, Transaction, to_text
from storage.tables import Table

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


_PUT_ASIDE = Table("put_aside", PutAside, ("chat_id", "update_id", "kind", "at"))
TABLES = (_PUT_ASIDE,)


def put_aside(update: PutAside) -> Statement:
    """Return the statement that stores an update that was put aside."""
    return f"{_PUT_ASIDE.insert} on conflict do nothing", [_PUT_ASIDE.row(update)]


async def put_aside_of(tx: Transaction, *, chat: int = 0, update: int = 0) -> list[PutAside]:
    """Return what was put aside of a chat or of an update, the newest first."""
    rows = await tx.fetch(
        f"""
        select {_PUT_ASIDE.selected()} from put_aside
        where chat_id = :chat or (update_id = :update and update_id > 0) order by at desc
        """,
        chat=chat,
        update=update,
    )
    return [_PUT_ASIDE.read(row) for row in rows]


async def count_put_aside(tx: Transaction) -> int:
    """Return how many updates were put aside lately."""
    return int((await tx.fetch("select count(*) from put_aside"))[0][0])


async def forget_put_aside(tx: Transaction, before: datetime) -> None:
    """Forget the updates that were put aside before a moment."""
    await tx.run("delete from put_aside where at < :before", before=to_text(before))
