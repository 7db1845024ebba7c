"""Replies as rows of the outbox: each call of the Bot API with the chat that it goes to and a number that grows."""

from collections.abc import Callable, Sequence
from datetime import datetime

import orjson
from msgspec.structs import replace

from bot.core.events import Command, Due, Event, Tap, Text
from bot.core.replies import PRIVATE, Call, Encode, File, Picture, Reply, Say, Where
from bot.dialogue.taps import read_tap
from bot.language.templates import Words
from bot.turn.decide import apology
from bot.turn.witness import Witness
from storage.database import to_text
from storage.processes import Process
from storage.updates import Outgoing

Written = tuple[int, str, str]
"""A call of the Bot API: the chat it goes to, its method, and its parameters as JSON."""
AWAITED = ("again", "missed")  # wakes whose message the owner waits for; any other comes without a sound
NO_ID = "00000000"
NUMBER_BITS = 10  # bits of a reply's id for the number of the process


class Replies:
    """Writes replies.

    Args:
        encode: writes a message as calls of the Bot API.
        username: gives the bot's own, once it is known.
        witness: is told of an apology that failed.
        inline: tells whether the bot may be asked for cards in other chats.

    Attributes:
        newest: the greatest id so far, of this process's or of those that wait.
    """

    def __init__(
        self,
        encode: Encode,
        username: Callable[[], str],
        witness: Witness,
        inline: Callable[[], bool] = lambda: True,
    ) -> None:
        self.newest = 0
        self._encode = encode
        self._username = username
        self._witness = witness
        self._inline = inline
        self._plain_apology = Words().say("menu/error", error_id=NO_ID)

    def written(self, event: Event, replies: Sequence[Reply], thread: int | None = None) -> list[Written]:
        """Write the replies to an event as calls: for its topic of a forum, or for `thread` where it names none."""
        if event.thread is not None:
            thread = event.thread or None
        where = Where(thread=thread, inline=self._inline())
        if isinstance(event.what, Due) and event.what.kind.partition(":")[0] not in AWAITED:
            where = replace(where, silent=True)
        if event.chat_id < 0:  # the ids of groups are negative
            message_id = event.what.message_id if isinstance(event.what, Text | Command) else None
            where = replace(where, group=True, reply_to=message_id, username=self._username())
        if isinstance(event.what, Tap) and event.what.message_id:
            where = replace(where, tapped=event.what.message_id, answered=read_tap(event.what.data) is not None)
        written: list[Written] = []
        for reply in replies:
            if isinstance(reply, Say | Picture | File):
                elsewhere = reply.to if isinstance(reply, File) else None
                written += _written(elsewhere or event.chat_id, self._encode(reply, PRIVATE if elsewhere else where))
        return written

    def apology(
        self, event: Event, error_id: str, language: str | None = None
    ) -> tuple[tuple[Reply, ...], list[Written]]:
        """Say that something went wrong; this never fails, and if it must, with the plainest of words."""
        try:
            replies = apology(event, error_id, language)
            return replies, self.written(event, replies)
        except Exception as worse:  # noqa: BLE001 -- an apology that fails would undo the turn of everybody
            self._witness.failed(event, worse, error_id)
            return (), _written(event.chat_id, self._encode(Say(self._plain_apology.replace(NO_ID, error_id)), PRIVATE))

    def outgoing(self, event: Event, call: Written, now: datetime, process: Process) -> Outgoing:
        """Make a row of a call."""
        chat_id, method, parameters = call
        return Outgoing(
            id=self.next_id(now, process.number),
            chat_id=chat_id,
            method=method,
            parameters=parameters,
            urgent=not isinstance(event.what, Due),
            update_id=event.update_id or None,
            created_at=to_text(now),
            due=event.what.kind if isinstance(event.what, Due) else None,
        )

    def next_id(self, now: datetime, number: int) -> int:
        """Return an id that grows with time, and within a chat even if the clocks of processes differ.

        Microseconds of the turn, one more for each reply after that; then ten bits that no other process alive has.
        """
        tick = max((self.newest >> NUMBER_BITS) + 1, int(now.timestamp() * 1_000_000))
        self.newest = tick << NUMBER_BITS | number
        return self.newest


def _written(chat_id: int, spoken: Sequence[Call]) -> list[Written]:
    return [(chat_id, method, orjson.dumps(parameters).decode()) for method, parameters in spoken]
