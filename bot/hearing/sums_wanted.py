"""Which sum a message asks for after a verdict: what another price may cost in buyers, how many sales a cost takes, what to ask."""

from collections.abc import Sequence
from itertools import pairwise

from bot.diagnosis.money_told import MoneyTold
from bot.diagnosis.sum_wanted import SumWanted
from bot.hearing.money_told import price_denied
from bot.hearing.money_words import BESIDE, ENDS, MoneyWords, SaidAmount
from bot.language.listening.said_numbers import WordBeside
from bot.language.match import is_asked

FAR = 3  # a price more than three times another is no new price of the same thing
LEAST = 5  # money that something costs, where neither a currency nor a stretch of time says that it is money
NEAR = 0.03  # share by which a product that the owner reckoned may be off
MOST_PARTS = 12  # nights, lessons or hours that one thing is made of
EACH = frozenset({"a", "an", "per", "each", "every", "apiece", "one"})
FIRST = EACH | {"avg", "average", "typical", "normal", "usual"}
"""Words before what one of something brings: "a job is 40", "avg gig is 900"."""

VALUED = frozenset({"is", "brings", "leaves", "pays", "about", "around", "averages", "me", "us", "worth", "at", "="})
AT = frozenset({"at", "for", "from", "to", "than", "is", "are", "them", "it", "now"})
OF_NOW = frozenset({"now", "currently", "present", "moment", "today"})
TIMES = frozenset({"day", "week", "month", "year", "hour", "night", "days", "weeks", "months", "years", "tenth", "bit"})
PER_TIME = ("week", "month", "year")


def sum_wanted(text: str, language: str, price: float | None = None, cost: float | None = None) -> SumWanted | None:
    """Return the sum that a message asks for; None where it asks for none.

    Args:
        text: the message.
        language: of it.
        price: what the owner takes, as it was told just before, in a question about the price; 0 where it was about it and told none.
        cost: what something costs, as it was asked just before.
    """
    message = MoneyWords.of(text, language)
    numbers = [one for one in message.numbers if not one.said.dated and not one.said.told.share and one.value > 0]
    if message.has("asks_price"):
        return _price_of(message, numbers)
    return _price_moved(message, numbers, price) or _must_bring(message, numbers, text, cost)


def reckoned_cost(text: str, language: str) -> MoneyTold | None:
    """Return a cost with how many bought and what each of them cost, as the owner divided it: "60 for 7 orders is 8.60 each"."""
    message = MoneyWords.of(text, language)
    numbers = [one for one in message.numbers if not one.said.told.share and one.value > 0]
    for first, second, each in zip(numbers, numbers[1:], numbers[2:], strict=False):
        near = each.behind("brings", 1) or _behind(each, message)[:1] in (["each"], ["apiece"])
        if second.value == 1 or not near or not _is_near(each.value * second.value, first.value):
            continue
        worth = worth_told([one for one in numbers if one not in (first, second, each)], message)
        leaves = worth is not None and _leaves(worth)
        currency = first.said.told.currency or ""
        return MoneyTold(
            "brought",
            first.value,
            currency,
            "",
            None,
            second.value,
            worth=worth.value if worth else None,
            leaves=leaves,
        )
    return None


def worth_told(numbers: Sequence[SaidAmount], message: MoneyWords) -> SaidAmount | None:
    """Return the one amount that a sale brings or leaves: "12 an order", "one garden leaves me 2500", "avg gig is 900"."""
    found = [one for one in numbers if one.value != 1 and _is_worth(one, message)]
    return found[0] if len(found) == 1 else None


def _is_worth(one: SaidAmount, message: MoneyWords) -> bool:
    if one.said.timed or one.before("spent", 3) or one.behind("vowed", 1):
        return False
    trail = _behind(one, message)[:3]
    if _is_of_each(trail) or (one.behind("leaves", 1) and _is_of_each(trail[1:])):
        return True
    said = [word.text for word in _sentence_before(one, message)]
    first = next((at for at in reversed(range(len(said))) if said[at] in FIRST), None)
    if first is None or not said or said[-1] not in VALUED:
        return one.before("leaves", 3) and one.value >= LEAST and not one.rate
    between = _sentence_before(one, message)[first + 1 :]
    named = [word for word in between if word.text not in VALUED]
    timed = any(word.text in TIMES for word in named)
    return (
        not timed
        and 1 <= len(named) <= BESIDE + 1
        and not any(word.kinds & {"spent", "thing", "helper"} for word in between)
    )


def _is_of_each(trail: Sequence[str]) -> bool:
    """True if the words behind an amount say that it is for one of something: "an order", "each", but not "a week"."""
    return (
        bool(trail)
        and trail[0] in EACH
        and (trail[1:2] or [""])[0] not in TIMES
        and (len(trail) > 1 or trail[0] == "each")
    )


def _behind(one: SaidAmount, message: MoneyWords) -> list[str]:
    """Return the words behind a number up to the next sign."""
    behind = [word.text for word in message.words if word.place[0] >= one.said.told.place[1]]
    end = next((at for at, word in enumerate(behind) if not word[:1].isalnum()), len(behind))
    return behind[:end]


def _leaves(one: SaidAmount) -> bool:
    return one.before("leaves") or one.behind("leaves", 3)


def _sentence_before(one: SaidAmount, message: MoneyWords) -> list[WordBeside]:
    before = [word for word in message.words if word.place[0] < one.said.told.place[0]]
    end = max((at for at, word in enumerate(before) if word.text in ENDS or word.text == ","), default=-1)
    return [word for word in before[end + 1 :] if word.text[:1].isalnum()]


def _price_moved(message: MoneyWords, numbers: Sequence[SaidAmount], price: float | None) -> SumWanted | None:
    """Return what the price is now and what it may be, where it is asked how many buyers that may cost or takes."""
    asked = message.has("spare") or message.has("as_before")
    income, buyers = _income(numbers)
    reckoned = (income.value,) if income is not None else ()
    prices = [one for one in numbers if one is not buyers and one.value not in reckoned and _may_be_price(one)]
    two = _two_prices(prices, message, asked=asked or price is not None or message.has("thinks"))
    if two is None and len(prices) == 1 and (message.has("thinks") or asked or price is not None):
        two = price_denied(message, prices[0].value)
    if two is None and price is not None:
        new = next((one for one in prices if one.value != price), None)
        if len(prices) != 1 or new is None or new.behind("older", 1) or new.said.told.share:
            return None
        if price == 0 or max(price, new.value) > FAR * min(price, new.value):
            return None
        two = (price, new.value)
    if two is None or not (asked or price is not None or message.has("thinks")):
        return None
    currency = next((one.said.told.currency for one in prices if one.said.told.currency), "") or ""
    counted = buyers.value if buyers is not None else None
    if counted is None and asked:
        counted = next(
            (one.value for one in numbers if one not in prices and one is not income and one.counts("won")), None
        )
    return SumWanted("price_moved", currency, old=two[0], new=two[1], buyers=counted)


def _may_be_price(one: SaidAmount) -> bool:
    people = (one.counts("came") or one.counts("won")) and not one.said.told.currency
    return not (people or one.said.timed)


def _income(numbers: Sequence[SaidAmount]) -> tuple[SaidAmount | None, SaidAmount | None]:
    """Return what a price brings from so many, as the owner multiplied it, and how many they are: "20 pupils at 30 is 600"."""
    for income in numbers:
        smaller = [one for one in numbers if one.value < income.value and one.value > 1]
        for first, second in ((a, b) for a in smaller for b in smaller if a is not b):
            if _is_near(first.value * second.value, income.value) and _is_at(first):
                return income, second
    return None, None


def _is_at(one: SaidAmount) -> bool:
    return bool(one.said.told.currency) or (bool(one.lead) and one.lead[-1].text in AT)


def _two_prices(prices: Sequence[SaidAmount], message: MoneyWords, *, asked: bool) -> tuple[float, float] | None:
    """Return the price of now and the new one, of the two that are told; None where there are not two."""
    for one in prices:
        if one.range is not None and max(one.range) <= FAR * min(one.range):
            return one.range
    found: dict[float, SaidAmount] = {}
    for one in prices:
        found.setdefault(one.value, one)
    if not asked or len(found) != 2:
        return None
    first, second = found.values()
    if max(found) > FAR * min(found) or not any(_is_cued(one) for one in (first, second)):
        return None
    turned = _is_of_now(second, message) or second.before("older", BESIDE) or second.behind("older", 1)
    turned = turned and not (first.behind("older", 1) and not second.before("older", BESIDE))
    turned = turned and not _is_of_now(first, message)
    return (second.value, first.value) if turned else (first.value, second.value)


def _is_of_now(one: SaidAmount, message: MoneyWords) -> bool:
    said = [word.text for word in _sentence_before(one, message)[-3:]]
    return any(word in OF_NOW for word in (*said, *_behind(one, message)[:1]))


def _is_cued(one: SaidAmount) -> bool:
    return _is_at(one) or any(one.before(kind) for kind in ("charged", "moved", "older", "thinks"))


def _must_bring(
    message: MoneyWords, numbers: Sequence[SaidAmount], text: str, before: float | None
) -> SumWanted | None:
    """Return what something costs and what one sale brings, where it is asked how many have to come of it."""
    if not message.has("pays_off") or not (is_asked(text) or message.has("how_many")):
        return None
    results = [one for one in numbers if _is_result(one, numbers, message)]
    parts = [one for result in results for one in numbers if _is_part_of(one, result, message)]
    left = [one for one in numbers if one not in parts]
    worth = worth_told(left, message) or next((one for one in results if _is_worth_of_sentence(one, message)), None)
    left = [one for one in left if one is not worth and one.value != 1]
    value = None if worth is None else worth.value * _of_each(worth, left, message)
    costs = [one for one in left if _is_cost(one, results)]
    if not costs and before is None:
        return None
    cost = costs[0].value if costs else before
    told = costs[0] if costs else worth
    per = costs[0].rate if costs and costs[0].rate in PER_TIME else ""
    currency = (told.said.told.currency if told is not None else "") or ""
    claimed = None
    if value and cost:
        claimed = next(
            (
                one.value
                for one in left
                if one not in costs[:1] and abs(one.value - cost / value) <= max(2, 0.1 * cost / value)
            ),
            None,
        )
    return SumWanted("must_bring", currency, per, cost=cost, worth=value, claimed=claimed)


def _is_cost(one: SaidAmount, results: Sequence[SaidAmount]) -> bool:
    if one.said.timed or ((one.counts("came") or one.counts("won")) and not one.said.told.currency):
        return False
    money = one.said.told.currency or one.rate or one.value >= LEAST
    cued = (
        one in results or one.before("spent") or one.before("thing") or one.behind("thing", 2) or one.before("helper")
    )
    return bool(money) and (
        cued or bool(one.said.told.currency) or (bool(one.lead) and one.lead[-1].text in ("the", "is", "for"))
    )


def _of_each(worth: SaidAmount, others: Sequence[SaidAmount], message: MoneyWords) -> float:
    """Return how many of what an amount is left of are in one sale: the 4 of "3 profit a bar, about 4 bars an order"."""
    trail = _behind(worth, message)[:4]
    unit = next((behind for word, behind in pairwise(trail) if word in EACH), "")
    for one in others:
        near = _behind(one, message)[:2]
        if unit and len(near) == 2 and near[0].startswith(unit) and near[1] in EACH:
            return one.value
    return 1.0


def _is_result(one: SaidAmount, numbers: Sequence[SaidAmount], message: MoneyWords) -> bool:
    """True for an amount that the owner reckoned from those before it in its sentence: "11 months at 19, so 209"."""
    earlier = [other for other in numbers if _is_part_of(other, one, message)]
    return one.before("result", 1) and bool(earlier) and max(other.value for other in earlier) < one.value


def _is_part_of(other: SaidAmount, result: SaidAmount, message: MoneyWords) -> bool:
    first, last = other.said.told.place[0], result.said.told.place[0]
    return first < last and not any(word.text in ENDS for word in message.words if first < word.place[0] < last)


def _is_worth_of_sentence(one: SaidAmount, message: MoneyWords) -> bool:
    """True if the sentence of a result begins with one who buys: "A customer stays 11 months at 19, so 209"."""
    before = [word for word in message.words if word.place[0] < one.said.told.place[0]]
    end = max((at for at, word in enumerate(before) if word.text in ENDS), default=-1)
    said = [word for word in before[end + 1 :] if word.text[:1].isalnum()][:3]
    return any(
        word.text in FIRST and not behind.kinds & {"spent", "thing", "helper"} for word, behind in pairwise(said)
    )


def _price_of(message: MoneyWords, numbers: Sequence[SaidAmount]) -> SumWanted | None:
    """Return what the owner takes for something near to that of which a price is looked for, and how many of it are in one."""
    parts = [
        one for one in numbers if 1 < one.value <= MOST_PARTS and one.value == int(one.value) and one.said.in_words
    ]
    prices = [one for one in numbers if one not in parts and _may_be_price(one) and one.value >= LEAST]
    values = [one.value for one in prices]
    if any(_is_of_now(one, message) for one in numbers) or (not values and _is_of_all(message)):
        return None  # what is asked for is the price of what is sold already
    if not values:
        return SumWanted("price_of")
    base = min(values) if message.has("quiet_time") else values[0]
    currency = next((one.said.told.currency for one in prices if one.said.told.currency), "") or ""
    return SumWanted("price_of", currency, old=base, buyers=parts[0].value if len(parts) == 1 else None)


def _is_of_all(message: MoneyWords) -> bool:
    return any(word.text in ("charge", "price", "prices", "ask") for word in message.words)


def _is_near(one: float, other: float) -> bool:
    return abs(one - other) <= NEAR * other
