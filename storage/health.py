"""Whether the database takes writes."""

from storage.database import Database


async def write_something(database: Database) -> None:
    """Write a row as it is already, and commit: a full disk, a read-only one and a locked file all fail here.

    Raises:
        Exception: the driver's, when nothing can be written.
    """
    async with database.transaction() as tx:
        await tx.run("update migration set done_at = done_at where number = 1")
