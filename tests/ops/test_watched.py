"""What an operator's watch sees: what waits at Telegram, the build, the process; and /metrics for whoever knows the token."""

import aiohttp
import pytest
from telegram.error import TelegramError

from bot.botapi.subscription import watch_webhook
from bot.botapi.web import listening
from bot.core.version import VERSION
from bot.operator.health import Health
from bot.operator.metrics import Metrics
from bot.operator.pulse import Pulse, RevokedError
from bot.serve import SURE, watch
from tests.conftest import MONDAY

pytestmark = pytest.mark.sqlite


class EnoughError(Exception):
    """The watch has looked often enough."""


class Telegram:
    """Answers getWebhookInfo with what is in a list, the last again and again."""

    def __init__(self, *answers) -> None:
        self.answers = list(answers)
        self.looks = len(answers)

    async def do_api_request(self, _method):
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def sleep(self, _seconds: float) -> None:
        if not self.answers:
            raise EnoughError


async def seen(*answers) -> Pulse:
    pulse, telegram = Pulse(lambda: 0.0), Telegram(*answers)
    with pytest.raises(EnoughError):
        await watch_webhook(telegram, "https://bot.example/hook", pulse, lambda: MONDAY, telegram.sleep)
    return pulse


async def page(port: int, path: str, **headers: str) -> tuple[int, str]:
    asked = f"http://127.0.0.1:{port}{path}"
    async with aiohttp.ClientSession() as session, session.get(asked, headers=headers) as answer:
        return answer.status, await answer.text()


async def test_what_waits_at_telegram_is_in_health_and_metrics():
    pulse = await seen({"url": "https://bot.example/hook", "pending_update_count": 17})
    health = Health(pulse, None, lambda: 0.0)
    metrics = Metrics()
    metrics.watch_health(lambda: health.last.reasons, {"waiting_at_telegram": lambda: pulse.waiting})
    async with listening(0, health, metrics.page, host="127.0.0.1") as port:
        assert '"waiting_at_telegram":"17"' in (await page(port, "/healthz"))[1]
        assert "doorbot_waiting_at_telegram 17.0" in (await page(port, "/metrics"))[1]


async def test_a_bot_that_polls_says_nothing_of_what_waits_for_a_webhook():
    pulse = await seen(TelegramError("away"))
    health = Health(pulse, None, lambda: 0.0)
    assert "waiting_at_telegram" not in (await health.report()).notes


async def test_an_address_that_somebody_else_set_is_named():
    pulse = await seen({"url": "https://other.example", "pending_update_count": 0})
    assert "another address" in pulse.troubles["webhook"]


def test_the_metrics_tell_of_the_build_and_of_the_process():
    text = Metrics().page()[0].decode()
    assert f'version="{VERSION}"' in text
    assert "process_resident_memory_bytes" in text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Authorization": "key-1"}, 401),
        ({"Authorization": "Bearer key-1"}, 200),
    ],
)
async def test_metrics_are_for_whoever_shows_the_token_and_health_for_everybody(headers, status):
    async with listening(
        0, Health(Pulse(lambda: 0.0), None, lambda: 0.0), Metrics().page, host="127.0.0.1", key="key-1"
    ) as port:
        got, text = await page(port, "/metrics", **headers)
        assert got == status
        assert ("doorbot_build" in text) is (status == 200)
        assert (await page(port, "/healthz"))[0] == 503


async def test_a_token_that_is_unknown_for_a_moment_ends_nothing_and_one_that_stays_unknown_does():
    now = [0.0]
    pulse = Pulse(lambda: now[0])
    pulse.trouble("token", "unknown")
    now[0] = SURE
    assert pulse.lasting("token") == SURE
    pulse.over("token")
    assert pulse.lasting("token") == 0
    pulse.trouble("token", "unknown")
    now[0] += SURE + 1
    with pytest.raises(RevokedError):
        await watch(pulse)
