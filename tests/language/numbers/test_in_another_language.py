"""Numbers of an owner who speaks another language, by words of its own files: the made-up one, and some Spanish words in it."""

import json
import re

from tests.copied_tree import Copy
from tests.marked import make

WORDS = {
    "about": ["unos", "unas", "quizá"], "between": ["entre"], "to": ["a", "o"], "unknown": ["no sé"], "at_least": ["más de"],
}  # fmt: skip
SMALL = {"and": ["y", "e"], "second_guess": ["quizá"], "alone": ["o", "a", "y", "e"]}
READ = [
    ("entre 5 y 10", (5, 10)),
    ("3 o 4", (3, 4)),
    ("5 a 10", (5, 10)),
    ("10, quizá 15", (10, 15)),
    ("entre veinte y treinta", (20, 30)),
    ("unos cuarenta", 40),
    ("UNAS CUARENTA", 40),
    ("quiza veinte", 20),
    ("treinta y cinco", 35),
    ("veintitres", 23),
    ("1.200", 1200),
    ("ciento veinte", 120),
    ("mil doscientos", 1200),
    ("más de 20", None),
    ("mas de 20", None),
    ("no se", None),
    ("сорок", 40),  # Russian, which is read as if it were said in English
    ("about thirty", 30),
]


def test_small_words_are_those_of_the_language(copy: Copy):
    make("es", copy.root / "prompts")
    _list(copy, "words", WORDS)
    _list(copy, "grammar", SMALL)
    copy.put("prompts/es/numbers/words.toml", '"mil", ', "")  # which is a million in English
    copy.put("prompts/es/numbers/words.toml", '1000 = ["k"', '1000 = ["mil", "k"')
    said = copy.python("-m", "bot", "inspect", "number", "--lang", "es", lines="".join(f"{text}\n" for text, _ in READ))
    readings = [json.loads(line) for line in said.splitlines()]
    for (text, meant), reading in zip(READ, readings, strict=True):
        assert reading["status"] in ("loose", "exact") or (meant is None and reading["status"] == "unknown"), reading
        if isinstance(meant, tuple):
            assert reading["low"] < meant[0] < reading["value"] < meant[1] < reading["high"], reading
        elif meant is not None:
            assert reading["value"] == meant, (text, reading)


def _list(copy: Copy, file: str, more: dict[str, list[str]]) -> None:
    path = copy.root / f"prompts/es/numbers/{file}.toml"
    text = path.read_text(encoding="utf-8")
    for key, words in more.items():
        listed = "".join(f'"{word}", ' for word in words)
        text, times = re.subn(rf"^({key} = \[)", rf"\g<1>{listed}", text, count=1, flags=re.MULTILINE)
        assert times == 1, key
    path.write_text(text, encoding="utf-8")
