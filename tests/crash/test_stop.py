"""SIGTERM under load: what was taken is handled and stored, and the process ends by itself."""

import time
from pathlib import Path

import pytest

from tests.crash.play import all_answered, answers_too_late, check_up, so_many_answered, unexpected_answers
from tests.server.bot_api import BotApi
from tests.server.bot_process import OURS, BotProcess, environment

pytestmark = pytest.mark.long

OWNERS = 60


async def test_a_bot_stopped_under_load_ends_well_and_the_next_one_goes_on_where_it_was(tmp_path: Path) -> None:
    database = tmp_path / "bot.sqlite"
    async with BotApi.serve() as api:
        crowd = api.crowd
        env = environment(api.url, database)
        with BotProcess(OURS, env, tmp_path / "bot.log") as bot:
            crowd.walk([check_up(number) for number in range(OWNERS)])
            await so_many_answered(3 * OWNERS, api, bot)
            asked = time.monotonic()
            assert await bot.stopped(within=10) == 0, bot.tail()
            assert time.monotonic() - asked < 10
        await api.all_hung_up()
        confirmed = [update for update in crowd.updates if update.confirmed]
        assert confirmed
        assert len(confirmed) < len(OWNERS * check_up(0)), "stopped too late to show anything"
        assert [update.line for update in confirmed if update.answered is None] == []
        assert answers_too_late(crowd, database) == []
        crowd.life = 1
        with BotProcess(OURS, env, tmp_path / "bot.log") as bot:
            await all_answered(api, bot)
            assert await bot.stopped() == 0

    assert unexpected_answers(crowd, database) == {}
    assert sum(heard.repeated for owner in crowd.owners.values() for heard in owner.messages) == 0
