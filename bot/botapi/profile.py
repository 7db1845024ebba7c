"""The bot's menus of commands and descriptions, which people see before they write to it.

Its operator may write others at @BotFather, which stay: only what is empty, or what the bot set itself, is set. A hash of
what was set last is kept for that. The name is the operator's alone.
"""

import hashlib
import logging
from collections.abc import Iterator
from typing import Any

import orjson
from msgspec import Struct
from telegram import Bot
from telegram.error import TelegramError

from bot.core.failures import Failure
from bot.dialogue.commands import descriptions
from bot.language.templates import FALLBACK, Words, languages
from bot.talk.commands import GROUP_MENU, MENU
from storage.database import Database
from storage.profile import MENU_OF_BEFORE, keep_said, said_last

log = logging.getLogger(__name__)

COMMANDS = "MyCommands"
SCOPES = (("default", MENU), ("all_group_chats", GROUP_MENU))
TEXTS = (("MyDescription", "description"), ("MyShortDescription", "short_description"))


class Introduction(Struct, frozen=True):
    """Something that the bot says of itself.

    Attributes:
        what: the end of the names of the methods that set and get it.
        field: the parameter that it is set by.
        value: what it is to be.
        where: the parameters of both methods.
    """

    what: str
    field: str
    value: Any
    where: dict[str, Any]

    @property
    def name(self) -> str:
        """Return the name under which the hash of what was set last is kept."""
        return f"{self.what} {orjson.dumps(self.where, option=orjson.OPT_SORT_KEYS).decode()}"


async def introduce(bot: Bot, database: Database) -> None:
    """Set the menus and descriptions that are not set yet, in every language; log refusals in one line."""
    try:
        async with database.reading() as tx:
            last = await said_last(tx)
        now, refused = await _all_said(bot, last)
        if now.items() - last.items() or MENU_OF_BEFORE in last:
            async with database.transaction() as tx:
                await keep_said(tx, now)
    except Exception as error:  # noqa: BLE001 -- nothing else depends on it
        log.warning("what the bot says of itself is not set: %s", Failure(error))
        return
    if refused:
        log.warning("what the bot says of itself is not set: %s", ", ".join(refused))


async def _all_said(bot: Bot, last: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    """Set what is to be set; return the hash of all that is the bot's own by now, and what was refused."""
    now: dict[str, str] = {}
    refused = []
    for said in everything():
        try:
            if await _is_set(bot, said, last):
                now[_key(bot, said)] = digest(said.value)
        except TelegramError as error:
            refused.append(f"{said.what} ({type(error).__name__})")
    return now, refused


async def _is_set(bot: Bot, said: Introduction, last: dict[str, str]) -> bool:
    """True if a text is the bot's own by now; one that the operator set is left alone."""
    there = _value(said, await bot.do_api_request(f"get{said.what}", dict(said.where)))
    if there == said.value:
        return True
    known = last.get(_key(bot, said))
    if known is None and said.what == COMMANDS and MENU_OF_BEFORE in last:
        known = digest(there)
    if known is None and "language_code" in said.where and said.what != COMMANDS:
        general = {name: value for name, value in said.where.items() if name != "language_code"}
        everybodys = _value(said, await bot.do_api_request(f"get{said.what}", general))
        there = there if there != everybodys else ""  # of a language without its own, Telegram tells that of all others
    if known is None and there:
        return False
    if known is not None and known != digest(there):
        return False
    await bot.do_api_request(f"set{said.what}", {said.field: said.value, **said.where})
    return True


def everything() -> Iterator[Introduction]:
    """List all that the bot says of itself, in every language; English is for whom there is nothing better."""
    for language in languages():
        spoken = Words(language)
        of = {} if language == FALLBACK else {"language_code": language.partition("-")[0]}
        for scope, names in SCOPES:
            commands = [{"command": name, "description": text} for name, text in descriptions(names, spoken)]
            yield Introduction(COMMANDS, "commands", commands, {"scope": {"type": scope}, **of})
        for what, block in TEXTS:
            yield Introduction(what, block, spoken.label("menu/profile", block), of)


def _value(said: Introduction, answer: Any) -> Any:
    """Return what Telegram answers that something is."""
    return answer if said.what == COMMANDS else answer.get(said.field, "")


def _key(bot: Bot, said: Introduction) -> str:
    return f"{bot.id} {said.name}"  # another bot on the same database has its own


def digest(value: Any) -> str:
    """Return a hash of something that Telegram says of the bot."""
    return hashlib.sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS)).hexdigest()
