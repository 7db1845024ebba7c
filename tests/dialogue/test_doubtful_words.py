"""Ambiguous words take nothing away: after each kind of message they change nothing that is kept."""

import pytest

from bot.talk.typed import takes
from tests.check_ups import SHORTEST
from tests.checkins.asked_weekly import MONDAY_NINE, SETUP, Weekly

pytestmark = pytest.mark.long

DISAGREED = [
    "No", "no", "No.", "NO!", "nope", "nah", "no way", "No, not yet", "no not yet", "not yet", "not really", "Not true",
    "no, it's marketing", "no it's sales", "that is wrong", "No, I think it's the price", "I disagree", "I don't think so",
    "wrong", "no thanks", "never mind", "I doubt it", "that can't be right",
]  # fmt: skip
DOUBTFUL = [
    *DISAGREED,
    "no, we do that already",  # which is of the step
    "Yes", "yes", "yes please", "yep", "sure", "ok", "maybe", "hmm", "why not", "no more", "more", "no more please",
    "delete", "delet it", "delete it", "deleted", "Delete my dta", "discard",
    "pause", "paus 2 weeks", "pause a mont", "put it off", "skip", "skip this", "skip it",
    "tomorow", "tomorrow", "in an hour", "in an hou", "switch", "switch to", "switch to the other", "rename it", "another",
    "stop aking", "stop askin", "stopp", "sotp", "stop asking so much", "stop the world", "unsubscrib", "don't stop",
    "no reminders yet?", "keep it", "marketing", "both", "neither", "differently", "i see it", "ask me again", "the reminders",
    "dont", "not now", "later", "all of them", "2", "0", "none", "nobody",
]  # fmt: skip

ACTIVITY = ["/ask a flyer"]
BEFORE = {
    "idle": [*SHORTEST, *SETUP, "thanks"],
    "verdict": [*SETUP, *SHORTEST],
    "weekly set": [*SHORTEST, *SETUP],
    "weekly moved": [*SHORTEST, *SETUP, "/weekly", "another time", "10:00"],
    "week answered": [*SHORTEST, *SETUP, "/checkin", "12 10 3"],
    "activity verdict": [*SHORTEST, *SETUP, *ACTIVITY],
    "a draft put aside": [*SHORTEST, *SETUP, "/checkup", "coaching", "we talk first", "/cancel"],
    "two businesses": [*SHORTEST, *SETUP, "/business add Zebra", "/business 1", "/help"],
}
TO_WHO_DISAGREES = {  # what they read, and the button under it
    "verdict": ("off?", "Change an answer"),  # which one, or whether one of them is
    "week answered": ("pick the week", "Show my weeks"),
    "activity verdict": ("It may well be", "I see it differently"),
    "idle": ("can be moved or stopped", "Change or stop"),
}
CAUSE = (
    "No, I think it's the price",
    "so test it",
)  # a cause is answered by how to find out whether it is one
NOTED = {("verdict", "no, it's marketing")}  # a side is named that the verdict does not name
KEPT = ("schedule", "week", "answer", "verdict", "objection", "business", "session")


def typed_after(before: str) -> list[str]:
    """Return a third of the words, each after two or three kinds of message, and all that disagree where these are answered."""
    nth = list(BEFORE).index(before)
    return [
        word
        for n, word in enumerate(DOUBTFUL)
        if n % 3 == nth % 3 or (before in TO_WHO_DISAGREES and word in DISAGREED)
    ]


async def kept(house, newest: int = 1_000) -> dict[str, list[tuple]]:
    """Return every row that matters to an owner; and the sessions that existed before, with their fields."""
    rows = {table: await house.rows(f"select * from {table}") for table in KEPT if table not in ("session", "answer")}
    rows["session"] = await house.rows(
        f"select number, flow, state from session where flow in ('checkup', 'checkin') and number <= {newest}"
    )
    rows["answer"] = await house.rows(
        "select answer.* from answer join session on session.chat_id = answer.chat_id and session.number = answer.session "
        f"where flow in ('checkup', 'checkin') and session.number <= {newest}"
    )
    return {table: sorted(found, key=repr) for table, found in rows.items()}


def test_there_are_many_doubtful_words():
    assert len(set(DOUBTFUL)) >= 60


@pytest.mark.parametrize(
    ("data", "it_does"),
    [
        ("/weekly stop", True), ("/weekly pause month", True), ("/weekly pause", False), ("/weekly", False),
        ("/weekly #2", False), ("/weekly stop #2", True), ("/business 2", True), ("/business", False), ("/delete", True),
        ("/business add", False), ("/delete 1790000000", True), ("/delete no", False), ("/discard", True), ("/restart", True),
        ("/skipweek 2026-W48 #1", True), ("/fresh", True), ("/settings currency", False), ("/settings currency EUR", True),
        ("/checkin 2026-W48", False), ("/fix 1", False), ("/differ 3 sales", True), ("/gone", True), ("12/people/=half", True),
    ],
)  # fmt: skip
def test_what_takes_something_away(data, it_does):
    assert takes(data) is it_does


@pytest.mark.unmeasured
@pytest.mark.parametrize("before", BEFORE)
async def test_doubtful_words_change_nothing_that_is_kept_and_who_disagrees_is_answered_as_by_a_colleague(
    house, alice, before
):
    await alice.says(*BEFORE[before])
    answer, button = TO_WHO_DISAGREES.get(before, ("", None))
    there = await kept(house)
    offered = (await house.rows("select offered from owner"))[0][0]
    newest = max(number for (number,) in await house.rows("select number from session"))
    wrong = []
    for typed in typed_after(before):
        if (before, typed) == ("a draft put aside", "delete it"):
            continue  # which is the whole label of a button there
        said = await alice.says(typed)
        now = await kept(house, newest)
        if (before, typed) in NOTED:  # that the owner sees it so; no number, and no verdict
            assert now.pop("objection") != there["objection"]
            now["objection"] = there["objection"]
        if now != there:
            wrong.append((typed, said))
            break
        as_colleague = answer in said and (button is None or button in alice.buttons)
        if typed in DISAGREED and not as_colleague and not (typed == CAUSE[0] and CAUSE[1] in said):
            wrong.append((typed, said))
        async with house.app.database.transaction() as tx:  # what was on the table before
            await tx.run(
                "update session set state = 'dropped' where state = 'open' and (flow <> 'checkup' or number > :newest)",
                newest=newest,
            )
            await tx.run("update owner set offered = :offered, awaits = null", offered=offered)
            if (before, typed) in NOTED:
                await tx.run("delete from objection")
    assert wrong == []


@pytest.mark.parametrize(
    "typed",
    [
        "stop",
        "Stop!",
        "stop it",
        "please stop",
        "stop asking",
        "stop asking me",
        "unsubscribe",
        "stop the weekly question",
    ],
)
async def test_who_plainly_says_stop_is_asked_no_more_and_may_have_it_back(house, alice, typed):
    await alice.says(*BEFORE["verdict"])
    assert "I've stopped asking" in await alice.says(typed)
    assert await house.rows("select 1 from schedule") == []
    assert "Every Monday" in await alice.taps("Ask me again, Monday 09:00")


async def test_stop_puts_open_questions_aside_and_leaves_the_weekly_one(house, alice):
    await alice.says(*SETUP, *SHORTEST[:4], "stop")
    assert "Put aside" in alice.text
    assert await house.rows("select 1 from schedule")


async def test_the_label_of_a_button_that_changes_something_is_forgotten_after_a_day_of_silence(house, alice):
    await alice.says(*ACTIVITY, "I see it differently")
    house.clock.pass_time(days=2)
    await alice.says("marketing")
    assert await house.rows("select opinion from objection") == [(None,)]


async def test_a_label_typed_right_away_counts(house, alice):
    await alice.says(*ACTIVITY, "I see it differently", "marketing")
    assert await house.rows("select opinion from objection") == [("marketing",)]


async def test_the_buttons_of_a_reminder_may_be_typed_however_long_the_owner_was_silent(house, alice):
    weekly = Weekly(house, alice)
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    house.clock.pass_time(hours=3)
    assert "is left out" in await alice.says("skip this week")


@pytest.mark.parametrize("typed", ["no", "cancel", "never mind", "Leave it as it is"])
@pytest.mark.parametrize("asked", [["/business add"], ["/business rename"], ["/settings name"], ["/settings currency"]])
async def test_a_name_that_was_asked_for_is_not_a_word_of_refusal(house, alice, asked, typed):
    await alice.says(*SHORTEST, *asked, typed)
    assert await house.rows("select number, name, currency from business") == [(1, None, None)]


async def test_a_number_under_the_list_of_businesses_answers_the_open_question(house, alice):
    await alice.says("/business add Zebra", "/checkup", "coaching", "we talk first", "/business", "1")
    assert await house.rows("select business from owner") == [(2,)]
    assert await house.rows("select value from answer where question = 'people'") == [(1,)]


async def test_another_business_is_taken_in_hand_by_its_whole_name_alone(house, alice):
    await alice.says("/business add Zebra Bakery", "/business add Quagga", "/business", "bakery")
    await alice.says("/business", "Zebra Bakry")
    assert await house.rows("select business from owner") == [(3,)]
    await alice.says("/business", "zebra bakery")
    assert await house.rows("select business from owner") == [(2,)]
