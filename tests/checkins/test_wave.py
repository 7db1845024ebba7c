"""A Monday morning of ten thousand reminders goes out at Telegram's pace, and nobody who chats waits for it."""

import asyncio

import pytest

from bot.botapi.gate import Gate
from bot.botapi.pace import Pace
from bot.botapi.ticker import AT_ONCE, FEWEST, PORTION, TURN, Portions
from tests.bench.bench_wave import CHATTING, ridden

WAVE = 10_000
SMALL = 2_000
PER_SECOND = 30
PATIENCE = 2.0  # seconds that a live reply may be later


class Time:
    """Seconds that pass when somebody sleeps."""

    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds

    async def sleep(self, seconds):
        self.seconds += seconds
        await asyncio.sleep(0)


async def test_live_replies_go_before_the_reminders_and_the_pace_is_kept():
    now, pace = Time(), Pace(PER_SECOND)
    gate = Gate(64, pace, now, now.sleep)
    sent, late = [], []

    async def send(chat, *, urgent, since=None):
        async with gate.entered(urgent=urgent):
            pace.sent(chat, now())
            sent.append(now())
            if since is not None:
                late.append(now() - since)

    wave = [asyncio.ensure_future(send(chat, urgent=False)) for chat in range(1, WAVE + 1)]
    for chat in range(200):  # one who chats after the other, in the midst of it
        for _ in range(80):
            await asyncio.sleep(0)
        await send(WAVE + chat + 1, urgent=True, since=now())
    await asyncio.gather(*wave)
    assert len(sent) == WAVE + 200
    assert max(late) < PATIENCE
    assert now() >= (WAVE + 200) / PER_SECOND - 2
    assert all(later - first >= 1 - 1e-6 for first, later in zip(sent, sent[PER_SECOND:], strict=False))


@pytest.mark.parametrize(
    ("seconds_each", "settled"),
    [(0.001, PORTION), (TURN / PORTION, PORTION), (TURN / 10, 10), (TURN / 5, 5), (TURN, FEWEST), (10 * TURN, FEWEST)],
)
async def test_where_turns_are_slow_a_turn_takes_fewer_reminders(seconds_each, settled):
    now, sizes = Time(), []

    async def handle(events):
        sizes.append(len(events))
        now.seconds += len(events) * seconds_each

    portions = Portions(handle, now)
    for _ in range(5):
        await portions.handle(range(100))
    assert sum(sizes) == 500
    assert sizes[0] == PORTION
    assert settled - 1 <= max(sizes[1:]) <= settled


async def test_a_single_slow_turn_does_not_keep_the_turns_small():
    now, sizes = Time(), []

    async def handle(events):
        now.seconds += 1.0 if not sizes else 0.001
        sizes.append(len(events))

    await Portions(handle, now).handle(range(100))
    assert sizes == [PORTION, FEWEST, 2 * FEWEST, 4 * FEWEST, PORTION, 15]


@pytest.fixture(scope="module")
def wave(tmp_path_factory):
    return asyncio.run(ridden(SMALL, tmp_path_factory.mktemp("wave")))


def test_a_wave_from_the_ticker_to_the_chats_reaches_everybody_once_at_the_pace(wave):
    assert sorted(wave.asked) == list(range(1, SMALL + 1))
    assert all(later - first >= 1 - 1e-6 for first, later in zip(wave.sent, wave.sent[PER_SECOND:], strict=False))
    assert wave.sent[-1] < len(wave.sent) / PER_SECOND  # without a pause between two looks, which took as long again


def test_whoever_chats_meanwhile_does_not_wait_for_the_wave(wave):
    assert len(wave.waits) > 100
    assert max(wave.waits) < PATIENCE


def test_however_many_are_due_only_a_few_replies_are_in_hand_at_once(wave):
    assert AT_ONCE <= wave.held < 2 * AT_ONCE + CHATTING
