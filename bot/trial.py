"""The bot without a token: the whole of it as a chat in the terminal, over the emulator."""

import asyncio
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from bot.app import App, Requests, greet, started
from bot.botapi.ticker import look
from bot.emulator import Emulator
from bot.emulator.terminal import chat
from bot.language.templates import Words, offer
from bot.operator.settings import Settings

FIRST_IDS_A_SECOND = 1_000  # so that no id is used twice in a kept database, however soon the chat is opened again


class MovableClock:
    """The time, which a transcript may move on."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        """Return the time (aware, UTC)."""
        return datetime.now(UTC) + self._ahead

    async def wait(self, seconds: float) -> None:
        """Let time pass at once."""
        self._ahead += timedelta(seconds=seconds)


async def try_out(settings: Settings, pictures: Path, language: str | None = None) -> None:
    """Open the bot as a chat in the terminal; with lines piped in, play them and end.

    Args:
        settings: what the operator set; the token is not needed.
        pictures: the folder for pictures that the bot sends.
        language: what the owner speaks, finished or not.

    Raises:
        StorageError: the database cannot be used.
    """
    clock = MovableClock()
    emulator = Emulator(now=lambda: clock.now().timestamp(), first_id=int(time.time() * FIRST_IDS_A_SECOND))
    words = Words()
    if language:
        offer(language)
    if not sys.stdin.isatty():
        print(words.label("terminal/no_token"), file=sys.stderr)  # noqa: T201 -- said once, beside the transcript
    # One person alone: no pace to keep.
    async with started(replace(settings, sends_per_second=0), Requests(emulator, emulator), clock=clock.now) as app:
        await greet(app, polls=True)
        polling = asyncio.ensure_future(app.poll())

        async def wait(seconds: float) -> None:
            await clock.wait(seconds)
            await look(app.database, app.turns, app.outbox, app.clock)

        try:
            await chat(
                emulator,
                settled=lambda: settled(emulator, app),
                pictures=pictures,
                source=sys.stdin,
                out=sys.stdout,
                interactive=sys.stdin.isatty(),
                words=words,
                language=language,
                wait=wait,
            )
        finally:
            polling.cancel()
            with suppress(asyncio.CancelledError):
                await polling


async def settled(emulator: Emulator, app: App) -> None:
    """Return once the bot has handled every update and sent every reply."""
    await emulator.until_confirmed()
    await app.settled()
