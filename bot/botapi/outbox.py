"""Sends replies after they are committed: in order within a chat, chats beside each other, within Telegram's limits.

What waits is in :mod:`bot.botapi.queues`, one reply is sent by :mod:`bot.botapi.sending`, and what became of it is written
down by :mod:`bot.botapi.ends`.

A reply is a row until it is sent. What happens to it then depends on what Telegram says: 429 waits for its chat alone;
5xx, broken connections and whatever Telegram itself did not write are tried again, for as long as :mod:`bot.botapi.patience`
says; a time-out is not, since the message may have arrived; that the bot was blocked marks the owner.
What never came, or may not have, leaves a wake behind: the bot says so later, and offers it again.
Where processes share the database, each sends what it decided, and waits while another has earlier replies of the chat.
"""

import asyncio
import logging
from collections.abc import Sequence

from telegram import Bot
from telegram.error import TelegramError

from bot.botapi.backlog import Backlog
from bot.botapi.deliver import calls
from bot.botapi.ends import WHY, End, Ends, is_stop
from bot.botapi.lease import LEASE, WAIT, Lease
from bot.botapi.losses import Losses
from bot.botapi.pace import Pace
from bot.botapi.photos import Photos
from bot.botapi.queues import Queues
from bot.botapi.sending import Sending, Tools
from bot.botapi.ways import username_of
from bot.botapi.work import Work
from bot.core.clock import Clock, Sleep, Time
from bot.core.failures import Failure
from bot.core.replies import Toast
from bot.turn.recorder import NoRecorder, Recorder
from bot.turn.turns import Aside
from storage.database import Database
from storage.processes import Process, is_first
from storage.updates import Outgoing

log = logging.getLogger(__name__)

FLUSH_AFTER = 0.05  # seconds in which a turn may take the deletions along
PICTURES_FROM = 20  # file ids that are worth a commit of their own; fewer wait for the next one


class Outbox:
    """The replies that are committed: queued, sent, and struck off.

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
        self._bot = bot
        self._database = database
        self._photos = photos
        self._pace = pace
        self._time = time or asyncio.get_running_loop().time
        self._work = Work()
        self._queues = Queues(lambda chat_id: self._work.start(self._serve(chat_id)))
        self._backlog = Backlog(database)
        self._lease = Lease(database, self._queues.forget, seconds=lease, company=pace.share)
        recorder = recorder or NoRecorder()
        self.losses = Losses(recorder, clock)
        self._ends = Ends(database, photos, clock, self.losses)
        tools = Tools(bot, photos, pace, self._lease, recorder, self._time, sleep)
        self._sending = Sending(tools, self._queues, self._ends, self.losses, self._work)
        self._held: dict[str, Toast | None] = {}
        self.ready = asyncio.Event()  # while it is not set, replies wait until earlier ones are picked up
        self.ready.set()
        self._done = asyncio.Event()

    @property
    def waiting(self) -> int:
        """Count the replies that are not sent yet."""
        return self._queues.waiting

    @property
    def busy_chats(self) -> int:
        """Count the chats with replies on their way, except those that Telegram asked us to pause."""
        return sum(not self._pace.is_paused(chat_id, self._time()) for chat_id in self._queues.chats)

    @property
    def full(self) -> bool:
        """True if so many chats are being written to that what comes due has to wait."""
        return self.busy_chats >= self._pace.most_chats

    def seconds_for(self, messages: int) -> float:
        """Return how long this many messages take at the pace for all chats."""
        return self._pace.seconds_for(messages)

    def waiting_for(self, chat_id: int) -> int:
        """Count the replies to a chat that are not sent yet."""
        return self._queues.waiting_for(chat_id)

    @property
    def process(self) -> Process:
        """Return this process, as the others know it."""
        return self._lease.process

    @property
    def trouble(self) -> str | None:
        """Return in a line what an operator should know: what is being tried again, and what was given up lately."""
        failing = [self._time() - patience.since for patience in self._sending.traffic.failing]
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
            self._work.start(self._backlog.hand_over(lambda left: self.send(left, ()), lambda: len(self._queues.chats)))
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
            self._queues.add(reply)
        for chat_id in {reply.chat_id for reply in replies}:
            if unsaid := self._queues.thin_out(chat_id):
                self._ends.sent += unsaid
                self._done.set()

    def _take_over(self, left: Sequence[Outgoing]) -> None:
        """Send what another process left, except what is queued already."""
        known = self._queues.ids | self._sending.flying | self._ends.ids
        self.send([reply for reply in left if reply.id not in known], ())

    def hold(self, callback_id: str) -> None:
        """Keep back the answer to a tap: the caller that handed the tap over answers it in its response."""
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
            while reply := self._queues.first(chat_id):
                try:
                    if reply.behind and not await self._is_first(reply):
                        await asyncio.sleep(WAIT)
                        continue  # by now an earlier one may be queued
                    end = await self._sending.deliver(reply)
                except BaseException as error:
                    if is_stop(error):
                        raise
                    log.error("reply %d cannot be sent: %s", reply.id, Failure(error))
                    self._ends.lose(reply, reply.method, "bug")
                    end = End.REFUSED
                self._settle(reply, end)
        finally:
            self._queues.end(chat_id)

    def _settle(self, reply: Outgoing, end: End) -> None:
        """Strike a reply off, with whatever else its end means."""
        if end is End.BLOCKED:  # marking the owner drops the rows
            self._ends.last += [row.id for row in self._queues.clear(reply.chat_id) if row.last]
        elif end is End.MOVED:
            for row in self._queues.clear(reply.chat_id):
                self._queues.add(row)
        else:
            self._queues.strike(reply)
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

    async def _answer(self, aside: Aside) -> None:
        try:
            await self._sending.call(*await self._photos.answer_to(aside, username_of(self._bot)))
        except TelegramError as error:  # too old to be answered; it was handled all the same
            log.debug("not answered: %s", type(error).__name__)
