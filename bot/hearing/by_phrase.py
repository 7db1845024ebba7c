"""What a message tells by its phrases: after a verdict a sale's value or a wish, and which way to buy it denies."""

from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from bot.checkup.supposing import A_WEEK
from bot.checkup.supposing_words import begins_supposing
from bot.checkup.told import PATH
from bot.core.amount import Amount
from bot.diagnosis.things import WORTH_IT
from bot.hearing.by_value import WISH, has_own_noun
from bot.hearing.costs import worth_beside, worth_by_form
from bot.hearing.narrowed import asks, said_of, says
from bot.hearing.not_owners import is_wish_of_others
from bot.hearing.plainly import ALONE, named_around
from bot.hearing.policy import STORING, SURELY, TOLD, Resolution
from bot.language.listening.acts import Act, ActKind
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.kin import kinds_of
from bot.language.listening.naming import NAMING, kinds_among
from bot.language.listening.passages import asks_which, passages_of
from bot.language.listening.things_named import things_in
from bot.language.match import fold, word_matches
from bot.language.numbers.pieces import Extent
from bot.language.templates import Words

LIKELY = 0.6  # a reading this likely is not set aside for what stands beside it
ABOUT_MONEY = ("lost", "worth_it", "usual", "flip", "gain")
WAYS_DENIED = ("order", "both")  # "never talk" names one of these, and "not by phone" denies no talk
DENIAL, BUYING, WORTH = "negation", "buy", "worth"
TWICE = 2.0
HOURS = frozenset({"hour", "minute"})

PAIR = 2  # numbers: the wish as it was told, and the new one


class SaidBefore(Struct, frozen=True):
    """What an owner said before.

    Attributes:
        wish: the customers they would like, for a week or the like; None if they did not say.
        won: the customers a week whom they win; None if it is unknown.
        asked: the value of a sale was asked for just before.
    """

    wish: float | None = None
    won: float | None = None
    asked: bool = False


def told_by_phrase(text: str, heard: Resolution, words: Words, known: SaidBefore) -> Act | None:
    """Return the wish, or else the value of a sale, that a message tells by its words; None if it tells neither.

    A wish that is told by the one before ("half that would do"), or by what is won now, is supposed.
    """
    wished = _wish_told(text, heard, words, known.wish) or _wish_compared(text, heard, words, known)
    return wished or _worth_told(text, heard, words, asked=known.asked)


def _wish_told(text: str, heard: Resolution, words: Words, wish: float | None) -> Act | None:
    """Return the customers a week that are said to be enough: "two clients a month is fine by me", "5 a week was silly, 2".

    What only asks whether they are enough, or supposes it, wishes for nothing.
    """
    told = [token for token in tokens_in(text, words.language) if isinstance(token, ToldAmount)]
    hours = _of_hours(text, words)
    told = [one for one in told if one.place not in hours]
    ones = [one for one in told if one.amount.value == 1 and one.span is None and one.amount.value != wish]
    told = [one for one in told if one not in ones]
    if len(told) == len(ones) == 1 and told[0].amount.value == wish:  # "2 a week is too many, say one"
        told += ones
    if any(act.kind == "supposes" and act.chance >= STORING for act in heard.done) or asks(text, words):
        return None  # "and if I only wanted 2 a week"
    if any(one.share or one.currency is not None for one in told):
        return None
    new = told[0] if len(told) == 1 and told[0].span is not None else None
    if asks_which(told, text, words.language) or is_wish_of_others(text, words):
        return None
    loosely = len(told) == PAIR and said_of(("tells_wish",), text, words) is not None
    if len(told) == PAIR and (old := next((one for one in told if _is_wish(one, wish, loosely=loosely)), None)):
        (new,) = (one for one in told if one is not old)
        if new.place in things_in(text, words.language):
            return None  # "4 a week would do. we put 3 flyers up"
        if _named_others(old, text, words) or _named_others(new, text, words):
            return None
        if not loosely and new.amount.value != 1 and has_own_noun(new, text, words.language):
            return None
        new = new if new.span is not None else replace(new, span=old.span)
        return Act("corrects", WISH, "", new, 1.0, "", new.place)
    if new is None:
        return None
    surely = any(act.name == WISH and act.kind in TOLD and act.chance >= SURELY for act in heard.done)
    other = any(act.told is not None and act.name != WISH and act.chance >= LIKELY for act in heard.done)
    wished = said_of(("tells_wish",), text, words) or WISH in named_around(new, text, words.language)
    if not wished or _named_others(new, text, words) or (other and not surely):
        return None
    kind: ActKind = "supposes" if begins_supposing(text, words) else "corrects"
    return Act(kind, WISH, "", new, 1.0, "", new.place)


def _of_hours(text: str, words: Words) -> set[Extent]:
    """Return the places of the numbers that count hours or minutes: "starts Tuesday, two hours a week"."""
    return {
        word.told.place
        for part in passages_of(text, words.language)
        for word, behind in pairwise(part.words)
        if word.told is not None and behind.kinds & HOURS
    }


def _wish_compared(text: str, heard: Resolution, words: Words, known: SaidBefore) -> Act | None:
    """Return the wish that is told beside the one before, or beside what is won now: "half that", "not more, steadier"."""
    if asks(text, words) or any(act.kind == "supposes" and act.chance >= STORING for act in heard.done):
        return None
    told = [token for token in tokens_in(text, words.language) if isinstance(token, ToldAmount)]
    wishes = WISH in {act.name for act in heard.done} or said_of(("tells_wish",), text, words) is not None
    brief = len(text.split()) <= ALONE  # "twice as many please"
    match told:
        case [ToldAmount(share=True, whole=None) as part] if known.wish and wishes and not part.but:
            number = known.wish * part.amount.value
        case [] if known.wish and says("twice", text, words) and (wishes or _wants(text, words) or brief):
            number = known.wish * TWICE
        case [] if known.won and says("steady", text, words):
            number = known.won
        case _:
            return None
    return Act("supposes", WISH, "", ToldAmount(Amount.exactly(number), span=A_WEEK), 1.0)


def _wants(text: str, words: Words) -> bool:
    """True if a text has a word for what is wished for."""
    return not NAMING[WISH].isdisjoint(kinds_among(fold(text).split(), words.language))


def _is_wish(told: ToldAmount, wish: float | None, *, loosely: bool = False) -> bool:
    """True for the number of the wish, told for a stretch of time as it was asked for, or for none where words wish."""
    return told.amount.value == wish and (loosely if told.span is None else told.span.rate)


def _named_others(told: ToldAmount, text: str, words: Words) -> bool:
    """True if the words beside a number name people who got in touch, talks, or what there is room for."""
    return not named_around(told, text, words.language).isdisjoint(("people", "talked", "visitors", "room"))


def _worth_told(text: str, heard: Resolution, words: Words, *, asked: bool) -> Act | None:
    """Return the value of a sale that a message tells by its words, whatever its one amount seems to count.

    Where that was asked just before, the one amount of money tells it, unless it is said to be a cost: "30 dollars", "a full
    colour is 95 euro. they come back every 8 weeks".
    """
    counted = (act for act in heard.done if act.told and act.name != "value")
    if any(act.kind in ("supposes", "corrects") for act in heard.done) or any(act.chance >= LIKELY for act in counted):
        return None
    told = [token for token in tokens_in(text, words.language) if isinstance(token, ToldAmount)]
    told = [one for one in told if one.amount.value != 1 and not one.share]  # "one event is about 4000"
    told = [one for one in told if one.currency is not None] or told if asked else told
    told = told if len(told) == 1 else worth_apart(text, words) or told
    if len(told) != 1 or told[0].whole:
        return None
    plain = len(text.split()) <= ALONE or not said_of(("tells_cost",), text, words)
    alone = asked and told[0].currency is not None and plain and not asks(text, words)
    by_form = asked and not alone and worth_by_form(text, words) == told[0]
    if not alone and not by_form and not said_of(("tells_worth",), text, words):
        return None
    asks_else = any(act.kind == "asks" and act.name not in ABOUT_MONEY for act in heard.done)
    of_a_thing = any(act.kind == "asks" and act.name == WORTH_IT for act in heard.done)
    if of_a_thing and told[0] != worth_beside(text, words):
        return None  # "would ads at 4 pounds a click pay" tells what they cost
    return None if asks_else else Act("tells", "value", "", told[0], 1.0, "", told[0].place)


def worth_apart(text: str, words: Words) -> list[ToldAmount]:
    """Return the amounts of money that stand beside a word for what a sale is worth, and are for no time."""
    return [
        told
        for part in passages_of(text, words.language)
        for told in part.numbers
        if told.currency is not None
        and told.span is None
        and WORTH in part.kinds
        and said_of(("tells_worth",), part.text, words)
    ]


def is_denied_way(act: Act, words: Words) -> bool:
    """Return True for a way to buy that was heard in words which deny it: "they talk to me, never online", "no order"."""
    if act.kind != "tells" or act.name != PATH or act.value not in WAYS_DENIED:
        return False
    kinds = kinds_of(words.language).of_words(fold(act.words).split())
    if any(DENIAL in denial and BUYING in bought for denial, bought in pairwise(kinds)):
        return True
    names = [(name, act.value) for name in words.listed("checkup/path", f"names_{act.value}")]
    said = f" {fold(act.words)} "
    named = any(f" {fold(name)} " in said for name, _ in names)
    return named and not word_matches(act.words, names, words.language)
