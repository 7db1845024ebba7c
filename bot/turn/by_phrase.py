"""What a message after a verdict tells by its phrases, whatever its one amount seems to count: a sale's value, a wish."""

from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.templates import Words
from bot.turn.narrowed import said_of
from bot.turn.policy import STORING, SURELY, TOLD, Resolution
from bot.turn.unheard import asks

LIKELY = 0.6  # a reading this likely is not set aside for what stands beside it
ALONE = 4  # words of a message that is an amount of money and no more
ABOUT_MONEY = ("lost", "worth_it", "usual", "flip", "gain")
WISH = "wanted"


def told_by_phrase(text: str, heard: Resolution, words: Words, *, asked: bool) -> Act | None:
    """Return the wish, or else the value of a sale, that a message tells by its words; None if it tells neither.

    ``asked`` if the value was asked for just before.
    """
    return _wish_told(text, heard, words) or _worth_told(text, heard, words, asked=asked)


def _wish_told(text: str, heard: Resolution, words: Words) -> Act | None:
    """Return the customers a week that are said to be enough: "two clients a month is fine by me".

    What only asks whether they are enough wishes for nothing.
    """
    told = [token for token in tokens_in(text, words.language) if isinstance(token, ToldAmount)]
    if any(act.kind == "supposes" and act.chance >= STORING for act in heard.done):
        return None  # "and if I only wanted 2 a week"
    if asks(text, words) or len(told) != 1 or told[0].share or told[0].span is None or told[0].currency is not None:
        return None
    surely = any(act.name == WISH and act.kind in TOLD and act.chance >= SURELY for act in heard.done)
    other = any(act.told is not None and act.name != WISH and act.chance >= LIKELY for act in heard.done)
    if not surely and (other or not said_of(("tells_wish",), text, words)):
        return None
    return Act("corrects", WISH, "", told[0], 1.0, "", told[0].place)


def tells_uneven(text: str, heard: Resolution, words: Words) -> bool:
    """True if a message says that it is full at some times and empty at others: "full on fri and sat, mon to wed is dead"."""
    other = any(act.kind in ("step", "corrects", "supposes") and act.chance >= SURELY for act in heard.done)
    if other or asks(text, words):
        return False
    return bool(said_of(("tells_full",), text, words) and said_of(("tells_empty",), text, words))


def _worth_told(text: str, heard: Resolution, words: Words, *, asked: bool) -> Act | None:
    """Return the value of a sale that a message tells by its words, whatever its one amount seems to count.

    Where that was asked just before, an amount of money alone tells it: "30 dollars".
    """
    if any(act.kind in ("supposes", "corrects") or (act.told and act.chance >= LIKELY) for act in heard.done):
        return None
    told = [token for token in tokens_in(text, words.language) if isinstance(token, ToldAmount)]
    told = [one for one in told if one.amount.value != 1 and not one.share]  # "one event is about 4000"
    if len(told) != 1 or told[0].whole:
        return None
    alone = asked and told[0].currency is not None and len(text.split()) <= ALONE and not asks(text, words)
    if not alone and not said_of(("tells_worth",), text, words):
        return None
    asks_else = any(act.kind == "asks" and act.name not in ABOUT_MONEY for act in heard.done)
    return None if asks_else else Act("tells", "value", "", told[0], 1.0, "", told[0].place)
