"""An exception as the log tells of it: its kind and the places that it came through, never what it says."""

import re
import traceback
from functools import lru_cache
from pathlib import Path

LONGEST_PLACE = 160


SHOWN = 12  # places of an exception in a line, the innermost ones


ROOT = Path(__file__).resolve().parents[2]


_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}|(?<=/bot)[^/\s]+(?=/)")


class Failure:
    """An exception as the log tells of it: its kind and the places that it came through, never what it says.

    Log it instead of the exception: ``log.error("cannot paint: %s", Failure(error))``.
    """

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __str__(self) -> str:
        places = places_of(self.error)[-SHOWN:]
        return f"{kind_of(self.error)} at {' > '.join(places)}" if places else kind_of(self.error)


def kind_of(error: BaseException) -> str:
    """Name the kind of an exception: ``KeyError``, ``telegram.error.BadRequest``."""
    kind = type(error)
    return f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")[:LONGEST_PLACE]


def places_of(error: BaseException) -> list[str]:
    """Name the places that an exception came through, outermost first, without what it says."""
    return [
        hide_tokens(f"{_file(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}")[:LONGEST_PLACE]
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]


@lru_cache(maxsize=256)
def _file(name: str) -> str:
    """Name a file as seen from the folder of the bot, or by its last parts where it lies elsewhere."""
    path = Path(name)
    return (path.relative_to(ROOT) if path.is_relative_to(ROOT) else Path(*path.parts[-3:])).as_posix()


def hide_tokens(text: str) -> str:
    """Take out anything that looks like a bot's token."""
    return _TOKEN.sub("TOKEN", text)
