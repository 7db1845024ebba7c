"""Whatever comes back from the network: the reply arrives, or its words do, and the chat goes on."""

import asyncio
from contextlib import asynccontextmanager

import orjson
import pytest

from bot.botapi.ticker import look
from bot.emulator.state import BLOCKED
from bot.turn.crowding import SHARE
from storage.updates import Outgoing
from tests.check_ups import SHORTEST

pytestmark = [pytest.mark.long, pytest.mark.unmeasured]  # it reaches what others reach

EVER = 1_000_000
HTML = b"<html><head><title>Sorry</title></head><body>Sorry</body></html>"
SENT = b'{"ok":true,"result":{"message_id":7,"date":1,"chat":{"id":1,"type":"private"},"text":"Hello"}}'


def told(code, description, **parameters):
    answer = {"ok": False, "error_code": code, "description": description}
    return orjson.dumps(answer | ({"parameters": parameters} if parameters else {}))


ODD = {
    "200 HTML": (200, HTML),
    "200 nothing": (200, b""),
    "200 cut at once": (200, b'{"ok":'),
    "200 cut": (200, SENT[:40]),
    "200 null": (200, b"null"),
    "200 list": (200, b"[]"),
    "200 number": (200, b"7"),
    "200 empty object": (200, b"{}"),
    "200 not ok": (200, b'{"ok":false}'),
    "200 ok null": (200, b'{"ok":null,"result":true}'),
    "200 not ok with a code": (200, told(502, "Bad Gateway")),
    "200 not UTF-8": (200, b"\xff\xfe\x00"),
    "204": (204, b""),
    "302": (302, HTML),
    "400 HTML": (400, HTML),
    "400 nothing said": (400, b'{"ok":false}'),
    "401": (401, told(401, "Unauthorized")),
    "401 HTML": (401, HTML),
    "403 HTML": (403, HTML),
    "403 nothing said": (403, b'{"ok":false}'),
    "403 of a proxy": (403, b'{"error":"forbidden","message":"bot was blocked by the user"}'),
    "404 HTML": (404, HTML),
    "404": (404, told(404, "Not Found")),
    "407": (407, HTML),
    "409": (409, told(409, "Conflict: terminated by other getUpdates request")),
    "429 HTML": (429, HTML),
    "500": (500, told(500, "Internal Server Error")),
    "502 HTML": (502, HTML),
    "503 nothing": (503, b""),
    "504 cut": (504, b'{"ok":fal'),
    "599": (599, b'{"ok":false,"description":7}'),
    "refused": "refused",
    "reset": "reset",
}
TIMED_OUT = {"timeout": "timeout"}
REFUSED = {  # by Telegram itself, for ever, and not because it was blocked
    "400": (400, told(400, "Bad Request: wrong file identifier")),
    "400 chat not found": (400, told(400, "Bad Request: chat not found")),
    "403 of another kind": (403, told(403, "Forbidden: MESSAGE_DELETE_FORBIDDEN")),
    "413": (413, told(413, "Request Entity Too Large")),
    "413 HTML": (413, HTML),
    "200 but a refusal": (200, told(400, "Bad Request: message text is empty")),
}
GONE = (
    BLOCKED,
    "Forbidden: user is deactivated",
    "Forbidden: bot was kicked from the group chat",
    "Forbidden: bot was kicked from the supergroup chat",
    "Forbidden: bot is not a member of the supergroup chat",
    "Forbidden: bot can't initiate conversation with a user",
    "Forbidden: the group chat was deleted",
)
# What is asked for, by the method that it is sent with, and what is said in its place.
ASKED = {
    "sendMessage": ("/help", "I ask about the people", "may not have arrived"),
    "sendPhoto": (SHORTEST[-1], "Most likely sales.", "Most likely sales."),
    "sendDocument": ("/export", "Your check-ups and weeks", "couldn't send you the table"),
}


async def tick(house, **later):
    house.clock.pass_time(**later)
    await look(house.app.database, house.app.turns, house.app.outbox, house.clock.now)
    await house.app.settled()


def texts(owner, since=0):
    return "\n".join(message.text or "" for message in owner.sent[since:])


async def asked_for(owner, method):
    await owner.says(*(SHORTEST[:-1] if method == "sendPhoto" else ["/start"]))
    return len(owner.sent)


async def nobody_is_blocked(house):
    assert await house.rows("select count(*) from owner where blocked_at is not null") == [(0,)]
    assert await house.rows("select count(*) from outbox") == [(0,)]


FILES = ("sendPhoto", "sendDocument")  # which fail alike: each odd answer comes to one of them, and to words


@pytest.mark.parametrize(
    ("odd", "method"), [(odd, method) for n, odd in enumerate(ODD) for method in ("sendMessage", FILES[n % 2])]
)
async def test_after_an_odd_answer_or_three_the_reply_arrives(house, alice, odd, method):
    before = await asked_for(alice, method)
    said, expected, instead = ASKED[method]
    house.emulator.fail_next(method, ODD[odd], times=3)
    alice.person.types(said)
    await house.settle()
    if odd == "200 cut":  # it was most likely carried out
        await tick(house, minutes=11)
        assert "may not have arrived" in alice.text
    else:
        assert expected in texts(alice, before) or (odd == "404" and instead in texts(alice, before))
    assert "Hello" in await alice.says("hello")
    await nobody_is_blocked(house)


@pytest.mark.parametrize(
    ("odd", "method"), [(odd, FILES[(n + 1) % 2]) for n, odd in enumerate([*ODD, *TIMED_OUT, *REFUSED])]
)
async def test_what_fails_for_ever_is_said_in_words_and_the_chat_goes_on(house, alice, odd, method):
    before = await asked_for(alice, method)
    said, _, instead = ASKED[method]
    house.emulator.fail_next(method, {**ODD, **TIMED_OUT, **REFUSED}[odd], times=EVER)
    began = house.clock.at
    alice.person.types(said)
    await house.settle()
    assert (house.clock.at - began).total_seconds() <= 60
    if odd not in ("timeout", "200 cut"):
        assert instead in texts(alice, before)
    await tick(house, minutes=11)
    assert instead in texts(alice, before) or "may not have arrived" in texts(alice, before)
    assert "Hello" in await alice.says("hello")
    assert "given up" in house.app.outbox.trouble
    await nobody_is_blocked(house)


@pytest.mark.parametrize("odd", [*TIMED_OUT, *REFUSED])
async def test_words_that_never_come_are_owned_up_to(house, alice, odd):
    await alice.says("/start")
    before = len(alice.sent)
    house.emulator.fail_next("sendMessage", {**TIMED_OUT, **REFUSED}[odd])
    alice.person.types("/help")
    await house.settle()
    assert len(alice.sent) == before
    await tick(house, minutes=11)
    assert "may not have arrived" in alice.text
    assert "Find what's short" in alice.buttons
    await tick(house, hours=3)
    assert len(alice.sent) == before + 1
    await nobody_is_blocked(house)


@pytest.mark.parametrize("description", GONE)
async def test_who_is_gone_is_marked_by_telegrams_own_words(house, alice, description):
    await alice.says("/start")
    house.emulator.fail_next("sendMessage", (403, told(403, description)))
    alice.person.types("/help")
    await house.settle()
    assert await house.rows("select count(*) from owner where blocked_at is not null") == [(1,)]


async def test_a_message_that_fails_for_ever_is_given_up_while_others_come_through(house, alice):
    await alice.says(*SHORTEST[:3])
    house.emulator.fail_next("sendMessage", 500, chat_id=1, times=13)
    alice.person.types("50")
    alice.person.types("45")
    began = house.clock.at
    await house.settle()
    assert 30 < (house.clock.at - began).total_seconds() <= 70
    await tick(house)
    assert "may not have arrived" in alice.text
    assert "5 of 8" in alice.text
    assert "6 of 8" in await alice.says("5")


async def test_what_was_given_up_does_not_come_back_after_a_restart(house, alice):
    await asked_for(alice, "sendPhoto")
    house.emulator.fail_next("sendPhoto", 500, times=EVER)
    alice.person.types(SHORTEST[-1])
    await house.settle()
    calls = len(house.emulator.calls)
    await house.restart()
    await house.settle()
    assert {call.method for call in list(house.emulator.calls)[calls:]} <= {"getMe", "deleteWebhook"}


async def test_once_pictures_fail_for_a_minute_the_next_waits_no_longer(house, alice):
    bob = house.person(2, "Bob")
    house.emulator.fail_next("sendPhoto", 500, times=EVER)
    await alice.says(*SHORTEST)
    await bob.says(*SHORTEST[:-1])
    began = house.clock.at
    await bob.says(SHORTEST[-1])
    assert (house.clock.at - began).total_seconds() < 2
    assert "Most likely sales." in texts(bob)


@pytest.mark.parametrize(("odd", "chats"), [("500", 8), ("refused", 2), ("502 HTML", 2), ("401", 2), ("200 HTML", 2)])
async def test_in_an_outage_of_hours_nothing_is_lost(house, alice, odd, chats):
    people = [alice, *(house.person(number, "Bob") for number in range(2, chats + 1))]
    for person in people:
        await person.says(*SHORTEST[:-1])
    before = [len(person.sent) for person in people]
    # By then each chat has waited for more than two hours.
    house.emulator.fail_next("*", ODD[odd], times=2_000 * chats)
    began = house.clock.at
    for person in people:
        person.person.types(SHORTEST[-1])
    await house.settle()
    assert (house.clock.at - began).total_seconds() > 2 * 3_600
    for person, count in zip(people, before, strict=True):
        assert person.sent[count].photo is not None
        assert person.text.startswith("Most likely sales.")
        assert len(person.sent) == count + 1
    assert house.app.outbox.trouble is None


async def test_where_only_words_fail_and_that_for_many_they_are_kept(house, alice):
    people = [alice, *(house.person(number, "Bob") for number in range(2, 9))]
    house.emulator.fail_next("sendMessage", 500, times=1_000)
    for person in people:
        person.person.types("/start")
    await house.settle()
    assert all("marketing or sales" in person.text for person in people)


@asynccontextmanager
async def hanging(house, *methods):
    """Let calls time out."""
    for method in methods:
        house.emulator.fail_next(method, "timeout", times=EVER)
    yield
    house.emulator._failures.clear()


async def test_a_verdict_that_timed_out_is_offered_again(house, alice):
    await alice.says(*SHORTEST[:-1])
    before = len(alice.sent)
    async with hanging(house, "sendMessage", "sendPhoto"):
        alice.person.types(SHORTEST[-1])
        await house.settle()
    assert len(alice.sent) == before
    await tick(house, minutes=11)
    assert len(alice.sent) == before + 1
    assert "may not have arrived" in alice.text
    assert alice.buttons == ["Show the verdict again"]
    await alice.taps("Show the verdict again")
    assert alice.last.photo is not None
    assert alice.text.startswith("Most likely sales.")


async def test_an_export_that_timed_out_is_offered_again_beside_the_open_question(house, alice):
    await alice.says(*SHORTEST[:3])
    before = len(alice.sent)
    async with hanging(house, "sendMessage", "sendDocument"):
        alice.person.types("/export")
        await house.settle()
    await tick(house, minutes=11)
    assert len(alice.sent) == before + 1
    assert "may not have arrived" in alice.text
    assert "3 of 8" in alice.text
    await alice.taps(alice.buttons[-1])
    assert "Your check-ups and weeks" in texts(alice)


async def test_while_nothing_answers_nothing_more_is_put_at_risk(house, alice):
    await alice.says("/start")
    house.emulator.fail_next("*", "timeout", times=5)  # the first reply, and four questions whether Telegram is there
    before = len(alice.sent)
    for _ in range(SHARE):
        alice.person.types("/help")
    await house.settle()
    assert len(alice.sent) == before + SHARE - 1


@pytest.mark.both_engines
async def test_a_group_that_moved_gets_its_reply_under_its_new_id(house):
    alice = house.emulator.person(1, first_name="Alice")
    group = house.emulator.group("The shop", alice)
    alice.types("/checkup", group=group)
    await house.settle()
    old = group.chat.id
    group.migrates()
    for number, said in enumerate(("one", "two")):
        row = Outgoing(10 + number, old, "sendMessage", f'{{"text": "{said}"}}', True, None, "")  # noqa: FBT003
        house.app.outbox.send([row], ())
    await house.settle()
    assert group.chat.id != old
    assert [message.text for message in group.messages if message.text][-2:] == ["one", "two"]
    alice.types("shop", group=group, reply_to=group.messages[-1])
    await house.settle()
    assert "2 of 8" in group.messages[-1].text
    for table in ("owner", "business", "session", "answer"):
        assert {row[0] for row in await house.rows(f"select chat_id from {table}")} == {group.chat.id}
    await nobody_is_blocked(house)


async def test_a_group_is_not_chased_in_a_circle(house):
    alice = house.emulator.person(1, first_name="Alice")
    group = house.emulator.group("The shop", alice)
    here = group.chat.id
    house.emulator.fail_next("sendMessage", (400, told(400, "moved", migrate_to_chat_id=here)), times=2)
    alice.types("/checkup", group=group)
    await house.settle()
    await nobody_is_blocked(house)


async def test_a_row_that_cannot_be_read_stops_nobody(house, alice):
    await alice.says("/start")
    async with house.app.database.transaction() as tx:
        await tx.run(
            "insert into outbox values (1, 1, 'sendMessage', 'not JSON', 1, null, '2026-11-23T10:00:00.000Z', '', null)"
        )
    await house.restart()
    assert "I ask about" in await alice.says("/help")
    await nobody_is_blocked(house)


class PanicError(BaseException):
    """The HTTP client raises something that is no Exception when it has a bug."""


@pytest.mark.parametrize("error", [LookupError, PanicError, asyncio.CancelledError])
async def test_a_bug_in_sending_costs_one_reply_and_not_the_chat(house, alice, monkeypatch, error):
    await alice.says("/start")

    def fails(*_):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(house.app.outbox._photos, "sent", fails)
        alice.person.types("/help")
        await house.settle()
    assert "Hello" in await alice.says("hello")
    await nobody_is_blocked(house)


async def test_a_report_that_fails_costs_nobody_a_reply(house, alice):
    def fails(*_):
        raise LookupError

    house.app.outbox.losses.tell = fails
    await alice.says("/start")
    house.emulator.fail_next("sendDocument", 500, times=EVER)
    await alice.says("/export")
    assert "couldn't send you the table" in texts(alice)
    assert "Hello" in await alice.says("hello")


@pytest.mark.both_engines
async def test_replies_keep_their_order_after_the_clock_was_set_back(house, alice):
    await alice.says("/start")
    house.emulator.fail_next("sendMessage", "refused", times=EVER)
    house.emulator.fail_next("getMe", "refused", times=EVER)
    alice.person.types("/help")
    await house.emulator.until_confirmed()
    (left,) = await house.rows("select id from outbox")
    for task in list(house.app.outbox._work._tasks):  # no time is left to send it
        task.cancel()
    await house.stop()
    house.emulator._failures.clear()
    house.clock.pass_time(days=-2)
    await house.start()
    alice.person.types("hello")
    await house.settle()
    assert house.app.turns._replies.newest > left[0]
    assert "I ask about" in alice.sent[-2].text
    assert "Hello" in alice.sent[-1].text
