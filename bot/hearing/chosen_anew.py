"""An option chosen before that a message puts right: "put swamped for how busy, I got that wrong"."""

from collections.abc import Sequence

from msgspec import Struct

from bot.hearing.earlier import TOPICS, Earlier
from bot.hearing.policy import CHOOSING, SURELY, TOLD
from bot.language.listening.acts import Act
from bot.language.listening.passages import PassageWord, TextPassage, denies_change
from bot.language.listening.reader import read_acts

NEGATION = "negation"
ECHO = 3  # words of a part that only takes up an answer: "swamped??"
LEAST_SAID = {"path": 3}
"""Words that a denial has to have besides: "I never told you" is about no way of buying, though it has a talk in it."""


class OptionHere(Struct, frozen=True):
    """An option of an earlier answer that a passage tells.

    Attributes:
        name: of the answer.
        value: the option.
        denies: the passage says that the old one is wrong.
    """

    name: str
    value: str
    denies: bool = False


def chosen_anew(passage: TextPassage, earlier: Earlier) -> Act | None:
    """Return the correction of an option; None where too little speaks for one, or the passage holds a number."""
    if "mends" not in passage.kinds or "unreal" in passage.kinds or denies_change(passage):
        return None
    found = option_in(passage, earlier)
    return Act("corrects", found.name, found.value, words=passage.text) if found is not None else None


def disputed(passages: Sequence[TextPassage], earlier: Earlier) -> OptionHere | None:
    """Return the chosen answer that a message denies to have given: "swamped?? I never said swamped, I said about right".

    Its value is what was said instead, or empty where nothing is.
    """
    echoes = [one for one in passages if NEGATION not in one.kinds and ("said" in one.kinds or len(one.words) <= ECHO)]
    denials = [one for one in passages if {NEGATION, "said"} <= one.kinds and not one.numbers and not one.denied]
    for name, old in earlier.choices.items() if denials else ():
        read = {one: option_read(name, _as_told(one), earlier.language, CHOOSING) for one in echoes}
        said = {value for value in read.values() if value is not None}
        echoed = any(value == old and passages.index(one) < passages.index(denials[-1]) for one, value in read.items())
        told = [words for one in denials if len((words := _as_told(one)).split()) >= LEAST_SAID.get(name, 1)]
        if not echoed and not any(option_read(name, one, earlier.language, SURELY) == old for one in told):
            continue
        instead = sorted(one for one in said if one and one != old)
        return OptionHere(name, instead[0] if len(instead) == 1 else "", denies=True)
    return None


def _as_told(passage: TextPassage) -> str:
    """Return the words of a passage without the first that denies, and those that say that it was said."""
    denies = next((at for at, word in enumerate(passage.words) if NEGATION in word.kinds), len(passage.words))
    kept = [word for at, word in enumerate(passage.words) if at != denies and "said" not in word.kinds]
    return " ".join(word.text for word in kept)


def option_in(passage: TextPassage, earlier: Earlier) -> OptionHere | None:
    """Return the new option of an earlier answer that a passage names, by its place or by the option that was wrong."""
    if passage.numbers or passage.denied:
        return None
    told, denied = _without_denied(passage)
    names = [name for name in TOPICS if name in passage.kinds] or list(earlier.choices)
    found = [
        one
        for name in names
        if name in earlier.choices
        and (one := _option_of(name, told, denied, earlier, CHOOSING if name in passage.kinds else SURELY))
    ]
    placed = earlier.newest if "last" in passage.kinds else None
    found = [one for one in found if one.denies or one.name in (placed, *passage.kinds)]
    return found[0] if len(found) == 1 else None


def _option_of(name: str, told: str, denied: str, earlier: Earlier, least: float) -> OptionHere | None:
    old = earlier.choices[name]
    value = option_read(name, told, earlier.language, least)
    if value is None or value == old:
        return None
    return OptionHere(name, value, denies=bool(denied) and option_read(name, denied, earlier.language, SURELY) == old)


def option_read(name: str, text: str, language: str, least: float) -> str | None:
    """Return the option that some words tell where they answer a question; a single letter tells none."""
    if len(text) <= 1:
        return None
    acts = [act for act in read_acts(text, f"q:{name}", language=language) if act.name == name and act.kind in TOLD]
    return acts[0].value if len(acts) == 1 and acts[0].chance >= least else None


def _without_denied(passage: TextPassage) -> tuple[str, str]:
    """Return the words of a passage without those that name the answer, up to a "not", and those behind it."""
    words = [word for word in passage.words if not _names_the_answer(word)]
    at = next((at for at, word in enumerate(words) if NEGATION in word.kinds), len(words))
    return " ".join(word.text for word in words[:at]), " ".join(word.text for word in words[at + 1 :])


def _names_the_answer(word: PassageWord) -> bool:
    return not word.kinds.isdisjoint(("mends", "said", "last", "answer", "sets", *TOPICS))
