"""How time is passed in: what tells it, what counts seconds, and what waits."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

Clock = Callable[[], datetime]
"""Tells the time (aware, UTC)."""

Time = Callable[[], float]
"""Counts seconds, and never runs backwards."""

Sleep = Callable[[float], Awaitable[Any]]
"""Waits this many seconds."""
