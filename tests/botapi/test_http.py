"""Requests over HTTP, against a server on this machine."""

import asyncio
import json
import logging
import random
import socket
import time
import traceback
from datetime import timedelta

import pytest
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.botapi.http import Broken, HttpRequest, NotSent, PerhapsSent, plain_data

TOKEN = "4711:a-very-secret-token"
SENT = {"message_id": 5, "date": 0, "chat": {"id": 1, "type": "private"}, "text": "hi"}


class Server:
    """A Bot API that answers as told and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, object]] = []
        self.connections: set[object] = set()
        self.answer = lambda: web.json_response({"ok": True, "result": SENT})
        self.slow = asyncio.Event()
        self.reached = asyncio.Event()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.connections.add(request.transport)
        if request.content_type == "application/json":
            body = json.loads(await request.read())
        else:
            body = {
                name: (part.filename, part.file.read(), part.content_type) if hasattr(part, "file") else part
                for name, part in (await request.post()).items()
            }
        self.asked.append((request.path.rpartition("/")[2], body))
        self.reached.set()
        answer = self.answer()
        if answer == "reset":
            request.transport.abort()
            return web.Response()
        if answer == "slow":
            await self.slow.wait()
            return web.Response()
        return answer


@pytest.fixture
async def server():
    server = Server()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.handle)
    runner = web.AppRunner(app, shutdown_timeout=0, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/bot"
    yield server
    server.slow.set()
    await runner.cleanup()


@pytest.fixture
async def bot(server):
    async with HttpRequest() as request, HttpRequest(connections=1) as updates:
        yield Bot(TOKEN, base_url=server.url, request=request, get_updates_request=updates)


async def test_parameters_go_as_json_with_their_types(server, bot):
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Yes ✓", callback_data="y")]])
    message = await bot.send_message(1, "hi 😀", reply_markup=markup)
    assert message.message_id == 5
    button = {"text": "Yes ✓", "callback_data": "y"}
    assert server.asked == [
        ("sendMessage", {"chat_id": 1, "text": "hi 😀", "reply_markup": {"inline_keyboard": [[button]]}})
    ]


async def test_files_go_as_multipart_beside_the_parameters(server, bot):
    await bot.send_document(1, b"a;b\n", filename="zählen.csv", caption="your weeks")
    assert server.asked == [
        (
            "sendDocument",
            {"chat_id": "1", "caption": "your weeks", "document": ("zählen.csv", b"a;b\n", "text/csv")},
        )
    ]


async def test_a_connection_is_used_again(server, bot):
    for _ in range(5):
        await bot.send_message(1, "hi")
    assert len(server.connections) == 1


@pytest.mark.parametrize(
    ("status", "description", "error"),
    [
        (403, "Forbidden: bot was blocked by the user", Forbidden),
        (409, "Conflict: terminated by other getUpdates request", Conflict),
        (400, "Bad Request: chat not found", BadRequest),
        (500, "Internal Server Error", NetworkError),
    ],
)
async def test_what_telegram_refuses_is_raised_as_its_error(server, bot, status, description, error):
    server.answer = lambda: web.json_response({"ok": False, "description": description}, status=status)
    with pytest.raises(error) as raised:
        await bot.send_message(1, "hi")
    assert type(raised.value) is error
    assert str(raised.value).lower() in description.lower()


async def test_too_many_requests_says_how_long_to_wait(server, bot):
    body = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 7}}
    server.answer = lambda: web.json_response(body, status=429)
    with pytest.raises(RetryAfter) as raised:
        await bot.send_message(1, "hi")
    assert raised.value.retry_after == timedelta(seconds=7)


async def test_an_error_page_of_a_proxy_is_not_repeated(server, bot):
    server.answer = lambda: web.Response(status=502, body=f"<html>bad gateway /bot{TOKEN}</html>".encode())
    with pytest.raises(NetworkError, match=r"^Bad Gateway \(502\)$"):
        await bot.send_message(1, "hi")


async def test_no_json_is_an_error_that_logs_nothing(server, bot, caplog):
    server.answer = lambda: web.Response(body=b"Alice said 12")
    with caplog.at_level(logging.INFO), pytest.raises(TelegramError, match="Invalid server response"):
        await bot.send_message(1, "hi")
    assert "Alice" not in caplog.text


async def test_half_a_surrogate_pair_stops_neither_direction(server, bot):
    server.answer = lambda: web.Response(body=json.dumps({"ok": True, "result": SENT | {"text": "\ud83d"}}).encode())
    assert (await bot.send_message(1, "\ud83d")).text == "\ud83d"


@pytest.mark.parametrize(("trouble", "error"), [("reset", Broken), ("slow", PerhapsSent)])
async def test_a_broken_connection_is_told_from_an_answer_that_does_not_come(server, bot, trouble, error):
    server.answer = lambda: trouble
    with pytest.raises(error):
        await bot.send_message(1, "hi", read_timeout=0.05)
    assert len(server.asked) == 1  # and nothing repeats it by itself


async def test_a_server_that_is_not_there_means_not_sent():
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}/bot"
        async with HttpRequest() as request:
            with pytest.raises(NotSent):
                await Bot(TOKEN, base_url=url, request=request, get_updates_request=request).send_message(1, "hi")


async def test_a_server_that_takes_no_connection_means_not_sent():
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen(0)
        others = [socket.socket() for _ in range(4)]  # they fill the queue of those who wait to be let in
        for other in others:
            other.settimeout(0)
            other.connect_ex(busy.getsockname())
        url = f"http://127.0.0.1:{busy.getsockname()[1]}/bot"
        async with HttpRequest(connect_timeout=0.05) as request:
            with pytest.raises(NotSent):
                await Bot(TOKEN, base_url=url, request=request, get_updates_request=request).send_message(1, "hi")
        for other in others:
            other.close()


async def test_plain_parameters_go_as_they_are(server, bot):
    said = {"chat_id": 1, "text": "hi", "reply_markup": {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}}
    assert await bot.request.post(f"{bot.base_url}/sendMessage", plain_data(said)) == SENT
    assert server.asked == [("sendMessage", said)]


async def test_waiting_for_a_free_connection_means_not_sent(server):
    server.answer = lambda: "slow"
    async with HttpRequest(connections=1, pool_timeout=0.02) as request:
        bot = Bot(TOKEN, base_url=server.url, request=request, get_updates_request=request)
        first = asyncio.create_task(bot.send_message(1, "first"))
        await server.reached.wait()
        with pytest.raises(NotSent):
            await bot.send_message(1, "second")
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
    assert [body["text"] for _, body in server.asked] == ["first"]


@pytest.mark.parametrize("trouble", ["reset", "garbage", "bad address"])
async def test_no_error_and_no_log_names_the_token(server, bot, trouble, caplog):
    server.answer = lambda: trouble
    if trouble == "garbage":

        async def answer(reader, writer):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"no http at all\r\n\r\n")
            writer.close()

        garbage = await asyncio.start_server(answer, "127.0.0.1", 0)
        bot._base_url = f"http://127.0.0.1:{garbage.sockets[0].getsockname()[1]}/bot{TOKEN}"
    elif trouble == "bad address":
        bot._base_url = f"http:///bot{TOKEN}"
    with caplog.at_level(logging.INFO), pytest.raises(NetworkError) as raised:
        await bot.send_message(1, "hi")
    written = "".join(traceback.format_exception(raised.value))
    assert TOKEN not in written + repr(raised.value) + caplog.text
    assert raised.value.__context__ is None
    if trouble == "garbage":
        garbage.close()


async def test_a_cancellation_that_comes_with_the_answer_is_not_lost(server, bot):
    chance = random.Random(1)
    for _ in range(1_000):  # without care, one in forty is
        request = asyncio.create_task(bot.send_message(1, "hi"))
        for _ in range(chance.randint(1, 6)):
            await asyncio.sleep(0)
        busy_until = time.perf_counter() + chance.random() * 0.0008
        while time.perf_counter() < busy_until:  # the loop is busy, and the answer comes meanwhile
            pass
        for _ in range(chance.randint(0, 3)):
            await asyncio.sleep(0)
        if request.cancel():
            with pytest.raises(asyncio.CancelledError):
                await request


async def test_opening_and_closing_may_be_repeated(server):
    request = HttpRequest()
    await request.shutdown()
    await request.initialize()
    await request.initialize()
    assert await request.retrieve(server.url)
    await request.shutdown()
    await request.shutdown()
    with pytest.raises(NetworkError, match="not open"):
        await request.retrieve(server.url)
