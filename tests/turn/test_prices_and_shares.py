"""What another price costs or has to bring, and whether two shares set side by side differ by more than luck."""

import pytest

from bot.diagnosis.things import thing_in
from bot.hearing.of_a_thing import with_its_thing
from bot.language.templates import Words
from bot.talk.two_shares import ShareOfWhole, chance_of_difference, two_shares
from tests.checkup.follow_ups import answer_to
from tests.checkup.reactions import plain
from tests.listening.played import played


@pytest.mark.parametrize(
    ("topic", "text", "prices"),
    [
        ("worth_it_raise", "I charge £60 now, should I charge £70 instead", (60, 70)),
        ("worth_it_raise", "thinking of going to £70 in place of £60", (60, 70)),
        ("worth_it_raise", "should I put my price up from 40 to 50", (40, 50)),
        ("worth_it_raise", "would a 10% price rise lose me customers", (1, 1.1)),
        ("worth_it_price", "should I drop from 1200 to 900 euros", (1200, 900)),
        ("worth_it_price", "half price Tuesdays, worth a go?", (1, 0.5)),
        ("worth_it_raise", "a tenth on £60 is £66, that's nothing. why not £80", (60, 80)),
        ("worth_it_raise", "we take £4 a head now. the rent goes up 30 percent. do we go to £5?", (4, 5)),
    ],
)
def test_both_prices_of_a_question_are_read(topic, text, prices):
    assert thing_in(with_its_thing(topic, text, Words()).split()).prices == pytest.approx(prices)


@pytest.mark.parametrize(
    "text",
    [
        "should I put my price up",
        "do I drop my price to 45",
        "raise my price in 45 days?",
        "3 of 12 said too dear, drop it?",
    ],
)
def test_a_single_number_is_no_pair_of_prices(text):
    assert thing_in(with_its_thing("worth_it_raise", text, Words()).split()).prices is None


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("worth_it_raise", "a haddock is £11.40 now. could I put it up another 60p"),
        ("worth_it_raise", "we take $95 a visit, should we go up by 20 dollars"),
        ("worth_it_raise", "I'm at 18 euros a cut, is an extra 15 too much"),
        ("worth_it_raise", "a loaf is 4.20 and the van takes 60, do I go up"),
        ("worth_it_price", "what do other companies take for a night shift? we bill 18.50 and the men get 13.20"),
        ("worth_it_price", "what do competitors charge? I'm at 40 and my cutter gets 24"),
    ],
)
def test_what_is_no_new_price_is_set_beside_none(topic, text):
    assert thing_in(with_its_thing(topic, text, Words()).split()).prices is None


@pytest.mark.parametrize(
    "text",
    [
        "the rent goes up 30 percent in April. do I put my prices up",
        "flour went up 12%. do I raise my prices?",
        "my supplier raised paper by 8 rupees. increase my rate now or after the season?",
        "diesel is 20% dearer. should I charge more",
    ],
)
def test_what_the_owner_pays_more_for_is_no_price_but_a_reason_for_one(text):
    thing = thing_in(with_its_thing("worth_it_raise", text, Words()).split())
    assert (thing.prices, thing.rose) == (None, True)
    assert "you pay the rise yourself" in plain(answer_to("tutor", text)[0])


def test_the_reply_says_how_many_customers_may_go():
    assert "topics/worth:prices" in played("I charge £60 now, should I put it up to £70?", "verdict").names


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("last year 6 of 13, this year after a 20% rise 3 of 12, was the rise a mistake?", (6, 13, 3, 12)),
        ("before the new page 2 of 30 booked, now 6 of 41. better or luck?", (2, 30, 6, 41)),
        ("is 8 of 40 really worse than 30 out of 40?", (8, 40, 30, 40)),
    ],
)
def test_two_shares_of_a_question_are_compared(text, shares):
    first, second = two_shares(text, Words())
    assert (first.count, first.of, second.count, second.of) == pytest.approx(shares)


@pytest.mark.parametrize(
    "text",
    [
        "I talked with 20 of 40 and 5 of 20 bought, is that bad?",
        "is 5 of 36 bad?",
        "3 of 12 came, 6 of 13 before",
        "6 of 10 and then 4 of 10 were right, which one counts?",
    ],
)
def test_what_is_no_comparison_is_none(text):
    assert two_shares(text, Words()) is None


def test_luck_is_allowed_for():
    assert chance_of_difference(ShareOfWhole(6, 13), ShareOfWhole(3, 12)) < 0.95
    assert chance_of_difference(ShareOfWhole(30, 40), ShareOfWhole(8, 40)) > 0.99
    assert chance_of_difference(ShareOfWhole(5, 20), ShareOfWhole(5, 20)) == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize("text", ["last year 6 of 13 said yes, this year 3 of 12, was the price rise a mistake?"])
def test_the_comparison_is_said_and_nothing_stored(text):
    done = played(text, "verdict")
    assert "topics/doubt:two_shares" in done.names
    assert not [act for act in done.acts if act.kind == "tells"]


@pytest.mark.parametrize(
    "text",
    [
        "what do other companies charge for a night shift? we bill 18.50 and the men get 13.20",
        "How much do competitors charge? I'm at 40 and my cutter gets 24",
        "how much do others charge for a full valet",
    ],
)
def test_what_others_charge_is_not_known(text):
    assert with_its_thing("worth_it_price", text, Words()) == "unknown_figure"


@pytest.mark.parametrize(
    "text",
    [
        "should I charge less than the other firms?",
        "next door charge 30, do I come down from 40 to 30?",
        "what do I charge if others charge 20",
    ],
)
def test_what_the_owner_should_take_beside_others_is_not(text):
    assert with_its_thing("worth_it_price", text, Words()).startswith("worth_it_price")
