"""What is said back of several answers in one message is what is stored, on every path and of every question."""

import re
from datetime import date
from itertools import product

import pytest

from bot.checkup.told import answers_told
from bot.core.amount import Amount
from bot.core.events import Event, Text
from bot.core.records import CHECKUP
from bot.core.replies import Spoken
from bot.dialogue import engine
from bot.dialogue.answers import take_many
from bot.dialogue.context import Context
from bot.dialogue.hear import Many
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount
from bot.language.templates import words
from tests.listening.played import NOON, Owner, catalogue

FLOW = catalogue().forms[CHECKUP].flow
PATHS = FLOW["path"].options
COUNTED = [question.id for question in FLOW.question if question.kind in ("count", "money")]
CHOSEN = [question.id for question in FLOW.question if question.options and question.id not in ("trade", "path")]


def _at(path: str, answers: tuple[str, ...]):
    owner = Owner()
    owner.says("/checkup", "Trades, home services", words("en").label("checkup/path", f"option_{path}"), *answers)
    chat = owner.chat
    assert chat is not None
    context = Context(catalogue(), words("en"), _event(chat), None)
    scene = context.scene(chat)
    assert scene is not None
    return scene


def _event(chat):

    return Event(update_id=99, chat_id=1, user_id=1, at=NOON, what=Text("", 1), chat_kind="private", language="en")


def _halves(text: str) -> tuple[str, str]:
    """Part what is said back into what was taken and what was left out."""
    said, _, left = text.partition("Not needed here")
    return said, left.partition("\n")[0]


@pytest.mark.parametrize(("path", "answers"), list(product(PATHS, ((), ("60",)))))
def test_each_number_is_stored_and_said_or_said_to_be_left_out(path, answers):
    for name in COUNTED:
        scene = _at(path, answers)
        amount = Amount.exactly(7.0)
        chat, replies = take_many(scene, Many({name: amount}, "7"))
        session = chat.session(scene.session.number)
        assert session is not None
        first = next(reply for reply in replies if isinstance(reply, Spoken))
        said, left = _halves(first.text)
        short = re.escape(words("en").label(scene.template(name), "short"))
        stored = name in session.answers and session.answers[name].update_id == 99
        asked = session.proposed is not None and session.proposed.question == name
        assert stored == bool(re.search(rf"{short}: <b>", said)), (path, name, first.text)
        assert (not stored and not asked) == bool(re.search(short, left)), (path, name, first.text)
        assert not stored or name not in engine.course(FLOW, session).elsewhere, (path, name)


@pytest.mark.parametrize("path", PATHS)
def test_each_option_is_stored_and_said_or_said_to_be_left_out(path):
    for name in CHOSEN:
        scene = _at(path, ())
        option = FLOW[name].options[0]
        chat, replies = take_many(scene, Many({}, "x", {name: option}))
        session = chat.session(scene.session.number)
        assert session is not None
        said, left = _halves(next(reply for reply in replies if isinstance(reply, Spoken)).text)
        short = words("en").label(scene.template(name), "short")
        assert (name in session.answers) == (f"{short}: <b>" in said) == (short not in left), (path, name)


@pytest.mark.parametrize(
    ("path", "told", "stored"), [("talk", "orders", "customers"), ("order", "customers", "orders")]
)
def test_those_who_bought_are_called_as_the_path_calls_them(path, told, stored):
    act = Act("tells", told, told=ToldAmount(Amount.exactly(12.0)))
    assert set(answers_told([act], FLOW, {}, today=date(2026, 11, 23), path=path).amounts) == {stored}
    assert set(answers_told([act], FLOW, {}, today=date(2026, 11, 23), path="both").amounts) == {told}
