"""The HTTP server: Telegram's webhook, whether the bot is well, and its metrics. Nothing that a stranger sends is logged."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import orjson
from aiohttp import web

from bot.edge.health import Health
from bot.edge.webhook import LARGEST_BODY, Webhook
from bot.logs import Told
from bot.settings import SettingsError

log = logging.getLogger(__name__)

EVERYWHERE = "0.0.0.0"  # noqa: S104 -- a host's router, or a proxy in front, comes from outside
STOP_SECONDS = 3.0  # for requests whose turn is being committed
LINGER_SECONDS = 1.0  # a refused body is read on for so long, unkept, so that the sender sees the answer
IDLE_SECONDS = 75.0

_SILENT = logging.Logger("silent", logging.CRITICAL + 1)  # noqa: LOG001 -- aiohttp's own lines quote what was sent

Metrics = Callable[[], tuple[bytes, str]]
"""Write the metrics: the text, and its content type."""


@asynccontextmanager
async def listening(
    port: int, health: Health, metrics: Metrics, webhook: Webhook | None = None, *, host: str = EVERYWHERE
) -> AsyncIterator[int]:
    """Serve until the block is left, then finish the requests that are open; gives the port.

    Args:
        port: where to listen; 0 takes any free one.
        health: answers GET /healthz.
        metrics: answers GET /metrics.
        webhook: takes Telegram's updates; without one the bot polls.
        host: the address to listen on.

    Raises:
        SettingsError: the port cannot be had.
    """
    app = web.Application(client_max_size=LARGEST_BODY, middlewares=[_quiet])
    app.router.add_get("/healthz", _health_page(health))
    app.router.add_get("/metrics", _metrics_page(metrics))
    if webhook is not None:
        app.router.add_post(webhook.address.path, webhook.take)
    runner = web.AppRunner(
        app,
        access_log=None,
        logger=_SILENT,
        auto_decompress=False,
        keepalive_timeout=IDLE_SECONDS,
        lingering_time=LINGER_SECONDS,
        shutdown_timeout=STOP_SECONDS,
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port, backlog=512)
        try:
            await site.start()
        except OSError as error:
            raise SettingsError([f"PORT: cannot listen on {port} ({error.strerror or type(error).__name__})"]) from None
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def _quiet(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer a bug with 500 and a line that names its kind alone."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception as error:  # noqa: BLE001 -- the edge that must go on
        log.error("a request failed: %s", Told(error))
        return web.Response(status=500)


def _health_page(health: Health) -> Handler:
    async def page(_request: web.Request) -> web.Response:
        report = await health.report()
        return web.Response(
            status=200 if report.well else 503,
            body=orjson.dumps(report.page()),
            content_type="application/json",
            headers={"Cache-Control": "no-store"},
        )

    return page


def _metrics_page(metrics: Metrics) -> Handler:
    async def page(_request: web.Request) -> web.Response:
        text, content_type = metrics()
        return web.Response(body=text, headers={"Content-Type": content_type})

    return page
