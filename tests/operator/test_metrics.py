"""What is counted for GET /metrics."""

import pytest
from msgspec.structs import replace
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

import storage.inbox
from bot.botapi.ends import OUTCOMES
from bot.operator.metrics import Metrics
from bot.turn.line import A_CHAT
from storage.updates import note_seen
from tests.conftest import House


class CountedHouse(House):
    """A bot whose metrics somebody looks at."""

    @property
    def settings(self):
        return replace(super().settings, port=1)

    def value(self, line: str) -> float:
        text = self.app.metrics.page()[0].decode()
        return next((float(row.rpartition(" ")[2]) for row in text.splitlines() if row.startswith(f"{line} ")), 0.0)


@pytest.fixture
async def counted(tmp_path):
    house = CountedHouse(tmp_path)
    await house.start()
    yield house
    await house.stop()
    assert house.emulator.faults == []


async def test_updates_sends_sessions_and_steps_are_counted_once(counted):
    alice = counted.person(1, "Alice")
    await alice.says("/checkup", "shop", "we talk first")
    assert counted.value('doorbot_updates_total{kind="command"}') == 1
    assert counted.value('doorbot_updates_total{kind="text"}') == 2
    assert counted.value('doorbot_sends_total{method="sendMessage",outcome="sent"}') == 3
    assert counted.value('doorbot_sessions_total{event="started",flow="checkup"}') == 1
    assert counted.value('doorbot_steps_total{flow="checkup",question="people"}') == 1
    assert counted.value("doorbot_turn_updates_sum") == 3
    await alice.says("/restart")
    assert counted.value('doorbot_sessions_total{event="dropped",flow="checkup"}') == 1


@pytest.mark.parametrize(("trouble", "outcome"), [(429, "429"), (500, "retry"), ("reset", "retry")])
async def test_a_send_that_is_repeated_counts_each_time(counted, trouble, outcome):
    alice = counted.person(1, "Alice")
    await alice.says("/start")
    counted.emulator.fail_next("sendMessage", trouble, times=2)
    await alice.says("/help")
    assert counted.value(f'doorbot_sends_total{{method="sendMessage",outcome="{outcome}"}}') == 2


async def test_an_owner_who_blocked_the_bot_counts_as_403(counted):
    alice = counted.person(1, "Alice")
    await alice.says("/start")
    counted.emulator.fail_next("sendMessage", 403, times=1)
    alice.person.types("/help")
    await counted.settle()
    assert counted.value('doorbot_sends_total{method="sendMessage",outcome="403"}') == 1


async def test_errors_are_counted_by_kind_and_a_failed_turn_counts_its_updates_once(counted, monkeypatch):
    alice = counted.person(1, "Alice")
    await alice.says("/checkup")

    def fails(*_):
        raise LookupError

    with monkeypatch.context() as patch:
        patch.setattr("bot.turn.turns.decide", fails)
        await alice.says("shop")
    assert counted.value('doorbot_errors_total{kind="LookupError"}') == 1
    tries = []

    def full_disk(*arguments):
        tries.append(arguments)
        if len(tries) == 1:
            raise OSError("disk full")
        return note_seen(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr("bot.turn.turns.note_seen", full_disk)
        await alice.says("shop")
    assert counted.value("doorbot_turns_failed_total") == 1
    assert counted.value('doorbot_updates_total{kind="text"}') == 2


async def test_without_a_port_nothing_is_counted(house, alice):
    await alice.says("/start")
    assert house.app.metrics is None


def test_every_error_of_a_call_has_an_outcome():
    for error, outcome in [
        (RetryAfter(1), "429"),
        (Forbidden(""), "403"),
        (TimedOut(), "timeout"),
        (BadRequest(""), "refused"),
        (NetworkError(""), "retry"),
    ]:
        assert next(name for kind, name in OUTCOMES.items() if isinstance(error, kind)) == outcome


async def test_what_was_given_up_is_counted(counted):
    alice = counted.person(1, "Alice")
    await alice.says("/start")
    counted.emulator.fail_next("sendDocument", 500, times=1_000)
    await alice.says("/export")
    assert counted.value('doorbot_given_up_total{method="sendDocument",why="failed"}') == 2


def test_an_unknown_name_is_a_bug():
    with pytest.raises(KeyError):
        Metrics().count("nonsense")


async def test_an_update_that_was_put_aside_is_counted(counted):
    alice = counted.person(1, "Alice")
    await alice.says("/start")
    async with counted.app.database.transaction() as tx:
        await tx.run("update owner set seen_at = 'never'")
    await alice.says("/help")
    assert counted.value('doorbot_put_aside_total{kind="command"}') == 1


async def test_updates_that_are_left_out_are_counted(counted, monkeypatch):
    monkeypatch.setattr(storage.inbox, "MOST", 10)
    alice = counted.person(1, "Alice")
    for _ in range(A_CHAT + 15):
        alice.person.types("hello")
    await counted.settle()
    assert counted.value("doorbot_left_out_total") == 5
    assert counted.value('doorbot_updates_total{kind="text"}') == A_CHAT + 10
