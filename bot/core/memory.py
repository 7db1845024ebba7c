"""A cache that lasts for one event: what owners say is kept in the database alone, never in memory."""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., object])
MOST = 256

_to_forget: list[Callable[[], None]] = []


def for_one_event(function: Function, *, most: int = MOST) -> Function:
    """Cache the results of a pure function while one event is decided; its arguments may be an owner's words.

    Args:
        function: what is worked out once for the same arguments.
        most: how many of its results are kept.
    """
    remembered = lru_cache(maxsize=most)(function)
    _to_forget.append(remembered.cache_clear)
    return cast("Function", remembered)


def forget() -> None:
    """Forget everything that was remembered for one event."""
    for clear in _to_forget:
        clear()
