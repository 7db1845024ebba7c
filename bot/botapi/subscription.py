"""How updates come: Telegram is told where to post them, or that the bot fetches them. What waits there stays either way."""

import hmac
import logging
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct
from telegram import Bot, InputFile
from telegram.error import EndPointNotFound, RetryAfter, TelegramError

from bot.botapi.updates import ALLOWED_UPDATES
from bot.botapi.waiting import is_token_unknown, telegram_trouble
from bot.core.clock import Clock, Sleep
from bot.operator.pulse import Pulse

log = logging.getLogger(__name__)

DEFAULT_PATH = "/telegram"
CONNECTIONS = 100  # the most connections that Telegram opens; updates that come at the same time share a turn
RETRIES = (1.0, 2.0, 5.0, 15.0, 60.0)
REMOVAL_TRIES = 4
LOOK_EVERY = 20.0  # seconds between two checks of the webhook
LOOK_AGAIN = 5.0  # seconds after a check that failed
LATELY = 60.0  # seconds for which an error of the webhook counts
LOOKS = 3  # checks in which the number of waiting updates must have grown each time, to at least MANY
MANY = 5
LONGEST_MESSAGE = 100


class Address(Struct, frozen=True):
    """Where Telegram posts updates.

    Attributes:
        url: the address.
        path: its path.
        secret: what Telegram sends along to prove itself.
        certificate: what Telegram knows the address by, where no authority that it trusts has signed that.
    """

    url: str
    path: str
    secret: str
    certificate: bytes = b""

    @classmethod
    def of(cls, public_url: str, secret: str, token: str, certificate: bytes = b"") -> "Address":
        """Make the address: at the path of the public address, or at one of ours where that has none.

        A secret that the operator did not set follows from the token, so that it is the same in every process and at
        each start.
        """
        path = urlsplit(public_url).path.rstrip("/")
        url = public_url.rstrip("/") if path else public_url.rstrip("/") + DEFAULT_PATH
        made = hmac.new(token.encode(), b"the webhook's secret", "sha256").hexdigest()
        return cls(url, path or DEFAULT_PATH, secret or made, certificate)


async def set_webhook(bot: Bot, address: Address, sleep: Sleep) -> None:
    """Tell Telegram where to post updates, and go on trying until it takes the address; what waits there stays."""
    parameters: dict[str, Any] = {
        "url": address.url,
        "secret_token": address.secret,
        "max_connections": CONNECTIONS,
        "allowed_updates": list(ALLOWED_UPDATES),
    }
    if address.certificate:
        parameters["certificate"] = InputFile(address.certificate, filename="certificate.pem")
    await _persist(bot, "setWebhook", parameters, sleep)


async def remove_webhook(bot: Bot, sleep: Sleep) -> None:
    """Tell Telegram that the bot polls; what waits there stays. A server that knows no webhooks may refuse this."""
    await _persist(bot, "deleteWebhook", {"drop_pending_updates": False}, sleep, at_most=REMOVAL_TRIES)


async def watch_webhook(bot: Bot, url: str, pulse: Pulse, clock: Clock, sleep: Sleep) -> None:
    """Check the webhook now and then, until cancelled: Telegram does not report its failures by itself.

    Args:
        bot: makes the calls.
        url: where Telegram is to post.
        pulse: is told what is wrong.
        clock: gives the time (aware, UTC).
        sleep: waits between two looks.
    """
    method = "getWebhookInfo"
    waiting: list[int] = []
    failed = 0
    while True:
        await sleep(LOOK_AGAIN if failed == 1 else LOOK_EVERY)
        try:
            info = await bot.do_api_request(method)
        except RetryAfter:
            continue
        except EndPointNotFound as error:
            if not is_token_unknown(error):
                method = "getMe"  # a server that does not know webhooks in and out may know this
                continue
            failed = _note_failure(error, failed, pulse)
        except TelegramError as error:
            failed = _note_failure(error, failed, pulse)
        else:
            failed = 0
            pulse.over("token")
            pulse.over("telegram")
            if method == "getWebhookInfo":
                waiting = [*waiting[1 - LOOKS :], int(info.get("pending_update_count", 0))]
                pulse.waiting = waiting[-1]
                _tell_of_webhook(webhook_trouble(info, url, clock().timestamp(), waiting), pulse)


def webhook_trouble(info: dict[str, Any], url: str, now: float, waiting: list[int]) -> str | None:
    """Say what is wrong with the webhook.

    Args:
        info: what getWebhookInfo answers.
        url: where Telegram is to post.
        now: the time in seconds since 1970.
        waiting: how many updates waited at the last looks, this one the last.
    """
    if info.get("url") != url:
        return "Telegram posts updates to another address, or to none: was it set elsewhere? A new start sets it again"
    if now - info.get("last_error_date", 0) < LATELY:
        said = str(info.get("last_error_message", ""))[:LONGEST_MESSAGE]
        return f"Telegram could not deliver an update in the last minute ({said})"
    if len(waiting) == LOOKS and waiting == sorted(set(waiting)) and waiting[-1] >= MANY:
        return f"{waiting[-1]} updates wait at Telegram, and they become more"
    return None


def _tell_of_webhook(trouble: str | None, pulse: Pulse) -> None:
    if trouble is None:
        pulse.over("webhook")
    else:
        pulse.trouble("webhook", trouble)


def _note_failure(error: TelegramError, failed: int, pulse: Pulse) -> int:
    """Note that Telegram was not reached twice in a row, or does not know the token; return how often it failed."""
    part, what = telegram_trouble(error)
    if part == "token":
        pulse.over("telegram")
        pulse.trouble(part, what, level=logging.ERROR)
    elif failed:
        pulse.trouble(part, what)
    return failed + 1


async def _persist(bot: Bot, method: str, parameters: dict[str, Any], sleep: Sleep, *, at_most: int = 0) -> None:
    tries = 0
    said = ""
    while not at_most or tries < at_most:
        try:
            await bot.do_api_request(method, parameters)
        except RetryAfter as error:
            wait = error.retry_after
            await sleep(wait if isinstance(wait, int | float) else wait.total_seconds())
        except TelegramError as error:
            if isinstance(error, EndPointNotFound) and not is_token_unknown(error):
                log.warning("this Bot API server does not know %s; going on without", method)
                return
            # What Telegram says here is about the address ("bad webhook: HTTPS url must be provided"), not about an owner.
            if said != (said := f"{type(error).__name__}: {error.message}"):  # one line, not one a try
                log.warning("%s: %s; it is tried again and again", method, said)
            await sleep(RETRIES[min(tries, len(RETRIES) - 1)])
            tries += 1
        else:
            return
