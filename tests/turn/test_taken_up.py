"""An owner takes up what the bot has just said: the words of its step."""

import pytest

from bot.language.listening.common import nearness
from tests.checkup.follow_ups import answer_to
from tests.listening.played import played

STEP = {"topics/step:shown", "topics/step:message"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tutor", "whats the number to tap, i have only whatsapp"),
        ("photographer", "ten new photos of what, and do they take wedding ones?"),
        ("coach", "is the fear about the money or about me?"),
        ("coach", "a fixed price per hour or what"),
        ("dentist", "which patients count as been there before"),
        ("salon", "a tenth higher than what, the old list?"),
        ("candles", "the one new thing, does a colour count?"),
        ("shop", "true reviews from whom, my friends too? five is many"),
        ("fitter", "five more tries, isnt that pestering them?"),
        ("venue", "two lines, what would they say?"),
        ("plumber", "i've got quotes from spring still open, which ones do I go back to"),
    ],
)
def test_a_detail_of_the_step_is_answered_with_how_it_is_done(name, text):
    owner, found = answer_to(name, text)
    assert STEP & found, sorted(one for one in found if one.startswith("topics/"))
    assert not owner.chat.book.steps, "what is asked of a step says nothing of how it went"


@pytest.mark.parametrize(
    ("name", "text", "answer"),
    [
        ("salon", "ought i to charge more", "topics/verdict:worth_it_raise"),
        ("plumber", "do other plumbers get more of their quotes answered", "topics/verdict:usual"),
        ("plumber", "is a professional website worth the money", "topics/verdict:worth_it_site"),
        ("plumber", "rang round the open quotes, five tries each, nobody wants it", "topics/step:failed"),
        ("plumber", "done, rang every open quote", "topics/step:done"),
        ("shop", "is 8000 visitors a lot", "topics/verdict:enough"),
    ],
)
def test_a_word_of_the_step_alone_makes_no_question_about_it(name, text, answer):
    assert answer in answer_to(name, text)[1]


@pytest.mark.parametrize(
    ("language", "text", "answers"),
    [
        ("es", "¿cinco intentos más, no es insistir demasiado?", STEP),
        ("pt-BR", "mais cinco tentativas, não fica chato?", STEP),
        ("ru", "а в каком порядке звонить, сначала новым сметам?", STEP),
        ("id", "penawaran mana dulu, yang terbaru?", STEP),
        ("hi", "पाँच और कोशिशें, लोग तंग नहीं होंगे?", STEP),
    ],
)
def test_it_is_taken_up_in_each_language(language, text, answers):
    names = played(text, "verdict", language).names
    assert answers & set(names), [one for one in names if one.startswith("topics/")]


def test_rarer_words_and_words_in_a_row_bring_a_text_nearer():
    step = ("Take one fear off people’s shoulders for two weeks",)
    assert nearness("which fear is that", step, "en") > 1
    assert nearness("one for two people is that", step, "en") == 0
    assert nearness("what is one fear off people", step, "en") > nearness("what is fear", step, "en")
    assert nearness("sholders of whom", step, "en") > 1, "a typo"
