"""A bad day in a few minutes: `python -m tests.bench.chaos --seconds 60 --owners 40 --seed 7`.

Owners walk through the check-up while, one after the other and drawn by the seed, everything goes wrong that can: faults of
Telegram of every kind, a database that is away, slow, full or takes nothing, a clock that jumps, kill -9, one chat that
floods. Then all is healed, the clock is set eleven minutes forward, after which open questions are asked again, and it is
told who still waits, what was lost and what came twice. The exit status is 1 if an answer was lost or a live chat waits.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.crash.play import check_up, unexpected_answers
from tests.server.bot_api import BotApi
from tests.server.bot_process import BotProcess, environment
from tests.server.faults import KINDS, Faults
from tests.server.owners import Owner
from tests.server.troubled import COMMAND, DATABASE_FAULTS, Trouble

LASTS = (0.5, 3.0)  # seconds that one trouble lasts
PATIENCE = 90.0  # seconds for everybody to be answered once all is well
ASKED_AGAIN = 660.0  # seconds after which an open question whose reply may be lost is asked again
FLOOD = 100


@dataclass(slots=True)
class Day:
    """The bot, what is around it, and what has happened to them so far."""

    api: BotApi
    trouble: Trouble
    folder: Path
    dice: random.Random
    bot: BotProcess = field(init=False)
    happened: Counter[str] = field(default_factory=Counter)
    flooding: list[Owner] = field(default_factory=list)
    clock: float = 0.0

    @property
    def database(self) -> Path:
        return self.folder / "bot.sqlite"

    def start(self) -> None:
        env = environment(self.api.url, self.database, **self.trouble.environment)
        self.bot = BotProcess(COMMAND, env, self.folder / "bot.log")

    def kill(self) -> None:
        self.bot.kill()
        self.api.crowd.life += 1
        self.start()

    def step_clock(self, seconds: float) -> None:
        self.clock += seconds
        self.trouble.step_clock(self.clock)

    def flood(self) -> None:
        """Let one more owner send a great deal at once, and wait for nothing."""
        crowd = self.api.crowd
        before = set(crowd.owners)
        crowd.backlog([["hello"] * FLOOD])
        for chat_id in crowd.owners.keys() - before:
            self.flooding.append(crowd.owners[chat_id])
            crowd.leave(chat_id)

    def heal(self) -> None:
        self.api.faults = Faults()
        self.trouble.heal_database()


@contextmanager
def day(api: BotApi, folder: Path, seed: int) -> Iterator[Day]:
    one = Day(api, Trouble(folder), folder, random.Random(seed))
    one.start()
    try:
        yield one
    finally:
        one.bot.kill()


def what_may_happen(one: Day) -> dict[str, Callable[[], object]]:
    """Name everything that can go wrong, with how to bring it about; `heal` ends what lasts."""

    def every_kind() -> None:
        one.api.faults = Faults.evenly(0.05, kinds=KINDS, slow_seconds=0.3, seed=one.dice.randrange(1_000))

    def one_method(kind: str) -> Callable[[], None]:
        return lambda: setattr(one.api, "faults", Faults.always("sendMessage", kind, slow_seconds=0.3))

    return {
        "every fault": every_kind,
        "no updates": lambda: setattr(one.api, "faults", Faults.always("getUpdates", "502")),
        "no pictures": lambda: setattr(one.api, "faults", Faults.always("sendPhoto", "500")),
        **{f"sends: {kind}": one_method(kind) for kind in KINDS},
        **{f"database {fault}": lambda fault=fault: one.trouble.spoil_database(fault) for fault in DATABASE_FAULTS},
        "clock forward": lambda: one.step_clock(one.dice.uniform(60, 7_200)),
        "clock back": lambda: one.step_clock(-one.dice.uniform(60, 7_200)),
        "kill -9": one.kill,
        "a flood": one.flood,
    }


async def suffer(one: Day, seconds: float) -> None:
    """Let one thing after the other go wrong: each at least once, if there is time."""
    causes = what_may_happen(one)
    to_come: list[str] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not to_come:
            to_come = one.dice.sample(sorted(causes), len(causes))
        cause = to_come.pop()
        one.happened[cause] += 1
        causes[cause]()
        await asyncio.sleep(one.dice.uniform(*LASTS))
        one.heal()
        if one.bot.status is not None:  # as its host would
            one.happened[f"ended with {one.bot.status}"] += 1
            one.start()


async def recovered(one: Day) -> float:
    """Wait until everybody is answered, for as long as that may take, and return the seconds that it took."""
    one.heal()
    began = time.monotonic()
    asked_again = False
    while one.api.crowd.unfinished and time.monotonic() - began < PATIENCE:
        await asyncio.sleep(0.1)
        if not asked_again and time.monotonic() - one.api.crowd.last_heard > 10:
            one.step_clock(ASKED_AGAIN)
            asked_again = True
    return time.monotonic() - began


async def play(seconds: float, owners: int, seed: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        async with BotApi.serve(seed=seed) as api:
            with day(api, Path(folder), seed) as one:
                api.crowd.walk([check_up(number) for number in range(owners)], think=seconds / 30)
                await suffer(one, seconds)
                took = await recovered(one)
                status = await one.bot.stopped()
                lost = unexpected_answers(api.crowd, one.database)
                report = api.report()
                for cause, times in sorted(one.happened.items()):
                    print(f"{times:4d}  {cause}")
                print(f"{len(api.crowd.updates)} updates, {report['redelivered']} delivered more than once")
                print(
                    f"{report['messages']} messages, {report['repeated']} of them twice, {report['apologies']} apologies"
                )
                heard = [len(owner.messages) for owner in one.flooding]
                print(f"whoever sent {FLOOD} messages at once heard {heard}")
                print(f"everybody answered {took:.1f} s after all was well; stopped with {status}")
                print(f"still waiting: {report['stuck']}")
                print(f"answers lost or doubled: {lost}")
                if report["stuck"] or lost:
                    print(one.bot.tail(6_000))
                return int(bool(report["stuck"] or lost))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--owners", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    return asyncio.run(play(options.seconds, options.owners, options.seed))


if __name__ == "__main__":
    sys.exit(main())
