"""A Bot API server on 127.0.0.1, with owners who follow scripts at the other end of it.

In a test: `async with BotApi.serve() as api: ...`. As a process of its own: `python -m tests.server.bot_api --port 0`
prints its port and is told what to do by POST /_control/…; see `tests.server.control`. It ends by itself after --seconds.
"""

import argparse
import asyncio
import os
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import orjson

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).parents[2])

from tests.server import telegram_json
from tests.server.delivery import Pending, Polls, Webhook
from tests.server.faults import BEFORE, Faults
from tests.server.http11 import Connection, Request
from tests.server.owners import APOLOGY, Crowd, Update

TRUE = b'{"ok":true,"result":true}'
SENDS = frozenset({"sendMessage", "sendPhoto", "sendDocument"})
EDITS = frozenset({"editMessageText", "editMessageReplyMarkup", "editMessageCaption"})
ACCEPTED = frozenset(
    {
        "answerCallbackQuery",
        "answerInlineQuery",
        "sendChatAction",
        "deleteMessage",
        "setMyCommands",
        "setChatMenuButton",
    }
    | {"setMyDescription", "setMyShortDescription", "setMyName", "deleteMyCommands", "setMessageReaction"}
)
UNSET: dict[str, Any] = {
    "getMyCommands": [],
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
}
Watcher = Callable[[str, str], None]


def failure(code: int, description: str, **parameters: Any) -> bytes:
    answer: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    if parameters:
        answer["parameters"] = parameters
    return orjson.dumps(answer)


PAGE = b"<html><head><title>Please log in to this network</title></head></html>"
FAILURES = {
    "500": (500, failure(500, "Internal Server Error")),
    "502": (502, b"<html><head><title>502 Bad Gateway</title></head></html>"),
    "html": (200, PAGE),
}
EMPTY = b'{"ok":true,"result":[]}'
BLOCKED = failure(403, "Forbidden: bot was blocked by the user")
NOT_FOUND = failure(404, "Not Found")
WEBHOOK_SET = failure(
    409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


def _chat_of(parameters: dict[str, Any]) -> int:
    return int(parameters.get("chat_id") or 0)


class BotApi:
    """One bot's side of Telegram.

    A call is carried out, and then answered, `latency` seconds after it came. `watch` is told of every call twice:
    ("received", method) and ("carried out", method); and of updates on their way: ("delivered", "getUpdates" or "webhook").
    """

    def __init__(self, *, latency: float = 0.0, faults: Faults | None = None, apology: str = APOLOGY, seed: int = 0):
        self.latency = latency
        self.faults = faults or Faults()
        self.calls: Counter[str] = Counter()
        self.unknown: Counter[str] = Counter()
        self.watch: Watcher | None = None
        self.url = ""
        self.first_poll_at: float | None = None
        self.webhook_set_at: float | None = None
        self.allowed_updates: list[str] | None = None
        self._apology, self._seed = apology, seed
        self._connections: set[Connection] = set()
        self._pending = Pending()
        self._polls = Polls(self._pending, latency=latency, delivered=lambda _: self._tell("delivered", "getUpdates"))
        self._webhook: Webhook | None = None
        self._closing: set[asyncio.Task[None]] = set()
        self.control: Callable[[str, dict[str, Any]], Any] | None = None
        self.crowd = Crowd(self._hand_over, apology=apology, seed=seed)

    @classmethod
    @asynccontextmanager
    async def serve(cls, *, port: int = 0, **settings: Any) -> AsyncIterator["BotApi"]:
        """Serve on 127.0.0.1 and close every connection at the end."""
        api = cls(**settings)
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: Connection(api.answer, api._connections), "127.0.0.1", port, backlog=512
        )
        api.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield api
        finally:
            server.close()
            if api._webhook:
                await api._webhook.close()
            for connection in list(api._connections):
                connection.reset()
            await asyncio.sleep(0)

    def forget(self):
        """Begin a new play: nothing pending, nothing recorded. The bot stays connected."""
        self._pending.drop()
        before = self.crowd
        self.crowd = Crowd(self._hand_over, apology=self._apology, seed=self._seed)
        self.crowd._update_ids, self.crowd._message_ids = before._update_ids, before._message_ids
        self.crowd._next_chat, self.crowd.life = before._next_chat, before.life
        self.calls.clear()
        self.unknown.clear()
        self.faults.counts.clear()

    def set_latency(self, seconds: float):
        self.latency = self._polls.latency = seconds

    @property
    def pending(self) -> int:
        return len(self._pending)

    async def all_hung_up(self):
        """Return once everything that a bot sent before it died is read, and its connections are gone."""
        await asyncio.sleep(0.02)
        for _ in range(500):
            if not self._connections:
                return
            await asyncio.sleep(0.01)
        raise TimeoutError(f"{len(self._connections)} connections are still open")

    # Calls

    def answer(self, request: Request, connection: Connection):
        path = request.path.partition("?")[0]
        if path.startswith("/_control/") and self.control is not None:
            answer = self.control(path.removeprefix("/_control/"), orjson.loads(request.body or b"{}"))
            connection.respond(orjson.dumps(answer, option=orjson.OPT_NON_STR_KEYS))
            return
        _, _, method = path.rpartition("/")
        if not path.startswith("/bot"):
            connection.respond(NOT_FOUND, 404)
            return
        self.calls[method] += 1
        try:
            parameters = telegram_json.parameters(request.content_type, request.body)
        except ValueError:
            connection.respond(failure(400, "Bad Request: can't parse the body"), 400)
            return
        self._tell("received", method)
        if method == "getUpdates":
            self._get_updates(parameters, connection)
        elif self.latency:
            asyncio.get_running_loop().call_later(self.latency, self._carry_out, method, parameters, connection)
        else:
            self._carry_out(method, parameters, connection)

    def _get_updates(self, parameters: dict[str, Any], connection: Connection):
        if self._webhook is not None:
            connection.respond(WEBHOOK_SET, 409)
            return
        self.first_poll_at = self.first_poll_at or time.monotonic()
        self.allowed_updates = parameters.get("allowed_updates", self.allowed_updates)
        fault = self.faults.draw("getUpdates")
        if fault in BEFORE or fault == "reset after":
            self._fail(fault, connection)
        elif fault is not None:
            self._spoil(fault, connection, EMPTY)
        else:
            self._polls.ask(
                connection,
                offset=int(parameters.get("offset") or 0),
                limit=int(parameters.get("limit") or 0),
                timeout=float(parameters.get("timeout") or 0),
            )

    def _carry_out(self, method: str, parameters: dict[str, Any], connection: Connection):
        fault = self.faults.draw(method)
        if fault is None and method in SENDS and self.faults.too_quick(_chat_of(parameters), time.monotonic()):
            fault = "429"
        if fault in BEFORE:
            self._fail(fault, connection)
            return
        status, body = self._do(method, parameters)
        self._tell("carried out", method)
        if fault is None:
            connection.respond(body, status)
        else:
            self._spoil(fault, connection, body, status)

    def _fail(self, fault: str, connection: Connection):
        """Answer a call that is not carried out."""
        if fault.startswith("reset"):
            connection.reset()
        elif fault == "429":
            seconds = self.faults.retry_after
            connection.respond(failure(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds), 429)
        else:
            status, body = FAILURES[fault]
            connection.respond(body, status)

    def _spoil(self, fault: str, connection: Connection, body: bytes, status: int = 200):
        """Spoil the answer to a call that was carried out; a silent one never comes, and leaves the connection open."""
        if fault == "reset after":
            connection.reset()
        elif fault == "slow":
            asyncio.get_running_loop().call_later(self.faults.slow_seconds, connection.respond, body, status)
        elif fault == "truncated":
            connection.break_off(body, status)
        elif fault == "half":
            connection.respond(body[: len(body) // 2], status)

    def _do(self, method: str, parameters: dict[str, Any]) -> tuple[int, bytes]:
        chat_id = _chat_of(parameters)
        if chat_id and self.faults.blocks(chat_id):
            self.crowd.leave(chat_id)
            return 403, BLOCKED
        if method in SENDS:
            if not chat_id or (method == "sendMessage" and not parameters.get("text")):
                return 400, failure(400, "Bad Request: message text is empty")
            result: Any = self.crowd.hear(method, parameters)
        elif method in EDITS:
            result = self.crowd.edit(parameters)
        elif method in ACCEPTED:
            return 200, TRUE
        elif method in UNSET:
            result = UNSET[method]
        elif method == "getMe":
            result = telegram_json.ME
        elif method in {"setWebhook", "deleteWebhook"}:
            self._set_webhook(parameters if method == "setWebhook" else {})
            return 200, TRUE
        elif method == "getWebhookInfo":
            url = self._webhook.url if self._webhook else ""
            result = {"url": url, "has_custom_certificate": self.certificate > 0, "pending_update_count": self.pending}
        else:
            self.unknown[method] += 1
            return 404, NOT_FOUND
        return 200, orjson.dumps({"ok": True, "result": result})

    # Updates

    def _hand_over(self, update: Update):
        self._pending.add(update)
        if self._webhook is not None:
            self._webhook.add([update])
        else:
            self._polls.wake()

    def _set_webhook(self, parameters: dict[str, Any]):
        self.certificate = parameters.get("certificate", 0)
        if parameters.get("drop_pending_updates"):
            self._pending.drop()
        if self._webhook is not None:
            task = asyncio.get_running_loop().create_task(self._webhook.close())
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)
            self._webhook = None
        self.allowed_updates = parameters.get("allowed_updates", self.allowed_updates)
        if url := parameters.get("url"):
            self._webhook = Webhook(
                url,
                secret=parameters.get("secret_token"),
                max_connections=int(parameters.get("max_connections") or 40),
                latency=self.latency,
                delivered=lambda _: self._tell("delivered", "webhook"),
                answered=self._answered_by_webhook,
            )
            self.webhook_set_at = self.webhook_set_at or time.monotonic()
            self._webhook.add(self._pending.first(sys.maxsize))

    def _answered_by_webhook(self, body: bytes):
        parameters = orjson.loads(body)
        if method := parameters.pop("method", None):
            self.calls[f"{method} (webhook answer)"] += 1
            self._do(method, parameters)

    def _tell(self, stage: str, method: str):
        if self.watch is not None:
            self.watch(stage, method)

    # Report

    def report(self, *, messages: bool = False) -> dict[str, Any]:
        crowd = self.crowd
        report = {
            "owners": len(crowd.owners),
            "unfinished": crowd.unfinished,
            "blocked": sum(owner.blocked for owner in crowd.owners.values()),
            "stuck": crowd.stuck(),
            "updates": len(crowd.updates),
            "redelivered": sum(max(0, update.deliveries - 1) for update in crowd.updates),
            "pending": self.pending,
            "messages": sum(len(owner.messages) for owner in crowd.owners.values()),
            "repeated": sum(heard.repeated for owner in crowd.owners.values() for heard in owner.messages),
            "apologies": crowd.apologies,
            "calls": dict(self.calls),
            "unknown": dict(self.unknown),
            "faults": self.faults.counts,
            "webhook_refused": self._webhook.refused if self._webhook else {},
            "first_poll_at": self.first_poll_at,
            "webhook_set_at": self.webhook_set_at,
            **crowd.times(),
        }
        if messages:
            report["chats"] = {
                owner.chat_id: [{"text": heard.text, "buttons": list(heard.buttons)} for heard in owner.messages]
                for owner in crowd.owners.values()
            }
        return report


async def main() -> None:
    from tests.server.control import Control

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--latency-ms", type=float, default=0)
    parser.add_argument("--seconds", type=float, default=3600, help="end by itself after so long")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    async with BotApi.serve(port=options.port, latency=options.latency_ms / 1000, seed=options.seed) as api:
        api.control = control = Control(api)
        print(api.url.rpartition(":")[2], flush=True)
        begun_by = os.getppid()
        end = time.monotonic() + options.seconds
        while time.monotonic() < end and os.getppid() == begun_by and not control.stopped.is_set():
            try:
                await asyncio.wait_for(control.stopped.wait(), 1)
            except TimeoutError:
                continue


def run() -> None:
    try:
        import uvloop
    except ImportError:
        asyncio.run(main())
    else:
        uvloop.run(main())


if __name__ == "__main__":
    run()
