"""How fast messages may go out: Telegram's limits, as times at which the next one may be sent.

At most 30 a second in all, one a second in a chat with short bursts above that, 20 a minute in a group.
Source: the Bot API's FAQ, "My bot is hitting limits".
"""

from dataclasses import dataclass

CHAT_SECONDS = 1.0
CHAT_BURST = 6  # so many at once are let through after a silence
GROUP_SECONDS = 3.0
GROUP_BURST = 3


FEWEST_CHATS = 100  # chats that due messages may be sent to at once, however slow the pace
AHEAD = 0.5  # and as many more as the pace allows in this many seconds
UNLIMITED = 1_000.0  # messages a second, where only the bot's own speed is a limit
UNPAID_FOR = 3_600.0  # seconds for which nothing is paid once Telegram took no payment


@dataclass(slots=True)
class Pace:
    """When the next message may go out.

    Each limit is a steady beat with room for a burst (the generic cell rate algorithm): a message moves the beat's
    own time on by one step, and is early by at most the burst.

    Attributes:
        per_second: what is free for all chats together; 0 lifts every limit.
        paid: the limit for them where what goes beyond the free messages is paid for; 0 if nothing is.
        processes: how many share these limits, each taking an equal part.
    """

    per_second: float
    paid: float
    processes: int
    _free: float
    _all: float
    _unpaid_until: float
    _chats: dict[int, float]
    _paused: dict[int, float]

    def __init__(self, per_second: float, paid: float = 0.0) -> None:
        self.per_second = per_second
        self.paid = paid
        self.processes = 1
        self._free = self._all = self._unpaid_until = 0.0
        self._chats = {}
        self._paused = {}

    def chat_ready_at(self, chat_id: int, now: float) -> float:
        """Return the moment from which a chat may be written to (seconds of the same clock as ``now``)."""
        ready = self._paused.get(chat_id, 0.0)
        if self.per_second:
            seconds, burst = _limits(chat_id)
            ready = max(ready, self._chats.get(chat_id, 0.0) - seconds * (burst - 1))
        return max(ready, now)

    def all_ready_at(self, now: float) -> float:
        """Return the moment from which anything may be sent at all."""
        if not self.per_second:
            return now
        return max(self._all if self._pays(now) else self._free, now)

    def sent(self, chat_id: int, now: float) -> bool:
        """Count a message that goes out now; True if it is more than is free."""
        if not self.per_second:
            return False
        ahead = self._pays(now) and self._free > now
        if not ahead:
            self._free = max(self._free, now) + self.processes / self.per_second
        if self.paid:
            self._all = max(self._all, now) + self.processes / self.paid
        self._chats[chat_id] = max(self._chats.get(chat_id, 0.0), now) + _limits(chat_id)[0]
        if len(self._chats) > 10_000:
            self._forget(now)
        return ahead

    def stop_paying(self, now: float) -> None:
        """Keep to what is free for a while: Telegram takes no payment."""
        self._unpaid_until = now + UNPAID_FOR

    @property
    def most_chats(self) -> int:
        """Return how many chats may be written to at once before what comes due has to wait."""
        return max(FEWEST_CHATS, int(self._most * AHEAD / self.processes))

    def seconds_for(self, messages: int) -> float:
        """Return how long this many messages take at this pace."""
        return messages * self.processes / self._most

    @property
    def _most(self) -> float:
        return max(self.per_second, self.paid) or UNLIMITED

    def _pays(self, now: float) -> bool:
        return self.paid > 0 and now >= self._unpaid_until

    def share(self, processes: int) -> None:
        """Share the limit for all chats together among this many processes."""
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
