"""Examples of what numbers after a verdict are for and count: ``prompts/LANGUAGE/listening/numbers_after.tsv``."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from bot.hearing.numbers_meant import COUNTED, value_of
from bot.language.listening.amounts import TextPart, ToldAmount, tokens_in
from bot.language.templates import PROMPTS

NEAR = 0.02  # how near a number of a message must come to one of its label
_VALUE = re.compile(r"(\w+)=([\d.,]*\d)")


class NumbersExample(NamedTuple):
    """A message with numbers: its language, what they are for, the answers that were known, those it tells, and its words."""

    language: str
    purpose: str
    known: Mapping[str, float]
    told: Mapping[str, float]
    text: str

    @property
    def tokens(self) -> list[TextPart]:
        return tokens_in(self.text, self.language)

    def counts(self) -> list[str]:
        """Return which answer each number is, or "" for none: also where an answer is worked out of it ("two more")."""
        left, found = dict(self.told), []
        for token in self.tokens:
            if isinstance(token, ToldAmount):
                name = next((name for name, value in left.items() if self._is(token, name, value)), "")
                left.pop(name, None)
                found.append(name)
        return found

    def _is(self, told: ToldAmount, name: str, value: float) -> bool:
        whole = {**self.known, **self.told}
        return any(abs(one - value) <= NEAR * value for one in (value_of(told, name, whole), told.amount.value))


def file_of_numbers(language: str) -> Path:
    """Return the file of a language's examples, whether or not it is there."""
    return PROMPTS / language / "listening" / "numbers_after.tsv"


def numbers_examples(path: Path, language: str) -> list[NumbersExample]:
    """Read a file of messages: what the numbers are for, the answers that were known, those told, and the words; none without a file."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [
        NumbersExample(language, purpose, _numbers(known), _numbers(told), text) for purpose, known, told, text in rows
    ]


def _numbers(said: str) -> dict[str, float]:
    found = {name: float(value.replace(",", "")) for name, value in _VALUE.findall(said)}
    return {name: value for name, value in found.items() if name in COUNTED}
