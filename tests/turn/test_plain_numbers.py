"""Numbers with their names, among others of something else, are taken as they are told: none is summed up, asked again or lost."""

import pytest

from tests.listening.played import Owner, played


def told(text: str, state: str) -> dict[str, str]:
    """Return what is stored of a message, where nothing is asked about it."""
    done = played(text, state)
    assert not done.proposed
    return {act.name: act.value for act in done.acts if act.kind in ("tells", "corrects")}


def owner_at(*answers: str) -> Owner:
    """Return an owner who has answered the first questions."""
    owner = Owner()
    owner.says("/start", "plumber", "we talk first", *answers)
    return owner


def numbers_of(owner: Owner) -> dict[str, float]:
    answers = owner.chat.sessions[-1].answers.values()
    return {one.question: one.amount.value for one in answers if one.amount is not None}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("answered all of them, though 6 went silent once they had the price", {"talked": "50"}),
        ("I got back to every one. 7 read it and never wrote again", {"talked": "50"}),
        ("All 50 I answered. But 20 came for a look, the other 30 ghosted", {"talked": "50"}),
        ("all of them, we ring straight back. as I said 9 signed", {"talked": "50"}),
    ],
)
def test_all_are_talked_with_whoever_drops_out_later(text, numbers):
    assert told(text, "q:talked").items() >= numbers.items()


@pytest.mark.parametrize(
    "text", ["all 50 rang, I answered 30", "all of them wanted a discount, so I only talked to 30"]
)
def test_all_who_did_something_else_are_not_all_talked_with(text):
    assert told(text, "q:talked").get("talked") != "50"


def test_both_of_two_are_all_of_them():
    owner = owner_at("2", "no, go on with these weeks", "both, I ring back at once. one signed, the other went quiet")
    assert numbers_of(owner) == {"people": 2, "talked": 2, "customers": 1}


@pytest.mark.parametrize(
    ("before", "text", "numbers"),
    [
        (("12", "4"), "ugh no. 12 wrote, 8 I talked to, 6 booked. 4 ghosted", {"people": 12, "talked": 8, "customers": 6}),
        (("12", "4"), "nah 4 is who dropped out. 9 I talked to and 6 booked", {"people": 12, "talked": 9, "customers": 6}),
        (("12", "4"), "8 I talked to properly and 6 signed", {"people": 12, "talked": 8, "customers": 6}),
        (("12", "4", "8"), "12 enquiries, 9 I talked to, 8 booked", {"people": 12, "talked": 9, "customers": 8}),
        (("12", "4"), "I talked with all 12 of them. 3 of the 12 signed", {"people": 12, "talked": 12, "customers": 3}),
        (("12", "1"), "no no not 1. I answered all 12, 5 came to try and 2 signed up", {"people": 12, "talked": 12, "customers": 2}),
        (("12", "6", "8"), "Wrong. 2 bought, not 8. 6 conversations, 2 contracts", {"people": 12, "talked": 6, "customers": 2}),
    ],
)  # fmt: skip
def test_numbers_with_their_names_settle_what_was_told_before(before, text, numbers):
    owner = owner_at(*before)
    owner.says(text)
    assert numbers_of(owner) == numbers


def test_a_no_before_a_name_puts_an_earlier_answer_right_beside_the_open_one():
    owner = owner_at("12", "4", "3", "5 a week")
    owner.says("No, I talked with 9! The weeks are about right")
    assert numbers_of(owner)["talked"] == 9


@pytest.mark.parametrize(
    ("text", "state", "numbers"),
    [
        ("4 last quarter. 20 calls, 9 proposals, 4 signed", "q:customers", {"customers": "4"}),
        ("7 ordered. 5 more are still on the fence, one of them since January", "q:customers", {"customers": "7"}),
        ("9 of the 45. None of the others, as far as I know", "q:customers", {"customers": "9"}),
        ("none! full diary, 38 hrs a week in the van. nothing till april", "q:room", {"room": "0"}),
        ("I've 7 pupils now and room for 20. I could see 3 new people a week", "q:room", {"room": "3"}),
        ("We do 5 dogs a day, 4 days a week, mostly regulars. so new ones, 4 a week maybe", "q:room", {"room": "4"}),
        ("1 a week would be lovely. 12 more would fill me up", "q:wanted", {"wanted": "1"}),
        ("5 more in the next 3 months, so roughly half a customer a week", "q:wanted", {"wanted": "0.5"}),
        ("6 a week please, now it's about 2", "q:wanted", {"wanted": "6"}),
    ],
)
def test_the_number_that_answers_is_taken_among_others(text, state, numbers):
    heard = told(text, state)
    assert {name: value.removeprefix("about ") for name, value in heard.items() if name in numbers} == numbers


@pytest.mark.parametrize(
    "text",
    ["bout 12? my regulars dont count right?", "9! does a voice note count?", "maybe 15. do you mean new ones only?"],
)
def test_a_number_before_a_question_is_kept_and_the_question_answered(text):
    owner = owner_at(text)
    assert numbers_of(owner)["people"] in (9, 12, 15)
    assert len(owner.replies[0].text.split("\n\n")) > 1


@pytest.mark.parametrize(
    ("text", "customers", "line"),
    [
        ("five, and three more are waiting on their insurance", 5, "Still deciding: 3."),
        ("4 said yes, another 2 are thinking about it", 4, "Still deciding: 2."),
        ("6 signed, 3 still undecided", 6, "Still deciding: 3."),
    ],
)
def test_those_still_deciding_are_named_and_no_customers(text, customers, line):
    owner = owner_at("30", "20", text)
    assert numbers_of(owner)["customers"] == customers
    assert line in owner.replies[0].text


@pytest.mark.parametrize(
    "text",
    [
        "We talk first. At least three meetings per contract",
        "We talk first, two visits for every job",
        "Talk first, 4 calls with each customer",
    ],
)
def test_so_many_of_each_of_something_count_nobody(text):
    owner = Owner()
    owner.says("/start", "plumber", text)
    assert numbers_of(owner) == {}


@pytest.mark.parametrize(
    "text",
    [
        "3 last quarter. 24 calls, 6 proposals, 3 signed",
        "24 discovery calls, 6 proposals, 3 came of it",
        "24 calls and 6 quotes went out",
    ],
)
def test_proposals_take_no_place_of_those_talked_with(text):
    owner = owner_at("60", "24", text)
    assert numbers_of(owner)["talked"] == 24


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("roofer. thirty people call us, I went out and looked at twenty two, gave a price and we ended up doing five roofs", {"people": 30, "talked": 22, "customers": 5}),
        ("Consultant. 8 serious conversations, 3 contracts signed", {"talked": 8, "customers": 3}),
    ],
)  # fmt: skip
def test_no_step_of_a_first_sentence_is_lost(text, numbers):
    owner = Owner()
    owner.says("/start", text)
    assert numbers_of(owner) == numbers


def test_so_many_more_a_day_that_are_told_for_a_week_as_well_come_on_top_of_those_now():
    owner = Owner()
    owner.says("/start", "cafe", "they order without talking", "4000", "9000", "50 more a day, so 300 a week or so")
    assert numbers_of(owner)["wanted"] == 1300


@pytest.mark.parametrize(
    "text",
    [
        "yes all 12 got a quote",
        "every one of the 12, same day",
        "I answered every one of the 12 that day. Everybody was offered a visit.",
        "12. what i said",
        "12, thats what i told you",
        "All of them. well i dont chase em after, if thats what you mean. they either want it or they dont",
        "All of them. I never push afterwards, if that's the question",
        "all 12 were quoted",
    ],
)
def test_all_of_them_is_a_plain_answer_whatever_is_said_behind_it(text):
    owner = owner_at("12", text)
    assert numbers_of(owner)["talked"] == 12
