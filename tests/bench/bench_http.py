"""What a request to the Bot API costs with each HTTP client: the bot's own way, aiohttp, and pyqwest where that is installed.

    python -m tests.bench.bench_http [--requests 3000] [--repeat 5]

Each client posts the same JSON to the tests' Bot API server in another process: one request after another, and 32 at once. The
clients take turns; printed are medians of CPU of this process for a request, threads of the client's own among it, of what the
event loop's thread has of that, of time for one request alone, and the CPU that importing it costs a fresh process. Whatever else a client could do is switched off.
"""

import argparse
import asyncio
import importlib.util
import json
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.botapi.http import HttpRequest
from tests.server.bot_process import TOKEN, ServerProcess

TOGETHER = 32
PARAMETERS = {"chat_id": 1, "text": "How many people got in touch with you?", "parse_mode": "HTML"}
BODY = json.dumps(PARAMETERS).encode()
HEADERS = {"content-type": "application/json"}
IMPORTED = {"pyreqwest": "pyreqwest.client", "aiohttp": "aiohttp", "pyqwest": "pyqwest"}

Post = Callable[[str], Awaitable[None]]


@asynccontextmanager
async def pyreqwest() -> AsyncIterator[Post]:
    request = HttpRequest(connections=TOGETHER)
    await request.initialize()
    data = RequestData([RequestParameter(name, value, None) for name, value in PARAMETERS.items()])

    async def post(url: str) -> None:
        status, _ = await request.do_request(url, "POST", data)
        assert status == 200

    yield post
    await request.shutdown()


@asynccontextmanager
async def aiohttp() -> AsyncIterator[Post]:
    from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

    connector, timeout = TCPConnector(limit=TOGETHER), ClientTimeout(total=10)
    async with ClientSession(connector=connector, cookie_jar=DummyCookieJar(), timeout=timeout) as session:

        async def post(url: str) -> None:
            async with session.post(url, data=BODY, headers=HEADERS) as response:
                await response.read()
                assert response.status == 200

        yield post


@asynccontextmanager
async def pyqwest() -> AsyncIterator[Post]:
    from pyqwest import Client, HTTPTransport

    transport = HTTPTransport(enable_otel=False, follow_redirects=False, timeout=10.0)
    client = Client(transport)

    async def post(url: str) -> None:
        response = await client.post(url, headers=HEADERS, content=BODY)
        assert response.status == 200
        assert response.content

    yield post


CLIENTS = {"pyreqwest": pyreqwest, "aiohttp": aiohttp, "pyqwest": pyqwest}


async def measure(client: Callable, url: str, requests: int) -> tuple[float, float, float, float]:
    """Return in microseconds: the CPU of a lone request, of one among many, the event loop's part of it, and a lone request's time."""
    async with client() as post:
        await asyncio.gather(*(post(url) for _ in range(TOGETHER)))
        cpu, began = time.process_time(), time.perf_counter()
        for _ in range(requests):
            await post(url)
        alone, took = time.process_time() - cpu, time.perf_counter() - began
        cpu, loop = time.process_time(), time.thread_time()
        for _ in range(requests // TOGETHER):
            await asyncio.gather(*(post(url) for _ in range(TOGETHER)))
        together, of_loop = time.process_time() - cpu, time.thread_time() - loop
    many = requests // TOGETHER * TOGETHER
    return 1e6 * alone / requests, 1e6 * together / many, 1e6 * of_loop / many, 1e6 * took / requests


def import_cost(module: str) -> float:
    """Return the milliseconds of CPU that importing a module takes in a process that has what every bot loads."""
    code = f"import asyncio, json, logging, ssl, time; t = time.process_time(); import {module}; print(time.process_time() - t)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return 1e3 * float(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=3_000)
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    names = [name for name, module in IMPORTED.items() if importlib.util.find_spec(module.partition(".")[0])]
    found: dict[str, list[tuple[float, ...]]] = {name: [] for name in names}
    with ServerProcess() as server:
        url = f"{server.url}/bot{TOKEN}/sendMessage"
        for _ in range(options.repeat):
            for name in names:
                costs = asyncio.run(measure(CLIENTS[name], url, options.requests))
                found[name].append((*costs, import_cost(IMPORTED[name])))
                server.tell("forget")
    print(
        "| client | µs of CPU alone | µs of CPU, 32 at once | of that the loop's | µs alone | ms of CPU to import |\n|---|---|---|---|---|---|"
    )
    for name, rounds in found.items():
        print(
            f"| {name} |", " | ".join(f"{statistics.median(column):.0f}" for column in zip(*rounds, strict=True)), "|"
        )


if __name__ == "__main__":
    main()
