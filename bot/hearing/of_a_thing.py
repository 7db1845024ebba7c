"""The thing of "would it be worth it": where it works, as far as that is sure, and what it costs, read from a message.

Whether it is marketing or sales says the house rule (``bot/activity``), by the words that are left without the question
around them and without its price. Of two things that are compared, each is read by itself.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from bot.activity.catalogue import catalogue
from bot.activity.judge import judge
from bot.activity.judgement import Judgement
from bot.diagnosis.things import ADVERTS, KINDS, OF_HIRING, PAGE, STOPS, WORTH_IT, Thing, Works, is_of_a_thing
from bot.hearing.costs import LEAST, cost_of
from bot.hearing.money_words import MoneyWords
from bot.hearing.narrowed import NARROW, asks, says_any
from bot.hearing.policy import CHOOSING
from bot.language.listening.amounts import LONGEST, ToldAmount, tokens_in
from bot.language.listening.matters import matters
from bot.language.listening.passages import passages_of
from bot.language.match import fold
from bot.language.numbers.clean import clean
from bot.language.templates import Words

DEARER = f"{WORTH_IT}_raise"
LOWER = f"{WORTH_IT}_price"
OF_PRICES = (LOWER, DEARER, f"{WORTH_IT}_offer")
"""Questions whose amounts are prices that the owner takes."""

BRINGING = (f"{WORTH_IT}_offer", OF_HIRING)
"""Questions that are about something else where a thing is known to bring people; then they are about that."""

OF_MATTER: dict[str, Works] = {
    ADVERTS: "marketing",
    PAGE: "page",
    f"{WORTH_IT}_skill": "sales",
    f"{WORTH_IT}_auto": "sales",
    **dict.fromkeys(OF_PRICES, "offer"),
}
"""Where a thing works, by what a question about it is about."""

UNKNOWN = "unknown_figure"  # the remark that no usual figure is known
WHICH, OWNER = "which", "subject"
COMPARED = 2
TWICE = 2  # a price more than twice as high or low as the other one is no new price of the same thing
NAME = 4  # words at most of a thing that is named and no more; a longer text may say something else
_SENTENCES = re.compile(r"[.!?।](?=\s|$)|\n")
NAMED = "judge"  # the matter of a text that names an activity


def with_its_thing(topic: str, text: str, words: Words) -> str:
    """Return a question whether something is worth it with the thing behind it, as ``/about`` takes it."""
    if not is_of_a_thing(topic) or " " in topic:
        return topic
    if topic in (*KINDS, STOPS):
        return cost_of(topic, text, words).written(topic)
    if topic in (DEARER, LOWER) and _asks_what_they_take(text, words):
        return UNKNOWN
    pieces = [piece for piece in _pieces(text, words) if _without_question(piece, words)]
    works = _compared(topic, pieces, words) or _alone(topic, pieces[0] if len(pieces) > 1 else text, words)
    cost = _prices_of(topic, text, words) if topic in OF_PRICES else cost_of(topic, text, words)
    return replace(cost, works=works).written(topic)


def _alone(topic: str, text: str, words: Words) -> tuple[Works, ...]:
    """Return where the one thing of a text works, as far as the question is about things of its kind."""
    if topic == OF_HIRING and says_any("names_seller", text, words):
        return ("seller",)
    judged = _judged(text, words)
    works = "page" if judged.works == "marketing" and _matter(text, words) == PAGE else judged.works
    if works == "sales" and not judged.known:
        return ()
    brings = works in ("marketing", "live")
    told = {WORTH_IT: True, ADVERTS: brings or works == "back"}.get(
        topic, topic in BRINGING and judged.known and brings
    )
    return (works,) if works is not None and told else ()


def _compared(topic: str, pieces: Sequence[str], words: Words) -> tuple[Works, ...]:
    """Return where two things that are compared work; nothing unless it is sure of both."""
    if topic == DEARER:
        return ()
    found = tuple(one for piece in pieces[:COMPARED] if (one := _of_piece(piece, words)))
    return found if len(found) == COMPARED else ()


def _of_piece(text: str, words: Words) -> Works | None:
    """Return where one of several things works: by the house rule, or by what a question about it would be about."""
    judged, matter = _judged(text, words), _matter(text, words)
    by_matter = OF_MATTER.get(matter)
    short = len(_without_question(text, words).split()) <= NAME
    sure = (judged.known and judged.clear and short) or ((judged.known or judged.clear) and matter)
    if judged.works and sure and by_matter not in ("offer", "page"):
        return judged.works
    return by_matter


def _matter(text: str, words: Words) -> str:
    """Return which question whether something is worth it a text asks by itself, or that it names an activity."""
    found = [one for one, chance in matters(text, words.language)[:1] if chance >= CHOOSING]
    fits = found and (found[0] == NAMED or found[0].startswith(WORTH_IT))
    return found[0] if fits and len(_without_question(text, words).split()) > 1 else ""


def _pieces(text: str, words: Words) -> list[str]:
    """Return the parts of a text between the words by which things are compared: "or", "than", "instead of"."""
    said = text.split()
    plain = [fold(word) for word in said]
    at, cuts = 0, [(0, 0)]
    joints = [fold(joint).split() for joint in words.listed(NARROW, "compares")]
    while at < len(said):
        length = max((len(joint) for joint in joints if plain[at : at + len(joint)] == joint), default=0)
        cuts += [(at, at + length)] if length else []
        at += length or 1
    cuts.append((len(said), len(said)))
    return [" ".join(said[begin:end]) for (_, begin), (end, _) in pairwise(cuts)]


def _without_question(text: str, words: Words) -> str:
    """Return the words for the thing itself, without those that ask whether it is worth it, and without numbers."""
    said = [word for word in text[:LONGEST].split() if fold(word) and not any(map(str.isdecimal, word))]
    asking = sorted((fold(one).split() for one in words.listed(NARROW, "asks_worth")), key=len, reverse=True)
    for phrase in asking:
        at = 0
        while at <= len(said) - len(phrase):
            if [fold(word) for word in said[at : at + len(phrase)]] == phrase:
                del said[at : at + len(phrase)]
            else:
                at += 1
    return " ".join(said)


class _Judged(Struct, frozen=True):
    """Where a thing works by the house rule, None where that is not sure; whether it is in the catalogue, and clear."""

    works: Works | None = None
    known: bool = False
    clear: bool = False


def _judged(text: str, words: Words) -> _Judged:
    """Judge a thing by all that is said of it, or else by the words before the first comma."""
    thing = _without_question(text, words)
    found = _of_words(thing, words.language)
    return found if found.works is not None or "," not in thing else _of_words(thing.partition(",")[0], words.language)


def _of_words(thing: str, language: str) -> _Judged:
    judged = judge(thing, language=language)
    activity = catalogue(language).activities.get(judged.activity or "")
    clear = judged.sure == "clear"
    if judged.parts or (activity is None and not clear):
        return _Judged()
    return _Judged(_where(judged, on_page=activity is not None and activity.page), activity is not None, clear)


def _where(judged: Judgement, *, on_page: bool) -> Works | None:
    match judged.verdict:
        case "marketing" if on_page:
            return "page"
        case "marketing" | "both" if judged.contact == "yes":
            return "back"
        case "both":
            return "live"
        case "marketing" | "sales" as side:
            return side
        case _:
            return None


def _prices_of(topic: str, text: str, words: Words) -> Thing:
    """Return the two prices of a question, the one that is taken now first, or by what share it is changed.

    Which of the two is the new one says what is asked: whether to raise the price, or to lower it. What the owner pays more
    for is no price: "the rent goes up 30 percent, do I put subs up".
    """
    parts = [part for part in _SENTENCES.split(text) if part.strip()]
    rose = [part for part in parts if says_any("own_costs", part, words) and says_any("goes_up", part, words)]
    own = [part for part in parts if part not in rose]
    found = Thing()
    if topic in (DEARER, LOWER) and not _asks_of_others(own, words):
        found = _asked_price(own, words) or _pair_of_prices(topic, own, words)
    likely = found.prices is None or TWICE >= found.prices[1] / found.prices[0] >= 1 / TWICE
    found = found if likely else Thing()
    if found.prices is None and topic in (DEARER, LOWER):
        found = replace(found, now=_price_now(own, words))
    return replace(found, rose=bool(rose) and topic == DEARER)


def _price_now(parts: Sequence[str], words: Words) -> float | None:
    """Return the one price that is told: "A chair is 180"."""
    message = MoneyWords.of(". ".join(parts), words.language)
    told = [one for one in message.numbers if not (one.said.told.share or one.said.timed or one.said.dated)]
    money = [one for one in told if one.value >= LEAST and not (one.counts("came") or one.counts("won"))]
    return money[0].value if len(money) == 1 else None


def _asks_what_they_take(text: str, words: Words) -> bool:
    """True if all that is asked is what others charge, and nothing of what the owner should do."""
    parts = [part for part in _SENTENCES.split(text) if part.strip()]
    asked = [passage for part in parts if asks(part, words) for passage in passages_of(part, words.language)]
    kinds = frozenset(kind for passage in asked for kind in passage.kinds)
    said = " ".join(passage.text for passage in asked)
    return (
        _asks_of_others(parts, words) and WHICH in kinds and OWNER not in kinds and says_any("names_price", said, words)
    )


def _asks_of_others(parts: Sequence[str], words: Words) -> bool:
    """True if all that is asked is what others take: "what do other firms charge? we're on 17.50"."""
    asked = [part for part in parts if asks(part, words)]
    return bool(asked) and all(says_any("names_others", part, words) and not _money_in(part, words) for part in asked)


def _asked_price(parts: Sequence[str], words: Words) -> Thing | None:
    """Return the one price of the part that asks beside the first price before it: "a tenth on 60 is 66. why not 80"."""
    asked = [part for part in parts if asks(part, words)]
    told = [part for part in parts if part not in asked]
    if len(asked) != 1 or not told:
        return None
    new, old = (_money_in(part, words) for part in (asked[0], " ".join(told)))
    if len(new) != 1 or not old or len(_each(new[0], asked[0], words.language)) != 1:
        return None
    prices = tuple(_each(one, part, words.language)[0] for one, part in ((old[0], " ".join(told)), (new[0], asked[0])))
    currency = old[0].currency or new[0].currency or ""
    return None if prices[0] == prices[1] else Thing(prices=(prices[0], prices[1]), currency=currency)


def _pair_of_prices(topic: str, parts: Sequence[str], words: Words) -> Thing:
    text = ". ".join(parts)
    told = [token for token in tokens_in(text, words.language, "money") if isinstance(token, ToldAmount)]
    shares = [one.amount.value for one in told if one.share and not one.whole and 0 < one.amount.value < 1]
    money = _money_in(text, words)
    prices = sorted({price for one in money for price in _each(one, text, words.language)})
    raised = topic == DEARER
    if len(prices) == COMPARED and not shares:
        low, high = prices
        currency = next((one.currency for one in money if one.currency), "")
        return Thing(prices=(low, high) if raised else (high, low), currency=currency or "")
    if len(shares) == 1 and not money:
        return Thing(prices=(1.0, 1 + shares[0] if raised else 1 - shares[0]))
    return Thing()


def _money_in(text: str, words: Words) -> list[ToldAmount]:
    told = [token for token in tokens_in(text, words.language, "money") if isinstance(token, ToldAmount)]
    money = [
        one for one in told if not one.share and not one.whole and one.span is None and not _is_by(one, text, words)
    ]
    return [one for one in money if one.currency] or [one for one in money if one.amount.value >= LEAST]


def _is_by(told: ToldAmount, text: str, words: Words) -> bool:
    """True for an amount by which a price is changed, and which is none itself: "put it up another 50p", "by 3 pounds"."""
    before = clean(text, words.language).text[: told.place[0]].split()[-2:]
    return any(fold(" ".join(before[-length:])) in words.listed(NARROW, "changes_by") for length in (1, 2))


def _each(told: ToldAmount, text: str, language: str) -> list[float]:
    """Return the numbers that an amount is made of: both of "from 40 to 50", and the most of "up to 70"."""
    said = clean(text, language).text[slice(*told.place)].split()
    numbers = [word for word in said if any(map(str.isdecimal, word))]
    if len(numbers) == COMPARED:
        found = [one for word in numbers for one in tokens_in(word, language, "money") if isinstance(one, ToldAmount)]
        return [one.amount.value for one in found]
    amount = told.amount
    return [amount.low or amount.high if amount.law == "uniform" else amount.value]
