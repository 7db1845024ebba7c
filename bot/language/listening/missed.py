"""What an owner says of those whom they did not talk with: all had an answer, or they are out of reach."""

import re

from bot.language.listening.by_examples import said_of_missed

OTHER, SURELY = "other", 0.85
LEAST_WORDS = 4
NONE_LEFT = ("reached", "unfit")
"""What is said where nobody is left to go back to."""

_SENTENCES = re.compile(r"(?<=[.!?\n])\s+")


def missed_said(text: str) -> str:
    """Return what a message, or a sentence of it that asks nothing, surely says of them; "other" where it says nothing."""
    sentences = [one for one in _SENTENCES.split(text) if not one.endswith("?") and len(one.split()) >= LEAST_WORDS]
    said = [found for one in sentences if (found := said_of_missed(one))[0] != OTHER]
    name, chance = max(said, key=lambda one: one[1], default=(OTHER, 0.0))
    return name if chance >= SURELY else OTHER
