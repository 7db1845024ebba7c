"""How each setting is read from what an operator writes; a ``ValueError`` says what is wrong, and never the value."""

import re
from collections.abc import Callable, Mapping
from math import isfinite
from pathlib import Path
from typing import Any, Literal, get_args

from bot.operator.addresses import TELEGRAM, check_proxy, check_public, check_server
from bot.operator.certificate import read_certificate
from bot.operator.secret import Secret

LAST_PORT = 65_535
MOST_DAYS = 36_500
MOST_SENDS = 10_000
MOST_PAID = 1_000  # most messages a second that Telegram lets a bot pay for
LONGEST_LINE = 200  # most characters of a setting that owners read
LARGEST_ID = 1 << 52  # Telegram's ids have at most 52 bits
LONGEST_SECRET = 256
LogFormat = Literal["text", "json"]
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
SWITCHED = {
    **dict.fromkeys(("on", "true", "yes", "1", "t", "y"), True),
    **dict.fromkeys(("off", "false", "no", "0", "f", "n"), False),
}
_WHOLE = re.compile(r"-?[0-9]{1,30}")
_NO_FILE = re.compile(r"[?#\0]|%00|%(?![0-9A-Fa-f]{2})|^/:memory:$|/$")

Read = Mapping[str, Any]
"""The settings before this one, by name, as they were read or as they are by default; without those that are wrong."""


def _database(url: str) -> Secret:
    kind, _, rest = url.partition("://")
    if kind not in ("sqlite", "postgresql", "postgres") or rest in ("", "/") or (kind == "sqlite" and rest[0] != "/"):
        raise ValueError("must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")
    if kind == "sqlite" and _NO_FILE.search(rest):
        raise ValueError("must name a file: write ? # and % in its name as %3F %23 %25")
    return Secret(url)


def _token(text: str) -> Secret:
    bot_id, colon, secret = text.partition(":")
    fits = bot_id.isascii() and bot_id.isdigit() and colon and _is_word(secret)
    if not fits:
        raise ValueError("does not look like a token of @BotFather's (123456:ABC-DEF…)")
    return Secret(text)


def _secret(text: str) -> Secret:
    if not (len(text) <= LONGEST_SECRET and _is_word(text)):
        raise ValueError(f"may have 1 to {LONGEST_SECRET} letters, digits, - and _")
    return Secret(text)


def _is_word(text: str) -> bool:
    return text.isascii() and text.replace("-", "").replace("_", "").isalnum()


def _proxy(url: str) -> Secret:
    return Secret(check_proxy(url))


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text.strip()):
        raise ValueError("must be a whole number")
    return int(text)


def _port(text: str) -> int:
    port = _whole(text)
    if not 1 <= port <= LAST_PORT:
        raise ValueError(f"must be 1 to {LAST_PORT}")
    return port


def _days(text: str) -> int:
    days = _whole(text)
    if not 0 <= days <= MOST_DAYS:
        raise ValueError(f"must be 0 to {MOST_DAYS} days")
    return days


def _chat(text: str) -> int:
    number = _whole(text)
    if not 0 < abs(number) < LARGEST_ID:
        raise ValueError("must be the id of a chat: a number that is not 0")
    return number


def _people(text: str) -> frozenset[int]:
    parts = text.replace(",", " ").split()
    if not all(_WHOLE.fullmatch(part) and 0 < int(part) < LARGEST_ID for part in parts):
        raise ValueError("must be Telegram ids of people, which are numbers, with commas between")
    return frozenset(map(int, parts))


def _sends(text: str) -> float:
    try:
        sends = float(text)
    except ValueError:
        raise ValueError("must be a number") from None
    if not isfinite(sends):
        raise ValueError("must be a number")
    if not 0 <= sends <= MOST_SENDS:
        raise ValueError(f"must be 0 to {MOST_SENDS}")
    return sends


def _paid(text: str, free: float) -> int:
    sends = _whole(text)
    if sends and not 0 < free < sends <= MOST_PAID:
        raise ValueError(f"must be more than SENDS_PER_SECOND, which must not be 0, and at most {MOST_PAID}")
    return sends


def _line(text: str) -> str:
    if len(text) > LONGEST_LINE or not text.isprintable():
        raise ValueError(f"must be one line of at most {LONGEST_LINE} characters")
    return text


def _switch(text: str) -> bool:
    if (on := SWITCHED.get(text.lower())) is None:
        raise ValueError("must be on or off")
    return on


def _one_of(text: str, words: tuple[str, ...]) -> str:
    if text not in words:
        raise ValueError(f"must be {', '.join(words[:-1])} or {words[-1]}")
    return text


def _certificate(name: str) -> Path:
    file = Path(name)
    read_certificate(file)
    return file


READERS: Mapping[str, Callable[[str, Read], Any]] = {
    "database_url": lambda text, _: _database(text),
    "telegram_token": lambda text, _: _token(text),
    "telegram_api_url": lambda text, _: check_server(text),
    "public_url": lambda text, read: check_public(text, read.get("telegram_api_url", TELEGRAM)),
    "port": lambda text, _: _port(text),
    "webhook_secret": lambda text, _: _secret(text),
    "webhook_certificate": lambda text, _: _certificate(text),
    "metrics_token": lambda text, _: _secret(text),
    "admin_ids": lambda text, _: _people(text),
    "admin_chat_id": lambda text, _: _chat(text),
    "operator_name": lambda text, _: _line(text),
    "operator_contact": lambda text, _: _line(text),
    "backup_days": lambda text, _: _days(text),
    "retention_days": lambda text, _: _days(text),
    "sends_per_second": lambda text, _: _sends(text),
    "paid_broadcast": lambda text, read: _paid(text, read.get("sends_per_second", 1)),
    "pictures": lambda text, _: _switch(text),
    "log_format": lambda text, _: _one_of(text.strip().lower(), get_args(LogFormat)),
    "log_level": lambda text, _: _one_of(text.strip().upper(), LOG_LEVELS),
    "https_proxy": lambda text, _: _proxy(text),
    "no_proxy": lambda text, _: text,
    "dyno": lambda text, _: text,
}
