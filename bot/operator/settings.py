"""The settings, from the environment or a ``.env`` file, all checked at start."""

import io
import os
from pathlib import Path
from typing import Any, TypeVar

from dotenv import dotenv_values
from dotenv.parser import parse_stream
from msgspec import Struct
from msgspec.structs import fields

from bot.core.operator import BACKUP_DAYS, Operator
from bot.operator.addresses import TELEGRAM
from bot.operator.reading import READERS, LogFormat
from bot.operator.secret import Secret

DEFAULT_DATABASE = Secret("sqlite:///doorbot.sqlite3")
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


class SettingsError(Exception):
    """Settings that cannot be used; ``faults`` has a readable line for each.

    Attributes:
        passing: whether they may become usable without being changed.
    """

    def __init__(self, faults: list[str], *, passing: bool = False) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults
        self.passing = passing


class Storage(Struct, frozen=True):
    """Where everything is kept; all that backup and migration need to know.

    Attributes:
        database_url: ``sqlite:///FILE`` or ``postgresql://…``.
    """

    database_url: Secret = DEFAULT_DATABASE


class Settings(Storage, frozen=True):
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

    telegram_token: Secret | None = None
    telegram_api_url: str = TELEGRAM
    public_url: str | None = None
    port: int | None = None
    webhook_secret: Secret | None = None
    webhook_certificate: Path | None = None
    metrics_token: Secret | None = None
    admin_ids: frozenset[int] = frozenset()
    admin_chat_id: int | None = None
    operator_name: str = ""
    operator_contact: str = ""
    backup_days: int = BACKUP_DAYS
    retention_days: int = 0
    sends_per_second: float = 30
    paid_broadcast: int = 0
    pictures: bool = True
    log_format: LogFormat = "text"
    log_level: str = "INFO"
    https_proxy: Secret | None = None
    no_proxy: str = ""
    dyno: str | None = None

    @property
    def disk_forgets(self) -> bool:
        """True if answers are kept on a disk that the host wipes at each restart."""
        return bool(self.dyno) and self.database_url is DEFAULT_DATABASE

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
    faults = _file_faults(env_file) if env_file is not None else []
    if faults:
        raise SettingsError(faults)
    said = _said(env_file)
    values: dict[str, Any] = {}
    for field in fields(kind):
        try:
            values[field.name] = READERS[field.name](said[field.name], values) if field.name in said else field.default
        except ValueError as error:
            faults.append(f"{field.name.upper()}: {error}")
    if values.get("public_url") and values.get("port", 0) is None:
        faults.append("PORT: is missing: with PUBLIC_URL set, the bot listens there")
    if faults:
        raise SettingsError(faults)
    return kind(**values)


def _said(env_file: Path | None) -> dict[str, str]:
    """Return what the file says and, before it, the environment, by names in small letters; empty is not said."""
    file = dotenv_values(env_file) if env_file is not None and env_file.exists() else {}
    return {name.lower(): value for source in (file, os.environ) for name, value in source.items() if value}


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
