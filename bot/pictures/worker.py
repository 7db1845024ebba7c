"""The painter: turns drawings into PNG in a process of its own, because painting would hold up everything else for 0.1 s."""

import asyncio
import contextlib
import hashlib
import logging
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from bot.core.failures import Failure
from bot.pictures.font import font_files

PROGRAM = Path(__file__).with_name("paint.py")
PATIENCE = 10.0  # seconds for one picture, waiting for earlier ones included
TRIES = 2
LARGEST = 20_000_000  # bytes of a picture; more can only be a broken answer

log = logging.getLogger(__name__)


class Painter:
    """Paint pictures one after another, in a process that starts when the first is asked for and stays.

    Use it as ``async with Painter() as painter``: the process ends with the block.

    Args:
        patience: seconds that a picture may take from the call to the answer, the waiting for others included.
        command: what to run instead of the painting program.
        environment: of that process; drawings hold what owners wrote, and what reads them need not know the token.
    """

    def __init__(
        self,
        *,
        patience: float = PATIENCE,
        command: tuple[str, ...] = (),
        environment: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._patience = patience
        self._environment = environment
        self._command = command or (sys.executable, "-P", str(PROGRAM), *map(str, font_files()))
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The process id of the worker; None before it is needed."""
        return self._process.pid if self._process else None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """End the process. Nothing is painted any more."""
        self._closed = True
        async with self._turn:
            await self._end()

    async def paint(self, svg: str) -> bytes | None:
        """Paint an SVG as PNG.

        None if that can't be done: the SVG is broken, the worker died twice over it, it took too long, or the painter is
        closed. The words are then sent alone.
        """
        try:
            async with asyncio.timeout(self._patience), self._turn:
                return None if self._closed else await self._paint(svg)
        except TimeoutError:
            log.warning("a picture took longer than %s s", self._patience)
            return None

    async def _paint(self, svg: str) -> bytes | None:
        for attempt in range(1, TRIES + 1):
            try:
                return await self._ask(svg) or None
            except (EOFError, OSError, ValueError) as error:
                log.warning("the painter's process was lost (attempt %d of %d): %s", attempt, TRIES, Failure(error))
        return None

    async def _ask(self, svg: str) -> bytes:
        """Paint one SVG; after any failure, a cancelled wait included, the process is not used again."""
        try:
            if self._process is None:
                self._process = await asyncio.create_subprocess_exec(
                    *self._command,
                    stdin=PIPE,
                    stdout=PIPE,
                    env=self._environment,
                    start_new_session=True,  # Ctrl-C in a terminal is for the bot, which still sends what waits
                )
            return await _exchange(self._process, svg.encode())
        except BaseException:
            await self._end()
            raise

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()  # it holds nothing that could be lost
        with contextlib.suppress(OSError):  # drops what was not read yet
            if process.stdin is not None:
                process.stdin.close()
                await process.stdin.wait_closed()
        await process.wait()


async def _exchange(process: Process, message: bytes) -> bytes:
    """Send a message and read its answer.

    Raises:
        EOFError: the process has ended.
        OSError: a pipe is broken.
        ValueError: the answer can't be a picture.
    """
    asked, answered = process.stdin, process.stdout
    if asked is None or answered is None:
        raise EOFError("the process has no pipes")
    asked.write(len(message).to_bytes(4) + message)
    await asked.drain()
    length = int.from_bytes(await answered.readexactly(4))
    if length > LARGEST:
        raise ValueError(f"a picture of {length} bytes")
    return await answered.readexactly(length)


def fingerprint(svg: str) -> str:
    """Name a drawing by what it shows: the same data give the same name, so that an uploaded picture can be sent again."""
    return hashlib.sha256(svg.encode()).hexdigest()
