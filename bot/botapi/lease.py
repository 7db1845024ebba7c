"""The right to send what this process decided, where several processes share the database.

A process that does not say in time that it is alive counts as dead: the others claim and send what it left. One that was
only away for too long (a pause of the machine, the database out of reach) stops sending well before that moment, forgets
what it had queued, and goes on under a new name. So no reply is sent by two; only one that was being sent in the very
moment of a crash may arrive twice, as after any crash.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable

from bot.core.failures import Failure
from storage.database import Database
from storage.processes import ALONE, Process, claim_left, count_alive, enter, is_alive, leave, replies_of, stay
from storage.updates import Outgoing

log = logging.getLogger(__name__)

LEASE = 6.0  # seconds after its last heartbeat for which a process counts as alive
SURE = 0.7  # the share of that for which the process itself may go on sending
LOOKS = 5  # heartbeats in that time, each with a look for what dead processes left
WAIT = 0.05  # seconds between two looks while an earlier reply of another process is unsent


class Lease:
    """The lives of this process, one after another; where the database is its own, one without end.

    Args:
        database: which is perhaps shared.
        seconds: heartbeat timeout in seconds.
        lapsed: drops the queue when a life ended unnoticed.
        company: is told how many processes are alive, this one among them.
    """

    def __init__(
        self,
        database: Database,
        lapsed: Callable[[], None],
        *,
        seconds: float = LEASE,
        company: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._database = database
        self._lapsed = lapsed
        self._seconds = seconds
        self._company = company
        self._valid_until = 0.0
        self._doubt = False
        self._renewed = asyncio.Event()
        self._time = asyncio.get_running_loop().time
        self.process: Process = ALONE

    @property
    def shared(self) -> bool:
        """True if there may be other processes."""
        return self._database.shared

    @property
    def valid(self) -> bool:
        """True if no other process can be sending this process's replies."""
        return not self.shared or self._time() < self._valid_until

    async def hold(self) -> None:
        """Return once no other process can be sending this process's replies."""
        while not self.valid:
            self._renewed.clear()
            await self._renewed.wait()

    def doubt(self) -> None:
        """Make the next look compare the queue with the database: a commit may have succeeded unnoticed."""
        self._doubt = self.shared

    async def begin(self) -> None:
        """Begin a life."""
        if self.shared:
            began = self._time()
            async with self._database.beating() as tx:
                process = await enter(tx, secrets.token_hex(8), self._seconds)
            self.process = process
            self._sure_from(began)

    async def end(self) -> None:
        """End this life; the others may have what is left at once."""
        if self.shared and self.process != ALONE:
            self._valid_until = 0.0
            async with self._database.transaction() as tx:
                await leave(tx, self.process)

    async def keep(self, found: Callable[[list[Outgoing]], None]) -> None:
        """Stay alive, and hand over what dead processes left, until cancelled.

        Heartbeats have a connection of their own: a long turn must not look like a death.
        """
        if self.shared:
            await asyncio.gather(
                self._again_and_again(self._beat_on), self._again_and_again(lambda: self._look_for(found))
            )

    async def beat(self) -> None:
        """Send a heartbeat; the next look finds out if the time had run out before."""
        began, process = self._time(), self.process
        async with self._database.beating() as tx:
            alive = await stay(tx, process, self._seconds)
            count = await count_alive(tx)
        self._company(count)
        if alive and process is self.process:
            self._sure_from(began)

    async def _beat_on(self) -> None:
        await self.beat()

    async def _look_for(self, found: Callable[[list[Outgoing]], None]) -> None:
        found(await self.look())

    async def _again_and_again(self, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(self._seconds / LOOKS)
            try:
                await work()
            except Exception as error:  # noqa: BLE001 -- when it lasts, sending pauses by itself
                self._doubt = True
                log.error("cannot say that this process is alive: %s", Failure(error))

    async def look(self) -> list[Outgoing]:
        """Take what dead processes left, with the replies that this one was in doubt about.

        Nothing may be awaited between this and queueing what it returns.
        """
        async with self._database.transaction() as tx:
            alive = await is_alive(tx, self.process)  # the heartbeat must not wait for the rest of this
            left = await claim_left(tx, self.process) if alive else []
            mine = await replies_of(tx, self.process) if alive and self._doubt else []
        if not alive:
            log.warning("this process was away for too long; others may have sent its replies")
            self._lapsed()
            await self.begin()
            return await self.look()
        self._doubt = False
        return left + [reply for reply in mine if reply not in left]

    def _sure_from(self, began: float) -> None:
        self._valid_until = began + self._seconds * SURE
        self._renewed.set()
