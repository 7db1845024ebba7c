"""Numbers that answer the open question, beside which more is told, and words that do not change them."""

import pytest

from tests.listening.played import played


@pytest.mark.parametrize(
    ("state", "text", "told"),
    [
        ("q:wanted", "four, we're twiddling our thumbs half the week", {"wanted": "4", "busy": "waiting"}),
        ("q:wanted", "around 6 and I can handle 20 enquiries", {"wanted": "6", "room": "20"}),
        ("q:wanted", "5 more a week, we could manage 20 enquiries", {"wanted": "5", "room": "20"}),
        ("q:customers", "nine, a job is worth about 1,200 pounds", {"customers": "9", "value": "1200"}),
        ("q:customers", "9 at £250", {"customers": "9", "value": "250"}),
        ("q:customers", "five. they usually take two weeks to decide", {"customers": "5", "lag": "weeks"}),
        ("q:customers", "7, they mostly find it too expensive", {"customers": "7", "reason": "price"}),
        ("q:people", "30 this month, we're booked solid", {"people": "30", "busy": "swamped"}),
        ("q:people", "80, and each sale brings in $60", {"people": "80", "value": "60"}),
        ("q:fit", "6 maybe. avg job is 14k", {"fit": "6", "value": "14000"}),
        ("q:wanted", "one or two, each wedding is worth around 2800", {"wanted": "1.41421", "value": "2800"}),
        ("q:room", "5 a week, the typical contract is 18 thousand", {"room": "5", "value": "18000"}),
        (
            "q:year_customers",
            "25 or so, most come in spring. now is busier",
            {"year_customers": "25", "season": "busier"},
        ),
        (
            "q:year_customers",
            "roughly 85 in the year. it's usually busier now",
            {"year_customers": "85", "season": "busier"},
        ),
        (
            "q:year_customers",
            "we won about 30 customers, this time is always quiet",
            {"year_customers": "30", "season": "quieter"},
        ),
    ],
)
def test_the_answer_is_taken_with_what_stands_beside_it(state: str, text: str, told: dict[str, str]) -> None:
    assert {act.name: act.value for act in played(text, state).acts if act.kind == "tells"} == told


@pytest.mark.parametrize(
    ("state", "text", "number"),
    [
        ("q:people", "30. we're snowed under to be honest", "30"),
        ("q:orders", "sixty over the counter", "60"),
        ("q:people", "12, i'm over the moon", "12"),
        ("q:customers", "9 signed over the phone", "9"),
        ("q:people", "under 30", "15"),
        ("q:people", "30 at most", "15"),
        ("q:people", "100 or over", "125"),
    ],
)
def test_a_word_further_on_makes_no_number_greater_or_smaller(state: str, text: str, number: str) -> None:
    told = [act.value for act in played(text, state).acts if act.kind == "tells" and act.is_number]
    assert told[:1] == [number]


@pytest.mark.parametrize(
    ("state", "text", "told"),
    [
        ("weekly", "three. only three.", {"people": "3"}),
        ("weekly", "two, just two", {"people": "2"}),
        ("q:people", "20 plus another 4 by email", {"people": "24"}),
        ("weekly", "esta semana fueron once", {"people": "11"}),
        ("weekly", "9. did the follow up, 2 said yes", {"people": "9"}),
        ("weekly", "8 new and I did the step, 2 came back", {"people": "8"}),
        ("weekly", "done the ringing round, 1 bought", {}),
        ("q:wanted", "my mistake, I meant 18 there before", {"room": "18"}),
    ],
)
def test_a_number_is_not_taken_for_another_one(state: str, text: str, told: dict[str, str]) -> None:
    assert {act.name: act.value for act in played(text, state).acts if act.kind == "tells"} == told


def test_people_who_went_on_and_people_who_paid_are_not_added_up() -> None:
    done = played("sixteen booked a trial, eleven paid", "q:customers")
    assert [(act.name, act.value) for act in done.acts if act.kind == "tells"] == [("customers", "11")]


@pytest.mark.parametrize(
    ("state", "text", "told"),
    [
        ("q:people", "11 rang, while my 2 kids had the flu", {"people": "11"}),
        ("q:people", "14 asked and our 6 hens escaped", {"people": "14"}),
        ("q:talked", "great thank you so 30 of them", {"talked": "30"}),
        ("q:path", "they talk to me. never online", {"path": "talk"}),
        ("q:path", "always by phone, never on the website", {"path": "talk"}),
    ],
)
def test_what_the_owner_has_thanks_for_or_denies_is_no_answer(state: str, text: str, told: dict[str, str]) -> None:
    assert {act.name: act.value for act in played(text, state).acts if act.kind == "tells"} == told


@pytest.mark.parametrize(
    ("state", "text", "number"),
    [
        ("q:talked", "Then it is 14, as I said.", "14"),
        ("q:talked", "so it's 14 then", "14"),
        ("q:people", "that makes 30 then", "30"),
        ("q:orders", "0%. Nobody buys that off a web form", "0"),
        ("q:orders", "zero percent", "0"),
        ("q:customers", "0 %, sadly", "0"),
    ],
)
def test_a_number_beside_which_nothing_is_named_is_the_answer(state: str, text: str, number: str) -> None:
    done = played(text, state)
    assert ([act.value for act in done.acts if act.kind == "tells"], done.proposed) == ([number], [])
