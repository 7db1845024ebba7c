"""In a group the bot says hello, asks by buttons and by replies in its own thread, and leads private things away."""

import re

import pytest

from bot.botapi.updates import read_update
from bot.core.events import Joined, Unblocked
from bot.talk.commands import COMMANDS
from tests.conftest import MONDAY
from tests.owner_data.owners import ALICE

LINK = "https://t.me/door_bot?start="
TOLD_TO_TAP = re.compile(r"\b[Tt]ap (?:“([^”]+)”|([A-Z]\w+))")
QUESTION = re.compile(r"^\d+ of \d+ ·", re.MULTILINE)
MEMBER = {"old_chat_member": {"status": "left"}, "new_chat_member": {"status": "member"}, "from": {"id": 1}}


class Shop:
    """A group, perhaps a forum, in which all is written in one place."""

    def __init__(self, house, *, topic: str = "") -> None:
        self.house = house
        self.alice, self.bob = house.person(1, "Alice"), house.person(2, "Bob")
        self.group = house.emulator.group("The shop", self.alice.person, self.bob.person)
        self.topic = None
        if topic:
            self.group.migrates()
            self.topic = self.group.opens_topic(topic)

    @property
    def here(self) -> list:
        return [message for message in self.group.messages if message.thread == self.topic]

    @property
    def last(self):
        return self.here[-1]

    async def hears(self, *texts: str, who=None) -> str:
        """Let somebody write, commands as they are and all else as a reply to the bot, and return the answer."""
        for text in texts:
            reply_to = None if text.startswith("/") else self.last
            (who or self.alice.person).types(text, group=self.group, reply_to=reply_to, topic=self.topic)
            await self.house.settle()
        return self.last.text

    async def taps(self, label: str) -> str:
        self.alice.person.presses(label, message=self.last)
        await self.house.settle()
        return self.last.text


@pytest.fixture(params=["", "Numbers"], ids=["group", "topic"])
async def shop(house, request) -> Shop:
    shop = Shop(house, topic=request.param)
    await house.settle()
    return shop


@pytest.mark.both_engines
async def test_a_hello_on_being_added_that_keeps_nothing_of_anybody(house):
    shop = Shop(house)
    await house.settle()
    (hello,) = shop.group.messages
    assert "reply to my message" in hello.text
    assert hello.labels == ["Find what's short", "Open my own chat"]
    assert LINK in str(hello.markup)
    for table in ("owner", "business", "session", "wake"):
        assert await house.rows(f"select * from {table}") == []
    shop.bob.person.presses("Find what's short", group=shop.group)
    await house.settle()
    assert "1 of 8" in shop.last.text
    assert await house.rows("select user_id from owner") == [(2,)]


async def test_added_once_more_to_a_group_with_a_weekly_question_it_says_when_that_comes(house):
    shop = Shop(house)
    await shop.hears(*ALICE, "/weekly", "monday", "9am", "berlin")
    shop.group.removes_bot()
    await house.settle()
    before = len(shop.group.messages)
    shop.group.chat.standing = "member"
    house.emulator.telegram.inbox.put(
        "my_chat_member", {**MEMBER, "from": shop.alice.person.user, "chat": shop.group.chat.about}
    )
    await house.settle()
    (back,) = shop.group.messages[before:]
    assert "I find out what holds" not in back.text
    assert await house.rows("select count(*) from wake where kind like 'checkin%'") == [(1,)]


@pytest.mark.parametrize(("kind", "read"), [("group", Joined), ("supergroup", Joined), ("private", Unblocked)])
def test_being_added_to_a_group_is_told_from_being_let_in_again(kind, read):
    update = {"update_id": 1, "my_chat_member": {**MEMBER, "chat": {"id": -5, "type": kind}}}
    event = read_update(update, MONDAY, "door_bot")
    assert event is not None
    assert isinstance(event.what, read)


def test_in_a_channel_it_says_nothing():
    assert (
        read_update({"update_id": 1, "my_chat_member": {**MEMBER, "chat": {"id": -5, "type": "channel"}}}, MONDAY)
        is None
    )


@pytest.mark.both_engines
async def test_a_whole_check_up_by_buttons_ends_in_its_own_thread(shop):
    first = len(shop.group.messages)
    await shop.hears("/checkup")
    for _ in range(40):
        labels = [label for label in shop.last.labels if label not in ("Back", "Why do you ask?", "More…", "Skip")]
        if "How did you work that out?" in labels:
            break
        assert labels, shop.last.text
        await shop.taps(labels[0])
    said = shop.group.messages[first:]
    assert "How did you work that out?" in shop.last.labels
    assert {message.thread for message in said} == {shop.topic}
    assert len([message for message in said if QUESTION.search(message.text)]) >= 4, (
        "what everybody is asked has a number"
    )
    assert [message for message in shop.here if "Back" in message.labels] == [], "buttons of what was answered are gone"


async def test_by_words_too_and_questions_hold_the_field_for_a_reply_open_beside_their_buttons(shop):
    first = len(shop.group.messages)
    await shop.hears(*ALICE)
    assert "How did you work that out?" in shop.last.labels
    assert {message.thread for message in shop.group.messages[first:]} == {shop.topic}
    calls = [call.parameters for call in shop.house.emulator.calls if call.method == "sendMessage"]
    questions = [call for call in calls if QUESTION.search(re.sub("<.*?>", "", call["text"]))]
    assert len(questions) >= 8
    for call in questions:
        assert call["reply_markup"]["force_reply"] is True
        assert call["reply_markup"]["inline_keyboard"]


async def test_what_is_to_be_tapped_is_there_to_tap(shop):
    """Nobody is sent to a button that a group does not have."""
    await shop.hears(
        "/start",
        "12 10 3 1",
        "/checkup",
        "trades",
        "we talk first",
        "about 50",
        "blah",
        "blah",
        "blah",
        "most",
        "/help",
        "55",
    )
    await shop.hears(
        "50", "5", "about 15", "swamped", "4", "8", "went quiet", "what is this", "12 10 3 1", "no", "/weekly"
    )
    told = 0
    for message in shop.here:
        labels = {button.label for button in (*message.buttons, *message.buttons_before)}
        for quoted, bare in TOLD_TO_TAP.findall(message.text):
            told += 1
            assert (quoted or bare) in labels, message.text
    assert told >= 2


async def test_start_and_help_know_that_they_are_in_a_group(shop):
    assert "reply to my message" in await shop.hears("/start")
    said = await shop.hears("/help")
    assert "from whoever began" in said
    private = [command.name for command in COMMANDS.values() if command.private]
    assert not [name for name in private if f"/{name} " in said]
    assert "/checkup" in said
    assert LINK in str(shop.last.markup)
    assert "1 of 8" in await shop.taps("Find what's short")


async def test_in_a_private_chat_help_says_nothing_of_groups(alice):
    said = await alice.says("/help")
    assert "whoever began" not in said
    assert "/settings" in said


async def test_files_go_to_the_private_chat_and_a_link_leads_there(shop):
    shop.alice.person.types("/start")
    await shop.hears(*ALICE)
    before = len(shop.group.messages)
    assert "in private" in await shop.hears("/export")
    assert LINK in str(shop.last.markup)
    assert [message.thread for message in shop.group.messages[before:]] == [shop.topic]
    assert [message for message in shop.alice.sent if message.document]


async def test_what_is_said_after_a_deletion_is_true_in_a_group(shop):
    await shop.hears(*ALICE, "/delete", "yes")
    assert "stays in the group" in shop.last.text
    assert "delete the chat" not in shop.last.text


async def test_an_anonymous_admin_is_answered_in_the_thread(shop):
    boss = shop.group.anonymous_admin
    for text, said in (("/start", "reply to my message"), ("/help", "whoever began"), ("/checkup", "1 of 8")):
        assert said in await shop.hears(text, who=boss)
    assert "2 of 8" in await shop.hears("shop", who=boss)
