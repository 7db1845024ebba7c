"""In a forum everything goes to its topic, as a reply to whoever it is for, and reminders come to the right topic."""

import pytest

from bot.botapi.updates import read_update
from tests.conftest import MONDAY
from tests.dialogue.test_patience import tick
from tests.owner_data.owners import ALICE

IN_PLACE = ("sendMessage", "sendPhoto", "sendDocument")


async def play(house, group, who, topic, *texts):
    """Let somebody write in a topic, commands as they are and all else as a reply to the bot; return the calls."""
    before = len(house.emulator.calls)
    for text in texts:
        here = [message for message in group.messages if message.thread == topic]
        who.types(text, group=group, topic=topic, reply_to=None if text.startswith("/") else here[-1])
        await house.settle()
    return [call for call in list(house.emulator.calls)[before:] if call.method in IN_PLACE]


@pytest.fixture
async def forum(house):
    alice, bob = house.person(1, "Alice"), house.person(2, "Bob")
    group = house.emulator.group("The shop", alice.person, bob.person)
    group.migrates()
    await house.settle()  # a hello is said, to all of the forum
    return group


@pytest.mark.both_engines
async def test_every_reply_of_a_check_up_stands_in_its_topic_and_the_verdict_replies(house, forum):
    alice, topic = house.emulator.person(1), forum.opens_topic("Numbers")
    calls = await play(house, forum, alice, topic, *ALICE, "/how", "/ask a flyer")
    assert {call.parameters.get("message_thread_id") for call in calls} == {topic}
    assert {"sendMessage", "sendPhoto"} <= {call.method for call in calls}
    hello, *said = forum.messages
    assert hello.thread is None
    assert {message.thread for message in said} == {topic}
    assert all("reply_parameters" in call.parameters for call in calls)
    assert all(message.reply_to and message.reply_to.sender["id"] == 1 for message in said)


async def test_without_a_picture_the_words_stand_in_the_topic(house, forum):
    house.painter.paint = nothing
    alice, topic = house.emulator.person(1), forum.opens_topic("Numbers")
    calls = await play(house, forum, alice, topic, *ALICE)
    assert "sendPhoto" not in {call.method for call in calls}
    assert {call.parameters.get("message_thread_id") for call in calls} == {topic}
    assert all("reply_parameters" in call.parameters for call in calls)


async def nothing(_svg):
    return None


async def test_a_reminder_goes_to_the_topic_in_which_was_spoken_last(house, forum):
    alice, one, two = house.emulator.person(1), forum.opens_topic("One"), forum.opens_topic("Two")
    await play(house, forum, alice, one, "/checkup", "shop")
    await play(house, forum, alice, two, "/resume")
    await house.restart()
    before = len(forum.messages)
    house.clock.pass_time(hours=25)
    await tick(house)
    assert [message.thread for message in forum.messages[before:]] == [two]


async def test_a_reminder_for_a_topic_that_is_gone_is_said_in_general(house, forum):
    alice, topic = house.emulator.person(1), forum.opens_topic("One")
    await play(house, forum, alice, topic, "/checkup", "shop")
    del next(message for message in forum.chat.messages if message.id == topic).content["forum_topic_created"]
    before = len(forum.messages)
    house.clock.pass_time(hours=25)
    await tick(house)
    assert [message.thread for message in forum.messages[before:]] == [None]
    house.emulator.faults.clear()  # it was tried in the topic first


async def test_a_tap_is_answered_where_the_button_is_and_in_the_owners_topic_where_that_is_too_old_to_tell(
    house, forum
):
    alice, topic = house.emulator.person(1), forum.opens_topic("One")
    await play(house, forum, alice, topic, "/help")
    help_ = forum.last
    alice.taps("/help", help_)
    await house.settle()
    assert forum.last.thread == topic
    help_.deleted = True
    alice.taps("/help", help_)
    await house.settle()
    assert forum.last.thread == topic


async def test_a_second_person_is_answered_in_their_own_topic(house, forum):
    alice, bob, one, two = (
        house.emulator.person(1),
        house.emulator.person(2),
        forum.opens_topic("1"),
        forum.opens_topic("2"),
    )
    await play(house, forum, alice, one, "/checkup")
    await play(house, forum, bob, two, "/checkup")
    assert (forum.last.thread, "person who began" in forum.last.text) == (two, True)
    assert await house.rows("select thread from owner") == [(one,)]


async def test_a_file_for_the_private_chat_has_no_topic(house, forum):
    alice, topic = house.emulator.person(1), forum.opens_topic("One")
    alice.types("/start")
    await play(house, forum, alice, topic, "/checkup", "/cancel")
    calls = await play(house, forum, alice, topic, "/export")
    assert [call.parameters.get("message_thread_id") for call in calls if call.method == "sendDocument"] == [None, None]
    assert forum.last.thread == topic


async def test_in_general_and_in_a_group_without_topics_none_is_named(house, forum):
    alice = house.emulator.person(1)
    calls = await play(house, forum, alice, None, *ALICE)
    assert all("message_thread_id" not in call.parameters for call in calls)
    assert all("reply_parameters" in call.parameters for call in calls)


@pytest.mark.parametrize(
    ("more", "thread"),
    [
        ({}, 0),
        ({"message_thread_id": 4, "is_topic_message": True}, 4),
        ({"message_thread_id": 4}, 0),  # a thread of replies in a group that is no forum: nothing can be sent there
    ],
)
def test_only_a_topic_is_a_place_to_answer_in(more, thread):
    message = {"message_id": 5, "chat": {"id": -9, "type": "supergroup"}, "from": {"id": 7}, "text": "/help", **more}
    event = read_update({"update_id": 1, "message": message}, MONDAY, "door_bot")
    assert event is not None
    assert event.thread == thread
