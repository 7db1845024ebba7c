"""Telegram's names for the pictures that were sent before."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from storage.database import Transaction, to_text


class Sent(Struct, frozen=True):
    """A picture that Telegram has.

    Attributes:
        fingerprint: tells the drawing from every other.
        file_id: Telegram's name for it, valid for this bot.
    """

    chat_id: int
    fingerprint: str
    file_id: str


async def file_id_of(tx: Transaction, chat_id: int, fingerprint: str) -> str | None:
    """Return Telegram's name for a picture that an owner got before."""
    rows = await tx.fetch(
        "select file_id from picture where chat_id = :chat and fingerprint = :fingerprint",
        chat=chat_id,
        fingerprint=fingerprint,
    )
    return rows[0][0] if rows else None


async def keep_pictures(tx: Transaction, pictures: Iterable[Sent], now: datetime) -> None:
    """Remember pictures by Telegram's names for them; those of owners who have left meanwhile are not kept."""
    await tx.run_many(
        """
        insert into picture (chat_id, fingerprint, file_id, made_at)
        select chat_id, :fingerprint, :file_id, :now from owner where chat_id = :chat
        on conflict (chat_id, fingerprint) do update set file_id = excluded.file_id, made_at = excluded.made_at
        """,
        [
            {
                "chat": picture.chat_id,
                "fingerprint": picture.fingerprint,
                "file_id": picture.file_id,
                "now": to_text(now),
            }
            for picture in pictures
        ],
    )
