"""One live keyboard: answered buttons go, lists open in place, and no edit ever holds anything up."""

import asyncio
from itertools import count

import pytest

from bot.botapi.keyboards import AT_A_TIME, Keyboards
from bot.botapi.pace import Pace
from bot.botapi.ticker import look
from bot.botapi.work import Work
from storage.updates import Outgoing
from tests.check_ups import SHORTEST

EDITS = ("editMessageReplyMarkup", "editMessageText")


def live(owner) -> list:
    """The messages that have buttons."""
    return [message for message in owner.sent if message.buttons]


NUMBERS = count(1)


def reply(chat_id: int) -> Outgoing:
    """A reply to an update of its own."""
    return Outgoing(next(NUMBERS), chat_id, "sendMessage", "{}", urgent=True, update_id=next(NUMBERS), created_at="")


def edits(house) -> list[str]:
    return [call.method for call in house.emulator.calls if call.method in EDITS]


async def test_a_question_that_is_answered_has_no_buttons_any_more(alice):
    await alice.says("/checkup", "plumber", "we talk first", "50")
    assert live(alice) == [alice.last]


async def test_a_question_that_is_answered_by_a_tap_has_none_either(alice):
    await alice.says("/checkup")
    await alice.taps("Trades, home services")
    await alice.taps("We talk first")
    assert live(alice) == [alice.last]


async def test_after_a_restart_a_tap_tells_which_buttons_are_over(house, alice):
    await alice.says("/checkup")
    await house.restart()
    await alice.taps("Trades, home services")
    assert live(alice) == [alice.last]


async def test_the_buttons_of_the_menu_go_with_the_first_question(alice):
    await alice.says("/start", "/checkup")
    assert live(alice) == [alice.last]


async def test_the_buttons_of_a_verdict_stay(alice):
    await alice.says(*SHORTEST)
    verdict = alice.last
    await alice.says("thanks")
    await alice.taps("How did you work that out?", message=verdict)
    assert verdict in live(alice)


async def test_the_rest_of_a_list_opens_in_place(house, alice):
    await alice.says("/checkup")
    question, before = alice.last, len(alice.sent)
    await alice.taps("More…")
    assert (len(alice.sent), alice.last) == (before, question)
    assert "Trades, home services" not in question.labels
    await alice.says("plumber")
    assert live(alice) == [alice.last]


async def test_why_a_question_is_asked_is_said_in_place(alice):
    await alice.says("/checkup", "plumber", "we talk first")
    question, before = alice.last, len(alice.sent)
    text = await alice.taps("Why do you ask?")
    assert (len(alice.sent), alice.last) == (before, question)
    assert "a guess is fine" in text
    await alice.taps("Why do you ask?")  # nothing to change, and nothing repeated
    assert len(alice.sent) == before


async def test_an_old_button_is_answered_though_its_buttons_are_gone(alice):
    await alice.says("/checkup", "plumber")
    first = alice.sent[0]
    assert not first.buttons
    assert "Trades, home services" in await alice.taps("Shop with staff", message=first)


async def test_an_open_question_keeps_its_buttons_when_the_bot_speaks_by_itself(house, alice):
    await alice.says("/checkup", "plumber", "we talk first")
    question = alice.last
    house.clock.pass_time(hours=25)
    await look(house.app.database, house.app.turns, house.app.outbox, house.app.clock)
    await house.settle()
    assert alice.last is not question
    assert question in live(alice)


@pytest.mark.parametrize("trouble", [400, 403, 429, 500, 502, "refused", "reset", "timeout"])
@pytest.mark.parametrize("method", EDITS)
async def test_an_edit_that_fails_harms_nothing(house, alice, method, trouble):
    refused = (400, b'{"ok":false,"error_code":400,"description":"Bad Request: message cannot be edited"}')
    await alice.says("/checkup")
    house.emulator.fail_next(method, refused if trouble == 400 else trouble, times=2 if trouble == 429 else 50)
    began = house.clock.at
    await alice.taps("More…")
    assert "Trades, home services" not in alice.buttons or trouble in ("timeout", 403)
    await alice.says("plumber")
    text = await alice.taps("We talk first")
    assert "3 of 8" in text
    assert (house.clock.at - began).total_seconds() < 30
    assert await house.rows("select count(*) from outbox") == [(0,)]
    assert house.app.outbox.losses.lately() is None or trouble == "timeout"


async def test_a_server_that_knows_no_edits_is_asked_once(house, alice):
    missing = (404, b'{"ok":false,"error_code":404,"description":"Not Found: method not found"}')
    for method in EDITS:
        house.emulator.fail_next(method, missing, times=50)
    await alice.says("/checkup")
    await alice.taps("More…")
    assert "Trades, home services" not in alice.buttons
    await alice.says("plumber", "we talk first", "50")
    await alice.taps("Why do you ask?")
    assert len(edits(house)) == 1


async def test_buttons_stay_where_there_is_no_room_for_another_call():
    calls = []

    async def call(method, parameters):
        calls.append(parameters["message_id"])

    pace, work = Pace(30), Work()
    keyboards = Keyboards(call, work, pace, lambda: 100.0)
    keyboards.said(reply(1), "sendMessage", {"message_id": 5}, passing=True)
    keyboards.said(reply(1), "sendMessage", {"message_id": 6}, passing=True)
    pace.sent(1, 100.0)
    keyboards.said(reply(1), "sendMessage", {"message_id": 7}, passing=True)
    await work.idle()
    assert calls == [5]


async def test_no_more_than_a_few_buttons_are_taken_away_at_once():
    begun, gate = [], asyncio.Event()

    async def call(method, parameters):
        begun.append(parameters["chat_id"])
        await gate.wait()

    work = Work()
    keyboards = Keyboards(call, work, Pace(0), lambda: 0.0)
    for chat_id in range(1, 100):
        for message_id in (5, 6):
            keyboards.said(reply(chat_id), "sendMessage", {"message_id": message_id}, passing=True)
    await asyncio.sleep(0)
    gate.set()
    await work.idle()
    assert len(begun) == AT_A_TIME


@pytest.mark.parametrize(
    "path",
    [
        ("/settings", "Currency", "Leave it as it is", "Language"),
        ("/settings", "Currency", "EUR", "Settings"),
        ("/business", "Add another", "Leave it as it is"),
    ],
)
async def test_a_list_opens_changes_and_closes_where_it_stands(house, alice, path):
    command, *labels = path
    await alice.says(command)
    listed, before = alice.last, len(alice.sent)
    for label in labels[:2]:
        text = alice.text
        assert await alice.taps(label) != text
        assert (len(alice.sent), alice.last) == (before, listed)


async def test_a_list_that_opens_leaves_the_open_question_alone(alice):
    await alice.says("/checkup", "/settings")
    listed, question = alice.sent[-2:]
    await alice.taps("Currency", message=listed)
    assert alice.sent[-2:] == [listed, question]
    assert "Which one do you work in" in listed.text
    assert "Trades, home services" in question.labels


async def test_the_weekly_question_stops_and_begins_again_where_its_buttons_stand(alice):
    await alice.says("/weekly monday 9", "london", "/weekly")
    shown, before = alice.last, len(alice.sent)
    assert "stopped asking" in await alice.taps("Stop asking")
    assert "Every Monday" in await alice.taps("Ask me again, Monday 09:00")
    assert (len(alice.sent), alice.last) == (before, shown)
