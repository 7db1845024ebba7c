"""What owners say of numbers, typed to the whole bot at each question."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.events import Tap
from bot.core.week_numbers import WeekNumbers
from bot.language.listening.amounts import tokens_in
from bot.language.listening.answer import read_count
from bot.language.listening.counted import CountQuestion
from bot.language.listening.week_told import week_told
from tests.amounts.score import Line, play, result
from tests.listening.played import Owner, at

pytestmark = pytest.mark.unmeasured  # it reaches what others reach

SAID = """
q:people	about 3 a day but not sundays cos we shut the chippy	18/week
q:people	3 a day, shut at weekends	15/week
q:people	1st week: 11, 2nd: 7, 3rd: 13, this one 9	40
q:people	20 a week, christmas was 140 but thats a one off	20/week
q:people	in summer its 12 a day but right now more like 2 a day	2/day
q:people	My daughter keeps the book and she is on holiday	unknown
q:people	1200 hits on the site but 18 got in touch	18
q:people	nearly 60 this month	60
q:people	it was 50, now its half that	25
q:people	12 a week, sometimes 15	12-15/week
q:customers	8 so far, 4 more quotes out	8
q:customers	two weddings and three birthdays	5
q:customers	bugger all	none
q:customers	sold 30 cakes to 11 people	11
q:orders	dont have an online shop	none
q:talked	9 still waiting for a reply	41
q:talked	couldnt get hold of 8	42
q:room	open 9 to 5 weekdays	ask
q:room	we open at 9	ask
q:room	3 kitchens a month	3/month
q:room	however many come	vague
q:wanted	50% more than now	ask
q:wanted	10 would be nice but 5 is fine	5
q:value	$200 if you avg it out, best one ever was 1900	200
weekly	9 rang, talked to 6, sold 2 sheds for 3k	people=9 talked=6 customers=2
weekly	9 chats 3 orders	talked=9 customers=3
weekly	14 calls, talked to 10, 4 orders	people=14 talked=10 customers=4
q:people	31 nah make it 34 forgot saturday	34
q:people	we moved on the 3rd and since then 17 rang	17
q:people	opened the 2nd shop and 26 people asked	26
q:talked	everyone except the 4 who hung up	46
q:talked	everybody but maybe 2	48
q:talked	all but the two prank calls	48
weekly	mon 1, tue 4, wed 2	7
weekly	three more than last week, that was 8	11
weekly	5 down on last week's 20	15
weekly	4 fewer than last week	ask
weekly	3 more than last week	ask
weekly	20 in, of which 6 we never called back	people=20 talked=14
weekly	11 leads, 3 i didn't reply to	people=11 talked=8
q:people	7 on a good week	7/week
q:people	12 in a normal week	12/week
q:people	9 per working day	9/working day
q:people	a couple a day	2/day
q:people	5 couples	5
q:people	3 a fortnight	3/fortnight
q:people	30 a quarter	30/quarter
q:people	109 last year	109/year
q:people	60 since March	60/since mar
q:people	205 in the last two months	205/2 month
q:people	50 a month	50/month
q:people	8 to 10 a month	8-10/month
q:people	8 walk-ins, 4 by phone	12
q:people	30 leads, 20 fb 10 google	30
q:people	i said 12 but its 21	21
q:people	more than ever, 60 last month	60/month
q:people	more than ever	ask
q:people	hard 2 say	unknown
q:people	some	ask
q:people	a fair few	ask
q:people	same as before	ask
q:people	none	0
q:people	3 kids so busy	ask
q:people	not 12	ask
q:people	12 hours	ask
q:people	12 good week	ask
q:people	30 in the last few weeks	ask
q:people	3,5k	3500
q:people	12 in a working week	12/week
q:room	max 10	10
q:room	up to 10	10
q:room	10 max	10
q:wanted	no more than 4	4
q:wanted	hard 2 say	unknown
q:wanted	12 people a week	12
q:talked	out of 50, 28	28
q:talked	all of them but 3	47
q:talked	9 out of 10	9/10
q:customers	9 out of 10	9/10
q:customers	hard 2 say	unknown
q:customers	5 star reviews	ask
q:fit	hard 2 say	unknown
weekly	hard 2 say	people=unknown
weekly	some	ask
weekly	a fair few	ask
weekly	15 enquiries, quoted 9, won 3	people=15 talked=9 customers=3
weekly	lots of messages, 6 sales	customers=6
weekly	6 sales	customers=6
weekly	4 bought out of 19	people=19 customers=4
weekly	12 leeds 3 slaes	people=12 customers=3
weekly	about 15, talked with 12, 3 joined	people=15 talked=12 customers=3
weekly	- 12 calls\\n- 9 quotes\\n- 2 won	people=12 talked=9 customers=2
weekly	calls - 13; quoted - 9; sold - 2	people=13 talked=9 customers=2
weekly	slow one... 5 sales	customers=5
weekly	8 calls, 4 emails, 3 won	people=12 customers=3
"""
ROWS = [row.split("\t") for row in SAID.strip().splitlines()]


@pytest.mark.parametrize(("state", "text", "expected"), ROWS, ids=[f"{row[0]} {row[1]}" for row in ROWS])
def test_what_is_said_is_taken_as_it_is_meant(state, text, expected):
    line = Line(state, text.replace("\\n", "\n"), expected)
    assert result(line) == "right", play(line.text, state).answers


@pytest.mark.parametrize(
    ("text", "said"),
    [("50 a month", "50 a month"), ("8 to 10 a month", "8 to 10 a month"), ("3 a fortnight", "3 a fortnight"),
     ("109 last year", "109 in the last year"), ("9 per working day", "9 a working day"), ("30 a quarter", "30 a quarter")],
)  # fmt: skip
def test_a_stretch_of_time_is_said_back_as_it_was_told(text, said):
    assert said in play(text, "q:people").text.replace("<b>", "").replace("</b>", "").replace("About", "")


def test_what_a_unit_of_time_without_a_rate_means_is_asked_with_both_as_buttons():
    assert play("12 good week", "q:people").buttons[:2] == ("12 in all", "12 a week")


def test_a_number_that_may_count_something_else_is_taken_once_it_is_confirmed():
    owner = Owner(at("q:people"))
    owner.says("3 kids so busy on 5 days")
    owner = Owner(at("q:people"))
    owner.says("5 star reviews")
    button = owner.replies[0].rows[0][0]
    assert button.label == "Yes, 5"
    owner.does(Tap(button.data, "tap"))
    assert owner.chat.open.answers["people"].amount.value == 5


def test_two_bare_numbers_are_asked_about_and_never_refused():
    done = play("12 or was it maybe 15", "q:people")
    assert {"12 to 15", "12", "about 15"} <= set(done.buttons)
    assert not any("two_numbers" in name for name in done.names)


@pytest.mark.parametrize(
    "text", ["70 or so? maybe 75", "75. 145 would be nice", "40ish? nearer 52 probably", "20, 26 tops"]
)
def test_a_guess_and_a_better_guess_are_never_added_up(text):
    first, second = (int(number) for number in re.findall(r"\d+", text))
    assert not any(str(first + second) in button for button in play(text, "q:people").buttons)


@pytest.mark.parametrize(
    "text",
    [
        "all of them obviously they are standing in front of me",
        "all of them they are right here at the counter",
        "everyone really they are stood at my desk",
        "all they are in my shop",
    ],
)
def test_all_are_taken_whatever_is_remarked_of_where_they_are(text):
    owner = Owner(at("q:talked"))
    came = owner.chat.open.answers["people"].amount.value
    owner.says(text)
    assert owner.chat.open.answers["talked"].amount.value == came


@pytest.mark.parametrize("text", ["all of them they walk in here", "all of them they wrote on facebook"])
def test_all_who_did_something_else_are_asked_about(text):
    owner = Owner(at("q:talked"))
    owner.says(text)
    assert "talked" not in owner.chat.open.answers


def test_a_number_that_contradicts_one_of_the_same_week_is_asked_about():
    owner = Owner(at("weekly"))
    owner.says("12 people, 3 bought", "0")
    session = owner.chat.open
    assert session.step == "settle"
    assert session.proposed.amount.value == 3  # what was told first is not lost
    assert "Which one is right?" in owner.replies[-1].text


@pytest.mark.parametrize(
    ("text", "value"),
    [("unos cuarenta al mes", 40), ("vinte e três", 23), ("тысяча двести", 1200), ("seribu dua ratus", 1200),
     ("एक हज़ार दो सौ", 1200), ("४०", 40), ("दिन में दो", None), ("nadie", 0), ("dua belas", 12)],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "es", "pt-br", "ru", "id", "hi"])
def test_number_words_of_every_language_are_read_in_every_setting(text, value, language):
    read = read_count(text, CountQuestion("people", "q:people", language))
    if value is None:
        assert read.span.unit == "day"
    else:
        assert read.amount.value == value


@pytest.mark.parametrize("text", ["once", "um", "a", "no", "me", "one", "e", "de"])
def test_an_english_word_is_left_to_english(text):
    read = read_count(text, CountQuestion("people", "q:people", "en"))
    assert getattr(getattr(read, "amount", None), "value", None) in (None, 0, 1)


WORDS = st.sampled_from(
    ["12", "3,5k", "a", "week", "per", "month", "since", "march", "15", "of", "the", "last", "and", "half", "not", "£", "-",
     "calls", "won", ",", "\n", "one", "two", "hundred", "from", "to", "in", "couple", "every", "other", "all", "but", "%", "/",
     "quarter", "mil", "दो", "सौ", "y", "cien", "so far", "this", "year", "pm", "1st", "may", "0", "9am", "?", "31", "30"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=14).map(" ".join)))
def test_no_text_breaks_the_reading(text):
    tokens_in(text, "en")
    read_count(text, CountQuestion("people", "q:people", "en"))
    assert week_told(text, language="en") is None or isinstance(week_told(text, language="en"), WeekNumbers)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(WORDS, min_size=1, max_size=8).map(" ".join),
    st.sampled_from(["q:people", "q:room", "q:customers", "weekly"]),
)
def test_no_text_breaks_a_turn(text, state):
    if text.strip() and not text.startswith("/"):
        assert play(text, state).text
