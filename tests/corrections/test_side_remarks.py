"""What is said by the way answers no question that nobody asked, unless it is plainly about that question."""

import pytest

from tests.listening.played import played


def told(text, state, language="en"):
    """Return the options that are stored of a message, by question."""
    return {
        act.name: act.value for act in played(text, state, language).acts if act.kind == "tells" and not act.is_number
    }


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("q:room", "25 a week easily. They usually stay about 2 years."),
        ("q:customers", "nine of them. clients usually keep me for years"),
        ("q:room", "10 a week. on average they are with us 3 years"),
        ("q:fit", "I only have 11 students, plus maybe 8 old ones who finished. They don't come back, they grew up"),
        ("q:fit", "7. my old students left because they found someone cheaper"),
        ("q:room", "10, the ones who left said I got too expensive"),
        ("q:talked", "12, two of my regulars moved away and went quiet"),
        ("q:room", "maybe 5 new ppl a week. only quiet tues n weds tho, fri sat im rammed"),
        ("q:wanted", "3. saturdays I'm swamped, rest is ok"),
        ("q:people", "14, fridays rammed"),
        ("q:people", "30, is it because im too dear?"),
    ],
)
def test_what_is_about_something_else_is_not_taken(state, text):
    assert told(text, state) == {}


@pytest.mark.parametrize(
    ("language", "state", "text"),
    [
        ("es", "q:room", "10 por semana. los que se fueron decían que era caro"),
        ("pt-BR", "q:room", "10 por semana. os que saíram achavam caro"),
        ("ru", "q:room", "10 в неделю. бывшие ученики говорили, что дорого"),
        ("id", "q:room", "10 per minggu. murid yang sudah lulus bilang mahal"),
        ("hi", "q:room", "10 hafte mein. jo chale gaye bolte the mehnga hai"),
    ],
)
def test_nor_in_another_language(language, state, text):
    assert told(text, state, language) == {}


@pytest.mark.parametrize(
    ("state", "text", "options"),
    [
        ("q:people", "20. they take about two weeks to decide", {"lag": "weeks"}),
        ("q:customers", "5, they mostly say its too dear", {"reason": "price"}),
        ("q:people", "30, we're booked solid", {"busy": "swamped"}),
        ("q:talked", "12, I get back to them the same day", {"speed": "same_day"}),
        ("q:talked", "20, should I be cheaper, everybody says im too dear", {"reason": "price"}),
    ],
)
def test_what_is_plainly_about_a_question_is_taken(state, text, options):
    assert told(text, state) == options


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("not swamped, its half n half", "right"),
        ("not swamped, a bit of both", "right"),
        ("somewhere in between", "right"),
        ("not quiet, swamped", "swamped"),
    ],
)
def test_an_option_that_is_denied_by_its_name_is_not_taken(text, option):
    assert told(text, "q:busy") == {"busy": option}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Driving instructor, Manchester. Before we start I'm full till spring so not sure what you can do for me",
        ),
        ("en", "plumber, booked out until March"),
        ("en", "My diary is full until March, I'm a tiler"),
        ("es", "soy peluquera, llena hasta marzo"),
        ("pt-BR", "sou dentista, agenda cheia até março"),
        ("ru", "парикмахер, запись полная до марта"),
        ("id", "tukang cukur, penuh sampai maret"),
        ("hi", "main dentist hoon, march tak full"),
    ],
)
def test_who_is_full_till_spring_is_swamped(language, text):
    assert told(text, "start", language).get("busy") == "swamped"


@pytest.mark.parametrize(
    "text",
    [
        "wedding cakes, 60 enquiries in november, Jan to March it's dead",
        "I run a guest house, january is dead quiet, 40 asked last month",
        "landscaper, 12 calls a month, winter is always slow",
    ],
)
def test_how_quiet_another_time_is_tells_nothing_of_now(text):
    assert not told(text, "start").keys() & {"busy", "season"}


def test_half_and_half_is_said_of_weeks_only_where_they_are_asked_for():
    assert told("half and half, web and phone", "q:path") == {"path": "both"}


@pytest.mark.parametrize(
    "text",
    [
        "Gareth, handyman in Swansea, Mumbles way mostly. phone rings 9 times a week, I get to 6 and 4 say yes",
        "mobile hairdresser in Leeds. my sister says i need to be on tiktok. 14 asked last month",
        "plumber, my wife reckons I should be on facebook, 20 rang last month",
    ],
)
def test_a_first_sentence_is_not_told_that_there_is_no_verdict_yet(text):
    done = played(text, "start")
    assert not done.names & {"topics/verdict:none", "topics/social:problem_marketing"}


@pytest.mark.parametrize(
    "text",
    [
        "I did not say swamped. I would like 6 new contracts in a year",
        "I never said swamped, 6 a year is what I want",
        "didn't say swamped. 6 a year please",
    ],
)
def test_what_was_not_said_is_not_told(text):
    assert told(text, "q:wanted").get("busy") is None
