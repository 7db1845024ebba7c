"""The turn: everything that waits is handled in one transaction, in the order of the update ids.

Gather (a few SELECTs for all chats concerned), decide (pure, event by event), apply (a few executemany), one commit.
Only then is an update acknowledged and a reply sent.
"""

import asyncio
import secrets
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from msgspec.structs import replace

from bot.core.clock import Clock, Sleep
from bot.core.events import Blocked, Due, Event, Inline, Joined, Left, Migrated, Unblocked
from bot.core.failures import kind_of, places_of
from bot.core.loading import ChatPart, NotLoadedError
from bot.core.records import Chat
from bot.core.replies import Call, Erase, File, InlineAnswer, Picture, Reply, Say, Toast, Where
from bot.dialogue.context import Catalogue
from bot.language.templates import Name, noting
from bot.turn.apart import Apart
from bot.turn.arrivals import chats_of, in_turn, moved
from bot.turn.counting import Counting
from bot.turn.crowding import Crowds, is_passing, thinned
from bot.turn.decide import decide, one_at_a_time
from bot.turn.gathering import Gathered, only_weeks_are_missing
from bot.turn.inbox import Fetch, UpdateInbox
from bot.turn.line import Line, Taken
from bot.turn.replies import Replies, Written
from bot.turn.witness import Witness
from storage.database import Database
from storage.inbox import drop_kept
from storage.owner_data import erase
from storage.processes import Process, Queued, newest_id, queued_for
from storage.put_aside import PUT_ASIDE_KEPT, PutAside, forget_put_aside, put_aside
from storage.updates import Outgoing, dequeue, enqueue, forget_seen, note_seen
from storage.wakes import put_off

Aside = Toast | InlineAnswer
SEEN_KEPT = timedelta(hours=48)  # Telegram keeps an update for 24 hours
PUT_OFF = timedelta(hours=6)  # a due event that failed is tried again after this
TROUBLED_FOR = timedelta(minutes=5)  # how long a failure counts without another turn
SLICE = 0.005  # seconds of deciding, after which other tasks run


class Sender(Protocol):
    """What sends the replies of a turn once they are committed, and knows which were sent since."""

    @property
    def process(self) -> Process:
        """Return the process that it sends as."""

    def waiting_for(self, chat_id: int) -> int:
        """Count the replies to a chat that are not sent yet."""

    def send(self, replies: Sequence[Outgoing], asides: Sequence[Aside]) -> None:
        """Send replies, and answer taps and inline queries on the side."""

    def encode(self, reply: Say | Picture | File, where: Where) -> Sequence[Call]:
        """Write a message as calls of the Bot API."""

    def take_sent(self) -> list[int]:
        """Hand over the ids of the replies that are done with, to be deleted."""

    def give_back(self, sent: Sequence[int]) -> None:
        """Take back ids that could not be deleted."""


@dataclass(slots=True)
class _Outcome:
    """What a turn decided, when, as which process and behind which other replies; and how much it says to each chat."""

    now: datetime
    process: Process
    queued: Queued
    spoken: Counter[int] = field(default_factory=Counter)
    erased: list[int] = field(default_factory=list)
    replies: list[Outgoing] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    handled: list[tuple[Event, Chat | None, Chat, list[Name], float]] = field(default_factory=list)


class Turns:
    """Handles events, turn by turn.

    Args:
        database: where everything is kept.
        catalogue: what decisions look into.
        sender: what sends replies after the commit.
        clock: gives the time (aware, UTC).
        witness: tells the operator what happened.
        admins: the ids of those who may ask for /stats.
        username: gives the bot's own, once it is known.
        inline: tells whether the bot may be asked for cards in other chats.
        fetch: fetches the file that came with an event.
        sleep: waits before an update that failed alone is tried again; passed in by tests.

    Attributes:
        begun: set once the first turn is over.
        repeated: the chats to which something may be said a second time, after a crash, and until when that matters.
    """

    def __init__(
        self,
        database: Database,
        catalogue: Catalogue,
        sender: Sender,
        clock: Clock,
        witness: Witness | None = None,
        *,
        admins: frozenset[int] = frozenset(),
        username: Callable[[], str] = lambda: "",
        inline: Callable[[], bool] = lambda: True,
        fetch: Fetch | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._database = database
        self._catalogue = catalogue
        self._sender = sender
        self._clock = clock
        self._line = Line()
        self.begun = asyncio.Event()
        self.repeated: Mapping[int, datetime] = {}
        self._forgot_at: datetime | None = None
        self._counting = Counting(database, self.handle, clock, admins)
        self._witness = witness or Witness()
        self._apart = Apart(database, self._turn, self._put_aside, self._witness, sleep=sleep)
        self._refused: tuple[datetime, str] | None = None
        self._replies = Replies(sender.encode, username, self._witness, inline)
        self._crowds = Crowds()
        self._inbox = UpdateInbox(
            database, self.handle, lambda: sender.process, clock, self._witness, fetch=fetch, sleep=sleep
        )

    async def handle(self, events: Sequence[Event]) -> None:
        """Return once these events are handled, or put aside, or kept to be handled soon, and all of that is committed.

        Raises:
            Exception: what kept the turn from being committed; then none of them counts as handled.
        """
        if not events:
            return
        await self._line.join(events)

    async def run(self) -> None:
        """Take turns until cancelled; a turn that has begun is finished first."""
        try:
            while True:
                await self._line.something()
                await self._one_more()
        finally:
            await self._counting.stop()
            await self._inbox.stop()

    async def _one_more(self) -> None:
        """Take a turn, and tell those who wait for it how it ended; cancelled, finish it first."""
        taken = self._line.take(self._inbox.is_behind)
        work = asyncio.ensure_future(self._take(taken))
        try:
            await asyncio.shield(work)
        except asyncio.CancelledError:
            self._apart.stop()
            await asyncio.wait([work])
            self._line.tell(taken.batches, work.exception())
            raise
        except Exception as error:  # noqa: BLE001 -- the edge that must go on: those who wait are told
            self._refused = self._clock(), type(error).__name__
            self._line.tell(taken.batches, error)
        else:
            self._refused = None
            self._line.tell(taken.batches, None)

    async def resume(self) -> None:
        """Handle what a dead process kept and did not get to."""
        await self._inbox.resume()

    async def idle(self) -> None:
        """Return once everything that is kept is handled, and all counts that were asked for are told."""
        await self._counting.idle()
        await self._inbox.idle()

    async def _take(self, taken: Taken) -> None:
        """Handle what was taken, and only then keep what follows: after a crash, the rest comes again in order."""
        if taken.events:
            await self._apart.handle(sorted(taken.events, key=lambda event: event.update_id))
        if taken.to_keep:
            await self._inbox.keep(taken.to_keep)

    def trouble(self) -> str | None:
        """Return the kind of the error that keeps turns from being committed; None if they are."""
        if self._refused is None or self._clock() - self._refused[0] > TROUBLED_FOR:
            return None
        return self._refused[1]

    async def _turn(self, events: list[Event]) -> None:
        began = time.perf_counter()
        now = self._clock()
        sent = self._sender.take_sent()
        try:
            async with self._database.transaction() as tx:
                await tx.lock(chats_of(events))
                fresh, behind = await in_turn(tx, events)
                left_out = await self._inbox.keep_in(tx, behind)
                fresh = await moved(tx, fresh, now)
                fresh, asked = self._counting.apart(self._after_repeats(fresh))
                process = self._sender.process
                queued = await queued_for(tx, {e.chat_id for e in fresh}, process)
                left = 0 if self._replies.newest else await newest_id(tx)  # the clock may have been set back since
                self._replies.newest = max(self._replies.newest, queued.newest, left)
                outcome = _Outcome(now, process, queued)
                gathered = Gathered(tx, now)
                await gathered.load(fresh, {})
                waiting = fresh
                while waiting:  # decide again for chats of which more was asked for, or that were erased
                    waiting, asked_for = await self._decide(waiting, gathered.chats, outcome)
                    if waiting and not outcome.erased and only_weeks_are_missing(waiting, asked_for):
                        await gathered.add_weeks(asked_for)
                    elif waiting or outcome.erased:
                        await tx.run_each(*gathered.changes().statements())
                        await erase(tx, outcome.erased)
                        outcome.erased = []
                        await gathered.load(waiting, asked_for)
                outcome.replies = thinned(outcome.replies)
                tx.run_last(
                    *gathered.changes().statements(),
                    enqueue(outcome.replies, process.name),
                    dequeue(sent),
                    drop_kept(event.update_id for event in events if event.stored),
                    note_seen([event.update_id for event in (*fresh, *asked) if event.update_id], now),
                )
                if self._forgot_at is None or now - self._forgot_at > SEEN_KEPT / 48:
                    await forget_seen(tx, now - SEEN_KEPT)
                    await forget_put_aside(tx, now - PUT_ASIDE_KEPT)
                    self._forgot_at = now
        except BaseException:
            self._sender.give_back(sent)
            raise
        self._sender.send(outcome.replies, outcome.asides)
        self._counting.begin(asked)
        self._inbox.begin({event.chat_id for event in behind}, left_out)
        self._inbox.begin({event.what.chat_id for event in fresh if isinstance(event.what, Migrated)})
        self.begun.set()
        self._witness.turned(len(fresh), time.perf_counter() - began)
        for event, before, after, said, seconds in outcome.handled:
            self._witness.handled(event, before, after, said, seconds)

    async def _decide(
        self, events: Sequence[Event], chats: dict[int, Chat], outcome: _Outcome
    ) -> tuple[list[Event], dict[int, ChatPart]]:
        """Decide event by event; one that fails leaves its owner as before and gets an apology.

        Returns:
            The events that wait until more of their chats is loaded, and what was asked for of which chat.
        """
        again: list[Event] = []
        held: set[int] = set()
        asked: dict[int, ChatPart] = {}
        rested = time.perf_counter()
        for event in events:
            began = time.perf_counter()
            if began - rested > SLICE:
                await asyncio.sleep(0)
                rested = began = time.perf_counter()
            if event.chat_id in held:
                again.append(event)
                continue
            if event.chat_id not in chats and isinstance(event.what, Blocked | Left | Unblocked | Migrated | Due):
                continue  # unknown chat: ignore, and do not create it
            try:
                before = chats.get(event.chat_id)
                with noting() as said:
                    chat, replies = decide(self._catalogue, before, event)
                spoken = self._replies.written(event, replies, chat.owner.thread)
                outcome.handled.append((event, before, chat, said, time.perf_counter() - began))
                if not isinstance(event.what, Inline | Joined) or (before and isinstance(event.what, Joined)):
                    chats[event.chat_id] = chat  # a greeting, or the bot's name typed elsewhere, creates no owner
            except NotLoadedError as missing:
                again.append(event)
                held.add(event.chat_id)
                asked[event.chat_id] = missing.part
                continue
            except Exception as error:  # noqa: BLE001 -- one bad update harms no other
                replies, spoken = self._apologise(event, error, chats.get(event.chat_id))
                if isinstance(event.what, Due):  # otherwise it would be due again at the next look
                    chats[event.chat_id] = chats[event.chat_id].waking(event.what.kind, event.at + PUT_OFF)
            last = Erase() in replies
            if last or (event.chat_id in chats and chats[event.chat_id].rows is not None):
                held.add(event.chat_id)
            if last:
                outcome.erased.append(event.chat_id)
            outcome.asides += [reply for reply in replies if isinstance(reply, Toast | InlineAnswer)]
            waiting = self._sender.waiting_for(event.chat_id) + outcome.spoken[event.chat_id]
            if spoken and not last and self._crowds.is_to_be_asked(event, waiting):
                asking = self._replies.written(event, (one_at_a_time(chats.get(event.chat_id), event),))
                self._enqueue(event, asking, outcome, passing=False, last=False)
            outcome.spoken[event.chat_id] += len(spoken)
            self._enqueue(event, spoken, outcome, passing=is_passing(event, replies), last=last)
        return again, asked

    def _enqueue(
        self, event: Event, spoken: Sequence[Written], outcome: _Outcome, *, passing: bool, last: bool
    ) -> None:
        """Turn the replies to an event into rows."""
        for call in spoken:
            reply = self._replies.outgoing(event, call, outcome.now, outcome.process)
            behind = reply.chat_id in outcome.queued.elsewhere
            passing_here = passing and reply.chat_id == event.chat_id
            if behind or last or passing_here:
                reply = replace(reply, behind=behind, last=last, passing=passing_here)
            outcome.replies.append(reply)

    def _after_repeats(self, events: list[Event]) -> list[Event]:
        """Mark what comes from chats to which something was just said a second time."""
        if not self.repeated:
            return events
        until = {event.chat_id: self.repeated.get(event.chat_id, event.at) for event in events}
        return [replace(event, after_repeat=True) if event.at < until[event.chat_id] else event for event in events]

    async def _put_aside(self, event: Event, error: Exception) -> None:
        """Keep an event that fails from coming again, and say so to its owner.

        The chat is not locked: that another process holds it may be why the event fails.

        Raises:
            Exception: what kept this from being committed.
        """
        error_id = secrets.token_hex(4)
        now, process = self._clock(), self._sender.process
        asides, spoken = self._replies.apology(event, error_id)
        kind = type(event.what).__name__.lower()
        async with self._database.transaction() as tx:
            queued = await queued_for(tx, {event.chat_id}, process)
            self._replies.newest = max(self._replies.newest, queued.newest)
            replies = [replace(self._replies.outgoing(event, call, now, process), behind=tx.shared) for call in spoken]
            places = "\n".join(places_of(error))
            if isinstance(event.what, Due):
                kind = f"{kind} {event.what.kind}"
                tx.run_last(put_off(event.chat_id, event.what.kind, now + PUT_OFF))
            tx.run_last(
                put_aside(PutAside(event.chat_id, event.update_id, kind, kind_of(error), places, now)),
                enqueue(replies, process.name),
                drop_kept([event.update_id] if event.stored else ()),
                note_seen([event.update_id] if event.update_id else (), now),
            )
        self._sender.send(replies, [reply for reply in asides if isinstance(reply, Toast)])
        self._witness.put_aside(event, error, error_id)

    def _apologise(self, event: Event, error: Exception, chat: Chat | None) -> tuple[tuple[Reply, ...], list[Written]]:
        error_id = secrets.token_hex(4)
        self._witness.failed(event, error, error_id)
        return self._replies.apology(event, error_id, chat.owner.language if chat else None)
