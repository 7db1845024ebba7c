"""The turn: one transaction for everything that waits, and one bad update harms no other."""

import asyncio

import pytest

from bot.botapi.updates import read_update
from bot.dialogue import prompting

pytestmark = pytest.mark.both_engines


@pytest.fixture
def breaks(monkeypatch):
    """Make typed replies of "boom" raise in the middle of a decision."""
    whole = prompting.listen

    def listen(scene, text):
        if text == "boom":
            raise RuntimeError("secret words of the owner")
        return whole(scene, text)

    monkeypatch.setattr(prompting, "listen", listen)


async def test_a_fault_gives_one_apology_with_an_error_id_and_changes_nothing(house, alice, breaks):
    await alice.says("/checkup", "shop")
    before = await house.rows("select * from session"), await house.rows("select * from answer")
    sent = len(alice.sent)
    text = await alice.says("boom")
    assert "Something went wrong" in text
    assert "error " in text
    assert len(alice.sent) == sent + 1
    assert (await house.rows("select * from session"), await house.rows("select * from answer")) == before
    assert "3 of 8" in await alice.says("we talk first")


async def test_a_bad_update_harms_no_other_in_the_same_turn(house, alice, breaks):
    bob = house.person(2, "Bob")
    for owner in (alice, bob):
        await owner.says("/checkup", "shop")
    alice.person.types("boom")
    bob.person.types("we talk first")
    await house.settle()
    assert "Something went wrong" in alice.text
    assert "3 of 8" in bob.text


async def test_a_fault_is_logged_without_what_the_owner_typed(house, alice, breaks, caplog):
    await alice.says("/checkup", "boom")
    assert "RuntimeError" in caplog.text
    assert "secret words" not in caplog.text
    assert "boom" not in caplog.text


async def test_everything_that_waits_is_one_transaction(house, monkeypatch):
    people = [house.person(n, f"Owner {n}") for n in range(1, 41)]
    database = house.app.database
    begun = 0
    whole = database.transaction

    def counted():
        nonlocal begun
        begun += 1
        return whole()

    monkeypatch.setattr(database, "transaction", counted)
    for owner in people:
        owner.person.types("/start")
    await house.settle()
    assert all("marketing or sales" in owner.text for owner in people)
    assert begun <= 4


async def test_an_event_that_is_not_committed_is_not_acknowledged(house, alice, monkeypatch):
    await alice.says("/checkup")
    database = house.app.database
    whole = database.transaction
    failed = []

    def failing_once():
        if not failed:
            failed.append(True)
            raise OSError("disk full")
        return whole()

    monkeypatch.setattr(database, "transaction", failing_once)
    assert "2 of 8" in await alice.says("shop")
    assert failed


async def test_events_of_one_chat_are_handled_in_the_order_of_their_numbers(house):
    events = [
        read_update(
            {
                "update_id": 500 + n,
                "message": {
                    "message_id": n + 1,
                    "date": 0,
                    "chat": {"id": 7, "type": "private"},
                    "from": {"id": 7, "is_bot": False, "first_name": "Dora"},
                    "text": text,
                },
            },
            house.clock.now(),
        )
        for n, text in enumerate(["/checkup", "shop", "we talk first", "50"])
    ]
    await asyncio.gather(*(house.app.turns.handle([event]) for event in reversed(events)))
    assert await house.rows("select value from answer where question = 'people'") == [(50.0,)]
