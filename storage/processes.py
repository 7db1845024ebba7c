"""Processes that share a PostgreSQL database: who is alive, and who sends which replies.

A process counts as alive until a moment that its heartbeats put off. It sends what it decided; once its time has run
out, the others claim what it left. All moments are the database server's, so that no two clocks are compared. On SQLite
there is one process, and none of this is used.
"""

from collections.abc import Collection

from msgspec import Struct

from storage.database import Row, Transaction, fetch_unclaimed
from storage.updates import OUTBOX, Outgoing, dequeue

ENTERING = 0x65_6E_74_65_72  # a key that is no chat's id
GREATEST_NUMBER = 1_023
FORGOTTEN_AFTER = 86_400
AT_ONCE = 500
_NOW = "cast(extract(epoch from clock_timestamp()) as double precision)"
LEFT = f"process not in (select name from process where alive_until > {_NOW})"  # by processes that are not alive


class Process(Struct, frozen=True):
    """One life of the bot.

    Attributes:
        name: never used again.
        number: its own among those alive at the same time; the ids of its replies end in it.
    """

    name: str = ""
    number: int = 0


ALONE = Process()


class Queued(Struct, frozen=True):
    """What waits to be sent in some chats.

    Attributes:
        newest: the greatest id, 0 if nothing waits.
        elsewhere: the chats in which other processes have something to send.
    """

    newest: int = 0
    elsewhere: frozenset[int] = frozenset()


async def enter(tx: Transaction, name: str, seconds: float) -> Process:
    """Make a process known, alive for some seconds."""
    await tx.lock([ENTERING])
    await tx.run(f"delete from process where alive_until < {_NOW} - :seconds", seconds=FORGOTTEN_AFTER)
    taken = {row[0] for row in await tx.fetch(f"select number from process where alive_until > {_NOW}")}
    number = min(set(range(GREATEST_NUMBER + 1)) - taken)
    await tx.run(
        f"insert into process (name, number, alive_until) values (:name, :number, {_NOW} + :seconds)",
        name=name,
        number=number,
        seconds=seconds,
    )
    return Process(name, number)


async def stay(tx: Transaction, process: Process, seconds: float) -> bool:
    """Keep a process alive for some seconds from now; False if its time had run out."""
    return bool(
        await tx.run(
            f"update process set alive_until = {_NOW} + :seconds where name = :name and alive_until > {_NOW}",
            name=process.name,
            seconds=seconds,
        )
    )


async def is_alive(tx: Transaction, process: Process) -> bool:
    """True if a process's time has not run out."""
    return bool(await tx.fetch(f"select 1 from process where name = :name and alive_until > {_NOW}", name=process.name))


async def count_alive(tx: Transaction) -> int:
    """Count the processes that are alive."""
    return (await tx.fetch(f"select count(*) from process where alive_until > {_NOW}"))[0][0]  # type: ignore[no-any-return]


async def share_of(tx: Transaction, process: Process) -> tuple[int, int]:
    """Return the part of the chats that a process looks after, and the number of parts: (0, 1) for all."""
    if not tx.shared:
        return 0, 1
    ((alive, before),) = await tx.fetch(
        f"select count(*), sum(case when name < :name then 1 else 0 end) from process where alive_until > {_NOW}",
        name=process.name,
    )
    return min(before or 0, max(alive - 1, 0)), max(alive, 1)


async def leave(tx: Transaction, process: Process) -> None:
    """Leave what this process did not get to send to the others."""
    await tx.run("delete from process where name = :name", name=process.name)


async def claim_left(tx: Transaction, process: Process) -> list[Outgoing]:
    """Take over the oldest replies of processes that are not alive any more, each of them for one process alone."""
    rows = await fetch_unclaimed(
        tx,
        f"""
        select {OUTBOX.selected()} from outbox
        where {LEFT}
        order by id limit {AT_ONCE}
        """,
    )
    left = _behind(rows)
    await tx.run_many(
        "update outbox set process = :name where id = :id", [{"name": process.name, "id": reply.id} for reply in left]
    )
    return left


async def take_back_due(tx: Transaction) -> list[Outgoing]:
    """Drop the replies that nobody asked for and no process alive will send; return them."""
    left_here = LEFT if tx.shared else "1 = 1"
    rows = await fetch_unclaimed(tx, f"select {OUTBOX.selected()} from outbox where due is not null and {left_here}")
    left = [OUTBOX.read(row) for row in rows]
    await tx.lock({reply.chat_id for reply in left})
    await tx.run_each(dequeue(reply.id for reply in left))
    return left


async def replies_of(tx: Transaction, process: Process) -> list[Outgoing]:
    """Return what is in the database for a process to send, in order."""
    return _behind(
        await tx.fetch(f"select {OUTBOX.selected()} from outbox where process = :name order by id", name=process.name)
    )


async def queued_for(tx: Transaction, chats: Collection[int], process: Process) -> Queued:
    """Return what waits to be sent in some chats, which must be locked."""
    if not tx.shared or not chats:
        return Queued()
    rows = await tx.fetch(
        """
        select chat_id, max(id), sum(case when process <> :name then 1 else 0 end) from outbox
        where chat_id in :chats group by chat_id
        """,
        chats=chats,
        name=process.name,
    )
    return Queued(max((row[1] for row in rows), default=0), frozenset(row[0] for row in rows if row[2]))


async def newest_id(tx: Transaction) -> int:
    """Return the greatest id of a reply that is left to be sent, 0 if none is."""
    return (await tx.fetch("select coalesce(max(id), 0) from outbox"))[0][0]  # type: ignore[no-any-return]


async def is_first(tx: Transaction, reply: Outgoing) -> bool:
    """True if no earlier reply of its chat is left in the database, this process's or another's."""
    return not await tx.fetch(
        "select 1 from outbox where chat_id = :chat and id < :id limit 1", chat=reply.chat_id, id=reply.id
    )


def _behind(rows: list[Row]) -> list[Outgoing]:
    return [OUTBOX.read(row, behind=True) for row in rows]
