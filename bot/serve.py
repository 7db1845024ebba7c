"""The bot on Telegram, from its start to SIGTERM: polling or a webhook, the HTTP server beside it, and a watch over both."""

import asyncio
import logging
import signal
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from bot.app import App, Ready, greet, new_metrics, now, open_migrated, started
from bot.botapi.profile import introduce
from bot.botapi.reports import Reports
from bot.botapi.subscription import Address, remove_webhook, set_webhook, watch_webhook
from bot.botapi.waiting import Needed, keep_trying
from bot.language.templates import Words
from bot.operator.addresses import TELEGRAM
from bot.operator.certificate import read_certificate
from bot.operator.health import Health
from bot.operator.pulse import LATE, Pulse, RevokedError, Stalled
from bot.operator.settings import Settings, SettingsError
from bot.operator.warming import warm_up
from storage.database import AwayError, Database, StorageError, to_text

if TYPE_CHECKING:  # loaded only where there is an HTTP server
    from bot.botapi.webhook import Doorstep
    from bot.operator.metrics import Metrics

log = logging.getLogger(__name__)

LOOK_EVERY = 5.0  # seconds between two looks at the signs of life
SURE = 9.0  # seconds, and several answers, for which Telegram must not know the token: once it may be mistaken
FORGETS = {"disk": "forgets"}
Result = TypeVar("Result")


async def serve(settings: Settings) -> None:
    """Run the bot on Telegram until SIGTERM or SIGINT.

    If Telegram or the database is away at the start, it waits; /healthz says so meanwhile.

    Raises:
        StorageError: the database cannot be used, and waiting would not help.
        SettingsError: the port cannot be had.
        Stalled: Telegram has answered no getUpdates for too long.
        RevokedError: it does not know the token (any more).
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    pulse = Pulse(time.monotonic)
    health = Health(pulse, None, time.monotonic, FORGETS if settings.disk_forgets else {})
    async with AsyncExitStack() as front:
        front.push_async_callback(health.close)
        ready = await _unless(stop, _get_ready(settings, health, pulse, front))
        if ready is None:
            return
        doorstep, metrics, database = ready
        async with started(settings, ready=Ready(pulse, metrics, database)) as app:
            health.attend(app.database, app.turns.trouble, lambda: app.outbox.trouble)
            work = [
                asyncio.ensure_future(work_until_cancelled(app, health, doorstep)),
                asyncio.ensure_future(watch(pulse)),
                asyncio.ensure_future(guard_the_file(app)),
                asyncio.ensure_future(stop.wait()),
            ]
            ended, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
            log.info("stopping")
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)
            await front.aclose()  # open requests are finished while turns are still taken
            for task in ended:
                task.result()


async def work_until_cancelled(app: App, health: Health, doorstep: "Doorstep | None") -> None:
    """Take updates as the settings say, and do everything that goes with it."""
    if app.settings.disk_forgets:
        warn_of_the_disk(app)
    beside: list[asyncio.Future[None]] = []
    try:
        await greet(app, polls=doorstep is None)
        ready = warm_up(app.turns.begun.wait())
        hello = introduce(app.bot, app.database)
        beside += [asyncio.ensure_future(work) for work in (hello, app.tick(), app.retain(), ready)]
        if doorstep is None:
            await remove_webhook(app.bot, app.sleep)
            health.missing = None
            await app.poll()
        else:
            await _take_in(app, health, doorstep)
    finally:
        for task in beside:
            task.cancel()


async def _take_in(app: App, health: Health, doorstep: "Doorstep") -> None:
    """Let Telegram post updates, and watch whether it does."""
    from bot.botapi.webhook import Webhook

    doorstep.webhook = Webhook(
        doorstep.address,
        app.bot,
        app.turns,
        app.clock,
        # Telegram reads what a response asks for; of other servers one cannot know.
        taps=app.outbox if app.settings.telegram_api_url == TELEGRAM else None,
    )
    doorstep.webhook.ready = True
    health.missing = "webhook: Telegram has not taken the address yet"
    watching = asyncio.ensure_future(watch_webhook(app.bot, doorstep.address.url, app.pulse, app.clock, app.sleep))
    try:
        await set_webhook(app.bot, doorstep.address, app.sleep)
        health.missing = None
        log.info("Telegram posts updates to the webhook")
        await watching
    finally:
        watching.cancel()


async def watch(pulse: Pulse) -> None:
    """Watch the signs of life until only a restart, or a person, can help.

    Raises:
        Stalled: Telegram has answered no getUpdates for too long.
        RevokedError: it does not know the token (any more).
    """
    while "answered" not in pulse.late():  # a part that hangs raises no event
        if pulse.lasting("token") > SURE:
            raise RevokedError
        await asyncio.sleep(LOOK_EVERY)
    raise Stalled(f"no getUpdates was answered for {LATE['answered']:.0f} s: ending, to be started again")


async def guard_the_file(app: App) -> None:
    """Watch, until cancelled, whether the database's file is deleted or replaced, and save what it holds.

    What is written into a deleted file is lost with the process, so nothing is written: no update counts as handled,
    and Telegram keeps them for a day. A restart alone would begin with an empty file, or with the one that replaced it;
    so what the bot still has open is first written into a copy beside it.
    """
    told = False
    while True:
        lost = app.database.lost()
        if lost and not told:
            what = f"{lost}; no update is handled any more, and Telegram keeps them for a day. {await _saved(app)}"
            app.pulse.trouble("file", what, level=logging.ERROR)
            tell_admin(app, Words().say("admin/file", what=what))
        elif told and not lost:  # it was put back
            app.pulse.over("file")
        told = bool(lost)
        await app.sleep(LOOK_EVERY)


async def _saved(app: App) -> str:
    mark = to_text(app.clock()).replace(":", "")
    try:
        copy = await app.database.rescue(mark)
    except StorageError as error:
        return f"What it held could not be saved either ({error}): do not stop the bot before its disk is copied"
    return f"What it held is in {copy}: stop the bot, put the right file in the place, start it again"


def warn_of_the_disk(app: App) -> None:
    """Say that every answer will be lost at the next restart: in the log, and to the admin."""
    log.warning("this host's disk forgets at each restart and DATABASE_URL is not set: answers will be lost")
    tell_admin(app, Words().say("admin/disk"))


def tell_admin(app: App, text: str) -> None:
    """Send a message to the admin's chat, if there is one."""
    if app.settings.admin_chat_id:
        Reports(app.outbox, app.settings.admin_chat_id, app.clock).tell(text)


async def _get_ready(
    settings: Settings, health: Health, pulse: Pulse, front: AsyncExitStack
) -> "tuple[Doorstep | None, Metrics | None, Database]":
    """Listen on the port, if there is one, and open the database: each for as long as it takes."""
    doorstep, metrics = None, None
    if settings.port is not None:
        metrics = new_metrics()
        gauges = {"waiting_at_telegram": lambda: pulse.waiting, "reminders_behind_seconds": lambda: pulse.behind}
        metrics.watch_health(lambda: health.last.reasons, gauges)
        http = partial(_http, settings, health, metrics)
        doorstep = await keep_trying(lambda: front.enter_async_context(http()), _trouble, pulse, asyncio.sleep)
    database = await keep_trying(lambda: open_migrated(settings, now), _trouble, pulse, asyncio.sleep)
    return doorstep, metrics, database


def _trouble(error: Exception) -> tuple[Needed, str] | None:
    """Say what is away at the start that may come back by itself."""
    if isinstance(error, AwayError):
        return "database", str(error)
    if isinstance(error, SettingsError) and error.passing:
        return "port", str(error)
    return None


@asynccontextmanager
async def _http(settings: Settings, health: Health, metrics: "Metrics") -> AsyncIterator["Doorstep | None"]:
    """Serve /healthz and /metrics, and with a public address the webhook's path; return that."""
    from bot.botapi.web import listening
    from bot.botapi.webhook import Doorstep

    doorstep = None
    if settings.public_url:
        secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
        file = settings.webhook_certificate
        certificate = read_certificate(file) if file else b""
        doorstep = Doorstep(Address.of(settings.public_url, secret, settings.token, certificate))
    key = settings.metrics_token.get_secret_value() if settings.metrics_token else ""
    async with listening(settings.port or 0, health, metrics.page, doorstep, key=key):
        log.info("listening on port %d", settings.port)
        yield doorstep


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, Result]) -> Result | None:
    """Do something unless the bot is told to stop before it is done; then return None."""
    doing, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    await asyncio.wait([doing, stopping], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if doing.done():
        return doing.result()
    doing.cancel()
    await asyncio.gather(doing, return_exceptions=True)
    return None
