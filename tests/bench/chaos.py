"""A bad day in a minute: `python -m tests.bench.chaos --seconds 60 --owners 40 --seed 7 --database postgres`.

Owners walk through the check-up while everything goes wrong that can, drawn by the seed: in each spell Telegram fails
in one way or in all, the database is away, slow, full or read-only, and the bot is killed or its clock jumps. Then all
is healed, and everybody who waits is to be answered within a minute. In the calm after each spell one more owner floods
the bot, and nobody else may wait for that.

The exit status is 1 if an answer was lost or stored twice, if somebody waited too long, or if a chat stays silent. A
repeated reply is no fault: where its answer was cut off, nobody can know whether it arrived. It is counted.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tests.crash.play import answers_in, check_up, unexpected_answers
from tests.server.bot_api import BotApi
from tests.server.bot_process import BotProcess, environment
from tests.server.faults import KINDS, Fault, Faults
from tests.server.owners import Owner, Update
from tests.server.postgres import server
from tests.server.troubled import COMMAND, DATABASE_FAULTS, PostgresTrouble, Trouble

Engine = Literal["sqlite", "postgres"]
LASTS = (0.5, 3.0)  # seconds of a spell
MANY = 1_000
QUICK = "every fault but silence"  # a getUpdates that is never answered takes half a minute to be given up
RECOVERS = 60.0  # seconds after the end of a spell in which everybody is answered
LOOK = 0.2  # seconds between two looks at whether a flood is through
OTHERS = 2.0  # seconds that somebody may wait while another floods the bot
CALM = 1.5  # seconds after a flood in which others are looked at
FLOOD = 400  # messages
BEFORE, AFTER = ("Trades, home services", "We talk first"), ("50", "45", "5")


@dataclass(frozen=True, slots=True)
class Plan:
    """How long a day is, and what may happen in it.

    Attributes:
        seconds: after which no spell begins.
        owners: who chat at the same time.
        spells: how many there are at most.
        lasts: the fewest and the most seconds of a spell.
        telegram: what may go wrong at Telegram; everything, if nothing is named.
        flood: how many messages somebody sends at once after each spell.
    """

    seconds: float
    owners: int
    spells: int = MANY
    lasts: tuple[float, float] = LASTS
    telegram: tuple[str, ...] = ()
    flood: int = FLOOD


@dataclass(slots=True)
class Day:
    """The bot, its surroundings, and what has happened so far.

    Attributes:
        recoveries: how long it took after each spell until everybody was answered, and what had been wrong.
        waits: how long others waited while somebody flooded the bot.
    """

    api: BotApi
    trouble: Trouble
    database: Trouble | PostgresTrouble
    url: str
    folder: Path
    dice: random.Random
    bot: BotProcess = field(init=False)
    happened: Counter[str] = field(default_factory=Counter)
    flooding: list[Owner] = field(default_factory=list)
    recoveries: list[tuple[float, str]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    clock: float = 0.0

    def start(self) -> None:
        env = environment(self.api.url, self.folder / "unused", **self.trouble.environment, DATABASE_URL=self.url)
        self.bot = BotProcess(COMMAND, env, self.folder / "bot.log")

    def kill(self) -> None:
        self.bot.kill()
        self.api.crowd.life += 1
        self.start()

    def step_clock(self, seconds: float) -> None:
        self.clock += seconds
        self.trouble.step_clock(self.clock)

    def flood(self, messages: int) -> None:
        """Let one more owner send so many messages at once, and wait for nothing."""
        crowd = self.api.crowd
        before = set(crowd.owners)
        crowd.backlog([("/checkup", *BEFORE, *["hello"] * messages, *AFTER)])
        for chat_id in crowd.owners.keys() - before:
            self.flooding.append(crowd.owners[chat_id])
            crowd.leave(chat_id)

    def unanswered(self) -> list[Update]:
        owners = self.api.crowd.owners
        return [u for u in self.api.crowd.updates if u.answered is None and not owners[u.chat_id].blocked]


@asynccontextmanager
async def begun(engine: Engine, seed: int) -> AsyncIterator[Day]:
    """Begin a day, and end it with nothing left running."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        trouble = Trouble(folder)
        database: Trouble | PostgresTrouble = trouble
        url = f"sqlite:///{folder / 'bot.sqlite'}"
        if engine == "postgres":
            running = stack.enter_context(server())
            url = running.new_database()
            database = PostgresTrouble(running, url)
        async with BotApi.serve(seed=seed) as api:
            day = Day(api, trouble, database, url, folder, random.Random(seed))
            day.start()
            try:
                yield day
            finally:
                day.bot.kill()


def of_telegram(day: Day) -> dict[str, Callable[[], Faults]]:
    """Name what can go wrong at Telegram."""

    def every(kinds: tuple[Fault, ...]) -> Callable[[], Faults]:
        return lambda: Faults.evenly(0.05, kinds=kinds, slow_seconds=0.3, seed=day.dice.randrange(1_000))

    def sends(kind: str) -> Callable[[], Faults]:
        return lambda: Faults.always("sendMessage", kind, slow_seconds=0.3)

    return {
        "every fault": every(KINDS),
        QUICK: every(tuple(kind for kind in KINDS if kind != "silent")),
        "no updates": lambda: Faults.always("getUpdates", "502"),
        "no pictures": lambda: Faults.always("sendPhoto", "500"),
        **{f"sends: {kind}": sends(kind) for kind in KINDS},
    }


def of_the_machine(day: Day) -> dict[str, Callable[[], object]]:
    """Name what can go wrong with the machine."""
    return {
        "clock forward": lambda: day.step_clock(day.dice.uniform(60, 7_200)),
        "clock back": lambda: day.step_clock(-day.dice.uniform(60, 7_200)),
        "kill -9": day.kill,
    }


def drawn(names: Sequence[str], dice: random.Random) -> Iterator[str]:
    """Draw names for ever: each once before any is repeated."""
    while True:
        yield from dice.sample(names, len(names))


async def suffer(day: Day, plan: Plan) -> None:
    """Let spell follow spell, each with one fault of every sort, and a flood in the calm between."""
    telegram, machine = of_telegram(day), of_the_machine(day)
    names = [drawn(sorted(some), day.dice) for some in (plan.telegram or telegram, DATABASE_FAULTS, machine)]
    end = time.monotonic() + plan.seconds
    while time.monotonic() < end and len(day.recoveries) < plan.spells:
        at_telegram, database, at_home = (next(name) for name in names)
        day.happened.update((at_telegram, f"database {database}", at_home))
        causes: list[Callable[[], object]] = [
            lambda kind=at_telegram: setattr(day.api, "faults", telegram[kind]()),
            lambda fault=database: day.database.spoil_database(fault),
            machine[at_home],
        ]
        day.dice.shuffle(causes)
        for cause in causes:
            cause()
            await asyncio.sleep(day.dice.uniform(*plan.lasts) / len(causes))
        await recover(day, ", ".join((at_telegram, f"database {database}", at_home)))
        await bear_a_flood(day, plan.flood)


async def recover(day: Day, after: str) -> None:
    """Heal everything, and note how long it takes until everybody who waits then is answered."""
    day.api.faults = Faults()
    day.database.heal_database()
    began = time.monotonic()
    waiting = day.unanswered()
    while any(update.answered is None for update in waiting) and time.monotonic() - began < RECOVERS:
        if day.bot.status is not None:  # as its host would
            day.happened[f"ended with {day.bot.status}"] += 1
            day.start()
        await asyncio.sleep(0.02)
    day.recoveries.append((time.monotonic() - began, after))


async def bear_a_flood(day: Day, messages: int) -> None:
    """Let somebody flood the bot while all is well, and note how long the others wait."""
    day.happened["a flood"] += 1
    first = len(day.api.crowd.updates)
    day.flood(messages)
    await asyncio.sleep(CALM)
    flooder = day.flooding[-1].chat_id
    now = time.monotonic()
    day.waits += [
        (update.answered or now) - update.created
        for update in day.api.crowd.updates[first:]
        if update.chat_id != flooder
    ]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a day.

    Attributes:
        lost: stored and sent answers of each owner for whom they differ.
        silent: who is still not answered.
        said_twice: replies that were said once more.
    """

    day: Day
    lost: dict[int, tuple[list[str], list[str]]]
    silent: list[Update]
    said_twice: int
    status: int
    log: str

    def faults(self) -> list[str]:
        """Name everything that should not have happened."""
        day = self.day
        stored_twice = {chat: stored for chat, (stored, sent) in self.lost.items() if len(stored) > len(sent)}
        found = {
            f"answers of {len(self.lost)} owners lost or stored twice: {list(self.lost.items())[:3]}": self.lost,
            f"answers stored twice: {stored_twice}": stored_twice,
            f"{len(self.silent)} updates unanswered": self.silent,
            **{f"recovered after {took:.1f} s: {after}": took >= RECOVERS for took, after in day.recoveries},
            f"others waited {max(day.waits, default=0):.2f} s": max(day.waits, default=0) > OTHERS,
            f"stopped with {self.status}": self.status,
        }
        return [what for what, wrong in found.items() if wrong]

    def lines(self) -> Iterator[str]:
        """Say what happened, and how the bot coped."""
        day, crowd = self.day, self.day.api.crowd
        yield from (f"{times:4d}  {cause}" for cause, times in sorted(day.happened.items()))
        yield f"{len(crowd.updates)} updates, of {len(crowd.owners)} owners"
        yield f"{len(self.lost)} owners with answers lost or stored twice; {self.said_twice} replies said twice"
        yield from (f"everybody answered {took:.1f} s after: {after}" for took, after in day.recoveries)
        yield f"others waited {max(day.waits, default=0):.2f} s at most while one flooded ({len(day.waits)} updates)"


async def play(engine: Engine, seed: int, plan: Plan) -> Outcome:
    """Play a day, and return its result."""
    async with begun(engine, seed) as day:
        crowd = day.api.crowd
        scripts = [check_up(number) for number in range(MANY)]
        crowd.walk(scripts, think=0.3, at_once=plan.owners)
        await recover(day, "the start")
        day.recoveries.clear()
        await suffer(day, plan)
        crowd.wind_up()
        await recover(day, "the end")
        await drained(day)
        silent = day.unanswered()
        status = await day.bot.stopped()
        flooding = {owner.chat_id for owner in day.flooding}
        said_twice = sum(
            heard.repeated
            for owner in crowd.owners.values()
            for heard in owner.messages
            if owner.chat_id not in flooding
        )
        return Outcome(day, lost(day), silent, said_twice, status, day.bot.tail(6_000))


async def drained(day: Day) -> None:
    """Wait until whoever flooded the bot is through, who waits for no reply; what is lost never comes."""
    for _ in range(round(RECOVERS / LOOK)):
        if not floods_lost(day):
            return
        await asyncio.sleep(LOOK)


def lost(day: Day) -> dict[int, tuple[list[str], list[str]]]:
    """Return what is stored and what was sent, for each owner for whom it is not the same, each answer once and in order."""
    return unexpected_answers(day.api.crowd, day.url) | floods_lost(day)


def floods_lost(day: Day) -> dict[int, tuple[list[str], list[str]]]:
    """Return the same of those who flooded the bot."""
    stored = answers_in(day.url)
    expected = [*BEFORE, *AFTER]
    return {
        owner.chat_id: (stored.get(owner.chat_id, []), expected)
        for owner in day.flooding
        if stored.get(owner.chat_id, []) != expected
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--owners", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    options = parser.parse_args()
    outcome = asyncio.run(play(options.database, options.seed, Plan(options.seconds, options.owners)))
    print("\n".join(outcome.lines()))
    if faults := outcome.faults():
        print("\n".join(faults))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
