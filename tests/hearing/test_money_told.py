"""What a message tells of money: a cost with what it brought, and a new price with those who heard it and those who bought."""

import pytest

from bot.hearing.money_told import money_told


@pytest.mark.parametrize(
    ("text", "amount", "came", "won"),
    [
        ("directory listing 650/mth, 4 callers from it. worth keepng?", 650, 4, None),
        ("€200, 18 wrote to us, 11 we speak, 5 enrol. continue or stop?", 200, 18, 5),
        ("fb ad a fiver a day did a month, six leads one signed", 152, 6, 1),
        ("portal charges 55 PER LEAD!!! bought 20. sold 1. do i stop", 1100, 20, 1),
        ("spent 300 on flyers and not one call", 300, 0, 0),
        ("I boosted a post, forty five dollars, seven DMs and a single sale. Again?", 45, 7, 1),
        ("google ads 400 last month, 20 enquiries no sale. carry on?", 400, 20, 0),
        ("google shopping ads 700, 31 orders off it. stop?", 700, None, 31),
        ("the 90 a month brought 14 calls, twice what I had, do I keep paying", 90, 14, None),
        ("the trade show stand was 900, took 22 names, none signed. do I rebook?", 900, 22, 0),
        ("That Google thing, £95 it cost, 6 rang off it and all 6 brought the car in. Do I put more in", 95, 6, 6),
        ("Checkatrade leads, six quid each. 24 of em, ten booked. I can't tell if that's good", 144, 24, 10),
        ("85 a month, for the twelvemonth the site sent us twenty couples of which three booked", 1020, 20, 3),
        ("The hotel porter gets 4 per guest he sends. 60 of them rode last month. Too generous?", 240, 60, None),
    ],
)
def test_a_cost_is_read_with_what_it_brought(text, amount, came, won):
    told = money_told(text, "en")
    assert told is not None
    assert (told.kind, told.amount, told.came, told.won) == ("brought", amount, came, won)


@pytest.mark.parametrize(
    ("text", "new", "old", "asked", "bought"),
    [
        ("put sea view up to 95 from 80. 7 asked 1 booked hmm", 95, 80, 7, 1),
        ("upped to 45 a session 4 asked 4 said yes no one blinked", 45, None, 4, 4),
        ("put it to 50, 6 asked, 5 booked", 50, None, 6, 5),
        ("dog food bag now 24 (26 bfr). sixty in basket, 19 paid", 24, 26, 60, 19),
        ("raised 49 to 79. same 300 on list, 11 buyers not 18", 79, 49, 300, 11),
        ("two tier is £85 now not 60 and guess what 18 asked 8 ordered", 85, 60, 18, 8),
        (
            "raised the callout to £95 and out of the next ten only two moaned and hung up, the other eight I did",
            95,
            None,
            10,
            8,
        ),
        ("2400 was my price, 2900 since march; of 15 calls four took it", 2900, 2400, 15, 4),
        ("since I quote 1,200 flat fourteen people were quoted, one said yes. go back?", 1200, None, 14, 1),
        ("airport trip i make 48 since monday, before 42. 25 people ask 16 take", 48, 42, 25, 16),
    ],
)
def test_a_new_price_is_read_with_who_heard_it_and_who_bought(text, new, old, asked, bought):
    told = money_told(text, "en")
    assert told is not None
    assert (told.kind, told.amount, told.old, told.came, told.won) == ("tried", new, old, asked, bought)


@pytest.mark.parametrize(
    "text",
    [
        "november: visitors 4.120 / baskets 301 / paid 88",
        "rang nine, two want it, the rest no answer",
        "45 wrote to us, we spoke with 40 and 31 bought",
        "what if I put it to 50 and 6 of 8 booked",
        "if the school lets me leave flyers and I hear from 28 people in the month would I get my two a week?",
        "I have been doing this for 22 years, and there are lads who do it for £19 a room",
        "called 4 got 1 job",
        "a sale is worth 450 to me",
        "would an ad for £90 a month be worth it?",
    ],
)
def test_what_tells_no_outcome_of_money_is_left_to_others(text):
    assert money_told(text, "en") is None


def test_what_each_sale_leaves_is_told_apart_from_the_cost():
    told = money_told(
        "that site is 110 a month, last month 16 leads, 1 roof for 6 grand and i cleared 1400 on it", "en"
    )
    assert told is not None
    assert (told.amount, told.worth, told.leaves) == (110, 1400, True)
    told = money_told("we pay a guy 700/mo. he brought 5 calls and 2 clients, they pay us 120 monthly each", "en")
    assert told is not None
    assert (told.worth, told.monthly) == (120, True)
