"""Sends replies after they are committed: in order within a chat, chats beside each other, within Telegram's limits.

A reply is a row until it is sent. What happens to it then depends on what Telegram says: 429 waits for its chat alone;
5xx and broken connections are tried again; a time-out is not, since the message may have arrived; 403 marks the owner.
"""

import asyncio
import heapq
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from datetime import timedelta
from typing import Any, Literal

from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.edge.deliver import answer_to
from bot.edge.pace import Pace
from bot.edge.photos import Photos, Way
from bot.turn import Aside, Clock
from storage.database import Database
from storage.pictures import keep_pictures
from storage.updates import Outgoing, left_over, mark_blocked, take_out
from storage.wakes import wake_chats

log = logging.getLogger(__name__)

RETRIES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)  # seconds between tries; the last one repeats
FLUSH_AFTER = 0.05  # seconds in which a turn may take the deletions along
AT_ONCE = 64
ASK_AGAIN_AFTER = timedelta(minutes=10)  # a question that may not have arrived, if its owner stays silent

Sending = Literal["done", "refused", "blocked"]
Sleep = Callable[[float], Awaitable[Any]]
Time = Callable[[], float]


class Outbox:
    """The way out.

    Args:
        bot: makes the calls.
        database: where replies wait, and where owners who blocked the bot are marked.
        photos: finds the ways to send a reply, of which a picture has several.
        pace: Telegram's limits.
        clock: gives the time for the records (aware, UTC).
        time: gives the seconds that pace and back-off count in; passed in by tests.
        sleep: waits so many of those seconds; passed in by tests.
    """

    def __init__(
        self,
        bot: Bot,
        database: Database,
        photos: Photos,
        pace: Pace,
        clock: Clock,
        *,
        time: Time | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._database = database
        self._photos = photos
        self._pace = pace
        self._clock = clock
        self._time = time or asyncio.get_running_loop().time
        self._sleep = sleep
        self._chats: dict[int, deque[Outgoing]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._gate = _Gate(AT_ONCE, pace, self._time, sleep)
        self._sent: list[int] = []
        self._blocked: set[int] = set()
        self._doubtful: set[int] = set()
        self._done = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def waiting(self) -> int:
        """Count the replies that are not sent yet."""
        return sum(len(waiting) for waiting in self._chats.values())

    async def pick_up(self) -> int:
        """Send what a former process left over, and tell how much it was."""
        async with self._database.reading() as tx:
            left = await left_over(tx)
        self.send(left, ())
        return len(left)

    def send(self, replies: Sequence[Outgoing], asides: Sequence[Aside]) -> None:
        """Put replies on their way, and answer taps and inline queries on the side."""
        for aside in asides:
            self._start(self._answer(aside))
        for reply in replies:
            waiting = self._chats.get(reply.chat_id)
            if waiting is None:
                self._chats[reply.chat_id] = deque((reply,))
                self._start(self._serve(reply.chat_id))
            else:
                waiting.append(reply)
        self._tell_idle()

    def take_sent(self) -> list[int]:
        """Hand over the ids of the replies that are done with, for the next turn to delete with its own commit."""
        sent, self._sent = self._sent, []
        return sent

    def give_back(self, sent: Sequence[int]) -> None:
        """Take back ids that could not be deleted."""
        self._sent.extend(sent)
        self._done.set()

    async def run(self) -> None:
        """Delete what was sent, where no turn came along to do it; mark owners who blocked the bot."""
        while True:
            await self._done.wait()
            self._done.clear()
            await asyncio.sleep(FLUSH_AFTER)
            await self.flush()

    async def flush(self) -> None:
        """Write down at once what was sent and who blocked the bot."""
        sent, blocked, doubtful = self.take_sent(), set(self._blocked), set(self._doubtful)
        pictures = self._photos.unsaved()
        if not (sent or blocked or doubtful or pictures):
            return
        now = self._clock()
        try:
            async with self._database.transaction() as tx:
                await take_out(tx, sent)
                await keep_pictures(tx, pictures, now)
                await mark_blocked(tx, blocked, now)
                await wake_chats(tx, doubtful - blocked, "again", now + ASK_AGAIN_AFTER)
        except Exception as error:  # noqa: BLE001 -- tried again with the next one
            log.error("cannot note what was sent: %s", type(error).__name__)
            self.give_back(sent)
        except asyncio.CancelledError:  # the bot stops; close() notes it once more
            self.give_back(sent)
            raise
        else:
            self._photos.saved(pictures)
            self._blocked -= blocked
            self._doubtful -= doubtful

    async def idle(self) -> None:
        """Return once everything is sent."""
        await self._idle.wait()

    async def close(self, seconds: float) -> None:
        """Send what can be sent in so many seconds, and leave the rest as rows for the next process."""
        try:
            async with asyncio.timeout(seconds):
                await self.idle()
        except TimeoutError:
            log.warning("stopping with replies unsent; the next start sends them")
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.flush()

    async def _serve(self, chat_id: int) -> None:
        """Send what waits for one chat, in order."""
        waiting = self._chats[chat_id]
        try:
            while waiting:
                reply = waiting[0]
                if await self._deliver(reply):
                    waiting.popleft()
                    self._sent.append(reply.id)
                else:
                    waiting.clear()  # marking the owner drops the rows
                self._done.set()
        finally:
            del self._chats[chat_id]

    async def _deliver(self, reply: Outgoing) -> bool:
        """Send one reply until it is sent or cannot be; False if the owner blocked the bot."""
        async with aclosing(self._photos.ways(reply)) as ways:
            async for way in ways:
                sending = await self._send(reply, way)
                if sending != "refused":
                    return sending == "done"
        return True

    async def _send(self, reply: Outgoing, way: Way) -> Sending:
        """Send a reply one way, for as long as it takes."""
        tries = 0
        while True:
            await self._until(self._pace.chat_ready_at(reply.chat_id, self._time()))
            try:
                async with self._gate.entered(urgent=reply.urgent):
                    self._pace.sent(reply.chat_id, self._time())
                    answer = await self._bot.do_api_request(way.method, dict(way.parameters))
            except RetryAfter as error:
                wait = error.retry_after
                seconds = wait if isinstance(wait, int | float) else wait.total_seconds()
                self._pace.pause(reply.chat_id, self._time() + seconds)
            except Forbidden:
                log.info("reply %d: the owner blocked the bot", reply.id)
                self._blocked.add(reply.chat_id)
                return "blocked"
            except TimedOut:
                log.warning("reply %d to update %s timed out; not sent again", reply.id, reply.update_id)
                self._doubtful.add(reply.chat_id)
                return "done"
            except BadRequest as error:
                log.error("reply %d to update %s refused: %s", reply.id, reply.update_id, type(error).__name__)
                return "refused"
            except NetworkError as error:
                log.info("reply %d: %s, trying again", reply.id, type(error).__name__)
                await self._sleep(RETRIES[min(tries, len(RETRIES) - 1)])
                tries += 1
            except TelegramError as error:  # Telegram will never take it
                log.error("reply %d to update %s refused: %s", reply.id, reply.update_id, type(error).__name__)
                return "refused"
            else:
                self._photos.sent(reply.chat_id, way, answer)
                return "done"

    async def _until(self, moment: float) -> None:
        if (seconds := moment - self._time()) > 0:
            await self._sleep(seconds)

    async def _answer(self, aside: Aside) -> None:
        try:
            await self._bot.do_api_request(*answer_to(aside))
        except TelegramError as error:  # too old to be answered; it was handled all the same
            log.debug("not answered: %s", type(error).__name__)

    def _start(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("sending stopped: %s", type(error).__name__, exc_info=error)
        self._tell_idle()

    def _tell_idle(self) -> None:
        if self._tasks:
            self._idle.clear()
        else:
            self._idle.set()


class _Gate:
    """Lets sends in: so many at once, at the pace for all chats together, urgent ones first."""

    def __init__(self, places: int, pace: Pace, time: Time, sleep: Sleep) -> None:
        self._places = places
        self._pace = pace
        self._time = time
        self._sleep = sleep
        self._queue: list[tuple[int, int, asyncio.Future[None]]] = []
        self._count = 0
        self._opening: asyncio.Task[None] | None = None

    def entered(self, *, urgent: bool) -> "_Entry":
        return _Entry(self, urgent=urgent)

    async def enter(self, *, urgent: bool) -> None:
        now = self._time()
        if not self._queue and self._places and self._pace.all_ready_at(now) <= now:
            self._places -= 1
            return
        self._count += 1
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._queue, (0 if urgent else 1, self._count, place))
        self._open()
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self.leave()
            raise

    def leave(self) -> None:
        self._places += 1
        self._open()

    def _open(self) -> None:
        if self._queue and self._places and self._opening is None:
            self._opening = asyncio.ensure_future(self._admit())

    async def _admit(self) -> None:
        try:
            while self._queue and self._places:
                now = self._time()
                if (at := self._pace.all_ready_at(now)) > now:
                    await self._sleep(at - now)
                    continue
                _, _, place = heapq.heappop(self._queue)
                if not place.done():
                    self._places -= 1
                    place.set_result(None)
                    await asyncio.sleep(0)  # the one let in counts itself before the next is looked at
        finally:
            self._opening = None


class _Entry:
    """A stay inside the gate."""

    def __init__(self, gate: _Gate, *, urgent: bool) -> None:
        self._gate = gate
        self._urgent = urgent

    async def __aenter__(self) -> None:
        await self._gate.enter(urgent=self._urgent)

    async def __aexit__(self, *_: object) -> None:
        self._gate.leave()
