"""Talking about the step of the week, played on the emulator."""

from datetime import date, timedelta

import pytest

from bot.checkins.effect import effect_of
from bot.core.amount import Amount
from bot.diagnosis import ReportedPeriod
from tests.check_ups import SHORTEST
from tests.checkins.asked_weekly import MONDAY_NINE

OPEN_QUOTES = "Go back to everyone who has your quote"


async def steps_of(house):
    return dict(await house.rows("select action, said from step order by action"))


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("done", "done"),
        ("I did it", "done"),
        ("it worked", "worked"),
        ("it did nothing", "failed"),
        ("I already do that", "already"),
        ("I can't do that", "cant"),
        ("another one please", "another"),
    ],
)
async def test_what_is_said_of_the_step_is_kept_and_the_next_best_follows(house, alice, words, kept):
    given = await alice.says(*SHORTEST)
    assert OPEN_QUOTES in given
    said = await alice.says(words)
    assert await steps_of(house) == {"reopen_quotes": kept}
    if kept == "worked":  # the report is answered first
        said = await alice.taps("The next step")
    assert OPEN_QUOTES not in said
    assert "Find" in said or "Write" in said or "Send" in said or "End" in said or "Ask" in said or "Show" in said
    assert "one step for each verdict" not in said


@pytest.mark.parametrize(
    ("label", "kept"),
    [("Done", "done"), ("Another one", "another"), ("I do that already", "already"), ("I can't", "cant")],
)
async def test_a_tap_does_as_much_as_words(house, alice, label, kept):
    await alice.says(*SHORTEST)
    await alice.taps("How do I do that?")
    said = await alice.taps(label)
    assert await steps_of(house) == {"reopen_quotes": kept}
    assert OPEN_QUOTES not in said


async def test_how_exactly_shows_how_how_long_what_it_moves_its_evidence_and_whom_it_does_not_fit(alice):
    await alice.says(*SHORTEST)
    for said in (await alice.taps("How do I do that?"), await alice.says("how exactly?"), await alice.says("/step")):
        assert OPEN_QUOTES in said
        assert "List them by date" in said
        assert "Time: about an hour. It should move: how many of those you talk with stay." in said
        assert "Some evidence: of millions of enquiries" in said
        assert "(Velocify, 2012)" in said
        assert "Not for you if" in said
        assert "Hello [name], I sent you the quote for the job on [day]." in said


@pytest.mark.parametrize("ask", ["The message", "what do I write?"])
async def test_the_message_comes_by_a_button_or_on_asking(alice, ask):
    await alice.says(*SHORTEST)
    await alice.taps("How do I do that?")
    said = await (alice.taps(ask) if ask[0].isupper() else alice.says(ask))
    assert "Hello [name], I sent you the quote for the job" in said


async def test_after_a_yes_a_step_never_comes_again_not_even_in_a_new_check_up(house, alice):
    await alice.says(*SHORTEST)
    seen = {"reopen_quotes"}
    for _ in range(6):
        said = await alice.says("done")
        assert OPEN_QUOTES not in said
        given = await house.rows("select following from step order by said_at desc, action limit 20")
        seen |= {row[0] for row in given}
        house.clock.pass_time(minutes=1)
    done = await steps_of(house)
    assert len(done) == 6
    house.clock.pass_time(days=8)
    await alice.says(*SHORTEST)
    assert (await house.rows("select action from verdict order by session desc limit 1"))[0][0] not in done


async def test_what_came_of_a_step_is_said_of_the_one_done_last(house, alice):
    await alice.says(*SHORTEST)
    await alice.says("done")
    house.clock.pass_time(days=3)
    await alice.says("it worked")
    assert (await steps_of(house))["reopen_quotes"] == "worked"
    assert len(await steps_of(house)) == 1


async def test_what_was_turned_down_is_not_asked_about_by_the_weekly_question(weekly):
    await weekly.owner.says(*SHORTEST)
    await weekly.owner.says("another one please")
    await weekly.owner.says("/weekly", "monday", "9am", "Berlin")
    await weekly.at(MONDAY_NINE)
    asked = await weekly.owner.says("12 10 3")
    assert "Did you get to it?" in asked
    assert OPEN_QUOTES not in asked


async def test_the_next_numbers_say_whether_the_number_aimed_at_moved(weekly):
    await weekly.owner.says(*SHORTEST)
    await weekly.owner.says("/weekly", "monday", "9am", "Berlin")
    await weekly.owner.says("I did it")
    await weekly.at(MONDAY_NINE)
    said = await weekly.owner.says("12 10 3", "no")
    assert "Your step was going back to your open quotes." in said
    assert "Since then, 3 of the 10 you talked with stayed; before, 5 of 45. That's more;" in said
    assert "luck alone does as much about 1 time in" in said
    await weekly.at(MONDAY_NINE + timedelta(weeks=1))
    assert "Your step was" not in await weekly.owner.says("12 10 1", "no")  # once is enough until it is clear


async def test_it_is_said_in_passing_too_beside_the_numbers(weekly):
    await weekly.owner.says(*SHORTEST)
    await weekly.owner.says("/weekly", "monday", "9am", "Berlin")
    await weekly.at(MONDAY_NINE)
    said = await weekly.owner.says("I already do that")
    assert "won't bring it up again" in said
    assert "in touch" in said  # and the question of the week is asked again


async def test_nothing_was_given_yet(alice):
    assert "It comes with the verdict" in await alice.says("/step")


def week(start, **counts):
    return ReportedPeriod(start=start, weeks=1, **{name: Amount.exactly(n) for name, n in counts.items()})


BEFORE = ReportedPeriod(
    start=date(2026, 10, 26), weeks=4, people=Amount.exactly(40), talked=Amount.exactly(40), customers=Amount.exactly(8)
)
AFTER = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("moves", "counts", "outcome"),
    [
        ("customers", {"talked": 10, "customers": 2}, "same"),
        ("customers", {"talked": 10, "customers": 3}, "up"),
        ("customers", {"talked": 30, "customers": 18}, "clearly_up"),
        ("customers", {"talked": 10, "customers": 1}, "down"),
        ("customers", {"talked": 40, "customers": 1}, "clearly_down"),
        ("people", {"people": 11}, "same"),
        ("people", {"people": 25}, "clearly_up"),
        ("people", {"people": 3}, "clearly_down"),
        ("talked", {"people": 10, "talked": 10}, "same"),
    ],
)
def test_what_became_of_a_number_is_told_as_luck_allows(moves, counts, outcome):
    found = effect_of("x", moves, (BEFORE, week(AFTER, **counts)), AFTER)
    assert found.outcome == outcome
    assert found.one_in >= 2


@pytest.mark.parametrize("moves", ["fit", "none", "orders"])
def test_of_a_number_that_no_week_tells_nothing_is_said(moves):
    assert effect_of("x", moves, (BEFORE, week(AFTER, people=10, talked=10, customers=3)), AFTER) is None
