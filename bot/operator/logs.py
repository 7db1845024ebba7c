"""Logs without tokens, names and answers: ids, steps and milliseconds only."""

import hashlib
import json
import logging
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal

from bot.core.failures import SHOWN, Failure, hide_tokens, kind_of, places_of


class PlainFormatter(logging.Formatter):
    """One line a record; of an exception the kind and the places, never what it says."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        error = record.exc_info[1] if record.exc_info else None
        record.message, record.asctime = record.getMessage(), self.formatTime(record)
        line = self.formatMessage(record)
        return hide_tokens(f"{line}: {Failure(error)}" if error else line)

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
    """Return the aliases of chats in the log: the same at each start, and useless without the token."""
    salt = hashlib.blake2b(token.encode(), person=b"chats in logs").digest()

    def alias(chat_id: int) -> str:
        return hashlib.blake2b(str(chat_id).encode(), key=salt, digest_size=6).hexdigest()

    return alias


def _error_in(record: logging.LogRecord) -> BaseException | None:
    """Return the exception that a record tells of, if it does."""
    if record.exc_info:
        return record.exc_info[1]
    arguments = record.args if isinstance(record.args, tuple) else ()
    return next((argument.error for argument in arguments if isinstance(argument, Failure)), None)


@lru_cache(maxsize=8)  # hundreds of records may share one
def _second(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def set_up_logs(form: Literal["text", "json"], level: str) -> None:
    """Send logs to stderr in one form; libraries that name addresses or parameters speak only when something is wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if form == "json" else PlainFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging._srcfile = None  # noqa: SLF001 -- documented: records then do not look up the line they come from
    for chatty in ("telegram", "httpx", "httpcore", "aiohttp", "aiosqlite", "asyncio"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
