"""The standard streams of the process: makes sure that there are three, and finds out who is at the other end."""

import importlib.util
import os
import select
import stat
from typing import TextIO

try:
    import fcntl
    import termios
except ImportError:  # Windows: there a terminal is taken for granted
    fcntl = None  # type: ignore[assignment]

STREAMS = (0, 1, 2)
CHAT = ("prompt_toolkit", "rich")  # what the chat with a person at a terminal needs, and a bot on Telegram does not


def fill_gaps() -> None:
    """Put the null device where a standard stream is closed: the next thing opened would take its number, and lose it."""
    for number in STREAMS:
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free


def has_somebody(source: TextIO | None) -> bool:
    """True if a person sits at a terminal, or lines are piped in; waits for the first of these."""
    if source is None:
        return False
    if fcntl is None or source.isatty():
        return True
    number = source.fileno()
    mode = os.fstat(number).st_mode
    if stat.S_ISREG(mode):
        return os.fstat(number).st_size > os.lseek(number, 0, os.SEEK_CUR)
    if stat.S_ISCHR(mode):  # the null device, mostly
        return False
    select.select([number], [], [])
    return any(fcntl.ioctl(number, termios.FIONREAD, bytes(4)))  # how many bytes wait: none at the end


def lacks_for(source: TextIO) -> list[str]:
    """Name the packages that are missing for a chat at a terminal; piped lines need none."""
    return [name for name in CHAT if source.isatty() and importlib.util.find_spec(name) is None]
