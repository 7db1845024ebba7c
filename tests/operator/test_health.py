"""GET /healthz says 200 only for a bot that works."""

import asyncio
import dataclasses
import itertools
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from telegram.error import Conflict, EndPointNotFound, InvalidToken, NetworkError, TimedOut

from bot.botapi.polling import poll
from bot.botapi.subscription import watch_webhook
from bot.botapi.ticker import look
from bot.operator.health import BEHIND, CHECKED_FOR, Health
from bot.operator.metrics import Metrics
from bot.operator.pulse import LATE, Pulse, Stalled
from bot.serve import guard_the_file, watch
from storage.backup import back_up
from storage.put_aside import PutAside, put_aside
from storage.wakes import wake_known
from tests.conftest import House


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

    house.app.outbox._sending.sleep = looking
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
    monkeypatch.setattr("bot.operator.health.PATIENCE", 0.05)
    async with house.app.database.transaction():
        assert "no write within" in (await health.report()).reasons[0]


@pytest.mark.sqlite
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


# The table: whatever is wrong, /healthz and /metrics tell it within a minute. To add a state, add a row.

URL = "https://bot.example/telegram"
MINUTE = 60.0


class AMinuteIsOver(BaseException):
    """Ends what would go on until cancelled."""


class Telegram:
    """Answers each method with what it was told to, or with an error, after some seconds."""

    username = "door_test_bot"

    def __init__(self, seconds: Seconds, **answers: Any) -> None:
        self._seconds = seconds
        self._answers = answers

    async def do_api_request(self, method: str, _parameters: Any = None, **timeouts: float) -> Any:
        answer = self._answers[method]
        if callable(answer):
            answer = answer()
        if isinstance(answer, TimedOut):
            self._seconds.now += timeouts.get("read_timeout", 10.0)
        if isinstance(answer, Exception):
            raise answer
        return answer


class Scene:
    """A healthy bot, with everything that watches it, until a test brings about a state."""

    def __init__(self, house: House, seconds: Seconds) -> None:
        self.house, self.seconds = house, seconds
        self.pulse = Pulse(seconds)
        self.health = Health(self.pulse, None, seconds)
        self.health.missing = None
        self.health.attend(house.app.database, house.app.turns.trouble, lambda: house.app.outbox.trouble)
        self.metrics = Metrics()
        self.metrics.watch_health(lambda: self.health.last.reasons)
        self.until = seconds.now + MINUTE

    async def sleep(self, seconds: float) -> None:
        """Let the time pass at once, up to the minute."""
        if self.seconds.now + seconds > self.until:
            self.seconds.now = self.until
            raise AMinuteIsOver
        self.seconds.now += seconds

    async def polls(self, answer: Any) -> None:
        self.pulse.beat("fetched")
        self.pulse.beat("answered")
        telegram = Telegram(self.seconds, getUpdates=self._for_a_minute(answer))
        with suppress(AMinuteIsOver):
            await poll(telegram, self.house.app.turns, self.house.clock.now, self.pulse, sleep=self.sleep)

    async def takes_a_webhook(self, answer: Any) -> None:
        telegram = Telegram(self.seconds, getWebhookInfo=answer, getMe=answer)
        with suppress(AMinuteIsOver):
            await watch_webhook(telegram, URL, self.pulse, self.house.clock.now, self.sleep)

    def _for_a_minute(self, answer: Any) -> Callable[[], Any]:
        def given() -> Any:
            if self.seconds.now >= self.until:
                raise AMinuteIsOver
            return answer

        return given

    async def told(self) -> tuple[list[str], dict[str, Any], str]:
        """Return the words the reasons begin with, the page of /healthz, and that of /metrics."""
        report = await self.health.report()
        return [reason.partition(":")[0] for reason in report.reasons], report.page(), self.metrics.page()[0].decode()


def unknown_token() -> Exception:
    """Return what python-telegram-bot makes of the Bot API's 401, once it knows who the bot is."""
    error = EndPointNotFound("Endpoint 'getUpdates' not found in Bot API")
    error.__cause__ = InvalidToken("Unauthorized")
    return error


def webhook(**more: Any) -> dict[str, Any]:
    return {"url": URL, "has_custom_certificate": False, "pending_update_count": 0, **more}


def more_and_more() -> Callable[[], dict[str, Any]]:
    waiting = itertools.count(1, 10)
    return lambda: webhook(pending_update_count=next(waiting))


async def file_deleted(scene: Scene) -> None:
    scene.house.path.unlink()
    await _guarded(scene)


async def file_replaced(scene: Scene) -> None:
    other = scene.house.path.with_name("other")
    back_up(scene.house.url, other)
    other.replace(scene.house.path)
    await _guarded(scene)


async def _guarded(scene: Scene) -> None:
    app = dataclasses.replace(scene.house.app, pulse=scene.pulse)
    guarding = asyncio.ensure_future(guard_the_file(app))
    while "file" not in scene.pulse.troubles:  # noqa: ASYNC110 -- a test may look
        await asyncio.sleep(0.01)
    guarding.cancel()


async def database_read_only(scene: Scene) -> None:
    await scene.house.app.database._writer.execute("pragma query_only=on")


async def database_full(scene: Scene) -> None:
    writer = scene.house.app.database._writer
    await writer.execute_fetchall("pragma max_page_count=1")
    for number in range(1, 500):  # there is some room left in what the file has
        scene.house.person(number, "Alice").person.types("/checkup")
        await asyncio.sleep(0.005)
        if scene.house.app.turns.trouble() is not None:
            break


async def an_update_put_aside(scene: Scene) -> None:
    async with scene.house.app.database.transaction() as tx:
        await tx.run_each(put_aside(PutAside(1, 99, "text", "KeyError", "bot/a.py:1 f", scene.house.clock.now())))


async def a_reply_given_up(scene: Scene) -> None:
    scene.house.app.outbox.losses.note("sendMessage", "failed", 7)


async def the_tick_hangs(scene: Scene) -> None:
    scene.pulse.beat("tick")
    scene.seconds.now += LATE["tick"] + 1  # three minutes: it waits for turns, and a wave has many


async def reminders_behind(scene: Scene) -> None:
    house = scene.house
    await house.person().says("/start")
    async with house.app.database.transaction() as tx:
        await wake_known(tx, [(1, "nudge", house.clock.now() - timedelta(seconds=BEHIND + 1))])
    looked = await look(house.app.database, house.app.turns, house.app.outbox, house.clock.now)
    assert looked.behind == BEHIND + 1
    scene.pulse.behind = looked.behind
    looked = await look(house.app.database, house.app.turns, house.app.outbox, house.clock.now)
    assert looked.behind == 0.0  # it is handled by now


TROUBLES: dict[str, tuple[Callable[[Scene], Awaitable[None]], str]] = {
    "the token is revoked, polling": (lambda scene: scene.polls(unknown_token()), "token"),
    "the token is revoked, webhook": (lambda scene: scene.takes_a_webhook(unknown_token()), "token"),
    "Telegram is away, polling": (lambda scene: scene.polls(NetworkError("x")), "telegram"),
    "Telegram answers 404, polling": (lambda scene: scene.polls(EndPointNotFound("x")), "telegram"),
    "Telegram is away, webhook": (lambda scene: scene.takes_a_webhook(NetworkError("x")), "telegram"),
    "Telegram is silent, polling": (lambda scene: scene.polls(TimedOut()), "fetched"),
    "Telegram is silent, webhook": (lambda scene: scene.takes_a_webhook(TimedOut()), "telegram"),
    "another process polls": (lambda scene: scene.polls(Conflict("x")), "fetched"),
    "the webhook is set elsewhere": (lambda scene: scene.takes_a_webhook(webhook(url="https://other/")), "webhook"),
    "the webhook is removed": (lambda scene: scene.takes_a_webhook(webhook(url="")), "webhook"),
    "the webhook is not reached": (
        lambda scene: scene.takes_a_webhook(
            webhook(last_error_date=int(scene.house.clock.timestamp()), last_error_message="Connection refused")
        ),
        "webhook",
    ),
    "more and more waits": (lambda scene: scene.takes_a_webhook(more_and_more()), "webhook"),
    "the file is deleted": (file_deleted, "file"),
    "the file is replaced": (file_replaced, "file"),
    "the database is read-only": (database_read_only, "database"),
    "the disk is full": (database_full, "turns"),
    "the tick hangs": (the_tick_hangs, "tick"),
}
OF_SQLITE = ("the file is deleted", "the file is replaced", "the database is read-only", "the disk is full")
NOTES: dict[str, tuple[Callable[[Scene], Awaitable[None]], str]] = {
    "an update was put aside": (an_update_put_aside, "put_aside"),
    "a reply was given up": (a_reply_given_up, "replies"),
    "reminders are behind": (reminders_behind, "reminders"),
}


@pytest.fixture
async def scene(house, seconds):
    scene = Scene(house, seconds)
    parts, page, metrics = await scene.told()
    assert (parts, page["status"]) == ([], "ok")
    assert "doorbot_well 1.0" in metrics
    seconds.now += CHECKED_FOR + 1
    scene.until = seconds.now + MINUTE
    yield scene
    await scene.health.close()


@pytest.mark.parametrize("state", TROUBLES)
async def test_whatever_is_wrong_is_told_within_a_minute(scene, state):
    if state in OF_SQLITE and scene.house.app.database.shared:
        pytest.skip("brought about in a file of SQLite's")
    bring_about, part = TROUBLES[state]
    await bring_about(scene)
    parts, page, metrics = await scene.told()
    assert part in parts
    assert page["status"] == "unwell"
    assert "doorbot_well 0.0" in metrics
    assert f'doorbot_trouble{{part="{part}"}} 1.0' in metrics


@pytest.mark.parametrize("state", NOTES)
async def test_what_a_new_start_would_not_help_is_told_as_a_note(scene, state):
    bring_about, name = NOTES[state]
    await bring_about(scene)
    parts, page, _ = await scene.told()
    assert parts == []
    assert name in page


@pytest.mark.parametrize("state", [name for name in TROUBLES if "polling" in name or "webhook" in name])
async def test_what_is_over_is_told_no_more(scene, state):
    await TROUBLES[state][0](scene)
    scene.until = scene.seconds.now + MINUTE
    if "webhook" in state:
        scene.house.clock.pass_time(minutes=2)
        await scene.takes_a_webhook(webhook())
    else:
        scene._for_a_minute = _once
        await scene.polls([])
    assert (await scene.told())[0] == []


def _once(answer: Any) -> Callable[[], Any]:
    left = [answer]

    def given() -> Any:
        if not left:
            raise AMinuteIsOver
        return left.pop()

    return given


async def test_one_lost_poll_makes_no_bot_unwell(scene):
    """Telegram holds a poll for 30 seconds; after one that got no answer the next is a short one."""
    asked: list[float] = []
    answers = iter([[], TimedOut(), []])

    class Lossy(Telegram):
        async def do_api_request(self, method: str, parameters: Any = None, **timeouts: float) -> Any:
            asked.append(parameters["timeout"])
            return await super().do_api_request(method, parameters, **timeouts)

    def given() -> Any:
        if (answer := next(answers, None)) is None:
            raise AMinuteIsOver
        return answer

    with suppress(AMinuteIsOver):
        telegram = Lossy(scene.seconds, getUpdates=given)
        await poll(telegram, scene.house.app.turns, scene.house.clock.now, scene.pulse, sleep=scene.sleep)
    assert asked == [30, 30, 0, 30]
    assert (await scene.told())[0] == []


@pytest.mark.sqlite
async def test_what_a_lost_file_held_is_saved_and_nothing_is_written_without_a_name(house, alice):
    await alice.says("/checkup", "shop")
    house.path.unlink()
    telling = asyncio.ensure_future(guard_the_file(house.app))
    while not (copies := list(house.path.parent.glob("*.rescued-*Z"))):  # noqa: ASYNC110 -- a test may look
        await asyncio.sleep(0.01)
    alice.person.types("we talk first")
    await asyncio.sleep(0.1)
    assert house.emulator.telegram.inbox.waiting(), "an update was confirmed that is stored nowhere"
    telling.cancel()
    assert len(copies) == 1
    copies[0].rename(house.path)
    await house.restart()
    await house.settle()
    assert "3 of 8" in alice.text
