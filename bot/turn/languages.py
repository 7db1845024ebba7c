"""Going over to another language: in the owner's own words, at any time."""

from collections.abc import Iterator
from functools import cache

from bot.core.records import Chat
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.language.match import fold
from bot.language.templates import languages, words
from bot.owner_data.settings import settings

LANGUAGE = "menu/language"
ANY = "*"


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
        for name in _names(code):
            if not typed.issuperset(name.split()):
                continue
            for before, after in (*_asking(code), *_asking(spoken)):
                if said == f"{before} {name} {after}".strip():
                    return code
    return None


def offer(name: str, spoken: str) -> str | None:
    """Offer to go on in the language that somebody wrote in; None if it is not there, or is spoken already."""
    code = next((code for code in languages() if code.partition("-")[0] == name), None)
    return None if code in (None, spoken) else words(code or spoken).say(LANGUAGE, "offer")


@cache
def _names(code: str) -> tuple[str, ...]:
    return tuple(fold(name) for name in words(code).listed(LANGUAGE, "called"))


@cache
def _asking(code: str) -> tuple[tuple[str, str], ...]:
    """Return what stands before and behind the name of a language."""
    return tuple(_parted(code))


def _parted(code: str) -> Iterator[tuple[str, str]]:
    for phrase in words(code).listed(LANGUAGE, "asks"):
        before, _, after = phrase.partition(ANY)
        yield fold(before), fold(after)
