"""The webhook: what Telegram posts is answered with 200 only after everything that it changed is committed."""

import asyncio
import hmac
import json
from typing import Any

import orjson
from aiohttp import web
from telegram import Bot

from bot.botapi.deliver import answer_to
from bot.botapi.intake import receive
from bot.botapi.outbox import Outbox
from bot.botapi.subscription import Address
from bot.core.clock import Clock
from bot.core.replies import Toast
from bot.turn.turns import Turns

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_BODY = 1 << 20
BODY_SECONDS = 20.0
LARGEST_ID = (1 << 63) - 1
JSON_TYPES = frozenset(
    # also the default of senders that set no type
    {"application/json", "application/octet-stream", "text/plain", "application/x-www-form-urlencoded", ""}
)


class Webhook:
    """Takes what is posted to one path.

    Args:
        address: where that is, and the secret.
        bot: knows its own name.
        turns: handles the updates.
        clock: gives the time at which they were received.
        taps: keeps back the answers to taps, to be given in the response; None where the server may not read that.

    Attributes:
        address: where that is.
        ready: whether the bot knows who it is; until then Telegram is asked to come again.
    """

    def __init__(self, address: Address, bot: Bot, turns: Turns, clock: Clock, *, taps: Outbox | None = None) -> None:
        self.address = address
        self.ready = False
        self._secret = address.secret.encode()
        self._bot = bot
        self._turns = turns
        self._clock = clock
        self._taps = taps

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
        if not self.ready:
            return web.Response(status=503)
        callback_id = _callback_id(update) if self._taps else None
        if self._taps and callback_id:
            self._taps.hold(callback_id)
        toast = None
        try:
            await receive(self._bot, self._turns, self._clock, [update])
        except Exception:  # noqa: BLE001 -- the turn has logged it; Telegram sends the update again
            return web.Response(status=503)
        finally:
            if self._taps and callback_id:
                toast = self._taps.let_go(callback_id)
        return web.Response() if toast is None else _answer(toast)


class Doorstep:
    """The path of the webhook from the start on: until the bot is put together, Telegram is asked to come again.

    Attributes:
        address: where that is.
        webhook: what takes updates; None before it can.
    """

    def __init__(self, address: Address) -> None:
        self.address = address
        self.webhook: Webhook | None = None

    async def take(self, request: web.Request) -> web.Response:
        """Take one update, or ask for it again."""
        return web.Response(status=503) if self.webhook is None else await self.webhook.take(request)


def _callback_id(update: dict[str, Any]) -> str | None:
    query = update.get("callback_query")
    return query["id"] if isinstance(query, dict) and isinstance(query.get("id"), str) else None


def _answer(toast: Toast) -> web.Response:
    """Answer a tap in the response to it, which saves a request."""
    method, parameters = answer_to(toast)
    return web.Response(body=orjson.dumps({"method": method, **parameters}), content_type="application/json")


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
