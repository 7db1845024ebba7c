"""Activities that are asked about after a verdict, beside other things and again."""

import pytest

from tests.checkup.follow_ups import after_the_verdict, answer_to
from tests.checkup.reactions import plain
from tests.checkup.test_what_if import said
from tests.listening.played import Owner


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Is giving my students £20 off for bringing a mate marketing or sales? though I’ve no room for the mate ha", "Marketing"),
        ("I didn’t have a weekly question on. Anyhow is fixing the sign on the ute marketing or sales", "Marketing"),
        ("how’s a sign on my ute sales?? people see it driving past", "Marketing"),
        ("10-4. also was gonna put out yard signs where we finish a job, is that marketing?", "Marketing"),
        ("she said January. Can I post on LinkedIn about what I learned this year, would that count as marketing?", "Marketing"),
        ("I said stock problem. Weavers are late. Is that marketing or sales?", "Neither"),
        ("one bathroom quote from 6 calls, so it does work. is that sales then, ringing back?", "Sales"),
        ("so that's sales, is ringing back?", "Sales"),
        ("the phone hardly rings. are calls to people who asked for a price marketing or sales?", "Sales"),
    ],
)  # fmt: skip
def test_an_activity_is_judged_whatever_stands_beside_it(text, verdict):
    owner, _ = answer_to("tutor", text)
    assert plain(owner).startswith((f"{verdict}.", f"{verdict}, mostly."))
    assert not owner.chat.book.steps


def test_of_an_activity_that_nobody_knows_what_decides_is_asked():
    owner, _ = answer_to("salon", "Is a knitting circle marketing or sales?")
    assert "Has that person already got in touch with you?" in plain(owner)


@pytest.mark.parametrize("text", ["is the step marketing or sales", "is my problem marketing or sales?"])
def test_the_step_and_the_verdict_are_no_activities(text):
    owner, _ = answer_to("salon", text)
    assert not [session for session in owner.chat.sessions if session.flow == "activity"]


@pytest.mark.parametrize(
    "text", ["so sales is short, what should I do?", "you said sales, can i ring old clients?", "is it sales, really?"]
)
def test_a_side_that_is_named_beside_another_question_makes_no_activity_of_it(text):
    owner, _ = answer_to("salon", text)
    assert not [session for session in owner.chat.sessions if session.flow == "activity"]


def judged_and_told(*texts: str) -> tuple[str, list[str]]:
    owner = Owner(after_the_verdict("salon"))
    owner.events = 60
    owner.says(*texts)
    return said(owner), [one.answers["what"].typed for one in owner.chat.sessions if one.flow == "activity"]


def test_an_objection_with_a_reason_judges_again_with_what_was_said():
    reason = "no man the signs have my number on em so neighbors driving by call me. thats marketing aint it"
    reply, activities = judged_and_told("yard signs where we finish a job, is that marketing?", reason)
    assert reply.startswith("Marketing")
    assert "number on em" in activities[-1]
    assert "marketing" not in activities[-1]


@pytest.mark.parametrize(
    "text",
    [
        "no I haven't done the step yet",
        "ok rang 6 of them, 2 booked",
        "so why is my problem sales then?",
        "the salon is full on saturdays but not in the week",
        "no, my sales are fine, I close whoever asks",
        "thanks, will do",
    ],
)
def test_what_says_nothing_against_a_judgement_judges_nothing(text):
    _, activities = judged_and_told("is a flyer marketing or sales?", text)
    assert activities == ["is a flyer marketing or sales?"]


def test_what_was_judged_last_is_told_again():
    owner = Owner(after_the_verdict("salon"))
    owner.events = 60
    owner.says("is a sign on my van marketing or sales?", "so which is it, marketing or sales")
    assert said(owner).startswith("Marketing.")
    owner.events += 60
    owner.says("so which is it, marketing or sales")
    assert not said(owner).startswith("Marketing.")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("shop", "so which is it now, sales or marketing", "marketing. Because enough people see it"),
        ("fitter", "was it sales or marketing?", "sales. Because enough people come"),
        ("fitter", "what am I short of, marketing or sales?", "sales. Because enough people come"),
        ("fitter", "marketing or sales, say it in one word", "sales. Because enough people come"),
    ],
)
def test_which_side_the_verdict_names_is_said_first(name, text, told):
    owner = Owner(after_the_verdict(name))
    owner.says(text)
    assert told in said(owner)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Is the agency marketing or sales? they take 25% and I think it is too much", "25% of each sale"),
        ("and the agency, which of the two is it?", "Whoever sends people to you"),
        ("The wedding planner who brings us bookings, is that marketing?", "Whoever sends people to you"),
        ("we had the idea to write to the two schools in town. marketing or sales?", "Marketing."),
        ("we want to do a stand at the summer fair, which side is that?", "The stand draws people"),
    ],
)
def test_an_activity_is_judged_whatever_is_told_around_the_question(text, told):
    owner = Owner(after_the_verdict("gym"))
    owner.says(text)
    assert told in said(owner)


def test_hiring_an_agency_is_none_that_sends_people():
    owner = Owner(after_the_verdict("gym"))
    owner.says("Is hiring an ad agency marketing or sales?")
    assert "Whoever sends" not in said(owner)
