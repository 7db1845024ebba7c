"""Work done ahead while nobody waits: what the first owners would else wait for, and everybody with them."""

import asyncio
import gc
from collections.abc import Awaitable

from bot.numbers import read
from bot.words import FALLBACK, words

PAUSE = 0.01  # seconds after each piece, which takes about half of that: a turn in the midst of it meets one or two
LATER = 3.0  # seconds after the first words: nobody is at a verdict yet, and a backlog is mostly cleared
SAMPLES = ("around 50", "twenty five", "don't know", "1.200", "most")


async def warm_up(somebody_writes: Awaitable[object]) -> None:
    """Make ready what every conversation takes, and once somebody writes what the end of one takes.

    A little is done at a time, with a pause after it, in which whoever writes meanwhile is answered.

    Args:
        somebody_writes: ends when the first update was handled.
    """
    spoken = words(FALLBACK)
    for name in spoken.names():
        spoken.blocks(name)
        await asyncio.sleep(PAUSE)
    for sample in SAMPLES:
        read(sample, "count")
        await asyncio.sleep(PAUSE)
    _leave_out_of_the_rounds()
    await somebody_writes
    await asyncio.sleep(LATER)
    await asyncio.to_thread(_load_judgement)
    _leave_out_of_the_rounds()


def _load_judgement() -> None:
    """Load NumPy with the points behind a verdict, and the catalogue of activities: a tenth of a second, and 15 MB."""
    from bot.activity.catalogue import catalogue
    from bot.diagnosis.draws import POINTS, points
    from bot.diagnosis.nearest import ROUGH

    for number in (POINTS, ROUGH):
        points(number)
    catalogue(FALLBACK)


def _leave_out_of_the_rounds() -> None:
    """Leave what is loaded out of the garbage collector's rounds: each would hold up everybody for 50 ms."""
    gc.collect()
    gc.freeze()
