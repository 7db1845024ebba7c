"""Work done ahead while nobody waits: what the first owners would else wait for, and everybody with them."""

import asyncio
import gc
import os
import sys
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from bot.language.numbers import read
from bot.language.templates import FALLBACK, words

PAUSE = 0.003  # seconds after each piece, which takes a tenth of that, or twice as long where it is yet to be compiled
TAKING_TURNS = 0.0001  # seconds for which what is loaded aside holds up a turn at each step; Python's own are 0.005
NICE = 15
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
    await _aside(lambda: spoken.day(date.min))  # loads what Babel knows of the language
    await asyncio.sleep(LATER)
    await _aside(_load_judgement)
    _leave_out_of_the_rounds()


async def _aside(load: Callable[[], object]) -> None:
    """Load something in a thread that holds up nobody."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(TAKING_TURNS)
    gc.disable()  # what is loaded stays
    try:
        with ThreadPoolExecutor(1, initializer=_give_way) as thread:
            await asyncio.get_running_loop().run_in_executor(thread, load)
    finally:
        gc.enable()
        sys.setswitchinterval(interval)


def _give_way() -> None:
    """Let all other threads go before this one, where each has a priority of its own."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)


def _load_judgement() -> None:
    """Load NumPy with the points behind a verdict, and the catalogue of activities: a tenth of a second, and 15 MB."""
    from bot.activity.catalogue import catalogue
    from bot.diagnosis.draws import POINTS, points
    from bot.diagnosis.nearest_flip import ROUGH

    for number in (POINTS, ROUGH):
        points(number)
    catalogue(FALLBACK)


def _leave_out_of_the_rounds() -> None:
    """Leave what is loaded out of the garbage collector's rounds: each would hold up everybody for 50 ms."""
    gc.collect()
    gc.freeze()
