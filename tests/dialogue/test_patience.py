"""Idle drafts, lost taps, groups, links, and releases that ask other questions."""

from datetime import timedelta

import pytest

from bot.botapi.ticker import look
from tests.dialogue.test_checkup_dialogue import answers, at_question


async def tick(house) -> None:
    await look(house.app.database, house.app.turns, house.app.outbox, house.clock.now)
    await house.app.settled()


async def test_an_idle_draft_gets_one_nudge_and_stays_open(house, alice):
    await at_question(alice, 4)
    before = len(alice.sent)
    for hours, messages in ((23, 0), (2, 1), (30, 1), (24 * 10, 1)):
        house.clock.pass_time(hours=hours)
        await tick(house)
        assert len(alice.sent) == before + messages, hours
    assert "We stopped half-way" in alice.text
    assert "4 of 8" in alice.text
    assert "5 of 8" in await alice.says("45")


async def test_the_nudge_counts_from_the_last_answer(house, alice):
    await at_question(alice, 3)
    house.clock.pass_time(hours=22)
    await alice.says("50")
    before = len(alice.sent)
    house.clock.pass_time(hours=4)
    await tick(house)
    assert len(alice.sent) == before
    house.clock.pass_time(hours=20, minutes=1)
    await tick(house)
    assert len(alice.sent) == before + 1


async def test_no_nudge_in_the_quiet_hours(house):
    dora = house.person(4, "Dora", language_code="de")
    house.clock.at = house.clock.at.replace(hour=21)  # 22:00 in Berlin
    await dora.says("/checkup", "shop")
    before = len(dora.sent)
    house.clock.pass_time(hours=24, minutes=5)
    await tick(house)
    assert len(dora.sent) == before
    house.clock.pass_time(hours=9, minutes=55)  # 08:00
    await tick(house)
    assert len(dora.sent) == before + 1


async def test_a_draft_that_was_put_aside_is_left_alone(house, alice):
    await at_question(alice, 3)
    await alice.says("/cancel")
    before = len(alice.sent)
    house.clock.pass_time(hours=30)
    await tick(house)
    assert len(alice.sent) == before
    assert await house.rows("select * from wake") == []


async def test_after_a_downtime_open_questions_are_asked_again_once(house, alice):
    await at_question(alice, 2)
    await tick(house)
    await house.stop()
    house.clock.pass_time(seconds=151)
    await house.start()
    before = len(alice.sent)
    await tick(house)
    assert len(alice.sent) == before + 1
    assert "a tap of yours may have got lost" in alice.text
    assert "2 of 8" in alice.text
    await tick(house)
    assert len(alice.sent) == before + 1


async def test_after_a_short_stop_nobody_is_asked_again(house, alice):
    await at_question(alice, 2)
    await tick(house)
    await house.stop()
    house.clock.pass_time(seconds=100)
    await house.start()
    before = len(alice.sent)
    await tick(house)
    assert len(alice.sent) == before


async def test_an_owner_whose_question_may_not_have_arrived_is_asked_again_if_silent(house, alice):
    await at_question(alice, 2)
    house.emulator.fail_next("sendMessage", "timeout")
    alice.person.types("we talk first")
    await house.settle()
    before = len(alice.sent)
    house.clock.pass_time(minutes=11)
    await tick(house)
    assert len(alice.sent) == before + 1
    assert "3 of 8" in alice.text


async def test_an_owner_who_went_on_is_not_asked_again(house, alice):
    await at_question(alice, 2)
    house.emulator.fail_next("sendMessage", "timeout", carried_out=True)
    alice.person.types("we talk first")
    await house.settle()
    house.clock.pass_time(minutes=1)
    await alice.says("50")
    before = len(alice.sent)
    house.clock.pass_time(minutes=11)
    await tick(house)
    assert len(alice.sent) == before


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ("checkup", "1 of 8"),
        ("weekly", "On which day?"),
        ("nonsense", "marketing or sales"),
        ("x" * 64, "marketing or sales"),
    ],
)
async def test_links_open_the_flow_that_they_name_or_the_menu(alice, argument, said):
    assert said in await alice.says(f"/start {argument}")


async def test_in_a_group_questions_are_messages_to_reply_to(house):
    alice, bob = house.emulator.person(1, first_name="Alice"), house.emulator.person(2, first_name="Bob")
    group = house.emulator.group("The shop", alice, bob)
    alice.types("/checkup", group=group)
    await house.settle()
    question = group.messages[-1]
    assert "1 of 8" in question.text
    assert "Shop with staff" in question.labels
    assert house.emulator.calls[-1].parameters["reply_markup"]["force_reply"] is True
    alice.types("shop", group=group, reply_to=question)
    await house.settle()
    assert "2 of 8" in group.messages[-1].text
    alice.presses("We talk first", group=group)
    await house.settle()
    assert "3 of 8" in group.messages[-1].text
    hello, *asked = group.messages
    assert "One of you begins" in hello.text
    assert [message for message in asked if message.labels] == [asked[-1]]


async def test_only_the_person_who_began_is_listened_to(house):
    alice, bob = house.emulator.person(1, first_name="Alice"), house.emulator.person(2, first_name="Bob")
    group = house.emulator.group("The shop", alice, bob)
    alice.types("/checkup", group=group)
    await house.settle()
    question = group.messages[-1]
    bob.types("shop", group=group, reply_to=question)
    await house.settle()
    assert "Bob, these questions are for the person who began" in group.messages[-1].text
    assert "https://t.me/door_bot?start=checkup" in str(house.emulator.calls[-1].parameters)
    assert "Shop with staff" in question.labels  # it is still Alice's to answer
    assert await house.rows("select count(*) from answer") == [(0,)]


async def test_talk_among_the_members_is_none_of_the_bots_business(house):
    alice, bob = house.emulator.person(1, first_name="Alice"), house.emulator.person(2, first_name="Bob")
    group = house.emulator.group("The shop", alice, bob)
    alice.types("/checkup", group=group)
    await house.settle()
    before = len(group.messages)
    bob.types("what are you doing?", group=group)
    await house.settle()
    assert len(group.messages) == before


async def test_a_group_that_becomes_a_supergroup_takes_everything_along(house):
    alice = house.emulator.person(1, first_name="Alice")
    group = house.emulator.group("The shop", alice)
    alice.types("/checkup", group=group)
    await house.settle()
    alice.types("shop", group=group, reply_to=group.messages[-1])
    await house.settle()
    old = group.chat.id
    group.migrates()
    await house.settle()
    new = group.chat.id
    assert new != old
    for table in ("owner", "business", "session", "answer"):
        assert {row[0] for row in await house.rows(f"select chat_id from {table}")} == {new}
    alice.types("/resume", group=group)
    await house.settle()
    assert "2 of 8" in group.messages[-1].text


async def test_a_session_of_an_older_release_keeps_what_is_still_asked(house, alice):
    await at_question(alice, 6)
    async with house.app.database.transaction() as tx:
        await tx.run("update answer set question = 'shoe_size' where question = 'customers'")
        await tx.run("update answer set choice = 'gone' where question = 'trade'")
    await house.restart()
    text = await alice.says("/resume")
    assert "1 of 8" in text
    assert "5 of 8" in await alice.says("shop")
    assert "6 of 8" in await alice.says("5")
    kept = await answers(house)
    assert {q: a[1] for q, a in kept.items() if a[1]} == {"people": 50, "talked": 45, "customers": 5}
    assert "shoe_size" not in kept


async def test_every_button_has_words(alice):
    for text in ("/start", "/checkup", "shop", "we talk first", "don't know"):
        await alice.says(text)
        assert all(any(c.isalnum() for c in label) for label in alice.buttons)


async def test_the_time_since_the_last_word_is_kept_to_the_hour(house, alice):
    await alice.says("/start")
    house.clock.pass_time(minutes=30)
    await alice.says("/help")
    ((seen,),) = await house.rows("select seen_at from owner")
    assert seen == (house.clock.at - timedelta(minutes=30)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
