"""Of several options in one message that counts which is told of most of the time; weeks of both kinds are about right."""

import pytest

from tests.listening.played import Owner, at


@pytest.mark.parametrize(
    ("state", "text", "choice"),
    [
        ("busy", "up and down. some weeks im waiting on the phone, then its chocka when the weather turns", "right"),
        ("busy", "swamped on a friday and sat, tumbleweed tues wed", "right"),
        ("busy", "Busy, but that’s the charity sector for you. Some days I’m swamped, mostly ok", "right"),
        ("busy", "Oh it’s very quiet. Mondays I do my own knitting", "waiting"),
        ("busy", "swamped, no time for anything", "swamped"),
        ("busy", "swamped but the bank account dont look swamped", "swamped"),
        ("busy", "run off my feet, though my wallet doesn't feel swamped", "swamped"),
        ("busy", "snowed under but the till isn't busy", "swamped"),
        ("busy", "up and down, thursdays and fridays im run off my feet and then wednesdays nothing", "right"),
        ("busy", "The weeks are so so, a lot of training days in autumn and nothing in January", "right"),
        ("busy", "feast or famine, flat out before christmas, then I could sleep", "right"),
        ("busy", "up and down, when it storms we're buried, so I guess waiting more than buried right now", "waiting"),
        ("path", "They just book the intro class online. Actually no, most of them ring me first, then book", "talk"),
        ("path", "we take web orders, sorry, I mean they all call us first for a price", "talk"),
        ("speed", "within the hour. no wait, more like the next day if I'm honest", "next_day"),
        ("reason", "they say it's too dear. actually no, most just never reply", "quiet"),
        ("busy", "As for how it feels, about right, with some gaps on Thursdays", "right"),
        ("speed", "Same day mostly, when I give training it becomes the evening", "same_day"),
        ("path", "Talk first, always. So 3 signed out of 5 proposals. The rest: 80% say we're too expensive", "talk"),
        ("path", "Talk first, always. The rest: 80% say we're too expensive vs their provider", "talk"),
        ("path", "we always ring them first. 60% say it's dear", "talk"),
        ("age", "3 years, every year the same: mad till Christmas then nothing till Easter", "longer"),
        ("age", "5 months, slow start, getting better", "months"),
        ("season", "bit busier see, everyone wants it done before the holidays", "busier"),
        ("busy", "bout right, I do some ranch work for my uncle on the side so I aint sittin", "right"),
        ("busy", "Swamped with furniture, not with donors! For donors it's far too quiet", "waiting"),
        ("busy", "it's far too quiet for donors, and the van is never idle", "waiting"),
        ("busy", "Waiting around more than I’d like tbh, winter was dead quiet and now its warming up", "waiting"),
        ("reason", "They say they haven’t the time, usually. Or the PVG check takes so long they drift off", "not_now"),
        ("reason", "too dear mostly, some go quiet", "price"),
    ],
)
def test_one_of_several_options_is_the_answer(state, text, choice):
    owner = Owner(at(f"q:{state}"))
    owner.says(text)
    assert owner.chat.open.answers[state].choice == choice


@pytest.mark.parametrize(
    "text",
    [
        "no no 4 is how many cakes. 15 is the chats I can handle",
        "no 4 is how many I bake. 20 is the chats I can handle",
        "no no, 4 is how many fences. 12 is the talks I can handle",
        "4 was the number of cakes, 15 is chats I can handle",
    ],
)
def test_a_number_put_right_is_no_word_on_how_busy_it_is(text):
    owner = Owner(at("q:busy"))
    owner.says(text)
    assert "busy" not in owner.chat.open.answers


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("flat out then nothing then flat out", "right"),
        ("one week dead, next week mad", "right"),
        ("In summer we can't cope, in winter nobody comes", "right"),
        ("Swamped till June, since September we've had gaps, two Fridays with nothing on.", "waiting"),
        ("swamped before Easter, since then twiddling our thumbs", "waiting"),
        ("until Easter it was dead, since then we're run ragged", "swamped"),
        ("Drowning? Nope. Comfortable I'd say", "right"),
        ("can't cope, no end in sight", "swamped"),
    ],
)
def test_both_ends_in_turn_are_about_right_and_what_is_so_now_stands(text, choice):
    owner = Owner(at("q:busy"))
    owner.says(text)
    assert owner.chat.open.answers["busy"].choice == choice


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Swamped? No. But there is always a pile in the corner looking at me.", "Swamped"),
        ("not exactly swamped", "Swamped"),
        ("I wouldn't say swamped", "Swamped"),
        ("Waiting? Not really. There's always something on", "Mostly waiting for people"),
        ("we're never idle", "Mostly waiting for people"),
    ],
)
def test_of_a_denied_option_the_others_are_offered(text, denied):
    owner = Owner(at("q:busy"))
    owner.says(text)
    labels = [button.label for reply in owner.replies for row in reply.rows for button in row]
    assert "busy" not in owner.chat.open.answers
    assert denied not in labels
    assert "About right" in labels


def test_how_a_season_is_says_nothing_of_the_weeks_where_nobody_asked():
    owner = Owner(at("q:room"))
    owner.says("In winter I've all the time in the world. 15 a week? In July not even 3, we're full then.")
    assert "busy" not in owner.chat.open.answers
