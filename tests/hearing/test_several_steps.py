"""Several numbers of the door in one message are all taken, each for the step that its words name, whatever is asked."""

import pytest

from tests.listening.played import Owner, played

AT_A_QUESTION = [
    ("q:people", "9 asked, 2 became volunteers", {"people": "9", "customers": "2"}),
    ("q:people", "spoke to all 4 quoted 3 won 1", {"talked": "4", "customers": "1"}),
    (
        "q:people",
        "this week 4 new calls spoke to all 4 quoted 3 won 1",
        {"people": "4", "talked": "4", "customers": "1"},
    ),
    (
        "q:path",
        "No, it was four who enquired and three who started. We talk first",
        {"path": "talk", "people": "4", "customers": "3"},
    ),
    (
        "q:customers",
        "Whoa no not 180 people, thats the price for the fan, 180 dollars. 15 called, I quoted 12, got 5",
        {"people": "15", "talked": "12", "customers": "5"},
    ),
    (
        "q:customers",
        "no, hang on. 12 come in, we talk to all 12, 9 leave the bike with us",
        {"people": "12", "talked": "12", "customers": "9"},
    ),
    ("q:talked", "All of them, we're at the counter all day. 9 leave the bike", {"talked": "50", "customers": "9"}),
    ("q:talked", "I rang all 50 and went out to 6", {"talked": "50"}),
]
AT_FIRST = [
    ("25 came to the free taster class last month, only 3 bought a pass", {"people": "25", "customers": "3"}),
    ("loads of people come for the taster, like 25 last month but only 3 bought", {"people": "25", "customers": "3"}),
    ("Had 11 enquiries last month. 4 took lessons", {"people": "11", "customers": "4"}),
    ("I have had four enquiries from parents, of whom three began lessons.", {"people": "4", "customers": "3"}),
    ("2 new people messaged this month, both booked", {"people": "2", "customers": "2"}),
]


def told(text: str, state: str) -> dict[str, str]:
    """Return what is stored of a message."""
    return {act.name: act.value for act in played(text, state).acts if act.kind in ("tells", "corrects")}


@pytest.mark.parametrize(("state", "text", "numbers"), AT_A_QUESTION)
def test_all_numbers_are_taken_at_any_question(state: str, text: str, numbers: dict[str, str]) -> None:
    assert told(text, state) == numbers


@pytest.mark.parametrize(("text", "numbers"), AT_FIRST)
def test_all_numbers_are_taken_from_the_first_sentence(text: str, numbers: dict[str, str]) -> None:
    heard = told(text, "start")
    assert {name: heard.get(name) for name in ("people", "talked", "customers") if name in heard} == numbers
    assert "path" not in heard


@pytest.mark.parametrize(
    ("state", "text", "number"),
    [
        ("q:people", "got 80 msgs, 20 were my own clients, thats 60 new", {"people": "60"}),
        ("q:people", "20 rang, 3 of them suppliers", {"people": "17"}),
    ],
)
def test_what_the_words_make_of_them_goes_first(state: str, text: str, number: dict[str, str]) -> None:
    assert told(text, state) == number


def test_what_others_were_told_is_a_price() -> None:
    owner = Owner()
    owner.says(
        "/start",
        "electrician",
        "we talk first",
        "15",
        "I'd quote maybe 12 of em. The rest I told em a hundred and eighty",
    )
    assert owner.chat is not None
    answers = owner.chat.sessions[-1].answers
    assert answers["people"].amount is not None
    assert answers["people"].amount.value == 15


@pytest.mark.parametrize(
    ("state", "text", "number"),
    [
        ("q:room", "8 or so. I've only one bed", {"room": "8"}),
        ("q:room", "4 a week I could manage grand", {"room": "4"}),
        ("q:room", "4. grand means fine where im from", {"room": "4"}),
        ("q:room", "the room fits 18 and its half empty so maybe 10 a week?", {"room": "10", "busy": "waiting"}),
        ("q:fit", "7 id say. some of them only want the grass cut and think i do that", {"fit": "7"}),
        (
            "q:talked",
            "most of them, id say 12. sometimes i see the dm two days later when im up to my eyes",
            {"talked": "12"},
        ),
    ],
)
def test_a_number_of_something_else_is_no_answer(state: str, text: str, number: dict[str, str]) -> None:
    done = played(text, state)
    assert {act.name: act.value for act in done.acts if act.kind in ("tells", "corrects")} == number
    assert not any("confirm" in name for name in done.names)
