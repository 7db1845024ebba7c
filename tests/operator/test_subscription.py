"""Telegram is told how updates come, patiently, and without dropping those that wait."""

from datetime import timedelta

import pytest
from telegram.error import BadRequest, EndPointNotFound, NetworkError, RetryAfter, TimedOut

from bot.botapi.subscription import REMOVAL_TRIES, Address, remove_webhook, set_webhook
from bot.botapi.updates import ALLOWED_UPDATES

ADDRESS = Address("https://bot.example/telegram", "/telegram", "s3cret")


class ABot:
    """Answers calls with what it was told to, then with success."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.calls: list[tuple[str, dict]] = []

    async def do_api_request(self, method: str, parameters: dict) -> bool:
        self.calls.append((method, parameters))
        if self.errors:
            raise self.errors.pop(0)
        return True


class Naps:
    """Remembers how long was waited."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


async def test_the_webhook_is_set_with_its_secret_and_the_kinds_of_updates_and_nothing_is_dropped():
    bot = ABot()
    await set_webhook(bot, ADDRESS, Naps())
    ((method, parameters),) = bot.calls
    assert method == "setWebhook"
    assert parameters == {
        "url": "https://bot.example/telegram",
        "secret_token": "s3cret",
        "max_connections": 100,
        "allowed_updates": list(ALLOWED_UPDATES),
    }


async def test_setting_the_webhook_goes_on_until_telegram_takes_it(caplog):
    naps = Naps()
    errors = [NetworkError("x"), TimedOut(), BadRequest("bad webhook: failed to resolve host")] + [
        NetworkError("x")
    ] * 5
    bot = ABot(*errors, RetryAfter(timedelta(seconds=7)))
    await set_webhook(bot, ADDRESS, naps)
    assert len(bot.calls) == 10
    assert naps.seconds == [1, 2, 5, 15, 60, 60, 60, 60, 7]
    assert "failed to resolve host" in caplog.text
    assert "s3cret" not in caplog.text


async def test_the_webhook_is_removed_with_all_that_waits_kept():
    bot = ABot()
    await remove_webhook(bot, Naps())
    assert bot.calls == [("deleteWebhook", {"drop_pending_updates": False})]


@pytest.mark.parametrize("error", [BadRequest("no such method"), NetworkError("x")])
async def test_a_server_that_always_refuses_to_remove_a_webhook_does_not_keep_the_bot_from_polling(error):
    bot = ABot(*[error] * 100)
    await remove_webhook(bot, Naps())
    assert len(bot.calls) == REMOVAL_TRIES


@pytest.mark.parametrize("work", [remove_webhook, lambda bot, sleep: set_webhook(bot, ADDRESS, sleep)])
async def test_a_server_that_does_not_know_webhooks_is_asked_once(work, caplog):
    bot = ABot(EndPointNotFound("x"))
    await work(bot, Naps())
    assert len(bot.calls) == 1
    assert "going on without" in caplog.text
