"""A Bot API server that is not Telegram's: it knows six methods, refuses what it does not know, and dates in milliseconds."""

import asyncio
import itertools
import time
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

KNOWN: dict[str, frozenset[str]] = {
    "getMe": frozenset(),
    "getUpdates": frozenset({"offset", "limit", "timeout", "allowed_updates"}),
    "sendMessage": frozenset({"chat_id", "text", "parse_mode", "reply_markup"}),
    "sendPhoto": frozenset({"chat_id", "photo", "caption", "parse_mode", "reply_markup"}),
    "answerCallbackQuery": frozenset({"callback_query_id", "text"}),
    "editMessageText": frozenset({"chat_id", "message_id", "text", "parse_mode", "reply_markup"}),
}
ME = {"id": 8001, "is_bot": True, "first_name": "Door", "username": "door_test_bot"}
OWNER = {"id": 7, "is_bot": False, "first_name": "Alice"}
CHAT = {"id": 7, "type": "private", "first_name": "Alice"}


class SmallServer:
    """Its owner types lines and presses buttons; `answering` decides whether getUpdates is answered at all."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.refused: list[str] = []
        self.sent: list[dict[str, Any]] = []
        self.answering = True
        self.url = ""
        self._ids = itertools.count(1)
        self._updates: deque[dict[str, Any]] = deque()
        self._news = asyncio.Event()

    @classmethod
    @asynccontextmanager
    async def serve(cls) -> AsyncIterator["SmallServer"]:
        server = cls()
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", server._call)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield server
        finally:
            await runner.cleanup()

    def types(self, text: str) -> None:
        number = next(self._ids)
        date = int(time.time() * 1000)
        message = {"message_id": number, "date": date, "chat": CHAT, "from": OWNER, "text": text}
        self._bring({"update_id": number, "message": message})

    def presses(self, label: str) -> None:
        shown = self.sent[-1]
        data = next(
            b["callback_data"] for row in shown["reply_markup"]["inline_keyboard"] for b in row if b["text"] == label
        )
        number = next(self._ids)
        message = {"message_id": number, "date": int(time.time() * 1000), "chat": CHAT}
        query = {"id": str(number), "from": OWNER, "message": message, "data": data, "chat_instance": "1"}
        self._bring({"update_id": number, "callback_query": query})

    async def heard(self, count: int) -> str:
        """Wait until the owner has this many messages, and return the text of the last."""
        async with asyncio.timeout(10):
            while len(self.sent) < count:  # noqa: ASYNC110 -- a test may look
                await asyncio.sleep(0.01)
        return str(self.sent[-1]["text"])

    def _bring(self, update: dict[str, Any]) -> None:
        self._updates.append(update)
        self._news.set()

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        self.calls[method] += 1
        parameters = await request.json() if request.can_read_body else {}
        if method not in KNOWN:
            return web.json_response({"ok": False, "error_code": 404, "description": "Not Found"}, status=404)
        if strange := set(parameters) - KNOWN[method]:
            self.refused.append(f"{method}: {sorted(strange)}")
            return web.json_response({"ok": False, "error_code": 400, "description": "Bad Request"}, status=400)
        return web.json_response({"ok": True, "result": await self._do(method, parameters)})

    async def _do(self, method: str, parameters: dict[str, Any]) -> Any:
        match method:
            case "getMe":
                return ME
            case "getUpdates":
                return await self._fetch(parameters)
            case "answerCallbackQuery":
                return True
        self.sent.append(parameters)
        return {"message_id": next(self._ids), "date": int(time.time() * 1000), "chat": CHAT}

    async def _fetch(self, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        if not self.answering:
            raise web.HTTPBadGateway
        while self._updates and self._updates[0]["update_id"] < parameters.get("offset", 0):
            self._updates.popleft()
        if not self._updates:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), parameters.get("timeout", 0))
            except TimeoutError:
                return []
        return list(self._updates)
