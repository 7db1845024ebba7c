"""What the crash tests share: a check-up for each owner, and what must be true when the play is over."""

import asyncio
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

from tests.server.bot_api import BotApi
from tests.server.bot_process import BotProcess
from tests.server.owners import Crowd, Heard

ANSWERS = 8
STALLED = 15.0


def check_up(number: int) -> tuple[str, ...]:
    """Return a script whose numbers tell one owner's answers from another's."""
    touches = 60 + number % 40
    talks = touches - 5 - number % 7
    return (
        "/checkup",
        "Trades, home services",
        "We talk first",
        str(touches),
        str(talks),
        str(2 + number % 5),
        str(15 + number % 10),
        str(3 + number % 4),
        str(6 + number % 4),
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


def strange_repeats(messages: Sequence[Heard], *, lives: int = 3) -> list[str]:
    """Name messages said twice for another reason than a crash while they were on their way.

    What a new life of the bot says again must be the end of what was said before it, in the same order, first of all,
    and said by one of the last `lives` processes: some of them died before they had sent anything.
    """
    strange = []
    heard: list[Heard] = []
    for life in sorted({message.life for message in messages}):
        now = [message for message in messages if message.life == life]
        known = [_same(message) for message in heard]
        again = 0
        while again < len(now) and _same(now[again]) in known:
            again += 1
        tail = heard[len(heard) - again :]
        if [_same(message) for message in tail] != [_same(message) for message in now[:again]]:
            strange += [f"life {life}: {message.text[:80]!r} is not what was said last" for message in now[:again]]
        strange += [
            f"life {life}: {old.text[:80]!r} was from life {old.life}" for old in tail if old.life < life - lives
        ]
        heard += now[again:]
        said = [_same(message) for message in heard]
        strange += [f"life {life}: {text[:80]!r} twice" for text, labels in set(said) if said.count((text, labels)) > 1]
    return strange


def _same(message: Heard) -> tuple[str, tuple[str, ...]]:
    return message.text, tuple(message.buttons)


async def all_answered(api: BotApi, bot: BotProcess, *, stalled: float = STALLED) -> None:
    """Wait until every owner has an answer to everything; fail when the bot ends or says nothing for too long."""
    crowd = api.crowd
    since = time.monotonic()
    while crowd.unfinished:
        await asyncio.sleep(0.02)
        assert bot.status is None, f"the bot ended with {bot.status}\n{bot.tail()}"
        quiet = time.monotonic() - max(since, crowd.last_heard)
        assert quiet < stalled, f"{len(crowd.stuck())} owners stuck: {crowd.stuck()[:5]}\n{bot.tail()}"
