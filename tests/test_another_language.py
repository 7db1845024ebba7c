"""A seventh language is files alone: a skeleton with marked words is played, and no English word comes out of it."""

import re
import tomllib
from pathlib import Path

import pytest
from babel import Locale

from bot.check import prompt_faults
from bot.language.templates import PROMPTS, languages
from tests.copied_tree import Copy
from tests.marked import PLAIN, make, marked

pytestmark = [pytest.mark.long, pytest.mark.unmeasured]  # it reaches what others reach

CODE = "de"
CHECKUP = [
    "/start", "/checkup", "plumber", "we talk first", "around 50", "most", "5", "15", "swamped", "4", "8", "went quiet",
    "looks right", "How did you work that out?", "/help",
]  # fmt: skip
WEEKLY = [
    "ask me every week", "friday", "17:00", "berlin", "!wait 4d", "!wait 6h", "about 12, talked with 11, 2 became customers",
    "ask me mid-week", "!wait 7d", "9 8 2 0", "!wait 7d", "12 10 3 1", "/weeks", "/weekly", "stop asking", "/settings",
    "currency EUR", "/privacy", "/business",
]  # fmt: skip
ACTIVITY = ["/ask", "a flyer", "/ask", "emails", "They can answer, we talk", "yes they have", "/delete", "no"]
NAMES = ("Berlin", "Telegram", "EUR", "CSV", "UTC")


@pytest.fixture(scope="module")
def plain_words() -> frozenset[str]:
    """What may stand without an accent: names, and what Babel writes of days, months, places and languages."""
    locale = Locale(CODE)
    studies = tomllib.loads((PROMPTS / "actions.toml").read_text(encoding="utf-8"))["sources"].values()
    known = [*NAMES, *(str(study.get("name", "")) for study in studies)]
    known += [*locale.languages.values(), *locale.territories.values(), *locale.currencies.values()]
    for names in (locale.days, locale.months):
        known += [name for width in names.values() for listed in width.values() for name in listed.values()]
    return frozenset(word for name in known for word in re.findall(r"\w+", str(name)))


def played(copy: Copy, lines: list[str]) -> str:
    return copy.python("-m", "bot", "language", "play", CODE, lines="".join(f"{line}\n" for line in lines), timeout=300)


def english_in(said: str, plain: frozenset[str]) -> list[str]:
    """Return the words of the bot's lines that bear no mark."""
    lines = [line for line in said.splitlines() if not line.startswith(("> ", "(picture", "(file", "TELEGRAM"))]
    return [f"{word}: {line}" for line in lines for word in PLAIN.findall(line) if word not in plain]


def code_of(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "bot").rglob("*.py")}


def test_a_seventh_language_is_files_alone_and_says_no_english_word(copy, plain_words):
    before = code_of(copy.root)
    make(CODE, copy.root / "prompts")
    assert prompt_faults(copy.root / "prompts") == []
    assert languages(copy.root / "prompts") == ("en", CODE)
    said = played(copy, [*CHECKUP, *WEEKLY, *ACTIVITY])
    assert "Tráceback" not in said
    assert "Traceback" not in said
    assert english_in(said, plain_words) == []
    for part in (
        "How I worked that out",
        "Marketing",
        "Done, I've stopped asking",
        "What is kept",
        "delete everything",
    ):
        assert marked(part) in said
    assert code_of(copy.root) == before


def test_an_owner_goes_over_to_another_language_in_their_own_words_and_nothing_is_lost(copy):
    make(CODE, copy.root / "prompts")
    copy.put(f"prompts/{CODE}/menu/language.j2", "énglísh", "german, deutsch")
    copy.put(f"prompts/{CODE}/menu/language.j2", "ín *, ", "auf *, auf * bitte, ")
    lines = [
        "/checkup",
        "plumber",
        "we talk first",
        "In English, please!",
        "50",
        "auf Deutsch bitte",
        "45",
        "in deutsch",
    ]
    said = re.split(
        r"^> .*\n", played(copy, [*lines, "Set up the language later", "can we speak english"]), flags=re.MULTILINE
    )
    assert marked("3 of 8 · From") in said[3]
    assert "Language: English, noted." in said[4]
    assert "3 of 8 · From" in said[4]
    assert "4 of 8 · Of those 50" in said[5]
    assert marked("4 of 8 · Of those 50") in said[6]
    assert marked("5 of 8 · And of those 45") in said[7]
    assert marked("5 of 8 · And of those 45") in said[8]
    assert marked("5 of 8") in said[9]
    assert "5 of 8 · And of those 45" in said[10]
