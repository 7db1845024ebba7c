"""Somebody in distress beside what they say of the step: "didn't do it. I'm scared I'll lose everything".

Who only thinks of giving up the business, or calls money wasted, is not: a helpline is for danger to the person.
"""

import re
from collections.abc import Sequence

from bot.language.listening.acts import Act
from bot.language.listening.matters import KIND, STATE, kinds_of_matter
from bot.language.listening.reader import DISTRESS, read_acts
from bot.language.templates import Words
from bot.turn.narrowed import says
from bot.turn.policy import BEYOND_DOUBT, CARING, SURELY

GIVES_UP, WASTED, GIVING_UP = "gives_up_business", "money_wasted", "giving_up"
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
    if is_of_business(text, words):
        return False
    if len(parts) == 1:  # else it is weighed with what else it may be about
        return _is_distress(text, words, 1.0)
    enough = SURELY if _distress(text, words) >= CARING else BEYOND_DOUBT
    return any(_is_distress(part, words, enough) for part in parts)


def is_of_business(text: str, words: Words) -> bool:
    """True for a message that would give up the business or calls money wasted, and says nothing of the person."""
    return _says_in_a_part((GIVES_UP, WASTED), text, words) and not says("of_the_person", text, words)


def with_giving_up(acts: Sequence[Act], text: str, words: Words) -> tuple[Act, ...]:
    """Return what was heard with a humane word for who would give up the business, and without distress that is none."""
    if not is_of_business(text, words):
        return tuple(acts)
    others = tuple(act for act in acts if act.name != DISTRESS)
    return (*others, Act("social", GIVING_UP, words=text)) if _says_in_a_part((GIVES_UP,), text, words) else others


def only_giving_up(acts: Sequence[Act]) -> tuple[Act, ...]:
    """Return what is done about a message after a verdict that would give up the business: a humane word, and what it asks surely.

    Nothing, where it would not.
    """
    if all(act.name != GIVING_UP for act in acts):
        return ()
    return tuple(act for act in acts if act.name == GIVING_UP or (act.kind == "asks" and act.chance >= SURELY))


def _says_in_a_part(blocks: Sequence[str], text: str, words: Words) -> bool:
    """True if a part of a message without a number says one of some things: no shop that is closed at 5."""
    parts = [part for part in _PARTS.split(text) if not any(map(str.isdecimal, part))]
    return any(says(block, part, words) for block in blocks for part in parts)


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
