"""What a message after a verdict names without telling it of the owner: another's wish or price, and those who are counted."""

from collections.abc import Sequence

from bot.hearing.by_value import WISH
from bot.hearing.narrowed import NARROW, said_of, says_any
from bot.hearing.policy import TOLD
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.lexicon import trades_named
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.templates import Words

OWNER, RIVAL = "subject", "rival"
PRAISES = (("social", "praise"), ("social", "ok"))
BRIEF = 3  # words of praise that stand alone


def without_others(acts: Sequence[Act], text: str, words: Words) -> tuple[Act, ...]:
    """Leave out what is told of others: the boss's wish, a competitor's price, and as a trade the schools of "6 schools".

    A word of praise before "but" is none either.
    """
    acts = [act for act in acts if act.kind not in TOLD or not _is_of_others(act, text, words)]
    turns = len(acts) > 1 and _turns(text, words)
    return tuple(act for act in acts if not (turns and (act.kind, act.name) in PRAISES))


def _turns(text: str, words: Words) -> bool:
    """True if a text begins with a word or two, and goes on against them: "nice. but how"."""
    first, second = (*passages_of(text, words.language)[:2], None, None)[:2]
    if first is None or second is None or len(first.words) > BRIEF:
        return False
    return second.words[0].text in words.listed(NARROW, "turns")


def _is_of_others(act: Act, text: str, words: Words) -> bool:
    match act.name:
        case "trade":
            return act.kind == "tells" and _is_counted(act.value, text, words.language)
        case "value":
            return any(_is_rivals(part, words) for part in _parts_with(act, text, words.language))
        case _:
            return act.told is not None and is_wish_of_others(text, words) and _may_wish(act)


def is_wish_of_others(text: str, words: Words) -> bool:
    """True if the one number of a text is said to be what others want, and not the owner: "30 is what the boss wants, not me"."""
    numbers = [one for one in tokens_in(text, words.language) if isinstance(one, ToldAmount)]
    parts = [part for part in passages_of(text, words.language) if part.numbers]
    if len(numbers) != 1 or any(OWNER in part.kinds for part in parts):
        return False
    return says_any("denies_wish", text, words)


def _may_wish(act: Act) -> bool:
    return WISH in (act.name, *(rival[1] for rival in act.rivals))


def _is_counted(trade: str, text: str, language: str) -> bool:
    """True if those of a trade are counted wherever it is named."""
    named = [
        part.words[one.at - 1].told is not None if one.at else False
        for part in passages_of(text, language)
        for one in trades_named([word.text for word in part.words], language)
        if one.trade == trade
    ]
    return bool(named) and all(named)


def _parts_with(act: Act, text: str, language: str) -> list[TextPassage]:
    told = act.told
    return [] if told is None else [part for part in passages_of(text, language) if part.holds(told)]


def _is_rivals(part: TextPassage, words: Words) -> bool:
    """True if a part tells what others take, and nothing of the owner."""
    others = RIVAL in part.kinds or says_any("names_others", part.text, words)
    return others and OWNER not in part.kinds and said_of(("tells_worth",), part.text, words) is None
