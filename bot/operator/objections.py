"""What owners see differently, for the operator: without a name or an id."""

import csv
from typing import TextIO

from bot.operator.settings import Settings
from bot.owner_data.cells import guard
from storage.migrate import migrate_if_alone
from storage.objections import all_objections
from storage.open import open_database

FIELDS = ("text", "verdict", "rule", "opinion", "at")


async def write_objections(settings: Settings, out: TextIO) -> None:
    """Write every objection as CSV, oldest first.

    Raises:
        StorageError: the database cannot be used.
    """
    url = settings.database_url.get_secret_value()
    await migrate_if_alone(url)
    database = await open_database(url)
    try:
        async with database.reading() as tx:
            rows = await all_objections(tx)
    finally:
        await database.close()
    writer = csv.writer(out)
    writer.writerow(FIELDS)
    writer.writerows([guard(str(cell)) if cell is not None else None for cell in row] for row in rows)
