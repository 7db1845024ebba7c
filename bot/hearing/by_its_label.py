"""An answer that is told again by the name that it has in the bot's lists: "orders without talk 4 to 5 a day"."""

from msgspec.structs import replace

from bot.core.records import CHECKUP, Session
from bot.dialogue.flow import Flow
from bot.hearing.of_the_year import YEAR
from bot.hearing.plainly import BY_STRUCTURE
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.match import fold, is_asked
from bot.language.templates import Words

STEM = 4  # letters by which "talking" is "talk"; shorter words name nothing
LEAST = 2  # such words that a name must have, so that it names one answer
BEHIND = 6  # words behind the number: "a day, not 96"
SAYS_SO = frozenset({"is", "due", "sets", "mends", "said"})
"""Kinds of word between a name and its number, or before the name: "should be", "sorry"."""


def told_by_its_label(text: str, session: Session, flow: Flow, words: Words) -> Act | None:
    """Return the number that a message gives behind an answer's own name, and little else; None for any other message.

    Args:
        text: the message.
        session: whose answers may be told again.
        flow: the questions that they answer.
        words: of the owner's language.
    """
    passages = passages_of(text, words.language)
    told = [one for part in passages for one in part.numbers]
    if flow.name != CHECKUP or is_asked(text) or len(told) != 1 or told[0].share or told[0].currency is not None:
        return None
    passage = TextPassage(tuple(word for part in passages for word in part.words))
    at = passage.place_of(told[0])
    lead = [word.text for word in passage.words[:at] if word.kinds.isdisjoint(SAYS_SO)]
    if len(passage.words) - at > BEHIND or (said := _stems(" ".join(lead))) is None or "unreal" in passage.kinds:
        return None
    named = [
        question.id
        for question in flow.question
        if not question.hidden
        and (question.id in session.answers or question.id == YEAR)
        and _stems(words.label(f"{flow.name}/{question.id}", "short")) == said
    ]
    return _corrects(named[0], told[0], text) if len(named) == 1 else None


def _stems(name: str) -> frozenset[str] | None:
    """Return by what words a name is known again; None if they are too few to name one thing."""
    found = frozenset(word[:STEM] for word in fold(name).split() if len(word) >= STEM)
    return found if len(found) >= LEAST else None


def _corrects(name: str, told: ToldAmount, text: str) -> Act:
    number = replace(told, span=None) if name == YEAR else told  # its name tells the time
    return Act("corrects", name, "", number, BY_STRUCTURE, text, told.place)
