"""Work done ahead while nobody waits: templates are compiled and the readers of numbers made ready."""

import asyncio
import gc

from bot.numbers import read
from bot.words import FALLBACK, words

SAMPLES = ("around 50", "twenty five", "don't know", "1.200", "most")


async def warm_up() -> None:
    """Do a little at a time what the first owners would else wait for; what arrives meanwhile goes first."""
    spoken = words(FALLBACK)
    for name in spoken.names():
        spoken.blocks(name)
        await asyncio.sleep(0)
    for sample in SAMPLES:
        read(sample, "count")
        await asyncio.sleep(0)
    # What is loaded by now stays. Looking through it again and again would hold up everybody for 50 ms each time.
    gc.collect()
    gc.freeze()
