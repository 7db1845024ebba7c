"""Pictures through the whole bot: the door goes out before its verdict, and whatever fails, the words do not."""

import asyncio
import struct
from contextlib import suppress
from datetime import date

import orjson
import psutil
import pytest

from bot.botapi import photos
from bot.botapi.deliver import calls
from bot.core.replies import Button, Picture
from bot.core.shown import CountedMonth, Counts, Door, TwoMonths
from bot.language.templates import words
from bot.pictures.caption import illustrated
from storage.database import to_text
from storage.updates import Outgoing
from tests.check_ups import SHORTEST

DOOR = Door("Miller Plumbing", 12, 11, 2, 1, "sales_skill", (1, 3), "in an average week")


class Broken:
    """Paints nothing."""

    async def paint(self, svg):
        return None


class Failing:
    """Has a bug."""

    async def paint(self, svg):
        raise RuntimeError("no paint")


class Slow:
    """Paints when it is told to."""

    def __init__(self, picture):
        self.picture = picture
        self.go = asyncio.Event()
        self.asked = asyncio.Event()

    async def paint(self, svg):
        self.asked.set()
        await self.go.wait()
        return self.picture


@pytest.fixture
async def painted_by(house):
    async def use(painter):
        house.painter = painter
        await house.restart()
        return painter

    return use


async def checked(owner):
    """Walk the check-up to its verdict and return what came after the last answer."""
    await owner.says(*SHORTEST[:-1])
    before = len(owner.sent)
    await owner.says(SHORTEST[-1])
    return owner.sent[before:]


async def send(house, *pictures, chat_id=1):
    """Send pictures as the turn does: a row first."""
    house.app.outbox.send([as_row(house, picture, chat_id) for picture in pictures], ())
    await house.app.settled()


def as_row(house, picture, chat_id=1, call=None):
    method, parameters = call or calls(picture)[0]
    return Outgoing(
        id=house.app.turns._replies.next_id(house.clock.at, 0),
        chat_id=chat_id,
        method=method,
        parameters=orjson.dumps(parameters).decode(),
        urgent=True,
        update_id=None,
        created_at=to_text(house.clock.at),
    )


def photo_calls(house):
    return [call for call in house.emulator.calls if call.method == "sendPhoto"]


async def test_the_verdict_is_one_message_with_the_door_above_its_words_and_buttons(house, alice):
    (verdict,) = await checked(alice)
    assert verdict.photo == house.painter.PICTURE
    assert verdict.text.startswith("Most likely sales.")
    assert verdict.labels[0] == "How do I do that?"


async def test_the_words_beside_a_picture_say_what_it_shows(alice, house):
    (verdict,) = await checked(alice)
    (drawing,) = house.painter.drawings
    assert "Most likely: sales" in drawing
    assert "Most likely sales" in verdict.text
    for number in ("50 people", "5 of the 45", "1 to 3 more customers a week"):
        assert number in verdict.text
    assert [entity["type"] for entity in verdict.entities] == ["bold", "bold", "expandable_blockquote"]


async def test_the_painting_process_paints_what_the_bot_sends_and_ends_with_it(house, alice, painted_by):
    await painted_by(None)
    children = psutil.Process().children
    before = set(children())
    (picture,) = await checked(alice)
    assert struct.unpack(">II", picture.photo[16:24]) == (810, 606)
    (worker,) = set(children()) - before
    await house.restart()
    assert not worker.is_running()


async def test_no_process_is_started_before_there_is_a_picture(house, alice, painted_by):
    await painted_by(None)
    before = psutil.Process().children()
    await alice.says("/start", *SHORTEST[:-1])
    assert psutil.Process().children() == before


@pytest.mark.parametrize("painter", [Broken(), Failing()], ids=["gives nothing", "has a bug"])
async def test_where_painting_fails_the_words_go_out_alone(alice, painted_by, painter):
    await painted_by(painter)
    (verdict,) = await checked(alice)
    assert verdict.photo is None
    assert verdict.text.startswith("Most likely sales.")
    assert verdict.labels[0] == "How do I do that?"


async def test_where_the_operator_wants_no_pictures_the_words_go_out_alone(house, alice):
    house.pictures = False
    await house.restart()
    (verdict,) = await checked(alice)
    assert verdict.photo is None
    assert verdict.text.startswith("Most likely sales.")
    assert not house.painter.drawings


async def test_where_drawing_fails_the_words_go_out_alone(alice, monkeypatch):
    def cannot(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(photos, "draw", cannot)
    (verdict,) = await checked(alice)
    assert verdict.photo is None
    assert verdict.text.startswith("Most likely sales.")


async def test_where_telegram_refuses_the_picture_the_words_go_out_alone(house, alice):
    house.painter.PICTURE = b"no picture at all"
    (verdict,) = await checked(alice)
    assert verdict.photo is None
    assert verdict.text.startswith("Most likely sales.")
    assert verdict.labels
    assert house.emulator.faults == ["sendPhoto: Bad Request: IMAGE_PROCESS_FAILED"]
    house.emulator.faults.clear()  # asked for here


@pytest.mark.parametrize("trouble", [500, "refused", 429])
async def test_a_picture_that_could_not_be_sent_is_sent_again_and_comes_first(house, alice, trouble):
    await alice.says(*SHORTEST[:-1])
    before = len(alice.sent)
    house.emulator.fail_next("sendPhoto", trouble, times=2)
    await alice.says(SHORTEST[-1])
    (verdict,) = alice.sent[before:]
    assert verdict.photo
    assert verdict.text.startswith("Most likely sales.")
    assert len(house.painter.drawings) == 1


async def test_a_picture_that_timed_out_is_not_sent_twice(house, alice):
    await alice.says(*SHORTEST[:-1])
    before = len(alice.sent)
    house.emulator.fail_next("sendPhoto", "timeout", carried_out=True)
    await alice.says(SHORTEST[-1])
    assert [bool(message.photo) for message in alice.sent[before:]] == [True]


async def test_names_that_mean_something_in_markup_stay_as_typed(house, alice):
    await alice.says("/start")
    name = "A<b & *C* _d_"
    await send(house, illustrated(Door(name, 3, 2, 1, 0, "neither"), words("en")))
    assert alice.text.startswith(f"{name}. In balance")


async def test_the_card_of_two_months_is_sent_as_a_picture(house, alice):
    await alice.says("/start")
    months = [CountedMonth(date(2026, 9, 28), date(2026, 10, 25), Counts(50, 45, won)) for won in (5, 9)]
    await send(house, illustrated(TwoMonths("Miller Plumbing", *months, "", "sales_skill"), words("en")))
    assert alice.last.photo
    assert alice.text.startswith("Miller Plumbing. 9 became customers, 5 before")


async def test_the_chat_waits_for_its_picture_and_other_chats_do_not(house, alice, painted_by):
    slow = await painted_by(Slow(house.painter.PICTURE))
    bob = house.person(2, "Bob")
    await alice.says(*SHORTEST[:-1])
    before = len(alice.sent)
    alice.person.types(SHORTEST[-1])
    await house.emulator.until_confirmed()
    await slow.asked.wait()
    alice.person.types("/help")
    bob.person.types("/start")
    await house.emulator.until_confirmed()
    while not bob.sent:  # noqa: ASYNC110 -- it is answered while the picture is still being painted
        await asyncio.sleep(0)
    assert len(alice.sent) == before
    slow.go.set()
    await house.settle()
    verdict, helped = alice.sent[before:]
    assert verdict.photo
    assert verdict.text.startswith("Most likely sales.")
    assert "I ask about" in helped.text


async def test_a_crash_while_painting_loses_nothing(house, alice, painted_by):
    sketcher = house.painter
    slow = await painted_by(Slow(sketcher.PICTURE))
    await alice.says(*SHORTEST[:-1])
    before = len(alice.sent)
    alice.person.types(SHORTEST[-1])
    await house.emulator.until_confirmed()
    await slow.asked.wait()
    for task in list(house.app.outbox._work._tasks):  # the process dies here, as far as the outbox can tell
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    assert await house.rows("select method from outbox order by id") == [("sendPhoto",)]
    await painted_by(sketcher)
    await house.settle()
    (verdict,) = alice.sent[before:]
    assert verdict.photo
    assert verdict.text.startswith("Most likely sales.")
    assert await house.rows("select count(*) from outbox") == [(0,)]


async def test_what_waits_is_what_the_picture_shows_and_no_drawing(house, alice, painted_by):
    slow = await painted_by(Slow(house.painter.PICTURE))
    await alice.says(*SHORTEST[:-1])
    alice.person.types(SHORTEST[-1])
    await house.emulator.until_confirmed()
    await slow.asked.wait()
    ((row,),) = await house.rows("select parameters from outbox order by id")
    assert orjson.loads(row)["photo"]["door"]["people"] == 50
    assert len(row) < 3_000
    slow.go.set()
    await house.settle()


async def test_a_picture_left_by_a_release_that_drew_otherwise_is_said_in_words(house, alice):
    await alice.says("/start")
    async with house.app.database.transaction() as tx:
        await tx.run(
            "insert into outbox values (1, 1, 'sendPhoto', :parameters, 1, null, '2026-11-23T10:00:00.000Z', '', null)",
            parameters='{"photo": {"window": {"panes": 4}}, "caption": "four panes"}',
        )
    await house.restart()
    await house.settle()
    assert alice.text == "four panes"


async def test_the_same_picture_is_sent_again_without_painting_it(house, alice):
    await alice.says("/start")
    picture = illustrated(DOOR, words("en"))
    await send(house, picture, picture)
    await house.restart()
    await send(house, picture)
    assert [message.photo for message in alice.sent[-3:]] == [house.painter.PICTURE] * 3
    assert len(house.painter.drawings) == 1
    uploaded, again, after = photo_calls(house)
    ((kept,),) = await house.rows("select file_id from picture")
    assert "photo" not in uploaded.parameters or uploaded.parameters["photo"] != kept
    assert again.parameters["photo"] == after.parameters["photo"] == kept


async def test_a_turn_does_not_wait_for_a_commit_of_one_picture(house, alice):
    await alice.says("/start")
    outbox = house.app.outbox
    outbox.send([as_row(house, illustrated(DOOR, words("en")))], ())
    await outbox.idle()
    outbox.take_sent()  # as the next turn does
    await outbox.flush(pictures_from=2)
    assert await house.rows("select count(*) from picture") == [(0,)]
    await outbox.flush(pictures_from=1)
    assert await house.rows("select count(*) from picture") == [(1,)]


async def test_another_picture_is_painted(house, alice):
    await alice.says("/start")
    await send(house, illustrated(DOOR, words("en")))
    await send(house, illustrated(Door("Miller Plumbing", 12, 11, 3, 1, "neither"), words("en")))
    assert len(house.painter.drawings) == 2


async def test_a_picture_is_never_found_again_for_another_owner(house, alice):
    bob = house.person(2, "Bob")
    await alice.says("/start")
    await bob.says("/start")
    picture = illustrated(DOOR, words("en"))
    await send(house, picture)
    await send(house, picture, chat_id=2)
    assert len(house.painter.drawings) == 2
    assert await house.rows("select chat_id from picture order by chat_id") == [(1,), (2,)]


async def test_a_name_that_telegram_no_longer_knows_is_painted_again(house, alice):
    await alice.says("/start")
    picture = illustrated(DOOR, words("en"))
    await send(house, picture)
    async with house.app.database.transaction() as tx:
        await tx.run("update picture set file_id = 'gone'")
    await send(house, picture)
    assert alice.last.photo == house.painter.PICTURE
    assert len(house.painter.drawings) == 2
    assert await house.rows("select count(*) from picture where file_id = 'gone'") == [(0,)]
    house.emulator.faults.clear()  # asked for here


async def test_an_owner_who_goes_takes_the_names_of_pictures_along(house, alice):
    await alice.says("/start")
    await send(house, illustrated(DOOR, words("en")))
    assert await house.rows("select count(*) from picture") == [(1,)]
    async with house.app.database.transaction() as tx:
        await tx.run("delete from owner")
    await send(house, illustrated(DOOR, words("en")))
    assert await house.rows("select count(*) from picture") == [(0,)]


async def test_what_is_kept_of_a_picture_says_nothing_about_the_owner(house, alice):
    await alice.says("/start")
    await send(house, illustrated(DOOR, words("en")))
    ((fingerprint, file_id),) = await house.rows("select fingerprint, file_id from picture")
    assert len(fingerprint) == 64
    assert "Miller" not in fingerprint + file_id


async def test_where_too_many_wait_the_next_get_the_words_at_once(house, alice, painted_by, monkeypatch):
    monkeypatch.setattr(photos, "MOST_WAITING", 1)
    slow = await painted_by(Slow(house.painter.PICTURE))
    bob = house.person(2, "Bob")
    await alice.says("/start")
    await bob.says("/start")
    waiting = asyncio.ensure_future(send(house, illustrated(DOOR, words("en"))))
    await slow.asked.wait()
    sending = asyncio.ensure_future(send(house, illustrated(DOOR, words("en")), chat_id=2))
    while len(bob.sent) < 2:  # noqa: ASYNC110 -- while the other is still being painted
        await asyncio.sleep(0)
    assert bob.text.startswith("Miller Plumbing. Most likely: sales")
    assert len(alice.sent) == 1
    slow.go.set()
    await waiting
    await sending
    assert alice.last.photo


async def test_no_picture_of_numbers_that_nobody_knows(house, alice):
    await alice.says("/checkup", "Trades, home services", "We talk first")
    for _ in range(12):
        label = next((label for label in ("Don't know") if label in alice.buttons), None)
        if label is None or "How do I do that?" in alice.buttons:
            break
        await alice.taps(label)
    assert not photo_calls(house)
    assert not house.painter.drawings


async def test_the_same_numbers_of_two_owners_are_painted_once(house):
    painted = []
    whole = house.painter.paint

    async def paint(svg):
        painted.append(svg)
        return await whole(svg)

    house.painter.paint = paint
    for number, name in ((1, "Alice"), (2, "Bob")):
        owner = house.person(number, name)
        await checked(owner)
    assert len(painted) == 1


async def test_words_that_are_too_long_for_a_caption_follow_the_picture(house, alice):
    await alice.says("/start")
    door = illustrated(DOOR, words("en")).shown
    long = Picture(door, "<b>Sales</b> " + "word " * 300, ((Button("Go on", "/resume"),),))
    house.app.outbox.send([as_row(house, long, call=call) for call in calls(long)], ())
    await house.app.settled()
    picture, said = alice.sent[-2:]
    assert (bool(picture.photo), picture.text, picture.labels) == (True, "", [])
    assert (said.photo, said.labels) == (None, ["Go on"])
    house.pictures = False
    await house.restart()
    before = len(alice.sent)
    house.app.outbox.send([as_row(house, long, call=call) for call in calls(long)], ())
    await house.app.settled()
    assert [message.labels for message in alice.sent[before:]] == [["Go on"]]
    assert house.app.outbox.trouble is None
