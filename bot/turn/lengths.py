"""Lengths of time among what was told: which option one is, and whether it says what it is the length of."""

import re
from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from bot.dialogue.flow import Flow, Question
from bot.language.choices import length_told, option_of_length
from bot.language.listening.acts import Act
from bot.language.numbers.clean import clean
from bot.turn.policy import TOLD

PARTS = re.compile(r"[,.;:!?\n]| - ")
BARE = 3  # words, of a part that is a length of time and nothing else


def by_length(act: Act, flow: Flow, text: str, language: str, today: date) -> Act:
    """Return an option of a length with the value that the one length among its words has: "I answer within 2 hours"."""
    question = of_lengths(flow).get(act.name)
    if question is None or act.kind not in TOLD or act.told is not None:
        return act
    length = length_told(clean(text, language).text[slice(*act.place)], language, today=today)
    value = act.value if length is None else question.options[option_of_length(length, question.up_to)]
    if value == act.value:
        return act
    same = sum(chance for _, name, _, chance in act.rivals if name == act.name)
    return replace(act, value=value, chance=min(act.chance + same, 1.0), rivals=())


def is_bare_length(act: Act, flow: Flow, text: str, language: str) -> bool:
    """True if a part of a message is a length of time and nothing else, so that it may be one of anything: "in an hour"."""
    return act.name in of_lengths(flow) and any(
        len(part.split()) <= BARE and length_told(part, language) is not None for part in PARTS.split(text)
    )


def of_lengths(flow: Flow) -> Mapping[str, Question]:
    """Return the questions of a flow whose options are lengths of time, by their ids."""
    return {question.id: question for question in flow.question if question.up_to}
