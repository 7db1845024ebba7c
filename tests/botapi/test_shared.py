"""Several processes on one PostgreSQL database: a chat's updates one after another, its replies in order, each once."""

import asyncio
from contextlib import AsyncExitStack

import psycopg
import pytest

from bot.app import App, Requests, greet, started
from bot.botapi.ticker import look
from bot.botapi.updates import read_update
from bot.emulator import Emulator
from bot.operator.secret import Secret
from bot.operator.settings import Settings
from bot.turn.line import A_CHAT
from tests.conftest import Clock
from tests.storage.test_postgres import break_connections

LEASE = 0.5


@pytest.fixture
def engine():
    return "postgres"


class Street:
    """Processes of one bot, told of updates as by a webhook."""

    def __init__(self, url: str) -> None:
        self.clock = Clock()
        self.emulator = Emulator(now=self.clock.timestamp)
        self.alice = self.emulator.person(1, first_name="Alice")
        self.alice.types("/start")  # or the bot may not write to her
        self.url = url
        self.stacks: dict[int, AsyncExitStack] = {}

    async def process(self, *, lease: float = LEASE) -> App:
        settings = Settings(
            telegram_token=Secret("123456:test"),
            database_url=Secret(self.url),
            sends_per_second=0,
        )
        requests = Requests(self.emulator, self.emulator)
        stack = AsyncExitStack()
        app = await stack.enter_async_context(started(settings, requests, clock=self.clock.now, lease=lease))
        self.stacks[id(app)] = stack
        await greet(app)
        return app

    async def stop(self, app: App) -> None:
        await self.stacks.pop(id(app)).aclose()

    def update(self, number: int, text: str) -> dict:
        about = {"id": 1, "is_bot": False, "first_name": "Alice"}
        message = {"message_id": number, "date": 0, "chat": {"id": 1, "type": "private"}, "from": about, "text": text}
        return {"update_id": number, "message": message}

    async def tell(self, app: App, number: int, text: str) -> None:
        await app.turns.handle([read_update(self.update(number, text), self.clock.now())])

    @property
    def heard(self) -> list[str]:
        return [message.text for message in self.alice.messages if message.text]

    async def until_heard(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(self.heard) < count:  # noqa: ASYNC110 -- nobody tells
                await asyncio.sleep(0.01)


class Held:
    """Holds back what a process is about to send."""

    def __init__(self, app: App) -> None:
        self.open = asyncio.Event()
        self.reached = asyncio.Event()
        self._call = app.outbox._sending.call
        app.outbox._sending.call = self

    async def __call__(self, method, parameters):
        self.reached.set()
        await self.open.wait()
        await self._call(method, parameters)


async def die(app: App) -> None:
    """Stop working at once, and say nothing to the others."""
    app.outbox._lease.look = app.outbox._lease.beat = asyncio.Event().wait
    app.outbox._lease.end = app.outbox.flush = _nothing
    for task in app.outbox._work._tasks:
        task.cancel()
    await asyncio.gather(*app.outbox._work._tasks, return_exceptions=True)


async def _nothing() -> None:
    pass


@pytest.fixture
async def street(database_url):
    street = Street(database_url)
    yield street
    for stack in street.stacks.values():
        await stack.aclose()
    assert street.emulator.faults == []


async def test_a_process_waits_until_another_has_sent_its_earlier_replies(street):
    first, second = await street.process(), await street.process()
    held = Held(first)
    await street.tell(first, 501, "/start")
    await held.reached.wait()
    await street.tell(second, 502, "/help")
    await asyncio.sleep(0.3)
    assert street.heard == []
    held.open.set()
    await street.until_heard(2)
    assert "Hello. I find out" in street.heard[0]
    assert "I ask about" in street.heard[1]


async def test_replies_keep_their_order_while_a_chat_goes_to_and_fro(street):
    apps = [await street.process(lease=60.0), await street.process(lease=60.0)]  # nobody is taken for dead
    held = Held(apps[0])
    for number, text in enumerate(("/checkup", "shop", "we talk first", "50", "45", "5")):
        await street.tell(apps[number % 2], 501 + number, text)
    held.open.set()
    await street.until_heard(6)
    assert [text.partition(" of")[0][-1] for text in street.heard] == list("123456")


async def test_the_same_update_at_two_processes_is_handled_once(street):
    apps = [await street.process(), await street.process()]
    for number in range(501, 511):
        await asyncio.gather(*(street.tell(app, number, "/help") for app in apps))
    await street.until_heard(10)
    for app in apps:
        await app.settled()
    assert len(street.heard) == 10


async def test_what_a_dead_process_left_is_sent_by_another_and_before_what_came_later(street):
    first, second = await street.process(), await street.process()
    Held(first)
    await street.tell(first, 501, "/start")
    await die(first)
    await street.tell(second, 502, "/help")
    await street.until_heard(2)
    assert "Hello. I find out" in street.heard[0]
    assert "I ask about" in street.heard[1]


async def test_a_process_that_stops_leaves_the_rest_to_the_others_at_once(street):
    first, second = await street.process(lease=60.0), await street.process(lease=60.0)
    held = Held(first)
    await street.tell(first, 501, "/start")
    await held.reached.wait()
    for task in first.outbox._work._tasks:  # no time is left to send it
        task.cancel()
    await street.stop(first)
    assert await second.outbox.pick_up() == 1
    await street.until_heard(1)


async def test_a_process_that_was_away_for_too_long_sends_nothing_that_others_claimed(street):
    """It has lost what it was sending; it goes on under a new name."""
    first, second = await street.process(), await street.process()
    name = first.outbox.process.name
    async with second.database.transaction() as tx:  # as if it had said nothing for long
        await tx.run("update process set alive_until = 0 where name = :name", name=name)
    first.outbox._lease._valid_until = 0.0
    await street.tell(first, 501, "/start")
    await street.tell(second, 502, "/help")
    await street.until_heard(2)
    await asyncio.sleep(LEASE)
    assert len(street.heard) == 2
    assert "Hello. I find out" in street.heard[0]
    assert first.outbox.process.name != name
    await street.tell(first, 503, "/help")
    await street.until_heard(3)


async def test_a_commit_whose_answer_is_lost_loses_no_reply_and_repeats_none(street, postgres):
    first = await street.process()
    line = first.database._writer
    whole = line.commit

    async def cut_off() -> None:
        line.commit = whole
        await whole()
        break_connections(postgres, street.url)
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    line.commit = cut_off
    await street.tell(first, 501, "/start")  # tried again at once, and found to be done
    await street.tell(first, 501, "/start")  # if Telegram says it again
    assert line.commit == whole
    await street.until_heard(1)
    await asyncio.sleep(LEASE)
    assert len(street.heard) == 1


async def test_what_is_due_is_said_by_one_process(street):
    apps = [await street.process(), await street.process()]
    for number, text in enumerate(("/checkup", "shop", "we talk first")):
        await street.tell(apps[0], 501 + number, text)
    await street.until_heard(3)
    street.clock.pass_time(hours=25)
    await asyncio.gather(*(look(app.database, app.turns, app.outbox, app.clock) for app in apps))
    await street.until_heard(4)
    for app in apps:
        await app.settled()
    assert len(street.heard) == 4


async def test_what_a_process_keeps_goes_before_what_another_is_told_meanwhile(street):
    one, two = await street.process(), await street.process()
    go = asyncio.Event()
    inbox, handle = one.turns._inbox, one.turns._inbox._handle

    async def later(events):
        await go.wait()
        await handle(events)

    inbox._handle = two.turns._inbox._handle = later
    texts = ("/checkup", *("." * number for number in range(1, 41)), "shop", "we talk first")
    updates = [street.update(1_000 + number, text) for number, text in enumerate(texts)]
    await one.turns.handle([read_update(update, street.clock.now()) for update in updates])
    await street.tell(two, 2_000, "50")
    async with one.database.reading() as tx:
        assert len(await tx.fetch("select 1 from inbox")) == len(texts) - A_CHAT + 1
    two.turns._inbox._handle = handle
    go.set()
    await settled(one, two)
    assert await typed(one) == [("path", "we talk first"), ("people", "50"), ("trade", "shop")]


async def test_what_a_dead_process_kept_is_handled_by_another(street):
    one, two = await street.process(), await street.process()
    one.turns._inbox.begin = lambda *_: None  # it does not come to that
    texts = ("/checkup", *("." * number for number in range(1, 41)), "shop")  # dots are quickly read
    updates = [street.update(1_000 + number, text) for number, text in enumerate(texts)]
    await one.turns.handle([read_update(update, street.clock.now()) for update in updates])
    await look(two.database, two.turns, two.outbox, street.clock.now)
    await settled(two)
    assert await typed(two) == []  # it is the other's to handle, for as long as that lives
    await die(one)
    await asyncio.sleep(2 * LEASE)
    await look(two.database, two.turns, two.outbox, street.clock.now)
    await settled(two)
    assert await typed(two) == [("trade", "shop")]


async def settled(*apps: App) -> None:
    for app in apps:
        async with asyncio.timeout(10):
            await app.settled()


async def typed(app: App) -> list[tuple]:
    async with app.database.reading() as tx:
        return [tuple(row) for row in await tx.fetch("select question, typed from answer order by question")]


async def test_a_turn_that_takes_longer_than_the_lease_is_not_taken_for_a_death(street):
    first, second = await street.process(), await street.process()
    name = first.outbox.process.name
    async with first.database.transaction() as tx:
        await tx.fetch("select pg_sleep(:seconds)", seconds=LEASE * 2.5)
        assert first.outbox._lease.valid
    await second.outbox.pick_up()
    assert first.outbox.process.name == name


async def test_processes_share_one_pace(street):
    first = await street.process()
    await first.outbox._lease.beat()
    assert first.outbox._pace.processes == 1
    second = await street.process()
    for app in (first, second):
        await app.outbox._lease.beat()
        assert app.outbox._pace.processes == 2
    await street.stop(second)
    await first.outbox._lease.beat()
    assert first.outbox._pace.processes == 1
