"""The updates that wait for the bot, as getUpdates hands them out."""

import asyncio
from collections.abc import Callable, Iterable
from itertools import count

from bot.emulator.chats import Json
from bot.emulator.refusals import Refused

DAY = 24 * 60 * 60
# What a bot did not fetch is lost after this many seconds; seen on Telegram, not documented, except the day.
KEPT = {"callback_query": 150, "inline_query": 30}
LEFT_OUT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
MOST_AT_ONCE = 100


class Inbox:
    """Hands updates out until they are confirmed: those below the offset are forgotten, all others come again.

    Args:
        now: the clock, in seconds.
        first_id: the id of the first update.
    """

    def __init__(self, now: Callable[[], float], *, first_id: int) -> None:
        self._now = now
        self._ids = count(first_id)
        self._waiting: dict[int, tuple[float, str, Json]] = {}
        self._again: list[Json] = []
        self._given: dict[int, Json] = {}
        self._allowed: frozenset[str] | None = None
        self._poll: asyncio.Future[None] | None = None
        self._emptied: list[asyncio.Future[None]] = []

    def put(self, kind: str, content: Json) -> int:
        """Add an update of a kind, unless the bot asked not to get such; return its id."""
        update_id = next(self._ids)
        if kind in self._allowed if self._allowed is not None else kind not in LEFT_OUT_BY_DEFAULT:
            update = {"update_id": update_id, kind: content}
            self._waiting[update_id] = (self._now() + KEPT.get(kind, DAY), kind, update)
            self._given[update_id] = update
            self._wake()
        return update_id

    def repeat(self, update_id: int) -> None:
        """Hand an update out once more, whether or not it was confirmed."""
        self._again.append(self._given[update_id])
        self._wake()

    def waiting(self) -> list[Json]:
        """Return the updates the bot has not confirmed, oldest first."""
        now = self._now()
        for update_id in [one for one, (until, _, _) in self._waiting.items() if until <= now]:
            del self._waiting[update_id]
        return [*self._again, *(update for _, _, update in self._waiting.values())]

    def confirm(self, below: int) -> None:
        """Forget every update with a lower id."""
        for update_id in [one for one in self._waiting if one < below]:
            del self._waiting[update_id]

    def clear(self) -> None:
        """Forget every update."""
        self._waiting.clear()
        self._again.clear()

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Set which kinds are put from now on: ``None`` keeps the setting, none at all means the usual ones."""
        if kinds is not None:
            self._allowed = frozenset(kinds) or None

    @property
    def allowed(self) -> list[str] | None:
        """Return the kinds that were asked for, if any were."""
        return sorted(self._allowed) if self._allowed is not None else None

    async def get(self, *, offset: int, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109 -- Telegram's own
        """Confirm what is below the offset and hand out what waits, or what comes within this many seconds.

        Raises:
            Refused: another call took over while this one waited.
        """
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(
                Refused(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                )
            )
        if offset < 0:
            known = list(self._waiting)
            offset = known[max(offset, -len(known))] if known else 0
        self.confirm(offset)
        limit = min(max(limit, 1), MOST_AT_ONCE)
        if not self.waiting():
            self._tell_emptied()
            if timeout > 0:
                await self._wait(timeout)
        handed_out = self.waiting()[:limit]
        self._again = self._again[len(handed_out) :]
        return handed_out

    async def until_confirmed(self) -> None:
        """Wait until the bot asks for more and has confirmed everything."""
        if self._poll is not None and not self._poll.done() and not self.waiting():
            return
        emptied = asyncio.get_running_loop().create_future()
        self._emptied.append(emptied)
        await emptied

    async def _wait(self, seconds: float) -> None:
        poll = self._poll = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await poll
        except TimeoutError:
            pass
        finally:
            poll.cancel()
            if self._poll is poll:
                self._poll = None

    def _wake(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def _tell_emptied(self) -> None:
        for emptied in self._emptied:
            if not emptied.done():
                emptied.set_result(None)
        self._emptied.clear()
