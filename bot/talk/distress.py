"""Somebody in distress, whatever they say beside it: "didn't do it. I'm scared I'll lose everything".

The reader hears distress in the trouble of a business, too ("it's a drought, nobody's spending"), and misses what is said
sideways. So what the words mean counts as well: whether they are of the owner's own life (``own_life.py``).
"""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.hearing.narrowed import says
from bot.hearing.policy import BEYOND_DOUBT, CARING, CHOOSING, Resolution
from bot.language.listening.acts import Act
from bot.language.listening.by_examples import doubts_own_skill
from bot.language.listening.matters import all_matters
from bot.language.listening.own_life import of_own_life
from bot.language.listening.reader import DISTRESS
from bot.language.templates import Words
from bot.talk.objections import is_surely_uneasy
from bot.talk.worried import fears_for_skill

HARD_LUCK = "hard_luck"  # trouble of the business, told in the words of distress
TOGETHER = ((CARING, 0.45), (0.5, 0.6), (0.15, 0.85), (0.0, 0.95))
"""How surely the reader must hear distress, and with it the words be of the owner's own life."""

BY_A_PART = 0.95  # of the words alone in which the reader hears it
HARDLY = 0.06  # a message that is less likely of its owner's own life is not one of despair
SKILL, NO_DESPAIR = 0.85, 0.9  # how surely a message doubts one's own skill, and as surely of despair it is that
NOT_AS_BAD = Act("asks", "dismay", chance=BEYOND_DOUBT)
"""What is answered to who doubts their own skill: their share against the usual one."""

HEARD = 0.15  # less surely heard, it is looked for only where a message is weighed by its meaning anyway
LEAST_WORDS = 2
OWN_CAUSES = ("keeps_away", "wrong_ones", "no_hands", "uncounted", "profit", "how")
"""Matters in which owners speak of the business in the words of distress, too: "they'll think I'm desperate"."""


def in_distress(text: str, acts: Sequence[Act], words: Words) -> bool:
    """True if a message is of its owner's despair or own life, as far as its words and their meaning tell together.

    Who is afraid of the step, or feels bad about it, is not in distress.
    """
    heard = [act for act in acts if act.name == DISTRESS]
    reader = max(
        [act.chance for act in heard]
        + [rival[3] for act in acts for rival in act.rivals if rival[1] == DISTRESS]
        + [0.0]
    )
    if says("own_death", text, words):
        reader = 1.0
    if (len(text.split()) < LEAST_WORDS and reader < CARING) or (
        reader < BEYOND_DOUBT and _is_of_business(text, words)
    ):
        return False
    life = of_own_life(text)
    parts = (text[slice(*act.place)] for act in heard if act.chance >= CARING)
    despairs = any(reader >= least and life >= enough for least, enough in TOGETHER)
    despairs = despairs or (
        life >= HARDLY and any(of_own_life(part) >= BY_A_PART for part in parts if part.strip())
    )  # "thank you, I feel less crazy" is none
    return (
        despairs
        and not says("afraid_of_it", text, words)
        and not is_surely_uneasy(text, words)
        and not fears_for_skill(text, words)
    )


def _doubts_own_skill(text: str, heard: Resolution, words: Words) -> bool:
    """True if a message surely doubts that its owner is good at the work, tells nothing else, and is no despair."""
    told = any(act.told is not None or act.kind in ("tells", "corrects", "step") for act in heard.done)
    asked = any(act.kind == "asks" and act.chance >= CHOOSING for act in heard.done)
    if told or asked or says("own_death", text, words) or of_own_life(text) >= NO_DESPAIR:
        return False
    return doubts_own_skill(text) >= SKILL


def _is_of_business(text: str, words: Words) -> bool:
    """True if a message is likelier than not of the business, in such words: "on my own since Anna left, I can't take any more"."""
    matter, chance = next(iter(all_matters(text, words.language)), ("", 0.0))
    return matter in OWN_CAUSES and chance >= CHOOSING


def with_care(heard: Resolution, text: str, acts: Sequence[Act], words: Words, *, weighed: bool) -> Resolution:
    """Return what is to be done, with distress where it is, and the trouble of the business where it is none.

    Args:
        heard: what is to be done so far.
        text: the message.
        acts: all that the reader heard in it.
        words: of the owner's language.
        weighed: the message is weighed by its meaning anyway, as those after a verdict are.
    """
    told = [act for act in heard.done if act.name == DISTRESS]
    rivals = [rival for act in acts for rival in act.rivals if rival[1] == DISTRESS and rival[3] >= HEARD]
    heard_so = told or rivals or any(act.name == DISTRESS and act.chance >= HEARD for act in acts)
    if not heard_so and not weighed and not says("own_death", text, words):
        return heard
    if weighed and _doubts_own_skill(text, heard, words):
        return Resolution((NOT_AS_BAD,), plain=True)
    if in_distress(text, acts, words):
        if weighed:
            return Resolution((Act("social", DISTRESS),), plain=True)
        others = [act for act in heard.done if act not in told]
        return replace(heard, done=(*others, told[0] if told else Act("social", DISTRESS, chance=BEYOND_DOUBT)))
    done = tuple(replace(act, name=HARD_LUCK) if act in told else act for act in heard.done)
    doubted = tuple(guess for guess in heard.doubted if guess[1] != DISTRESS)
    return replace(heard, done=done, doubted=doubted)
