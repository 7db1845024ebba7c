"""Other languages than the one that is spoken: going over to one, and what is told in one."""

from collections.abc import Iterator, Sequence
from functools import cache

from bot.core.records import Chat
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.hearing.policy import SAYING, STORING, TOLD
from bot.language.listening.acts import Act
from bot.language.listening.common import written
from bot.language.listening.reader import read_acts
from bot.language.match import fold
from bot.language.templates import languages, words
from bot.owner_data.settings import settings

LANGUAGE = "menu/language"
ANY = "*"
OFTEN, SEVERAL, NEARLY_ALL = 20, 3, 0.8  # times a word is written, words, and the share of them that are known
MOSTLY = 0.6  # the share of a whole message: a word or two in it that look like another language's change nothing


def switched(context: Context, chat: Chat, text: str) -> Turned | None:
    """Go over to the language that some words ask for: the open question is asked again in it; None if they ask for none."""
    code = language_asked_for(text, context.words.language)
    return None if code is None else settings(context, chat, f"language {code}")


def language_asked_for(text: str, spoken: str) -> str | None:
    """Return the language that some words ask for, among those that are offered.

    Args:
        text: what was typed.
        spoken: the language of the conversation, in which another may be asked for too.
    """
    said = fold(text)
    typed = set(said.split())
    for code in languages():
        for name, parts in _names(code):
            if not parts <= typed:
                continue
            for before, after in (*_asking(code), *_asking(spoken)):
                if said == f"{before} {name} {after}".strip():
                    return code
    return None


def languages_named(text: str) -> list[str]:
    """Return the languages that a text names, among those that are offered: both of "hindi-english"."""
    typed = set(fold(text.replace("-", " ").replace("/", " ")).split())
    return [code for code in languages() if any(parts <= typed for _, parts in _names(code))]


def offer(name: str, spoken: str) -> str | None:
    """Offer to go on in the language that somebody wrote in; None if it is not there, or is spoken already."""
    code = _offered(name, spoken)
    return None if code is None else words(code).say(LANGUAGE, "offer")


def read_in_their_own(acts: Sequence[Act], text: str, state: str, spoken: str) -> tuple[Act, ...]:
    """Read what a message in another language tells, in that language where it is offered.

    Args:
        acts: what was heard in the language that is spoken.
        text: what was typed.
        state: what its owner has before them.
        spoken: the language of the conversation.
    """
    whole = _is_spoken(text, spoken, MOSTLY)
    acts = [act for act in acts if act.kind != "foreign" or not (whole or _is_spoken(act.words, spoken, NEARLY_ALL))]
    foreign = next((act for act in acts if act.kind == "foreign" and act.chance >= SAYING), None)
    code = _offered(foreign.name, spoken) if foreign is not None else None
    if foreign is None or code is None:
        return tuple(acts)
    told = [act for act in read_acts(text, state, language=code) if act.kind in TOLD and act.chance >= STORING]
    return (foreign, *told) if told else tuple(acts)


def _is_spoken(said: str, language: str, share: float) -> bool:
    """True if such a share of the words are ones that owners write in a language: "and then everybody wants it"."""
    forms = [word for word in fold(said).split() if word.isalpha()]
    times = written(language).times
    known = [word for word in forms if times[f"word {word}"] >= OFTEN]
    return len(forms) >= SEVERAL and len(known) >= share * len(forms)


def _offered(name: str, spoken: str) -> str | None:
    """Return the language of a name, "pt" as "pt-BR"; None if it is not there, or is spoken already."""
    code = next((code for code in languages() if code.partition("-")[0] == name), None)
    return None if code == spoken else code


@cache
def _names(code: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return what a language is called, each time with the words of that."""
    names = (fold(name) for name in words(code).listed(LANGUAGE, "called"))
    return tuple((name, frozenset(name.split())) for name in names)


@cache
def _asking(code: str) -> tuple[tuple[str, str], ...]:
    """Return what stands before and behind the name of a language."""
    return tuple(_parted(code))


def _parted(code: str) -> Iterator[tuple[str, str]]:
    for phrase in words(code).listed(LANGUAGE, "asks"):
        before, _, after = phrase.partition(ANY)
        yield fold(before), fold(after)
