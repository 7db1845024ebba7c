"""A number of a time long past is no answer, and who never told anything denies no way of buying."""

import pytest

from tests.checkup.follow_ups import answer_to, stored
from tests.listening.played import Owner


@pytest.mark.parametrize(
    "text",
    [
        "40 only is this month because results came bad. Earlier it was 90-100",
        "before covid we had 80 a month ringing us",
        "back then 70 people a month came, in the old days",
        "it used to be 60 calls, them days are gone",
    ],
)
def test_a_number_of_a_time_long_past_changes_nothing(text: str) -> None:
    assert stored("fitter", text) == {}


@pytest.mark.parametrize(
    "text", ["They come with the trousers and I say the price. Before corona it was a hundred people", "we talk. years ago it was 90"]
)  # fmt: skip
def test_it_takes_the_place_of_no_number_at_a_question(text: str) -> None:
    owner = Owner()
    owner.says("/start", "tailor in Leicester, alterations. maybe forty new people a month come in and ask", text)
    assert owner.chat.sessions[-1].answers["people"].amount.value == 40


@pytest.mark.parametrize(
    "text",
    [
        "what do you even think we are? I never told you. We do basements and foundations",
        "I never told you that. we fit kitchens",
        "you never asked, I didn't say. We do lofts",
    ],
)
def test_who_never_told_anything_denies_no_way_of_buying(text: str) -> None:
    owner, _ = answer_to("fitter", text)
    assert "path" in owner.chat.sessions[-1].answers


@pytest.mark.parametrize(
    "text",
    [
        "40 is wrong, I dial 200 a day. 40 is just the ones who let me past hello",
        "that 40 is wrong, I ring 60 a week",
        "36 isn't right, we email 90 a week",
    ],
)
def test_whom_the_owner_rang_takes_no_place_of_who_got_in_touch(text: str) -> None:
    assert stored("fitter", text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Sorry I gave you the wrong number. 40 was only the kitchens. Bathrooms had 11 more. Please count again",
        "put it right please, 36 was just my half",
        "oops, 40 was typed for the other shop",
    ],
)
def test_who_says_that_a_number_is_wrong_is_not_told_that_it_is_the_same(text: str) -> None:
    assert "topics/doubt:same" not in answer_to("fitter", text)[1]


@pytest.mark.parametrize(
    "text", ["In last twelve months 61 girls joined newly, I found it", "61 people signed in the last twelve months"]
)
def test_customers_of_a_year_answer_what_was_left_open(text: str) -> None:
    assert stored("coach", text).keys() == {"year_customers"}


def test_who_asks_whether_to_stop_counting_turns_nothing_off() -> None:
    _, names = answer_to("fitter", "we were closed for summer so nobody comes. should i stop counting till july")
    assert not any(one.startswith("checkins/weekly") or one.endswith(":stopped") for one in names)
