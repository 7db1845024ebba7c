"""What the crash tests share: a check-up for each owner, and what must be true when the play is over."""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, takewhile
from operator import attrgetter
from pathlib import Path

import pytest

from tests.server.bot_api import BotApi
from tests.server.bot_process import BotProcess
from tests.server.owners import Crowd, Heard, Update

STALLED = 15.0
LOOK_EVERY = 0.002
MOST_APOLOGIES = 20
LIVES_IN_FLIGHT = {"sendMessage": 4, "sendPhoto": 12}  # a picture is painted first, for which many lives are too short


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
        str(3 + number % 4),
        f"?last 10 people?{6 + number % 4}",
        "?still close?skip",
        "?still close?skip",
        "#Looks right",
    )


def answers_sent(crowd: Crowd, *, only: Callable[[Update], bool] = lambda _: True) -> dict[int, list[str]]:
    """Return the answers of each owner, in order: what they typed that was neither a command nor a tap."""
    sent: dict[int, list[str]] = {}
    for update in crowd.updates:
        if update.line[0] not in "/#" and only(update):
            sent.setdefault(update.chat_id, []).append(update.line)
    return sent


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
    stored, sent = answers_in(database), answers_sent(crowd)
    chats = [owner.chat_id for owner in crowd.owners.values() if not owner.blocked]
    return {
        chat: (stored.get(chat, []), sent.get(chat, [])) for chat in chats if stored.get(chat, []) != sent.get(chat, [])
    }


def answers_too_late(crowd: Crowd, database: Path) -> list[str]:
    """Name the answers that are not stored although the owner has the reply or Telegram the confirmation."""
    try:
        stored = answers_in(database)
    except sqlite3.OperationalError:  # killed before there was a schema
        stored = {}
    due = answers_sent(crowd, only=lambda update: update.confirmed or update.answered is not None)
    return [
        f"{chat}: {stored.get(chat, [])} of {lines}"
        for chat, lines in due.items()
        if stored.get(chat, [])[: len(lines)] != lines
    ]


def strange_repeats(crowd: Crowd) -> list[str]:
    """Name messages said twice for another reason than a crash while they were on their way.

    What a new life of the bot says again must come first, in the order in which it was said before, and have been said
    by one of the last few processes that said anything: some of them died on the first word.
    """
    speaking = sorted({message.life for owner in crowd.owners.values() for message in owner.messages})
    return [
        f"{owner.chat_id}: {problem}"
        for owner in crowd.owners.values()
        for problem in _strange_repeats(owner.messages, speaking)
    ]


def _strange_repeats(messages: Sequence[Heard], speaking: Sequence[int]) -> Iterator[str]:
    history = [(message.life, message.text[:40]) for message in messages]
    heard: list[str] = []
    methods = {message.text: message.method for message in messages}
    last_said: dict[str, int] = {}
    for life, of_this_life in groupby(messages, key=attrgetter("life")):
        now = [message.text for message in of_this_life]
        again = list(takewhile(last_said.__contains__, now))
        start = heard.index(again[0]) if again else 0
        if again != heard[start : start + len(again)]:
            yield f"life {life}: not said again as it was said: {history}"
        for text in again:
            if speaking.index(life) - speaking.index(last_said[text]) > LIVES_IN_FLIGHT[methods[text]]:
                yield f"life {life}: {text[:40]!r} was last said in life {last_said[text]}: {history}"
        new = now[len(again) :]
        for number, text in enumerate(new):
            if text in last_said or text in new[:number]:
                yield f"life {life}: {text[:40]!r} out of turn: {history}"
        heard += new
        last_said |= dict.fromkeys(now, life)


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
