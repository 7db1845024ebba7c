"""SIGKILL at any moment costs no owner an answer or a reply.

CRASH_KILLS sets how often: 7, so that each kind of moment is hit, or 50 as before a release.
"""

import asyncio
import os
import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.crash.play import (
    LOOK_EVERY,
    all_answered,
    answers_sent,
    answers_too_late,
    check_up,
    unexpected_answers,
)
from tests.crash.repeats import Unsent, strange_repeats, unsent_in
from tests.server.bot_api import BotApi
from tests.server.bot_process import OURS, BotProcess, environment

pytestmark = pytest.mark.long

KILLS = int(os.environ.get("CRASH_KILLS", "7"))
OWNERS = 2 * KILLS
UPDATES_EACH = 10  # one more for the last question of the check-up
SEED = 20_260
TOO_LATE = 60.0


@dataclass(frozen=True, slots=True)
class Moment:
    """When a life ends: some seconds after the `number`-th time that the server saw `stage` of `method`.

    The stage "start" is seen once, at the start of the process.
    """

    stage: str
    method: str = ""
    number: int = 1
    seconds: float = 0.0


def moments(count: int, chance: random.Random) -> list[Moment]:
    """Draw moments so that every stage of an update's way is hit: start-up, receipt, commit, sends, confirmation."""
    kinds = [
        lambda: Moment("start", seconds=chance.uniform(0.0, 0.8)),
        lambda: Moment("delivered", "getUpdates", seconds=chance.uniform(0.0, 0.03)),
        lambda: Moment("delivered", "getUpdates", chance.randint(2, 3), chance.uniform(0.0, 0.01)),
        lambda: Moment("received", "sendMessage", chance.randint(1, 20)),
        lambda: Moment("carried out", "sendMessage", chance.randint(1, 20)),
        lambda: Moment("received", "getUpdates", chance.randint(1, 3)),
        lambda: Moment("carried out", "sendMessage", chance.randint(1, 30), chance.uniform(0.0, 0.02)),
    ]
    return [kinds[number % len(kinds)]() for number in range(count)]


async def live_until(moment: Moment, api: BotApi, bot: BotProcess) -> None:
    """Kill the bot at the moment, as exactly as can be."""
    reached = asyncio.Event()
    loop = asyncio.get_running_loop()
    seen = 0

    def end() -> None:
        bot.kill()
        reached.set()

    def watch(stage: str, method: str) -> None:
        nonlocal seen
        seen += (stage, method) == (moment.stage, moment.method)
        if seen == moment.number and not reached.is_set():
            api.watch = None
            if moment.seconds:
                loop.call_later(moment.seconds, end)
            else:
                end()

    if moment.stage == "start":
        loop.call_later(moment.seconds, end)
    else:
        api.watch = watch
    for _ in range(int(TOO_LATE / LOOK_EVERY)):
        if reached.is_set() or bot.status is not None:
            break
        if not any(owner.outstanding for owner in api.crowd.owners.values()):
            api.crowd.allow(1)
        try:
            await asyncio.wait_for(reached.wait(), LOOK_EVERY)
        except TimeoutError:
            continue
    api.watch = None
    assert reached.is_set(), f"{moment} never came; the bot's status is {bot.status}\n{bot.tail()}"


async def test_a_bot_killed_at_many_moments_loses_nothing_and_stores_nothing_twice(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    database = tmp_path / "bot.sqlite"
    async with BotApi.serve(seed=SEED) as api:
        env = environment(api.url, database)
        crowd = api.crowd
        scripts = [check_up(number) for number in range(OWNERS)]
        updates = OWNERS * UPDATES_EACH
        left: list[Unsent] = []
        crowd.walk(scripts, budget=0)
        for life, moment in enumerate(moments(KILLS, chance)):
            crowd.life = life
            crowd.allow(max(0, updates * (life + 1) // (KILLS + 1) - len(crowd.updates)))
            with BotProcess(OURS, env, tmp_path / "bot.log") as bot:
                await live_until(moment, api, bot)
            await api.all_hung_up()
            assert answers_too_late(crowd, database) == [], moment
            left.append(unsent_in(database))
        crowd.life = KILLS
        crowd.allow(updates)
        with BotProcess(OURS, env, tmp_path / "bot.log") as bot:
            await all_answered(api, bot)
            assert await bot.stopped() == 0

    assert len(crowd.updates) >= updates
    assert crowd.stuck() == []
    assert unexpected_answers(crowd, database) == {}
    assert {len(answers) for answers in answers_sent(crowd).values()} <= {7, 8, 9, 10, 11}
    assert unsent_in(database) == {}
    assert any(heard.repeated for owner in crowd.owners.values() for heard in owner.messages), "no reply was on its way"
    strange = strange_repeats(crowd, left)
    assert not strange, "\n".join(strange[:10])
    assert crowd.apologies == 0
