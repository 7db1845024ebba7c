"""A lean that contradicts what was told is announced before it is a verdict, for owners with few people a week."""

from datetime import timedelta

import pytest

from bot.checkins.turning import has_turned
from bot.core.ledger import KeptWeek
from bot.core.week import Week
from tests.checkins.asked_weekly import MONDAY_NINE

LEANS = {"marketing": 0.62, "sales": 0.12, "both": 0.06, "offer": 0.1, "neither": 0.1}
SELLS_BADLY = ["/checkup", "plumber", "we talk first", "40", "38", "1", "12", "about right", "2", "10", "they go quiet"]
FEW_COME = ["3 3 1", "3 3 1", "2 2 1", "3 3 1", "3 3 1"]


def week(kind):
    return KeptWeek(Week(2026, 48), "answered", kind=kind)


@pytest.mark.parametrize(
    ("kind", "word", "told", "before", "sales", "turned"),
    [
        ("marketing_volume", "leaning", "sales_skill", "marketing_volume", 0.12, True),
        ("marketing_volume", "leaning", "sales_skill", "marketing_quality", 0.2, True),
        ("marketing_volume", "leaning", "sales_skill", "marketing_volume", 0.21, False),  # too much speaks for it still
        ("marketing_volume", "leaning", "sales_skill", "sales_skill", 0.12, False),  # for one week
        ("marketing_volume", "leaning", "sales_skill", "cant_tell", 0.12, False),
        ("marketing_volume", "leaning", "sales_skill", None, 0.12, False),
        ("marketing_volume", "leaning", None, "marketing_volume", 0.12, False),  # nothing was told
        ("marketing_volume", "most_likely", "sales_skill", "marketing_volume", 0.12, False),  # told as a verdict
        ("sales_response", "leaning", "sales_skill", "sales_response", 0.12, False),  # the same side
        ("cant_tell", "cant_tell", "sales_skill", "cant_tell", 0.12, False),
    ],
)
def test_it_takes_two_weeks_and_little_that_speaks_for_what_was_told(kind, word, told, before, sales, turned):
    assert has_turned(LEANS | {"sales": sales}, kind, word, told, week(before)) is turned


def test_the_first_week_has_none_before_it():
    assert not has_turned(LEANS, "marketing_volume", "leaning", "sales_skill", None)


async def told_week_by_week(weekly):
    await weekly.owner.says(*SELLS_BADLY)
    await weekly.set_up()
    heard = []
    for number, line in enumerate(FEW_COME):
        await weekly.at(MONDAY_NINE + timedelta(weeks=number))
        before = len(weekly.owner.sent)
        await weekly.owner.says(line, "no")
        heard.append("\n".join(message.text for message in weekly.owner.sent[before:]))
    return heard


@pytest.mark.both_engines
async def test_the_change_is_announced_as_a_lean_once(house, weekly):
    heard = await told_week_by_week(weekly)
    assert [place for place, text in enumerate(heard) if "Something has changed." in text] == [4]
    assert "Until now I said sales" in heard[4]
    assert "For two weeks now the numbers have spoken against it." in heard[4]
    assert "I lean to marketing, 6 in 10." in heard[4]
    assert "Since then, 5 weeks: 14 got in touch, 14 talked with, 5 became customers." in heard[4]
    assert "The step: marketing" in heard[4]
    await weekly.at(MONDAY_NINE + timedelta(weeks=5))
    await weekly.owner.says("3 3 1", "no")
    assert "Something has changed." not in weekly.owner.text
