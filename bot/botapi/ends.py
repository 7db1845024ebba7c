"""What became of replies: kept in memory for a moment, then written to the database together."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta
from enum import Enum

from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.botapi.http import CutOff, NoSuchMethod
from bot.botapi.keyboards import EDITING, is_as_it_was
from bot.botapi.losses import Losses
from bot.botapi.patience import UPLOADING
from bot.botapi.photos import Photos, offer
from bot.core.clock import Clock
from bot.core.failures import Failure
from storage.database import Database
from storage.groups import move_group
from storage.pictures import keep_pictures
from storage.updates import Outgoing, dequeue, mark_blocked
from storage.wakes import wake_chats, wake_idle, wake_known

log = logging.getLogger(__name__)

ASK_AGAIN_AFTER = timedelta(minutes=10)  # for a reply that may not have arrived
SAY_AGAIN_AFTER = timedelta(hours=1)  # for a notice of that which did not arrive either
AGAIN = "again"  # the wake that asks an open question again, if its owner stays silent
MISSED = "missed"  # the wake that says that something may not have arrived

OUTCOMES = {  # the first that fits, from the narrowest kind to the widest
    RetryAfter: "429",
    ChatMigrated: "moved",
    Forbidden: "403",
    TimedOut: "timeout",
    BadRequest: "refused",
    NetworkError: "retry",
    TelegramError: "refused",
}


class End(Enum):
    """What became of a reply, or of one try to send it."""

    DONE = "sent, or perhaps sent"
    BLOCKED = "its owner blocked the bot"
    LOST = "not this process's to send any more"
    MOVED = "its chat has another id"
    REFUSED = "Telegram will never take it, not in this way"
    FAILED = "it failed, which says nothing yet"
    LATER = "Telegram asked to wait"
    GIVEN_UP = "it failed for too long, while others came through"


WHY = {End.REFUSED: "refused", End.GIVEN_UP: "failed"}


def end_of(error: TelegramError, method: str, *, cut_off: bool) -> End:
    """Return what an error means for a reply.

    Args:
        error: what a call brought.
        method: that of the call.
        cut_off: whether half an answer counts as a time-out, because several such came already.
    """
    match error:
        case RetryAfter():
            return End.LATER
        case ChatMigrated():
            return End.MOVED
        case Forbidden():
            return End.BLOCKED
        case BadRequest() if is_as_it_was(method, error.message):
            return End.DONE
        case BadRequest():
            return End.REFUSED
        case NoSuchMethod() if method in UPLOADING:
            return End.REFUSED
        case TimedOut():
            return End.DONE
        case CutOff() if cut_off:
            return End.DONE
        case _ if method in EDITING:
            return End.REFUSED  # it is then sent as a message of its own, which is tried for long enough
        case _:
            return End.FAILED


def is_stop(error: BaseException) -> bool:
    """True if an exception ends the task that it is in; a stray cancellation and a panic of the HTTP client do not."""
    if isinstance(error, asyncio.CancelledError):
        task = asyncio.current_task()
        return task is not None and task.cancelling() > 0
    return isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit)


class Ends:
    """What became of replies, until it is written down.

    Args:
        database: where replies wait, and where owners who blocked the bot are marked.
        photos: has Telegram's names for pictures, which are written down along with it.
        clock: gives the time for the records (aware, UTC).
        losses: counts what did not go out as it was meant to.

    Attributes:
        sent: the ids of replies that are done with; a turn may delete them with its own commit.
        last: those of farewells, after which no trace may be left.
        blocked: the chats whose owners blocked the bot.
    """

    def __init__(self, database: Database, photos: Photos, clock: Clock, losses: Losses) -> None:
        self._database = database
        self._photos = photos
        self._clock = clock
        self._losses = losses
        self._writing = asyncio.Lock()
        self.sent: list[int] = []
        self.last: list[int] = []
        self.blocked: set[int] = set()
        self._given_up: list[int] = []  # deleted in one transaction with the wake that says so
        self._doubtful: set[int] = set()
        self._missed: dict[tuple[int, str], timedelta] = {}

    @property
    def ids(self) -> set[int]:
        """Return the replies that are done with and still in the database."""
        return {*self.sent, *self.last, *self._given_up}

    def settle(self, reply: Outgoing, end: End) -> None:
        """Note that a reply is done with."""
        if reply.last:
            self.last.append(reply.id)
        else:
            (self._given_up if end in WHY else self.sent).append(reply.id)

    def doubt(self, reply: Outgoing, method: str) -> None:
        """Note that a reply may not have arrived."""
        log.warning("reply %d to update %s timed out; not sent again", reply.id, reply.update_id)
        self._losses.note(method, "timeout", reply.id)
        if method in UPLOADING and reply.id:
            self._missed.setdefault((reply.chat_id, _missed(reply)), ASK_AGAIN_AFTER)
        elif not _says_so(reply):
            self._doubtful.add(reply.chat_id)

    def lose(self, reply: Outgoing, method: str, why: str) -> None:
        """Note that a reply will never arrive; its owner is to be told."""
        self._losses.note(method, why, reply.id)
        if not reply.id or reply.last:
            return
        if not _says_so(reply):
            self._missed[reply.chat_id, _missed(reply)] = timedelta(0)
        elif why == WHY[End.GIVEN_UP]:
            self._missed[reply.chat_id, reply.due or MISSED] = SAY_AGAIN_AFTER

    async def write(self, *, pictures_from: int) -> None:
        """Write everything down, and Telegram's names for pictures along with it.

        Args:
            pictures_from: how many pictures are written down though there is nothing else.

        Raises:
            Exception: it could not be; then it is all written down the next time.
        """
        async with self._writing:  # a second caller returns only once the first has written everything
            await self._write(pictures_from)

    async def _write(self, pictures_from: int) -> None:
        sent, last, given_up = self.sent, self.last, self._given_up
        blocked, doubtful, missed = set(self.blocked), set(self._doubtful), dict(self._missed)
        pictures = self._photos.unsaved()
        if not (sent or last or given_up or blocked or doubtful or missed or len(pictures) >= pictures_from):
            return
        self.sent, self.last, self._given_up = [], [], []
        try:
            now = self._clock()
            async with self._database.transaction() as tx:
                await tx.lock(blocked | doubtful | {chat for chat, _ in missed} | {one.chat_id for one in pictures})
                tx.run_last(dequeue([*sent, *last, *given_up]))
                await keep_pictures(tx, pictures, now)
                await mark_blocked(tx, blocked, now)
                await wake_chats(tx, doubtful - blocked, AGAIN, now + ASK_AGAIN_AFTER)
                await wake_idle(tx, doubtful - blocked, MISSED, now + ASK_AGAIN_AFTER)
                await wake_known(tx, [(*what, now + after) for what, after in missed.items() if what[0] not in blocked])
        except BaseException:  # a stop in the middle must not lose the ids
            self.sent += sent
            self.last += last
            self._given_up += given_up
            raise
        self._photos.saved(pictures)
        self.blocked -= blocked
        self._doubtful -= doubtful
        self._missed = {what: after for what, after in self._missed.items() if what not in missed}
        if last:
            await self._database.sweep()

    async def move(self, old: int, new: int) -> None:
        """Move everything of a group to the id that it has as a supergroup."""
        try:
            async with self._database.transaction() as tx:
                await tx.lock({old, new})
                await move_group(tx, old, new, self._clock())
        except Exception as error:  # noqa: BLE001 -- the notice that comes as an update moves it too
            log.error("cannot move a group: %s", Failure(error))

    def take_sent(self) -> list[int]:
        """Hand over the ids of the replies that were sent."""
        sent, self.sent = self.sent, []
        return sent

    def give_back(self, sent: Sequence[int]) -> None:
        """Take back ids that could not be deleted."""
        self.sent.extend(sent)


def _says_so(reply: Outgoing) -> bool:
    """True if a reply itself says that something may not have arrived."""
    return (reply.due or "").partition(":")[0] == MISSED


def _missed(reply: Outgoing) -> str:
    """Return the wake that says that a reply may not have arrived, with the command that brings it again."""
    command = offer(reply)
    return f"{MISSED}:{command}" if command else MISSED
