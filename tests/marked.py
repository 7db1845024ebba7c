"""A language made up for tests: English with an accent on every vowel, so that a word without one is English that got through."""

import re
from pathlib import Path

from bot.check.translating import begin, files

ACCENTS = str.maketrans("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")
PLAIN = re.compile(r"(?<![\w/@.'’-])[A-Za-z]*[aeiouyAEIOUY][A-Za-z]+(?![\w@])")
_CODE = re.compile(r"(\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>|/[a-z]+|[A-Z_]{4,}|&\w+;)", re.DOTALL)
_STRING = re.compile(r'"([^"]*)"')
_ID = re.compile(r"(==|!=|\bin|\bin \(|,\s*|from|import|\()\s*$")
_NO_WORDS = ("joiner(", "import", "joins(")
_SAID = re.compile(r'^(name|why) = "(.*)"$', re.MULTILINE)


def marked(text: str) -> str:
    """Put an accent on every vowel of a text."""
    return text.translate(ACCENTS)


def make(language: str, root: Path) -> None:
    """Begin a language and mark all that it says; what it reads stays, since accents do not matter there."""
    begin(language, root)
    for place in files(root):
        path = root / language / place
        text = path.read_text(encoding="utf-8").partition("\n")[2]
        if place.endswith(".j2"):
            text = template(text)
        elif place == "activities.toml":
            text = _SAID.sub(lambda said: f'{said[1]} = "{marked(said[2])}"', text)
        path.write_text(text, encoding="utf-8")


def template(text: str) -> str:
    """Mark what a template says: its text, and the words inside its expressions; ids, names and tags stay."""
    return "".join(_piece(part) for part in _CODE.split(text))


def _piece(part: str) -> str:
    if part.startswith("{{") or (part.startswith("{%") and re.match(r"\{%-?\s*(set|for)\b", part)):
        return _expression(part)
    if part.startswith(("{#", "{%", "<", "/", "&")) or _CODE.fullmatch(part):
        return part
    return marked(part)


def _expression(code: str) -> str:
    """Mark the strings of an expression that are printed: not those that are compared, nor the keys of a table."""
    out, end = "", 0
    for found in _STRING.finditer(code):
        before, behind = code[: found.start()].rstrip(), code[found.end() :].lstrip()
        compared = re.search(r"(==|!=|\bin)$", before) or _in_a_comparison(before) or behind.startswith(":")
        if not compared and not before.endswith("joiner("):
            out += code[end : found.start(1)] + marked(found[1])
            end = found.end(1)
    return out + code[end:]


def _in_a_comparison(before: str) -> bool:
    """True inside the brackets of ``x in ("a", "b")``."""
    opened = before.rfind("(")
    return opened > before.rfind(")") and re.search(r"\bin\s*$", before[:opened]) is not None
