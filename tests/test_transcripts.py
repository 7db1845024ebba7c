"""Whole conversations, each a file of its own; the database is closed and opened again between any two lines.

A file is what the terminal shows; those of a folder named after a language are played by an owner who speaks it. Run with ``UPDATE_TRANSCRIPTS=1`` to write the files again, then read the difference.
"""

import os
import re
from pathlib import Path

import pytest

from bot.botapi.ticker import look
from bot.emulator.terminal import play
from bot.language.templates import Words, languages
from tests.phone import looks

pytestmark = pytest.mark.long

FOLDER = Path(__file__).parent / "transcripts"
README = Path(__file__).parent.parent / "README.md"


def spoken(transcript: str) -> list[str]:
    """Return the lines of the owner."""
    return [line[2:] for line in transcript.splitlines() if line.startswith("> ")]


async def replay(house, transcript: str, tmp_path: Path, *, restart: bool = True, language: str | None = None) -> str:
    """Play the lines of the owner; pictures are said to be where the command line puts them."""

    async def settled() -> None:
        await house.settle()
        if restart:
            await house.restart()
            await house.settle()

    async def wait(seconds: float) -> None:
        house.clock.pass_time(seconds=seconds)
        await look(house.app.database, house.app.turns, house.app.outbox, house.app.clock)

    pictures = tmp_path / "pictures-sent"
    played = await play(
        spoken(transcript),
        emulator=house.emulator,
        settled=settled,
        pictures=pictures,
        words=Words(),
        language=language,
        wait=wait,
    )
    return played.replace(f"{tmp_path}{os.sep}", "")


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.txt")))
async def test_conversation(house, name, tmp_path):
    """Play it: what is said is what stands there, and in English every message fits on a phone."""
    path = FOLDER / name
    language = None if path.parent == FOLDER else path.parent.name
    assert language is None or language in languages(), "python -m bot language check says what it lacks"
    expected = path.read_text(encoding="utf-8")
    played = await replay(house, expected, tmp_path, language=language)
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        path.write_text(played, encoding="utf-8")
        expected = played
    assert spoken(expected), "a transcript has lines that begin with '> '"
    assert played == expected
    if language is None:
        assert [fault for message in looks.sent(house) for fault in looks.faults(message)] == []


BAD = sorted(FOLDER.glob("bad_*.txt"))
VERDICT = re.compile(r"^(This week:|I can't tell yet)", re.MULTILINE)


def test_the_sample_of_bad_conversations_is_large():
    assert len(BAD) >= 20


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_conversation_ends_in_a_verdict_all_the_same(path):
    transcript = path.read_text(encoding="utf-8")
    assert VERDICT.search(transcript)
    assert "Something went wrong" not in transcript


def test_there_are_conversations():
    assert len(list(FOLDER.glob("*.txt"))) >= 8


SAMPLE = re.compile(r"(?<=<!-- sample -->\n```text\n)(.*?)(?=```)", re.DOTALL)


def words_alone(transcript: str) -> str:
    """Leave out the buttons, where a picture was put, and what a verdict folds away."""
    kept = [line for line in transcript.splitlines() if not line.startswith(("[", "│", "(picture: "))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip() + "\n"


async def test_the_sample_in_the_readme_is_what_the_bot_says(house, tmp_path):
    text = README.read_text(encoding="utf-8")
    played = words_alone(await replay(house, SAMPLE.findall(text)[0], tmp_path))
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        text = SAMPLE.sub(lambda _: played, text)
        README.write_text(text, encoding="utf-8")
    assert spoken(played)
    assert SAMPLE.findall(text) == [played]
