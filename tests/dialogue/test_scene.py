"""A scene is one value, and what follows from it is worked out once."""

import ast
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.app import load_catalogue
from bot.checkup.commands import CHECKUP
from bot.core.events import Command, Event, Tap, Text
from bot.core.replies import Say
from bot.dialogue.buttons import of_session
from bot.dialogue.context import Context
from bot.dialogue.screen import screen
from bot.language.templates import Words, words
from bot.turn.decide import decide

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
DIALOGUE = Path(__file__).parents[2] / "bot" / "dialogue"
CORE = ("shop", "we talk first", "40", "30", "10", "5", "right", "8")


class Conversation:
    """Alice's check-up, decided event by event; counts how often a screen and an order of questions are worked out."""

    def __init__(self):
        self.worked_out = Counter()
        whole = load_catalogue()
        form = whole.forms[CHECKUP]

        def beside(session, spoken):
            self.worked_out["screen"] += 1
            return form.beside(session, spoken)

        def extra(session):
            self.worked_out["extra question"] += 1
            return form.extra(session)

        counted = replace(form, beside=beside, extra=extra)
        self.catalogue = replace(whole, forms={**whole.forms, CHECKUP: counted})
        self.chat, self.asked, self.events = None, None, 0

    def event(self, what):
        self.events += 1
        at = MONDAY + timedelta(minutes=self.events)
        return Event(update_id=self.events, chat_id=1, user_id=1, at=at, what=what, chat_kind="private", language="en")

    def does(self, what):
        """Let something happen, and return what was worked out for it."""
        self.worked_out.clear()
        self.chat, replies = decide(self.catalogue, self.chat, self.event(what))
        self.asked = next((reply for reply in reversed(replies) if isinstance(reply, Say)), self.asked)
        return dict(self.worked_out)

    def types(self, text):
        return self.does(Text(text, 1))

    def taps(self, label):
        buttons = [button for row in self.asked.rows for button in row]
        return self.does(Tap(next(button.data for button in buttons if button.label == label), "tap"))

    def context(self):
        return Context(self.catalogue, words("en"), self.event(Text("", 1)))

    def scene(self):
        return self.context().scene(self.chat)


@pytest.fixture
def alice():
    talk = Conversation()
    assert talk.does(Command("checkup", "", 1)) == {"screen": 1}
    return talk


def test_a_reply_is_listened_to_on_one_screen_and_answered_with_one_other(alice):
    for typed in CORE[:-1]:
        assert alice.types(typed)["screen"] == 2, typed


def test_a_tap_needs_only_the_screen_that_comes_next(alice):
    assert alice.taps("More…")["screen"] == 1
    alice.types("shop")
    assert alice.taps("We talk first")["screen"] == 1
    alice.types("40")
    assert alice.taps("About half")["screen"] == 1
    assert alice.taps("Why do you ask?")["screen"] == 1
    assert alice.taps("Back")["screen"] == 1


@pytest.mark.parametrize("typed", ["what do you mean?", "1,2,3", "😀"])
def test_a_reply_that_is_not_understood_is_asked_about_on_one_screen(alice, typed):
    for answer in CORE[:2]:
        alice.types(answer)
    for _ in range(3):
        assert alice.types(typed)["screen"] == 2


def test_the_extra_question_is_looked_for_once_to_listen_and_once_to_answer(alice):
    for answer in ("plumber", "we talk first", "50", "45", "5", "15", "swamped", "4"):
        alice.types(answer)
    assert alice.scene().current.extra
    assert alice.types("what do you mean?").get("extra question", 0) <= 2


def test_a_correction_is_read_once_as_the_answer_that_it_corrects(alice):
    for answer in CORE[:3]:
        alice.types(answer)
    assert alice.types("oops, 41")["screen"] == 3  # the one shown, the one of the answer before, and the next
    assert alice.scene().session.answers["people"].amount.value == 41


def test_what_follows_from_a_scene_is_kept_on_it(alice):
    scene = alice.scene()
    assert screen(scene) is screen(scene)
    assert scene.order is scene.order
    assert scene.current is scene.current


def test_another_session_or_chat_makes_another_scene(alice):
    scene = alice.scene()
    shown, current = screen(scene), scene.current
    answered = scene.changed(returning_to=None, step="choose")
    assert answered is not scene
    assert screen(answered) != shown
    assert answered.current is None
    elsewhere = replace(scene, chat=scene.chat)
    assert vars(elsewhere) == {}
    assert (screen(scene), scene.current) == (shown, current)
    with pytest.raises(AttributeError):
        scene.session = answered.session


def test_a_scene_of_another_language_has_the_buttons_of_that_language(alice):
    scene = alice.scene()
    other = Words("en")  # with templates of its own
    there = replace(scene, words=other)
    assert screen(there) == screen(scene)
    form, question = scene.form, scene.current
    assert form.buttons(question, other) is not form.buttons(question, words("en"))
    assert form.buttons(question, words("en")) is form.buttons(question, words("en"))


def test_prepared_buttons_know_no_session(alice):
    scene = alice.scene()
    prepared = scene.form.buttons(scene.current, scene.words)
    again = replace(scene.session, number=77)
    shown = [button for row in screen(scene.with_session(again)).rows for button in row]
    assert of_session(77, prepared.options[:2]) == shown[:2]
    assert {option.data.partition("/")[0] for option in prepared.options} == {scene.current.id}


def functions():
    for path in sorted(DIALOGUE.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.name}: {node.name}", node


def test_no_function_of_a_dialogue_has_more_than_five_parameters():
    for name, node in functions():
        every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
        taken = [one.arg for one in every if one is not None and one.arg != "self"]
        assert len(taken) <= 5, f"{name}({', '.join(taken)})"


def test_nothing_in_a_dialogue_is_remembered_by_the_id_of_an_object():
    for path in sorted(DIALOGUE.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            by_id = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "id"
            assert not by_id, f"{path.name}:{node.lineno}"
