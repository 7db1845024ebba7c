"""The command line in a fork of the tests: a process of its own that need not load Python and the bot once more."""

import contextlib
import os
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from subprocess import CompletedProcess, TimeoutExpired

from bot.__main__ import main


def forked(
    arguments: Sequence[str],
    *,
    folder: Path,
    env: Mapping[str, str],
    lines: str = "",
    before: Callable[[], None] = lambda: None,
    timeout: float = 60,
) -> "CompletedProcess[str]":
    """Run ``python -m bot`` with these arguments, and return how it ended and what it wrote.

    Args:
        arguments: behind ``python -m bot``.
        folder: where it runs.
        env: all of its environment.
        lines: what is piped in.
        before: called in the process before the bot.
        timeout: seconds after which it is killed.
    """
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        reads, writes = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(writes)
            for number, source in enumerate((reads, out.fileno(), err.fileno())):
                os.dup2(source, number)
            _be_the_bot(arguments, folder, env, before)
        os.close(reads)
        with contextlib.suppress(BrokenPipeError), os.fdopen(writes, "w") as into:
            into.write(lines)
        status = _waited(pid, timeout)
        out.seek(0)
        err.seek(0)
        return CompletedProcess(arguments, os.waitstatus_to_exitcode(status), out.read(), err.read())


def _waited(pid: int, timeout: float) -> int:
    end = time.monotonic() + timeout
    while True:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return status
        if time.monotonic() > end:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            raise TimeoutExpired("bot", timeout)
        time.sleep(0.005)


def _be_the_bot(arguments: Sequence[str], folder: Path, env: Mapping[str, str], before: Callable[[], None]) -> None:
    """Run the bot as this process, and end with it; nothing that is left to the tests is tidied up here."""
    status = 1
    try:
        sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w", buffering=1)  # noqa: SIM115 -- to the end
        warnings.resetwarnings()
        warnings.simplefilter("ignore")
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(env)
        before()
        status = main(arguments)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 -- as Python does of itself
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
