"""What is at a path, as far as this process may see it: pathlib raises where a folder on the way may not be entered."""

from pathlib import Path
from stat import S_ISDIR, S_ISREG


def is_there(path: Path) -> bool:
    """True if anything is at a path."""
    return _mode_of(path) is not None


def is_file(path: Path) -> bool:
    """True if a file is at a path."""
    return S_ISREG(_mode_of(path) or 0)


def is_folder(path: Path) -> bool:
    """True if a folder is at a path."""
    return S_ISDIR(_mode_of(path) or 0)


def _mode_of(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except OSError:
        return None
