"""An option that an owner denies after a verdict by what it is about: "we're not quiet", "who says I'm new? 20 years! take it out".

What is denied is read as an answer to each question, so that no name of the option has to be said. It is denied where the
message says that it was never told, wants it out, or tells another option of the same question.
"""

from collections.abc import Sequence

from msgspec import Struct

from bot.checkup.commands import opened_again, with_verdict
from bot.core.records import Chat
from bot.core.replies import Say
from bot.dialogue.actions import MENDED
from bot.dialogue.answers import answer_to
from bot.dialogue.commands import command_rows
from bot.dialogue.context import Context
from bot.dialogue.corrections import corrected
from bot.dialogue.scene import Scene, Turned
from bot.dialogue.writing import summary_of
from bot.hearing.chosen_anew import option_read
from bot.hearing.earlier import TOPICS, Earlier
from bot.hearing.policy import SURELY
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.match import fold
from bot.language.templates import Words

NEGATION, SAID, CLAIMS, TAKES, MENDS = "negation", "said", "claims", "takes_out", "mends"
SHORT = 5  # words of a part that only wants something out: "please take that out"
AGE, LONGER, NEW = "age", "longer", "months"
BY_ANOTHER = (AGE, "speed", "lag")
"""Questions whose answer is denied by another one alone; "I don't want a price rise, give us another" denies no reason."""

TOLD_AS_AGE = 0.75  # "been going since 2009"


class DeniedMeaning(Struct, frozen=True):
    """An option that a message denies.

    Attributes:
        name: of the question.
        value: the option that is denied.
        parts: the passages that deny it.
        instead: the option that is told in its place; empty where none is.
    """

    name: str
    value: str
    parts: tuple[TextPassage, ...]
    instead: str = ""


def denied_chosen(passages: Sequence[TextPassage], earlier: Earlier, words: Words) -> list[DeniedMeaning]:
    """Return the chosen answers that a message denies after a verdict."""
    found = _denied(passages, earlier.language, words)
    return [one for one in found if _is_same(one.name, one.value, earlier.choices.get(one.name))]


def denied_unchosen(context: Context, chat: Chat, text: str) -> Turned | None:
    """Say what stands where a message denies an option that was not chosen, or take what it tells instead; None where it denies none."""
    session, words = with_verdict(chat, ""), context.words
    if session is None or session.state != "done":
        return None
    scene = opened_again(context, chat, session)
    choices = Earlier.of(session, scene.form.flow, "", words.language).choices
    found = _denied(passages_of(text, words.language), words.language, words)
    if len({one.name for one in found}) != 1 or any(
        _is_same(one.name, one.value, choices.get(one.name)) for one in found
    ):
        return None
    return _what_stands(scene, found[0], choices.get(found[0].name), text)


def _what_stands(scene: Scene, found: DeniedMeaning, chosen: str | None, text: str) -> Turned:
    words, rows = scene.words, command_rows(("whatif", "fix"), scene.words)
    if chosen is None and found.instead:
        question = scene.form.flow[found.name]
        return corrected(scene, question, answer_to(scene, question, text, found.instead), template=MENDED)
    if chosen is None:
        short = words.label(scene.template(found.name), "short")
        return scene.chat, (Say(words.say("topics/doubt", "denied_open", short=short), rows),)
    return scene.chat, (Say(words.say("topics/doubt", "denied_other", told=summary_of(scene, [found.name])), rows),)


def _is_same(name: str, value: str, chosen: str | None) -> bool:
    """True if the option that is denied is the chosen one; of a time since when, any but the longest is new."""
    if name == AGE and chosen is not None:
        return (value == LONGER) == (chosen == LONGER)
    return value == chosen


def _denied(passages: Sequence[TextPassage], language: str, words: Words) -> list[DeniedMeaning]:
    """Return the options that passages deny, of whichever question."""
    beside = tuple(one for one in passages if _only_denies(one))
    others = [one for one in passages if one not in beside and not one.denied]
    wanted_out = any(TAKES in one.kinds for one in beside)
    found = []
    for passage in others:
        negated, unsaid = NEGATION in passage.kinds, {NEGATION, SAID} <= passage.kinds
        if passage.numbers or not (negated or wanted_out):
            continue
        for name in TOPICS:
            value = _option(name, " ".join(_without_denial(passage)), words)
            told = [one for one in others if one is not passage and NEGATION not in one.kinds]
            instead = _instead(name, value, told, language) if value else ""
            if value and ((instead and name in BY_ANOTHER) or beside or unsaid):
                found.append(DeniedMeaning(name, value, (passage, *beside), instead))
    return found


def _only_denies(passage: TextPassage) -> bool:
    """True for a part that speaks of what was said beside it: "please delete that", "that's not what I said"."""
    if passage.numbers or len(passage.words) > SHORT:
        return False
    return TAKES in passage.kinds or {NEGATION, SAID} <= passage.kinds or {NEGATION, SAID} <= passage.kinds


def _without_denial(passage: TextPassage) -> list[str]:
    """Return the words of a passage without those that deny, and those that say that it was said."""
    return [word.text for word in passage.words if not word.kinds & {NEGATION, SAID, CLAIMS, TAKES}]


def _option(name: str, said: str, words: Words) -> str:
    """Return the option of a question that some words surely tell; being new is said of none but how long it has been."""
    new = any(f" {fold(one)} " in f" {fold(said)} " for one in words.listed(f"checkup/{AGE}", "names_new"))
    if new:
        return NEW if name == AGE else ""
    return option_read(name, said, words.language, SURELY) or ""


def _instead(name: str, value: str, told: Sequence[TextPassage], language: str) -> str:
    """Return the one other option that the rest of a message tells; how long it has been may be told with a number."""
    plain = [one for one in told if name == AGE or not one.numbers]
    read = {option_read(name, one.text, language, TOLD_AS_AGE if name == AGE else SURELY) for one in plain}
    found = [one for one in read if one and not _is_same(name, value, one)]
    return found[0] if len(found) == 1 else ""
