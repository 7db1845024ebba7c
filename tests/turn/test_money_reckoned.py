"""A cost or a price with what came of it is reckoned after a verdict, by the owner's own numbers, and nothing is stored."""

import pytest

from bot.diagnosis.money_sums import so_few
from bot.diagnosis.money_told import TRIED_PRICE, MoneyTold
from tests.checkup.follow_ups import answer_to, stored
from tests.checkup.reactions import plain


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "fb ads £200, 18 wrote to us, 5 joined. continue or stop?",
            ("£40 each", "of 18", "What does a sale leave you?"),
        ),
        ("the directory is 60 a month, 5 callers from it, keep it?", ("12 each", "6 of your 30", "60 for each")),
        ("magazine ad cost us £90, 4 rang, 2 joined, each is worth 300 to me", ("£45 each", "£600", "keep it")),
        ("magazine ad cost us £900, 4 rang, 2 joined, each is worth 300 to me", ("only £600", "stop")),
        ("spent 300 on flyers and not one call", ("nobody got in touch", "no more into it")),
        ("put it up from 40 to 50, 20 asked, 9 joined", ("45 in 100", "43 before (6 of 14)", "keep 50")),
        ("raised it from 40 to 44, 10 asked, 2 joined", ("luck alone", "ten more")),
        ("raised it to 80, 60 asked, 3 joined", ("lower than luck would make it", "the old price")),
        ("upped to 45, 4 asked 4 said yes", ("Everybody said yes: keep 45", "still few")),
        ("started charging 20 for the trial, ten asked six paid", ("6 of 10 paid 20", "keep it")),
    ],
)
def test_the_answer_reckons_with_the_owners_numbers(text, said):
    owner, _ = answer_to("gym", text)
    told = plain(owner)
    assert all(one in told for one in said), told


@pytest.mark.parametrize(
    "text",
    [
        "fb ads £200, 18 wrote to us, 5 joined. continue or stop?",
        "the 90 a month brought 14 calls, twice what I had, do I keep paying",
        "put it to 50, 6 asked, 5 booked",
        "stall cost us four hundred, 30 left details, 5 signed up so far",
    ],
)
def test_nothing_of_it_is_stored(text):
    owner, _ = answer_to("gym", text)
    assert not stored("gym", text)
    assert not owner.chat.open


def test_once_the_value_of_a_sale_is_told_the_sum_is_said_again():
    owner, _ = answer_to("gym", "fb ads £200, 18 wrote to us, 5 joined. continue or stop?")
    owner.says("£100 a sale")
    assert "£500" in plain(owner)


def test_the_luck_of_so_few_is_that_of_a_share_that_was_only_counted():
    assert so_few(10, 10, 5, 10) == pytest.approx(1)
    assert so_few(0, 1, 1, 2) == pytest.approx(0.5)
    assert so_few(3, 60, 6, 14) < 0.05 < so_few(2, 10, 6, 14)


def test_what_somebody_typed_behind_the_topic_is_no_price():
    told = MoneyTold("tried", 50, "GBP", "", 6, 5, old=40)
    assert MoneyTold.read(TRIED_PRICE, told.written.partition(" ")[2]) == told
    assert MoneyTold.read(TRIED_PRICE, "GBP::x:6:5:40:-:0:0:0") is None
    assert MoneyTold.read(TRIED_PRICE, "50") is None
