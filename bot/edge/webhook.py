"""The webhook: what Telegram posts is answered with 200 only after everything that it changed is committed."""

import asyncio
import hmac
import json
import logging
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import orjson
from aiohttp import web
from telegram import Bot
from telegram.error import EndPointNotFound, RetryAfter, TelegramError

from bot.edge.outbox import Sleep
from bot.edge.polling import events_of
from bot.edge.updates import ALLOWED_UPDATES
from bot.turn import Clock, Turns

log = logging.getLogger(__name__)

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_BODY = 1 << 20
BODY_SECONDS = 20.0
CONNECTIONS = 100  # the most that Telegram opens; what comes at once is one turn
DEFAULT_PATH = "/telegram"
LARGEST_ID = (1 << 63) - 1
JSON_TYPES = frozenset(
    # also what senders write that do not think of it
    {"application/json", "application/octet-stream", "text/plain", "application/x-www-form-urlencoded", ""}
)
RETRIES = (1.0, 2.0, 5.0, 15.0, 60.0)


@dataclass(frozen=True, slots=True)
class Address:
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


class Webhook:
    """Takes what is posted to one path.

    Args:
        address: where that is, and the secret.
        turns: handles the updates.
        clock: gives the time at which they were received.

    Attributes:
        username: the bot's own; until it is known, Telegram is asked to come again.
    """

    def __init__(self, address: Address, turns: Turns, clock: Clock) -> None:
        self.path = address.path
        self.username: str | None = None
        self._secret = address.secret.encode()
        self._turns = turns
        self._clock = clock

    async def take(self, request: web.Request) -> web.Response:
        """Take one update: 403, 413, 415 and 400 refuse it, 503 asks for it again, 200 says that it is stored."""
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._secret):
            return web.Response(status=403)
        if (request.content_length or 0) > LARGEST_BODY:
            return web.Response(status=413)
        if request.headers.get("Content-Type", "").partition(";")[0].strip().lower() not in JSON_TYPES:
            return web.Response(status=415)
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await request.read()  # stops with 413 where a body of unknown length grows too large
        except TimeoutError:
            return web.Response(status=408)
        update = update_in(body)
        if update is None:
            return web.Response(status=400)
        if self.username is None:
            return web.Response(status=503)
        try:
            await self._turns.handle(events_of([update], self._clock, self.username))
        except Exception:  # noqa: BLE001 -- the turn has logged it; Telegram sends the update again
            return web.Response(status=503)
        return web.Response()


def update_in(body: bytes) -> dict[str, Any] | None:
    """Read an Update; None if it is none."""
    try:
        update = orjson.loads(body)
    except ValueError:
        try:  # orjson refuses half a surrogate pair
            update = json.loads(body)
        except (ValueError, RecursionError):
            return None
    if not isinstance(update, dict):
        return None
    number = update.get("update_id")
    return update if type(number) is int and 0 <= number <= LARGEST_ID else None


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
    """Tell Telegram that the bot polls, and go on trying until that is so; what waits there stays."""
    await _persist(bot, "deleteWebhook", {"drop_pending_updates": False}, sleep)


async def _persist(bot: Bot, method: str, parameters: dict[str, Any], sleep: Sleep) -> None:
    tries = 0
    while True:
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
