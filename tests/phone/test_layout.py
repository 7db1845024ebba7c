"""What is sent, laid out on a phone: no label is cut, a message fits one screen, and a whole check-up a few."""

import re

import pytest

from bot.botapi.deliver import calls
from bot.core.replies import Button, Say, in_rows
from bot.dialogue.buttons import buttons_of
from bot.language.templates import words
from tests.check_ups import SHORTEST
from tests.listening.played import catalogue
from tests.phone import layout
from tests.test_transcripts import FOLDER, replay

pytestmark = pytest.mark.unmeasured  # it reaches what others reach

WORDS = words("en")
LONG_ON_PURPOSE = (
    "Here is what I have:",  # the list of answers, of which one is to be changed
    "Something has changed.",  # news, with the numbers that brought it and the verdict whole
    "Now I can tell.",
    "This week: ",  # a step that was asked about, with how to do it and the message to send
    "That changes it.",
    "That doesn't change it.",  # a verdict with what was said before it
    "Your month, beside the one before",  # beneath its picture, once a month
    "I ask about the people",  # /help, where the open question follows it
)
NOTED = re.compile(r"Noted: ")  # a verdict that is another by what was told, which is said back before it
AGAIN = re.compile(r"\n\n\d+ of \d+ · ")  # an open question, asked again after an answer to something else
WEEKS = re.compile(r"\w{3} \d+ \w{3} to ")  # what a week's numbers tell
ONCE = re.compile(r"Shall I ask you on .* how the step goes\?")  # offered below a week's numbers, one time only
A_SCREEN, A_CHECK_UP, A_WEEK, AN_OFFER = 640, 2_600, 16, 3


def screens(message):
    """Return a message with each of the keyboards that it had."""
    return [type(message)(1, message.chat, message.sender, 0, message.content, markup=one) for one in message.before]


def faults(message) -> list[str]:
    """Say what is wrong with how a message looks."""
    week = A_WEEK + AN_OFFER * bool(ONCE.search(message.text))
    longer = AGAIN.search(message.text) or NOTED.match(message.text)
    most = week if WEEKS.match(message.text) else layout.MOST_LINES + 2 * bool(longer)
    found = [f"cut: {label}" for one in (message, *screens(message)) for label in layout.cut(one)]
    if layout.lines(message) > most and not message.text.startswith(LONG_ON_PURPOSE):
        found.append(f"{layout.lines(message)} lines: {message.text}")
    if (high := layout.height(message)) > A_SCREEN and (message.photo or not message.text.startswith(LONG_ON_PURPOSE)):
        found.append(f"{high:.0f} points: {message.text}")
    return found + [f"twice: {sentence}" for sentence in layout.said_twice(message.text)]


def sent(house) -> list:
    return [message for chat in house.emulator.chats() for message in chat.messages if message.from_bot]


@pytest.mark.unmeasured  # as they are played for their words too
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
async def test_every_message_of_a_conversation_fits(house, path, tmp_path):
    await replay(house, path.read_text(encoding="utf-8"), tmp_path, restart=False)
    assert [fault for message in sent(house) for fault in faults(message)] == []


async def test_a_whole_check_up_takes_a_few_screens(house, alice, tmp_path):
    sample = (FOLDER / "whole_checkup_with_a_correction.txt").read_text(encoding="utf-8")
    await replay(house, sample, tmp_path, restart=False)
    messages = sent(house)
    assert len([message for message in messages if message.buttons]) == 1
    assert messages[-1].photo
    assert layout.height(messages[-1]) <= A_SCREEN
    assert sum(map(layout.height, messages)) <= A_CHECK_UP


@pytest.mark.parametrize("command", ["/how", "/help", "/privacy", "/weeks", "/settings", "/weekly", "/start"])
async def test_what_a_command_says_fits_one_screen(house, alice, command):
    await alice.says(*SHORTEST, "/weekly monday 9", "london")
    for _ in range(8):
        house.clock.pass_time(days=7)
        await alice.says("/checkin", "12 10 3")
        if "Yes" in alice.buttons:
            await alice.says("yes")
    await alice.says(command)
    assert faults(alice.last) == []
    assert layout.lines(alice.last) <= layout.MOST_LINES
    assert layout.height(alice.last) <= A_SCREEN


@pytest.mark.parametrize("name", ["checkup", "checkin", "weekly", "activity"])
def test_no_answer_of_a_question_is_cut(name):
    flow = catalogue().forms[name].flow
    for question in flow.question:
        if question.hidden:
            continue
        prepared = buttons_of(flow, question, WORDS)
        for some in (prepared.options, prepared.keypad, tuple(prepared.quick.values())):
            columns = 6 if some is prepared.keypad else question.columns
            assert cut_of([one.label for one in some], columns) == []


def test_no_command_s_button_is_cut():
    names = [name for name in catalogue().commands if catalogue().commands[name].typed]
    assert cut_of([WORDS.label(f"commands/{name}", "button") for name in names], 2) == []


def cut_of(labels: list[str], columns: int) -> list[str]:
    rows = in_rows([Button(label, "/x") for label in labels], columns)
    ((_, parameters),) = calls(Say("Which?", rows)) if rows else ((None, {}),)
    keyboard = parameters.get("reply_markup", {}).get("inline_keyboard", [])
    return [one["text"] for row in keyboard for one in row if not layout.fits(one["text"], len(row))]


def test_buttons_stand_beside_each_other_where_they_fit():
    rows = in_rows([Button(label) for label in ("Yes", "No", "Beauty, hair, aesthetics", "Other")], 2)
    assert [[one.label for one in row] for row in rows] == [["Yes", "No"], ["Beauty, hair, aesthetics"], ["Other"]]


def test_a_text_is_folded_as_it_is_read():
    assert layout.folded("one two", 1_000) == ["one two"]
    assert layout.folded("one two\n\nthree", 40) == ["one", "two", "", "three"]
    assert all(layout.width(line) <= 50 for line in layout.folded("Donaudampfschiff", 50))


def test_what_is_said_twice_is_found():
    assert layout.said_twice("People come in, but few stay. So it is.\nPeople come in, but few stay.") == [
        "people come in, but few stay"
    ]


@pytest.mark.parametrize("command", ["/how", "/help", "/privacy", "/weeks"])
async def test_what_takes_long_to_say_is_short_first_and_opens_on_a_tap(house, alice, command):
    await alice.says(*SHORTEST, "/weekly monday 9", "london")
    for _ in range(4):
        house.clock.pass_time(days=7)
        await alice.says("/checkin", "12 10 3")
        if "Yes" in alice.buttons:
            await alice.says("yes")
    await alice.says(command)
    opened = [text for text, quote in layout.parts(alice.last) if quote]
    assert len(opened) == 1
    at_once = sum(len(layout.folded(text)) for text, quote in layout.parts(alice.last) if not quote)
    assert at_once <= layout.MOST_LINES - layout.FOLDED
