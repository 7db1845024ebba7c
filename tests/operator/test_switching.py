"""Polling and webhook, switched while owners chat: nothing waits for ever, nothing is stored twice."""

import asyncio
import time
from pathlib import Path

import aiohttp
import pytest

from tests.crash.play import all_answered, so_many_answered, unexpected_answers
from tests.server.bot_api import BotApi
from tests.server.bot_process import OURS, BotProcess, environment
from tests.server.ports import free_port

pytestmark = pytest.mark.long

OWNERS = 30


def visit(number: int) -> tuple[str, ...]:
    """Return a script that leaves a check-up half-way, with answers that tell one owner's from another's."""
    return ("/start", "/checkup", "Trades, home services", "We talk first", str(60 + number), str(50 + number), "5")


async def test_switching_between_polling_and_webhook_under_load_loses_no_pending_update(tmp_path: Path) -> None:
    database = tmp_path / "bot.sqlite"
    async with BotApi.serve() as api:
        crowd = api.crowd
        webhook = environment(api.url, database, webhook_port=free_port())
        polling = environment(api.url, database)
        crowd.walk([visit(number) for number in range(OWNERS)])
        for life, env in enumerate([polling, webhook, polling, webhook]):
            crowd.life = life
            with BotProcess(OURS, env, tmp_path / "bot.log") as bot:
                if life < 3:
                    await so_many_answered(crowd.answered + OWNERS, api, bot)
                else:
                    await all_answered(api, bot)
                began = time.monotonic()
                assert await bot.stopped(within=10) == 0, bot.tail()
                assert time.monotonic() - began < 10
        assert api.calls["setWebhook"] == 2
        assert api.calls["deleteWebhook"] == 2

    assert crowd.stuck() == []
    assert unexpected_answers(crowd, database) == {}
    assert "SECRET" not in (tmp_path / "bot.log").read_text()
    assert "a-secret-of-the-tests" not in (tmp_path / "bot.log").read_text()


async def page(port: int, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as response:
        return response.status, await response.text()


async def healthy(port: int, bot: BotProcess) -> str:
    """Wait until the bot says that it is well."""
    for _ in range(400):
        assert bot.status is None, bot.tail()
        try:
            status, text = await page(port, "/healthz")
        except aiohttp.ClientError:
            status, text = 0, ""
        if status == 200:
            return text
        await asyncio.sleep(0.05)
    raise AssertionError(f"never well: {status} {text}\n{bot.tail()}")


async def test_polling_with_a_port_shows_health_and_metrics(tmp_path: Path) -> None:
    port = free_port()
    async with BotApi.serve() as api:
        env = environment(api.url, tmp_path / "x", PORT=str(port), DYNO="web.1", ADMIN_CHAT_ID="99", LOG_FORMAT="json")
        del env["DATABASE_URL"]
        env["PYTHONPATH"] = str(Path(__file__).parents[2])
        log = tmp_path / "bot.log"
        with BotProcess(OURS, env | {"DATABASE_URL": ""}, log, folder=tmp_path) as bot:
            assert '"disk":"forgets"' in await healthy(port, bot)
            api.crowd.walk([visit(number) for number in range(3)])
            await all_answered(api, bot)
            status, text = await page(port, "/metrics")
            assert await bot.stopped() == 0
        told = [message.text for message in api.crowd.owners[99].messages]
    assert status == 200
    for line in (
        'doorbot_updates_total{kind="text"}',
        'doorbot_sends_total{method="sendMessage",outcome="sent"}',
        'doorbot_sessions_total{event="started",flow="checkup"} 3.0',
        'doorbot_steps_total{flow="checkup",question="people"} 3.0',
        "doorbot_turn_seconds_count",
    ):
        assert line in text
    assert "100001" not in text
    assert log.read_text().count("forgets at each restart") == 1
    assert len(told) == 1
    assert "forgets" in told[0]
