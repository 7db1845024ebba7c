"""Who supposes that they work in another way: "if we did the demo within two days, what would change?", "two info evenings a month?".

Such a change is in no number; but it works at one place of the door, on who gets a talk or on who stays, whose numbers are known.
"""

from collections.abc import Sequence

from bot.hearing.narrowed import says_any
from bot.hearing.policy import CHOOSING, SURELY
from bot.language.listening.acts import Act
from bot.language.listening.matters import all_matters, kinds_of_matter
from bot.language.listening.passages import passages_of
from bot.language.templates import Words

WAY_OF_WORK = "way_of_work"
KIND_OF_IT = f"suppose.{WAY_OF_WORK}"
SUPPOSED = ("suppose", "flip")
TIMES = frozenset({"minute", "hour", "day"})
OFTEN = 3  # "two taster classes", "twice"
PLACES = ("reach", "stay")
"""Where a change may work: that more of those who come get a talk, or that more of them stay."""


def supposes_way(text: str, acts: Sequence[Act], words: Words) -> bool:
    """True if a message supposes another way of working, by which no number of the owner's is told to be another."""
    if not works_on(text, words) or not says_any("if_so", text, words) or _counts_people(text, words):
        return False
    kinds = dict(kinds_of_matter(text, words.language))
    if kinds.get(KIND_OF_IT, 0.0) >= CHOOSING:
        return True
    facts = any((act.told is not None or act.value) and act.chance >= CHOOSING for act in acts)
    if facts or kinds.get(SUPPOSED[0], 0.0) >= SURELY:
        return False  # a fact of the check-up is supposed: "what if I answered within an hour"
    chances = dict(all_matters(text, words.language))
    asks = any(act.name == "flip" and act.chance >= SURELY for act in acts)
    return asks or sum(chances.get(matter, 0.0) for matter in SUPPOSED) >= CHOOSING


def _counts_people(text: str, words: Words) -> bool:
    """True if a number is told that is neither a length of time nor how often: "would it be different if we answered 50?"."""
    parts = [part for part in passages_of(text, words.language) if part.kinds.isdisjoint(TIMES)]
    return any(told.share or told.amount.value > OFTEN for part in parts for told in part.numbers)


def works_on(text: str, words: Words) -> str:
    """Return the place of the door that a change of work is for; nothing where its words tell none."""
    return next((place for place in PLACES if says_any(f"works_on_{place}", text, words)), "")
