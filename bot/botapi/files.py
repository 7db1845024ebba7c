"""Files on their way in and out: fetched before a turn, so that a decision sees their content, and uploaded after it."""

import asyncio
import base64
import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, Protocol, runtime_checkable
from urllib.parse import quote

from msgspec.structs import replace
from telegram import Bot, InputFile
from telegram.error import TelegramError

from bot.botapi.http import TooLarge
from bot.core.events import Document, Event
from bot.core.failures import Failure
from bot.owner_data.reading import Fault, TableContents
from bot.owner_data.table import LARGEST, is_table, read_table

log = logging.getLogger(__name__)

FETCH_SECONDS = 20.0  # for one file, waiting for its turn included
AT_ONCE = 4  # files that are fetched beside each other
_ASIDE = ThreadPoolExecutor(1, "tables")  # one at a time: more threads would compete with the bot for the interpreter


@runtime_checkable
class Fetches(Protocol):
    """What fetches a file over the network."""

    async def fetch(self, url: str, largest: int) -> bytes:
        """Fetch a file of at most this many bytes.

        Raises:
            TooLarge: it has more.
            TelegramError: it cannot be fetched.
        """


def pack(name: str, content: bytes) -> dict[str, str]:
    """Make of a file what can be stored among the parameters of a call."""
    return {"name": name, "base64": base64.b64encode(content).decode()}


def with_uploads(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters of a call with its packed files as uploads."""
    return {
        name: InputFile(base64.b64decode(value["base64"]), filename=value["name"], attach=False)
        if isinstance(value, dict) and value.keys() == {"name", "base64"}
        else value
        for name, value in parameters.items()
    }


class Fetching:
    """Fetches the tables that owners sent, a few beside each other."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._some = asyncio.Semaphore(AT_ONCE)

    async def fetch(self, event: Event) -> Event:
        """Fetch the table that came with an event, if one did; what does not come in time stays without its content."""
        try:
            async with asyncio.timeout(FETCH_SECONDS), self._some:
                return await with_file(self._bot, event)
        except TimeoutError:
            return event


async def with_file(bot: Bot, event: Event, *, seconds: float = FETCH_SECONDS) -> Event:
    """Fetch the table that came with an event, if one did; what cannot be fetched stays without its content."""
    what = event.what
    if not (isinstance(what, Document) and is_table(what)):
        return event
    try:
        async with asyncio.timeout(seconds):
            content = await _fetched(bot, what.file_id)
    except TooLarge:
        return replace(event, what=replace(what, size=LARGEST + 1))
    except (TelegramError, TimeoutError) as error:
        log.warning("a file was not fetched: %s", type(error).__name__)
        return event
    return replace(event, what=replace(what, content=content, table=await _read(content, event.at)))


async def _read(content: bytes, at: datetime) -> TableContents | Fault | None:
    """Read a table in a thread: a large one takes a third of a second, and everybody else is answered meanwhile."""
    try:
        return await asyncio.get_running_loop().run_in_executor(_ASIDE, read_table, content, at)
    except Exception as error:  # noqa: BLE001 -- the turn meets it again, and says sorry to its owner alone
        log.error("a table cannot be read: %s", Failure(error))
        return None


async def _fetched(bot: Bot, file_id: str) -> bytes:
    """Fetch a file by the path that Telegram gives for it.

    The path is only ever a part of the address that is asked: python-telegram-bot would read a file of that name from
    this machine's disk, if there were one, and keep all of a large one in memory several times over.
    """
    told = await bot.do_api_request("getFile", {"file_id": file_id})
    if not isinstance(told, dict):
        raise TelegramError("nothing is told about the file")
    path, size, network = told.get("file_path"), told.get("file_size"), bot.request
    if isinstance(size, int) and size > LARGEST:
        raise TooLarge
    if not isinstance(path, str) or {"", ".", ".."} & set(path.split("/")) or not isinstance(network, Fetches):
        raise TelegramError("the file has no path that can be asked for")
    return await network.fetch(f"{bot.base_file_url}/{quote(path)}", LARGEST)
