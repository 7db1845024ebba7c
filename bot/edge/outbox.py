"""Sends replies after they are committed: in order within a chat, chats beside each other, within Telegram's limits.

A reply is a row until it is sent. What happens to it then depends on what Telegram says: 429 waits for its chat alone;
5xx and broken connections are tried again; a time-out is not, since the message may have arrived; 403 marks the owner.
Where processes share the database, each sends what it decided, and waits while another has earlier replies of the chat.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from datetime import timedelta
from enum import Enum
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.edge.deliver import answer_to
from bot.edge.files import with_uploads
from bot.edge.gate import Gate, Sleep, Time
from bot.edge.http import plain_data
from bot.edge.lease import LEASE, WAIT, Lease
from bot.edge.pace import Pace
from bot.edge.photos import Photos, Way
from bot.logs import Told
from bot.recorder import NoRecorder, Recorder
from bot.say import Toast
from bot.turn import Aside, Clock
from storage.database import Database
from storage.pictures import keep_pictures
from storage.processes import Process, is_first
from storage.updates import Outgoing, left_over, mark_blocked, take_out
from storage.wakes import wake_chats

log = logging.getLogger(__name__)

RETRIES = (0.1, 0.5, 1.0, 2.0, 4.0, 8.0)  # seconds between tries; the last one repeats
FLUSH_AFTER = 0.05  # seconds in which a turn may take the deletions along
PICTURES_FROM = 20  # are worth a commit that turns wait for; fewer go with the next one, and if lost are painted again
AT_ONCE = 64
UPLOADING = ("sendPhoto", "sendDocument")
ASK_AGAIN_AFTER = timedelta(minutes=10)  # a question that may not have arrived, if its owner stays silent

OUTCOMES = {  # the first that fits, from the narrowest kind to the widest
    RetryAfter: "429",
    Forbidden: "403",
    TimedOut: "timeout",
    BadRequest: "refused",
    NetworkError: "retry",
    TelegramError: "refused",
}


class _End(Enum):
    """What became of a reply."""

    DONE = "sent, or never can be"
    BLOCKED = "its owner blocked the bot"
    LOST = "not this process's to send any more"
    REFUSED = "Telegram will never take it, not in this way"


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
        lease: seconds after which this process counts as dead for those that share the database.
        recorder: counts the calls and how they ended.
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
        lease: float = LEASE,
        recorder: Recorder | None = None,
    ) -> None:
        self._recorder = recorder or NoRecorder()
        self._bot = bot
        self._database = database
        self._photos = photos
        self._pace = pace
        self._clock = clock
        self._time = time or asyncio.get_running_loop().time
        self._sleep = sleep
        self._chats: dict[int, deque[Outgoing]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._gate = Gate(AT_ONCE, pace, self._time, sleep)
        self._lease = Lease(database, self._forget, seconds=lease)
        self._flying: set[int] = set()
        self._held: dict[str, Toast | None] = {}
        self._sent: list[int] = []
        self._last: list[int] = []
        self._blocked: set[int] = set()
        self._doubtful: set[int] = set()
        self._done = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def waiting(self) -> int:
        """Count the replies that are not sent yet."""
        return sum(len(waiting) for waiting in self._chats.values())

    @property
    def process(self) -> Process:
        """Tell as which process this one sends."""
        return self._lease.process

    async def open(self) -> None:
        """Make this process known to those that share the database; before that, nothing may be put out."""
        await self._lease.begin()

    async def pick_up(self) -> int:
        """Send what a former process left over, and tell how much it was."""
        if self._lease.shared:
            left = await self._lease.look()
        else:
            async with self._database.reading() as tx:
                left = await left_over(tx)
        self._take_over(left)
        return len(left)

    async def keep(self) -> None:
        """Stay known to those that share the database, and send what dead processes left, until cancelled."""
        await self._lease.keep(self._take_over)

    def send(self, replies: Sequence[Outgoing], asides: Sequence[Aside]) -> None:
        """Put replies on their way, and answer taps and inline queries on the side."""
        for aside in asides:
            if isinstance(aside, Toast) and aside.callback_id in self._held:
                self._held[aside.callback_id] = aside
            else:
                self._start(self._answer(aside))
        for reply in replies:
            self._queue(reply)
        self._tell_idle()

    def _queue(self, reply: Outgoing) -> None:
        waiting = self._chats.get(reply.chat_id)
        if waiting is None:
            self._chats[reply.chat_id] = deque((reply,))
            self._start(self._serve(reply.chat_id))
        else:
            late = waiting and reply.id < waiting[-1].id
            waiting.append(reply)
            if late:  # one that another process left, older than what is in hand
                self._chats[reply.chat_id] = deque(sorted(waiting, key=lambda reply: reply.id))

    def _take_over(self, left: Sequence[Outgoing]) -> None:
        """Send what another process left, but for what is in hand already."""
        known = (
            {reply.id for waiting in self._chats.values() for reply in waiting}
            | self._flying
            | {*self._sent, *self._last}
        )
        self.send([reply for reply in left if reply.id not in known], ())

    def _forget(self) -> None:
        """Leave what is in hand to whoever claims it."""
        for waiting in self._chats.values():
            waiting.clear()

    def hold(self, callback_id: str) -> None:
        """Keep back the answer to a tap: whoever asked for the tap to be handled answers it on the way back."""
        self._held[callback_id] = None

    def let_go(self, callback_id: str) -> Toast | None:
        """Give the answer that was kept back, if there is one by now."""
        return self._held.pop(callback_id, None)

    def take_sent(self) -> list[int]:
        """Hand over the ids of the replies that are done with, for the next turn to delete with its own commit."""
        sent, self._sent = self._sent, []
        return sent

    def give_back(self, sent: Sequence[int]) -> None:
        """Take back ids that could not be deleted."""
        self._sent.extend(sent)
        self._lease.doubt()
        self._done.set()

    async def run(self) -> None:
        """Delete what was sent, where no turn came along to do it; mark owners who blocked the bot."""
        while True:
            await self._done.wait()
            self._done.clear()
            await asyncio.sleep(FLUSH_AFTER)
            await self.flush(pictures_from=PICTURES_FROM)

    async def flush(self, *, pictures_from: int = 1) -> None:
        """Write down at once what was sent and who blocked the bot, and Telegram's names for pictures along with it.

        Args:
            pictures_from: how many pictures are written down though there is nothing else.
        """
        sent, blocked, doubtful = self.take_sent(), set(self._blocked), set(self._doubtful)
        last, self._last = self._last, []
        pictures = self._photos.unsaved()
        if not (sent or blocked or doubtful or last or len(pictures) >= pictures_from):
            return
        now = self._clock()
        try:
            async with self._database.transaction() as tx:
                await tx.lock(blocked | doubtful | {picture.chat_id for picture in pictures})
                tx.run_last(take_out([*sent, *last]))
                await keep_pictures(tx, pictures, now)
                await mark_blocked(tx, blocked, now)
                await wake_chats(tx, doubtful - blocked, "again", now + ASK_AGAIN_AFTER)
        except BaseException as error:  # tried again with the next one; a stop in the middle must not lose the ids
            self._last += last
            self.give_back(sent)
            if not isinstance(error, Exception):
                raise
            log.error("cannot note what was sent: %s", Told(error))
        else:
            self._photos.saved(pictures)
            if last:
                await self._database.sweep()
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
        try:
            await self._lease.end()
        except Exception as error:  # noqa: BLE001 -- the others find out by themselves
            log.error("cannot say good-bye: %s", Told(error))

    async def _serve(self, chat_id: int) -> None:
        """Send what waits for one chat, in order."""
        try:
            while waiting := self._chats[chat_id]:
                reply = waiting[0]
                if reply.behind and not await self._is_first(reply):
                    await asyncio.sleep(WAIT)
                    continue  # by now there may be an earlier one in hand
                end = await self._deliver(reply)
                waiting = self._chats[chat_id]
                if end is _End.BLOCKED:
                    self._last += [row.id for row in waiting if row.last]
                    waiting.clear()  # marking the owner drops the rows
                elif reply in waiting:
                    waiting.remove(reply)
                if end is _End.DONE:
                    (self._last if reply.last else self._sent).append(reply.id)
                elif end is _End.LOST:
                    self._lease.doubt()
                self._done.set()
        finally:
            del self._chats[chat_id]

    async def _is_first(self, reply: Outgoing) -> bool:
        """Tell whether every earlier reply of its chat is sent, by whichever process."""
        try:
            async with self._database.reading() as tx:
                return await is_first(tx, reply)
        except Exception as error:  # noqa: BLE001 -- looked at again
            log.error("cannot see what goes before reply %d: %s", reply.id, Told(error))
            return False

    async def _deliver(self, reply: Outgoing) -> _End:
        """Send one reply until it is sent or cannot be."""
        process = self.process
        async with aclosing(self._photos.ways(reply)) as ways:
            async for way in ways:
                end = await self._send(reply, way, process)
                if end is not _End.REFUSED:
                    return end
        return _End.DONE

    async def _send(self, reply: Outgoing, way: Way, process: Process) -> _End:
        """Send a reply in one way, for as long as that takes."""
        tries = 0
        while True:
            await self._until(self._pace.chat_ready_at(reply.chat_id, self._time()))
            try:
                async with self._gate.entered(urgent=reply.urgent):
                    await self._lease.hold()
                    if self.process != process:
                        return _End.LOST
                    self._pace.sent(reply.chat_id, self._time())
                    self._flying.add(reply.id)
                    answer = await self._call(way.method, way.parameters)
            except RetryAfter as error:
                wait = error.retry_after
                seconds = wait if isinstance(wait, int | float) else wait.total_seconds()
                self._pace.pause(reply.chat_id, self._time() + seconds)
            except Forbidden:
                log.info("reply %d: the owner blocked the bot", reply.id)
                self._blocked.add(reply.chat_id)
                return _End.BLOCKED
            except TimedOut:
                log.warning("reply %d to update %s timed out; not sent again", reply.id, reply.update_id)
                self._doubtful.add(reply.chat_id)
                return _End.DONE
            except BadRequest as error:
                log.error("reply %d to update %s refused: %s", reply.id, reply.update_id, type(error).__name__)
                return _End.REFUSED
            except NetworkError as error:
                log.info("reply %d: %s, trying again", reply.id, type(error).__name__)
                await self._sleep(RETRIES[min(tries, len(RETRIES) - 1)])
                tries += 1
            except TelegramError as error:  # Telegram will never take it
                log.error("reply %d to update %s refused: %s", reply.id, reply.update_id, type(error).__name__)
                return _End.REFUSED
            else:
                self._photos.sent(reply.chat_id, way, answer)
                return _End.DONE
            finally:
                self._flying.discard(reply.id)

    async def _until(self, moment: float) -> None:
        if (seconds := moment - self._time()) > 0:
            await self._sleep(seconds)

    async def _answer(self, aside: Aside) -> None:
        try:
            await self._call(*answer_to(aside))
        except TelegramError as error:  # too old to be answered; it was handled all the same
            log.debug("not answered: %s", type(error).__name__)

    async def _call(self, method: str, parameters: Mapping[str, Any]) -> Any:
        try:
            if method in UPLOADING:
                answer = await self._bot.do_api_request(method, with_uploads(parameters))
            else:  # what do_api_request would look for in every parameter is in none
                answer = await self._bot.request.post(f"{self._bot.base_url}/{method}", plain_data(parameters))
        except TelegramError as error:
            outcome = next(name for kind, name in OUTCOMES.items() if isinstance(error, kind))
            self._recorder.count("sends", method=method, outcome=outcome)
            raise
        self._recorder.count("sends", method=method, outcome="sent")
        return answer

    def _start(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("sending stopped: %s", Told(error))
        self._tell_idle()

    def _tell_idle(self) -> None:
        if self._tasks:
            self._idle.clear()
        else:
            self._idle.set()
