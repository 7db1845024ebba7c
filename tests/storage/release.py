"""Write today's schema, with the rows that a play leaves, as the dump of a release.

`python -m tests.storage.release` writes tests/storage/releases/NUMBER.sql. Run it when a release brings a new migration,
and never again for that number: from then on owners have databases like this one.
"""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from bot.core.events import Event, Text
from storage.inbox import keep
from storage.migrate import migrations

RELEASES = Path(__file__).parent / "releases"


async def play(folder: Path) -> Path:
    """Let a few owners chat, and return the database that is left: open, kept, finished and dropped sessions, a reply unsent."""
    from tests.conftest import House

    house = House(folder)
    await house.start()
    alice = house.person(1, "Alice")
    await alice.says(
        "/checkup",
        "Trades, home services",
        "we talk first",
        "around 50",
        "most",
        "5",
        "15",
        "swamped",
        "4",
        "8",
        "went quiet",
    )
    bob = house.person(2, "Bob", language_code="de")
    await bob.says("/checkup", "shop", "we talk first", "about 40")
    carol = house.person(3, "Carol")
    await carol.says("/checkup", "plumber", "/cancel")
    carol.person.blocks()
    dave = house.person(4, "Dave")
    await dave.says("/checkup", "shop", "/restart", "shop")
    await house.settle()
    async with house.app.database.transaction() as tx:
        await tx.run(
            """
            insert into outbox (id, chat_id, method, parameters, urgent, update_id, created_at)
            values (1, 1, 'sendMessage', '{"text": "left over"}', 1, null, '2026-11-23T10:00:00.000Z')
            """
        )
        await keep(
            tx, [Event(9_999, 4, "private", 4, "en", house.clock.now(), Text("unread", 1))], "", house.clock.now()
        )
    await house.stop()
    return house.path


def dump(path: Path) -> str:
    """Write a database as SQL, without what differs between two plays."""
    with closing(sqlite3.connect(path)) as connection:
        return "\n".join(connection.iterdump()) + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = asyncio.run(play(Path(folder)))
        file = RELEASES / f"{max(migrations()):04}.sql"
        file.write_text(dump(path), encoding="utf-8")
    print(f"{file}: {len(file.read_text(encoding='utf-8').splitlines())} lines")


if __name__ == "__main__":
    main()
