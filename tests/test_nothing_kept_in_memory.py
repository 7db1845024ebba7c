"""What owners type is kept only in the database: no cache and no table of a module has a word or a number of theirs."""

import asyncio
import gc
import re
import sys
from collections import deque
from collections.abc import Collection, Iterator
from types import BuiltinFunctionType, FrameType, FunctionType, MethodType, ModuleType

from bot.language.templates import words

MARK = "zqx"  # in everything that is typed, and in nothing else
NUMBERS = (48_611, 7_352_941, 90_127, 80_671, 61_553)
ADDRESS = re.compile(r"[\w.]+:\d{10,}")  # of a class, as pydantic names it: any digits may be in it
CODE = (ModuleType, FunctionType, BuiltinFunctionType, MethodType, FrameType, asyncio.Task)
TOOLS = ("hypothesis", "_pytest", "tests")  # what plays and measures, and reads the constants of these very tests
LOOKED_INTO = ("bot", "storage", "re", "jinja2", "babel", "msgspec", "rapidfuzz")


def memories() -> list[object]:
    """List where something could be kept from one update to the next: caches, and the names of modules."""
    gc.unfreeze()  # what an app froze in another test is not listed
    found = [kept for kept in gc.get_objects() if type(kept).__name__ == "_lru_cache_wrapper" and not is_a_tool(kept)]
    assert len(found) > 40
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in LOOKED_INTO and not name.startswith("bot.emulator"):
            found += [kept for kept in vars(module).values() if not isinstance(kept, CODE)]
    return found


def is_a_tool(one: object) -> bool:
    """True if something belongs to what plays the tests, and to no bot."""
    named = one if isinstance(one, type) or type(one).__name__ == "_lru_cache_wrapper" else type(one)
    return str(vars(named).get("__module__", "")).partition(".")[0] in TOOLS


def everything_in(roots: Collection[object], *, but: Collection[object]) -> Iterator[object]:
    """Return everything reachable from some objects, except the code itself and what plays the tests."""
    seen = {id(one) for one in (*roots, *but)}
    waiting = deque(roots)
    while waiting:
        one = waiting.popleft()
        yield one
        for part in gc.get_referents(one):
            if id(part) not in seen and not isinstance(part, CODE) and not is_a_tool(part):
                seen.add(id(part))
                waiting.append(part)


def of_owners(things: Iterator[object]) -> list[object]:
    """List the words and numbers of owners among some things."""
    found: list[object] = []
    for one in things:
        if isinstance(one, str | bytes):
            text = one if isinstance(one, str) else one.decode("latin-1")
            if ADDRESS.fullmatch(text):
                continue
            plain = text.casefold().replace(",", "").replace(" ", "")
            if MARK in plain or any(str(number) in plain for number in NUMBERS):
                found.append(one)
        elif isinstance(one, float | int) and one in NUMBERS:
            found.append(one)
    return found


async def test_no_cache_and_no_module_keeps_what_an_owner_typed(house, alice):
    await alice.says("/start", "zqx hello", "find whats short", "zqxshop of sorts", "/privacy", "thank zqx")
    await alice.says("/checkup", "zqx plumbr", "Trades, home services", "we talk frist zqx", "we talk first")
    await alice.says("7,352,941 or so", "zqx half", "4000000", "about 90127", "90,127 zqx", "30,671", "around 48611")
    await alice.says("61553", "8", "zqx 8", "how did you work that out zqx", "/how", "/ask")
    await alice.says("paint zqx fences for hotels", "zqxing the phones", "is writing zqx letters marketing?", "/cancel")
    await alice.says("/weekly", "Monday", "9:00", "zqxtown", "time zone of zqx", "/cancel")
    await alice.says(
        "/settings name Zqx & Sons", "/settings currency zqxs", "/settings trade zqx", "/settings zone zqx"
    )
    await alice.says("/business add Zqx Two", "/business rename Zqx Three", "/business", "zqx sosn", "Zqx & Sons")
    await alice.says("/delete", "zqx maybe", "/cancel", "/checkin", "48611 zqx", "48611", "80671 90127 61553", "/weeks")
    gc.collect()
    roots = [*memories(), house.app.turns, house.app.outbox]
    assert of_owners(everything_in(roots, but=(house.app.bot, house.app.database))) == []


def test_a_language_that_is_not_spoken_brings_no_words_of_its_own():
    assert len({id(words(language)) for language in ("en", *(f"x{number}" for number in range(100)))}) == 1
