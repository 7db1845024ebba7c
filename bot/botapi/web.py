"""The HTTP server: Telegram's webhook, whether the bot is well, and its metrics. Nothing that a stranger sends is logged."""

import asyncio
import errno
import hmac
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import orjson
from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from bot.botapi.webhook import LARGEST_BODY, Doorstep, Webhook
from bot.core.failures import Failure
from bot.operator.health import Health
from bot.operator.settings import SettingsError

log = logging.getLogger(__name__)

EVERYWHERE = "0.0.0.0"  # noqa: S104 -- a host's router, or a proxy in front, comes from outside
STOP_SECONDS = 3.0  # seconds for requests whose turn is being committed
LINGER_SECONDS = 1.0  # seconds for which a refused body is read and dropped, so that the sender sees the answer
IDLE_SECONDS = 75.0
FIRST_SECONDS = 10.0  # seconds for the headers of a connection's first request
MOST_CONNECTIONS = 250  # Telegram opens 100; each takes a descriptor, of which a process has 1,024

_SILENT = logging.Logger("silent", logging.CRITICAL + 1)  # noqa: LOG001 -- aiohttp's own lines quote what was sent

MetricsPage = Callable[[], tuple[bytes, str]]
"""Write the metrics: the text, and its content type."""


@asynccontextmanager
async def listening(
    port: int,
    health: Health,
    metrics: MetricsPage,
    webhook: Webhook | Doorstep | None = None,
    *,
    host: str = EVERYWHERE,
    key: str = "",
) -> AsyncIterator[int]:
    """Serve until the block is left, then finish the requests that are open; yield the port.

    Args:
        port: where to listen; 0 takes any free one.
        health: answers GET /healthz.
        metrics: answers GET /metrics.
        webhook: takes Telegram's updates; without one the bot polls.
        host: the address to listen on.
        key: needed for the metrics; with none everybody may ask.

    Raises:
        SettingsError: the port cannot be had; ``passing`` if another process listens there.
    """
    connections = _Connections()
    app = web.Application(client_max_size=LARGEST_BODY, middlewares=[connections.note, _quiet])
    app.router.add_get("/healthz", _health_page(health))
    app.router.add_get("/metrics", _metrics_page(metrics, health, key))
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
        server = await _listen(connections, runner, host, port)
        try:
            yield int(server.sockets[0].getsockname()[1])
        finally:
            server.close()
    finally:
        await runner.cleanup()


async def _listen(connections: "_Connections", runner: web.AppRunner, host: str, port: int) -> asyncio.Server:
    if runner.server is None:
        raise RuntimeError("the server is not set up")
    connections.server = runner.server
    try:
        return await asyncio.get_running_loop().create_server(connections.open, host, port, backlog=512)
    except OSError as error:
        fault = f"PORT: cannot listen on {port} ({error.strerror or type(error).__name__})"
        raise SettingsError([fault], passing=error.errno == errno.EADDRINUSE) from None


HttpHandler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class _Connections:
    """Limits connections, so that no stranger takes all of the process's descriptors.

    A connection has some seconds for its first request. Where there are too many, each new one takes the place of the
    one that has been idle for longest; while all of them have an open request, the new one is closed.

    Attributes:
        server: makes what answers a connection.
    """

    def __init__(self) -> None:
        self.server: web.Server
        self._silent: set[RequestHandler] = set()  # those that are new and asked for nothing yet
        self._busy: set[RequestHandler] = set()

    def open(self) -> RequestHandler:
        """Make what answers a new connection."""
        new = self.server()
        self._silent.add(new)
        loop = asyncio.get_running_loop()
        loop.call_later(FIRST_SECONDS, self._hang_up_if_silent, new)
        open_now = self.server.connections
        if len(open_now) >= MOST_CONNECTIONS:
            idle = next((one for one in open_now if one not in self._busy and one.transport is not None), new)
            loop.call_soon(idle.force_close)
        return new

    @web.middleware
    async def note(self, request: web.Request, handler: HttpHandler) -> web.StreamResponse:
        """Note that a connection has an open request."""
        connection = request.protocol
        self._silent.discard(connection)
        self._busy.add(connection)
        try:
            return await handler(request)
        finally:
            self._busy.discard(connection)

    def _hang_up_if_silent(self, connection: RequestHandler) -> None:
        if connection in self._silent:
            self._silent.discard(connection)
            connection.force_close()


@web.middleware
async def _quiet(request: web.Request, handler: HttpHandler) -> web.StreamResponse:
    """Answer a bug with 500 and a line that names its kind alone."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception as error:  # noqa: BLE001 -- the edge that must go on
        log.error("a request failed: %s", Failure(error))
        return web.Response(status=500)


def _health_page(health: Health) -> HttpHandler:
    async def page(_request: web.Request) -> web.Response:
        report = await health.report()
        return web.Response(
            status=200 if report.well else 503,
            body=orjson.dumps(report.page()),
            content_type="application/json",
            headers={"Cache-Control": "no-store"},
        )

    return page


def _metrics_page(metrics: MetricsPage, health: Health, key: str) -> HttpHandler:
    async def page(request: web.Request) -> web.Response:
        shown = request.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
        if key and not hmac.compare_digest(shown, f"Bearer {key}".encode()):
            return web.Response(status=401, headers={"WWW-Authenticate": "Bearer"})
        await health.report()  # so that what it says is of now
        text, content_type = metrics()
        return web.Response(body=text, headers={"Content-Type": content_type})

    return page
