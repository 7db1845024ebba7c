"""Sums that an owner asks for after a verdict are answered with the numbers of the message, the one before, and the verdict."""

import pytest

from tests.checkup.follow_ups import answer_to, stored
from tests.checkup.reactions import plain


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("gym", "from 45 to 60, how many members can I afford to lose?", ("Of 6 members 1 could go", "25% fewer")),
        ("gym", "At 45 I have 900 from 20 members. how many at 60 for the same?", ("15 at 60 bring 900", "20 at 45")),
        ("fitter", "the van sign costs 500, a job leaves me 180. how many jobs to get it back?", ("takes 3",)),
        ("candles", "60 for 7 orders is 8.60 each and I make 12 an order. keep going?", ("Yes: 60", "3.43", "keep it")),
        ("candles", "80 for 4 orders is 20 each, I earn 9 an order. carry on?", ("No: 80", "stop")),
        ("candles", "4 a day for a week is 28, I make 2 a candle. so 14 to break even?", ("Yes:", "takes 14")),
    ],
)
def test_a_sum_is_answered(name, text, said):
    owner, _ = answer_to(name, text)
    told = plain(owner)
    assert all(one in told for one in said), told
    assert not stored(name, text)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (
            "Would it be wiser to raise my prices? A class is 50.",
            "And by how much? I thought of 60.",
            "50 to 60 is 20%",
        ),
        ("Would it be wiser to raise my prices? A class is 50.", "And by how much?", "50 to 55 is 10%"),
        ("should I raise my price?", "by how much then?", "A tenth at first"),
        ("should I get a second room? it costs 4000", "a member is 400 on average", "4,000 takes 10"),
        (
            "Should I try Google Ads with 500 a month?",
            "209 per customer, that's the average sale",
            "500 a month takes 3",
        ),
    ],
)
def test_what_was_told_in_the_message_before_is_used(first, second, said):
    owner, _ = answer_to("gym", first)
    owner.says(second)
    assert said in plain(owner), plain(owner)
