"""The composition root: everything is put together here, and nowhere else."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from telegram import Bot
from telegram.error import TelegramError
from telegram.request import BaseRequest

from bot.activity.form import activity_form
from bot.botapi.files import Fetching
from bot.botapi.lease import LEASE
from bot.botapi.outbox import Outbox
from bot.botapi.pace import Pace
from bot.botapi.photos import Paints, Photos
from bot.botapi.polling import poll, take_waiting
from bot.botapi.reports import Reports
from bot.botapi.ticker import take_back, tick
from bot.botapi.waiting import Needed, keep_trying, telegram_trouble
from bot.botapi.ways import bot_of, over_http, takes_inline, username_of
from bot.checkins.follow import answers_now
from bot.checkins.form import checkin_form
from bot.checkins.setup import weekly_form
from bot.checkup.answers import NO_TRADE
from bot.checkup.form import checkup_form
from bot.core.clock import Clock, Sleep
from bot.core.operator import Operator
from bot.core.records import CHECKIN, CHECKUP
from bot.diagnosis import Trades, load_trades
from bot.dialogue.context import Catalogue
from bot.dialogue.flow import Flow, load_flow
from bot.language.faults import FilesError
from bot.language.templates import PROMPTS
from bot.operator.logs import aliases
from bot.operator.pulse import Pulse
from bot.operator.retention import retain_nightly
from bot.operator.settings import Settings
from bot.talk.commands import COMMANDS
from bot.turn.turns import Turns
from bot.turn.witness import Witness
from storage.database import Database
from storage.migrate import migrate
from storage.open import open_database
from storage.updates import chats_left
from storage.wakes import wake_after_downtime

if TYPE_CHECKING:  # loaded only where there is an HTTP server
    from bot.operator.metrics import Metrics

log = logging.getLogger(__name__)

TAP_KEPT = timedelta(seconds=150)  # how long Telegram keeps a tap for a bot that is away
LATELY = timedelta(hours=1)
REPEAT_MATTERS = timedelta(minutes=1)
STOP_SECONDS = 7.0  # ten, less what the current turn may take
FLOWS = (CHECKUP, "activity", "weekly", CHECKIN)


def load_catalogue(operator: Operator | None = None) -> Catalogue:
    """Load and check every flow and catalogue.

    Raises:
        FilesError: naming each file and key that is wrong.
    """
    flows, trades = load_tables()
    checkup, activity, weekly, checkin = (flows[name] for name in FLOWS)
    forms = (
        checkup_form(checkup, trades, answers_now),
        activity_form(activity),
        weekly_form(weekly),
        checkin_form(checkin, trades),
    )
    return Catalogue({form.flow.name: form for form in forms}, COMMANDS, operator or Operator())


@cache
def load_tables(root: Path = PROMPTS) -> tuple[Mapping[str, Flow], Trades]:
    """Read the flows by their names, and the trades with the actions.

    Raises:
        FilesError: naming each file and key that is wrong.
    """
    faults: list[str] = []
    flows: dict[str, Flow] = {}
    of_trades: list[str] = []
    trades = None
    try:
        trades = load_trades(root / "trades.toml")
    except FilesError as error:
        of_trades = error.faults
    ids = tuple(trades.by_id) if trades else (NO_TRADE,)  # the flows are checked all the same
    for name in FLOWS:
        try:
            flows[name] = load_flow(root / "flows" / f"{name}.toml", {"trades": ids})
        except FilesError as error:
            faults += error.faults
    faults += of_trades
    if trades is None or faults:
        raise FilesError(faults)
    return flows, trades


def now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Requests:
    """The two ways to the Bot API: getUpdates keeps one busy."""

    calls: BaseRequest
    updates: BaseRequest


@dataclass(frozen=True, slots=True)
class App:
    """A bot that is put together: storage open and migrated, replies of an earlier process on their way.

    Attributes:
        metrics: what GET /metrics shows; None where there is no HTTP server.
    """

    settings: Settings
    bot: Bot
    database: Database
    turns: Turns
    outbox: Outbox
    clock: Clock
    sleep: Sleep
    pulse: Pulse
    metrics: "Metrics | None"

    async def settled(self) -> None:
        """Return once every reply is sent and written down as sent."""
        await self.turns.idle()
        await self.outbox.idle()
        await self.outbox.flush()

    async def tick(self) -> None:
        """Look for what is due until cancelled."""
        self.pulse.beat("tick")
        await tick(
            self.database,
            self.turns,
            self.outbox,
            self.clock,
            sleep=self.sleep,
            ticked=self._ticked,
        )

    def _ticked(self, behind: float) -> None:
        self.pulse.beat("tick")
        self.pulse.behind = behind

    async def retain(self) -> None:
        """Delete owners who have been idle for too long, hour by hour, until cancelled."""
        await retain_nightly(self.database, self.clock, self.settings.retention_days, sleep=self.sleep)

    async def poll(self) -> None:
        """Fetch and handle updates until cancelled."""
        self.pulse.beat("fetched")
        self.pulse.beat("answered")
        await poll(self.bot, self.turns, self.clock, self.pulse, sleep=self.sleep)


@dataclass(frozen=True, slots=True)
class Ready:
    """What exists before the bot is put together, because it reports how the start goes.

    Attributes:
        pulse: what is wrong, and when each part last worked.
        metrics: what GET /metrics shows; None where there is no HTTP server.
        database: open, with the newest schema; it is closed with the bot. None: it is opened by the address alone.
    """

    pulse: Pulse
    metrics: "Metrics | None" = None
    database: Database | None = None


async def open_migrated(settings: Settings, clock: Clock) -> Database:
    """Open the database as the one bot on it, with the newest schema.

    Raises:
        StorageError: it cannot be used.
    """
    database = await open_database(settings.database_url.get_secret_value(), alone=True)
    try:
        await migrate(database, clock())
    except BaseException:
        await database.close()
        raise
    return database


@asynccontextmanager
async def started(
    settings: Settings,
    requests: Requests | None = None,
    *,
    clock: Clock = now,
    sleep: Sleep = asyncio.sleep,
    lease: float = LEASE,
    painter: Paints | None = None,
    ready: Ready | None = None,
) -> AsyncIterator[App]:
    """Put the bot together, and take it apart again with nothing lost.

    Args:
        settings: what the operator set.
        requests: the ways to the Bot API; by default over HTTP.
        clock: gives the time (aware, UTC).
        sleep: waits between tries of the network.
        lease: seconds after which this process counts as dead for those that share the database.
        painter: paints pictures; by default a process that starts with the first one.
        ready: what is there already.

    Raises:
        StorageError: the database cannot be used.
        FilesError: a flow or a catalogue is wrong.
    """
    ready = ready or Ready(Pulse(time.monotonic), new_metrics() if settings.port else None)
    database = ready.database or await open_migrated(settings, clock)
    try:
        catalogue = load_catalogue(settings.operator)
        requests = requests or Requests(*over_http(settings))
        bot = bot_of(settings, requests.calls, requests.updates)
        metrics = ready.metrics
        photos = Photos(database, painter, wanted=settings.pictures)
        pace = Pace(settings.sends_per_second, settings.paid_broadcast)
        outbox = Outbox(bot, database, photos, pace, clock, sleep=sleep, lease=lease, recorder=metrics)
        reporters = (Reports(outbox, settings.admin_chat_id, clock),) if settings.admin_chat_id else ()
        outbox.losses.tell = reporters[0].given_up if reporters else None
        witness = Witness(metrics, alias=aliases(settings.token), reporters=reporters)
        turns = Turns(
            database,
            catalogue,
            outbox,
            clock,
            witness,
            admins=settings.admin_ids,
            username=partial(username_of, bot),
            inline=partial(takes_inline, bot),
            fetch=Fetching(bot).fetch,
            sleep=sleep,
        )
        await requests.calls.initialize()
        await requests.updates.initialize()
        if left := await take_back(database, clock):
            log.info("looking again at %d things to say that were left over", left)
        await outbox.open()
        await turns.resume()
        work = [asyncio.ensure_future(part) for part in (turns.run(), outbox.run(), outbox.keep())]
        try:
            yield App(settings, bot, database, turns, outbox, clock, sleep, ready.pulse, metrics)
        finally:
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)
            await outbox.close(STOP_SECONDS)
            await photos.close()
            await requests.calls.shutdown()
            await requests.updates.shutdown()
    finally:
        await database.close()


def new_metrics() -> "Metrics":
    """Make the metrics, and load what they need only now."""
    from bot.operator.metrics import Metrics

    return Metrics()


async def greet(app: App, *, polls: bool = False) -> None:
    """Ask Telegram who the bot is, for as long as it takes, and pick up what an earlier process left.

    Where the bot polls, updates that wait at Telegram are handled first, so that an answered question is not asked
    again.
    """
    await keep_trying(app.bot.initialize, _trouble, app.pulse, app.sleep)
    async with app.database.transaction() as tx:
        again = await wake_after_downtime(tx, app.clock(), tap_kept=TAP_KEPT, lately=LATELY)
    if again:
        log.info("asking %d open questions again", again)
    if polls:
        async with app.database.reading() as tx:
            repeated = await chats_left(tx)
        app.turns.repeated = dict.fromkeys(repeated, app.clock() + REPEAT_MATTERS)
        app.outbox.ready.clear()
        await take_waiting(app.bot, app.turns, app.clock)
    if left := await app.outbox.pick_up():
        log.info("sending %d replies that were left over", left)
    app.outbox.ready.set()
    log.info("ready as @%s", app.bot.username)


def _trouble(error: Exception) -> tuple[Needed, str] | None:
    return telegram_trouble(error) if isinstance(error, TelegramError) else None
