"""What takes customers away, or keeps an owner from serving them: the answer comes first, and fits what is known of them."""

import pytest

from tests.checkup.follow_ups import OWNERS, answer_to
from tests.checkup.reactions import REACTING, TALKING, plain

GOOD = {"trade": "plumber", "people": "20", "talked": "20", "customers": "16", "room": "12", "wanted": "6", "fit": "9"}
POOR = {"trade": "plumber", "people": "40", "talked": "40", "customers": "2", "room": "20", "wanted": "6", "fit": "5"}


@pytest.fixture(autouse=True)
def _owners():
    for name, told in {"good": GOOD, "poor": POOR}.items():
        OWNERS[name] = {**TALKING, **REACTING["cleaner"], **told, "busy": "about right"}


@pytest.mark.parametrize(
    "text",
    [
        "the whole trade is dead round here since the plant closed",
        "nobody is building anything this year, everyone in my line says so",
        "market's gone quiet, all the plumbers I know are waiting for work",
    ],
)
def test_in_a_slow_market_who_sells_well_hears_that_it_is_not_the_selling(text):
    assert "so it isn't how you sell" in plain(answer_to("good", text)[0])
    assert "so it isn't how you sell" not in plain(answer_to("poor", text)[0])


@pytest.mark.parametrize(
    "text",
    [
        "they ask the price and I never hear from them again",
        "people get my price and then vanish",
        "half of them just disappear once I send the quote, never a word",
    ],
)
def test_silence_that_costs_little_is_said_to(text):
    assert "so their silence costs you little" in plain(answer_to("good", text)[0])
    assert "some vanish everywhere" in plain(answer_to("poor", text)[0])


@pytest.mark.parametrize(
    "text",
    [
        "a new firm opened across the road and is taking my customers",
        "my old apprentice set up on his own and my regulars go to him",
        "some big chain moved in next door, open every evening. should I do the same?",
    ],
)
def test_a_competitor_is_not_copied_before_it_is_known_why_people_go(text):
    assert plain(answer_to("good", text)[0]).startswith("Don't copy them")


@pytest.mark.parametrize(
    "text",
    [
        "they show me a cheaper quote from the guy down the road every time",
        "people compare me with cheaper ones online and go there",
        "they ask my price, compare, and buy the same thing cheaper two doors down",
    ],
)
def test_nobody_is_told_that_the_same_thing_is_not_the_same(text):
    reply = plain(answer_to("poor", text)[0])
    assert "isn't the same" not in reply
    assert "Don't match it" in reply


@pytest.mark.parametrize(
    "text",
    [
        "my helper broke his arm so for six weeks it's just me. do I keep taking bookings?",
        "one of my two vans is off the road until March, should I stop taking work?",
        "from next month I'm on my own, do I slow down with new jobs?",
    ],
)
def test_who_can_soon_serve_fewer_is_told_to_slow_down(text):
    assert plain(answer_to("good", text)[0]).startswith("Slow down, but turn nobody away")


@pytest.mark.parametrize(
    "text",
    [
        "better work is what I want, not more of it",
        "not more people please, just nicer jobs that pay",
        "I'd rather have fewer and better customers",
    ],
)
def test_who_wants_better_work_hears_what_they_said_of_the_last_ten(text):
    assert "you told me, so change that" in plain(answer_to("good", text)[0])
    assert "you told me, so change that" not in plain(answer_to("poor", text)[0])


@pytest.mark.parametrize(
    "text",
    [
        "but everyone says I'm too dear and you never said anything about my price??",
        "they think I'm too dear, I told you that already!",
        "too expensive is what they say, I've told you before",
    ],
)
def test_a_reason_that_is_told_again_is_answered(text):
    OWNERS["dear"] = {**OWNERS["good"], "customers": "2", "reason": "they find it too dear"}
    assert "“Too dear” is what you hear most" in plain(answer_to("dear", text)[0])


def test_an_all_right_that_is_hardly_heard_is_no_answer_to_a_question():
    text = (
        "His accountant blocks it because she does it all on Excel and will lose control. How to handle an accountant?"
    )
    assert not plain(answer_to("good", text)[0]).startswith("All right.")


@pytest.mark.parametrize(
    "text",
    [
        "the waiting list is six weeks long and they grumble. Should I stop the adverts till I've caught up?",
        "I'm booked out until March, can't take more. do I stop paying for the directory?",
        "no hands left, I can't serve any more this month. Must I stop taking orders?",
    ],
)
def test_whether_to_stop_when_full_is_answered_by_what_can_be_served(text):
    OWNERS["crowded"] = {**OWNERS["good"], "people": "60", "talked": "30", "room": "5", "busy": "swamped"}
    assert "room for" in plain(answer_to("crowded", text)[0])


def test_a_no_that_is_hardly_heard_in_a_part_is_none():
    text = "room for 10 but machine is running only one shift bhai. how to get more shops that is my question"
    assert "Which one is off" not in plain(answer_to("good", text)[0])


@pytest.mark.parametrize(
    "text",
    [
        "I can't take on any more jobs",
        "we're at our limit, no more work please",
        "I can't serve any more customers than now",
    ],
)
def test_who_says_they_are_full_is_told_where_their_numbers_say_otherwise(text):
    OWNERS["half_full"] = {**OWNERS["good"], "room": "12"}
    OWNERS["as_full"] = {**OWNERS["good"], "room": "5"}
    assert "you aren't full yet" in plain(answer_to("half_full", text)[0])
    assert "you aren't full yet" not in plain(answer_to("as_full", text)[0])
