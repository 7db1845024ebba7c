"""A bad day at Telegram: every kind of fault at 10 %. CHAOS_UPDATES sets how many updates (500; 5000 is the full run)."""

import os
from pathlib import Path

import pytest

from tests.crash.play import all_answered, check_up, unexpected_answers
from tests.server.bot_api import BotApi
from tests.server.bot_process import OURS, BotProcess, environment
from tests.server.faults import KINDS, Faults

UPDATES = int(os.environ.get("CHAOS_UPDATES", "500"))
RATE = 0.1


@pytest.mark.parametrize("seed", [7])
async def test_with_every_fault_at_ten_percent_nothing_is_lost_and_live_chats_are_answered(
    tmp_path: Path, seed: int
) -> None:
    database = tmp_path / "bot.sqlite"
    faults = Faults.evenly(RATE, blocked=RATE, slow_seconds=0.3, seed=seed)
    async with BotApi.serve(faults=faults) as api:
        crowd = api.crowd
        with BotProcess(OURS, environment(api.url, database), tmp_path / "bot.log") as bot:
            crowd.walk([check_up(number) for number in range(UPDATES // len(check_up(0)))])
            await all_answered(api, bot, stalled=30)
            assert await bot.stopped() == 0

    assert set(faults.counts) == set(KINDS)
    assert crowd.stuck() == []
    assert 0 < sum(owner.blocked for owner in crowd.owners.values()) < len(crowd.owners) / 2
    assert unexpected_answers(crowd, database) == {}
