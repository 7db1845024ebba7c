"""Calls of the Bot API that are counted by how they ended, and paid for where they go out faster than is free."""

import logging
from collections.abc import Mapping
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.botapi.ends import OUTCOMES
from bot.botapi.files import with_uploads
from bot.botapi.http import Unclear, plain_data, read_answer, upload_data
from bot.botapi.pace import Pace
from bot.botapi.patience import UPLOADING, Traffic
from bot.turn.recorder import Recorder

log = logging.getLogger(__name__)

PAYING = frozenset({"sendMessage", "sendPhoto", "sendDocument"})  # what Telegram takes payment for
PAID = {"allow_paid_broadcast": True}


class Caller:
    """Makes calls.

    Args:
        bot: has the way to the Bot API.
        recorder: counts the calls and how they ended.
        traffic: is told which methods come through.
        pace: is told when Telegram takes no payment.
    """

    def __init__(self, bot: Bot, recorder: Recorder, traffic: Traffic, pace: Pace) -> None:
        self._bot = bot
        self._recorder = recorder
        self._traffic = traffic
        self._pace = pace

    async def call(self, method: str, parameters: Mapping[str, Any]) -> Any:
        """Make a call, and read its answer strictly: a proxy's page must not pass for an answer of the Bot API."""
        data = upload_data(with_uploads(parameters)) if method in UPLOADING else plain_data(parameters)
        try:
            status, payload = await self._bot.request.do_request(f"{self._bot.base_url}/{method}", "POST", data)
            answer = read_answer(status, payload)
        except Exception as error:
            outcome = next((name for kind, name in OUTCOMES.items() if isinstance(error, kind)), "retry")
            self._recorder.count("sends", method=method, outcome=outcome)
            if outcome in ("retry", "timeout"):
                self._traffic.failed[method] += 1
            if isinstance(error, TelegramError):
                raise
            raise Unclear(f"the request failed ({type(error).__name__})") from None
        self._traffic.came_through(method)
        self._recorder.count("sends", method=method, outcome="sent")
        return answer

    async def call_paid(self, method: str, parameters: Mapping[str, Any], now: float) -> Any:
        """Make a call that exceeds the free pace: paid for, or unpaid where Telegram takes no payment.

        Args:
            method: what is called.
            parameters: what goes along.
            now: the pace's seconds.
        """
        if method not in PAYING:
            return await self.call(method, parameters)
        try:
            answer = await self.call(method, {**parameters, **PAID})
        except BadRequest:  # the message may be refused for itself: then this one is too
            answer = await self.call(method, parameters)
            self._pace.stop_paying(now)
            log.warning("Telegram takes no payment for messages: has the bot enough Stars? Going on at the free pace")
        else:
            self._recorder.count("paid")
        return answer
