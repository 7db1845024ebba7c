"""Somebody in distress beside what they say of the step: "didn't do it. I'm scared I'll lose everything"."""

import re

from bot.language.listening.matters import KIND, STATE, kinds_of_matter
from bot.language.listening.reader import DISTRESS, read_acts
from bot.language.templates import Words
from bot.turn.narrowed import says
from bot.turn.policy import BEYOND_DOUBT, CARING, SURELY

BY_FAR = 2.5  # times as likely as all else that a part may be about
MOST_PARTS = 5
SOCIAL = "social"  # the matter of what is said to the bot itself, of which distress is one kind
_PARTS = re.compile(r"[.,;:!?।\n]+(?=\s|$)")


def in_distress(text: str, words: Words) -> bool:
    """True if a part of a message after a verdict is likelier of distress than of anything else, whatever the others say.

    It is beyond doubt, or the message seems to be of distress as a whole, too, or by far nothing else is as likely. Who is
    afraid of the step is not in distress.
    """
    parts = [part for part in _PARTS.split(text) if part.strip()][:MOST_PARTS]
    if len(parts) == 1:  # else it is weighed with what else it may be about
        return _is_distress(text, words, 1.0)
    enough = SURELY if _distress(text, words) >= CARING else BEYOND_DOUBT
    return any(_is_distress(part, words, enough) for part in parts)


def _is_distress(part: str, words: Words, enough: float) -> bool:
    chance = _distress(part, words)
    if chance < CARING or says("afraid_of_it", part, words):
        return False
    times = 1 if chance >= enough else BY_FAR
    others = [other for matter, other in kinds_of_matter(part, words.language) if matter.partition(KIND)[0] != SOCIAL]
    return all(chance >= times * other for other in others)


def _distress(text: str, words: Words) -> float:
    return max(
        (act.chance for act in read_acts(text, STATE, language=words.language) if act.name == DISTRESS), default=0.0
    )
