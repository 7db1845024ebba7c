"""What the crash tests share: a check-up for each owner, and what must be true when the play is over."""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from pathlib import Path

import pytest

from tests.server.bot_api import BotApi
from tests.server.bot_process import BotProcess
from tests.server.owners import Crowd, Heard

STALLED = 15.0
LOOK_EVERY = 0.002
MOST_APOLOGIES = 20
LIVES_IN_FLIGHT = 4


def check_up(number: int) -> tuple[str, ...]:
    """Return a script whose numbers tell one owner's answers from another's; all are asked how many were right for them."""
    touches = 60 + number % 40
    talks = touches - 5 - number % 5
    return (
        "/start",
        "/checkup",
        "Trades, home services",
        "We talk first",
        str(touches),
        str(talks),
        str(2 + number % 3),
        str(15 + number % 10),
        str(3 + number % 4),
        "8",
        "#Looks right",
    )


def answers_of(script: Sequence[str]) -> list[str]:
    return [line for line in script if line[0] not in "/#"]


def answers_in(database: Path) -> dict[int, list[str]]:
    """Return what each owner typed as an answer, in the order of the updates, read with plain SQL."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        rows = connection.execute("select chat_id, typed from answer order by chat_id, update_id, question").fetchall()
    finally:
        connection.close()
    found: dict[int, list[str]] = {}
    for chat_id, typed in rows:
        found.setdefault(chat_id, []).append(typed)
    return found


def unexpected_answers(crowd: Crowd, database: Path) -> dict[int, tuple[list[str], list[str]]]:
    """Return (stored, sent) for each owner whose stored answers are not just those sent, each once and in order."""
    stored = answers_in(database)
    wrong = {}
    for chat_id, owner in crowd.owners.items():
        sent = answers_of(owner.script[: owner.position])
        if not owner.blocked and stored.get(chat_id, []) != sent:
            wrong[chat_id] = (stored.get(chat_id, []), sent)
    return wrong


def answers_too_late(crowd: Crowd, database: Path) -> list[str]:
    """Name the answers that are not stored although the owner has the reply or Telegram the confirmation."""
    stored = answers_in(database) if database.exists() else {}
    due: dict[int, list[str]] = {}
    for update in crowd.updates:
        if (update.answered or update.confirmed) and update.line[0] not in "/#":
            due.setdefault(update.chat_id, []).append(update.line)
    return [
        f"{chat}: {stored.get(chat, [])} of {lines}" for chat, lines in due.items() if not _begins(stored, chat, lines)
    ]


def _begins(stored: dict[int, list[str]], chat_id: int, lines: list[str]) -> bool:
    return stored.get(chat_id, [])[: len(lines)] == lines


def strange_repeats(crowd: Crowd) -> list[str]:
    """Name messages said twice for another reason than a crash while they were on their way.

    What a new life of the bot says again must be the end of what was said before it, in the same order, first of all,
    and said by one of the last few processes that said anything: some of them died on the first word.
    """
    speaking = sorted({message.life for owner in crowd.owners.values() for message in owner.messages})
    return [
        f"{owner.chat_id}: {problem}"
        for owner in crowd.owners.values()
        for problem in _strange_repeats(owner.messages, speaking)
    ]


def _strange_repeats(messages: Sequence[Heard], speaking: Sequence[int]) -> Iterator[str]:
    heard: list[Heard] = []
    last_said: dict[tuple[str, tuple[str, ...]], int] = {}
    for life in sorted({message.life for message in messages}):
        now = [message for message in messages if message.life == life]
        known = {_same(message) for message in heard}
        again = list(takewhile(lambda message, known=known: _same(message) in known, now))
        tail = heard[len(heard) - len(again) :]
        if [_same(message) for message in tail] != [_same(message) for message in again]:
            yield from (f"life {life}: {message.text[:80]!r} is not what was said last" for message in again)
        for old in again:
            if speaking.index(life) - speaking.index(last_said[_same(old)]) > LIVES_IN_FLIGHT:
                yield f"life {life}: {old.text[:80]!r} was last said in life {last_said[_same(old)]}"
        new = now[len(again) :]
        for number, message in enumerate(new):
            if _same(message) in known | {_same(earlier) for earlier in new[:number]}:
                yield f"life {life}: {message.text[:80]!r} twice"
        heard += new
        last_said |= {_same(message): life for message in now}


def _same(message: Heard) -> tuple[str, tuple[str, ...]]:
    return message.text, tuple(message.buttons)


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
