"""Of a remark that has several answers the closest is given: words by what they are for, what lies outside, what is in the way."""

import numpy as np
import pytest

from bot.language.listening.closer import CLOSER, closer_answer
from tests.checkup.follow_ups import answer_to
from tests.checkup.test_what_if import said
from tests.listening.played import played
from tests.listening.train_closer import closer_fingerprint

WORDS = "topics/step_remarks:message_"
OUTSIDE = "topics/remarks:outside_"


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("could you write what I send to the family who came to see the room and have been quiet since", "quiet"),
        ("a text for the ones who have the offer and don't answer", "quiet"),
        ("what's the wording for the third try", "second"),
        ("write an automatic reply for when I'm in the chair with a client", "missed"),
        ("how do I write to a sponsor who hasn't given since spring", "left"),
        ("letter to members who left us last year", "left"),
        ("they tell me I'm dearer than the rest, what do I say back", "price"),
        ("how do I tell them the price without going red", "price"),
        ("people write every evening asking where we are and how long it takes, what do I reply", "answers"),
        ("their tax return is due in may, what would I send", "due"),
        ("how do I ask a pleased customer for his neighbours' names", "introduction"),
        ("they want alterations and we only make new, how do I say no", "decline"),
        ("a line asking them to rate us on google", "review"),
        ("how would you ask where they got my name from", "found"),
        ("what does the girl say when someone steps into the shop", "greet"),
        ("I sent the wrong cake, what do I write her", "sorry"),
        ("a post for facebook", "else"),
        ("words please", ""),
        ("what do I write to them", ""),
        ("how do I sound less pushy", ""),
        ("what do I say when I call", ""),
        ("que les escribo a los que se quedaron callados después del presupuesto", "quiet"),
        ("дайте текст для тех, кто получил смету и молчит", "quiet"),
        ("como peço uma avaliação no google", "review"),
        ("kalimat buat minta pelanggan kenalkan ke temannya", "introduction"),
        ("दाम ज़्यादा बताते हैं तो क्या जवाब दूँ", "price"),
        ("qué les escribo", ""),
    ],
)
def test_words_are_wanted_for_something(text, purpose):
    assert closer_answer("message", text) == purpose


@pytest.mark.parametrize(
    ("name", "text", "purpose"),
    [
        ("venue", "write me a text for the ones who went quiet", "quiet"),
        ("venue", "how do I word it when they say we are too expensive?", "price"),
        ("gym", "what should my phone text back when I can't pick up", "missed"),
        ("gym", "letter to members who left us last year, can you draft it", "left"),
    ],
)
def test_words_are_given_for_what_they_are_wanted_for(name, text, purpose):
    _, found = answer_to(name, text)
    assert f"{WORDS}{purpose}" in found


@pytest.mark.parametrize(
    "text",
    [
        "write me something for the ones who went quiet after the price",
        "a text for those who have my quote and are silent",
    ],
)
def test_words_of_a_step_for_the_same_people_are_given_as_they_are(text):
    _, found = answer_to("fitter", text)
    assert "topics/step_remarks:message" in found


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("give me the message in hindi", "नमस्ते [नाम]"),
        ("write me the text in spanish please", "Hola, [nombre]"),
        ("can I have the words in Portuguese, half my clients are Brazilian", "Oi, [nome]"),
    ],
)
def test_words_are_given_in_the_language_in_which_they_are_wanted(text, given):
    owner, _ = answer_to("venue", text)
    assert given in said(owner)
    assert owner.chat.owner.language == "en"


@pytest.mark.parametrize("text", ["in spanish please", "please write to me in spanish from now on"])
def test_a_wish_for_another_language_is_no_wish_for_words(text):
    _, found = answer_to("venue", text)
    assert not [name for name in found if name.startswith("topics/step_remarks:")]


@pytest.mark.parametrize(
    "text", ["what exactly do I write to them", "give me the words please", "the text again please"]
)
def test_words_of_the_step_are_given_where_nothing_else_is_named(text):
    _, found = answer_to("venue", text)
    assert not [name for name in found if name.startswith(WORDS)]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("is it allowed to sell homemade jam", "expert"),
        ("what's my cafe worth if I sell up", "expert"),
        ("she wants her deposit back after two weeks", "customer"),
        ("he's written lies about us on google", "public"),
        ("my best girl wants a raise", "staff"),
        ("paypal has frozen the account", "platform"),
        ("is my window display ugly", "taste"),
        ("they offer me a job, do I take it", "choice"),
        ("¿tengo que cobrar iva?", "expert"),
        ("клиент требует вернуть деньги", "customer"),
        ("akun instagram saya diblokir", "platform"),
        ("what will happen with the economy", ""),
    ],
)
def test_what_lies_outside_is_told_apart(text, answer):
    assert closer_answer("outside", text) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("a customer wants her money back because the colour faded, do I give it to her?", "customer"),
        ("is my logo ugly? honest opinion please", "taste"),
        ("do I need a licence for a stall on the market?", "expert"),
    ],
)
def test_what_lies_outside_is_answered_by_what_it_is(text, answer):
    assert f"{OUTSIDE}{answer}" in played(text, "verdict").names


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("my cousin has the login", "locked"),
        ("they never leave me a number", "no_number"),
        ("i haven't a computer here", ""),
        ("no tengo la contraseña", "locked"),
        ("у меня нет их номеров", "no_number"),
    ],
)
def test_a_password_is_spoken_of_where_one_is_missing(text, answer):
    assert closer_answer("blocked", text) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("is it even lawful to offer tattoos in a flat", "trade"),
        ("somebody says my trade is forbidden in this state, do I stop", "trade"),
        ("gift card for people who rate us, ok?", "reviews"),
        ("may only satisfied guests be asked to rate", "reviews"),
        ("¿puedo dar un descuento por una reseña?", "reviews"),
        ("можно ли выкладывать фото клиентов", "pictures"),
        ("may I phone the people from last year's fair", ""),
        ("is emailing old clients ok with gdpr", ""),
        ("is it allowed", ""),
    ],
)
def test_it_is_told_apart_what_may_be_forbidden(text, answer):
    assert closer_answer("allowed", text) == answer


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("venue", "is it too late to ring somebody who asked three weeks ago?", "Yes, mostly"),
        ("venue", "would five people be enough? I haven't got more", "Are they people"),
        ("gym", "do those who only rang and hung up count?", "as talked with, no"),
    ],
)
def test_no_answer_opens_with_what_was_not_asked(name, text, kept):
    owner, _ = answer_to(name, text)
    assert kept not in said(owner)


def test_the_weights_of_the_answers_are_made_from_the_examples_and_the_encoder_that_are_there():
    with np.load(CLOSER, allow_pickle=False) as file:
        assert str(file["made_from"]) == closer_fingerprint(), "run python -m tests.listening.train_closer"
