"""What a message tells of money after a verdict: what a paid thing brought, or how many bought at a new price.

A cost with the people it brought: "directory 650/mth, 4 callers from it"; a price with those who heard it, and those who
bought: "upped to 45, 4 asked 4 said yes". What costs something and brought nothing yet is told by ``costs.py``.
"""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from bot.diagnosis.money_told import MoneyTold
from bot.diagnosis.tell import WEEKS_A_MONTH
from bot.hearing.money_words import BESIDE, BY_NATURE, YEARS, MoneyWords, SaidAmount

LEAST = 10  # money, where neither a currency nor a stretch of time says that it is money
FAR = 3  # a price more than three times another is no new price of the same thing
DAYS_A_WEEK, MONTHS = 7, 12
PERSON = ("and", "whom", "which", "was", "just", "only", "then", "so", "a", "total", "with", "got", "but")
"""Words right before a "one" that is somebody."""

EACH = ("per", "each", "every", "a", "an")
UNIT = {"day": "day", "week": "week", "month": "month", "year": "year"}


class _Counts(Struct, frozen=True):
    """How many came, or heard a price, and how many bought; None where that isn't told."""

    came: float | None = None
    won: float | None = None


def money_told(text: str, language: str) -> MoneyTold | None:
    """Return what a message tells of money: a price that was tried, or a cost and what came of it; None where it tells neither."""
    message = MoneyWords.of(text, language)
    if message.has("imagined"):
        return None
    numbers = [one for one in message.numbers if _counts_here(one)]
    return _price_tried(message, numbers) or _cost_and_gain(message, numbers)


def _counts_here(one: SaidAmount) -> bool:
    """True for a number that may be money or people: no year, and no "one" that stands for a thing."""
    year = one.value in YEARS and not one.said.told.currency and one.before("older", BESIDE) and not one.rate
    return not (
        year or one.said.dated or one.said.timed or (one.value == 1 and one.said.in_words and not _is_one_person(one))
    )


def _is_one_person(one: SaidAmount) -> bool:
    """True for the "one" of "six leads, one signed", but not of "the glossy one in the doctors'"."""
    counted = (one.counts("won") or one.counts("came")) and not (one.trail and one.trail[0].text == "of")
    last = one.lead[-1] if one.lead else None
    return counted and (last is None or last.text in PERSON or bool(last.kinds & {"came", "enquire", "won", "buy"}))


def _is_people(one: SaidAmount) -> bool:
    """True if a number counts people, by the words behind it."""
    return not one.said.told.currency and (one.counts("came") or one.counts("won"))


def _price_tried(message: MoneyWords, numbers: Sequence[SaidAmount]) -> MoneyTold | None:
    """Return a new price with those who heard it and those who bought."""
    at = next((at for at, one in enumerate(numbers) if _is_people(one) or _asks_of_people(one)), len(numbers))
    prices = [one for one in numbers[:at] if not _is_people(one)]
    if not prices or any(one.before("spent", BESIDE + 1) and not one.before("charged") for one in prices):
        return None
    pair = _pair(prices)
    cued = [one for one in prices if _is_taken(one) and (one.value >= LEAST or one.said.told.currency)]
    if (pair is None and not cued) or any(one.beside("lead") or one.before("thing", 3) for one in prices):
        return None
    new = pair[1] if pair else cued[-1].value
    rest = [
        one for one in numbers[at:] if one.value != new and not one.said.told.currency and one.value == int(one.value)
    ]
    counts = _heard_and_bought(rest)
    if counts.came is None or counts.won is None or counts.came < 1 or counts.won > counts.came:
        return None
    currency = next((one.said.told.currency for one in prices if one.said.told.currency), "") or ""
    pair = pair or price_denied(message, new)
    fee = pair is None and message.has("first")
    return MoneyTold("tried", new, currency, "", counts.came, counts.won, old=pair[0] if pair else None, fee=fee)


def _asks_of_people(one: SaidAmount) -> bool:
    """True if the words before a number say that it counts people: "out of thirteen I've quoted", "the next ten"."""
    near = [word.text for word in one.lead[-BESIDE:]]
    return not one.said.told.currency and not one.rate and (near == ["out", "of"] or "next" in near or "first" in near)


def _is_taken(one: SaidAmount) -> bool:
    """True if an amount is a price that the owner takes by now."""
    moved = one.before("moved") or one.before("charged")
    now = any("now" in word.kinds for word in (*one.lead[-BESIDE:], *one.trail[: BESIDE + 1]))
    return moved or now


def _pair(prices: Sequence[SaidAmount]) -> tuple[float, float] | None:
    """Return the price before and the new one; None where they aren't both told."""
    for one in prices:
        if one.range is not None and max(one.range) <= FAR * min(one.range):
            return one.range
    found = [one for one in prices if one.value > 0]
    for first, second in pairwise(found):
        if first.value == second.value or max(first.value, second.value) > FAR * min(first.value, second.value):
            continue
        cued = any(one.before(kind) for one in (first, second) for kind in ("moved", "charged", "older")) or _is_taken(
            first
        )
        cued = cued or _is_taken(second) or second.behind("older", 1)
        if not cued:
            continue
        later = second.before("older", BESIDE) or second.behind("older", 1)
        turned = later and not (first.behind("older", 3) and not second.before("older", BESIDE)) and not _up_to(second)
        return (second.value, first.value) if turned else (first.value, second.value)
    return None


def price_denied(message: MoneyWords, new: float) -> tuple[float, float] | None:
    """Return the price before that a "not" or "instead of" stands before, so that it is no number: "£85 now, not 60"."""
    for word, behind in pairwise(message.words):
        if (
            "older" in word.kinds
            and behind.text.isdecimal()
            and new != float(behind.text) <= FAR * new <= FAR**2 * float(behind.text)
        ):
            return float(behind.text), new
    return None


def _up_to(one: SaidAmount) -> bool:
    """True for an amount that "to" stands right before."""
    return bool(one.lead) and one.lead[-1].text == "to"


def _heard_and_bought(numbers: Sequence[SaidAmount]) -> _Counts:
    """Return the first count as of all who heard a price, and the next that isn't of those who said no as of who bought."""
    heard = next((one for one in numbers if one.value > 1 or one.counts("came")), None)
    if heard is None:
        return _Counts()
    others = [one for one in numbers[numbers.index(heard) + 1 :] if one.value <= heard.value]
    yes = [one for one in others if not _said_no(one)]
    if not yes:
        refused = sum(one.value for one in others if _said_no(one))
        return _Counts(heard.value, heard.value - refused if others and refused <= heard.value else None)
    bought = yes[0]
    for one in yes[1:]:
        part = any(word.text in ("them", "those", "these", "which", "whom") for word in one.trail[:3])
        if part and one.counts("won") is False and one.behind("won") and one.value <= bought.value:
            bought = one
    return _Counts(heard.value, bought.value)


def _said_no(one: SaidAmount) -> bool:
    """True if a number counts those who did not buy."""
    near = one.trail[:3]
    refused = any(word.kinds & {"not_won", "refused", "pending", "silent"} for word in near)
    won = bool(near) and bool(near[0].kinds & {"won", "buy", "customer"})
    denied = bool(one.lead) and one.lead[-1].text in ("not", "before", "been")
    return (refused and not won) or denied


def _cost_and_gain(message: MoneyWords, numbers: Sequence[SaidAmount]) -> MoneyTold | None:
    """Return what a thing cost with how many it brought, or how many of them bought."""
    first = next((at for at, one in enumerate(numbers) if _is_people(one)), len(numbers))
    costs = [
        one for at, one in enumerate(numbers) if _is_cost(one) and (at < first or one.said.told.currency or one.rate)
    ]
    worth, leaves = _worth(numbers, costs)
    costs = [one for one in costs if one is not worth]
    if not costs:
        return None
    cost = costs[0]
    per = "lead" if cost.beside("lead") or _is_for_each(cost) else UNIT.get(cost.rate, "")
    counts = _brought(message, [one for one in numbers if one is not cost and one is not worth], per)
    paid = _is_paid(message, cost)
    if not paid or (counts.came is None and counts.won is None):
        return None
    whole = _whole(message, cost, per, counts)
    if whole is None:
        return None
    value, each_month = (worth.value, worth.rate == "month") if worth is not None else (None, False)
    return MoneyTold(
        "brought", whole, cost.said.told.currency or "", per if per in ("week", "month", "year") and whole == cost.value else "",
        counts.came, counts.won, worth=value, leaves=leaves, monthly=each_month,
    )  # fmt: skip


def _is_cost(one: SaidAmount) -> bool:
    """True if a number is money: by a currency, by a stretch of time that it is for each of, or by a word for paying."""
    if _is_people(one) and not one.said.told.currency:
        return False
    if one.behind("vowed", 1) or one.value <= 0 or one.said.has("rival", "regular"):
        return False
    paying = one.before("spent", 4) or one.before("thing") or one.beside("lead")
    timed = one.rate and (one.value >= LEAST or one.rate == "day")
    return bool(one.said.told.currency or timed) or (paying and one.value >= LEAST) or _is_for_each(one)


def _is_for_each(one: SaidAmount) -> bool:
    """True for an amount that is paid for each one who buys: "4 per guest"."""
    if any(word.text in ("each", "apiece") for word in one.trail[:BESIDE]) and one.before("thing"):
        return True  # "Checkatrade leads, six quid each"
    return len(one.trail) > 1 and one.trail[0].text in EACH and bool(BY_NATURE["won"] & one.trail[1].kinds)


def _is_paid(message: MoneyWords, cost: SaidAmount) -> bool:
    """True if an amount is paid for something that may bring people."""
    told_as_money = bool(cost.said.told.currency or cost.rate)
    asked = told_as_money and (message.has("keeps") or cost.before("spent"))
    return asked or message.has("thing") or _is_for_each(cost)


def _worth(numbers: Sequence[SaidAmount], costs: Sequence[SaidAmount]) -> tuple[SaidAmount | None, bool]:
    """Return the amount that one sale brings or leaves, and whether it is what is left of it."""
    others = [
        one for one in numbers if one is not next(iter(costs), None) and not _is_people(one) and one.value >= LEAST
    ]
    for kind in ("leaves", "brings"):
        found = [one for one in others if (one.before(kind) or one.behind(kind, 3)) and not one.behind("vowed", 1)]
        if found:
            return (
                (None, False)
                if any(word.text == "times" for one in numbers for word in one.trail[:1])
                else (found[-1], kind == "leaves")
            )
    return None, False


def _brought(message: MoneyWords, numbers: Sequence[SaidAmount], per: str) -> _Counts:
    """Return how many a thing brought, and how many of them bought."""
    counted = [one for one in numbers if _is_brought(one)]
    none, nobody = message.has("none"), message.has("nobody")
    if not counted:
        return _Counts(0.0, 0.0) if nobody else _Counts(None, 0.0) if none else _Counts()
    first, *others = counted
    fewer = [one for one in others if one.value <= first.value and not _said_no(one)]
    second = next(
        (
            one
            for one in fewer
            if _is_all_of(one, first) or one.counts("won") or one.before("won", BESIDE) or one.behind("won")
        ),
        None,
    )
    if second is not None:
        return _Counts(first.value, second.value)
    if none:
        return _Counts(first.value, 0.0)
    if first.counts("won") and not first.counts("came") and per != "lead":
        return _Counts(None, first.value)
    return _Counts(first.value, None)


def _is_all_of(one: SaidAmount, came: SaidAmount) -> bool:
    """True for the second 6 of "6 rang off it and all 6 brought the car in"."""
    return one.value == came.value and any(word.text == "all" for word in one.lead[-BESIDE:])


def _is_brought(one: SaidAmount) -> bool:
    """True if a number counts people whom a thing brought."""
    if one.said.told.currency or one.value != int(one.value) or one.behind("vowed", 2) or one.rate or one.value <= 0:
        return False
    if (
        one.before("vowed", BESIDE)
        or one.behind("miss", 1)
        or one.behind("regular", BESIDE)
        or any("unsaid" in word.kinds for word in one.lead)
    ):
        return False
    of_them = [word.text for word in one.trail[:BESIDE]] in (["of", "em"], ["of", "them"])
    return _is_people(one) or of_them or one.before("won", BESIDE) or one.behind("came", 3) or one.behind("won", 3)


def _whole(message: MoneyWords, cost: SaidAmount, per: str, counts: _Counts) -> float | None:
    """Return all that was paid for those who were brought; None where that can't be told."""
    if per == "lead":
        return cost.value * bought if (bought := counts.came or counts.won) else None
    if per == "day":
        return round(cost.value * WEEKS_A_MONTH * DAYS_A_WEEK)
    return cost.value * (MONTHS if per == "month" and message.has("yearly") else 1)
