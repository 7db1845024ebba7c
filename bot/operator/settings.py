"""The settings, from the environment or a ``.env`` file, all checked at start."""

import io
import os
import re
from pathlib import Path
from typing import Any, Literal, TypeVar

from dotenv import dotenv_values
from dotenv.parser import parse_stream
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, ValidationInfo, field_validator

from bot.core.operator import BACKUP_DAYS, Operator
from bot.operator.addresses import TELEGRAM, check_proxy, check_public, check_server
from bot.operator.certificate import read_certificate

DEFAULT_DATABASE = "sqlite:///doorbot.sqlite3"


LAST_PORT = 65_535
MOST_DAYS = 36_500
MOST_SENDS = 10_000
MOST_PAID = 1_000  # most messages a second that Telegram lets a bot pay for
LONGEST_LINE = 200  # most characters of a setting that owners read
LARGEST_ID = 1 << 52  # Telegram's ids have at most 52 bits
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
"""What any Python process needs from the environment to start and find its libraries: no setting of the bot."""

_Kind = TypeVar("_Kind", bound="Storage")
_WHOLE = re.compile(r"-?[0-9]+")
_NO_FILE = re.compile(r"[?#\0]|%00|%(?![0-9A-Fa-f]{2})|^/:memory:$|/$")
_PLAIN = {  # what pydantic says of a wrong value, as an operator would
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_parsing": "must be a number",
    "finite_number": "must be a number",
    "bool_parsing": "must be on or off",
}


class SettingsError(Exception):
    """Settings that cannot be used; ``faults`` has a readable line for each.

    Attributes:
        passing: whether they may become usable without being changed.
    """

    def __init__(self, faults: list[str], *, passing: bool = False) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults
        self.passing = passing


class Storage(BaseModel):
    """Where everything is kept; all that backup and migration need to know.

    Attributes:
        database_url: ``sqlite:///FILE`` or ``postgresql://…``.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True, validate_default=True)

    database_url: SecretStr = SecretStr(DEFAULT_DATABASE)

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, url: SecretStr) -> SecretStr:
        text = url.get_secret_value()
        kind, _, rest = text.partition("://")
        if (
            kind not in ("sqlite", "postgresql", "postgres")
            or rest in ("", "/")
            or (kind == "sqlite" and rest[0] != "/")
        ):
            raise ValueError("must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")
        if kind == "sqlite" and _NO_FILE.search(rest):
            raise ValueError("must name a file: write ? # and % in its name as %3F %23 %25")
        return url


class Settings(Storage):
    """What the operator sets.

    Attributes:
        telegram_token: the bot's token; without one the bot is a chat in the terminal.
        telegram_api_url: the address of the Bot API server.
        public_url: the address at which Telegram reaches the bot; without one it polls.
        port: the port of the HTTP server.
        webhook_secret: what Telegram sends along to prove itself; made if absent.
        webhook_certificate: the file with the certificate of the public address, where no authority has signed it.
        metrics_token: needed for /metrics; without one everybody may ask.
        admin_ids: who may use /stats.
        admin_chat_id: where error reports go.
        operator_name: shown by /privacy.
        operator_contact: shown by /privacy.
        backup_days: how long the operator keeps backups, as owners are told; 0 when none are made.
        retention_days: data of owners idle for longer are deleted; 0 keeps them.
        sends_per_second: Telegram's limit for all messages together; 0 lifts every limit, for a server of one's own.
        paid_broadcast: the limit where what goes beyond that is paid for with Telegram Stars; 0 where nothing is.
        pictures: whether pictures are painted; without them their captions are sent alone.
        log_format: text or JSON.
        log_level: how much is logged.
        https_proxy: the proxy through which a server at https:// is asked.
        no_proxy: the hosts that are asked without it, with commas between.
        dyno: set by hosts whose disk is wiped at each restart.
    """

    telegram_token: SecretStr | None = None
    telegram_api_url: str = TELEGRAM
    public_url: str | None = None
    port: int | None = None
    webhook_secret: SecretStr | None = Field(default=None)
    webhook_certificate: Path | None = None
    metrics_token: SecretStr | None = None
    admin_ids: frozenset[int] = frozenset()
    admin_chat_id: int | None = None
    operator_name: str = ""
    operator_contact: str = ""
    backup_days: int = BACKUP_DAYS
    retention_days: int = 0
    sends_per_second: float = Field(default=30, allow_inf_nan=False)
    paid_broadcast: int = 0
    pictures: bool = True
    log_format: Literal["text", "json"] = "text"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    https_proxy: SecretStr | None = None
    no_proxy: str = ""
    dyno: str | None = None

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

    @field_validator("telegram_api_url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        return check_server(url)

    @field_validator("https_proxy")
    @classmethod
    def _is_a_proxy(cls, url: SecretStr | None) -> SecretStr | None:
        return url if url is None else SecretStr(check_proxy(url.get_secret_value()))

    @field_validator("port", "admin_chat_id", "backup_days", "retention_days", "paid_broadcast", mode="before")
    @classmethod
    def _is_whole(cls, number: object) -> object:
        if isinstance(number, str) and not _WHOLE.fullmatch(number.strip()):
            raise ValueError("must be a whole number")
        return number

    @field_validator("backup_days", "retention_days")
    @classmethod
    def _are_days(cls, days: int) -> int:
        if not 0 <= days <= MOST_DAYS:
            raise ValueError(f"must be 0 to {MOST_DAYS} days")
        return days

    @field_validator("sends_per_second")
    @classmethod
    def _is_a_pace(cls, sends: float) -> float:
        if not 0 <= sends <= MOST_SENDS:
            raise ValueError(f"must be 0 to {MOST_SENDS}")
        return sends

    @field_validator("paid_broadcast")
    @classmethod
    def _is_a_faster_pace(cls, sends: int, info: ValidationInfo) -> int:
        free = info.data.get("sends_per_second", 1)  # a wrong one is reported elsewhere
        if sends and not 0 < free < sends <= MOST_PAID:
            raise ValueError(f"must be more than SENDS_PER_SECOND, which must not be 0, and at most {MOST_PAID}")
        return sends

    @field_validator("admin_chat_id")
    @classmethod
    def _is_a_chat(cls, number: int | None) -> int | None:
        if number is not None and not 0 < abs(number) < LARGEST_ID:
            raise ValueError("must be the id of a chat: a number that is not 0")
        return number

    @field_validator("operator_name", "operator_contact")
    @classmethod
    def _is_a_line(cls, text: str) -> str:
        if len(text) > LONGEST_LINE or not text.isprintable():
            raise ValueError(f"must be one line of at most {LONGEST_LINE} characters")
        return text

    @field_validator("log_format", "log_level", mode="before")
    @classmethod
    def _in_any_case(cls, word: object, info: ValidationInfo) -> object:
        if not isinstance(word, str):
            return word
        return word.strip().lower() if info.field_name == "log_format" else word.strip().upper()

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _split(cls, ids: object) -> object:
        if not isinstance(ids, str):
            return ids
        parts = ids.replace(",", " ").split()
        if not all(_WHOLE.fullmatch(part) and 0 < int(part) < LARGEST_ID for part in parts):
            raise ValueError("must be Telegram ids of people, which are numbers, with commas between")
        return parts

    @field_validator("webhook_secret", "metrics_token")
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
        return url if url is None else check_public(url, info.data.get("telegram_api_url", TELEGRAM))

    @field_validator("webhook_certificate")
    @classmethod
    def _is_a_certificate(cls, file: Path | None) -> Path | None:
        if file is not None:
            read_certificate(file)
        return file

    @field_validator("port")
    @classmethod
    def _is_there_for_the_webhook(cls, port: int | None, info: ValidationInfo) -> int | None:
        if port is None and info.data.get("public_url"):
            raise ValueError("is missing: with PUBLIC_URL set, the bot listens there")
        if port is not None and not 1 <= port <= LAST_PORT:
            raise ValueError(f"must be 1 to {LAST_PORT}")
        return port

    @property
    def disk_forgets(self) -> bool:
        """True if answers are kept on a disk that the host wipes at each restart."""
        return bool(self.dyno) and "database_url" not in self.model_fields_set

    @property
    def operator(self) -> Operator:
        """Return what owners are told about the operator."""
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
    if env_file is not None and (faults := _file_faults(env_file)):
        raise SettingsError(faults)
    try:
        return kind.model_validate(_said(env_file))
    except ValidationError as error:
        faults = []
        for fault in error.errors(include_input=False, include_context=False):
            name = str(fault["loc"][0]).upper() if fault["loc"] else ""
            message = _plainly(fault["type"], fault["msg"])
            faults.append(f"{name}: {message}" if name else message)
        raise SettingsError(list(dict.fromkeys(faults))) from None


def _said(env_file: Path | None) -> dict[str, str]:
    """Return what the file says and, before it, the environment, by names in small letters; empty is not said."""
    file = dotenv_values(env_file) if env_file is not None and env_file.exists() else {}
    return {name.lower(): value for source in (file, os.environ) for name, value in source.items() if value}


def _plainly(kind: Any, message: str) -> str:
    """Say what pydantic found as an operator would."""
    return _PLAIN.get(kind) or message.removeprefix("Value error, ").replace("Input should be", "must be")


def _file_faults(file: Path) -> list[str]:
    """Say what is wrong with a file of settings as a file, and with which lines; none need be there."""
    try:
        text = file.read_bytes().decode()
    except FileNotFoundError:
        return []
    except UnicodeDecodeError:
        return [f"{file}: is not written in UTF-8"]
    except OSError as error:
        return [f"{file}: cannot be read ({error.strerror})"]
    return [
        f"{file}: line {found.original.line} is not NAME=VALUE"
        for found in parse_stream(io.StringIO(text))
        if found.error or "\0" in found.original.string or (found.key is not None and found.value is None)
    ]
