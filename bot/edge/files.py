"""Files on their way in and out: fetched before a turn, so that a decision sees their content, and uploaded after it."""

import asyncio
import base64
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace
from telegram import Bot, InputFile

from bot.events import Document, Event
from bot.logs import Told
from bot.owner_data.table import LARGEST, is_table

log = logging.getLogger(__name__)

FETCH_SECONDS = 20.0  # for all files of a batch: the others who wait for it are not kept waiting longer


def pack(name: str, content: bytes) -> dict[str, str]:
    """Make of a file what can be stored among the parameters of a call."""
    return {"name": name, "base64": base64.b64encode(content).decode()}


def with_uploads(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Give the parameters of a call with its packed files as uploads."""
    return {
        name: InputFile(base64.b64decode(value["base64"]), filename=value["name"], attach=False)
        if isinstance(value, dict) and value.keys() == {"name", "base64"}
        else value
        for name, value in parameters.items()
    }


async def with_files(bot: Bot, events: Sequence[Event]) -> list[Event]:
    """Fetch the tables that owners sent; what cannot be fetched stays without its content."""
    wanted = {n: e.what for n, e in enumerate(events) if isinstance(e.what, Document) and is_table(e.what)}
    if not wanted:
        return list(events)
    contents = await asyncio.gather(*(_fetch(bot, document) for document in wanted.values()))
    fetched = {n: replace(what, content=content) for (n, what), content in zip(wanted.items(), contents, strict=True)}
    return [replace(event, what=fetched[n]) if n in fetched else event for n, event in enumerate(events)]


async def _fetch(bot: Bot, document: Document) -> bytes | None:
    try:
        async with asyncio.timeout(FETCH_SECONDS):
            file = await bot.get_file(document.file_id)
            if (file.file_size or 0) > LARGEST:
                return None
            return bytes(await file.download_as_bytearray())
    except Exception as error:  # noqa: BLE001 -- one file that cannot be had must not hold up the others
        log.warning("a file was not fetched: %s", Told(error))
        return None
