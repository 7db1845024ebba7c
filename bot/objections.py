"""What owners see differently, for whoever looks after the bot: without a name or an id."""

import csv
from datetime import UTC, datetime
from typing import TextIO

from bot.owner_data.cells import guard
from bot.settings import Settings
from storage.database import open_database
from storage.migrate import migrate
from storage.objections import all_objections

FIELDS = ("text", "verdict", "rule", "opinion", "at")


async def write_objections(settings: Settings, out: TextIO) -> None:
    """Write every objection as CSV, oldest first.

    Raises:
        StorageError: the database cannot be used.
    """
    database = await open_database(settings.database_url.get_secret_value())
    try:
        await migrate(database, datetime.now(UTC))
        async with database.reading() as tx:
            rows = await all_objections(tx)
    finally:
        await database.close()
    writer = csv.writer(out)
    writer.writerow(FIELDS)
    writer.writerows([guard(str(cell)) if cell is not None else None for cell in row] for row in rows)
