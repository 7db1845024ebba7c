"""GET /healthz says 200 only of a bot that works (O4)."""

import asyncio

import pytest

from bot.edge.health import CHECKED_FOR, Health
from bot.pulse import LATE, Pulse, Stalled
from bot.serve import watch


class Seconds:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
async def health(house, seconds):
    health = Health(Pulse(seconds), house.app.database, seconds)
    health.missing = None
    yield health
    await health.close()


async def test_a_bot_at_work_is_well(health):
    report = await health.report()
    assert report.well
    assert report.page() == {"status": "ok", "reasons": []}


async def test_until_telegram_has_answered_it_is_not_well(health):
    health.missing = "starting"
    assert (await health.report()).page() == {"status": "unwell", "reasons": ["starting"]}


@pytest.mark.parametrize("part", sorted(LATE))
async def test_a_part_that_is_late_is_named_and_one_that_is_young_is_not(health, seconds, part):
    health._pulse.beat(part)
    seconds.now += LATE[part]
    assert (await health.report()).well
    seconds.now += 1
    assert [reason.partition(":")[0] for reason in (await health.report()).reasons] == [part]
    health._pulse.beat(part)
    assert (await health.report()).well


async def test_replies_that_do_not_get_through_are_named_and_a_new_start_is_not_asked_for(house, alice, seconds):
    health = Health(Pulse(seconds), house.app.database, seconds, replies=lambda: house.app.outbox.trouble)
    health.missing = None
    await alice.says("/start")
    house.emulator.fail_next("sendDocument", 500, times=1_000)
    seen = []
    slept = house.clock.sleep

    async def looking(waited):
        seen.append((await health.report()).page())
        await slept(waited)

    house.app.outbox._sleep = looking
    await alice.says("/export")
    assert all(page["status"] == "ok" for page in seen)
    assert all(page["replies"].startswith("1 being tried again") for page in seen[:12])
    assert (await health.report()).page()["replies"] == "2 given up in the last hour (sendDocument)"
    house.clock.pass_time(hours=2)
    assert "replies" not in (await health.report()).page()
    await health.close()


async def test_a_database_that_takes_no_writes_is_named(health, house, seconds):
    async with house.app.database.transaction() as tx:
        await tx.run("alter table migration rename to gone")
    assert "cannot be written" in (await health.report()).reasons[0]
    async with house.app.database.transaction() as tx:
        await tx.run("alter table gone rename to migration")
    assert not (await health.report()).well  # the check counts for some seconds
    seconds.now += CHECKED_FOR + 1
    assert (await health.report()).well


async def test_a_database_that_is_held_up_is_named_without_waiting_for_it(health, house, monkeypatch):
    monkeypatch.setattr("bot.edge.health.PATIENCE", 0.05)
    async with house.app.database.transaction():
        assert "no write within" in (await health.report()).reasons[0]


async def test_many_who_ask_at_once_cost_one_write(health, house):
    before = await house.rows("pragma data_version")
    reports = await asyncio.gather(*(health.report() for _ in range(50)))
    assert all(report.well for report in reports)
    assert (await house.rows("pragma data_version"))[0][0] - before[0][0] <= 1


async def test_notes_for_the_operator_do_not_make_it_unwell(house, seconds):
    health = Health(Pulse(seconds), house.app.database, seconds, {"disk": "forgets"})
    health.missing = None
    assert (await health.report()).page() == {"status": "ok", "reasons": [], "disk": "forgets"}


async def test_a_poller_that_hears_nothing_is_given_up_and_one_that_waits_for_another_is_not(seconds, monkeypatch):
    monkeypatch.setattr("bot.serve.LOOK_EVERY", 0)
    pulse = Pulse(seconds)
    pulse.beat("answered")
    pulse.beat("fetched")
    watching = asyncio.ensure_future(watch(pulse))
    seconds.now += LATE["answered"]
    pulse.beat("answered")  # with 409: another process polls
    seconds.now += LATE["answered"]
    await asyncio.sleep(0.01)
    assert not watching.done()
    seconds.now += 1
    with pytest.raises(Stalled):
        await watching


async def test_polling_and_the_tick_give_signs_of_life(house, alice):
    await alice.says("/start")
    assert {"fetched", "answered"} <= house.app.pulse._beats.keys()
    ticking = asyncio.ensure_future(house.app.tick())
    await asyncio.sleep(0.05)
    ticking.cancel()
    assert "tick" in house.app.pulse._beats
