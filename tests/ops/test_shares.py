"""Due chats are shared out among the processes that are alive: each chat belongs to one, and none is missed."""

from datetime import timedelta

import pytest

from storage.database import to_text
from storage.migrate import migrate
from storage.open import open_database
from storage.processes import Process, enter, leave, share_of
from storage.wakes import due_wakes
from tests.conftest import MONDAY

pytestmark = pytest.mark.both_engines
CHATS = (*range(1, 30), *range(-1_000_000_000_005, -1_000_000_000_000))


@pytest.fixture
async def database(database_url):
    database = await open_database(database_url)
    await migrate(database, MONDAY)
    rows = [{"id": chat, "at": to_text(MONDAY)} for chat in CHATS]
    async with database.transaction() as tx:
        await tx.run_each(
            (
                """
                insert into owner (chat_id, user_id, kind, language, business, sessions, created_at, seen_at)
                values (:id, 1, 'private', 'en', 1, 0, :at, :at)
                """,
                rows,
            ),
            ("insert into wake (chat_id, kind, due_at) values (:id, 'nudge', :at)", rows),
        )
    yield database
    await database.close()


async def due_for(database, *processes: Process) -> list[set[int]]:
    found = []
    for process in processes:
        async with database.reading() as tx:
            due = await due_wakes(tx, MONDAY + timedelta(hours=1), 100, await share_of(tx, process))
        found.append({chat for chat, _ in due})
    return found


async def test_processes_share_out_what_is_due_and_the_last_one_has_all(database, engine):
    if engine == "sqlite":
        assert await due_for(database, Process()) == [set(CHATS)]
        return
    async with database.transaction() as tx:
        processes = [await enter(tx, name, 60.0) for name in ("one", "two", "three")]
    shares = await due_for(database, *processes)
    assert all(shares)
    assert sum(map(len, shares)) == len(CHATS)
    assert set().union(*shares) == set(CHATS)
    async with database.transaction() as tx:
        for process in processes[1:]:
            await leave(tx, process)
    assert await due_for(database, processes[0]) == [set(CHATS)]


async def test_a_process_that_is_not_known_any_more_disturbs_nobody(database, engine):
    if engine == "sqlite":
        pytest.skip("one process has it all")
    assert await due_for(database, Process("gone", 3)) == [set(CHATS)]
    async with database.transaction() as tx:
        await enter(tx, "alive", 60.0)
    await due_for(database, Process("gone", 3))
