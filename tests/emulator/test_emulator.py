"""The in-memory Bot API answers and refuses as Telegram does."""

import struct
from contextlib import suppress
from datetime import timedelta

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.botapi.http import Broken, NotSent, PerhapsSent
from bot.emulator import Emulator

HTML = "HTML"


def png(width: int = 640, height: int = 360) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"rest"


def keys(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label.lower())] for label in labels])


class Clock:
    def __init__(self, at: float = 1_800_000_000.0) -> None:
        self.at = at

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def emulator(clock):
    return Emulator(now=clock)


@pytest.fixture
async def bot(emulator):
    async with Bot("4711:token", request=emulator, get_updates_request=emulator) as bot:
        yield bot


@pytest.fixture
def alice(emulator):
    return emulator.person(11, first_name="Alice", met=True)


def refusals(**cases):
    """Name a rule, the call that breaks it, and what Telegram says then."""
    return pytest.mark.parametrize(("call", "says"), cases.values(), ids=[name.replace("_", " ") for name in cases])


FAULTS = refusals(
    no_text=(lambda bot: bot.send_message(11, ""), "message text is empty"),
    blank_text=(lambda bot: bot.send_message(11, " \n "), "text must be non-empty"),
    text_of_empty_tags=(lambda bot: bot.send_message(11, "<b> </b>", parse_mode=HTML), "text must be non-empty"),
    text_too_long=(lambda bot: bot.send_message(11, "x" * 4097), "message is too long"),
    text_too_long_in_utf16=(lambda bot: bot.send_message(11, "😀" * 2049), "message is too long"),
    caption_too_long=(lambda bot: bot.send_photo(11, png(), caption="x" * 1025), "message caption is too long"),
    unknown_tag=(
        lambda bot: bot.send_message(11, "<h1>x</h1>", parse_mode=HTML),
        'can\'t parse entities: Unsupported start tag "h1" at byte offset 0',
    ),
    unclosed_tag=(
        lambda bot: bot.send_message(11, "a <b>x", parse_mode=HTML),
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    crossed_tags=(
        lambda bot: bot.send_message(11, "<b><i>x</b></i>", parse_mode=HTML),
        'can\'t parse entities: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
    ),
    unescaped_sign=(
        lambda bot: bot.send_message(11, "3 < 4", parse_mode=HTML),
        'can\'t parse entities: Unsupported start tag "" at byte offset 2',
    ),
    bad_caption=(
        lambda bot: bot.send_photo(11, png(), caption="<p>", parse_mode=HTML),
        'can\'t parse entities: Unsupported start tag "p" at byte offset 0',
    ),
    another_markup=(lambda bot: bot.send_message(11, "*x*", parse_mode="Textile"), "unsupported parse_mode"),
    data_too_long=(
        lambda bot: bot.send_message(11, "x", reply_markup=_one(InlineKeyboardButton("x", callback_data="é" * 33))),
        "BUTTON_DATA_INVALID",
    ),
    no_data=(
        lambda bot: bot.send_message(11, "x", reply_markup=_one(InlineKeyboardButton("x", callback_data=""))),
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    no_label=(
        lambda bot: bot.send_message(11, "x", reply_markup=_one(InlineKeyboardButton(" ", callback_data="x"))),
        "inline keyboard button text must be non-empty",
    ),
    bad_link=(
        lambda bot: bot.send_message(11, "x", reply_markup=_one(InlineKeyboardButton("x", url="here"))),
        "inline keyboard button URL 'here' is invalid: Wrong HTTP URL",
    ),
    too_many_buttons=(
        lambda bot: bot.send_message(11, "x", reply_markup=keys(*map(str, range(101)))),
        "reply markup is too long",
    ),
    no_markup=(lambda bot: bot.send_message(11, "x", reply_markup={}), "object expected as reply markup"),
    keyboard_without_words=(
        lambda bot: bot.send_message(11, "x", reply_markup={"keyboard": [[{"text": ""}]]}),
        "keyboard button text must be non-empty",
    ),
    rows_that_are_none=(
        lambda bot: bot.send_message(11, "x", reply_markup={"inline_keyboard": "Yes"}),
        'field "inline_keyboard" must be of type Array',
    ),
    button_without_text=(
        lambda bot: bot.send_message(11, "x", reply_markup={"inline_keyboard": [[{"callback_data": "x"}]]}),
        "can't parse inline keyboard button: Can't find field \"text\"",
    ),
    nothing_to_copy=(
        lambda bot: bot.send_message(
            11, "x", reply_markup=_one(InlineKeyboardButton("x", copy_text=CopyTextButton("")))
        ),
        "BUTTON_COPY_TEXT_INVALID",
    ),
    edit_of_no_message=(lambda bot: bot.edit_message_text("x", 11), "message identifier is not specified"),
    edit_to_nothing=(lambda bot: bot.edit_message_text("", 11, 1), "message text is empty"),
    edit_of_what_alice_wrote=(lambda bot: bot.edit_message_text("x", 11, 1), "message can't be edited"),
    answer_to_a_tap_too_long=(lambda bot: bot.answer_callback_query("1", "x" * 201), "MESSAGE_TOO_LONG"),
    too_many_results=(lambda bot: bot.answer_inline_query("1", _results(51)), "RESULTS_TOO_MUCH"),
    result_without_title=(lambda bot: bot.answer_inline_query("1", _results(1, title="")), "ARTICLE_TITLE_EMPTY"),
    result_without_id=(lambda bot: bot.answer_inline_query("1", _results(1, name="")), "RESULT_ID_INVALID"),
    no_such_file=(lambda bot: bot.get_file("x"), "invalid file_id"),
    leaving_a_person=(lambda bot: bot.leave_chat(11), "chat member status can't be changed in private chats"),
    too_many_commands=(lambda bot: bot.set_my_commands([("help", "x")] * 101), "BOT_COMMANDS_TOO_MUCH"),
    no_chat=(lambda bot: bot.send_message("", "x"), "chat_id is empty"),
    no_picture=(lambda bot: bot.send_photo(11, b"<svg/>"), "IMAGE_PROCESS_FAILED"),
    picture_too_long=(lambda bot: bot.send_photo(11, png(4000, 100)), "PHOTO_INVALID_DIMENSIONS"),
    unknown_file=(lambda bot: bot.send_photo(11, "AgACx"), "wrong file identifier/HTTP URL specified"),
    empty_file=(lambda bot: bot.send_document(11, b""), "file must be non-empty"),
    bad_action=(lambda bot: bot.send_chat_action(11, "dancing"), "wrong parameter action in request"),
    bad_command=(lambda bot: bot.set_my_commands([("Check-up", "x")]), "BOT_COMMAND_INVALID"),
    no_command_text=(lambda bot: bot.set_my_commands([("help", "")]), "BOT_COMMAND_DESCRIPTION_INVALID"),
    description_too_long=(lambda bot: bot.set_my_description("x" * 513), "description is too long"),
    plain_webhook=(
        lambda bot: bot.set_webhook("http://example.com"),
        "bad webhook: An HTTPS URL must be provided for webhook",
    ),
)


def _results(count, *, name="id", title="Marketing"):
    content = InputTextMessageContent("x")
    return [InlineQueryResultArticle(name and f"{name}{one}", title, content) for one in range(count)]


def _one(button):
    return InlineKeyboardMarkup([[button]])


@FAULTS
async def test_what_the_bot_should_not_ask_is_refused_and_recorded(emulator, bot, alice, call, says):
    alice.types("hi")
    with pytest.raises(BadRequest) as refused:
        await call(bot)
    assert refused.value.message.lower() == says.lower()
    assert [fault.partition(": Bad Request: ")[2] for fault in emulator.faults] == [says]
    assert alice.messages == []


MISHAPS = refusals(
    unknown_chat=(lambda bot: bot.send_message(99, "x"), "chat not found"),
    person_who_never_wrote=(lambda bot: bot.send_message(12, "x"), "chat not found"),
    reply_to_nothing=(
        lambda bot: bot.send_message(11, "x", reply_parameters=ReplyParameters(99)),
        "message to be replied not found",
    ),
    edit_of_nothing=(lambda bot: bot.edit_message_text("x", 11, 99), "message to edit not found"),
    deletion_of_nothing=(lambda bot: bot.delete_message(11, 99), "message to delete not found"),
    answer_to_no_tap=(
        lambda bot: bot.answer_callback_query("1"),
        "query is too old and response timeout expired or query ID is invalid",
    ),
)


@MISHAPS
async def test_what_can_happen_to_any_bot_is_refused_and_no_fault(emulator, bot, alice, call, says):
    emulator.person(12)
    with pytest.raises(BadRequest) as refused:
        await call(bot)
    assert refused.value.message.lower() == says.lower()
    assert emulator.faults == []


async def test_an_unknown_method_and_an_unknown_parameter_are_recorded(emulator, bot, alice):
    with pytest.raises(InvalidToken):
        await bot.send_dice(11)
    await bot.send_message(11, "x", api_kwargs={"colour": "red"})
    assert emulator.faults == ["sendDice: Not Found: method not found", "sendMessage: Telegram knows no colour"]


async def test_a_reference_telegram_shows_as_it_stands_is_recorded(emulator, bot, alice):
    await bot.send_message(11, "12&nbsp;people", parse_mode=HTML)
    assert alice.last.text == "12&nbsp;people"
    assert emulator.faults == ["owners will read &nbsp; as it stands"]


async def test_the_longest_text_and_data_telegram_takes_are_taken(emulator, bot, alice):
    await bot.send_message(11, "<b>" + "x" * 4096 + "</b>", parse_mode=HTML)
    await bot.send_photo(11, png(), caption="<i>" + "é" * 1024 + "</i>", parse_mode=HTML)
    await bot.send_message(11, "x", reply_markup=_one(InlineKeyboardButton("x", callback_data="é" * 32)))
    await bot.send_message(11, "x", reply_markup=keys(*map(str, range(100))))
    assert len(alice.messages) == 4
    assert emulator.faults == []


async def test_a_message_comes_back_as_telegram_writes_it(bot, alice, clock):
    markup = keys("Yes", "No")
    sent = await bot.send_message(11, " <b>Hé</b> 😀 <i>x</i>\n", parse_mode=HTML, reply_markup=markup)
    assert (sent.text, sent.chat.id, sent.from_user.id) == ("Hé 😀 x", 11, bot.id)
    assert sent.date.timestamp() == clock.at
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [("bold", 0, 2), ("italic", 6, 1)]
    assert sent.reply_markup == markup
    assert alice.last.html == " <b>Hé</b> 😀 <i>x</i>\n"
    assert alice.last.labels == ["Yes", "No"]


async def test_parameters_may_come_as_a_server_gets_them(emulator, alice):
    status, body = await emulator.answer(
        "sendMessage",
        {"chat_id": "11", "text": "x", "reply_markup": '{"inline_keyboard":[[{"text":"Y","callback_data":"y"}]]}'},
    )
    assert (status, b'"ok":true' in body, alice.last.labels) == (200, True, ["Y"])
    status, body = await emulator.answer("sendMessage", {"chat_id": "11", "text": "x", "reply_markup": "{"})
    assert (status, b"can't parse reply markup JSON object" in body) == (400, True)


async def test_pictures_and_files_arrive_whole_and_can_be_sent_again_by_id(bot, alice):
    sent = await bot.send_photo(11, png(800, 450), caption="<b>the door</b>", parse_mode=HTML)
    assert (sent.photo[-1].width, sent.photo[-1].height) == (800, 450)
    assert (alice.last.photo, alice.last.text) == (png(800, 450), "the door")
    await bot.send_photo(11, sent.photo[-1].file_id)
    assert alice.last.photo == png(800, 450)
    await bot.send_document(11, b"a;b", filename="weeks.csv")
    assert (alice.last.document.filename, alice.last.document.content) == ("weeks.csv", b"a;b")
    file = await bot.get_file(sent.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == png(800, 450)


async def test_editing_changes_the_words_or_only_the_buttons(bot, alice):
    sent = await bot.send_message(11, "one", reply_markup=keys("A"))
    await bot.edit_message_reply_markup(11, sent.message_id, reply_markup=keys("B"))
    assert (alice.last.labels, alice.last.is_edited) == (["B"], False)
    edited = await bot.edit_message_text("two", 11, sent.message_id)
    assert (alice.last.text, alice.last.labels, alice.last.is_edited) == ("two", [], True)
    assert edited.edit_date is not None
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_text("two", 11, sent.message_id)
    photo = await bot.send_photo(11, png(), caption="one")
    with pytest.raises(BadRequest, match="no text in the message"):
        await bot.edit_message_text("two", 11, photo.message_id)
    await bot.edit_message_caption(11, photo.message_id, caption="two")
    assert (alice.last.text, alice.last.photo) == ("two", png())


async def test_a_deleted_message_is_gone_and_an_old_one_stays(bot, alice, clock):
    first = await bot.send_message(11, "one")
    second = await bot.send_message(11, "two")
    await bot.delete_message(11, first.message_id)
    assert [message.text for message in alice.messages] == ["two"]
    clock.at += timedelta(hours=49).total_seconds()
    with pytest.raises(BadRequest, match="can't be deleted"):
        await bot.delete_message(11, second.message_id)


async def test_replies_and_forced_replies(bot, alice):
    alice.types("hello")
    await bot.send_message(
        11, "How many?", reply_parameters=ReplyParameters(alice.typed[-1].id), reply_markup=ForceReply(selective=True)
    )
    assert alice.last.reply_to is alice.typed[-1]
    assert alice.last.markup == {"force_reply": True, "selective": True}
    await bot.send_message(11, "x", reply_parameters=ReplyParameters(999, allow_sending_without_reply=True))
    assert alice.last.reply_to is None


async def test_a_person_who_blocked_the_bot_gets_nothing(emulator, bot, alice):
    alice.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(11, "x")
    with pytest.raises(RuntimeError, match="Alice blocked the bot"):
        alice.types("hi")
    alice.unblocks()
    await bot.send_message(11, "welcome back")
    assert alice.last.text == "welcome back"
    assert emulator.faults == []


async def test_a_tap_is_answered_once_and_in_time(bot, alice, clock):
    await bot.send_message(11, "x", reply_markup=keys("Yes"))
    alice.presses("Yes")
    (update,) = await bot.get_updates()
    await update.callback_query.answer("noted", show_alert=True)
    assert [(toast.text, toast.alert) for toast in alice.toasts] == [("noted", True)]
    with pytest.raises(BadRequest, match="Query is too old"):
        await update.callback_query.answer()
    alice.presses("Yes")
    late = (await bot.get_updates(offset=update.update_id + 1))[0].callback_query
    clock.at += 151
    with pytest.raises(BadRequest, match="Query is too old"):
        await late.answer()


async def test_an_inline_query_gets_its_results(emulator, bot, alice):
    alice.asks_inline("newsletter")
    (update,) = await bot.get_updates()
    content = InputTextMessageContent("<b>Marketing</b>", parse_mode=HTML)
    await update.inline_query.answer([InlineQueryResultArticle("1", "Marketing", content)])
    assert [result["title"] for result in alice.inline_results] == ["Marketing"]
    alice.asks_inline("calls")
    query = (await bot.get_updates(offset=update.update_id + 1))[0].inline_query
    bad = InputTextMessageContent("<b>", parse_mode=HTML)
    with pytest.raises(BadRequest, match="can't find end tag"):
        await query.answer([InlineQueryResultArticle("1", "x", bad)])
    with pytest.raises(BadRequest, match="Result_id_duplicate"):
        await query.answer([InlineQueryResultArticle("1", "x", content)] * 2)


async def test_the_menu_and_the_descriptions_are_kept_by_audience(bot, alice):
    await bot.set_my_commands([BotCommand("help", "Help")])
    await bot.set_my_commands([BotCommand("hilfe", "Hilfe")], language_code="de")
    await bot.set_my_commands([BotCommand("stats", "Stats")], scope=BotCommandScopeChat(11))
    assert [command.command for command in await bot.get_my_commands()] == ["help"]
    assert [command.command for command in await bot.get_my_commands(language_code="de")] == ["hilfe"]
    assert [command.command for command in await bot.get_my_commands(scope=BotCommandScopeChat(11))] == ["stats"]
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == ()
    await bot.set_my_description("What holds you back?")
    await bot.set_my_short_description("Marketing or sales?")
    assert (await bot.get_my_description("de")).description == "What holds you back?"
    assert (await bot.get_my_short_description()).short_description == "Marketing or sales?"


async def test_the_bot_knows_itself_and_its_chats(emulator, bot, alice):
    assert bot.username == "door_bot"
    assert (await bot.get_chat(11)).first_name == "Alice"
    group = emulator.group("Team", alice)
    assert (await bot.get_chat_member(group.chat.id, 11)).user.first_name == "Alice"
    assert await bot.send_chat_action(11, "typing")
    await bot.leave_chat(group.chat.id)
    with pytest.raises(Forbidden, match="not a member of the group"):
        await bot.send_message(group.chat.id, "x")


@pytest.mark.parametrize(
    ("trouble", "error"),
    [
        (403, Forbidden),
        (429, RetryAfter),
        (500, NetworkError),
        (502, NetworkError),
        ("refused", NotSent),
        ("reset", Broken),
        ("timeout", PerhapsSent),
    ],
)
async def test_a_test_can_make_the_next_calls_fail(emulator, bot, alice, trouble, error):
    emulator.fail_next("sendMessage", trouble, times=2, retry_after=9)
    for _ in range(2):
        with pytest.raises(error) as raised:
            await bot.send_message(11, "x")
        assert type(raised.value) is error
        assert trouble != 429 or raised.value.retry_after == timedelta(seconds=9)
    await bot.send_message(11, "y")
    assert [message.text for message in alice.messages] == ["y"]
    assert emulator.faults == []


async def test_a_failure_can_be_for_one_chat_and_after_the_deed(emulator, bot, alice):
    bob = emulator.person(12, first_name="Bob", met=True)
    emulator.fail_next("sendMessage", "reset", chat_id=12, carried_out=True)
    await bot.send_message(11, "to Alice")
    with pytest.raises(Broken):
        await bot.send_message(12, "to Bob")
    assert (alice.last.text, bob.last.text) == ("to Alice", "to Bob")


async def test_the_calls_are_kept_with_what_was_answered_and_when(emulator, bot, alice, clock):
    emulator.calls.clear()
    emulator.fail_next("*", 502)
    for chat_id in (11, 99, 11):
        with suppress(NetworkError):
            await bot.send_message(chat_id, "x")
    assert [(call.method, call.parameters["chat_id"], call.status, call.at) for call in emulator.calls] == [
        ("sendMessage", 11, 502, clock.at),
        ("sendMessage", 99, 400, clock.at),
        ("sendMessage", 11, 200, clock.at),
    ]


async def test_a_bug_of_the_emulator_itself_is_not_hidden(emulator, bot, alice):
    emulator.watch(lambda shown: 1 / 0)
    with pytest.raises(NetworkError):
        await bot.send_message(11, "x")
    assert emulator.faults == ["sendMessage: the emulator failed with ZeroDivisionError('division by zero')"]
