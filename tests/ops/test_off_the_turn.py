"""Long work over many owners (/stats, the nightly deletion) holds up nobody who chats meanwhile."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from msgspec.structs import replace

from bot.operator import retention
from bot.operator.retention import retain
from storage.database import to_text
from tests.conftest import House

pytestmark = pytest.mark.both_engines
ADMIN = 900


class AdminsHouse(House):
    @property
    def settings(self):
        return replace(super().settings, admin_ids=frozenset({ADMIN}))


@pytest.fixture
async def watched(tmp_path, database_url):
    house = AdminsHouse(tmp_path, database_url)
    await house.start()
    yield house
    await house.stop()


class Slow:
    """Holds back whatever is read beside the turns."""

    def __init__(self, database) -> None:
        self.reached, self.open = asyncio.Event(), asyncio.Event()
        self.times = 0
        self._beside = database.beside

    @asynccontextmanager
    async def __call__(self):
        async with self._beside() as tx:
            self.times += 1
            self.reached.set()
            await self.open.wait()
            yield tx


async def many(house, count: int) -> None:
    """Let there be owners who were not seen for long, a third of them blocked."""
    then = to_text(house.clock.now().replace(year=2020))
    rows = [{"id": 10_000 + n, "then": then, "blocked": None if n % 3 else then} for n in range(count)]
    async with house.app.database.transaction() as tx:
        await tx.run_each(
            (
                """
                insert into owner (chat_id, user_id, kind, language, business, sessions, blocked_at, created_at, seen_at)
                values (:id, :id, 'private', 'en', 1, 0, :blocked, :then, :then)
                """,
                rows,
            )
        )


async def test_while_it_is_counted_for_an_admin_everybody_else_is_answered(watched):
    admin, alice = watched.person(ADMIN, "Ada"), watched.person(1, "Alice")
    await admin.says("/start")
    slow = watched.app.database.beside = Slow(watched.app.database)
    admin.person.types("/stats")
    async with asyncio.timeout(5):
        await slow.reached.wait()
    heard = len(admin.sent)
    alice.person.types("/start")
    async with asyncio.timeout(5):
        while not alice.sent:  # noqa: ASYNC110 -- nobody tells
            await asyncio.sleep(0.01)
    assert len(admin.sent) == heard
    slow.open.set()
    await watched.settle()
    assert "Owners: 2" in admin.text
    assert len(admin.sent) == heard + 1


async def test_a_stop_does_not_wait_for_what_is_being_counted(watched):
    admin = watched.person(ADMIN, "Ada")
    await admin.says("/start")
    slow = watched.app.database.beside = Slow(watched.app.database)
    admin.person.types("/stats")
    async with asyncio.timeout(5):
        await slow.reached.wait()
        await watched.stop()
    await watched.start()


async def test_a_count_that_fails_is_said_in_the_log_and_stops_nothing(watched, caplog):
    admin = watched.person(ADMIN, "Ada")
    await admin.says("/start")

    def fails():
        raise OSError("secret words")

    watched.app.database.beside = fails
    admin.person.types("/stats")
    await watched.settle()
    assert "cannot count what was asked for: OSError" in caplog.text
    assert "secret words" not in caplog.text
    assert "Hello" in await admin.says("/start")


async def test_the_nightly_deletion_lets_turns_in_between_and_deletes_everybody_in_the_end(house, alice, monkeypatch):
    monkeypatch.setattr(retention, "PORTION", 10)
    await alice.says("/start")
    await many(house, 120)
    transaction, order = house.app.database.transaction, []

    @asynccontextmanager
    async def noted():
        async with transaction() as tx:
            order.append(asyncio.current_task())
            yield tx

    monkeypatch.setattr(house.app.database, "transaction", noted)
    night = asyncio.ensure_future(retain(house.app.database, house.clock.now(), 30))
    while len(order) < 2:  # noqa: ASYNC110 -- nobody tells
        await asyncio.sleep(0)
    async with house.app.database.transaction():
        pass
    assert await night == (40, 80)
    mine = [number for number, task in enumerate(order) if task is night]
    assert len(mine) == 12
    assert mine[0] < order.index(asyncio.current_task()) < mine[-1]
    house.clock.pass_time(days=8)
    assert await retain(house.app.database, house.clock.now(), 30) == (80, 0)
    assert [row[0] for row in await house.rows("select chat_id from owner")] == [1]


async def test_more_owners_than_a_server_has_room_for_locks_are_deleted(house):
    await many(house, 6_000)
    assert (await retain(house.app.database, house.clock.now(), 30))[0] == 2_000
