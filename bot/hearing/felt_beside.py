"""How busy an owner says to be beside how much there is room for: "3 a week easy, it's dead here" answers the next question too."""

from collections.abc import Sequence

from bot.hearing.chosen_anew import option_read
from bot.hearing.policy import BESIDE, CHOOSING, SURELY, TOLD
from bot.language.listening.acts import Act
from bot.language.listening.amounts import MOODS
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.listening.time_words import time_words
from bot.language.match import is_asked

ROOM, BUSY = "room", "busy"
WEEKS = frozenset(MOODS) - {"praise", "balanced"}  # "grand means fine where I'm from" says nothing of the weeks
OF_A_TIME = frozenset({"weekday", "sometimes", "month", "negation", "former"})
"""Kinds of word for what is so at one time alone, or is not so."""

SHORT = 3  # letters of a "may"


def with_how_it_feels(acts: Sequence[Act], asked: str, text: str, language: str) -> tuple[Act, ...]:
    """Return what was heard of a reply about room, with how busy its owner is where a part of it surely says so."""
    told = any(act.name == ROOM and act.told is not None and act.kind in TOLD for act in acts)
    heard = any(act.name == BUSY and act.chance >= BESIDE for act in acts)
    of_season = names_season(passages_of(text, language), language)
    if asked != ROOM or not told or heard or of_season or is_asked(text):
        return tuple(acts)
    felt = {option: part for part in passages_of(text, language) if (option := _felt_in(part, language)) is not None}
    if len(felt) != 1:
        return tuple(acts)
    ((option, part),) = felt.items()
    place = (part.words[0].place[0], part.words[-1].place[1])
    return (
        *(act for act in acts if act.name != BUSY),
        Act("tells", BUSY, option, None, SURELY, part.text, place),
    )


def _felt_in(part: TextPassage, language: str) -> str | None:
    """Return how busy a part says that its owner is: one that counts nothing, and is about all weeks."""
    if any(not told.share for told in part.numbers) or not part.kinds.isdisjoint(OF_A_TIME):
        return None
    return None if part.kinds.isdisjoint(WEEKS) else option_read(BUSY, part.text, language, CHOOSING)


def names_season(passages: Sequence[TextPassage], language: str) -> bool:
    """Return True if a message tells of a part of the year: "in July we're full"."""
    times = time_words(language)
    words = [word.text for one in passages for word in one.words]
    return any(word in times.season or (len(word) > SHORT and word in times.month) for word in words)
