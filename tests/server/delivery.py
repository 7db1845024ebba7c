"""Updates on their way to the bot: kept until it has confirmed them, polled for or posted to its webhook."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from tests.server.http11 import Caller, Connection
from tests.server.owners import Update

LIMIT = 100
FIRST_RETRY, LONGEST_RETRY = 0.1, 5.0
TERMINATED = b'{"ok":false,"error_code":409,"description":"Conflict: terminated by other getUpdates request"}'


class Pending:
    """What was not confirmed yet, oldest first."""

    def __init__(self):
        self._updates: deque[Update] = deque()

    def __len__(self):
        return sum(not update.confirmed for update in self._updates)

    def add(self, update: Update):
        self._updates.append(update)

    def confirm_before(self, offset: int):
        if offset < 0:
            for update in list(self._updates)[:offset]:
                update.confirmed = True
        while self._updates and (self._updates[0].confirmed or self._updates[0].id < offset):
            self._updates.popleft().confirmed = True

    def first(self, limit: int) -> list[Update]:
        if len(self._updates) <= limit:
            return [update for update in self._updates if not update.confirmed]
        found = []
        for update in self._updates:
            if not update.confirmed:
                found.append(update)
                if len(found) == limit:
                    break
        return found

    def drop(self):
        for update in self._updates:
            update.confirmed = True
        self._updates.clear()


class Polls:
    """Long polling. An answer leaves `latency` seconds after there is something to tell."""

    def __init__(self, pending: Pending, *, latency: float = 0.0, delivered: Callable[[list[Update]], None]):
        self.latency = latency
        self._pending = pending
        self._delivered = delivered
        self._waiting: Connection | None = None
        self._limit = LIMIT
        self._timer: asyncio.TimerHandle | None = None
        self._due: asyncio.Handle | None = None

    def ask(self, connection: Connection, *, offset: int, limit: int, timeout: float):
        if self._waiting is not None:
            waiting = self._waiting
            self._forget()
            waiting.respond(TERMINATED, 409)
        if offset:
            self._pending.confirm_before(offset)
        self._waiting, self._limit = connection, max(1, min(limit or LIMIT, LIMIT))
        if self._pending.first(1) or not timeout:
            self.wake()
        else:
            self._timer = asyncio.get_running_loop().call_later(timeout, self._answer)

    def wake(self):
        """Answer whoever waits, when everything else that came with this update has come too."""
        if self._waiting is not None and self._due is None:
            loop = asyncio.get_running_loop()
            later = loop.call_later(self.latency, self._answer) if self.latency else loop.call_soon(self._answer)
            self._due = later

    def _answer(self):
        connection = self._waiting
        limit = self._limit
        self._forget()
        if connection is None or connection.transport is None:
            return
        batch = self._pending.first(limit)
        now = time.monotonic()
        for update in batch:
            update.deliveries += 1
            update.delivered = update.delivered or now
        connection.respond(b'{"ok":true,"result":[%b]}' % b",".join(update.body for update in batch))
        if batch:
            self._delivered(batch)

    def _forget(self):
        for handle in (self._timer, self._due):
            if handle is not None:
                handle.cancel()
        self._waiting = self._timer = self._due = None


class Webhook:
    """Post each update until it gets a 2xx: at most `max_connections` at once, one at a time for each chat."""

    def __init__(
        self,
        url: str,
        *,
        secret: str | None,
        max_connections: int,
        latency: float,
        delivered: Callable[[list[Update]], None],
        answered: Callable[[bytes], None],
    ):
        self.url = url
        parts = urlsplit(url)
        self._head = (
            f"POST {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
            + (f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\n" if secret else "")
        ).encode()
        self._latency = latency
        self._delivered = delivered
        self._answered = answered
        self._free = max_connections
        self._idle: list[Caller] = []
        self._chats: dict[int, deque[Update]] = {}
        self._ready: deque[int] = deque()
        self._waits: dict[int, float] = {}
        self._closed = False
        self._tasks: set[asyncio.Task[None]] = set()
        self.refused: dict[str, int] = {}

    def add(self, updates: Iterable[Update]):
        for update in updates:
            if queue := self._chats.get(update.chat_id):
                queue.append(update)
            else:
                self._chats[update.chat_id] = deque([update])
                self._ready.append(update.chat_id)
        self._pump()

    async def close(self):
        self._closed = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for caller in self._idle:
            caller.close()

    def _pump(self):
        while self._ready and self._free and not self._closed:
            self._free -= 1
            task = asyncio.get_running_loop().create_task(self._deliver(self._ready.popleft()))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _deliver(self, chat_id: int):
        queue = self._chats[chat_id]
        confirmed = await self._post(queue[0])
        self._free += 1
        if not confirmed:
            wait = self._waits[chat_id] = min(self._waits.get(chat_id, FIRST_RETRY / 2) * 2, LONGEST_RETRY)
            asyncio.get_running_loop().call_later(wait, self._again, chat_id)
        else:
            self._waits.pop(chat_id, None)
            queue.popleft().confirmed = True
            if queue:
                self._ready.append(chat_id)
            else:
                del self._chats[chat_id]
        self._pump()

    def _again(self, chat_id: int):
        self._ready.append(chat_id)
        self._pump()

    async def _post(self, update: Update) -> bool:
        update.deliveries += 1
        try:
            if self._latency:
                await asyncio.sleep(self._latency)
            self._idle = [caller for caller in self._idle if caller.transport] if self.refused else self._idle
            caller = self._idle.pop() if self._idle else await Caller.connect(self.url)
            update.delivered = update.delivered or time.monotonic()
            self._delivered([update])
            status, body = await caller.post(self._head, update.body)
        except OSError as error:
            self._count(type(error).__name__)
            return False
        self._idle.append(caller)
        if not 200 <= status < 300:
            self._count(str(status))
            return False
        if body.startswith(b"{"):
            self._answered(body)
        return True

    def _count(self, reason: str):
        self.refused[reason] = self.refused.get(reason, 0) + 1
