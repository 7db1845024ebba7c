"""A random year in the lives of many owners and two bots on one file, recorded for tests to look at."""

import random
import re
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from html import unescape
from zoneinfo import ZoneInfo

from bot.app import load_catalogue
from bot.core.week import Week
from bot.emulator import Emulator
from bot.language.templates import words
from storage.migrate import migrate
from storage.open import open_database
from tests.check_ups import SHORTEST
from tests.checkins.mortal import AFTER, BEFORE, MortalBot
from tests.conftest import Clock

START, END = datetime(2026, 1, 1, 12, tzinfo=UTC), datetime(2027, 1, 5, 12, tzinfo=UTC)
PLACES = ["Berlin", "New York", "Kathmandu", "Lord Howe", "Auckland", "Casablanca", "Los Angeles"]
DAYS = ["monday", "tuesday", "friday", "saturday", "sunday"]
TIMES = ["9am", "9am", "08:00", "12:00", "18:30", "20:45", "22:00", "6:15am"]
HOUR = timedelta(hours=1)
STEPS = [0.5, 6, 10, 13, 20]  # hours
DOWN = [0.01, 0.2, 1, 3, 8, 30, 80, 220]  # hours
AWAY = [2, 30, 200, 1000]  # hours
BUSY = 0.015  # of the owners do something in a step
ACTS = {"line": 55, "piecewise": 3, "correct": 4, "skip": 6, "hour": 8, "tomorrow": 6, "pause": 2, "resume": 1}
ACTS |= {"begin again": 1, "day": 2, "time": 2, "block": 2, "vanish": 2, "check-up": 1}
ACTS |= {"later": 6, "note": 3, "about": 2, "nudge": 4}
WEEK = Week(2026, 10)
OPENERS = {
    unescape(words("en").say("checkins/reminder", "plain_asking", week=WEEK.later(nth), until=until))
    for nth in range(60)
    for until in (WEEK.monday, WEEK.later(100).sunday)
}
FIRST = (*OPENERS, "Welcome back", "The weekly question is due", "The pause is over", "How was your week,")
AGAIN = "Here I am again"
MIDWEEK = "How does your step go?"
ABOUT = re.compile(r"/(?:skipweek|fresh) (\d{4}-W\d\d)")


@dataclass(frozen=True)
class Heard:
    """A message that came by itself.

    Attributes:
        week: the one that it asks about, for a reminder.
    """

    chat: int
    at: datetime
    text: str
    week: str | None


@dataclass
class Happened:
    """The record of a year."""

    unasked: list[Heard] = field(default_factory=list)
    disturbed: list[Heard] = field(default_factory=list)
    at_night: int = 0
    refused: Counter[int] = field(default_factory=Counter)
    refused_although_known: list[int] = field(default_factory=list)
    lots: Counter[str] = field(default_factory=Counter)
    back: dict[int, datetime] = field(default_factory=dict)
    ended: datetime = END
    weeks: list[tuple] = field(default_factory=list)
    left: list[tuple] = field(default_factory=list)
    woken: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


class Year:
    """The year, being played: all is real but Telegram, and the time is passed in."""

    def __init__(self, url, owners, seed):
        self.clock = Clock(START)
        self.emulator = Emulator(now=self.clock.timestamp)
        self.emulator.calls = deque()
        self.emulator.watch(self._hear)
        self.happened = Happened()
        self._chance = random.Random(seed)
        self._url = url
        self._strangers = [self.emulator.person(number) for number in range(owners, 0, -1)]
        self._people = []
        self._away = {}
        self._put_off = {}
        self._unasked = False
        self._new = []
        self._known = set()

    async def played(self):
        """Let the year pass and tell what happened."""
        self._database = await open_database(self._url)
        await migrate(self._database, START)
        catalogue = load_catalogue()
        self._bots = [MortalBot(number, self._url, self.emulator, self.clock, catalogue) for number in (0, 1)]
        for bot in self._bots:
            await bot.start()
        while self.clock.at < END:
            await self._step()
        await self._let(self._bots[0], "read")
        await self._let(self._bots[1], "look")
        async with self._database.reading() as tx:
            happened = self.happened
            happened.ended = self.clock.at
            happened.weeks = await tx.fetch(
                "select chat_id, week, outcome, due_at, sent_at, people from week order by 1, 2"
            )
            happened.left = await tx.fetch("select * from outbox")
            happened.woken = {row[0] for row in await tx.fetch("select chat_id from wake where kind like 'checkin%'")}
        happened.gone, happened.faults = await self._known_gone(), self.emulator.faults
        for bot in self._bots:
            await bot.end()
        await self._database.close()
        return happened

    async def _step(self):
        chance = self._chance
        self.clock.at += timedelta(hours=self._one_of(STEPS))
        for person, until in list(self._away.items()):
            if until <= self.clock.at:
                del self._away[person]
                self.happened.back[person.id] = self.clock.at
                person.unblocks()
        if self._strangers:  # one more joins, so that all have by April
            self._people.append(person := self._strangers.pop())
            self._types(person, "/weekly", self._one_of(DAYS), self._one_of(TIMES), self._one_of(PLACES))
            await self._let(self._bots[0], "read")
        for person in chance.sample(self._people, round(BUSY * len(self._people))):
            if person not in self._away:
                self._does(person, *chance.choices(list(ACTS), list(ACTS.values())))
        await self._let(self._bots[0], "read", dies=chance.random() < 0.04)
        self._known = await self._known_gone()
        one, other = chance.sample(self._bots, 2)
        await self._let(one, "look", dies=chance.random() < 0.06, meanwhile=other if chance.random() < 0.4 else None)
        if chance.random() < 0.01:
            await self._down(self._bots)

    async def _let(self, bot, act, *, dies=False, meanwhile=None):
        """Let a bot act, perhaps with another one in the middle of it; a bot that dies begins a new life, perhaps much later."""
        self._unasked = act == "look"
        side, lived = self._one_of([BEFORE, AFTER]), {}

        async def look_too():
            lived[meanwhile] = await meanwhile.look()

        if dies:
            self._one_of([bot, meanwhile or bot]).database.die(self._one_of([1, 2]), side)
        if meanwhile:
            bot.database.let(look_too)
        lived[bot] = await getattr(bot, act)()
        if dead := [one for one, alive in lived.items() if not alive]:
            self.happened.lots[side] += 1
            await self._down(dead)
        await self._note()

    async def _down(self, bots):
        self.happened.lots["down"] += 1
        for bot in bots:
            await bot.end()
        self.clock.at += timedelta(hours=self._one_of(DOWN))
        for bot in bots:
            await bot.start()

    def _does(self, person, act):
        chance = self._chance
        line = f"{chance.randrange(8, 15)} {chance.randrange(5, 9)} {chance.randrange(4)} {chance.randrange(2)}"
        self.happened.lots[act] += 1
        match act:
            case "line":
                asked = "how many new people" in person.last.text if person.messages else False
                self._types(person, *(() if asked else ("/checkin",)), line)
            case "piecewise":
                self._types(person, "/checkin", *line.split())
            case "correct":
                back = Week.of(self.clock.at.date()).later(-chance.randrange(2, 9))
                self._types(person, f"/checkin {back}", line)
            case "skip":
                self._presses(person, "Skip this week")
            case "hour" | "tomorrow":
                if self._presses(person, "In an hour" if act == "hour" else "Tomorrow") and act == "hour":
                    self._put_off[person.id] = self.clock.at + HOUR
            case "later":
                self._types(person, "not now")
            case "note":
                self._types(person, self._one_of(["fair week", "we were closed", "slow week, " + line]))
            case "nudge":
                self._types(person, "/restart", *SHORTEST, "/midweek yes")
            case "about":
                self._types(person, f"/weekly about {self._one_of(['last', 'running'])}")
            case "pause":
                self._types(person, "/weekly pause 2weeks")
            case "resume":
                self._types(person, "/weekly resume")
            case "begin again":
                self._types(person, "/weekly stop yes", "/weekly", self._one_of(DAYS), self._one_of(TIMES))
            case "day":
                self._types(person, "/weekly day", self._one_of(DAYS))
            case "time":
                self._types(person, "/weekly time", self._one_of(TIMES))
            case "check-up":
                self._types(person, "/checkup", "trades, home services", "we talk first")
            case "block":
                person.blocks()
                self._away[person] = self.clock.at + self._one_of(AWAY) * HOUR
            case "vanish":  # and nobody tells the bot
                person.chat.standing = "kicked"
                self._away[person] = self.clock.at + self._one_of(AWAY) * HOUR

    def _types(self, person, *texts):
        for text in texts:
            person.types(text)

    def _presses(self, person, label):
        try:
            return person.presses(label)
        except LookupError:
            return None

    def _hear(self, shown):
        if shown.how == "sent" and self._unasked:
            about = [found[1] for button in shown.message.buttons if (found := ABOUT.search(button.data or ""))]
            self._new.append(Heard(shown.chat.id, self.clock.at, shown.message.text, next(iter(about), None)))

    async def _note(self):
        """Note what came unasked, and the owners whom the bot could not reach."""
        for call in self.emulator.calls:
            if call.status == 403:
                chat = int(call.parameters["chat_id"])
                self.happened.refused[chat] += 1
                if chat in self._known:
                    self.happened.refused_although_known.append(chat)
        self.emulator.calls.clear()
        schedules = await self._schedules() if self._new else {}
        for heard in self._new:
            hour, minute, zone = schedules[heard.chat]
            there = heard.at.astimezone(ZoneInfo(zone))
            if not time(8) <= there.time() < time(21):
                self.happened.at_night += 1
                picked = there.replace(hour=hour, minute=minute, second=0, microsecond=0)
                own = [picked, picked - timedelta(days=1), self._put_off.get(heard.chat, START)]
                if not any(timedelta() <= heard.at - start < HOUR for start in own):
                    self.happened.disturbed.append(heard)
        self.happened.unasked += self._new
        self._new = []

    async def _schedules(self):
        async with self._database.reading() as tx:
            rows = await tx.fetch("select chat_id, hour, minute, zone from schedule")
        return {row[0]: row[1:] for row in rows}

    async def _known_gone(self):
        async with self._database.reading() as tx:
            return {row[0] for row in await tx.fetch("select chat_id from owner where blocked_at is not null")}

    def _one_of(self, things):
        return self._chance.choice(things)
