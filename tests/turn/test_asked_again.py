"""The same question about the verdict asked again in a row: said otherwise, then the numbers, and never twice the same."""

from itertools import product

import pytest

from bot import diagnosis
from bot.core.replies import Spoken
from bot.diagnosis.again import AGAIN, TOGETHER
from bot.diagnosis.talk import tell_about
from bot.language.templates import languages, words
from tests.checkup.follow_ups import OWNERS, after_the_verdict
from tests.checkup.test_what_if import labels, said, supposer
from tests.diagnosis.conftest import business
from tests.listening.played import Owner

pytestmark = pytest.mark.unmeasured  # it reaches what others reach

QUESTIONS = (
    *("why?", "why not marketing?", "how sure are you", "what is usual in my trade", "where do I lose most people"),
    *(
        "is that bad?",
        "what would change it",
        "should I advertise?",
        "would it help to hire somebody",
        "what should I do",
    ),
    *("which numbers is this based on", "why that step", "will it actually work", "what does that mean"),
)


def asking(name: str, *texts: str) -> list[Owner]:
    """Return an owner after each of some messages, typed after the verdict."""
    owner, after = Owner(after_the_verdict(name)), []
    owner.events = 1_000
    for text in texts:
        owner.says(text)
        seen = Owner(owner.chat)
        seen.replies = owner.replies
        after.append(seen)
    return after


EVERY = list(product(OWNERS, QUESTIONS))


@pytest.mark.parametrize(("name", "text"), [*EVERY[::3], *(("plumber", text) for text in QUESTIONS)])
def test_nobody_reads_the_same_text_twice_in_a_row(name, text):
    first, second, third = map(said, asking(name, text, text, text))
    assert len({first, second, third}) == 3


def test_the_second_answer_is_simpler_and_the_third_looks_at_the_numbers_together():
    first, second, third = asking("plumber", "why?", "but why?", "why though?")
    assert said(first).startswith("Because enough people come")
    assert said(second).startswith("Put more simply: it's a bucket with a hole. 31 of the 36 you talked with went away")
    assert said(third).startswith("Let's go through the numbers together, then. It rests on your own numbers")
    assert labels(third)[:3] == ["40 people in touch", "36 talked with", "5 customers"]


def test_a_question_in_other_words_that_has_the_same_answer_is_the_same():
    _, second = asking("tutor", "why marketing?", "how come?")
    assert said(second).startswith("Put more simply")


def test_another_question_or_anything_else_in_between_begins_anew():
    for between in ("how sure are you", "thanks", "what if 60 people came"):
        *_, last = asking("plumber", "why?", between, "why?")
        assert said(last).startswith("Because enough people come")


def test_what_was_asked_does_not_wait_for_the_words_that_follow():
    *_, last = asking("plumber", "why?", "it was 50 who rang, not 40")
    checkup = last.chat.session(last.chat.business.checkup)
    assert checkup.answers["people"].amount.value == 50


def test_who_disagrees_twice_is_not_told_the_same_twice():
    first, second, third = map(
        said, asking("plumber", "no, it's marketing", "no, it's marketing", "no, it's marketing")
    )
    assert "it might be" in first.lower() or "it may be" in first.lower()
    assert second.startswith("Then your numbers stand")
    assert third.startswith("Let's go through the numbers together")


BUSINESSES = [
    business(orders=12, path="order", visitors=500, wanted=20, trade="online_shop"),
    business(0, 0, 0, room=15, wanted=4),
    business(None, None, 3, wanted=2, trade="legal"),
    business(40, 36, 5, orders=30, path="both", wanted=30, trade="shop"),
    business(60, 58, 6, room=20, wanted=10, fit=9, reason="price", trade="fitness"),
    business(30, 29, 3, room=12, wanted=2, fit=2),
    business(60, 20, 8, room=20, wanted=5),
    business(30, 30, 20, room=8, wanted=5, busy="swamped"),
]
"""One for each kind of verdict, and those that lack numbers."""


@pytest.mark.parametrize("language", languages())
def test_every_question_has_three_answers_in_every_language(language):
    trades, spoken = supposer().trades, words(language)
    topics = sorted(spoken.blocks("topics/verdict") - {"do", "show", "none", "stands", "contradiction"})
    verdicts = [diagnosis.diagnose(told, trades) for told in BUSINESSES]
    for verdict, topic in product(verdicts, topics):
        texts = [tell_about(f"{topic} {way}".rstrip(), verdict, spoken, trades) for way in ("", AGAIN, TOGETHER)]
        assert all(texts)
        assert len(set(texts)) >= 2
        assert not any("None" in text or "  " in text for text in texts), texts


def test_the_buttons_of_an_answer_stay_as_they_are_the_second_time():
    first, second = asking("plumber", "why?", "why?")
    assert labels(first) == labels(second)
    assert all(isinstance(reply, Spoken) for reply in second.replies)


@pytest.mark.parametrize(
    "text",
    [
        "would a stand at the spring fair be worth it",
        "should I let a wedding planner send me people for a share",
        "is renting a second room for the afternoons worth it",
    ],
)
def test_advice_on_an_idea_is_short_the_second_time(text):
    first, second = map(said, asking("gym", text, text))
    assert second.startswith(f"As before: {first[:20]}")
    assert len(second) < len(first) + 20
