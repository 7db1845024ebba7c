"""The door of a verdict shows what the owner counted, where it is short, and no more than is known."""

import re
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from bot.app import PROMPTS
from bot.checkup.door import door_of
from bot.core.amount import Amount
from bot.diagnosis import ReportedPeriod, diagnose, load_trades
from bot.diagnosis.tell import tell
from bot.language.templates import words
from bot.pictures.caption import caption
from bot.pictures.door import draw_door
from tests.diagnosis.conftest import business

TRADES = load_trades(PROMPTS / "trades.toml")
WORDS = words("en")

# The answers; then the kind shown, and how sure: as in the words of the verdict.
VERDICTS = {
    "few stay": (
        {"people": 164, "talked": 148, "customers": 12, "room": 50, "wanted": 14, "fit": 8},
        ("sales_skill", "leaning"),
    ),
    "few stay and go quiet": (
        {"people": 164, "talked": 148, "customers": 12, "room": 44, "wanted": 14, "fit": 8, "reason": "quiet"},
        ("sales_skill", "most_likely"),
    ),
    "few come": (
        {"people": 16, "talked": 16, "customers": 6, "room": 20, "wanted": 6, "busy": "waiting"},
        ("marketing_volume", "most_likely"),
    ),
    "hardly anybody comes": (
        {"people": 10, "talked": 10, "customers": 6, "room": 40, "wanted": 8, "busy": "waiting"},
        ("marketing_volume", "clearly"),
    ),
    "many knock in vain": (
        {"people": 120, "talked": 40, "customers": 16, "room": 10, "wanted": 14},
        ("sales_response", "clearly"),
    ),
    "the wrong people": (
        {
            "people": 120,
            "talked": 108,
            "customers": 10,
            "room": 33,
            "wanted": 8,
            "fit": 2,
            "reason": "wrong_people",
            "busy": "right",
        },
        ("marketing_quality", "most_likely"),
    ),
    "too dear": (
        {
            "people": 240,
            "talked": 232,
            "customers": 9,
            "room": 66,
            "wanted": 20,
            "fit": 9,
            "reason": "price",
            "busy": "right",
        },
        ("offer", "leaning"),
    ),
    "nothing is short": (
        {"people": 200, "talked": 190, "customers": 80, "room": 55, "wanted": 12, "fit": 8, "busy": "right"},
        ("neither", "most_likely"),
    ),
    "cannot tell": (
        {"people": 40, "talked": 36, "customers": 16, "room": 15, "wanted": 4},
        ("cant_tell", "cant_tell"),
    ),
}
HEADS = {
    "clearly": ("Clearly", "Nothing"),
    "most_likely": ("Most likely",),
    "leaning": ("I lean to",),
    "cant_tell": ("It's close between",),
}


def verdict(**answers):
    return diagnose(business(**answers), TRADES)


def door(**answers):
    return door_of(verdict(**answers), None, WORDS)


@pytest.mark.parametrize("name", VERDICTS)
def test_the_side_that_is_short_is_marked_as_the_verdict_names_it(name):
    answers, (kind, sure) = VERDICTS[name]
    found = verdict(**answers)
    shown = door_of(found, None, WORDS)
    assert (shown.kind, shown.sure) == (kind, sure) == (found.kind, found.word)
    assert any(head in tell(found, WORDS, TRADES)[:60] for head in HEADS[shown.sure])


@pytest.mark.parametrize("counts", [(50, 45, 5), (20, 18, 5), (3, 3, 3), (0, 0, 0)])
def test_the_counts_are_the_owners_own_over_their_own_stretch_of_time(counts):
    people, talked, customers = counts
    shown = door(people=people, talked=talked, customers=customers, room=15, wanted=4, fit=8)
    assert (shown.people, shown.talked, shown.customers) == counts
    assert shown.period == "in 4 weeks"


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        (4.0, "26 Oct to 22 Nov"),
        (48.0, "22 Dec 2025 to 22 Nov 2026"),
        (365.25 / 7, "in 12 months to 22 Nov 2026"),
        (365.25 / 12 / 7, "in a month"),
    ],
)
def test_the_days_of_the_counts_are_told_where_they_are_known(weeks, said):
    last = date(2026, 11, 22)
    period = ReportedPeriod(last - timedelta(days=round(7 * weeks) - 1), weeks, *map(Amount.exactly, (50, 45, 5)))
    answers = replace(business(room=15, wanted=4, fit=8), periods=(period,))
    assert door_of(diagnose(answers, TRADES), None, WORDS).period == said


def test_the_gain_is_told_in_money_where_a_sale_s_value_is_known():
    assert door(people=50, talked=45, customers=5, room=15, wanted=4, fit=8).worth == ""
    worth = door(people=50, talked=45, customers=5, room=15, wanted=4, fit=8, value=450, currency="EUR").worth
    assert re.fullmatch(r"roughly €[\d,]+ to €[\d,]+", worth)


def test_where_people_order_without_a_talk_there_is_no_door_even_while_nobody_does():
    shown = door(path="order", people=None, talked=None, customers=None, orders=0, wanted=4)
    assert shown.alone
    assert "came to the door" not in draw_door(shown, WORDS)


def test_nobody_is_cut_in_parts():
    shown = door(people=36.4, talked=0.3, customers=0.2, room=15, wanted=4)
    assert (shown.people, shown.talked, shown.customers) == (36, 1, 1)


@pytest.mark.parametrize("name", VERDICTS)
def test_the_gain_is_the_one_that_the_verdict_tells(name):
    answers, _ = VERDICTS[name]
    found = verdict(**answers)
    shown = door_of(found, None, WORDS)
    if shown.gain is None:
        assert shown.kind in ("both", "neither", "cant_tell")
        return
    low, high = shown.gain
    said = tell(found, WORDS, TRADES)
    spoken = f"about {low} to {high} more" if low else f"up to {high} more" if high else "less than 1 more"
    if low == high and high:
        spoken = f"about {high} more"
    assert spoken in said
    assert f"a {shown.gain_a}" in said


def test_no_door_where_nobody_knows_how_many_came():
    assert door(talked=20, customers=5, room=15, wanted=4) is None


def test_no_door_of_numbers_that_contradict_each_other():
    assert door(people=10, talked=40, customers=5, room=15, wanted=4) is None


def test_what_is_not_known_is_shown_as_not_known():
    shown = door(people=40, room=15, wanted=4)
    assert (shown.talked, shown.customers) == (None, None)
    assert "how many were let in and talked with is not known" in caption(shown, WORDS)


def test_where_everybody_orders_nobody_comes_to_the_door():
    shown = door(orders=52, wanted=25, path="order", trade="other")
    assert (shown.people, shown.talked, shown.customers, shown.orders) == (0, 0, 0, 52)
    assert shown.kind == "marketing_volume"


@pytest.mark.parametrize("name", VERDICTS)
def test_every_door_can_be_drawn_and_said(name):
    shown = door(**VERDICTS[name][0])
    assert draw_door(shown, WORDS).startswith("<svg")
    assert len(caption(shown, WORDS)) <= 1024
