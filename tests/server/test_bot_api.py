"""The server of the crash tests does what Telegram does where it matters to them."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from tests.server.bot_api import BotApi
from tests.server.faults import Faults
from tests.server.owners import FIRST_CHAT


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi.serve() as api:
        yield api


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as http:
        yield http


@pytest.fixture
def call(api, http):
    async def call(method, **parameters):
        async with http.post(f"{api.url}/bot1:x/{method}", json=parameters) as response:
            return await response.json(content_type=None) if response.status != 502 else {"error_code": 502}

    return call


async def until(condition) -> None:
    for _ in range(2000):
        if condition():
            return
        await asyncio.sleep(0.005)
    pytest.fail("it never came true")


async def update_ids(call, **parameters) -> list[int]:
    return [update["update_id"] for update in (await call("getUpdates", **parameters))["result"]]


async def test_an_update_comes_again_until_it_is_confirmed(api, call):
    api.crowd.walk([["one"], ["two"]])
    first, second = await update_ids(call)
    assert await update_ids(call) == [first, second]
    assert await update_ids(call, offset=first + 1) == [second]
    assert api.pending == 1
    assert await update_ids(call, offset=second + 1) == []


async def test_a_poll_that_waits_is_answered_when_something_comes(api, call):
    poll = asyncio.create_task(call("getUpdates", timeout=30))
    await until(lambda: api.first_poll_at)
    api.crowd.walk([["hello"]] * 3)
    assert [update["message"]["text"] for update in (await poll)["result"]] == ["hello"] * 3


async def test_a_second_poll_ends_the_first_with_a_conflict(api, call):
    first = asyncio.create_task(call("getUpdates", timeout=30))
    await until(lambda: api.first_poll_at)
    assert await update_ids(call) == []
    assert (await first)["error_code"] == 409


async def test_an_owner_goes_on_when_answered_and_taps_the_button_of_that_name(api, call):
    api.crowd.walk([["/start", "#Yes", "bye"]])
    keyboard = {"inline_keyboard": [[{"text": "No", "callback_data": "n"}, {"text": "Yes", "callback_data": "y"}]]}
    sent = await call("sendMessage", chat_id=FIRST_CHAT, text="<b>Sure?</b>", parse_mode="HTML", reply_markup=keyboard)
    assert sent["result"]["text"] == "Sure?"
    _, tap = (await call("getUpdates"))["result"]
    assert tap["callback_query"]["data"] == "y"
    assert tap["callback_query"]["message"]["message_id"] == sent["result"]["message_id"]
    await call("sendMessage", chat_id=FIRST_CHAT, text="Good.")
    assert (await call("getUpdates"))["result"][-1]["message"]["text"] == "bye"
    await call("sendMessage", chat_id=FIRST_CHAT, text="Good.")
    assert (api.crowd.unfinished, api.report()["repeated"]) == (1, 1)
    await call("sendMessage", chat_id=FIRST_CHAT, text="Bye.")
    assert api.crowd.unfinished == 0


async def test_an_apology_is_no_answer(api, call):
    api.crowd.walk([["/start"]])
    await call("sendMessage", chat_id=FIRST_CHAT, text="Something went wrong here. Error id 1234.")
    assert [owner["chat"] for owner in api.crowd.stuck()] == [FIRST_CHAT]


async def test_forms_and_multipart_are_read_as_json_is(api, http):
    api.crowd.walk([["a", "b", "c"]])
    picture = aiohttp.FormData()
    picture.add_field("chat_id", str(FIRST_CHAT))
    picture.add_field("caption", "the door")
    picture.add_field("photo", b"\x89PNG\r\n--x\r\n", filename="door.png", content_type="image/png")
    async with http.post(f"{api.url}/bot1:x/sendMessage", data={"chat_id": FIRST_CHAT, "text": "1 & 2"}) as response:
        assert (await response.json())["result"]["text"] == "1 & 2"
    async with http.post(f"{api.url}/bot1:x/sendPhoto", data=picture) as response:
        result = (await response.json())["result"]
    assert (result["caption"], result["chat"]["id"]) == ("the door", FIRST_CHAT)
    assert len(result["photo"]) == 3


async def test_requests_in_one_packet_or_many_are_answered_in_order(api):
    port = int(api.url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    body = b'{"chat_id":5,"text":"%d"}'
    requests = b"".join(
        b"POST /bot1:x/sendMessage HTTP/1.1\r\nContent-Type: application/json\r\ncontent-length: %d\r\n\r\n%b"
        % (len(body % number), body % number)
        for number in range(3)
    )
    chunked = b"POST /bot1:x/getMe HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
    for piece in (requests[:40], requests[40:300], requests[300:] + chunked):
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(0.01)
    answers = b""
    while answers.count(b"HTTP/1.1 200") < 4:
        answers += await asyncio.wait_for(reader.read(65536), 5)
    writer.close()
    assert [heard.text for heard in api.crowd.owners[5].messages] == ["0", "1", "2"]
    assert answers.index(b'"text":"0"') < answers.index(b'"text":"2"') < answers.index(b"can_join_groups")


@pytest.mark.parametrize(
    ("kind", "heard", "outcome"),
    [
        ("429", 0, {"retry_after": 1}),
        ("500", 0, 500),
        ("502", 0, 502),
        ("reset before", 0, aiohttp.ClientError),
        ("reset after", 1, aiohttp.ClientError),
        ("slow", 1, True),
    ],
)
async def test_faults_fall_before_or_after_a_call_is_carried_out(api, call, kind, heard, outcome):
    api.faults = Faults(rates={kind: 1.0}, slow_seconds=0.01)
    api.crowd.walk([["/start"]])
    if outcome is aiohttp.ClientError:
        with pytest.raises(aiohttp.ClientError):
            await call("sendMessage", chat_id=FIRST_CHAT, text="Hello")
    else:
        answer = await call("sendMessage", chat_id=FIRST_CHAT, text="Hello")
        assert outcome in (answer.get("parameters"), answer.get("error_code"), answer.get("ok"))
    assert len(api.crowd.owners[FIRST_CHAT].messages) == heard


async def test_faults_are_the_same_for_the_same_seed():
    def draws(seed: int) -> list[str | None]:
        faults = Faults.evenly(0.1, seed=seed)
        return [faults.draw("sendMessage") for _ in range(500)]

    assert draws(1) == draws(1) != draws(2)
    assert 0.5 < sum(draw is not None for draw in draws(1)) / 500 < 0.7


async def test_a_blocked_chat_refuses_and_leaves_the_play(api, call):
    api.faults = Faults(blocked=1.0)
    api.crowd.walk([["/start"]])
    assert (await call("sendMessage", chat_id=FIRST_CHAT, text="Hello"))["error_code"] == 403
    assert api.crowd.unfinished == 0
    assert api.crowd.stuck() == []


async def test_an_unknown_method_is_refused_and_reported(api, call):
    assert (await call("sendBananas"))["error_code"] == 404
    assert api.report()["unknown"] == {"sendBananas": 1}


async def test_a_webhook_gets_an_update_again_until_it_says_yes_and_one_at_a_time_for_each_chat(api, call):
    seen: list[int] = []
    at_once: set[int] = set()

    async def receive(request: web.Request) -> web.Response:
        assert request.headers["X-Telegram-Bot-Api-Secret-Token"] == "s3cret"
        update = await request.json()
        chat_id = update["message"]["chat"]["id"]
        assert chat_id not in at_once, "two updates of one chat at once"
        at_once.add(chat_id)
        await asyncio.sleep(0.01)
        at_once.discard(chat_id)
        seen.append(update["update_id"])
        if seen.count(update["update_id"]) == 1:
            return web.Response(status=500)
        return web.json_response({"method": "sendMessage", "chat_id": chat_id, "text": f"{update['update_id']}"})

    app = web.Application()
    app.router.add_post("/hook", receive)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    api.crowd.backlog([["a", "b"], ["c", "d"]])
    await call("setWebhook", url=f"http://127.0.0.1:{port}/hook", secret_token="s3cret", max_connections=3)
    assert (await call("getUpdates"))["error_code"] == 409
    await until(lambda: not api.pending)
    assert sorted(seen) == sorted([update.id for update in api.crowd.updates] * 2)
    assert api.report()["webhook_refused"] == {"500": 4}
    assert api.crowd.unfinished == 0
    await call("deleteWebhook")
    assert (await call("getWebhookInfo"))["result"]["url"] == ""
    await runner.cleanup()


async def test_at_a_fixed_rate_owners_join_when_the_others_still_wait(api):
    await api.crowd.at_rate(["a", "b"], per_second=200, seconds=0.1, owners=3)
    assert [update.line for update in api.crowd.updates] == ["a"] * 20
    assert len(api.crowd.owners) == 20
