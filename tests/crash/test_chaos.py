"""A bad day at Telegram: every everyday fault, each at 10 %.

CHAOS_UPDATES=5000 is the full run. The quick one (400) has 4 % of each and the first steps of the check-up only: nearly
all of the time is spent waiting after faults, step after step.
"""

import os
from pathlib import Path

import pytest

from tests.bench.chaos import QUICK, Engine, Plan, play
from tests.crash.play import all_answered, check_up, unexpected_answers
from tests.server.bot_api import BotApi
from tests.server.bot_process import OURS, BotProcess, environment
from tests.server.faults import EVERYDAY, Faults
from tests.server.postgres import NoServerError
from tests.server.troubled import DATABASE_FAULTS

pytestmark = pytest.mark.long

UPDATES = int(os.environ.get("CHAOS_UPDATES", "400"))
WHOLE = UPDATES >= 5000
STEPS = 10 if WHOLE else 4
RATE = 0.1 if WHOLE else 0.04
BLOCKED = 0.1
PATIENCE = 60.0  # a bot backs off for half a minute when everything fails


@pytest.mark.parametrize("seed", [7])
async def test_with_every_everyday_fault_nothing_is_lost_and_live_chats_are_answered(tmp_path: Path, seed: int) -> None:
    database = tmp_path / "bot.sqlite"
    faults = Faults.evenly(RATE, blocked=BLOCKED, slow_seconds=0.3, seed=seed)
    async with BotApi.serve(faults=faults) as api:
        crowd = api.crowd
        with BotProcess(OURS, environment(api.url, database), tmp_path / "bot.log") as bot:
            crowd.walk([check_up(number)[: None if WHOLE else STEPS] for number in range(UPDATES // STEPS)])
            await all_answered(api, bot, stalled=PATIENCE)
            assert await bot.stopped() == 0

    assert set(faults.counts) == set(EVERYDAY)
    assert crowd.stuck() == []
    assert 0 < sum(owner.blocked for owner in crowd.owners.values()) < len(crowd.owners) / 2
    assert unexpected_answers(crowd, database) == {}


@pytest.mark.parametrize("seed", [3])
@pytest.mark.parametrize("database", ["sqlite", "postgres"])
async def test_a_bad_day_of_every_fault_loses_nothing_and_nobody_waits_for_long(database: Engine, seed: int) -> None:
    plan = Plan(seconds=30.0, owners=10, spells=len(DATABASE_FAULTS), lasts=(0.5, 1.0), telegram=(QUICK,), flood=50)
    try:
        outcome = await play(database, seed, plan)
    except NoServerError as error:
        pytest.skip(str(error))
    assert outcome.faults() == [], "\n".join((*outcome.lines(), outcome.log))
    assert {f"database {fault}" for fault in DATABASE_FAULTS} | {QUICK, "kill -9", "a flood"} <= set(
        outcome.day.happened
    )
    assert outcome.day.waits
