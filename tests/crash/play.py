"""What the crash tests share: a check-up for each owner, and what must be true when the play is over."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.server.bot_api import BotApi
from tests.server.bot_process import BotProcess
from tests.server.owners import Crowd, Update

STALLED = 15.0
LOOK_EVERY = 0.002
MOST_APOLOGIES = 20


def check_up(number: int) -> tuple[str, ...]:
    """Return a script whose numbers tell one owner's answers from another's."""
    touches = 60 + number % 40
    talks = touches - 5 - number % 7
    return (
        "/start",
        "/checkup",
        "Trades, home services",
        "We talk first",
        str(touches),
        str(talks),
        str(2 + number % 5),
        str(15 + number % 10),
        "swamped",
        str(3 + number % 4),
        f"?last 10 people?{6 + number % 4}",
        "?still close?skip",
        "?still close?skip it",
        "?still close?skip this",
        "/help",
    )


def answers_sent(crowd: Crowd, *, only: Callable[[Update], bool] = lambda _: True) -> dict[int, list[str]]:
    """Return the answers of each owner, in order: what they typed that was neither a command nor a tap."""
    sent: dict[int, list[str]] = {}
    for update in crowd.updates:
        if update.line[0] not in "/#" and only(update):
            sent.setdefault(update.chat_id, []).append(update.line)
    return sent


def rows_in(database: Path | str, query: str) -> list[tuple[Any, ...]]:
    """Return what a query finds; nothing where the bot was killed before it had made the tables.

    Args:
        database: the file of SQLite, or the address of a database.
        query: plain SQL.
    """
    if isinstance(database, str) and database.startswith("postgres"):
        try:
            with psycopg.connect(database) as connection:
                return connection.execute(query).fetchall()
        except psycopg.errors.UndefinedTable:
            return []
    database = str(database).removeprefix("sqlite:///")
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return connection.execute(query).fetchall()
    except sqlite3.OperationalError:
        return []


def answers_in(database: Path | str) -> dict[int, list[str]]:
    """Return what each owner typed as an answer, in the order of the updates, read with plain SQL."""
    found: dict[int, list[str]] = {}
    for chat_id, typed in rows_in(database, "select chat_id, typed from answer order by chat_id, update_id, question"):
        found.setdefault(chat_id, []).append(typed)
    return found


def unexpected_answers(crowd: Crowd, database: Path | str) -> dict[int, tuple[list[str], list[str]]]:
    """Return (stored, sent) for each owner whose stored answers are not just those sent, each once and in order."""
    stored, sent = answers_in(database), answers_sent(crowd)
    chats = [owner.chat_id for owner in crowd.owners.values() if not owner.blocked]
    return {
        chat: (stored.get(chat, []), sent.get(chat, [])) for chat in chats if stored.get(chat, []) != sent.get(chat, [])
    }


def answers_too_late(crowd: Crowd, database: Path) -> list[str]:
    """Name the answers that are not stored although the owner has the reply or Telegram the confirmation."""
    stored = answers_in(database)
    due = answers_sent(crowd, only=lambda update: update.confirmed or update.answered is not None)
    return [
        f"{chat}: {stored.get(chat, [])} of {lines}"
        for chat, lines in due.items()
        if stored.get(chat, [])[: len(lines)] != lines
    ]


async def all_answered(api: BotApi, bot: BotProcess, *, stalled: float = STALLED) -> None:
    """Wait until every owner has an answer to everything; fail when the bot ends or says nothing for too long."""
    await _until(lambda: not api.crowd.unfinished, api, bot, stalled)


async def so_many_answered(count: int, api: BotApi, bot: BotProcess) -> None:
    """Wait until so many updates have an answer."""
    await _until(lambda: api.crowd.answered >= count, api, bot, STALLED)


async def _until(reached: Callable[[], bool], api: BotApi, bot: BotProcess, stalled: float) -> None:
    crowd = api.crowd
    since = time.monotonic()
    while not reached():
        await asyncio.sleep(LOOK_EVERY)
        assert bot.status is None, f"the bot ended with {bot.status}\n{bot.tail()}"
        quiet = time.monotonic() - max(since, crowd.last_heard)
        if quiet > stalled or crowd.apologies > MOST_APOLOGIES:
            stuck = crowd.stuck()
            pytest.fail(f"{len(stuck)} owners stuck, {crowd.apologies} apologies: {stuck[:5]}\n{bot.tail()}")
