"""A trade or a way of buying that is said to be wrong after a verdict is changed, or asked for with the likeliest as buttons."""

import pytest

from bot.core.records import CHECKUP, Answer, Session
from bot.corrections.business_put_right import said_wrong
from bot.language.templates import Words
from tests.listening.played import NOON, played


def session(trade: str, path: str) -> Session:
    """Return the answers of a check-up, as far as they are looked at."""
    chosen = {"trade": trade, "path": path}
    kept = {name: Answer(name, "known", "", 1, NOON, choice=choice) for name, choice in chosen.items()}
    return Session(1, 1, CHECKUP, NOON, NOON, answers=kept)


@pytest.mark.parametrize(
    ("text", "trade", "path", "now"),
    [
        ("I'm a nail studio, not an emergency plumber", "emergency", "talk", {"trade": "beauty"}),
        ("wrong trade, I build hen houses", "car_dealer", "talk", {"trade": "trades"}),
        ("we're not a restaurant, we cater for weddings", "restaurant", "talk", {"trade": "catering"}),
        ("car dealer?? nah mate i mend lawnmowers and chainsaws", "car_dealer", "talk", {"trade": "trades"}),
        ("hang on, I'm no consultant, I teach piano", "b2b", "talk", {"trade": "education"}),
        ("I'm a nail studio, not a plumber", "saas", "talk", {"trade": "beauty"}),
        ("how come patients? I wash dogs", "health", "talk", {"trade": "other"}),
        (
            "you put me under tutoring, I sell contact lists for cold calling",
            "education",
            "talk",
            {"trade": "cold_lists"},
        ),
        ("What emergency? I have a nail studio", "emergency", "talk", {"trade": "beauty"}),
        ("I am not the dentist!! I do bookkeeping for small firms", "health", "talk", {"trade": "b2b"}),
        ("Something else? mate I'm a panel beater", "other", "talk", {"trade": "trades"}),
        ("we talk first really, I ticked the wrong thing", "shop", "order", {"path": "talk"}),
        ("people ring us before they buy, it's not an online shop", "online_shop", "order", {"path": "talk"}),
        ("I told you wrong: people order on the site, nobody talks to me", "trades", "talk", {"path": "order"}),
    ],
)
def test_what_is_plainly_told_instead_is_taken(text, trade, path, now):
    assert {one.name: one.plain for one in said_wrong(text, session(trade, path), Words())} == now


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("I'm not an online shop", "online_shop"),
        ("I never said I was a dentist", "health"),
        ("my trade is wrong", "fitness"),
        ("I do bike repairs, not car sales", "car_dealer"),
    ],
)
def test_what_is_only_denied_or_told_in_doubt_is_asked_for(text, trade):
    assert [(one.name, one.plain) for one in said_wrong(text, session(trade, "talk"), Words())] == [("trade", "")]


@pytest.mark.parametrize(
    ("text", "trade", "path"),
    [
        ("I don't sell cars on Sundays", "car_dealer", "talk"),
        ("we don't do roofs, we do kitchens", "trades", "talk"),
        ("I don't want to look like a car dealer", "car_dealer", "talk"),
        ("not many order online this month", "online_shop", "order"),
        ("most of them are dentists, I do their websites", "agency", "talk"),
        ("my neighbour is a dentist, he says I'm wrong", "fitness", "talk"),
        ("no I don't think it's sales, I run ads all day", "trades", "talk"),
        ("nobody orders on the site, how do I change that?", "online_shop", "order"),
        ("my shop is on etsy i cant change the checkout", "online_shop", "order"),
        ("cant change the checkout, its etsys", "online_shop", "order"),
        ("etsy won't let me edit the order page", "online_shop", "order"),
    ],
)
def test_what_is_said_of_the_business_changes_nothing(text, trade, path):
    assert not said_wrong(text, session(trade, path), Words())


def test_the_reply_says_what_was_changed_and_looks_again():
    done = played("I teach piano, I'm no tradesman", "verdict")
    assert ("trade", "education") in [(act.name, act.value) for act in done.acts]


def test_the_likeliest_are_buttons_where_it_is_only_denied():
    done = played("wrong trade", "verdict")
    assert any(name.startswith("checkup/trade") for name in done.names)


@pytest.mark.parametrize(
    ("text", "trade", "path"),
    [
        ("we dont talk first, folk just sit down and order. i think i pressed the wrong one", "restaurant", "talk"),
        ("Nobody orders online here love, they drive up the lane. I think I pressed the wrong button", "restaurant", "order"),
        ("I don't sell without talking, they fill in a form then I call. Did I pick the wrong one?", "agency", "order"),
    ],
)  # fmt: skip
def test_who_pressed_the_wrong_way_of_buying_is_asked_for_it_or_has_it_changed(text, trade, path):
    assert [one.name for one in said_wrong(text, session(trade, path), Words())] == ["path"]
