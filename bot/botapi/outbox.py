"""Sends replies after they are committed: in order within a chat, chats beside each other, within Telegram's limits.

A reply is a row until it is sent. What happens to it then depends on what Telegram says: 429 waits for its chat alone;
5xx, broken connections and whatever Telegram itself did not write are tried again, for as long as :mod:`bot.botapi.patience`
says; a time-out is not, since the message may have arrived; that the bot was blocked marks the owner.
What never came, or may not have, leaves a wake behind: the bot says so later, and offers it again.
Where processes share the database, each sends what it decided, and waits while another has earlier replies of the chat.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Sequence
from contextlib import aclosing

from msgspec.structs import replace
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.botapi.backlog import Backlog
from bot.botapi.calling import Caller
from bot.botapi.deliver import calls
from bot.botapi.ends import WHY, End, Ends, end_of, is_stop
from bot.botapi.gate import Gate
from bot.botapi.http import NoSuchMethod
from bot.botapi.keyboards import EDITING, Keyboards, has_buttons, seconds_of
from bot.botapi.lease import LEASE, WAIT, Lease
from bot.botapi.losses import Losses
from bot.botapi.pace import Pace
from bot.botapi.passage import Passage
from bot.botapi.patience import Patience, Traffic
from bot.botapi.photos import Attempt, Photos
from bot.botapi.ways import username_of
from bot.botapi.work import Work
from bot.core.clock import Clock, Sleep, Time
from bot.core.failures import Failure
from bot.core.replies import Toast
from bot.turn.crowding import thinned
from bot.turn.recorder import NoRecorder, Recorder
from bot.turn.turns import Aside
from storage.database import Database
from storage.processes import Process, is_first
from storage.updates import Outgoing

log = logging.getLogger(__name__)

FLUSH_AFTER = 0.05  # seconds in which a turn may take the deletions along
PICTURES_FROM = 20  # file ids that are worth a commit of their own; fewer wait for the next one
AT_ONCE = 64
MOST_CUT_OFF = 2  # halves of answers, before a reply counts as one that may have arrived


class Outbox:
    """The way out.

    Args:
        bot: makes the calls.
        database: where replies wait, and where owners who blocked the bot are marked.
        photos: finds the ways to send a reply, of which a picture has several.
        pace: Telegram's limits.
        clock: gives the time for the records (aware, UTC).
        time: gives the seconds that pace and back-off count in; passed in by tests.
        sleep: waits this many of those seconds; passed in by tests.
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
        self._time = time or asyncio.get_running_loop().time
        self._sleep = sleep
        self._chats: dict[int, deque[Outgoing]] = {}
        self._work = Work()
        self._traffic = Traffic()
        self._calling = Caller(bot, self._recorder, self._traffic, pace)
        self._call = self._calling.call
        self._keyboards = Keyboards(self._call, self._work, pace, self._time)
        self._photos.begins = self._keyboards.painting
        self._backlog = Backlog(database)
        self._gate = Gate(AT_ONCE, pace, self._time, sleep)
        self._lease = Lease(database, self._forget, seconds=lease, company=pace.share)
        self._flying: set[int] = set()
        self._held: dict[str, Toast | None] = {}
        self._moved: dict[int, int] = {}
        self._passage = Passage(self._call, sleep)
        self.losses = Losses(self._recorder, clock)
        self._ends = Ends(database, photos, clock, self.losses)
        self.ready = asyncio.Event()  # while it is not set, replies wait until earlier ones are picked up
        self.ready.set()
        self._done = asyncio.Event()

    @property
    def waiting(self) -> int:
        """Count the replies that are not sent yet."""
        return sum(len(waiting) for waiting in self._chats.values())

    @property
    def busy_chats(self) -> int:
        """Count the chats with replies on their way, except those that Telegram asked us to pause."""
        return sum(not self._pace.is_paused(chat_id, self._time()) for chat_id in self._chats)

    @property
    def full(self) -> bool:
        """True if so many chats are being written to that what comes due has to wait."""
        return self.busy_chats >= self._pace.most_chats

    def seconds_for(self, messages: int) -> float:
        """Return how long this many messages take at the pace for all chats."""
        return self._pace.seconds_for(messages)

    def waiting_for(self, chat_id: int) -> int:
        """Count the replies to a chat that are not sent yet."""
        return len(self._chats.get(chat_id, ()))

    @property
    def process(self) -> Process:
        """Return this process, as the others know it."""
        return self._lease.process

    @property
    def trouble(self) -> str | None:
        """Return in a line what an operator should know: what is being tried again, and what was given up lately."""
        failing = [self._time() - patience.since for patience in self._traffic.failing]
        tried = f"{len(failing)} being tried again, for up to {max(failing):.0f} s" if failing else None
        return "; ".join(line for line in (tried, self.losses.lately()) if line) or None

    async def open(self) -> None:
        """Make this process known to those that share the database; before that, no reply may be stored."""
        await self._lease.begin()
        if not self._lease.shared:
            await self._backlog.begin()

    async def pick_up(self) -> int:
        """Send what an earlier process left unsent; return how many replies that are."""
        if not self._lease.shared:
            self._work.start(self._backlog.hand_over(lambda left: self.send(left, ()), lambda: len(self._chats)))
            return self._backlog.count
        self._take_over(left := await self._lease.look())
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
                self._work.start(self._answer(aside))
        for reply in replies:
            self._queue(reply)
        for chat_id in {reply.chat_id for reply in replies}:
            self._thin_out(chat_id)

    def _thin_out(self, chat_id: int) -> None:
        """Leave unsaid what later replies take the place of, where many wait for a chat."""
        waiting = list(self._chats.get(chat_id, ()))
        if len(kept := thinned(waiting)) < len(waiting):
            self._chats[chat_id] = deque(kept)
            self._ends.sent += {reply.id for reply in waiting} - {reply.id for reply in kept}
            self._done.set()

    def _queue(self, reply: Outgoing) -> None:
        if (new_id := self._moved.get(reply.chat_id)) is not None:
            reply = replace(reply, chat_id=new_id)
        waiting = self._chats.get(reply.chat_id)
        if waiting is None:
            self._chats[reply.chat_id] = deque((reply,))
            self._work.start(self._serve(reply.chat_id))
        else:
            late = waiting and reply.id < waiting[-1].id
            waiting.append(reply)
            if late:  # one that another process left, older than what is queued
                self._chats[reply.chat_id] = deque(sorted(waiting, key=lambda reply: reply.id))

    def _take_over(self, left: Sequence[Outgoing]) -> None:
        """Send what another process left, except what is queued already."""
        known = {reply.id for waiting in self._chats.values() for reply in waiting} | self._flying | self._ends.ids
        self.send([reply for reply in left if reply.id not in known], ())

    def _forget(self) -> None:
        """Drop what is queued: another process may claim it."""
        for waiting in self._chats.values():
            waiting.clear()

    def hold(self, callback_id: str) -> None:
        """Keep back the answer to a tap: whoever asked for the tap to be handled answers it on the way back."""
        self._held[callback_id] = None

    def let_go(self, callback_id: str) -> Toast | None:
        """Return the answer that was kept back, if there is one by now."""
        return self._held.pop(callback_id, None)

    encode = staticmethod(calls)

    def take_sent(self) -> list[int]:
        """Hand over the ids of the replies that are done with, for the next turn to delete with its own commit."""
        return self._ends.take_sent()

    def give_back(self, sent: Sequence[int]) -> None:
        """Take back ids that could not be deleted."""
        self._ends.give_back(sent)
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
        """Write down at once what became of replies; so many new pictures alone are worth a commit."""
        try:
            await self._ends.write(pictures_from=pictures_from)
        except BaseException as error:  # tried again with the next one
            self.give_back(())
            if not isinstance(error, Exception):
                raise
            log.error("cannot note what was sent: %s", Failure(error))

    async def idle(self) -> None:
        """Return once everything is sent."""
        await self._work.idle()

    async def close(self, seconds: float) -> None:
        """Send what can be sent in this many seconds, and leave the rest as rows for the next process."""
        try:
            async with asyncio.timeout(seconds):
                await self.idle()
        except TimeoutError:
            log.warning("stopping with replies unsent; the next start sends them")
        await self._work.stop()
        await self.flush()
        try:
            await self._lease.end()
        except Exception as error:  # noqa: BLE001 -- the others find out by themselves
            log.error("cannot say good-bye: %s", Failure(error))

    async def _serve(self, chat_id: int) -> None:
        """Send what waits for one chat, in order; whatever happens to one reply, the next has its turn."""
        try:
            await self.ready.wait()
            self.send(await self._backlog.of_chat(chat_id), ())
            while waiting := self._chats[chat_id]:
                reply = waiting[0]
                try:
                    if reply.behind and not await self._is_first(reply):
                        await asyncio.sleep(WAIT)
                        continue  # by now an earlier one may be queued
                    end = await self._deliver(reply)
                except BaseException as error:
                    if is_stop(error):
                        raise
                    log.error("reply %d cannot be sent: %s", reply.id, Failure(error))
                    self._ends.lose(reply, reply.method, "bug")
                    end = End.REFUSED
                self._settle(reply, end)
        finally:
            del self._chats[chat_id]

    def _settle(self, reply: Outgoing, end: End) -> None:
        """Strike a reply off, with whatever else its end means."""
        waiting = self._chats[reply.chat_id]
        if end is End.BLOCKED:
            self._ends.last += [row.id for row in waiting if row.last]
            waiting.clear()  # marking the owner drops the rows
        elif end is End.MOVED:
            moved = list(waiting)
            waiting.clear()
            for row in moved:
                self._queue(row)
        elif reply in waiting:
            waiting.remove(reply)
        if end is End.LOST:
            self._lease.doubt()
        elif end is End.DONE or end in WHY:
            self._ends.settle(reply, end)
        self._done.set()

    async def _is_first(self, reply: Outgoing) -> bool:
        """True if every earlier reply of its chat is sent, by whichever process."""
        try:
            async with self._database.reading() as tx:
                return await is_first(tx, reply)
        except Exception as error:  # noqa: BLE001 -- looked at again
            log.error("cannot see what goes before reply %d: %s", reply.id, Failure(error))
            return False

    async def _deliver(self, reply: Outgoing) -> End:
        """Send one reply until it is sent or cannot be, in no way; then its owner hears of that later."""
        process, end = self.process, End.REFUSED
        failed: Attempt | None = None
        async with aclosing(self._photos.ways(reply)) as ways:
            async for way in ways:
                if way.method in EDITING and not self._keyboards.known:
                    continue
                if failed is not None and failed.method == way.method and end is End.GIVEN_UP:
                    continue  # another picture would fare no better
                if failed is not None and failed.method not in (way.method, *EDITING):
                    self.losses.note(failed.method, WHY[end], reply.id)
                end = await self._send(reply, way, process)
                if end not in WHY:
                    return end
                failed = way
        if failed is not None:
            self._ends.lose(reply, failed.method, WHY[end])
        return end if failed else End.DONE  # a picture that is not wanted, and has no words of its own

    async def _send(self, reply: Outgoing, way: Attempt, process: Process) -> End:
        """Send a reply in one way, for as long as that takes."""
        patience = Patience(self._traffic, way.method, self._time)
        try:
            while True:
                end = await self._try(reply, way, process, patience)
                if end is End.FAILED:
                    if await self._is_over(patience):
                        return End.GIVEN_UP
                elif end is not End.LATER:
                    return end
        finally:
            patience.end()

    async def _try(self, reply: Outgoing, way: Attempt, process: Process, patience: Patience) -> End:
        """Try once to send a reply in one way."""
        if self._passage.watched:
            await self._passage.open.wait()
        await self._until(self._pace.chat_ready_at(reply.chat_id, self._time()))
        began: float | None = None
        try:
            async with self._gate.entered(urgent=reply.urgent):
                await self._lease.hold()
                if self.process != process:
                    return End.LOST
                began = self._time()
                ahead = self._pace.sent(reply.chat_id, began)
                self._flying.add(reply.id)
                answer = await (
                    self._calling.call_paid(way.method, way.parameters, began)
                    if ahead
                    else self._call(way.method, way.parameters)
                )
        except TelegramError as error:
            end = end_of(error, way.method, cut_off=patience.tries >= MOST_CUT_OFF)
            log.info("reply %d to update %s, %s: %s", reply.id, reply.update_id, type(error).__name__, end.value)
            if end is End.FAILED:
                patience.failed(self._time() - began if began is not None else 0.0)
            return await self._after(reply, way, error, end)
        finally:
            self._flying.discard(reply.id)
        self._photos.sent(reply.chat_id, way, answer)
        passing = not way.stays and has_buttons(way.parameters)
        self._keyboards.said(reply, way.method, answer, passing=passing, tapped=way.tapped)
        return End.DONE

    async def _is_over(self, patience: Patience) -> bool:
        """True if a reply that failed is to be given up; otherwise, wait until it may be tried again."""
        if patience.quiet:
            await self._passage.is_open()
        patience.look()
        if patience.over:
            return True
        began = self._time()
        await self._sleep(patience.wait)
        patience.waited(max(patience.wait, self._time() - began))
        return False

    async def _after(self, reply: Outgoing, way: Attempt, error: TelegramError, end: End) -> End:
        """Do what goes with the end of a try that brought an error."""
        match error:
            case RetryAfter():
                self._pace.pause(reply.chat_id, self._time() + seconds_of(error))
            case ChatMigrated(new_chat_id=new_id):
                if new_id in {reply.chat_id, *self._moved}:
                    return End.REFUSED  # the group has moved in a circle
                await self._ends.move(reply.chat_id, new_id)
                self._moved[reply.chat_id] = new_id
            case Forbidden():
                self._ends.blocked.add(reply.chat_id)
            case NoSuchMethod() if way.method in EDITING:
                self._keyboards.known = False
            case _ if end is End.DONE and not isinstance(error, BadRequest):
                self._ends.doubt(reply, way.method)
                if not self._passage.watched:
                    self._work.start(self._passage.watch())
        return end

    async def _until(self, moment: float) -> None:
        if (seconds := moment - self._time()) > 0:
            await self._sleep(seconds)

    async def _answer(self, aside: Aside) -> None:
        try:
            await self._call(*await self._photos.answer_to(aside, username_of(self._bot)))
        except TelegramError as error:  # too old to be answered; it was handled all the same
            log.debug("not answered: %s", type(error).__name__)
