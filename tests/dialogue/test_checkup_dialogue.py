"""What the dialogue forgives, played on the emulator."""

import re

import pytest

from tests.check_ups import SHORTEST


async def at_question(alice, n: int) -> str:
    """Bring Alice to question n of the shortest check-up."""
    return await alice.says(*SHORTEST[:n])


async def answers(house) -> dict[str, tuple]:
    rows = await house.rows("select question, state, value, choice, typed from answer where standing = 'settled'")
    return {row[0]: row[1:] for row in rows}


async def test_back_shows_the_question_before_with_its_answer(alice):
    await at_question(alice, 5)
    text = await alice.taps("Back")
    assert "4 of 8" in text
    assert "You said: 45" in text
    assert "Keep it" in alice.buttons


async def test_later_answers_are_kept(house, alice):
    await at_question(alice, 6)
    await alice.taps("Back")
    await alice.taps("Back")
    text = await alice.says("40")
    assert "6 of 8" in text
    assert (await answers(house))["customers"][1] == 5


async def test_answers_are_dropped_only_if_a_branch_makes_them_unreachable(house, alice):
    await at_question(alice, 5)
    for _ in range(3):
        await alice.taps("Back")
    text = await alice.taps("They order without talking")
    assert "bought without talking" in text
    assert set(await answers(house)) == {"trade", "path"}


async def test_there_is_no_way_back_from_the_first_question(alice):
    await at_question(alice, 1)
    assert "Back" not in alice.buttons
    assert "1 of" in await alice.says("what")


async def test_change_returns_to_the_verdict_in_one_step(alice):
    await alice.says(*SHORTEST)
    summary = await alice.taps("Change an answer")
    assert "Here is what I have" in summary
    assert "(45 of 50)" in summary
    assert "You said: 15" in await alice.taps("Room for new people")
    assert "room for 20 new people a week" in await alice.says("20")


async def test_who_looks_at_the_answers_and_goes_back_has_changed_nothing(house, alice):
    await alice.says(*SHORTEST)
    before = await answers(house)
    await alice.taps("Change an answer")
    assert "This week:" in await alice.taps("Back")
    assert await answers(house) == before


async def test_the_verdict_names_every_answer_it_rests_on_and_no_step_repeats_them(house, alice):
    rests_on = (await alice.says(*SHORTEST)).partition("Rests on:")[2]
    for said in ("50 new people", "45 of them", "5 became", "room for 15", "4 new customers a week"):
        assert said in rests_on
    assert len(await house.rows("select * from session where state = 'done'")) == 1


async def test_a_sentence_changes_an_answer_of_the_verdict_and_gives_the_new_one(house, alice):
    await alice.says(*SHORTEST)
    verdict = await alice.says("sorry, that was 25 customers")
    assert "25 became customers" in verdict
    assert (await answers(house))["customers"][1] == 25
    assert await house.rows("select count(*) from verdict") == [(2,)]


async def test_a_required_question_says_why_it_is_required(alice):
    await at_question(alice, 2)
    assert "Skip" not in alice.buttons
    text = await alice.says("skip")
    assert "can't do without this one" in text
    assert "2 of 8" in text


async def test_dont_know_is_stored_as_unknown_and_four_ranges_follow(house, alice):
    await at_question(alice, 3)
    text = await alice.says("don't know")
    assert "which comes nearest" in text
    assert len([label for label in alice.buttons if any(c.isdigit() for c in label)]) == 4
    assert (await answers(house))["people"][:2] == ("unknown", None)
    await alice.taps("5 to 15")
    rows = await house.rows("select state, low, high from answer where question = 'people'")
    assert rows == [("unknown", 5.0, 15.0)]
    assert "4 of 8" in alice.text


async def test_really_no_idea_goes_on_without_a_range(house, alice):
    await at_question(alice, 3)
    await alice.taps("Don't know")
    text = await alice.taps("Really no idea")
    assert "4 of 8" in text
    assert (await answers(house))["people"][:2] == ("unknown", None)


@pytest.mark.parametrize("bad", ["abc", "-3", "3rd", "☺"])
async def test_a_bad_reply_gets_its_own_message_and_the_same_question(house, alice, bad):
    await at_question(alice, 3)
    before = await answers(house)
    text = await alice.says(bad)
    assert "3 of 8" in text
    assert await answers(house) == before


async def test_the_messages_differ(alice):
    await at_question(alice, 3)
    texts = []
    for bad in ("abc", "-3", "3rd"):
        texts.append((await alice.says(bad)).split("\n")[0])
        await alice.says("50")
        await alice.taps("Back")
    assert len(set(texts)) == 3


async def test_three_bad_replies_in_a_row_are_helped_differently(alice):
    await at_question(alice, 3)
    texts = [await alice.says("abc") for _ in range(3)]
    assert len(set(texts)) == 3
    assert {"Back", "Don't know", "Stop here"} <= set(alice.buttons)
    await alice.says("50")
    assert (await alice.says("abc")).split("\n")[0] == texts[0].split("\n")[0]


@pytest.mark.parametrize("typed", ["we talk first", "WE TALK FIRST!", "we tak first", "We talk first.", "we talk"])
async def test_a_label_typed_works_as_if_tapped(house, alice, typed):
    await at_question(alice, 2)
    await alice.says(typed)
    assert (await answers(house))["path"][2] == "talk"


async def test_every_button_of_every_question_can_be_typed(alice):
    for n in range(1, len(SHORTEST) + 1):
        await at_question(alice, n) if n == 1 else await alice.says(SHORTEST[n - 1])
        message = alice.last
        for label in message.labels:
            if label in ("Why do you ask?", "More…"):
                assert await alice.says(label.upper()) != ""
                assert "I can't match" not in alice.text


async def test_the_progress_is_right_after_branching(alice):
    assert "1 of 8" in await at_question(alice, 1)
    assert "2 of 8" in await alice.says("shop")
    assert "3 of 5" in await alice.taps("They order without talking")


async def test_both_ways_of_buying_make_one_more_question(alice):
    await at_question(alice, 2)
    assert "3 of 9" in await alice.says("Both")


async def test_how_many_questions_are_said_to_come_never_grows(alice):
    """What is asked only where it is worth it has no number, and no other question is counted with it."""
    await alice.says("/checkup")
    totals = []
    for typed in (
        "plumber",
        "We talk first",
        "6",
        "No, go on with these weeks",
        "6",
        "2",
        "8",
        "About right",
        "3",
        "7",
    ):
        text = await alice.says(typed)
        counted = re.search(r"(\d+) of (\d+) ·", text)
        totals.append(int(counted[2]) if counted else None)
        assert counted is None or int(counted[1]) <= int(counted[2])
    assert set(totals) == {8, None}
    assert totals[2] is None  # for how long, as they are few
    assert totals[-1] is None


async def test_help_in_the_middle_is_answered_and_the_question_asked_again_once(house, alice):
    await at_question(alice, 4)
    before = len(alice.sent)
    text = await alice.says("/help")
    assert "about 30" in text
    assert text.count("4 of 8") == 1
    assert len(alice.sent) == before + 1
    assert len(await answers(house)) == 3


async def test_after_a_restart_the_next_message_answers_the_open_question(house, alice):
    await at_question(alice, 4)
    await house.restart()
    assert "5 of 8" in await alice.says("45")
    assert {q: a[1] for q, a in (await answers(house)).items() if a[1]} == {"people": 50, "talked": 45}


async def test_an_old_button_never_changes_another_question(house, alice):
    await at_question(alice, 2)
    old = alice.last
    await alice.says("We talk first", "50")
    before = await answers(house)
    house.clock.pass_time(minutes=5)
    text = await alice.taps("Both", message=old)
    assert "belongs to another question" in text
    assert "4 of 8" in text
    assert await answers(house) == before
    assert "2 of 8" in await alice.taps("Change that answer")


async def test_a_button_of_a_finished_check_up_offers_to_go_on(alice):
    await at_question(alice, 2)
    old = alice.last
    await alice.says("/cancel")
    await alice.taps("Start over")
    assert "1 of 8" in await alice.taps("Both", message=old)


@pytest.mark.parametrize(
    "data", ["", "x", "9/9/9", "1/people/range9", "1/trade/=nonsense", "/nonsense", "1/review/right", "1//", "🤷"]
)
async def test_strange_taps_are_answered(house, alice, data):
    await at_question(alice, 3)
    before = await answers(house)
    await alice.does(alice.person.taps(data, alice.last))
    assert "3 of 8" in alice.text
    assert await answers(house) == before


async def test_the_same_update_twice_leaves_one_answer_and_one_reply(house, alice):
    await at_question(alice, 3)
    update = alice.person.types("50")
    await house.settle()
    before = len(alice.sent)
    house.emulator.redeliver(update)
    await house.settle()
    assert len(alice.sent) == before


async def test_two_identical_taps_leave_one_answer_and_one_reply(house, alice):
    await at_question(alice, 2)
    message = alice.last
    before = len(alice.sent)
    alice.person.presses("We talk first", message=message)
    alice.person.presses("We talk first", message=message)
    await house.settle()
    assert len(alice.sent) == before + 1
    assert (await house.rows("select count(*) from answer where question = 'path'")) == [(1,)]


async def test_editing_a_message_corrects_the_answer_and_leaves_the_question_open(house, alice):
    await at_question(alice, 4)
    typed = alice.person.typed[-1]
    await alice.says("45")
    text = await alice.does(alice.person.edits(typed, "60"))
    assert "People who got in touch: 60" in text
    assert "5 of 8" in text
    assert (await answers(house))["people"][1] == 60


async def test_a_question_beyond_the_core_stays_open_though_an_edit_would_not_have_brought_it(alice):
    await at_question(alice, 5)
    await alice.says("5")
    typed = alice.person.typed[-1]
    text = await alice.says("15", "swamped", "4")
    assert "last 10" in text
    text = await alice.does(alice.person.edits(typed, "30"))  # nobody would call that weak selling
    assert "last 10" in text


async def test_an_edit_after_the_verdict_gives_another_or_a_question(alice):
    await at_question(alice, 5)
    await alice.says("30")
    typed = alice.person.typed[-1]
    assert "This week:" in await alice.says("15", "swamped", "4")
    assert "last 10" in await alice.does(alice.person.edits(typed, "5"))


async def test_an_edit_below_a_later_answer_is_asked_about(house, alice):
    await at_question(alice, 4)
    typed = alice.person.typed[-1]
    await alice.says("45")
    text = await alice.does(alice.person.edits(typed, "20"))
    assert "only 20 got in touch" in text


@pytest.mark.parametrize(
    "content", ["sticker", "photo", "voice", "video", "poll", "contact", "document", "forward", "location"]
)
async def test_other_content_is_answered_and_the_question_asked_again(alice, content):
    await at_question(alice, 3)
    arguments = {"location": (52.5, 13.4), "forward": ("12",)}.get(content, ())
    text = await alice.does(getattr(alice.person, f"sends_{content}")(*arguments))
    assert "I can read words, numbers and taps" in text
    assert "3 of 8" in text


async def test_an_activity_without_a_session_is_judged(alice):
    assert (await alice.says("we run facebook ads")).startswith("Marketing.")


@pytest.mark.parametrize("text", ["hi", "12", "/nonsense", "?", "👍"])
async def test_without_a_session_nothing_is_ignored(alice, text):
    await alice.says(text)
    assert "Find what's short" in alice.buttons


async def test_start_in_a_session_offers_to_go_on_or_start_over(house, alice):
    await at_question(alice, 4)
    await alice.says("/start")
    assert alice.buttons == ["Go on", "Start over"]
    assert "4 of 8" in await alice.says("go on")
    assert len(await answers(house)) == 3


async def test_cancel_keeps_the_draft_for_seven_days(house, alice):
    await at_question(alice, 4)
    await alice.says("/cancel")
    assert alice.buttons == ["Go on", "Start over", "Delete it"]
    house.clock.pass_time(days=6)
    assert "4 of 8" in await alice.says("go on")
    await alice.says("/cancel")
    house.clock.pass_time(days=8)
    assert "no longer here" in await alice.taps("Go on")


NAME = 'A<b & "C" [x](y) _z_ ' + "ä" * 3_900


async def test_what_was_typed_is_echoed_as_it_was(alice):
    await at_question(alice, 2)
    text = await alice.says('A<b & "C" [x](z) _z_')
    assert '“A<b & "C" [x](z) _z_”' in text


async def test_four_thousand_characters_are_answered(alice):
    await at_question(alice, 2)
    assert "2 of 8" in await alice.says(NAME)


@pytest.mark.parametrize("question", range(3, 8))
async def test_every_question_says_why_it_is_asked(alice, question):
    await at_question(alice, question)
    text = await alice.taps("Why do you ask?")
    assert f"{question} of 8" in text
    assert len(text.split("\n\n")[0]) > 40


async def test_more_customers_than_people_talked_with_becomes_a_question_with_two_fixes(house, alice):
    await at_question(alice, 5)
    text = await alice.says("55")
    assert "55 customers, but you talked with 45" in text
    await alice.taps("I talked with more than 45")
    assert "That would be 52 talked with, but only 50" in await alice.says("52")
    await alice.taps("More than 50 got in touch")
    assert "5 of 8" in await alice.says("60")
    assert "6 of 8" in await alice.says("5")
    rows = await house.rows("select question, value from answer where standing = 'settled' and value is not null")
    assert dict(rows) == {"people": 60, "talked": 52, "customers": 5}


async def test_an_ambiguous_number_is_confirmed_never_guessed(house, alice):
    await at_question(alice, 3)
    text = await alice.says("1.200")
    assert "more than one way" in text
    assert "people" not in await answers(house)


async def test_five_a_day_is_turned_into_the_weeks_asked_for(house, alice):
    await at_question(alice, 6)
    await alice.says("5 a day")
    assert len(alice.buttons) == 4
    await alice.taps(2)
    assert (await answers(house))["room"][1] == 30


async def test_the_answer_to_change_can_be_typed(alice):
    await alice.says(*SHORTEST, "change something")
    assert "You said: 5" in await alice.says("customers after a talk")
