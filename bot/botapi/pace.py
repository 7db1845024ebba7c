"""How fast messages may go out: Telegram's limits, as times at which the next one may be sent.

At most 30 a second in all, one a second in a chat with short bursts above that, 20 a minute in a group.
Source: the Bot API's FAQ, "My bot is hitting limits".
"""

from dataclasses import dataclass

CHAT_SECONDS = 1.0
CHAT_BURST = 6  # so many at once are let through after a silence
GROUP_SECONDS = 3.0
GROUP_BURST = 3


@dataclass(slots=True)
class Pace:
    """When the next message may go out.

    Each limit is a steady beat with room for a burst (the generic cell rate algorithm): a message moves the beat's
    own time on by one step, and is early by at most the burst.

    Attributes:
        per_second: the limit for all chats together; 0 lifts every limit.
        processes: how many share that limit, each taking an equal part.
    """

    per_second: float
    processes: int
    _all: float
    _chats: dict[int, float]
    _paused: dict[int, float]

    def __init__(self, per_second: float) -> None:
        self.per_second = per_second
        self.processes = 1
        self._all = 0.0
        self._chats = {}
        self._paused = {}

    def chat_ready_at(self, chat_id: int, now: float) -> float:
        """Return from when on a chat may be written to (seconds of the same clock as ``now``)."""
        ready = self._paused.get(chat_id, 0.0)
        if self.per_second:
            seconds, burst = _limits(chat_id)
            ready = max(ready, self._chats.get(chat_id, 0.0) - seconds * (burst - 1))
        return max(ready, now)

    def all_ready_at(self, now: float) -> float:
        """Return from when on anything may be sent at all."""
        return max(self._all, now) if self.per_second else now

    def sent(self, chat_id: int, now: float) -> None:
        """Count a message that goes out now."""
        if not self.per_second:
            return
        self._all = max(self._all, now) + self.processes / self.per_second
        self._chats[chat_id] = max(self._chats.get(chat_id, 0.0), now) + _limits(chat_id)[0]
        if len(self._chats) > 10_000:
            self._forget(now)

    def share(self, processes: int) -> None:
        """Share the limit for all chats together among so many processes."""
        self.processes = max(processes, 1)

    def pause(self, chat_id: int, until: float) -> None:
        """Let one chat wait, as Telegram asked for."""
        self._paused[chat_id] = until

    def is_paused(self, chat_id: int, now: float) -> bool:
        """True if Telegram asked to let a chat wait, and it is not over."""
        return self._paused.get(chat_id, 0.0) > now

    def _forget(self, now: float) -> None:
        self._chats = {chat: at for chat, at in self._chats.items() if at > now}
        self._paused = {chat: at for chat, at in self._paused.items() if at > now}


def _limits(chat_id: int) -> tuple[float, int]:
    """Return the seconds between messages and the burst of a chat; the ids of groups are negative."""
    return (GROUP_SECONDS, GROUP_BURST) if chat_id < 0 else (CHAT_SECONDS, CHAT_BURST)
