"""An owner takes up what the bot has just said: words of its step, a source, a number, or a phrase of the verdict."""

import re
from itertools import product
from pathlib import Path

import pytest

from bot import diagnosis
from bot.diagnosis.talk import PHRASES, SAYS, VERDICT, tell_about
from bot.language.listening.common import is_said, nearness
from bot.language.templates import PROMPTS, languages, words
from tests.checkup.follow_ups import answer_to
from tests.checkup.test_what_if import said, supposer
from tests.listening.played import played
from tests.turn.test_asked_again import BUSINESSES

STEP = {"topics/step:shown", "topics/step:message", "topics/step:detail"} | {
    f"topics/step_remarks:{block}" for block in ("message", "many", "backfire", "often", "hour", "mine", "step_word")
}
TOLD_OF_IT = {"topics/phrases:study"}


def blocks_of(language: str) -> list[str]:
    return sorted(block for block in words(language).blocks(PHRASES) if not block.startswith(SAYS))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tutor", "which hours do i put in the listing"),
        ("photographer", "ten new photos of what, and do they take wedding ones?"),
        ("coach", "which fear do i take away, the money one?"),
        ("coach", "how do i set a fixed price"),
        ("dentist", "which patients count as been there before"),
        ("salon", "a tenth higher than what, the old list?"),
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
    ("name", "text", "source"),
    [
        ("tutor", "brightlocal, is that a company?", "BrightLocal"),
        ("photographer", "does bright local know anything about weddings", "BrightLocal"),
        ("venue", "who is this oldroyd", "Oldroyd"),
        ("venue", "who is McElheran", "McElheran"),
        ("gym", "kesavan, is that a study of gyms or of what", "Kesavan"),
        ("plumber", "never heard of velocifi, who's that", "Velocify"),
        ("candles", "what's klaviyo when it's at home", "Klaviyo"),
        ("shop", "should i know who spiegel is", "Spiegel"),
    ],
)
def test_a_source_that_is_named_is_told_with_what_it_says_for_the_step(name, text, source):
    owner, found = answer_to(name, text)
    assert found >= TOLD_OF_IT
    assert source in said(owner)


def test_the_source_of_the_trade_is_told_where_that_is_named():
    owner, found = answer_to("plumber", "who is professional remodeler")
    assert "topics/verdict:source" in found
    assert "Professional Remodeler" in said(owner)


@pytest.mark.parametrize(
    ("name", "text", "answer"),
    [
        ("candles", "828? i never said that, where is it from", "900 see it a month. That is about 207 a week"),
        ("candles", "how come it says 828 people", "900 see it a month. That is about 207 a week"),
        ("shop", "8,000, how did that come out", "2,000 see it a week. That makes about 8,000 in 4 weeks"),
        ("coach", "i said 5, why do you reckon with 3.6", "You'd like 5 a week, and you counted 2 a month."),
        ("shop", "what's 13.9 supposed to be", "You'd like 20 a week, and you counted 3 a week."),
        ("plumber", "how did you arrive at 13", "about 13 of 36 would stay"),
        ("shop", "how do you get to 144", "about 144 would usually order"),
        ("gym", "where's the 1.5 from? i make it six in all", "That is about 1.5 a week, and so about 6 in 4 weeks"),
        ("gym", "how'd you get 112 out of that?? we're tiny", "I changed one of your numbers step by step"),
        ("venue", "how do you arrive at 19", "I changed one of your numbers step by step"),
    ],
)
def test_a_number_that_was_worked_out_is_told_with_what_it_comes_from(name, text, answer):
    owner, _ = answer_to(name, text)
    assert answer in said(owner).replace("&#39;", "'")


def test_how_sure_the_verdict_is_counts_no_customers():
    assert "topics/verdict:sure" in answer_to("fitter", "is 6 in 10 bad")[1]
    assert "topics/verdict:sure" not in answer_to("fitter", "is 4 in 10 bad")[1]


@pytest.mark.parametrize(
    ("name", "text", "phrase"),
    [
        ("candles", "not in play? explain please", "in_play"),
        ("shop", "what do you mean sales isn't in play", "in_play"),
        ("coach", "whats meant by what you ofer", "offer"),
        ("dentist", "what is next comes marketing supposed to mean", "second"),
        ("salon", "nothing being short, meaning what?", "short"),
        ("tutor", "put right, what does that mean", "put_right"),
        ("venue", "what does knocked mean", "knocked"),
    ],
)
def test_a_phrase_of_the_verdict_is_explained(name, text, phrase):
    assert f"{PHRASES}:{phrase}" in answer_to(name, text)[1]


def test_a_phrase_that_this_verdict_does_not_have_is_none():
    assert not any(one.startswith(PHRASES) for one in answer_to("tutor", "what does knocked mean")[1])


@pytest.mark.parametrize(
    ("language", "text", "answers"),
    [
        ("es", "¿y velocify qué es?", TOLD_OF_IT),
        ("es", "¿qué significa eso de si lo arreglas?", {f"{PHRASES}:put_right"}),
        ("pt-BR", "quem são esses da velocify?", TOLD_OF_IT),
        ("pt-BR", "o que significa “o segundo mais provável”?", {f"{PHRASES}:second"}),
        ("ru", "а кто это, velocify?", TOLD_OF_IT),
        ("ru", "что значит «следом идёт»?", {f"{PHRASES}:second"}),
        ("id", "velocify itu apa?", TOLD_OF_IT),
        ("id", "apa maksudnya berikutnya?", {f"{PHRASES}:second"}),
        ("hi", "velocify कौन लोग हैं?", TOLD_OF_IT),
        ("hi", "ठीक हो जाए का मतलब क्या है?", {f"{PHRASES}:put_right"}),
        ("es", "¿cinco intentos más, no es insistir demasiado?", STEP),
        ("pt-BR", "e se acharem chato? são mais cinco tentativas", STEP),
        ("ru", "а в каком порядке звонить, сначала новым сметам?", STEP),
        ("id", "penawaran mana dulu, yang terbaru?", STEP),
        ("hi", "पाँच और कोशिशें, लोग तंग नहीं होंगे?", STEP),
    ],
)
def test_it_is_taken_up_in_each_language(language, text, answers):
    names = played(text, "verdict", language).names
    assert answers & set(names), [one for one in names if one.startswith("topics/")]


@pytest.mark.parametrize("language", languages())
def test_each_phrase_is_one_that_a_verdict_says(language):
    folder = Path(PROMPTS) / language / "diagnosis"
    verdicts = "\n".join(re.sub(r"{[{%#].*?[}%#]}", " ", path.read_text("utf-8")) for path in folder.glob("*.j2"))
    for block in blocks_of(language):
        if f"{SAYS}{block}" in words(language).blocks(PHRASES):
            phrases = words(language).listed(PHRASES, f"{SAYS}{block}")
            assert any(is_said(phrase, verdicts) for phrase in phrases), block
    assert not words(language).blocks(VERDICT) & set(blocks_of(language))


@pytest.mark.parametrize("language", languages())
def test_every_phrase_is_explained_for_every_kind_of_business(language):
    trades, spoken = supposer().trades, words(language)
    for told, block in product(BUSINESSES, [*blocks_of(language), "counted people"]):
        verdict = diagnosis.diagnose(told, trades)
        if block == "counted" or (block == "counted people" and verdict.figures.people is None):
            continue
        text = tell_about(block, verdict, spoken, trades, told="…")
        assert text
        assert not re.search(r"\bNone\b|\bnan\b|  | ,|\.\.", text.replace("…", "")), text


def test_rarer_words_and_words_in_a_row_bring_a_text_nearer():
    step = ("Take one fear off people’s shoulders for two weeks",)
    assert nearness("which fear is that", step, "en") > 1
    assert nearness("one for two people is that", step, "en") == 0
    assert nearness("what is one fear off people", step, "en") > nearness("what is fear", step, "en")
    assert nearness("sholders of whom", step, "en") > 1, "a typo"


@pytest.mark.parametrize(
    "text",
    ["it was 36 we spoke to, where's 33 from?", "where do you get 33 from? it was 36", "and where did 34 come from?"],
)
def test_a_number_that_is_only_asked_about_is_not_taken_and_does_not_turn_the_verdict(text):
    owner, _ = answer_to("fitter", text)
    assert said(owner).startswith("It rests on your own numbers")
    assert owner.chat.sessions[-1].answers["talked"].amount.value == 36
