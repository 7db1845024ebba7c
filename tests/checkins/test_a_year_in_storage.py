"""A year of eight owners through the database, with two processes on one file that look, crash and sleep at random.

The two hundred owners of ``test_a_year_of_owners.py`` go through the decisions alone; here everything is real but Telegram.
"""

import asyncio
import random
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from bot.app import load_catalogue
from bot.checkins.weeks import Week, weeks_between
from bot.events import Blocked, Command, Due, Event, Text, Unblocked
from bot.turn import Turns
from storage.database import open_database
from storage.migrate import migrate
from storage.processes import Process as Numbered
from storage.wakes import due_wakes

OWNERS = 8
START, END = datetime(2026, 1, 1, 12, tzinfo=UTC), datetime(2027, 1, 10, tzinfo=UTC)
DAYS = ["monday", "friday", "sunday"]
TIMES = ["9am", "18:30", "12:00"]
PLACES = ["Berlin", "New York", "Kathmandu", "Lord Howe"]


class Mouth:
    """Counts what is said, and sends nothing."""

    def __init__(self, number, said):
        self.process = Numbered(f"bot{number}", number)
        self.said = said

    def send(self, replies, _asides):
        self.said += [(reply.chat_id, reply.created_at) for reply in replies if not reply.urgent]

    def take_sent(self):
        return []

    def give_back(self, sent):
        pass


class Process:
    """One of two bots on the same file."""

    def __init__(self, number, database, now, said):
        self.database = database
        self.turns = Turns(database, load_catalogue(), Mouth(number, said), now)
        self.now = now
        self.running = asyncio.ensure_future(self.turns.run())

    async def look(self):
        async with self.database.reading() as tx:
            due = await due_wakes(tx, self.now(), 1_000)
        return [Event(0, chat, "private", chat, "en", self.now(), Due(kind)) for chat, kind in due]

    async def stop(self):
        self.running.cancel()
        with suppress(asyncio.CancelledError):
            await self.running
        await self.database.close()


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    path = tmp_path_factory.mktemp("year") / "year.sqlite3"
    return asyncio.run(played(f"sqlite:////{str(path).lstrip('/')}"))


async def played(url):
    """Let a year pass, and give the ledger and what was said unasked."""
    moment, chance, said = START, random.Random(6), []

    def now():
        return moment

    one, other = [Process(number, await open_database(url), now, said) for number in (0, 1)]
    await migrate(one.database, START)
    number = 0

    async def does(chat, *whats):
        nonlocal number
        for what in whats:
            number += 1
            await one.turns.handle([Event(number, chat, "private", chat, "en", moment, what)])

    for chat in range(1, OWNERS + 1):
        typed = [chance.choice(DAYS), chance.choice(TIMES), chance.choice(PLACES)]
        await does(chat, Command("weekly", "", 1), *(Text(text, 2) for text in typed))
    while moment < END:
        # One of the two, or both at once; sometimes nobody for days.
        looks = await asyncio.gather(*(bot.look() for bot in chance.sample([one, other], chance.choice([1, 2]))))
        await asyncio.gather(*(bot.turns.handle(due) for bot, due in zip((one, other), looks, strict=False)))
        chat = chance.randrange(1, OWNERS + 1)
        match chance.choices(["answer", "skip", "pause", "block", "nothing"], [30, 5, 2, 2, 61])[0]:
            case "answer":
                await does(chat, Command("checkin", "", 3), Text("12 10 3 1", 4))
            case "skip":
                await does(chat, Command("skipweek", "", 3))
            case "pause":
                await does(chat, Command("weekly", "pause 2weeks", 3))
            case "block":
                await does(chat, Blocked())
                moment += timedelta(days=chance.choice([1, 9]))
                await does(chat, Unblocked())
            case _:
                pass
        moment += timedelta(hours=chance.choice([5, 11, 14, 24, 30, 90 if chance.random() < 0.2 else 8]))
    async with one.database.reading() as tx:
        weeks = await tx.fetch("select chat_id, week, outcome, due_at, sent_at, people from week order by 1, 2")
    await one.stop()
    await other.stop()
    return weeks, said


def test_each_owner_and_week_has_exactly_one_outcome(year):
    weeks, _ = year
    for chat in range(1, OWNERS + 1):
        due = [Week.parse(row[1]) for row in weeks if row[0] == chat and row[3] is not None]
        assert due == list(weeks_between(due[0], due[-1]))
        assert due[-1] >= Week(2026, 51)
    assert {row[2] for row in weeks} == {"sent", "answered", "skipped", "expired"}
    assert all((row[5] is not None) == (row[2] == "answered") for row in weeks)


def test_each_reminder_was_sent_once(year):
    weeks, said = year
    sent = Counter((row[0], row[4]) for row in weeks if row[4] is not None)
    assert set(sent.values()) == {1}
    assert Counter(said) == sent
