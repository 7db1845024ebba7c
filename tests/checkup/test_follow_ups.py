"""What owners ask on after their verdict, each in words of their own: every one is answered as a sensible adviser would."""

from pathlib import Path

import pytest

from bot.core.replies import Picture
from tests.checkup.follow_ups import after_the_verdict, answer_to
from tests.checkup.test_what_if import labels, said
from tests.listening.played import Owner

pytestmark = pytest.mark.unmeasured  # it reaches what others reach

ROWS = [line.split("\t") for line in Path(__file__).with_name("follow_ups.tsv").read_text("utf-8").splitlines()]
"""Whose message it is, the message, and what may answer it, with bars between."""


@pytest.mark.parametrize(("name", "text", "answers"), ROWS)
def test_a_question_in_own_words_is_answered(name, text, answers):
    owner, found = answer_to(name, text)
    before = after_the_verdict(name)
    number = before.business.checkup
    if any(isinstance(reply, Picture) for reply in owner.replies):
        found.add("the verdict")
    stored = {
        f"stored {question}={answer.amount.value:g}"
        for question, answer in owner.chat.session(number).answers.items()
        if answer.amount is not None and answer != before.session(number).answers.get(question)
    }
    wanted = set(answers.split("|"))
    assert wanted & (found | stored), (sorted(one for one in found if "/" in one), said(owner))
    assert not stored or wanted & stored, "a question stores nothing"


def _says(name: str, *texts: str) -> Owner:
    owner = Owner(after_the_verdict(name))
    owner.events = 1_000
    owner.says(*texts)
    return owner


@pytest.mark.parametrize(
    "text",
    [
        *("put it back how it was", "ok scrap that", "back to my numbers", "forget that, use my own figures again"),
        *("ok back to my real numbers", "scrap all that", "hm ok, go back to what I actually have"),
    ],
)
def test_words_that_end_a_supposition_bring_back_the_owners_numbers(text):
    assert "Back to your own numbers" in said(_says("plumber", "what if 60 people came", text))


@pytest.mark.parametrize(
    ("name", "text", "answer"),
    [
        ("plumber", "if i doubled my calls would that sort it", "With 80 people in touch"),
        ("shop", "what if twice as many people visited", "With 4,000 visitors a week"),
        ("shop", "what if 500 more people visited", "With 2,500 visitors a week"),
        ("photographer", "how many enquiries would i need for 2 a month", "To win 2 a month at today's rate"),
        ("plumber", "how many quotes for 4 jobs a week", "To win 4 a week at today's rate"),
        ("shop", "how many visitors would i need for 20 orders", "at the usual rate, about 1,111"),
        ("gym", "would a chatbot answering the dms help", "16 of 30 left without a talk"),
        ("plumber", "would a chatbot help", "You already talk with 36 of 40"),
        ("coach", "should i offer payment plans", "“too dear” is what you hear most"),
        ("shop", "would a guarantee help", "what they get for their money is one of three reasons"),
    ],
)
def test_an_answer_holds_the_owners_own_numbers(name, text, answer):
    assert answer in said(_says(name, text)).replace("&#39;", "'")


def test_several_things_in_a_message_get_one_answer_that_fits_together():
    both = said(_says("fitter", "so its not that i need more calls then? how come"))
    assert both.count("Because") == 1, "why, and why not the other, is one question"
    objecting = said(_says("tutor", "but I teach well and everyone stays, so why is anything wrong?"))
    assert "It may be" not in objecting, "a question is answered rather than contradicted"
    passing = said(_says("venue", "So there's a chance you're wrong? how big"))
    assert "Hello" not in passing


@pytest.mark.parametrize(
    "text",
    [
        "Hmm no. people do come, they just don't come back",
        "one enquiry a week, is that enough",
        "too much work, something smaller?",
        "cant put prices up, competition",
        "done, we set up an auto reply yesterday",
        "picture this: we answer all 60",
    ],
)
def test_what_explains_a_disagreement_a_question_or_a_step_is_not_stored(text):
    owner = _says("tutor", text)
    before = after_the_verdict("tutor")
    assert owner.chat.session(before.business.checkup).answers == before.session(before.business.checkup).answers


def test_a_step_that_is_put_off_stays_the_step():
    owner = _says("venue", "no time this week, ask me again next")
    assert said(owner).startswith("Fine, it keeps.")
    assert not owner.chat.book.steps
    assert "Write to the 40 who have had no real answer from you yet" in said(owner)


def test_a_number_that_two_answers_hold_is_the_one_that_the_verdict_names():
    owner = _says("venue", "the 20 is wrong, it was more like 45")
    answers = owner.chat.session(owner.chat.business.checkup).answers
    assert answers["talked"].amount.value == 45
    assert answers["room"].amount.value == 20


def test_what_is_said_of_the_noun_beside_a_number_is_supposed_of_it():
    assert said(_says("tutor", "if I could get just one more enquiry a week what would that do")).startswith(
        "With 8 people"
    )
    halved = said(_says("salon", "and what if half of them stopped coming"))
    assert halved.startswith("With 15 people in touch")


def test_how_bad_it_is_to_miss_people_is_about_those_who_were_missed():
    assert "16 left without a talk" in said(_says("gym", "how bad is missing half"))
    assert "5 of 36 is low" in said(_says("plumber", "is 5 of 36 bad?"))


def test_why_this_step_and_whether_it_works_are_answered_with_its_evidence():
    why = said(_says("plumber", "why that step and not another"))
    assert "most is to be won at sales" in why
    assert "Velocify, 2012" in why
    assert "Velocify, 2012" in said(_says("plumber", "will it actually work"))
    following = _says("plumber", "can't do that", "why that step?")
    assert "Velocify" not in said(following), "it is asked about the step that was given last"
    assert not following.chat.book.passed - _says("plumber", "can't do that").chat.book.passed


def test_a_verdict_that_follows_what_is_said_of_a_step_brings_the_only_step():
    owner = _says("plumber", "did that already. I actually answered all of them")
    text = said(owner)
    assert text.startswith(("Then keep doing it", "Well done", "Noted: about 40 of them talked with."))
    assert text.count("This week:") + text.count("The step stands:") == 1
    assert "The next best:" not in text


def test_a_reason_beside_a_step_is_not_stored_and_one_step_follows():
    owner = _says("plumber", "done that already, nobody picks up")
    before = after_the_verdict("plumber")
    text = said(owner)
    assert text.startswith("Then keep doing it")
    assert text.count("The next best:") == 1
    assert "This week:" not in text
    assert owner.chat.session(owner.chat.business.checkup) == before.session(before.business.checkup)


def test_what_is_said_without_a_number_is_not_asked_about_as_numbers():
    owner, found = answer_to("dentist", "we are full most days")
    assert "topics/doubt:numbers" not in found
    assert labels(owner)[-1] == "Change an answer"
