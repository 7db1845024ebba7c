"""Counts that contradict each other are asked about, ranges as well as numbers; what fits is taken."""


async def test_a_number_within_the_range_before_it_is_no_contradiction(house, alice):
    await alice.says("/checkup", "plumber", "we talk first", "30 to 50")
    assert "how many became customers" in await alice.says("45")
    await alice.says("5", "15", "swamped", "4")
    verdict = await alice.says("8", "went quiet")
    assert "30 to 50 new people" in verdict
    assert "45 of them talked with" in verdict
    assert "don't fit together" not in verdict
    assert "47" in verdict or "48" in verdict


async def test_three_numbers_that_fit_two_by_two_and_not_together_are_asked_about(house, alice):
    await alice.says("/checkup", "plumber", "we talk first", "40", "30 to 50")
    assert "45 customers, but you talked with 30 to 40" in await alice.says("45")


async def test_in_a_week_too_ranges_are_compared_with_ranges(house, alice):
    assert "Thank you" in await alice.says("/checkin", "10-20 18 3 0")
    assert "Which one is right?" in await alice.says("/checkin", "10-20 21 3 0")
