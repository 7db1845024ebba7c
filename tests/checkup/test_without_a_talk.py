"""Sellers without a talk: few people see the offer, or few of these order; each with its own words, picture and steps."""

import pytest

START = ("/checkup", "online shop", "they order without talking", "16")


async def verdict(alice, seen):
    review = await alice.says(*START, seen, "20")
    for _ in range(3):
        if "Rests on:" in review:
            break
        review = await alice.says("longer")
    return review


@pytest.mark.parametrize(
    ("seen", "head", "step"),
    [
        ("180 a week", "too few people see what you sell", "Write to everyone who ordered in the last year"),
        ("4000 a week", "enough people see it, too few of them order", "Get five true reviews"),
    ],
)
async def test_being_seen_and_the_page_are_told_apart(alice, seen, head, step):
    told = await verdict(alice, seen)
    assert head in told
    assert step in told
    assert "sales is not in play" in told.lower()
    assert alice.last.photo


async def test_the_verdict_rests_on_what_was_told_for_the_time_it_was_told_for(alice):
    assert "180 see it a month" in await verdict(alice, "180 a month")
