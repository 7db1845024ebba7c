"""What is done with what was understood, in whole conversations."""

import json
import subprocess
import sys

import numpy as np
import pytest

from bot.language.listening.model import model_path
from bot.language.listening.reader import read_acts
from bot.language.templates import languages
from tests.listening.train import fingerprint


async def test_the_first_sentence_begins_the_check_up_and_only_the_rest_is_asked(alice):
    await alice.says("/start")
    reply = await alice.says("hi plumber here, about 40 rang last month, i called most of them back and won 5")
    assert "People who got in touch: about 40" in reply
    assert "Customers after a talk: 5" in reply
    assert "How people buy: We talk first" in reply  # whom he called back, he talked with
    assert "how many new people could you handle" in reply


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("are you a robot?", "I'm a program"),
        ("what is the difference between marketing and sales?", "Sales brings them through it"),
        ("is it free", "It costs nothing"),
        ("who can read what I tell you?", "I pass nothing on"),
        ("bye", "It all stays as it is"),
        ("hola, quiero saber cuánto cuesta", "También hablo español"),
    ],
)
async def test_what_is_asked_beside_the_matter_is_answered_and_changes_nothing(alice, text, answer):
    await alice.says("/checkup")
    await alice.says("Trades, home services")
    reply = await alice.says(text)
    assert answer in reply
    assert "How do people usually buy from you?" in reply


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("I get leads but they don't buy", "That sounds like sales"),
        ("not enough people contact us", "That sounds like marketing"),
    ],
)
async def test_a_complaint_is_no_activity_and_leads_to_the_questions(alice, text, answer):
    reply = await alice.says(text)
    assert answer in reply
    assert "What do you do, roughly?" in reply


async def test_a_question_back_is_not_taken_for_an_answer(alice):
    for said in ("/checkup", "Trades, home services", "We talk first"):
        await alice.says(said)
    reply = await alice.says("is 5 a good number?")
    assert "noted" not in reply
    assert "about how many new people got in touch" in reply


@pytest.mark.parametrize("language", languages())
def test_the_model_is_made_from_the_examples_that_are_there(language):
    with np.load(model_path(language), allow_pickle=False) as file:
        assert str(file["made_from"]) == fingerprint(language), f"run python -m tests.listening.train {language}"


def test_any_text_is_read_and_never_raises():
    for text in ("", " ", "?", "1.2.3,4", "😀", "a" * 10_000, "\0", "(((", "5 5 5 5 5 5 5 5 5 5 5 5 5", "ﷺ" * 300):
        for state in ("start", "q:people", "verdict", "weekly"):
            assert read_acts(text, state)


def test_inspect_say_shows_what_was_understood_and_how_sure():
    done = subprocess.run(
        [sys.executable, "-m", "bot", "inspect", "say", "--state", "q:room"],
        input="15 easily\n",
        capture_output=True,
        text=True,
        check=True,
    )
    (act,) = json.loads(done.stdout)["acts"]
    assert (act["act"], act["name"], act["amount"]["value"]) == ("tells", "room", 15)
    assert 0 < act["chance"] <= 1
