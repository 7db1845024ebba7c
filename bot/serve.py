"""The bot on Telegram, from its start to SIGTERM: polling or a webhook, the HTTP server beside it, and a watch over both."""

import asyncio
import logging
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.app import App, greet, set_menu, started
from bot.edge.health import Health
from bot.edge.reports import Reports
from bot.edge.subscription import Address, remove_webhook, set_webhook
from bot.pulse import LATE, Pulse, Stalled
from bot.settings import TELEGRAM, Settings
from bot.warm import warm_up
from bot.words import Words

if TYPE_CHECKING:  # loaded only where there is an HTTP server
    from bot.edge.webhook import Webhook

log = logging.getLogger(__name__)

LOOK_EVERY = 5.0  # seconds between two looks at the signs of life
FORGETS = {"disk": "forgets"}


async def serve(settings: Settings) -> None:
    """Run the bot on Telegram until SIGTERM or SIGINT.

    Raises:
        InvalidToken: Telegram does not know the token.
        SettingsError: the port cannot be had.
        Stalled: Telegram has answered no getUpdates for too long.
    """
    async with started(settings) as app:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        work = [
            asyncio.ensure_future(work_until_cancelled(app)),
            asyncio.ensure_future(watch(app.pulse)),
            asyncio.ensure_future(stop.wait()),
        ]
        ended, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
        log.info("stopping")
        for task in work:
            task.cancel()
        await asyncio.gather(*work, return_exceptions=True)
        for task in ended:
            task.result()


async def work_until_cancelled(app: App) -> None:
    """Take updates as the settings say, and do everything that goes with it.

    Raises:
        InvalidToken: Telegram does not know the token.
        SettingsError: the port cannot be had.
    """
    if app.settings.disk_forgets:
        warn_of_the_disk(app)
    notes = FORGETS if app.settings.disk_forgets else {}
    health = Health(
        app.pulse,
        app.database,
        time.monotonic,
        notes,
        trouble=app.turns.trouble,
        replies=lambda: app.outbox.trouble,
    )
    beside: list[asyncio.Future[None]] = []
    try:
        async with _http(app, health) as webhook:
            await greet(app)
            ready = warm_up(app.turns.begun.wait())
            beside += [asyncio.ensure_future(work) for work in (set_menu(app), app.tick(), app.retain(), ready)]
            if webhook is None:
                await remove_webhook(app.bot, app.sleep)
                health.missing = None
                await app.poll()
            else:
                webhook.ready = True
                health.missing = "webhook: Telegram has not taken the address yet"
                await set_webhook(app.bot, webhook.address, app.sleep)
                health.missing = None
                log.info("Telegram posts updates to the webhook")
                await asyncio.Event().wait()
    finally:
        for task in beside:
            task.cancel()
        await health.close()


async def watch(pulse: Pulse) -> None:
    """Look at the signs of life until the bot turns out to be stalled.

    Raises:
        Stalled: Telegram has answered no getUpdates for too long.
    """
    while "answered" not in pulse.late():  # noqa: ASYNC110 -- that nothing happens is no event
        await asyncio.sleep(LOOK_EVERY)
    raise Stalled(f"no getUpdates was answered for {LATE['answered']:.0f} s: ending, to be started anew")


def warn_of_the_disk(app: App) -> None:
    """Say that every answer will be lost at the next restart: in the log, and to the admin."""
    log.warning("this host's disk forgets at each restart and DATABASE_URL is not set: answers will be lost")
    if app.settings.admin_chat_id:
        Reports(app.outbox, app.settings.admin_chat_id, app.clock).tell(Words().say("admin/disk"))


@asynccontextmanager
async def _http(app: App, health: Health) -> AsyncIterator["Webhook | None"]:
    """Serve /healthz and /metrics if a port is set, and the webhook with a public address; gives the webhook."""
    settings = app.settings
    if settings.port is None or app.metrics is None:
        yield None
        return
    from bot.edge.web import listening
    from bot.edge.webhook import Webhook

    webhook = None
    if settings.public_url:
        secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
        webhook = Webhook(
            Address.of(settings.public_url, secret, settings.token),
            app.bot,
            app.turns,
            app.clock,
            # Telegram reads what a response asks for; of other servers one cannot know.
            taps=app.outbox if settings.telegram_api_url == TELEGRAM else None,
        )
    app.metrics.watch(lambda: app.outbox.waiting)
    async with listening(settings.port, health, app.metrics.page, webhook):
        log.info("listening on port %d", settings.port)
        yield webhook
