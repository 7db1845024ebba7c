"""Logs without tokens, names and answers: ids, steps and milliseconds only."""

import hashlib
import json
import logging
import re
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal

LONGEST_PLACE = 160
SHOWN = 12  # places of an exception in a line, the innermost ones
ROOT = Path(__file__).resolve().parents[2]
_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}|(?<=/bot)[^/\s]+(?=/)")


class Told:
    """An exception as the log tells of it: its kind and the places that it came through, never what it says.

    It goes in the place of the exception: ``log.error("cannot paint: %s", Told(error))``.
    """

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __str__(self) -> str:
        places = places_of(self.error)[-SHOWN:]
        return f"{kind_of(self.error)} at {' > '.join(places)}" if places else kind_of(self.error)


class PlainFormatter(logging.Formatter):
    """One line a record; of an exception the kind and the places, never what it says."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        error = record.exc_info[1] if record.exc_info else None
        record.message, record.asctime = record.getMessage(), self.formatTime(record)
        line = self.formatMessage(record)
        return hide_tokens(f"{line}: {Told(error)}" if error else line)

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802 -- the name that logging calls
        """Write the second of a record, in UTC."""
        return _second(int(record.created))


class JsonFormatter(PlainFormatter):
    """One JSON object a record."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if (error := _error_in(record)) is not None:
            line |= {"error_kind": kind_of(error), "where": places_of(error)[-SHOWN:]}
        return hide_tokens(json.dumps(line, ensure_ascii=False))


def aliases(token: str) -> Callable[[int], str]:
    """Give the names under which chats stand in the log: the same at each start, and of no use without the token."""
    salt = hashlib.blake2b(token.encode(), person=b"chats in logs").digest()

    def alias(chat_id: int) -> str:
        return hashlib.blake2b(str(chat_id).encode(), key=salt, digest_size=6).hexdigest()

    return alias


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


def _error_in(record: logging.LogRecord) -> BaseException | None:
    """Return the exception that a record tells of, if it does."""
    if record.exc_info:
        return record.exc_info[1]
    arguments = record.args if isinstance(record.args, tuple) else ()
    return next((argument.error for argument in arguments if isinstance(argument, Told)), None)


@lru_cache(maxsize=8)  # hundreds of records may share one
def _second(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def hide_tokens(text: str) -> str:
    """Take out anything that looks like a bot's token."""
    return _TOKEN.sub("TOKEN", text)


def set_up_logs(form: Literal["text", "json"], level: str) -> None:
    """Send logs to stderr in one form; libraries that name addresses or parameters speak only when something is wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if form == "json" else PlainFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging._srcfile = None  # noqa: SLF001 -- documented: no record tells the line it is from
    for chatty in ("telegram", "httpx", "httpcore", "aiohttp", "aiosqlite", "asyncio"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
