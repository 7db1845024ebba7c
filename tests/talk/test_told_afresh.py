"""New numbers of a later time are set beside those of the verdict, and kept by a tap."""

import pytest

from bot.core.events import Tap
from tests.checkup.follow_ups import OWNERS, answer_to, stored
from tests.checkup.reactions import TALKING, plain

ROOFER = {**TALKING, "trade": "roofer", "people": "30", "talked": "15", "customers": "9", "room": "10", "wanted": "4", "fit": "8"}  # fmt: skip
PRINTS = {"trade": "online shop", "path": "they order without talking", "orders": "7", "visitors": "500 a month", "wanted": "8"}  # fmt: skip


@pytest.fixture(autouse=True)
def owners(monkeypatch):
    monkeypatch.setitem(OWNERS, "roofer", ROOFER)
    monkeypatch.setitem(OWNERS, "prints", PRINTS)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("roofer", "this month only 11 rang, talked to 10, signed 3. what now", "11 in touch (before 30), 10 talked with (before 15)"),
        ("roofer", "40 calls, 36 spoken to, 12 signed. that's better, or is it only spring?", "90 in 100 of those who ask, before 50"),
        ("roofer", "Had 34 calls in last 4 weeks, spoke with 29, took in 13 jobs", "85 in 100 of those who ask, before 50"),
        ("roofer", "20 enquiries since then, answered 19 and 4 bought", "20 in touch (before 30)"),
        ("roofer", "Spoke to 21 this time and 6 signed. better?", "21 talked with (before 15), 6 customers (before 9)"),
        ("roofer", "oct ended: 28 rang, 10 signed, I spoke to 24. hows that look", "24 talked with (before 15)"),
        ("roofer", "november done now. 21 called us, 8 bought, and we talked with 19", "8 customers (before 9)"),
        ("roofer", "31 rang in november, 12 signed, I spoke with 29", "31 in touch (before 30)"),
        ("prints", "october was good, 16 orders from 610 visitors", "16 orders (before 7)"),
    ],
)  # fmt: skip
def test_new_numbers_are_set_beside_the_old_and_kept_by_a_tap(name: str, text: str, said: str) -> None:
    owner, names = answer_to(name, text)
    assert "topics/suppose:afresh" in names
    assert stored(name, text) == {}
    assert said in plain(owner)


@pytest.mark.parametrize(
    "text",
    [
        "rang 12 this month, 8 picked up and 3 booked",
        "if 40 rang, I spoke to 36 and 12 signed",
        "this week 5 rang, 4 talked, 1 signed",
        "30 rang, 15 I spoke to and 9 signed, that was this month",
    ],
)
def test_what_tells_no_new_numbers_of_a_later_time_is_not_set_beside_them(text: str) -> None:
    _, names = answer_to("roofer", text)
    assert "topics/suppose:afresh" not in names


def test_one_week_is_set_beside_a_week_and_nothing_of_it_is_kept() -> None:
    owner, names = answer_to("roofer", "no, results: last week 9 asked, 9 talked to, 3 signed")
    assert "topics/suppose:afresh" in names
    assert "9 in touch (before 8), 9 talked with (before 4), 3 customers (before 2)" in plain(owner)
    owner.says("keep it")
    assert owner.chat.sessions[-1].answers["people"].amount.value == 30


@pytest.mark.parametrize("kept", ["tap", "keep it"])
def test_numbers_of_another_time_are_kept_for_that_time(kept: str) -> None:
    owner, _ = answer_to("roofer", "the last two weeks: 20 asked, 18 talked to, 9 signed")
    assert "20 in touch (before 15)" in plain(owner)
    if kept == "tap":
        (keep,) = [one for row in owner.replies[-1].rows for one in row if " keep " in one.data]
        owner.does(Tap(keep.data, 5))
    else:
        owner.says(kept)
    answers = owner.chat.sessions[-1].answers
    found = {name: (answers[name].amount.value, answers[name].span.weeks) for name in ("people", "talked", "customers")}
    assert found == {"people": (20, 2), "talked": (18, 2), "customers": (9, 2)}


def test_three_months_told_in_a_row_are_taken_as_asked_for() -> None:
    changed = stored("roofer", "Here's the three months then. 81 asked, 70 we spoke to, 22 came. Does that settle it")
    assert {name: round(one * 13.04) for name, one in changed.items()} == {"people": 81, "talked": 70, "customers": 22}


@pytest.mark.parametrize(
    "text",
    [
        "no thats real, november is done. keep it",
        "No, it's real, keep them.",
        "that's not a what if",
        "no no, those are real",
    ],
)
def test_what_really_happened_is_kept_and_no_what_if(text: str) -> None:
    owner, _ = answer_to("roofer", "what if 28 rang, I talked to 24 and 10 signed")
    owner.says(text)
    assert owner.chat.sessions[-1].answers["talked"].amount.value == 24


@pytest.mark.parametrize("text", ["no that's not real", "wtf no. back to my numbers", "don't keep it", "is that real?"])
def test_what_is_not_real_is_not_kept(text: str) -> None:
    owner, _ = answer_to("roofer", "what if 28 rang, I talked to 24 and 10 signed")
    owner.says(text)
    assert owner.chat.sessions[-1].answers["talked"].amount.value == 15
