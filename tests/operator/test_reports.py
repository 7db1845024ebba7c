"""What the admin hears: errors once an hour for each kind without a word of an owner's, and counts on demand."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.botapi.reports import Reports
from bot.core.failures import LONGEST_PLACE
from tests.conftest import MONDAY, House

ADMIN, ADMIN_CHAT = 900, 900


class WatchedHouse(House):
    """A bot with an admin."""

    @property
    def settings(self):
        return replace(super().settings, admin_ids=frozenset({ADMIN}), admin_chat_id=ADMIN_CHAT)


@pytest.fixture
async def watched(tmp_path: Path):
    house = WatchedHouse(tmp_path)
    await house.start()
    yield house
    await house.stop()
    assert house.emulator.faults == []


@pytest.fixture
async def admin(watched):
    admin = watched.person(ADMIN, "Ada")
    await admin.says("/start")
    return admin


def fails(*_, **__):
    raise ValueError("Alice typed SENTINEL")


async def test_an_error_is_reported_once_an_hour_without_what_the_owner_wrote(watched, admin, monkeypatch):
    alice = watched.person(1, "Alice")
    await alice.says("/checkup")
    before = len(admin.sent)
    with monkeypatch.context() as patch:
        patch.setattr("bot.turn.turns.decide", fails)
        for _ in range(3):
            assert "went wrong" in await alice.says("SENTINEL")
        assert len(admin.sent) == before + 1
        watched.clock.pass_time(minutes=61)
        await alice.says("SENTINEL")
    assert len(admin.sent) == before + 2
    first, second = (message.text for message in admin.sent[before:])
    assert "ValueError" in first
    assert "test_reports.py" in first
    assert "fails" in first
    assert "2 more times" in second
    for report in (first, second):
        assert "SENTINEL" not in report
        assert "Alice" not in report
        assert len(report) <= 4_096


async def test_a_report_fits_one_message_however_deep_the_error(watched, admin):
    def deep(levels: int) -> None:
        if not levels:
            raise type("Z" * 5_000, (Exception,), {})("SENTINEL")
        deep(levels - 1)

    before = len(admin.sent)
    try:
        deep(500)
    except Exception as error:  # noqa: BLE001
        Reports(watched.app.outbox, ADMIN_CHAT, watched.clock.now)(error, "abc")
    await watched.settle()
    assert len(admin.sent) == before + 1
    assert LONGEST_PLACE < len(admin.text) <= 4_096


def test_a_report_that_fails_raises_nothing(caplog):
    class Broken:
        def send(self, *_):
            raise RuntimeError("no")

    Reports(Broken(), 1, lambda: MONDAY)(ValueError("SENTINEL"), "abc")
    assert "cannot be reported: RuntimeError" in caplog.text
    assert "SENTINEL" not in caplog.text


async def test_errors_of_another_kind_are_reported_beside_each_other(watched, admin):
    reports = Reports(watched.app.outbox, ADMIN_CHAT, watched.clock.now)
    before = len(admin.sent)
    for error in (ValueError(), KeyError(), ValueError(), KeyError()):
        reports(error, "abc")
    await watched.settle()
    assert len(admin.sent) == before + 2


async def test_an_admin_who_blocked_the_bot_stops_nothing(watched, admin, alice_of):
    admin.person.blocks()
    reports = Reports(watched.app.outbox, ADMIN_CHAT, watched.clock.now)
    reports(ValueError(), "abc")
    await watched.settle()
    assert await alice_of.says("/start")


@pytest.fixture
def alice_of(watched):
    return watched.person(1, "Alice")


async def test_stats_are_counts_and_no_ones_answers(watched, admin, alice_of):
    await alice_of.says("/checkup", "shop", "we talk first", "4711")
    watched.clock.pass_time(days=8)
    bob = watched.person(2, "Bob")
    await bob.says("/checkup", "plumber")
    bob.person.blocks()
    await watched.settle()
    told = await admin.says("/stats")
    for line in (
        "Owners: 3",
        "Wrote in the last 7 days: 1, in the last 30: 3",
        "Blocked the bot: 1",
        "checkup: 2 started, 0 finished",
        "trade: 2",
        "path: 1",
        "people: 1",
    ):
        assert line in told
    assert "4711" not in told
    assert "talked" not in told  # nobody came so far
    assert "Alice" not in told


async def test_stats_are_for_admins_only_and_never_shown_to_a_group(watched, admin, alice_of):
    unknown = await alice_of.says("/nonsense")
    assert await alice_of.says("/stats") == unknown.replace("nonsense", "stats")
    assert "Owners" not in await alice_of.says("/stats now")


async def test_stats_before_anybody_came(watched):
    assert "Owners: 0" in await watched.person(ADMIN, "Ada").says("/stats")


async def test_in_the_middle_of_questions_stats_change_nothing(watched, admin):
    await admin.says("/checkup", "shop")
    await admin.says("/stats")
    assert "3 of" in await admin.says("we talk first")


async def test_the_admin_hears_once_an_hour_that_replies_do_not_get_through(watched, admin):
    alice = watched.person(1, "Alice")
    await alice.says("/start")
    before = len(admin.sent)
    watched.emulator.fail_next("sendDocument", 500, times=1_000)
    for _ in range(2):
        await alice.says("/export")
    assert len(admin.sent) == before + 1
    assert "sendDocument, failed" in admin.text
    watched.clock.pass_time(minutes=61)
    await alice.says("/export")
    assert len(admin.sent) == before + 2
