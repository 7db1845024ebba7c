"""What the verdict says would help to know is an answer when it is told right after it."""

import pytest
from msgspec.structs import replace

from tests.checkup.follow_ups import OWNERS, after_the_verdict, answer_to
from tests.checkup.reactions import REACTING, TALKING
from tests.listening.played import Owner, catalogue

ACCOUNTANT = {
    "trade": "accountant",
    "path": "we talk first",
    "people": "12",
    "talked": "11",
    "customers": "2",
    "room": "4",
    "wanted": "1",
    "fit": "7",
    "reason": "they go to somebody else",
    "busy": "about right",
}


@pytest.fixture(autouse=True)
def accountant(monkeypatch):
    monkeypatch.setitem(OWNERS, "accountant", ACCOUNTANT)


@pytest.fixture
def school(monkeypatch):
    """Let there be a school that left open for how long people have got in touch."""
    answers = {"trade": "language school", "people": "55", "talked": "30", "customers": "14", "room": "20"}
    monkeypatch.setitem(OWNERS, "school", {**TALKING, **answers, "wanted": "6", "fit": "7"})


@pytest.fixture
def band(monkeypatch):
    """Let there be a band that has room for 3 people a week and talks with 5."""
    monkeypatch.setitem(OWNERS, "band", {**TALKING, **REACTING["band"]})


def told(text: str) -> dict[str, object]:
    """Return what a message of the accountant's changed in the answers to the check-up."""
    old = after_the_verdict("accountant").sessions[-1].answers
    owner, _ = answer_to("accountant", text)
    new = owner.chat.sessions[-1].answers
    return {
        name: answer.choice or answer.amount.value for name, answer in new.items() if not answer.same_as(old.get(name))
    }


def test_the_verdict_leaves_the_speed_open():
    chat = after_the_verdict("accountant")
    assert catalogue().forms["checkup"].left_open(chat, chat.sessions[-1]) == "speed"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("i answer the same day usually", {"speed": "same_day"}),
        ("mostly within the hour", {"speed": "hour"}),
        ("a couple of hours", {"speed": "same_day"}),
        ("2 days give or take", {"speed": "later"}),
        ("it takes me a day to reply", {"speed": "next_day"}),
        ("to answer your question, the same day", {"speed": "same_day"}),
        ("won 22 clients this year", {"year_customers": 22.0}),
        ("over the last twelve months we took on 31 new clients", {"year_customers": 31.0}),
        ("they answer within two days usually, sometimes the same evening", {"speed": "later"}),
        ("how soon do people answer? I get back to them in about 3 days, we all have day jobs", {"speed": "later"}),
        ("I answer within a day usually, two in high season", {"speed": "next_day"}),
        ("I had 14 clients in the last year, last year before that 17", {"year_customers": 14.0}),
        ("3 days. we had about 30 enquiries a month since the summer", {"speed": "later"}),
    ],
)
def test_its_answer_is_taken(text, answer):
    assert told(text) == answer


@pytest.mark.parametrize(
    ("language", "text", "age"),
    [
        ("en", "they've been asking since mid April, mostly for the summer intensive", "months"),
        ("en", "I've been ringing them since mid April", None),
        ("es", "preguntan desde mediados de abril", "months"),
        ("ru", "обращаются с апреля", "months"),
        ("id", "mereka bertanya sejak April", "months"),
    ],
)
def test_since_when_people_ask_is_how_long_they_get_in_touch(school, language, text, age):
    chat = after_the_verdict("school")
    owner = Owner(replace(chat, owner=replace(chat.owner, language=language)))
    owner.says(text)
    answer = owner.chat.sessions[-1].answers.get("age")
    assert (answer and answer.choice) == age


@pytest.mark.parametrize(
    "text",
    [
        "thanks",
        "ok will try that",
        "about 25 of them in the mornings",
        "what shall I do? we moved offices last month",
        "how soon should i answer?",
        "it's because i'm bad at selling",
        "wrong 1 time in 4 so theres a quarter chance i waste my saturday",
        "a showroom on the retail park, 18k a year, would that sort it or is it madness",
        "three sizes how, a kitchen is a kitchen. it's either 14 units or it isnt",
    ],
)
def test_what_is_no_answer_changes_nothing(text):
    assert told(text) == {}


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("room for 3 a week is wrong, we do 3 gigs but can talk with as many couples as we like", "room"),
        ("sorry 5 a week talked is right. room is for bookings", "room"),
        ("5", "room"),
        ("the second one", "room"),
        ("the room is wrong", "room"),
        ("it's 3. we dont talk to 5 a week", "talked"),
    ],
)
def test_which_of_two_numbers_is_off_is_asked_for_and_nothing_is_stored(band, text, question):
    old = after_the_verdict("band").sessions[-1].answers
    owner, found = answer_to("band", text)
    assert {"topics/doubt:off", f"checkup/{question}:ask"} <= found
    assert owner.chat.sessions[-1].answers == old


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3 is wrong, it's more like 8", 8),
        ("the room number is off, make it 6 a week", 6),
        ("5 is right, room is 7", 7),
    ],
)
def test_the_right_number_beside_the_wrong_one_is_taken(band, text, number):
    owner, _ = answer_to("band", text)
    assert owner.chat.sessions[-1].answers["room"].amount.value == number


@pytest.mark.parametrize(
    "text",
    ["I only talk with the right people", "i think the verdict is wrong", "is the room wrong?", "5 of them booked"],
)
def test_what_says_nothing_of_the_two_numbers_mends_neither(band, text):
    _, found = answer_to("band", text)
    assert "topics/doubt:off" not in found


def test_the_reason_is_taken_though_another_answer_would_help_more(monkeypatch):
    monkeypatch.setitem(OWNERS, "app", {**TALKING, **REACTING["app"]})
    chat = after_the_verdict("app")
    assert catalogue().forms["checkup"].left_open(chat, chat.sessions[-1]) == "age"
    owner, _ = answer_to("app", 'The usual no is "not this quarter", so timing basically')
    assert owner.chat.sessions[-1].answers["reason"].choice == "not_now"


@pytest.mark.parametrize(
    "text",
    [
        "How many clients I got last year? About 15 new. But many left after",
        "new ones in the last twelve months? 15",
        "clients won last year? 15 new clients, I think",
    ],
)
def test_the_customers_of_a_year_are_told_behind_the_question(text):
    assert told(text)["year_customers"] == 15


def test_another_number_behind_another_question_is_none():
    assert "year_customers" not in told("did I win anybody last year? I rang 15 of them")
