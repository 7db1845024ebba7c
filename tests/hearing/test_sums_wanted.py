"""Which sum a message asks for, with the numbers of the message in their places."""

import pytest

from bot.diagnosis.sum_wanted import PRICE_MOVED, SumWanted
from bot.hearing.sums_wanted import reckoned_cost, sum_wanted


@pytest.mark.parametrize(
    ("text", "old", "new", "buyers"),
    [
        ("19 to 29 is 53% more. How many conversions could I lose before I'm worse off?", 19, 29, None),
        ("At 19 I have 266 a month from 14 people. At 29, how many do I need to make the same?", 19, 29, 14),
        ("20 pupils at 30 is 600. If I went to 35 how many pupils would I need for the same 600?", 30, 35, 20),
        ("I charge 38 a dog and I'd go to 45. How many can walk away before it hurts?", 38, 45, None),
        ("lowering from 60 to 50, how many more jobs would I need to break even", 60, 50, None),
        ("I thought of 65 instead of 55 per cake", 55, 65, None),
        ("was thinking of 29, it's 19 now. Would I lose too many?", 19, 29, None),
    ],
)
def test_another_price_is_read_with_that_of_now(text, old, new, buyers):
    wanted = sum_wanted(text, "en")
    assert wanted is not None
    assert (wanted.kind, wanted.old, wanted.new, wanted.buyers) == ("price_moved", old, new, buyers)


@pytest.mark.parametrize(
    ("text", "cost", "worth", "claimed"),
    [
        ("A customer stays about 11 months at 19, so 209. How many customers must the 500 bring?", 500, 209, None),
        ("How many orders must the ad bring? It costs 60 and I make 12 an order", 60, 12, None),
        ("an ad for 120. I make 3 profit a bar, about 4 bars an order. how many orders must it bring?", 120, 12, None),
        ("5 a day for three weeks is 105, and I make 4 a bar. so 26 bars just to break even??", 105, 4, 26),
        ("new scanner is 18000, a crown leaves 400. How many crowns till it's paid?", 18000, 400, None),
        ("the stall at the fair is 350, each joiner is worth 90. what would it need to bring in?", 350, 90, None),
        ("if I hire he costs 3200 a month, one garden leaves me 2500. Does that pay?", 3200, 2500, None),
    ],
)
def test_a_cost_is_read_with_what_a_sale_brings(text, cost, worth, claimed):
    wanted = sum_wanted(text, "en")
    assert wanted is not None
    assert (wanted.kind, wanted.cost, wanted.worth, wanted.claimed) == ("must_bring", cost, worth, claimed)


def test_a_price_alone_is_set_beside_the_one_told_before():
    told = sum_wanted("And by how much? I thought of 220.", "en", price=180)
    assert told is not None
    assert (told.old, told.new) == (180, 220)


@pytest.mark.parametrize(
    "text",
    [
        "we talked with 12 of 20 last month",
        "raised it from 40 to 50, 20 asked, 9 joined",
        "how many people do I need?",
        "19 rang and 29 wrote",
        "is it worth an ad at 300 a month?",
    ],
)
def test_what_asks_for_no_sum_is_none(text):
    assert sum_wanted(text, "en") is None


def test_what_each_cost_is_read_as_the_owner_divided_it():
    told = reckoned_cost("60 for 7 orders is 8.60 each and I make 12 an order. So I'd keep going?", "en")
    assert told is not None
    assert (told.amount, told.won, told.worth, told.leaves) == (60, 7, 12, True)
    assert reckoned_cost("At 55 I make 1100 with 20 sessions. how many at 65 for the same?", "en") is None


def test_it_is_read_again_as_it_was_written():
    wanted = SumWanted("price_moved", "GBP", old=19, new=29, buyers=14)
    assert SumWanted.read(PRICE_MOVED, wanted.written.partition(" ")[2]) == wanted
    assert SumWanted.read(PRICE_MOVED, "GBP::x:29:-:-:-:-") is None
    assert SumWanted.read(PRICE_MOVED, "29") is None
