"""What a message only speaks of is stored nowhere: a number of the verdict, one that is won already, an option by the way."""

import pytest

from bot.hearing.reasons import without_one_case
from bot.language.listening.acts import Act
from bot.language.templates import words
from tests.checkup.follow_ups import OWNERS, after_the_verdict, answer_to, stored
from tests.checkup.reactions import TALKING
from tests.checkup.test_what_if import labels, said
from tests.listening.played import Owner, at

TRANSLATOR = {**TALKING, "trade": "translator", "people": "17", "talked": "17", "customers": "2", "room": "3", "wanted": "1", "fit": "7", "busy": "waiting for work"}  # fmt: skip
DENTIST = {**TALKING, "trade": "dentist", "people": "55", "talked": "31", "customers": "24", "room": "20", "wanted": "10", "fit": "9"}  # fmt: skip
CATERER = {**TALKING, "trade": "caterer", "people": "34", "talked": "33", "customers": "6", "room": "9", "wanted": "3", "fit": "7", "reason": "they go to somebody else"}  # fmt: skip


@pytest.fixture(autouse=True)
def owners(monkeypatch):
    for name, answers in (("translator", TRANSLATOR), ("dentist", DENTIST), ("caterer", CATERER)):
        monkeypatch.setitem(OWNERS, name, answers)


def options(name, text):
    """Return the options that a message changed."""
    owner, _ = answer_to(name, text)
    old, new = (chat.sessions[-1].answers for chat in (after_the_verdict(name), owner.chat))
    return {one: answer.choice for one, answer in new.items() if answer.choice and not answer.same_as(old.get(one))}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("translator", "Two clients came in these weeks and I wish one per week, so I am in the half. But August here is always empty"),
        ("dentist", "If I'm already getting six a week and want ten, why not simply put an ad in the parish magazine as we always used to?"),
        ("caterer", "Of those 33 maybe ten are still deciding so your 6 isn't finished yet"),
    ],
)  # fmt: skip
def test_a_number_that_is_only_spoken_of_is_neither_stored_nor_supposed(name, text):
    assert stored(name, text) == {}
    assert "Keep it" not in labels(answer_to(name, text)[0])


def test_a_wish_that_is_put_off_in_the_same_breath_is_not_stored():
    text = "6 customers more a month would be great but I've only the one oven till March, so maybe 3"
    assert stored("caterer", text) == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("caterer", "Wedding season is booked by January with us so these weeks in November are people just dreaming for 2 years off"),
        ("caterer", "been doing it a week now, sent 7 rough ones, 3 came back with questions within the hour which NEVER happens"),
    ],
)  # fmt: skip
def test_an_option_is_not_stored_from_a_message_about_something_else(name, text):
    assert options(name, text) == {}


def test_the_value_of_a_sale_beside_the_question_what_is_to_be_won_is_answered_in_money():
    owner, _ = answer_to("caterer", "how much is 3 more a week worth to me if the average job is 850")
    assert said(owner).startswith("With 850 for a sale:")
    assert "Keep it" in labels(owner)
    assert stored("caterer", "how much is 3 more a week worth to me if the average job is 850") == {}


def test_a_bare_number_is_asked_about_with_what_was_left_open_first():
    owner, _ = answer_to("translator", "44")
    assert labels(owner)[0] == "44 new clients in twelve months"
    assert any("people in touch" in label for label in labels(owner))
    assert stored("translator", "44") == {}


@pytest.mark.parametrize(
    ("state", "text", "unheard"),
    [
        ("q:customers", "4 like I said, but really its cause I’ve no slots until February", "reason"),
        ("q:talked", "most of them, id say 12. sometimes i see the dm two days later when im up to my eyes", "speed"),
        ("start", "I do beauty, brows and lashes. 2 new people messaged this month, both booked", "path"),
    ],
)
def test_what_nobody_asked_for_and_only_follows_from_a_word_is_not_heard(state, text, unheard):
    owner = Owner() if state == "start" else Owner(at(state))
    owner.says(text)
    answers = owner.chat.open.answers
    assert unheard not in answers
    assert answers.keys() & {"customers", "talked", "people"}


def test_a_question_about_the_website_changes_nothing():
    owner = Owner(at("verdict"))
    before = owner.chat.sessions[-1].answers
    owner.says("thats good i dont give a from price ever. should i put it on the website like, gardens from 4000")
    assert owner.chat.sessions[-1].answers == before


def test_a_curse_about_the_owners_own_numbers_is_no_anger_at_the_bot():
    owner = Owner()
    owner.says("roofer in bristol. quoted 12 jobs in the last 2 months won 3. thats crap innit")
    assert "annoys" not in said(owner)


def test_a_word_beside_a_question_ends_no_weekly_question():
    owner = Owner(at("verdict"))
    owner.says("Nah forget the message. The other bloke is 50 cheaper and I lose em. Do I drop my price or what")
    assert "weekly question is off" not in said(owner)


@pytest.mark.parametrize(
    "text",
    [
        "sir I am already putting banner and pamphlets everywhere, no one calls",
        "no one compares anything, you asked what a sale is worth",
        "nobody reads my posts anyway",
        "I haven't even had 10 people this year",
        "we don't get 20 calls in a month",
    ],
)
def test_no_number_is_supposed_that_is_only_denied(text):
    _, found = answer_to("coach", text)
    assert not any(one.startswith("topics/suppose") for one in found)
    assert not stored("coach", text)


@pytest.mark.parametrize("text", ["what if nobody came", "and if no one called at all?", "what if I had no customers"])
def test_what_would_be_without_anybody_is_reckoned_where_that_is_asked(text):
    _, found = answer_to("coach", text)
    assert "topics/suppose:verdict" in found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("shop", "Newsletter is out to 60 people, 7 ordered the new one in two days. This is a lot for me!"),
        ("shop", "But 9000 came on my website and only 12 bought. How is that marketing short? They don't buy"),
        ("plumber", "we missed nobody tho. how do i get more of the 36 to say yes"),
        ("plumber", "we gave 36 some quotes"),
    ],
)
def test_a_report_an_objection_and_a_question_suppose_and_change_no_number(name, text):
    _, found = answer_to(name, text)
    assert not any(one.startswith("topics/suppose") for one in found)
    assert not stored(name, text)


@pytest.mark.parametrize(
    "text",
    [
        "lost one to a bigger firm because we had no certificate. worth getting it?",
        "lost a client to a cheaper rival this week, should I drop my price",
        "a lady told me I'm too dear. do I lower it?",
        "we lost a man yesterday, he went with somebody else",
    ],
)
def test_one_case_is_no_usual_no(text):
    owner, _ = answer_to("fitter", text)
    assert "reason" not in options("fitter", text)
    assert "Noted" not in said(owner)


def test_what_most_say_is_the_usual_no():
    heard = (Act("tells", "reason", "price", chance=0.9),)
    for text in ("most say it's too dear, one of them was rude", "they all go elsewhere, a lady told me"):
        assert without_one_case(heard, text, words("en")) == heard
    assert not without_one_case(heard, "one of them said it's too dear", words("en"))
