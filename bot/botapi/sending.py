"""Sends one reply: in one way after another, within Telegram's limits, and again for as long as that makes sense."""

import asyncio
import logging
from contextlib import aclosing
from dataclasses import dataclass

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.botapi.calling import Caller
from bot.botapi.ends import WHY, End, Ends, end_of
from bot.botapi.gate import Gate
from bot.botapi.http import NoSuchMethod
from bot.botapi.keyboards import EDITING, Keyboards, has_buttons, seconds_of
from bot.botapi.lease import Lease
from bot.botapi.losses import Losses
from bot.botapi.pace import Pace
from bot.botapi.passage import Passage
from bot.botapi.patience import Patience, Traffic
from bot.botapi.photos import Attempt, Photos
from bot.botapi.queues import Queues
from bot.botapi.work import Work
from bot.core.clock import Sleep, Time
from bot.turn.recorder import Recorder
from storage.processes import Process
from storage.updates import Outgoing

log = logging.getLogger(__name__)

AT_ONCE = 64  # calls
MOST_CUT_OFF = 2  # halves of answers, before a reply counts as one that may have arrived


@dataclass(frozen=True, slots=True)
class Tools:
    """What sending works with.

    Attributes:
        bot: makes the calls.
        photos: finds the ways to send a reply, of which a picture has several.
        pace: Telegram's limits.
        lease: the right to send.
        recorder: counts the calls and how they ended.
        time: gives the seconds that pace and back-off count in.
        sleep: waits this many of those seconds.
    """

    bot: Bot
    photos: Photos
    pace: Pace
    lease: Lease
    recorder: Recorder
    time: Time
    sleep: Sleep = asyncio.sleep


class Sending:
    """Sends replies, one at a time for each chat.

    Args:
        tools: what it works with.
        queues: is told when a chat has moved.
        ends: is told what became of replies.
        losses: counts what did not go out as it was meant to.
        work: runs what goes on beside.

    Attributes:
        call: makes a call of the Bot API.
        sleep: waits, by the seconds of the pace.
        flying: the ids of the replies that are being sent at this moment.
        traffic: which methods come through.
    """

    def __init__(self, tools: Tools, queues: Queues, ends: Ends, losses: Losses, work: Work) -> None:
        self.traffic = Traffic()
        self._calling = Caller(tools.bot, tools.recorder, self.traffic, tools.pace)
        self.call = self._calling.call
        self.sleep = tools.sleep
        self.flying: set[int] = set()
        self._photos = tools.photos
        self._pace = tools.pace
        self._lease = tools.lease
        self._time = tools.time
        self._queues = queues
        self._ends = ends
        self._losses = losses
        self._work = work
        self._keyboards = Keyboards(self.call, work, tools.pace, tools.time)
        self._photos.begins = self._keyboards.painting
        self._gate = Gate(AT_ONCE, tools.pace, tools.time, tools.sleep)
        self._passage = Passage(self.call, tools.sleep)

    async def deliver(self, reply: Outgoing) -> End:
        """Send one reply until it is sent or cannot be, in no way; then its owner hears of that later."""
        process, end = self._lease.process, End.REFUSED
        failed: Attempt | None = None
        async with aclosing(self._photos.ways(reply)) as ways:
            async for way in ways:
                if way.method in EDITING and not self._keyboards.known:
                    continue
                if failed is not None and failed.method == way.method and end is End.GIVEN_UP:
                    continue  # another picture would fail too
                if failed is not None and failed.method not in (way.method, *EDITING):
                    self._losses.note(failed.method, WHY[end], reply.id)
                end = await self._send(reply, way, process)
                if end not in WHY:
                    return end
                failed = way
        if failed is not None:
            self._ends.lose(reply, failed.method, WHY[end])
        return end if failed else End.DONE  # a picture that is not wanted, and has no words of its own

    async def _send(self, reply: Outgoing, way: Attempt, process: Process) -> End:
        """Send a reply in one way, for as long as that takes."""
        patience = Patience(self.traffic, way.method, self._time)
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
                if self._lease.process != process:
                    return End.LOST
                began = self._time()
                ahead = self._pace.sent(reply.chat_id, began)
                self.flying.add(reply.id)
                answer = await (
                    self._calling.call_paid(way.method, way.parameters, began)
                    if ahead
                    else self.call(way.method, way.parameters)
                )
        except TelegramError as error:
            end = end_of(error, way.method, cut_off=patience.tries >= MOST_CUT_OFF)
            log.info("reply %d to update %s, %s: %s", reply.id, reply.update_id, type(error).__name__, end.value)
            if end is End.FAILED:
                patience.failed(self._time() - began if began is not None else 0.0)
            return await self._after(reply, way, error, end)
        finally:
            self.flying.discard(reply.id)
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
        await self.sleep(patience.wait)
        patience.waited(max(patience.wait, self._time() - began))
        return False

    async def _after(self, reply: Outgoing, way: Attempt, error: TelegramError, end: End) -> End:
        """Do what goes with the end of a try that brought an error."""
        match error:
            case RetryAfter():
                self._pace.pause(reply.chat_id, self._time() + seconds_of(error))
            case ChatMigrated(new_chat_id=new_id):
                if new_id == reply.chat_id or self._queues.knows(new_id):
                    return End.REFUSED  # the group has moved in a circle
                await self._ends.move(reply.chat_id, new_id)
                self._queues.move(reply.chat_id, new_id)
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
            await self.sleep(seconds)
