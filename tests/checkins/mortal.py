"""Bots that die at a commit: everything is real but Telegram, which is the emulator, and the time, which is passed in."""

import asyncio
from contextlib import asynccontextmanager, suppress

from telegram import Bot

from bot.app import App, greet
from bot.botapi.intake import receive
from bot.botapi.outbox import Outbox
from bot.botapi.pace import Pace
from bot.botapi.photos import Photos
from bot.botapi.polling import BATCH
from bot.botapi.ticker import look, take_back
from bot.botapi.updates import ALLOWED_UPDATES
from bot.operator.pulse import Pulse
from bot.operator.settings import Settings
from bot.turn.turns import Turns
from storage.open import open_database
from storage.processes import Process
from tests.conftest import Sketcher

BEFORE, AFTER = "before the commit", "after the commit"


class Killed(BaseException):
    """The process is dead: nothing in it may handle this."""


class MortalDatabase:
    """A database on which a process can be made to die at one of its next commits."""

    def __init__(self, database):
        self._database = database
        self._commits, self._side = 0, ""
        self._meanwhile = None
        self._death = asyncio.Event()

    def __getattr__(self, name):
        return getattr(self._database, name)

    @property
    def dead(self):
        """True once the process is gone; from then on nothing is written."""
        return self._death.is_set()

    async def death(self):
        """Return once the process is gone."""
        await self._death.wait()

    def kill(self):
        """Kill the process, wherever it is."""
        self._death.set()

    def die(self, commits, side):
        """Die at the first or second commit from now, on this side of it."""
        self._commits, self._side = commits, side

    def spare(self):
        """Live on."""
        self._commits = 0

    def let(self, act):
        """Let somebody else act right after the next commit, and wait for them."""
        self._meanwhile = act

    @asynccontextmanager
    async def transaction(self):
        if self.dead:
            raise Killed
        self._commits -= 1
        dies = self._commits == 0
        async with self._database.transaction() as tx:
            yield tx
            self._fall(dies and self._side == BEFORE)
        self._fall(dies)
        if act := self._meanwhile:
            self._meanwhile = None
            await act()

    def _fall(self, dies):
        if dies:
            self.kill()
            raise Killed


class Sender:
    """The way out of one of several bots on a file: the ids of its replies are its own."""

    def __init__(self, outbox, number):
        self.process = Process("", number)
        self.send, self.take_sent, self.give_back = outbox.send, outbox.take_sent, outbox.give_back
        self.waiting_for, self.encode = outbox.waiting_for, outbox.encode


class MortalBot:
    """One of the bots on a file, life after life."""

    def __init__(self, number, url, emulator, clock, catalogue):
        self._number, self._url = number, url
        self._emulator, self._clock, self._catalogue = emulator, clock, catalogue
        self._settings = Settings()

    async def start(self):
        """Begin a life, with what the earlier one left."""
        clock = self._clock
        self.database = MortalDatabase(await open_database(self._url))
        bot = Bot("1:test", request=self._emulator, get_updates_request=self._emulator)
        painter = Sketcher()
        self.outbox = Outbox(
            bot,
            self.database,
            Photos(self.database, painter),
            Pace(0),
            clock.now,
            time=clock.timestamp,
            sleep=clock.sleep,
        )
        self._turns = Turns(self.database, self._catalogue, Sender(self.outbox, self._number), clock.now)
        self._running = asyncio.ensure_future(self._turns.run())
        parts = (self._settings, bot, self.database, self._turns, self.outbox, clock.now, clock.sleep)
        self._app = App(*parts, Pulse(clock.timestamp), None)
        await take_back(self.database, clock.now)
        await self.outbox.open()
        await greet(self._app)
        await self._app.settled()

    async def read(self):
        """Handle what Telegram has for the bot; False if the bot died."""
        return await self._lived(self._read())

    async def look(self):
        """Look for what is due, once; False if the bot died."""
        return await self._lived(look(self.database, self._turns, self.outbox, self._clock.now))

    async def end(self):
        """Die, with nothing tidied up."""
        self.database.kill()
        self._running.cancel()
        with suppress(asyncio.CancelledError, Killed):
            await self._running
        with suppress(Killed):  # it may not write down what it sent
            await self.outbox.close(0)
        await self.database.close()

    async def _read(self):
        bot, offset = self._app.bot, 0
        asked = {"timeout": 0, "limit": BATCH, "allowed_updates": list(ALLOWED_UPDATES)}
        while updates := await bot.do_api_request("getUpdates", {"offset": offset, **asked}):
            await receive(bot, self._turns, self._clock.now, updates)
            offset = updates[-1]["update_id"] + 1

    async def _lived(self, act):
        """Let it act until it is done or dead; death ends everything that it was doing."""
        acting, dying = asyncio.ensure_future(act), asyncio.ensure_future(self.database.death())
        await asyncio.wait([acting, dying], return_when=asyncio.FIRST_COMPLETED)
        dying.cancel()
        if self.database.dead:
            acting.cancel()
            with suppress(asyncio.CancelledError, Killed):
                await acting
            return False
        acting.result()
        self.database.spare()
        await self._app.settled()
        return True
