"""The chat in the terminal, with a bot that says back what it hears."""

import asyncio
import io
import os

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.emulator import Emulator
from bot.emulator.terminal import chat, play
from bot.language.templates import words

PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\x68rest"
MENU = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Find what's short", callback_data="a"), InlineKeyboardButton("Ask", callback_data="b")],
        [InlineKeyboardButton("Read on", url="https://example.com")],
    ]
)


class Echo:
    """A bot that answers each update with what it was."""

    def __init__(self, emulator: Emulator) -> None:
        self.bot = Bot("4711:token", request=emulator, get_updates_request=emulator)

    async def run(self) -> None:
        offset = 0
        while True:
            for update in await self.bot.get_updates(offset=offset, timeout=30):
                offset = update.update_id + 1
                if update.effective_user is not None and update.my_chat_member is None:
                    await self.answer(update, update.effective_user.id)

    async def answer(self, update, chat_id) -> None:
        say = self.bot.send_message
        message = update.message
        if update.callback_query:
            await update.callback_query.answer("ok")
            await say(chat_id, f"tapped {update.callback_query.data} under: {update.callback_query.message.text}")
        elif update.edited_message:
            await say(chat_id, f"changed to {update.edited_message.text}")
        elif message.location:
            await say(chat_id, f"at {message.location.latitude}, {message.location.longitude}")
        elif not message.text:
            await say(chat_id, message.effective_attachment.__class__.__name__ + (message.caption or ""))
        elif message.text == "/start":
            await say(chat_id, "<b>Hello</b>. Which?", parse_mode="HTML", reply_markup=MENU)
        elif message.text == "picture":
            await self.bot.send_photo(chat_id, PICTURE, caption="<i>the door</i>", parse_mode="HTML")
            await self.bot.send_document(chat_id, b"a;b", filename="weeks.csv")
        elif message.text == "rich":
            text = '😀 <a href="https://example.com">here</a>\n<blockquote>one\ntwo</blockquote>\n&lt;3'
            await say(chat_id, text, parse_mode="HTML")
        elif message.text == "change":
            sent = await say(chat_id, "before", reply_markup=MENU)
            await self.bot.edit_message_reply_markup(chat_id, sent.message_id)
            await self.bot.edit_message_text("after", chat_id, sent.message_id)
        else:
            await say(chat_id, f"you said {message.text}")


@pytest.fixture
async def emulator():
    emulator = Emulator(now=lambda: 1_800_000_000.0)
    echo = asyncio.create_task(Echo(emulator).run())
    yield emulator
    echo.cancel()
    await asyncio.gather(echo, return_exceptions=True)
    assert emulator.faults == []


@pytest.fixture
def transcript(emulator, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    async def transcript(lines, **more):
        given = {"settled": emulator.until_confirmed, "pictures": tmp_path.relative_to(tmp_path) / "sent"}
        return await play(lines.splitlines(), emulator=emulator, words=words("en"), **given, **more)

    return transcript


CONVERSATIONS = {
    "words and buttons": (
        """
# a comment, then a blank line

/start
#2
[Find what's short]
#tags and [brackets] are words
[No such button]
""",
        """\
> /start
Hello. Which?
[Find what's short] [Ask]
[Read on]

> [Ask]
(ok)

tapped b under: Hello. Which?

> [Find what's short]
(ok)

tapped a under: Hello. Which?

> #tags and [brackets] are words
you said #tags and [brackets] are words

> [No such button]
you said [No such button]
""",
    ),
    "buttons that are not there": (
        "#1\n/start\n#4\n#3\n",
        """\
> #1
(There is no button 1 here.)

> /start
Hello. Which?
[Find what's short] [Ask]
[Read on]

> #4
(There is no button 4 here.)

> [Read on]
(There is no button 3 here.)
""",
    ),
    "everything but words": (
        "!sticker\n!photo look\n!voice\n!video\n!poll\n!contact\n!document x\n!location 52.5 13.4\n!location here\n!forward hi",
        """\
> !sticker
Sticker

> !photo look
tuplelook

> !voice
Voice

> !video
Video

> !poll
Poll

> !contact
Contact

> !document x
Documentx

> !location 52.5 13.4
at 52.5, 13.4

> !location here
you said !location here

> !forward hi
you said hi
""",
    ),
    "a message changed, and one that comes twice": (
        "!edit 12\n12\n!edit 14\n!again\n",
        """\
> !edit 12
(There is no message of yours to change yet.)

> 12
you said 12

> !edit 14
changed to 14

> !again
changed to 14
""",
    ),
    "links, quotes and signs": (
        "rich\n",
        "> rich\n😀 here (https://example.com)\n│ one\n│ two\n<3\n",
    ),
    "a message the bot changes": (
        "change\n",
        """\
> change
before
[Find what's short] [Ask]
[Read on]

(changed)
after
""",
    ),
    "a blocked bot": (
        "!block\nhello\n!sticker\n!unblock\nhello\n",
        """\
> !block

> hello
(You blocked the bot. !unblock lets you write again.)

> !sticker
(You blocked the bot. !unblock lets you write again.)

> !unblock

> hello
you said hello
""",
    ),
    "no clock": (
        "!wait 3d\n!wait a bit\n",
        "> !wait 3d\n(The clock cannot be moved here.)\n\n> !wait a bit\nyou said !wait a bit\n",
    ),
    "leaving": ("hello\n/quit\nnever said\n", "> hello\nyou said hello\n"),
}


@pytest.mark.parametrize(("lines", "expected"), CONVERSATIONS.values(), ids=CONVERSATIONS)
async def test_lines_piped_in_give_a_transcript(transcript, lines, expected):
    assert await transcript(lines) == expected


async def test_pictures_and_files_are_saved_and_their_paths_shown(transcript, tmp_path):
    assert await transcript("picture") == (
        "> picture\n(picture: sent/001.png)\nthe door\n\n(file: sent/002-weeks.csv)\n"
    )
    assert (tmp_path / "sent" / "001.png").read_bytes() == PICTURE
    assert (tmp_path / "sent" / "002-weeks.csv").read_bytes() == b"a;b"


async def test_a_file_name_cannot_leave_the_folder(emulator, transcript, tmp_path):
    bot = Bot("4711:token", request=emulator, get_updates_request=emulator)
    emulator.person(1, met=True)

    async def wait(seconds):
        await bot.send_document(1, b"x", filename="../../evil.csv")

    assert "(file: sent/001-" in await transcript("!wait 1s", wait=wait)
    assert [path.parent.name for path in tmp_path.rglob("*.csv")] == ["sent"]


async def test_the_clock_moves_if_someone_can_move_it(transcript):
    moved = []

    async def wait(seconds):
        moved.append(seconds)

    await transcript("!wait 3d\n!wait 1w2d3h4m5s", wait=wait)
    assert moved == [3 * 86_400, 9 * 86_400 + 3 * 3600 + 4 * 60 + 5]


async def test_a_pipe_is_played_line_by_line_as_it_comes(emulator, tmp_path):
    read, write = os.pipe()
    out = io.StringIO()
    with open(read) as source, open(write, "w") as typing:  # noqa: ASYNC230, PTH123 -- a pipe has no path
        chatting = asyncio.create_task(
            chat(
                emulator,
                settled=emulator.until_confirmed,
                pictures=tmp_path,
                source=source,
                out=out,
                interactive=False,
                words=words("en"),
            )
        )
        typing.write("one\n")
        typing.flush()
        while "you said one" not in out.getvalue():  # noqa: ASYNC110 -- the answer must come before the second line
            await asyncio.sleep(0.001)
        await Bot("4711:token", request=emulator, get_updates_request=emulator).send_message(1, "a reminder")
        typing.write("two")
        typing.close()
        await chatting
    assert out.getvalue() == "> one\nyou said one\n\na reminder\n\n> two\nyou said two\n"


async def interactively(emulator, tmp_path, keys):
    """Chat at a prompt whose keys are pressed beforehand; return what was shown."""
    out = io.StringIO()
    with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=DummyOutput()):
        keyboard.send_text(keys)
        await chat(
            emulator,
            settled=emulator.until_confirmed,
            pictures=tmp_path / "sent",
            source=io.StringIO(),
            out=out,
            interactive=True,
            words=words("en"),
        )
    return out.getvalue()


@pytest.mark.parametrize("leaving", ["/quit\r", "\x04", "\x03"], ids=["/quit", "Ctrl-D", "Ctrl-C"])
async def test_a_person_gets_a_banner_numbered_buttons_and_a_way_out(emulator, tmp_path, leaving):
    shown = await interactively(emulator, tmp_path, f"#2\r\rhello\r#9\r{leaving}")
    assert "No TELEGRAM_TOKEN is set" in shown
    assert "#1 Find what's short   #2 Ask" in shown
    assert "#3 Read on" in shown
    for said in ("tapped b under: Hello. Which?", "you said hello", "(There is no button 9 here.)"):
        assert shown.count(said) == 1


async def test_a_message_that_comes_by_itself_is_shown_at_once(emulator, tmp_path):
    reminded = asyncio.Event()
    seen = emulator.watch(lambda shown: reminded.set() if shown.message and shown.message.text == "reminder" else None)
    out = io.StringIO()
    with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=DummyOutput()):
        chatting = asyncio.create_task(
            chat(
                emulator,
                settled=emulator.until_confirmed,
                pictures=tmp_path,
                source=io.StringIO(),
                out=out,
                interactive=True,
                words=words("en"),
            )
        )
        while "Which?" not in out.getvalue():  # noqa: ASYNC110 -- until the prompt is there
            await asyncio.sleep(0.001)
        bot = Bot("4711:token", request=emulator, get_updates_request=emulator)
        await bot.send_photo(1, PICTURE, caption="<b>remin</b>der", parse_mode="HTML")
        await reminded.wait()
        assert "reminder" in out.getvalue()
        assert str(tmp_path / "001.png") in out.getvalue()
        keyboard.send_text("/quit\r")
        await chatting
    seen()
