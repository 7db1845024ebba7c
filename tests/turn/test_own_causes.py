"""What owners say of their own after a verdict: causes, costs, other kinds of work; and details of the step."""

import pytest

from bot.checkins.steps import DETAILS
from tests.checkup.follow_ups import after_the_verdict, answer_to
from tests.checkup.test_what_if import labels, said
from tests.listening.played import catalogue


@pytest.mark.parametrize(
    ("name", "text", "topic"),
    [
        ("tutor", "the road in front of my door has been closed since summer, nobody finds me", "keeps_away"),
        ("photographer", "a big studio has opened across the street, since then hardly anybody asks", "competitor"),
        ("gym", "half of those only wanted the free trial and never meant to join", "wrong_ones"),
        ("venue", "a lot of them were just agencies trying to sell me something", "wrong_ones"),
        ("salon", "I'm on my own since Anna left, I simply can't take any more", "no_hands"),
        ("gym", "the ones who sign up at the desk aren't in these numbers at all", "uncounted"),
        ("coach", "what else do you need from me to be more certain", "settle"),
        ("coach", "why would fewer talks make it sales?", "why_flip"),
        ("fitter", "we have lots of work but there's no money left", "profit"),
        ("fitter", "boilers say yes, bathrooms hardly ever: two different trades really", "two_kinds"),
        ("dentist", "most come through word of mouth", "comes_from"),
    ],
)
def test_an_own_cause_is_taken_up_from_the_owners_numbers(name, text, topic):
    owner, found = answer_to(name, text)
    assert found & {f"topics/verdict:{topic}", f"topics/remarks:{topic}"}, (
        sorted(one for one in found if "/" in one),
        said(owner),
    )
    assert owner.chat.session(1).answers == after_the_verdict(name).session(1).answers, "nothing is stored by it"


@pytest.mark.parametrize(
    ("name", "text", "buttons"),
    [
        (
            "gym",
            "half of those only wanted the free trial and never meant to join",
            {"30 people in touch", "14 talked with"},
        ),
        ("salon", "I'm on my own since Anna left, I simply can't take any more", {"Room for 8 new people a week"}),
    ],
)
def test_the_numbers_that_it_bears_on_can_be_changed_at_once(name, text, buttons):
    owner, _ = answer_to(name, text)
    assert buttons <= set(labels(owner)), labels(owner)


@pytest.mark.parametrize(
    ("name", "text", "part"),
    [
        ("venue", "better by phone or by mail", "ways"),
        ("fitter", "and what if they say it's too dear", "if_not"),
    ],
)
def test_a_detail_of_the_step_is_told_alone(name, text, part):
    owner, found = answer_to(name, text)
    assert "topics/step:detail" in found, sorted(one for one in found if "/" in one)
    assert any(one.startswith("actions/") and one.endswith(f":{part}") for one in found)
    assert "Time:" not in said(owner), "the rest of the step is not told again"


def test_who_fears_to_pester_reads_when_to_stop():
    _, found = answer_to("fitter", "what if they feel pestered?")
    assert found & {"topics/step_remarks:backfire", "topics/step:detail"}
    assert "actions/reopen_quotes:if_not" in found


def test_each_step_has_each_detail_in_each_language():
    from bot.language.templates import languages, words
    from tests.checkup.test_what_if import supposer

    for language in languages():
        for one in supposer().trades.actions:
            assert set(DETAILS.values()) <= words(language).blocks(f"actions/{one.id}"), (language, one.id)


def test_who_asks_what_it_all_means_gets_it_more_simply():
    owner, found = answer_to("fitter", "I don't get a word of this")
    assert "topics/again:otherwise" in found
    assert said(owner).startswith("Put more simply: it's a bucket with a hole.")


def test_who_asks_what_a_chance_means_gets_it_explained():
    assert "topics/verdict:mean" in answer_to("fitter", "what does 6 in 10 mean")[1]


def test_a_doubtful_answer_has_the_other_readings_a_tap_away(monkeypatch):
    text = "so the weather or what does 6 in 10 mean"
    monkeypatch.setattr(
        "bot.talk.other_readings.kinds_of_matter",
        lambda *_: (("mean", 0.4), ("season.odd_weeks", 0.3), ("how", 0.1)),
    )
    owner, _ = answer_to("gym", text)
    assert {"Those weeks weren't normal", "How exactly?"} <= set(labels(owner))
    assert "What does it mean?" not in labels(owner), "it is what was answered"
    assert "If you meant something else, tap it below" in said(owner)
    monkeypatch.setattr("bot.talk.other_readings.kinds_of_matter", lambda *_: (("mean", 0.8), ("season", 0.2)))
    owner, _ = answer_to("gym", text)
    assert "Is it the time of year?" not in labels(owner)


def test_what_was_stored_stands_alone(monkeypatch):
    monkeypatch.setattr("bot.talk.other_readings.all_matters", lambda *_: (("tell", 0.4), ("season", 0.3)))
    owner, _ = answer_to("gym", "it was 10 members, not 6")
    assert "Is it the time of year?" not in labels(owner)


def test_another_step_may_be_asked_for_of_a_side():
    owner, found = answer_to("fitter", "give me another step, a marketing one please")
    assert "topics/step:another" in found
    assert "Sales" not in said(owner)
    (given,) = owner.chat.book.steps.values()
    assert catalogue().forms["checkin"].steps.trades.action(given.following).side == "marketing"
    owner, _ = answer_to("fitter", "give me another step")
    (given,) = owner.chat.book.steps.values()
    assert catalogue().forms["checkin"].steps.trades.action(given.following).side == "sales"
