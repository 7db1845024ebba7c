"""The replies that wait to be sent, by chat: those of one chat go out in the order of their ids."""

from collections import deque
from collections.abc import Callable

from msgspec.structs import replace

from bot.turn.crowding import thinned
from storage.updates import Outgoing


class Queues:
    """One queue for each chat that something is to be sent to.

    Args:
        serve: starts sending to a chat; it ends the queue once that is empty.
    """

    def __init__(self, serve: Callable[[int], None]) -> None:
        self._serve = serve
        self._chats: dict[int, deque[Outgoing]] = {}
        self._moved: dict[int, int] = {}

    @property
    def chats(self) -> list[int]:
        """List the chats that have a queue."""
        return list(self._chats)

    @property
    def ids(self) -> set[int]:
        """Return the ids of all replies that wait."""
        return {reply.id for waiting in self._chats.values() for reply in waiting}

    @property
    def waiting(self) -> int:
        """Count the replies that wait."""
        return sum(len(waiting) for waiting in self._chats.values())

    def waiting_for(self, chat_id: int) -> int:
        """Count the replies that wait for one chat."""
        return len(self._chats.get(chat_id, ()))

    def add(self, reply: Outgoing) -> None:
        """Queue a reply, under the id that its chat has by now."""
        if (new_id := self._moved.get(reply.chat_id)) is not None:
            reply = replace(reply, chat_id=new_id)
        waiting = self._chats.get(reply.chat_id)
        if waiting is None:
            self._chats[reply.chat_id] = deque((reply,))
            self._serve(reply.chat_id)
        else:
            late = waiting and reply.id < waiting[-1].id
            waiting.append(reply)
            if late:  # one that another process left, older than what is queued
                self._chats[reply.chat_id] = deque(sorted(waiting, key=lambda reply: reply.id))

    def thin_out(self, chat_id: int) -> set[int]:
        """Drop what later replies replace, where many wait for a chat; return the ids of those dropped."""
        waiting = list(self._chats.get(chat_id, ()))
        kept = thinned(waiting)
        if len(kept) == len(waiting):
            return set()
        self._chats[chat_id] = deque(kept)
        return {reply.id for reply in waiting} - {reply.id for reply in kept}

    def first(self, chat_id: int) -> Outgoing | None:
        """Return the reply to be sent next to a chat; None if none waits."""
        waiting = self._chats[chat_id]
        return waiting[0] if waiting else None

    def strike(self, reply: Outgoing) -> None:
        """Take a reply out, if it still waits."""
        if reply in (waiting := self._chats[reply.chat_id]):
            waiting.remove(reply)

    def clear(self, chat_id: int) -> list[Outgoing]:
        """Take everything out that waits for a chat."""
        waiting = list(self._chats[chat_id])
        self._chats[chat_id].clear()
        return waiting

    def forget(self) -> None:
        """Drop everything that waits: another process may claim it."""
        for waiting in self._chats.values():
            waiting.clear()

    def end(self, chat_id: int) -> None:
        """End the queue of a chat."""
        del self._chats[chat_id]

    def knows(self, chat_id: int) -> bool:
        """True if a chat has moved to another id."""
        return chat_id in self._moved

    def move(self, old: int, new: int) -> None:
        """Note that a chat has another id from now on."""
        self._moved[old] = new
