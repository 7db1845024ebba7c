"""Hashes of the menus and descriptions that the bot set last on Telegram."""

from collections.abc import Mapping

from storage.database import Transaction

MENU_OF_BEFORE = "menu of before"
"""A row of older releases, which wrote the menu at each start; it goes once this release has started."""


async def said_last(tx: Transaction) -> dict[str, str]:
    """Return the hash of each text that was set, by its name."""
    return {row[0]: row[1] for row in await tx.fetch("select name, hash from profile")}


async def keep_said(tx: Transaction, said: Mapping[str, str]) -> None:
    """Remember what was set, and that the menu of an older release is dealt with."""
    await tx.run_many(
        """
        insert into profile (name, hash) values (:name, :hash)
        on conflict (name) do update set hash = excluded.hash
        """,
        [{"name": name, "hash": hash_} for name, hash_ in said.items()],
    )
    await tx.run("delete from profile where name = :name", name=MENU_OF_BEFORE)
