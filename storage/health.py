"""Whether the database takes writes, and what it has put aside."""

from storage.database import Database
from storage.put_aside import count_put_aside


async def write_something(database: Database) -> None:
    """Write a row as it is already, and commit: a full disk, a read-only one and a locked file all fail here.

    Raises:
        Exception: the driver's, when nothing can be written.
    """
    async with database.transaction() as tx:
        await tx.run("update migration set done_at = done_at where number = 1")


async def look_after(database: Database) -> int:
    """Write something, and return how many updates were put aside lately.

    Raises:
        Exception: the driver's, when nothing can be written.
    """
    await write_something(database)
    async with database.reading() as tx:
        return await count_put_aside(tx)
