"""The bot on a Bot API server that is not Telegram's, and what it does when the server falls silent."""

import asyncio
from pathlib import Path

from tests.operator.small_server import SmallServer
from tests.server.bot_process import HASTY, OURS, BotProcess, environment


async def test_a_server_that_knows_six_methods_is_enough(tmp_path: Path) -> None:
    async with SmallServer.serve() as server:
        env = environment(server.url, tmp_path / "bot.sqlite")
        with BotProcess(OURS, env, tmp_path / "bot.log") as bot:
            server.types("/start")
            assert "marketing or sales" in await server.heard(1)
            server.presses("Ask me one by one")
            assert "What do you do" in await server.heard(2)
            server.types("shop")
            assert "2 of" in await server.heard(3)
            assert await bot.stopped() == 0, bot.tail()
    assert server.refused == []
    assert server.calls["answerCallbackQuery"] == 1
    assert server.calls["deleteWebhook"] == 1
    assert "does not know deleteWebhook" in bot.tail()


async def test_a_bot_that_gets_no_answer_to_getupdates_ends_with_status_1_and_one_line(tmp_path: Path) -> None:
    async with SmallServer.serve() as server:
        server.answering = False
        with BotProcess(HASTY, environment(server.url, tmp_path / "bot.sqlite"), tmp_path / "bot.log") as bot:
            for _ in range(200):
                if bot.status is not None:
                    break
                await asyncio.sleep(0.05)
            assert bot.status == 1, bot.tail()
            lines = [line for line in bot.tail().splitlines() if " ERROR " in line]
    assert len(lines) == 1
    assert "no getUpdates was answered" in lines[0]
    assert "Traceback" not in bot.tail()
