"""The whole bot as a chat in the terminal, over the emulator: to try it without a token, and to test it by transcripts."""

import io
import os
import re
import stat
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bot.botapi.text import utf16_length
from bot.emulator import Emulator, Message, ScreenChange
from bot.language.templates import Words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

Settled = Callable[[], Awaitable[None]]
"""Waits until the bot has handled everything and sent every reply."""
Wait = Callable[[float], Awaitable[None]]
"""Moves the bot's clock on by this many seconds."""

OWNER_ID = 1
LEAVE = frozenset({"/quit", "/exit"})
LONGEST_LINE = 2**20
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_DURATION = re.compile(r"(\d+)([smhdw])")
_STYLES = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underline",
    "strikethrough": "strike",
    "code": "cyan",
    "pre": "cyan",
    "spoiler": "reverse",
    "blockquote": "dim",
    "expandable_blockquote": "dim",
}


async def chat(
    emulator: Emulator,
    *,
    settled: Settled,
    pictures: Path,
    source: TextIO,
    out: TextIO,
    interactive: bool,
    words: Words,
    language: str | None = None,
    wait: Wait | None = None,
) -> None:
    """Chat as the one owner of this terminal until they leave, or until the lines piped in are played.

    Args:
        emulator: what the bot is connected to.
        settled: awaited after each line.
        pictures: the folder for pictures and files the bot sends; made when needed.
        source: where lines are read when not interactive.
        out: where the chat is shown.
        interactive: whether a person sits there, who gets a prompt and colours.
        words: the language of the hints.
        language: the owner's; that of the hints if it is not given.
        wait: what ``!wait 3d`` does, if it can be done.
    """
    table = _Table(emulator, settled=settled, pictures=pictures, words=words, wait=wait, language=language)
    if interactive:
        await _converse(table, out, words.label("terminal/banner", pictures=pictures))
        return
    stop = table.listen()
    try:
        async for line in _lines(source):
            if line.strip() in LEAVE:
                break
            out.write(await table.play(line))
            out.flush()
    finally:
        stop()


async def play(
    lines: Iterable[str],
    *,
    emulator: Emulator,
    settled: Settled,
    pictures: Path,
    words: Words,
    language: str | None = None,
    wait: Wait | None = None,
) -> str:
    """Play lines as the owner and return the transcript."""
    out = io.StringIO()
    source = io.StringIO("".join(line.rstrip("\n") + "\n" for line in lines))
    await chat(
        emulator,
        settled=settled,
        pictures=pictures,
        source=source,
        out=out,
        interactive=False,
        words=words,
        language=language,
        wait=wait,
    )
    return out.getvalue()


class _Table:
    """One owner at the terminal: what a line does, and what the bot showed since."""

    def __init__(
        self,
        emulator: Emulator,
        *,
        settled: Settled,
        pictures: Path,
        words: Words,
        wait: Wait | None,
        language: str | None,
    ) -> None:
        name = words.label("terminal/notes", "name")
        self.owner = emulator.person(OWNER_ID, first_name=name, language_code=language or words.language)
        self.emulator = emulator
        self._settled = settled
        self._pictures = pictures
        self._words = words
        self._wait = wait
        self._saved = 0
        self._last_update = 0
        self._begun = False
        self._heard: list[str] = []

    def listen(self) -> Callable[[], None]:
        """Write down all that the bot shows from now on, as it looks then; return what ends it."""
        return self.emulator.watch(lambda shown: self._heard.append("\n".join(self._plainly(shown))))

    async def play(self, line: str) -> str:
        """Do what a line says and return its part of the transcript; nothing for blank lines and comments."""
        line = line.strip()
        if not line or line == "#" or line.startswith("# "):
            return ""
        blocks = self._take_heard()
        said = await self.act(line)
        answers = self._take_heard()
        blocks.append(f"> {said}" + ("\n" + answers[0] if answers else ""))
        begun, self._begun = self._begun, True
        return ("\n" if begun else "") + "\n\n".join([*blocks, *answers[1:]]) + "\n"

    def _take_heard(self) -> list[str]:
        heard = [block for block in self._heard if block]
        self._heard.clear()
        return heard

    async def act(self, line: str) -> str:
        """Do what a line says, wait for the bot, and return the line as the transcript has it."""
        said, note = line, None
        if pressed := self._button(line):
            try:
                message, button = self.owner.find(pressed)
                said = f"[{button.label}]"
                self._last_update = self.owner.presses(pressed, message=message)
            except LookupError:
                note = self._note("no_button", button=pressed)
        elif line.startswith("!"):
            note = await self._special(line)
        else:
            note = self._type(line)
        await self._settled()
        return said if note is None else f"{said}\n{note}"

    def _button(self, line: str) -> str | int | None:
        """Return the button a line presses: ``#2``, or ``[Label]`` if there is such a button."""
        if number := re.fullmatch(r"#(\d+)", line):
            return int(number[1])
        if not (line.startswith("[") and line.endswith("]")):
            return None
        try:
            return self.owner.find(line[1:-1])[1].label
        except LookupError:
            return None

    def _type(self, text: str) -> str | None:
        if self.owner.chat.standing == "kicked":
            return self._note("blocked")
        self._last_update = self.owner.types(text)
        return None

    async def _special(self, line: str) -> str | None:
        """Do what a line with ``!`` says; what is none of these is a message."""
        owner = self.owner
        name, _, rest = line[1:].partition(" ")
        rest = rest.strip()
        content: dict[str, Callable[[], int]] = {
            "sticker": owner.sends_sticker,
            "photo": lambda: owner.sends_photo(rest),
            "voice": owner.sends_voice,
            "video": lambda: owner.sends_video(rest),
            "poll": owner.sends_poll,
            "contact": owner.sends_contact,
            "document": lambda: owner.sends_document(rest),
            "forward": lambda: owner.sends_forward(rest or "…"),
            "block": owner.blocks,
            "unblock": owner.unblocks,
        }
        blocked = owner.chat.standing == "kicked" and name != "unblock"
        match name, rest.split():
            case "again", []:
                self.emulator.redeliver(self._last_update)
            case "edit", [_, *_]:
                typed = [message for message in owner.typed if "text" in message.content]
                if not typed:
                    return self._note("nothing_to_edit")
                self._last_update = owner.edits(typed[-1], rest)
            case "wait", [str(duration)] if seconds := _seconds(duration):
                if self._wait is None:
                    return self._note("no_clock")
                await self._wait(seconds)
            case "location", [str(latitude), str(longitude)] if _is_number(latitude) and _is_number(longitude):
                self._last_update = owner.sends_location(float(latitude), float(longitude))
            case "file", [_, *_] if not blocked and (found := _file(rest)):
                self._last_update = owner.sends_document(filename=found[0], content=found[1])
            case str(kind), _ if kind in content and not blocked:
                self._last_update = content[kind]()
            case _:
                return self._type(line)
        return None

    def _note(self, block: str, **values: object) -> str:
        return self._words.label("terminal/notes", block, **values)

    def _plainly(self, shown: ScreenChange) -> Iterator[str]:
        """Write what the bot showed, line by line, without any colour."""
        if shown.toast is not None and shown.toast.text:
            yield f"({shown.toast.text})"
        if shown.message is None or shown.how not in ("sent", "changed"):
            return
        yield from self.notes_on(shown)
        if shown.message.text:
            yield _as_plain(shown.message)
        for row in shown.message.rows:
            yield " ".join(f"[{button.label}]" for button in row)

    def notes_on(self, shown: ScreenChange) -> Iterator[str]:
        """Say what else there is to a message: that it was changed, where its picture or file was saved."""
        message = shown.message
        if message is None:
            return
        if shown.how == "changed":
            yield self._note("changed")
        elif message.upload is not None:
            self._pictures.mkdir(parents=True, exist_ok=True)
            self._saved += 1
            kind, name = ("picture", ".png") if message.photo else ("file", f"-{Path(message.upload.filename).name}")
            path = self._pictures / f"{self._saved:03}{name}"
            path.write_bytes(message.upload.content)
            yield self._note(kind, path=path)


async def _converse(table: _Table, out: TextIO, banner: str) -> None:
    """Talk with a person at a prompt; what the bot says meanwhile appears above it."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.patch_stdout import patch_stdout
    from rich.console import Console

    terminal = sys.stdout
    prompt: PromptSession[str] = PromptSession()
    with patch_stdout(raw=True):
        console = Console(file=sys.stdout if out is terminal else out, highlight=False)
        console.print(banner, style="dim", markup=False)
        stop = table.emulator.watch(lambda shown: _show(console, table, shown))
        try:
            console.print("> /start", markup=False)
            await table.act("/start")
            while (line := (await prompt.prompt_async("> ")).strip()) not in LEAVE:
                if line:
                    _, _, note = (await table.act(line)).partition("\n")
                    if note:
                        console.print(note, style="dim", markup=False)
        except (EOFError, KeyboardInterrupt):
            pass
        finally:
            stop()


def _show(console: "Console", table: _Table, shown: ScreenChange) -> None:
    """Print what the bot showed, in colour, its buttons with the number that presses them."""
    from rich.text import Text

    if shown.toast is not None and shown.toast.text:
        console.print(f"({shown.toast.text})", style="italic", markup=False)
    if shown.message is None or shown.how not in ("sent", "changed"):
        return
    for note in table.notes_on(shown):
        console.print(note, style="dim", markup=False, soft_wrap=True)
    if shown.message.text:
        console.print(_as_rich(shown.message))
    number = 0
    for row in shown.message.rows:
        buttons = []
        for button in row:
            number += 1
            buttons.append(Text.assemble((f"#{number}", "bold cyan"), f" {button.label}"))
        console.print(Text("   ").join(buttons))
    console.print()


def _as_plain(message: Message) -> str:
    """Write a message's text with its links in brackets and a bar before what it quotes."""
    text = message.text
    added: list[tuple[int, str]] = []
    for entity in message.entities:
        begin, end = _place(text, entity["offset"]), _place(text, entity["offset"] + entity["length"])
        if entity["type"] == "text_link" and entity["url"] != text[begin:end]:
            added.append((end, f" ({entity['url']})"))
        elif entity["type"].endswith("blockquote"):
            added.extend((begin + line.start(), "│ ") for line in re.finditer(r"^", text[begin:end], re.MULTILINE))
    for place, mark in sorted(added, reverse=True):
        text = text[:place] + mark + text[place:]
    return text


def _as_rich(message: Message) -> "Text":
    from rich.text import Text

    text = Text(message.text)
    for entity in message.entities:
        begin = _place(message.text, entity["offset"])
        end = _place(message.text, entity["offset"] + entity["length"])
        style = f"link {entity['url']}" if entity["type"] == "text_link" else _STYLES.get(entity["type"], "")
        text.stylize(style, begin, end)
    return text


def _place(text: str, offset: int) -> int:
    """Turn an offset in UTF-16 units into a place in the text."""
    if text.isascii():
        return offset
    place = 0
    while offset > 0:
        offset -= utf16_length(text[place])
        place += 1
    return place


def _file(path: str) -> tuple[str, bytes] | None:
    """Return the name and content of a file; None if there is none."""
    try:
        return Path(path).name, Path(path).read_bytes()
    except OSError:
        return None


def _seconds(duration: str) -> float:
    """Read a duration such as 3d or 1h30m; 0 for anything else."""
    if not re.fullmatch(rf"(?:{_DURATION.pattern})+", duration):
        return 0
    return sum(int(number) * _SECONDS[unit] for number, unit in _DURATION.findall(duration))


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


async def _lines(source: TextIO) -> AsyncIterator[str]:
    """Read lines without holding up the bot while a slow pipe has none."""
    import asyncio

    if not _is_pipe(source):
        for line in source:
            yield line
        return
    reader = asyncio.StreamReader(limit=LONGEST_LINE)
    loop = asyncio.get_running_loop()
    transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), source)
    try:
        while line_read := await reader.readline():
            yield line_read.decode("utf-8", "replace")
    finally:
        transport.close()


def _is_pipe(source: TextIO) -> bool:
    try:
        mode = os.fstat(source.fileno()).st_mode
    except (OSError, ValueError):
        return False
    return os.name == "posix" and (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode))
