"""The HTTP server: nothing but Telegram's own updates gets in, and 200 is said only of what is stored."""

import asyncio
import io
import logging
import random
import time
import tracemalloc
from contextlib import asynccontextmanager, suppress

import aiohttp
import orjson
import pytest

from bot.botapi.subscription import Address
from bot.botapi.web import listening
from bot.botapi.webhook import HEADER, LARGEST_BODY, Webhook, update_in
from bot.operator.health import Health
from bot.operator.metrics import Metrics
from tests.server.http11 import Caller

SECRET = "a-secret-of-the-tests"
ADDRESS = Address.of("https://bot.example/hook", SECRET, "123:abc")
UPDATES = 1_000_000


class Front:
    """The HTTP server of a house, and somebody at the other end of it."""

    def __init__(self, house, url: str, session: aiohttp.ClientSession, webhook: Webhook, health: Health) -> None:
        self.house, self.url, self.session = house, url, session
        self.webhook, self.health = webhook, health

    async def posts(self, body, *, secret: str | None = SECRET, path: str = "/hook", **headers: str) -> int:
        if secret is not None:
            headers[HEADER] = secret
        headers.setdefault("Content-Type", "application/json")
        data = io.BytesIO(body) if isinstance(body, bytes) else body
        async with self.session.post(self.url + path, data=data, headers=headers) as response:
            await response.read()
            return response.status

    async def page(self, path: str) -> tuple[int, str]:
        async with self.session.get(self.url + path) as response:
            return response.status, await response.text()

    async def stored(self) -> list[tuple]:
        return await self.house.rows("select chat_id from owner order by chat_id")


@pytest.fixture
async def front(house):
    async with a_front(house) as front:
        yield front


@asynccontextmanager
async def a_front(house):
    webhook = Webhook(ADDRESS, house.app.bot, house.app.turns, house.app.clock)
    webhook.ready = True
    health = Health(house.app.pulse, house.app.database, time.monotonic)
    health.missing = None
    async with (
        listening(0, health, Metrics().page, webhook, host="127.0.0.1") as port,
        aiohttp.ClientSession() as session,
    ):
        yield Front(house, f"http://127.0.0.1:{port}", session, webhook, health)
    await health.close()


def update(number: int = 1, chat: int = 7, text: str = "/checkup") -> dict:
    person = {"id": chat, "is_bot": False, "first_name": "Alice"}
    where = {"id": chat, "type": "private", "first_name": "Alice"}
    message = {"message_id": number, "date": 0, "chat": where, "from": person, "text": text}
    return {"update_id": UPDATES + number, "message": message}


def body(*arguments, **more) -> bytes:
    return orjson.dumps(update(*arguments, **more))


async def test_an_update_with_the_secret_is_stored_before_it_is_confirmed(front):
    await front.house.person(7, "Alice").says("/start")
    assert await front.posts(body()) == 200
    assert await front.house.rows("select flow from session where chat_id = 7") == [("checkup",)]


async def test_an_update_whose_turn_failed_is_asked_for_again(front, monkeypatch):
    async def fails(events) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(front.house.app.turns, "handle", fails)
    assert await front.posts(body()) == 503


async def test_an_update_that_fails_alone_is_put_aside_and_confirmed(front):
    await front.house.person(7, "Alice").says("/start")
    async with front.house.app.database.transaction() as tx:
        await tx.run("update owner set seen_at = 'never' where chat_id = 7")
    assert await front.posts(body()) == 200
    assert await front.house.rows("select chat_id, update_id from put_aside") == [(7, UPDATES + 1)]
    assert await front.posts(body(2, 8)) == 200
    assert await front.house.rows("select chat_id from session") == [(8,)]


async def test_before_the_bot_knows_who_it_is_telegram_is_asked_to_come_again(front):
    front.webhook.ready = False
    assert await front.posts(body()) == 503
    assert await front.stored() == []


async def test_a_tap_is_answered_in_the_response_once_and_not_by_a_call(front):
    alice = front.house.person(7, "Alice")
    await alice.says("/start")
    front.webhook._taps = front.house.app.outbox
    query = {"id": "900", "from": {"id": 7, "is_bot": False}, "data": "/help", "chat_instance": "1"}
    query["message"] = {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}}
    answers = []
    for _ in range(2):  # Telegram may send an update twice
        async with front.session.post(
            f"{front.url}/hook", json={"update_id": UPDATES, "callback_query": query}, headers={HEADER: SECRET}
        ) as response:
            assert response.status == 200
            answers.append(await response.text())
    await front.house.settle()
    assert orjson.loads(answers[0]) == {"method": "answerCallbackQuery", "callback_query_id": "900"}
    assert answers[1] == ""
    assert front.house.app.outbox._held == {}
    assert len(alice.sent) == 2


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], SECRET.upper(), "é", "a" * 5000])
async def test_without_the_secret_nothing_gets_in(front, secret):
    assert await front.posts(body(), secret=secret) == 403
    assert await front.stored() == []


@pytest.mark.parametrize(
    "nonsense",
    [
        b"", b"{", b"[]", b"null", b"7", b'"x"', b"\xff\xfe", b"{}", b'{"update_id": "1"}', b'{"update_id": true}',
        b'{"update_id": 1.5}', b'{"update_id": -1}', b'{"update_id": 99999999999999999999}', b"[" * 100_000,
        b'{"update_id": 1', b"update_id=1",
    ],
)  # fmt: skip
async def test_what_is_no_update_is_refused(front, nonsense):
    assert await front.posts(nonsense) == 400


async def test_a_body_of_a_mebibyte_is_read_and_one_byte_more_is_not(front):
    await front.house.person(7).says("/start")
    just_fits = body(text="x")
    just_fits += b" " * (LARGEST_BODY - len(just_fits))
    assert await front.posts(just_fits) == 200
    assert await front.posts(just_fits + b" ") == 413


async def test_a_body_of_unknown_length_is_cut_off_at_a_mebibyte(front):
    sent = 0

    async def endless():
        nonlocal sent
        while sent < 64 * LARGEST_BODY:
            sent += 1 << 16
            yield b" " * (1 << 16)

    with suppress(aiohttp.ClientError):  # the server may hang up before everything is sent
        assert await front.posts(endless()) == 413
    assert sent < 32 * LARGEST_BODY
    assert await front.posts(body(), secret="wrong") == 403


async def test_bodies_declared_as_something_else_are_refused(front):
    assert await front.posts(body(), **{"Content-Type": "multipart/form-data; boundary=x"}) == 415
    assert await front.posts(body(), **{"Content-Type": "image/png"}) == 415
    await front.house.person(7).says("/start")
    assert await front.posts(body(), **{"Content-Type": "Application/JSON; charset=utf-8"}) == 200


async def test_only_post_and_only_at_the_path(front):
    assert (await front.page("/hook"))[0] == 405
    assert (await front.page("/"))[0] == 404
    assert await front.posts(body(), path="/telegram") == 404
    async with front.session.put(f"{front.url}/hook", data=b"{}", headers={HEADER: SECRET}) as response:
        assert response.status == 405


def head(secret: str | None) -> bytes:
    proof = f"{HEADER}: {secret}\r\n" if secret else ""
    return f"POST /hook HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{proof}".encode()


async def test_ten_thousand_bad_requests_change_nothing_and_leave_no_trace(front, caplog):
    """Forged, oversized, malformed and replayed; the memory they take is given back."""
    chance = random.Random(5)
    alice = front.house.person(7)
    await alice.says("/start")
    assert await front.posts(body()) == 200
    await front.house.settle()
    before = await front.house.rows("select * from owner"), await front.house.rows("select * from session")
    heard = len(alice.sent)
    marked = body(2, 666, text="SENTINEL")
    kinds = [
        (403, lambda: (f"SENTINEL{chance.random()}", marked)),
        (403, lambda: (None, marked)),
        (400, lambda: (SECRET, marked[: chance.randrange(len(marked))])),
        (400, lambda: (SECRET, b"SENTINEL" * chance.randrange(1, 50))),
        (413, lambda: (SECRET, b" " * (LARGEST_BODY + 1))),
        (200, lambda: (SECRET, body(text="SENTINEL"))),  # an update id that was handled
    ]
    weights = [300, 300, 200, 100, 1, 100]
    wrong: list[tuple[int, int]] = []

    async def send(count: int) -> None:
        caller = await Caller.connect(front.url)
        for expected, request in chance.choices(kinds, weights, k=count):
            secret, content = request()
            if caller.transport is None:
                caller = await Caller.connect(front.url)
            status, _ = await caller.post(head(secret), content)
            if status != expected:
                wrong.append((expected, status))
        caller.close()

    async def send_at_once(count: int) -> None:
        await asyncio.gather(*(send(count // 20) for _ in range(20)))

    with caplog.at_level(logging.DEBUG, logger="bot"), caplog.at_level(logging.DEBUG, logger="aiohttp"):
        await send_at_once(9_000)
    with caplog.at_level(logging.INFO):
        tracemalloc.start()
        await send_at_once(200)
        before_the_last = tracemalloc.get_traced_memory()[0]
        await send_at_once(800)
        kept = tracemalloc.get_traced_memory()[0] - before_the_last
        tracemalloc.stop()
    assert wrong == []
    assert kept < 250_000  # bytes, of 800 requests
    assert (await front.house.rows("select * from owner"), await front.house.rows("select * from session")) == before
    await front.house.settle()
    assert len(alice.sent) == heard
    assert "SENTINEL" not in caplog.text
    assert SECRET not in caplog.text


async def test_a_request_that_is_no_http_is_not_logged(front, caplog):
    host, port = front.url.removeprefix("http://").split(":")
    with caplog.at_level(logging.DEBUG):
        for rubbish in (b"SENTINEL\r\n\r\n", b"\x16\x03\x01SENTINEL", b"GET /" + b"S" * 20_000 + b" HTTP/1.1\r\n\r\n"):
            reader, writer = await asyncio.open_connection(host, int(port))
            writer.write(rubbish)
            writer.write_eof()
            await reader.read()
            writer.close()
    assert "SENTINEL" not in caplog.text
    assert "SSSS" not in caplog.text
    assert (await front.page("/healthz"))[0] == 200


def test_the_secret_and_the_path_follow_from_the_settings():
    made = Address.of("https://bot.example", "", "123:abc")
    assert made.path == "/telegram"
    assert made.url == "https://bot.example/telegram"
    assert made.secret == Address.of("https://bot.example", "", "123:abc").secret
    assert made.secret != Address.of("https://bot.example", "", "123:abd").secret
    assert len(made.secret) <= 256
    assert made.secret.isalnum()
    assert "abc" not in made.secret
    assert (ADDRESS.path, ADDRESS.url, ADDRESS.secret) == ("/hook", "https://bot.example/hook", SECRET)


def test_half_a_surrogate_pair_is_no_reason_to_refuse_an_update():
    assert update_in(b'{"update_id": 1, "message": {"text": "\\ud83d"}}') is not None


async def strangers(
    port: int, count: int, said: bytes = b""
) -> list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """Open connections that ask for nothing."""
    lines = []
    for _ in range(count):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(said)
        lines.append((reader, writer))
    return lines


async def hung_up(line: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> bool:
    """True if the other end closes a connection."""
    reader, writer = line
    with suppress(ConnectionError):
        await asyncio.wait_for(reader.read(), 5)
    writer.close()
    return True


async def test_connections_that_ask_for_nothing_take_no_more_than_their_share(house, monkeypatch):
    monkeypatch.setattr("bot.botapi.web.MOST_CONNECTIONS", 20)
    async with a_front(house) as front:
        port = int(front.url.rpartition(":")[2])
        assert await front.posts(body()) == 200
        lines = await strangers(port, 100)
        for number in range(5):
            assert await front.posts(body(2 + number)) == 200
            assert (await front.page("/healthz"))[0] == 200
        assert all([await hung_up(line) for line in lines[:70]])
        for _, writer in lines:
            writer.close()


async def test_a_request_in_hand_keeps_its_connection_whoever_comes(house, monkeypatch):
    monkeypatch.setattr("bot.botapi.web.MOST_CONNECTIONS", 5)
    async with a_front(house) as front:
        begun, go_on = asyncio.Event(), asyncio.Event()
        handle = house.app.turns.handle

        async def slow(events) -> None:
            begun.set()
            await go_on.wait()
            await handle(events)

        monkeypatch.setattr(house.app.turns, "handle", slow)
        posting = asyncio.ensure_future(front.posts(body()))
        await begun.wait()
        lines = await strangers(int(front.url.rpartition(":")[2]), 30)
        assert all([await hung_up(line) for line in lines[:20]])
        go_on.set()
        assert await posting == 200
        for _, writer in lines:
            writer.close()


@pytest.mark.parametrize("said", [b"", b"GET /healthz HTTP/1.1\r\nHost: x\r\n", b"POST /hook HTTP/1.1\r\nX-Slow: "])
async def test_whoever_does_not_come_to_the_point_is_hung_up_on(house, monkeypatch, said):
    monkeypatch.setattr("bot.botapi.web.FIRST_SECONDS", 0.05)
    async with a_front(house) as front:
        for line in await strangers(int(front.url.rpartition(":")[2]), 3, said):
            assert await hung_up(line)
        assert (await front.page("/healthz"))[0] == 200
