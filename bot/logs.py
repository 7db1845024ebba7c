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
from types import TracebackType
from typing import Literal

_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}|(?<=/bot)[^/\s]+(?=/)")
_Error = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class PlainFormatter(logging.Formatter):
    """One line a record; of an exception the places and the kind, never what it says."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        return hide_tokens(super().format(record))

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802 -- the name that logging calls
        """Write the second of a record, in UTC."""
        return _second(int(record.created))

    def formatException(self, ei: _Error) -> str:  # noqa: N802 -- the name that logging calls
        """Write where an exception came from, without its message: that may hold what an owner typed."""
        return where(ei[1])


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
        if record.exc_info:
            line["where"] = where(record.exc_info[1])
        return hide_tokens(json.dumps(line, ensure_ascii=False))


def aliases(token: str) -> Callable[[int], str]:
    """Give the names under which chats stand in the log: the same at each start, and of no use without the token."""
    salt = hashlib.blake2b(token.encode(), person=b"chats in logs").digest()

    def alias(chat_id: int) -> str:
        return hashlib.blake2b(str(chat_id).encode(), key=salt, digest_size=6).hexdigest()

    return alias


def where(error: BaseException | None) -> str:
    """Write the kind of an exception and the places that it came through."""
    if error is None:
        return ""
    frames = traceback.extract_tb(error.__traceback__)
    places = "".join(f"\n  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
    return f"{type(error).__module__}.{type(error).__qualname__}{places}"


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
