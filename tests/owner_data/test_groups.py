"""In a group nobody but the person who began reads, changes or deletes anything, whatever they send and however it is read."""

import re

import pytest

from bot.dialogue.commands import command_button
from bot.emulator import Upload
from bot.language.templates import words
from bot.talk.commands import COMMANDS, TYPED
from storage.owner_data import EXPORTED
from tests.owner_data.owners import ALICE, ALICE_WEEK

NUMBERS = [line for line in [*ALICE, *ALICE_WEEK] if line.isdigit() and len(line) > 1]
NAME = "Zebrawerk"
TRACES = [NAME, *NUMBERS, *(f"{int(number):,}" for number in NUMBERS)]


class Shop:
    """A group of Alice, who begins, Bob, and Carol, who is an admin: to the bot a member like any other."""

    def __init__(self, house) -> None:
        self.house = house
        self.alice, self.bob, self.carol = (
            house.person(n, name) for n, name in enumerate(("Alice", "Bob", "Carol"), 1)
        )
        self.group = house.emulator.group("The shop", *(who.person for who in (self.alice, self.bob, self.carol)))

    async def hears(self, who, *texts: str) -> str:
        """Let somebody write in the group, commands as they are and all else as a reply to the bot, and return the answer."""
        for text in texts:
            reply_to = None if text.startswith("/") else self.group.last
            who.types(text, group=self.group, reply_to=reply_to)
            await self.house.settle()
        return self.group.last.text

    async def rows(self) -> dict[str, list[tuple]]:
        tables = (*EXPORTED, "picture")
        return {table: sorted(await self.house.rows(f"select * from {table}"), key=repr) for table in tables}


@pytest.fixture
async def shop(house) -> Shop:
    return Shop(house)


async def named(shop: Shop) -> None:
    """Name the business, as owners could in a group once."""
    async with shop.house.app.database.transaction() as tx:
        await tx.run("update business set name = :name", name=NAME)


async def nothing(shop: Shop) -> None:
    await shop.hears(shop.alice.person, "/help")


async def open_checkup(shop: Shop) -> None:
    await shop.hears(shop.alice.person, *ALICE[:6])


async def verdict(shop: Shop) -> None:
    await shop.hears(shop.alice.person, *ALICE)
    assert "Most likely" in shop.group.last.text or "tell" in shop.group.last.text


async def awaiting_delete(shop: Shop) -> None:
    await verdict(shop)
    await named(shop)
    await shop.hears(shop.alice.person, "/delete")
    assert await shop.house.rows("select awaits from owner") == [("delete",)]


async def awaiting_settings(shop: Shop) -> None:
    await verdict(shop)
    await named(shop)
    async with shop.house.app.database.transaction() as tx:  # as an older release left it
        await tx.run("update owner set awaits = 'settings name'")


async def weekly(shop: Shop) -> None:
    await verdict(shop)
    await named(shop)
    await shop.hears(shop.alice.person, "/weekly", "monday", "9am", "berlin", "/checkin", " ".join(ALICE_WEEK))
    assert await shop.house.rows("select count(*) from schedule") == [(1,)]
    assert await shop.house.rows("select people from week") == [(1249.0,)]


STATES = (nothing, open_checkup, verdict, awaiting_delete, awaiting_settings, weekly)


def lines(shop: Shop) -> list[str]:
    """List everything that may be typed: every command, every label, what commands wait for, and answers."""
    english = words("en")
    now = int(shop.house.clock.timestamp())
    commands = [f"/{name}" for name in (*COMMANDS, "stats", "nonsense")]
    argued = [
        "/start checkup", "/start checkin", f"/delete {now}", "/settings name Ours", "/settings currency EUR",
        "/business add Ours", "/business rename Ours", "/weekly stop", "/weekly start 0 09:00", "/checkin 2026-W46",
        "/skipweek 2026-W46", "/fresh 2026-W46", "/how 1", "/fix 1", "/ask we post flyers", "/differ 1 sales",
    ]  # fmt: skip
    labels = [command_button(name, english).label for name in TYPED]
    labels += [label for message in shop.group.messages for label in message.labels]
    labels += [part for message in shop.group.messages for part in re.split(r" · |\n", message.text) if part]
    said = [english.label("data/delete", block) for block in ("yes", "yes_too", "no")]
    return [
        *commands, *(f"{line}@door_bot" for line in commands), *argued, *labels, *said, *COMMANDS, "yes", "no", "50",
        "Ours", "EUR", "berlin", "monday", "1 2 3", "hello", "thanks", "we post flyers on instagram", "stop",
    ]  # fmt: skip


def buttons(shop: Shop) -> list[str]:
    """List everything that a tap may bring: what was shown, every command, and every step of every session."""
    now = int(shop.house.clock.timestamp())
    shown = [button.data for message in shop.group.messages for button in message.buttons if button.data]
    steps = [f"{n}/{step}" for n in (1, 2) for step in ("trade/=shop", "people/=half", "review/right", "review/change")]
    return [*shown, *(f"/{name}" for name in COMMANDS), f"/delete {now}", "/settings name Ours", *steps, "nonsense"]


CONTENTS = (
    {"location": {"latitude": 52.5, "longitude": 13.4}},
    {"sticker": {"file_id": "s", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1}},
    {"photo": [{"file_id": "p", "file_unique_id": "u", "width": 8, "height": 6}], "caption": "/delete"},
    {"forward_origin": {"type": "hidden_user", "sender_user_name": "x", "date": 0}, "text": "/export"},
)


def everything(shop: Shop, who) -> None:
    """Let somebody in the group say and do everything possible."""
    last = shop.group.last
    for line in lines(shop):
        reply_to = None if line.startswith("/") else last
        who.types(line, group=shop.group, reply_to=reply_to)
        who.edits(who.typed[-1], line)
    for line in ("/export", "51"):
        who.types("x", group=shop.group, reply_to=last)
        who.edits(who.typed[-1], line)
    for content in (*CONTENTS, {"document": document(shop)}):
        who.sends(content, group=shop.group, reply_to=last)
    if who.sender_chat is None:  # of a tap the bot always learns whose it is
        for data in buttons(shop):
            who.taps(data, last)


def document(shop: Shop) -> dict:
    table = b"business,began,week,question,answer\n"
    file_id = shop.house.emulator.telegram.keep(Upload("door.csv", table, "text/csv"), "document")
    return {"file_id": file_id, "file_unique_id": "u", "file_name": "door.csv", "file_size": len(table)}


@pytest.mark.parametrize("who", ["stranger", "admin", "anonymous admin", "channel"])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
async def test_nobody_else_in_a_group_reads_changes_or_deletes_anything(shop, state, who):
    await state(shop)
    before, said = await shop.rows(), len(shop.group.messages)
    actor = {
        "stranger": shop.bob.person,
        "admin": shop.carol.person,
        "anonymous admin": shop.group.anonymous_admin,
        "channel": shop.group.channel(),
    }[who]
    everything(shop, actor)
    await shop.house.settle()
    assert await shop.rows() == before
    new = shop.group.messages[said:]
    assert bool(new) == (who != "channel"), "a channel gets no answer, all others do"
    toasts = [toast.text for who in (shop.bob, shop.carol) for toast in who.person.toasts]
    for told in [f"{message.text} {message.labels} {message.content} {message.markup}" for message in new] + toasts:
        assert not any(trace in told for trace in TRACES), told
    assert not any(message.upload for message in new)
    assert not shop.bob.sent
    assert not shop.carol.sent
    assert not shop.alice.sent
    if who == "stranger" and state is not nothing:  # the same acts by Alice, who goes on after all that, do change rows
        everything(shop, shop.alice.person)
        await shop.house.settle()
        assert await shop.rows() != before


async def test_an_export_asked_for_in_a_group_comes_in_private(shop):
    shop.alice.person.types("/start")
    await verdict(shop)
    await shop.hears(shop.alice.person, "/export")
    assert "in private" in shop.group.last.text
    assert not any(message.document for message in shop.group.messages)
    names = [message.document.filename for message in shop.alice.sent if message.document]
    assert [name.rpartition(".")[2] for name in names] == ["csv", "json"]
    assert NUMBERS[0].encode() in shop.alice.sent[-2].upload.content


async def test_an_export_that_cannot_reach_its_owner_goes_to_nobody_and_is_there_later(shop):
    await verdict(shop)
    await shop.hears(shop.alice.person, "/export")
    assert "press Start" in shop.group.last.text
    assert not any(message.document for message in shop.group.messages)
    shop.alice.person.types("/start")
    await shop.hears(shop.alice.person, "/export")
    assert [message for message in shop.alice.sent if message.document]
    assert await shop.house.rows("select count(*) from owner where blocked_at is not null") == [(0,)]


@pytest.mark.parametrize("name", [command.name for command in COMMANDS.values() if command.private])
async def test_what_is_private_is_not_done_in_a_group_but_led_to_a_private_chat(shop, name):
    await verdict(shop)
    await named(shop)
    before, said = await shop.rows(), len(shop.group.messages)
    for text in (f"/{name}", f"/{name} add Ours", f"/{name} currency EUR", command_button(name, words("en")).label):
        assert "private chat" in await shop.hears(shop.alice.person, text)
        assert "https://t.me/door_bot?start=" in str(shop.group.last.markup)
    owners = [row[:9] for row in (await shop.rows()).pop("owner")]
    assert owners == [row[:9] for row in before["owner"]]
    assert (await shop.rows())["business"] == before["business"]
    assert NAME not in str([(message.text, message.markup) for message in shop.group.messages[said:]])


async def test_a_table_sent_to_a_group_is_not_brought_in(shop):
    await verdict(shop)
    shop.alice.person.sends({"document": document(shop)}, group=shop.group, reply_to=shop.group.last)
    await shop.house.settle()
    assert "private chat" in shop.group.last.text


async def test_the_privacy_notice_in_a_group_offers_no_export(shop):
    await verdict(shop)
    await shop.hears(shop.alice.person, "/privacy")
    assert shop.group.last.labels == ["Open my own chat"]


async def test_whoever_began_deletes_in_the_group_and_no_name_is_said(shop):
    await awaiting_delete(shop)
    assert NAME not in shop.group.last.text
    assert "deleted" in await shop.hears(shop.alice.person, "Yes, delete everything")
    assert (await shop.rows())["owner"] == []


async def test_once_all_is_deleted_somebody_else_may_begin_and_finds_nothing(shop):
    await verdict(shop)
    await shop.hears(shop.alice.person, "/delete", "yes")
    assert "1 of 8" in await shop.hears(shop.bob.person, "/checkup")
    assert await shop.house.rows("select user_id from owner") == [(2,)]
    assert "these questions are for the person who began" in await shop.hears(shop.alice.person, "/how")


async def test_an_anonymous_admin_has_a_check_up_as_the_group(shop):
    boss = shop.group.anonymous_admin
    assert "1 of 8" in await shop.hears(boss, "/checkup")
    assert "2 of 8" in await shop.hears(boss, "shop")
    assert await shop.house.rows("select user_id = chat_id from owner") in ([(1,)], [(True,)])
    assert "person who began" in await shop.hears(shop.alice.person, "/checkup")
    await shop.hears(boss, "/export")
    assert any("I don't know to whom" in message.text for message in shop.group.messages)
    assert not any(message.document for message in shop.group.messages)


@pytest.mark.both_engines
async def test_an_anonymous_admin_goes_on_in_a_supergroup(shop):
    boss = shop.group.anonymous_admin
    await shop.hears(boss, "/checkup", "shop")
    shop.group.migrates()
    await shop.house.settle()
    assert "2 of 8" in await shop.hears(boss, "/resume")


async def test_a_tap_on_the_buttons_of_an_anonymous_admin_is_nobodys(shop):
    boss = shop.group.anonymous_admin
    await shop.hears(boss, "/help")
    shop.bob.person.presses("Find what's short", group=shop.group)
    await shop.house.settle()
    assert "anonymous admin" in shop.bob.person.toasts[-1].text
    assert await shop.house.rows("select count(*) from session") == [(0,)]


async def test_when_whoever_began_leaves_nothing_is_asked_there_until_they_are_back(shop):
    await weekly(shop)
    shop.group.says_goodbye(shop.alice.person)
    await shop.house.settle()
    assert await shop.house.rows("select count(*) from wake") == [(0,)]
    assert await shop.house.rows("select count(*) from week") == [(1,)]
    before = await shop.rows()
    everything(shop, shop.bob.person)
    await shop.house.settle()
    assert await shop.rows() == before
    await shop.hears(shop.alice.person, "/help")
    assert await shop.house.rows("select count(*) from wake") == [(1,)]


async def test_when_somebody_else_leaves_all_goes_on(shop):
    await weekly(shop)
    before = await shop.rows()
    shop.group.says_goodbye(shop.bob.person)
    await shop.house.settle()
    assert await shop.rows() == before


async def test_talk_that_is_edited_in_a_group_is_none_of_the_bots_business(shop):
    """An admin bot sees every message: one that answers nothing is no answer, edited neither."""
    await open_checkup(shop)
    before, said = await shop.rows(), len(shop.group.messages)
    shop.alice.person.types("see you at 10", group=shop.group)
    shop.alice.person.edits(shop.alice.person.typed[-1], "see you at 11")
    await shop.house.settle()
    assert await shop.rows() == before
    assert len(shop.group.messages) == said
