"""What is understood of messages: a message a line in, its acts as a line of JSON out."""

import json
from collections.abc import Iterable, Iterator

from bot.language.listening.reader import read_acts


def act_lines(source: Iterable[str], *, state: str, language: str) -> Iterator[str]:
    """Return the acts of each message, with the words that they rest on and their chances."""
    for line in source:
        text = line.rstrip("\r\n")
        acts = [act.as_json() for act in read_acts(text, state, language=language)]
        yield json.dumps({"given": text, "acts": acts}, ensure_ascii=False)
