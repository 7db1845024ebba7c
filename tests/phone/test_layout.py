"""What is sent, laid out on a phone: no label is cut, a message fits one screen, and a whole check-up a few."""

import pytest

from bot.botapi.deliver import calls
from bot.core.replies import Button, Say, in_rows
from bot.dialogue.buttons import buttons_of
from bot.language.templates import words
from tests.check_ups import SHORTEST
from tests.listening.played import catalogue
from tests.phone import layout, looks
from tests.phone.looks import A_SCREEN
from tests.test_transcripts import FOLDER, replay

pytestmark = pytest.mark.unmeasured  # it reaches what others reach

WORDS = words("en")
A_CHECK_UP = 2_600


async def test_a_whole_check_up_takes_a_few_screens(house, alice, tmp_path):
    sample = (FOLDER / "whole_checkup_with_a_correction.txt").read_text(encoding="utf-8")
    await replay(house, sample, tmp_path, restart=False)
    messages = looks.sent(house)
    assert len([message for message in messages if message.buttons]) == 1
    assert messages[-1].photo
    assert layout.height(messages[-1]) <= A_SCREEN
    assert sum(map(layout.height, messages)) <= A_CHECK_UP


async def counts(house, alice, weeks: int) -> None:
    """Let Alice tell her numbers week by week, after a check-up."""
    await alice.says(*SHORTEST, "/weekly monday 9", "london")
    for _ in range(weeks):
        house.clock.pass_time(days=7)
        await alice.says("/checkin", "12 10 3")
        if "Yes" in alice.buttons:
            await alice.says("yes")


async def test_what_a_command_says_fits_one_screen(house, alice):
    await counts(house, alice, 8)
    for command in ("/how", "/help", "/privacy", "/weeks", "/settings", "/weekly", "/start"):
        await alice.says(command)
        assert looks.faults(alice.last) == [], command
        assert layout.lines(alice.last) <= layout.MOST_LINES, command
        assert layout.height(alice.last) <= A_SCREEN, command


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


async def test_what_takes_long_to_say_is_short_first_and_opens_on_a_tap(house, alice):
    await counts(house, alice, 4)
    for command in ("/how", "/help", "/privacy", "/weeks"):
        await alice.says(command)
        opened = [text for text, quote in layout.parts(alice.last) if quote]
        assert len(opened) == 1, command
        at_once = sum(len(layout.folded(text)) for text, quote in layout.parts(alice.last) if not quote)
        assert at_once <= layout.MOST_LINES - layout.FOLDED, command
