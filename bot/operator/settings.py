"""The settings, from the environment or a ``.env`` file, all checked at start."""

import os
from pathlib import Path
from typing import Annotated, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.core.operator import BACKUP_DAYS, Operator

TELEGRAM = "https://api.telegram.org"
WEBHOOK_PORTS = (None, 443, 80, 88, 8443)
DEFAULT_DATABASE = "sqlite:///doorbot.sqlite3"


OTHERS = 0o077  # the rights of all but the owner
NEEDED = (
    "PATH",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "PYTHONHOME",
    "PYTHONPATH",
    "SYSTEMROOT",
    "TMPDIR",
    "LANG",
    "LC_ALL",
)
"""What a process of Python's needs of the environment to start and to find its libraries: no setting of the bot's."""

_Kind = TypeVar("_Kind", bound=BaseSettings)


class SettingsError(Exception):
    """Settings that cannot be used; ``faults`` has a readable line for each.

    Attributes:
        passing: whether they may be usable in a while as they are.
    """

    def __init__(self, faults: list[str], *, passing: bool = False) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults
        self.passing = passing


class Storage(BaseSettings):
    """Where everything is kept; all that backup and migration need to know.

    Attributes:
        database_url: ``sqlite:///FILE`` or ``postgresql://…``.
    """

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True, hide_input_in_errors=True
    )

    database_url: SecretStr = SecretStr(DEFAULT_DATABASE)

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, url: SecretStr) -> SecretStr:
        text = url.get_secret_value()
        if not text.startswith(("sqlite:///", "postgresql://", "postgres://")) or text == "sqlite:///":
            raise ValueError("must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")
        return url


class Settings(Storage):
    """What the operator sets.

    Attributes:
        telegram_token: the bot's token; without one the bot is a chat in the terminal.
        telegram_api_url: the address of the Bot API server.
        public_url: the address at which Telegram reaches the bot; without one it polls.
        port: the port of the HTTP server.
        webhook_secret: what Telegram sends along to prove itself; made if absent.
        admin_ids: who may use /stats.
        admin_chat_id: where error reports go.
        operator_name: shown by /privacy.
        operator_contact: shown by /privacy.
        backup_days: how long the operator keeps backups, as owners are told; 0 when none are made.
        retention_days: data of owners idle for longer are deleted; 0 keeps them.
        sends_per_second: Telegram's limit for all messages together; 0 lifts every limit, for a server of one's own.
        pictures: whether pictures are painted; without them their captions are sent alone.
        log_format: text or JSON.
        log_level: how much is logged.
        dyno: set by hosts whose disk forgets at each restart.
    """

    telegram_token: SecretStr | None = None
    telegram_api_url: str = TELEGRAM
    public_url: str | None = None
    port: int | None = Field(default=None, ge=1, le=65535, validate_default=True)
    webhook_secret: SecretStr | None = Field(default=None)
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    admin_chat_id: int | None = None
    operator_name: str = ""
    operator_contact: str = ""
    backup_days: int = Field(default=BACKUP_DAYS, ge=0)
    retention_days: int = Field(default=0, ge=0)
    sends_per_second: float = Field(default=30, ge=0)
    pictures: bool = True
    log_format: Literal["text", "json"] = "text"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    dyno: str | None = Field(default=None, validation_alias=AliasChoices("dyno", "DYNO"))

    @field_validator("telegram_token")
    @classmethod
    def _looks_like_a_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None:
            bot_id, colon, secret = token.get_secret_value().partition(":")
            fits = (
                bot_id.isascii() and bot_id.isdigit() and colon and secret.replace("-", "").replace("_", "").isalnum()
            )
            if not (fits and secret.isascii()):
                raise ValueError("does not look like a token of @BotFather's (123456:ABC-DEF…)")
        return token

    @field_validator("telegram_api_url", "public_url")
    @classmethod
    def _is_an_address(cls, url: str | None) -> str | None:
        if url is None:
            return url
        try:
            parts = urlsplit(url)
            fits = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1) > 0
        except ValueError:  # a port that is none
            fits = False
        if not fits:
            raise ValueError("must be an address such as https://bot.example.org")
        return url.rstrip("/")

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _split(cls, ids: object) -> object:
        return [part for part in ids.replace(",", " ").split() if part] if isinstance(ids, str) else ids

    @field_validator("webhook_secret")
    @classmethod
    def _is_a_secret(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None:
            text = secret.get_secret_value()
            if not (1 <= len(text) <= 256 and text.isascii() and text.replace("-", "").replace("_", "").isalnum()):
                raise ValueError("may have 1 to 256 letters, digits, - and _")
        return secret

    @field_validator("public_url")
    @classmethod
    def _is_reached_by_telegram(cls, url: str | None, info: ValidationInfo) -> str | None:
        if url is not None and info.data.get("telegram_api_url", TELEGRAM) == TELEGRAM:
            parts = urlsplit(url)
            if parts.scheme != "https":
                raise ValueError("must begin with https://: Telegram posts to nothing else")
            if parts.port not in WEBHOOK_PORTS:
                raise ValueError("Telegram posts to the ports 443, 80, 88 and 8443 only")
        return url

    @field_validator("port")
    @classmethod
    def _is_there_for_the_webhook(cls, port: int | None, info: ValidationInfo) -> int | None:
        if port is None and info.data.get("public_url"):
            raise ValueError("is missing: with PUBLIC_URL set, the bot listens there")
        return port

    @property
    def disk_forgets(self) -> bool:
        """True if answers are kept on a disk that the host wipes at each restart."""
        return bool(self.dyno) and "database_url" not in self.model_fields_set

    @property
    def operator(self) -> Operator:
        """Return what owners are told about whoever runs the bot."""
        return Operator(self.operator_name, self.operator_contact, self.backup_days, self.retention_days)

    @property
    def token(self) -> str:
        """Return the token; empty when there is none."""
        return self.telegram_token.get_secret_value() if self.telegram_token else ""


def bare_environment() -> dict[str, str]:
    """Return the environment for a process that is to know nothing of the settings: no token, no password."""
    return {name: os.environ[name] for name in NEEDED if name in os.environ}


def load_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Read the settings.

    Raises:
        SettingsError: naming every setting that is wrong, and none of their values.
    """
    return _load(Settings, env_file)


def is_open_to_others(file: Path) -> bool:
    """True if others on this machine may read a file of settings."""
    try:
        return os.name == "posix" and bool(file.stat().st_mode & OTHERS)
    except OSError:
        return False


def load_storage(env_file: Path | None = Path(".env")) -> Storage:
    """Read where everything is kept, whatever else is wrong.

    Raises:
        SettingsError: that cannot be an address of a database.
    """
    return _load(Storage, env_file)


def _load(kind: type[_Kind], env_file: Path | None) -> _Kind:
    try:
        return kind(_env_file=env_file)
    except ValidationError as error:
        faults = []
        for fault in error.errors(include_input=False, include_context=False):
            name = str(fault["loc"][0]).upper() if fault["loc"] else ""
            message = fault["msg"].removeprefix("Value error, ")
            faults.append(f"{name}: {message}" if name else message)
        raise SettingsError(faults) from None
