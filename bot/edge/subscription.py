"""How updates come: Telegram is told where to post them, or that the bot fetches them. What waits there stays either way."""

import hmac
import logging
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct
from telegram import Bot
from telegram.error import EndPointNotFound, RetryAfter, TelegramError

from bot.edge.gate import Sleep
from bot.edge.updates import ALLOWED_UPDATES

log = logging.getLogger(__name__)

DEFAULT_PATH = "/telegram"
CONNECTIONS = 100  # the most that Telegram opens; what comes at once is one turn
RETRIES = (1.0, 2.0, 5.0, 15.0, 60.0)
REMOVAL_TRIES = 4


class Address(Struct, frozen=True):
    """Where Telegram posts updates, and what it sends along to prove itself."""

    url: str
    path: str
    secret: str

    @classmethod
    def of(cls, public_url: str, secret: str, token: str) -> "Address":
        """Make the address: at the path of the public address, or at one of ours where that has none.

        A secret that the operator did not set follows from the token, so that it is the same in every process and at
        each start.
        """
        path = urlsplit(public_url).path.rstrip("/")
        url = public_url.rstrip("/") if path else public_url.rstrip("/") + DEFAULT_PATH
        made = hmac.new(token.encode(), b"the webhook's secret", "sha256").hexdigest()
        return cls(url, path or DEFAULT_PATH, secret or made)


async def set_webhook(bot: Bot, address: Address, sleep: Sleep) -> None:
    """Tell Telegram where to post updates, and go on trying until it takes the address; what waits there stays."""
    parameters = {
        "url": address.url,
        "secret_token": address.secret,
        "max_connections": CONNECTIONS,
        "allowed_updates": list(ALLOWED_UPDATES),
    }
    await _persist(bot, "setWebhook", parameters, sleep)


async def remove_webhook(bot: Bot, sleep: Sleep) -> None:
    """Tell Telegram that the bot polls; what waits there stays. A server that knows no webhooks may refuse this."""
    await _persist(bot, "deleteWebhook", {"drop_pending_updates": False}, sleep, at_most=REMOVAL_TRIES)


async def _persist(bot: Bot, method: str, parameters: dict[str, Any], sleep: Sleep, *, at_most: int = 0) -> None:
    tries = 0
    while not at_most or tries < at_most:
        try:
            await bot.do_api_request(method, parameters)
        except EndPointNotFound:
            log.warning("this Bot API server does not know %s; going on without", method)
            return
        except RetryAfter as error:
            wait = error.retry_after
            await sleep(wait if isinstance(wait, int | float) else wait.total_seconds())
        except TelegramError as error:
            seconds = RETRIES[min(tries, len(RETRIES) - 1)]
            # What Telegram says here is about the address ("bad webhook: HTTPS url must be provided"), not about an owner.
            log.warning("%s: %s: %s; next try in %.0f s", method, type(error).__name__, error.message, seconds)
            await sleep(seconds)
            tries += 1
        else:
            return
