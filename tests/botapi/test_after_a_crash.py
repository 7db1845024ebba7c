"""After a crash a question may be asked twice; an answer that is typed twice because of it is not taken for the next one."""

import pytest

from tests.dialogue.test_checkup_dialogue import answers, at_question

PEOPLE, TALKED = 3, 4


async def crash(house, alice) -> None:
    """End the bot before it has noted that its last message was sent."""
    text = alice.text
    await house.stop()
    await house.start()
    async with house.app.database.transaction() as tx:
        await tx.run(
            "insert into outbox (id, chat_id, method, parameters, urgent, update_id, created_at, process)"
            " values (1, 1, 'sendMessage', :parameters, 1, null, '2026-11-23T10:00:00.000Z', '')",
            parameters='{"text": "' + text.partition("\n")[0].replace('"', "") + '"}',
        )
    await house.stop()


async def test_what_waits_is_handled_before_a_question_is_asked_again(house, alice):
    await at_question(alice, PEOPLE)
    asked = alice.text.partition("\n")[0]
    await crash(house, alice)
    had = len(alice.sent)
    alice.person.types("50")
    await house.start()
    assert (await answers(house))["people"][1] == 50  # before anything was fetched by polling
    await house.settle()
    again, following = (message.text for message in alice.sent[had:])
    assert again == asked
    assert "Of those 50" in following


async def test_an_answer_typed_twice_because_of_it_is_taken_once(house, alice):
    await at_question(alice, PEOPLE)
    await crash(house, alice)
    alice.person.types("50")
    await house.start()
    await house.settle()
    text = await alice.says("50")
    assert "I have already" in text
    assert "Of those 50" in text
    assert "talked" not in await answers(house)


async def test_typed_yet_again_it_is_the_answer(house, alice):
    await at_question(alice, PEOPLE)
    await crash(house, alice)
    await house.start()
    await alice.says("50", "50", "50")
    given = await answers(house)
    assert (given["people"][1], given["talked"][1]) == (50, 50)


@pytest.mark.parametrize("how", ["no crash", "later", "another answer"])
async def test_otherwise_the_same_number_twice_is_two_answers(house, alice, how):
    await at_question(alice, PEOPLE)
    if how != "no crash":
        await crash(house, alice)
        await house.start()
        await house.settle()
    if how == "later":
        house.clock.pass_time(minutes=2)
    await alice.says("50", "40" if how == "another answer" else "50")
    assert (await answers(house))["talked"][1] in (40, 50)


async def test_where_what_waits_cannot_be_fetched_at_the_start_polling_fetches_it(house, alice):
    await at_question(alice, PEOPLE)
    await crash(house, alice)
    alice.person.types("50")
    house.emulator.fail_next("getUpdates", "reset", times=2)
    await house.start()
    await house.settle()
    assert "Of those 50" in alice.text
