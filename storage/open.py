"""Open the database at an address, whichever it is."""

from urllib.parse import urlsplit

from storage.database import Database, StorageError
from storage.sqlite import SqliteDatabase


async def open_database(url: str, *, alone: bool = False) -> Database:
    """Open the database at an address: ``sqlite:///FILE``, ``postgresql://…`` or ``postgres://…``.

    Args:
        url: the address.
        alone: be the only bot on this SQLite file until it is closed. A process that only looks at it, or copies it,
            need not be. A PostgreSQL database may be shared.

    Raises:
        PassingError: it cannot be opened now; with ``alone``, also because another bot has the file.
        StorageError: it cannot be opened; the message holds no password.
    """
    if urlsplit(url).scheme in ("postgresql", "postgres"):
        try:
            from storage.postgres import PostgresDatabase
        except ImportError as error:
            raise StorageError(f"PostgreSQL needs the extra 'postgres' (psycopg 3): {error}") from None
        return await PostgresDatabase.open(url)
    return await SqliteDatabase.open(url, alone=alone)


async def open_to_read(url: str) -> Database:
    """Open the database at an address to be read alone: nothing is made or changed, also while a bot is using it.

    Raises:
        StorageError: it is not there, or cannot be opened; the message holds no password.
    """
    if urlsplit(url).scheme in ("postgresql", "postgres"):
        return await open_database(url)  # its transactions for reading may write nothing
    return await SqliteDatabase.open_to_read(url)
