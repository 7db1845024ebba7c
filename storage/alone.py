"""The right to be the one bot on a SQLite file: a lock of the operating system, which ends with the process that holds it."""

import os
from contextlib import suppress
from pathlib import Path

from storage.database import InUseError
from storage.paths import is_file, is_there

try:
    import fcntl
except ImportError:  # Windows: there an operator has to see to it
    fcntl = None  # type: ignore[assignment]

SUFFIX = "-lock"


class Alone:
    """The right, held until it is let go.

    It is a lock on an empty file beside the database. The file stays: if it were deleted, two processes could each lock
    one of that name. A second bot on the same file would send again what the first is sending.
    """

    def __init__(self, descriptor: int | None) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: Path) -> "Alone":
        """Take the right for a database.

        Where no such file can be made, or the file system knows no locks, every process gets it.

        Raises:
            InUseError: another process has it.
        """
        file = path.resolve()
        if fcntl is None or (is_there(file) and not is_file(file)):
            return cls(None)
        try:
            descriptor = os.open(file.with_name(file.name + SUFFIX), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            return cls(None)  # opening the database itself says what is wrong there
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise InUseError(f"another process runs the bot on {path}") from None
        except OSError:
            os.close(descriptor)
            return cls(None)
        return cls(descriptor)

    def let_go(self) -> None:
        """Release the right; may be repeated."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            with suppress(OSError):
                os.close(descriptor)
