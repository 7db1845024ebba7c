"""How the emulator hands out updates, and what people do to make them."""

import asyncio

import pytest
from telegram import Bot, ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup
from telegram.error import ChatMigrated, Conflict, Forbidden

from bot.emulator import Emulator


class Clock:
    def __init__(self) -> None:
        self.at = 1_800_000_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def emulator(clock):
    emulator = Emulator(now=clock)
    yield emulator
    assert emulator.faults == []


@pytest.fixture
async def bot(emulator):
    async with Bot("4711:token", request=emulator, get_updates_request=emulator) as bot:
        yield bot


@pytest.fixture
def alice(emulator):
    return emulator.person(11, first_name="Alice", language_code="de", username="alice_k")


async def turns():
    """Let every other task go as far as it can."""
    for _ in range(10):
        await asyncio.sleep(0)


async def fresh(bot):
    """Fetch what waits and confirm it."""
    updates = await bot.get_updates()
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return updates


async def test_updates_come_again_until_the_offset_confirms_them(bot, alice):
    first, second, third = (alice.types(text) for text in ("one", "two", "three"))
    assert [u.update_id for u in await bot.get_updates()] == [first, second, third]
    assert [u.update_id for u in await bot.get_updates(offset=second)] == [second, third]
    assert [u.update_id for u in await bot.get_updates()] == [second, third]
    assert [u.update_id for u in await bot.get_updates(limit=1)] == [second]
    assert [u.update_id for u in await bot.get_updates(offset=-1)] == [third]
    assert await bot.get_updates(offset=third + 1) == ()


async def test_a_long_poll_ends_with_the_first_update(bot, alice):
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await turns()
    assert not poll.done()
    update_id = alice.types("hello")
    assert [u.update_id for u in await poll] == [update_id]


async def test_a_long_poll_ends_without_updates_when_its_time_is_up(bot):
    assert await bot.get_updates(timeout=0.01) == ()


async def test_a_second_poller_ends_the_first_with_a_conflict(bot, alice):
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await turns()
    second = asyncio.create_task(bot.get_updates(timeout=30))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first
    alice.types("hello")
    assert len(await second) == 1


async def test_a_poll_that_was_given_up_leaves_nothing_behind(bot, alice):
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await turns()
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)
    alice.types("hello")
    assert len(await bot.get_updates(timeout=30)) == 1


async def test_polling_and_a_webhook_exclude_each_other(emulator, bot, alice):
    await bot.set_webhook("https://example.com/hook", secret_token="s3cret", allowed_updates=["message"])
    with pytest.raises(Conflict, match="while webhook is active"):
        await bot.get_updates()
    update_id = alice.types("hello")
    assert [update["message"]["text"] for update in emulator.waiting()] == ["hello"]
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == ("https://example.com/hook", 1)
    assert info.allowed_updates == ("message",)
    emulator.confirm(update_id)
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_allowed_updates_left_out_keep_the_setting(bot, alice):
    async def seen():
        alice.types("hello")
        alice.edits(alice.typed[-1], "hallo")
        updates = await bot.get_updates()
        await bot.get_updates(offset=updates[-1].update_id + 1)
        return [update.edited_message is not None for update in updates]

    assert await seen() == [False, True]
    await bot.get_updates(allowed_updates=["message"])
    assert await seen() == [False]
    assert await seen() == [False]
    await bot.get_updates(allowed_updates=[])
    assert await seen() == [False, True]


async def test_what_is_not_fetched_in_time_is_lost(bot, alice, clock):
    await _asked(bot, alice)
    alice.presses("Yes")
    alice.asks_inline("newsletter")
    alice.types("hello")
    clock.at += 31
    assert [bool(u.callback_query) for u in await bot.get_updates()] == [True, False]
    clock.at += 120
    assert [bool(u.message) for u in await bot.get_updates()] == [True]
    clock.at += 24 * 60 * 60
    assert await bot.get_updates() == ()


async def test_an_update_can_come_twice(emulator, bot, alice):
    update_id = alice.types("hello")
    await fresh(bot)
    emulator.redeliver(update_id)
    again = await bot.get_updates(offset=update_id + 1)
    assert [u.update_id for u in again] == [update_id]
    assert await bot.get_updates(offset=update_id + 1) == ()


async def test_a_test_can_wait_until_everything_is_confirmed(emulator, bot, alice):
    alice.types("hello")
    waiting = asyncio.create_task(emulator.until_confirmed())
    (update,) = await bot.get_updates(timeout=1)
    await asyncio.sleep(0)
    assert not waiting.done()
    poll = asyncio.create_task(bot.get_updates(offset=update.update_id + 1, timeout=30))
    await waiting
    await emulator.until_confirmed()  # at once while the bot waits for more
    poll.cancel()


async def test_ids_begin_where_a_kept_database_needs_them():
    emulator = Emulator(first_id=5000)
    assert emulator.person(1).types("hello") == 5000
    assert emulator.person(1).typed[-1].id == 5000


async def test_a_text_arrives_as_it_was_typed(bot, alice, clock):
    alice.types("  /start checkup 😀 ask me@example.com or https://example.com/x\x00 ")
    (update,) = await bot.get_updates()
    message = update.message
    assert message.text == "/start checkup 😀 ask me@example.com or https://example.com/x"
    assert (message.from_user.language_code, message.from_user.username) == ("de", "alice_k")
    assert (message.chat.type, message.date.timestamp()) == ("private", clock.at)
    assert list(message.parse_entities().values()) == ["/start", "me@example.com", "https://example.com/x"]


async def test_a_text_too_long_for_a_message_is_sent_as_several(bot, alice):
    alice.types("word <&> " * 1000)
    texts = [update.message.text for update in await bot.get_updates()]
    assert [len(text) <= 4096 for text in texts] == [True, True, True]
    assert " ".join(texts) == ("word <&> " * 1000).strip()
    with pytest.raises(ValueError, match="empty"):
        alice.types(" ")


async def test_an_edited_text_keeps_its_message(bot, alice):
    alice.types("12")
    alice.edits(alice.typed[-1], "14")
    _, update = await bot.get_updates()
    assert update.edited_message.text == "14"
    assert update.edited_message.message_id == alice.typed[-1].id
    assert update.edited_message.edit_date is not None


@pytest.mark.parametrize(
    "kind", ["sticker", "photo", "voice", "video", "poll", "location", "contact", "document", "forward"]
)
async def test_other_content_is_read_by_python_telegram_bot(bot, alice, kind):
    given = {"location": (52.5, 13.4), "forward": ("hello",), "photo": ("look",)}.get(kind, ())
    getattr(alice, f"sends_{kind}")(*given)
    (update,) = await bot.get_updates()
    message = update.message
    content = {"forward": message.forward_origin, "photo": message.photo and message.caption}
    assert content.get(kind) if kind in content else getattr(message, kind)


async def _asked(bot, alice, *, text="ready?"):
    alice.types("hi")
    await fresh(bot)
    rows = [
        [InlineKeyboardButton("Yes", callback_data="y"), InlineKeyboardButton("No", callback_data="n")],
        [InlineKeyboardButton("Read on", url="https://example.com")],
    ]
    await bot.send_message(11, text, reply_markup=InlineKeyboardMarkup(rows))


async def test_a_button_is_pressed_by_its_label_or_its_number(bot, alice):
    await _asked(bot, alice, text="first")
    await _asked(bot, alice, text="second")
    old = alice.messages[0]
    alice.presses("No")
    alice.presses(1)
    alice.presses("Yes", message=old)
    taps = [update.callback_query for update in await bot.get_updates()]
    assert [(tap.data, tap.message.text) for tap in taps] == [("n", "second"), ("y", "second"), ("y", "first")]
    for label in ("Read on", "Maybe", 4):
        with pytest.raises(LookupError):
            alice.presses(label)


async def test_a_tap_under_a_deleted_message_has_no_words(bot, alice):
    await _asked(bot, alice)
    message = alice.last
    await bot.delete_message(11, message.id)
    alice.presses("Yes", message=message)
    (update,) = await bot.get_updates()
    assert not update.callback_query.message.is_accessible
    assert update.callback_query.data == "y"


async def test_a_keyboard_instead_of_the_letters_types_its_words(bot, alice):
    alice.types("hi")
    await bot.send_message(11, "?", reply_markup=ReplyKeyboardMarkup([["Yes", "No"]]))
    alice.presses("No")
    assert (await bot.get_updates())[-1].message.text == "No"


async def test_blocking_and_coming_back_change_the_membership(bot, alice):
    alice.types("hi")
    alice.blocks()
    alice.unblocks()
    _, blocked, back = await bot.get_updates()
    assert [u.my_chat_member.new_chat_member.status for u in (blocked, back)] == ["kicked", "member"]
    assert blocked.my_chat_member.old_chat_member.status == "member"


async def test_in_a_group_the_bot_sees_commands_and_replies_only(emulator, bot, alice):
    bob = emulator.person(12, first_name="Bob")
    group = emulator.group("Team", alice, bob)
    joined, added = await fresh(bot)
    assert joined.my_chat_member.new_chat_member.status == "member"
    assert added.message.new_chat_members[0].id == bot.id
    await bot.send_message(group.chat.id, "How many?", reply_markup=ForceReply())
    for text in ("hello all", "/start", "/start@door_bot", "/start@other_bot", "@door_bot hello"):
        alice.types(text, group=group)
    bob.types("12", group=group, reply_to=group.last)
    updates = await bot.get_updates()
    assert [u.message.text for u in updates] == ["/start", "/start@door_bot", "12"]
    assert updates[-1].message.reply_to_message.text == "How many?"
    assert updates[-1].effective_user.id == 12
    assert updates[-1].effective_chat.type == "group"


async def test_a_group_that_became_a_supergroup_goes_on_under_a_new_id(emulator, bot, alice):
    group = emulator.group("Team", alice)
    old_id = group.chat.id
    await fresh(bot)
    new_id = group.migrates()
    left, come = await bot.get_updates()
    assert (left.message.chat.id, left.message.migrate_to_chat_id) == (old_id, new_id)
    assert (come.message.chat.id, come.message.migrate_from_chat_id) == (new_id, old_id)
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(old_id, "x")
    assert migrated.value.new_chat_id == new_id
    await bot.send_message(new_id, "x")
    assert group.last.text == "x"


async def test_a_bot_put_out_of_a_group_cannot_write_there(emulator, bot, alice):
    group = emulator.group("Team", alice)
    group.removes_bot()
    with pytest.raises(Forbidden, match="kicked from the group"):
        await bot.send_message(group.chat.id, "x")
