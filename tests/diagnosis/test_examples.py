"""The founding article's two symptoms, worked examples, and published cases whose answer is known."""

import pytest

from bot.diagnosis import diagnose

# Name, answers, the verdict kind it must have, and the least chance of its side.
EXAMPLES = {
    "many come and few stay": (
        {"people": 164, "talked": 148, "customers": 12, "room": 50, "wanted": 14, "fit": 8}, "sales_skill", 0.55),
    "sales people idle": (
        {"people": 16, "talked": 16, "customers": 6, "room": 20, "wanted": 6}, "marketing_volume", 0.7),
    "more knock than can be served": (
        {"people": 120, "talked": 40, "customers": 16, "room": 10, "wanted": 11}, "sales_response", 0.8),
    "the wrong people": (
        {"people": 120, "talked": 108, "customers": 10, "room": 33, "wanted": 8, "fit": 2, "reason": "wrong_people", "busy": "right"}, "marketing_quality", 0.5),
    "too dear": (
        {"people": 240, "talked": 232, "customers": 9, "room": 66, "wanted": 20, "fit": 9, "reason": "price", "busy": "right", "speed": "hour"}, "offer", 0.45),
    "a web shop": (
        {"orders": 52, "wanted": 25, "path": "order", "trade": "other"}, "marketing_volume", 0.89),
    "some ask and some just order": (
        {"people": 40, "talked": 36, "customers": 12, "orders": 24, "room": 15, "wanted": 15, "path": "both"}, "marketing_volume", 0.75),
    "the plumber of the sample conversation": (
        {"people": 50, "talked": 45, "customers": 5, "room": 15, "wanted": 4, "fit": 8}, "sales_skill", 0.5),
    "a shopping site with 12,330 visits": (
        {"orders": 1908, "visitors": 12330 / 52, "wanted": 60, "weeks": 52, "path": "order", "trade": "online_shop"}, "marketing_reach", 0.85),
    "a chain that is short of staff at its peak": (
        {"people": 1200, "talked": 700, "customers": 230, "room": 190, "wanted": 90, "trade": "shop", "busy": "swamped"}, "sales_response", 0.65),
    "a retailer whose campaign overran its staff": (
        {"people": 240, "talked": 120, "customers": 36, "room": 30, "wanted": 20, "speed": "later", "fit": 7}, "sales_response", 0.75),
    "law firms that leave two mails of three unanswered": (
        {"people": 48, "talked": 16, "customers": 4, "room": 15, "wanted": 4, "trade": "legal"}, "sales_response", 0.7),
    "a school whose callers never get a date": (
        {"people": 32, "talked": 16, "customers": 4, "room": 10, "wanted": 4, "trade": "fitness", "fit": 8}, "sales_response", 0.6),
    "a marketplace's visitors from social media": (
        {"people": 200, "talked": 190, "customers": 12, "room": 60, "wanted": 12, "fit": 2, "trade": "agency", "busy": "right"}, "marketing_quality", 0.5),
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_bottleneck_of_a_known_case_is_found(told, trades, name):
    answers, kind, chance = EXAMPLES[name]
    verdict = diagnose(told(**answers), trades)
    assert verdict.kind == kind
    assert verdict.chances[verdict.state] >= chance


def test_a_business_on_its_target_leans_to_nothing_being_short(told, trades):
    verdict = diagnose(told(people=40, talked=36, customers=16, room=15, wanted=4), trades)
    assert verdict.word == "cant_tell"
    assert verdict.kind == "cant_tell"
    assert verdict.leads == "neither"
    assert verdict.chances["neither"] > verdict.chances["marketing"] > verdict.chances["sales"]


def test_a_business_well_over_its_target_has_no_bottleneck(told, trades):
    verdict = diagnose(told(people=200, talked=190, customers=80, room=55, wanted=15, fit=8), trades)
    assert verdict.kind == "neither"
    assert "target_met" in verdict.notes


def test_either_side_alone_would_do_is_called_both(told, trades):
    answers = told(
        people=400,
        talked=160,
        customers=80,
        room=300,
        wanted=30,
        fit=6,
        trade="emergency",
        busy="waiting",
        speed="later",
    )
    assert diagnose(answers, trades).kind == "both"


def test_large_gains_are_in_the_range_of_the_worked_example(told, trades):
    answers = told(people=164, talked=148, customers=12, room=50, wanted=14, fit=8, reason="quiet")
    gain = diagnose(answers, trades).gains["sales"]
    assert gain.low < 7 < gain.high
    assert gain.low >= 1
    assert gain.high <= 11


def test_money_follows_from_the_value_of_a_sale(told, trades):
    # A career school: ten more students at 15,000 are 150,000; here one customer more is one sale more.
    answers = told(people=1000, talked=1000, customers=50, room=400, wanted=25, fit=8, trade="education", value=15_000)
    verdict = diagnose(answers, trades)
    for side in ("marketing", "sales", "offer"):
        assert verdict.money[side].middle == pytest.approx(verdict.gains[side].middle * 15_000)
