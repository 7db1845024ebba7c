"""Lets sends in: a few at once, at the pace for all chats together, urgent ones first."""

import asyncio
import heapq

from bot.botapi.pace import Pace
from bot.core.clock import Sleep, Time


class Gate:
    """Lets sends in: a few at once, at the pace for all chats together, urgent ones first."""

    def __init__(self, places: int, pace: Pace, time: Time, sleep: Sleep) -> None:
        self._places = places
        self._pace = pace
        self._time = time
        self._sleep = sleep
        self._queue: list[tuple[int, int, asyncio.Future[None]]] = []
        self._count = 0
        self._opening: asyncio.Task[None] | None = None

    def entered(self, *, urgent: bool) -> "Entry":
        return Entry(self, urgent=urgent)

    async def enter(self, *, urgent: bool) -> None:
        now = self._time()
        if not self._queue and self._places and self._pace.all_ready_at(now) <= now:
            self._places -= 1
            return
        self._count += 1
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._queue, (0 if urgent else 1, self._count, place))
        self._open()
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self.leave()
            raise

    def leave(self) -> None:
        self._places += 1
        self._open()

    def _open(self) -> None:
        if self._queue and self._places and self._opening is None:
            self._opening = asyncio.ensure_future(self._admit())

    async def _admit(self) -> None:
        try:
            while self._queue and self._places:
                now = self._time()
                if (at := self._pace.all_ready_at(now)) > now:
                    await self._sleep(at - now)
                    continue
                _, _, place = heapq.heappop(self._queue)
                if not place.done():
                    self._places -= 1
                    place.set_result(None)
                    await asyncio.sleep(0)  # the one let in counts itself before the next is looked at
        finally:
            self._opening = None


class Entry:
    """A stay inside the gate."""

    def __init__(self, gate: Gate, *, urgent: bool) -> None:
        self._gate = gate
        self._urgent = urgent

    async def __aenter__(self) -> None:
        await self._gate.enter(urgent=self._urgent)

    async def __aexit__(self, *_: object) -> None:
        self._gate.leave()
