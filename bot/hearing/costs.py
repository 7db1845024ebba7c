"""What is said of money in a question whether a thing would be worth it: what it costs, brought or pays, and what a sale is worth."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.core.span import WEEKS
from bot.diagnosis.tell import WEEKS_A_MONTH
from bot.diagnosis.things import OF_HIRING, PER_ONE, Per, Thing
from bot.hearing.money_words import MoneyWords
from bot.hearing.narrowed import says_any
from bot.hearing.sums_wanted import worth_told
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.match import fold
from bot.language.numbers.clean import clean
from bot.language.templates import Words

CLOSE = 8  # letters between an amount and the time that it is for
HOURS = 5  # a week, for which an hourly wage is reckoned where they aren't told
LEAST = 10  # money that a thing costs, where no currency says that it is money
DAYS_A_WEEK = 7
AROUND = 4  # words behind a number that are of it
BESIDE = 3  # words before it
SEVERAL = 2  # amounts, of which one may be a cost
RIGHT_BESIDE = 2  # words on each side that say that it is money
ENDS = ".?!;\n"  # signs behind which another sentence begins


class MoneyBeside(Struct, frozen=True):
    """A number with the words of its sentence before it, up to the number before, and a few on both of its sides."""

    told: ToldAmount
    before: str
    beside: str
    behind: str

    @property
    def value(self) -> float:
        """Return the number as it was told: the 3,800 of "3,800 plus", the 70 of "up to 70"."""
        amount = self.told.amount
        return amount.low or amount.high if amount.law == "uniform" else amount.value


def with_words(text: str, words: Words) -> list[MoneyBeside]:
    """Return the numbers of a text, as money is read, with the words around each."""
    said, end, found = clean(text, words.language).text, 0, []
    for told in tokens_in(text, words.language, "money"):
        if isinstance(told, ToldAmount):
            first, last = told.place
            before = said[end:first]
            before = before[max((before.rfind(sign) for sign in ENDS), default=-1) + 1 :]
            behind = said[last:].split()[:AROUND]
            found.append(MoneyBeside(told, before, " ".join(said[:first].split()[-BESIDE:]), " ".join(behind)))
            end = last
    return found


def worth_beside(text: str, words: Words) -> ToldAmount | None:
    """Return the one number that the words before it tell as the value of a sale, in a question about a cost."""
    asking = {fold(one) for one in words.listed("topics/narrow", "asks_worth")}
    found = [
        one.told
        for one in with_words(text, words)
        if not one.told.share
        and one.told.amount.value != 1
        and says_any("tells_worth", one.before, words, asking)
        and not says_any("pays_owner", one.before, words)
    ]
    if found or len([one for one in with_words(text, words) if not one.told.share]) < SEVERAL:
        return found[0] if len(found) == 1 else None
    return worth_by_form(text, words)  # beside what something costs


def worth_by_form(text: str, words: Words) -> ToldAmount | None:
    """Return the one number that is told of one sale, whatever it is called: "avg gig is 900", "12 an order"."""
    message = MoneyWords.of(text, words.language)
    numbers = [one for one in message.numbers if not one.said.told.share]
    one = worth_told(numbers, message)
    bought = one is not None and (one.behind("thing", RIGHT_BESIDE) or one.behind("lead", RIGHT_BESIDE))
    return None if one is None or bought else one.said.told


def cost_of(topic: str, text: str, words: Words) -> Thing:
    """Return what a thing costs, by the only amount of money that is said to be one, and what else is said of money beside it."""
    numbers, worth = with_words(text, words), worth_beside(text, words)
    keeps = [one for one in numbers if one.told.share and 0 < one.told.amount.value < 1]
    keeps = [one for one in keeps if says_any("tells_share", f"{one.before} {one.behind}", words)]
    plain = [one for one in numbers if not one.told.share and (worth is None or one.told.place != worth.place)]
    money = [one for one in plain if one.told.currency]
    money = money or [one for one in plain if one.told.amount.value >= LEAST and _is_money(one, text, words)]
    money = money or [one for one in plain if _is_hourly(topic, one, "", words)]
    value = None if worth is None else worth.amount.value
    share = keeps[0].told.amount.value if len(keeps) == 1 else None
    currency = (worth.currency if worth is not None else None) or ""
    money, paid = _apart(money, words)
    thing = Thing(keeps=share, value=value, currency=currency)
    if paid and value:
        return Thing(currency=currency or paid[0].told.currency or "", prices=(value, paid[0].value))
    if share and value is None and len(money) == 1 and says_any("names_price", money[0].before, words):
        return Thing(keeps=share, value=money[0].value, currency=money[0].told.currency or "")
    if len(money) != 1 or (_is_a_price(money[0], words) and not _per_one(money[0], text, words)):
        return thing
    return _costing(topic, money[0], [one for one in plain if one is not money[0]], thing, text, words)


def _apart(money: Sequence[MoneyBeside], words: Words) -> tuple[list[MoneyBeside], list[MoneyBeside]]:
    """Return which amounts may be costs, and which the owner would be paid."""
    paid = [one for one in money if says_any("pays_owner", one.before, words)]
    return [one for one in money if one not in paid], paid


def _is_a_price(one: MoneyBeside, words: Words) -> bool:
    """True if an amount is what one of something sold costs: "30 at £6 a head"."""
    return (
        one.told.span is None
        and says_any("tells_worth", one.behind, words)
        and not says_any("tells_cost", one.before, words)
    )


def _is_money(one: MoneyBeside, text: str, words: Words) -> bool:
    """True if the words right beside a number say that it is a cost, or for each of what: "they want 350 a year"."""
    near, behind = " ".join(one.beside.split()[-RIGHT_BESIDE:]), " ".join(one.behind.split()[:RIGHT_BESIDE])
    running = (
        one.told.span is not None and one.told.span.rate and one.told.span.place[0] == one.told.place[1]
    )  # "39/month"
    return bool(_per_one(one, text, words)) or running or says_any("tells_cost", f"{near} {behind}", words)


def _per_one(one: MoneyBeside, text: str, words: Words) -> Per:
    """Return for one of what an amount is to be paid: a click, or somebody who may buy; nothing where that isn't said."""
    if one.told.span is not None:
        return ""
    near: Per = next((per for per in PER_ONE if says_any(f"per_{per}", f"{one.beside} {one.behind}", words)), "")
    each = not near and says_any("names_leads", text, words) and says_any("tells_worth", one.behind, words)
    return "lead" if each else near


def _costing(
    topic: str, money: MoneyBeside, others: Sequence[MoneyBeside], thing: Thing, text: str, words: Words
) -> Thing:
    if (daily := _by_the_day(topic, money, others, words)) is not None:
        return replace(
            thing, cost=daily or None, currency=money.told.currency or thing.currency, per="week" if daily else ""
        )
    cost, per = _in_time(money)
    per = _per_one(money, text, words) or per
    hours = [
        one for one in others if topic == OF_HIRING and says_any("names_hours", one.behind.partition(" ")[0], words)
    ]
    hourly = len(hours) == 1 and not per and says_any("per_hour", f"{money.beside} {money.behind}", words)
    brought = [one.value for one in others if _is_brought(one, words)]
    tried = None
    if hourly:
        cost, per = hours[0].value * cost, "week"
    elif _is_hourly(topic, money, per, words):
        cost, per, tried = cost * HOURS * WEEKS_A_MONTH, "month", HOURS
    return Thing(
        (),
        cost,
        money.told.currency or thing.currency,
        per,
        thing.keeps,
        None,
        thing.value,
        brought[0] if len(brought) == 1 and money.value != brought[0] else None,
        hours=tried,
    )


def _is_hourly(topic: str, money: MoneyBeside, per: Per, words: Words) -> bool:
    """True for the wage of an hour, where it isn't told for how many: "12 euro an hour for a helper"."""
    near = " ".join(money.behind.split()[: RIGHT_BESIDE + 1])  # "12 euro an hour"
    return topic == OF_HIRING and not per and says_any("by_hour", near, words)


def _by_the_day(topic: str, money: MoneyBeside, others: Sequence[MoneyBeside], words: Words) -> float | None:
    """Return what is paid by the day costs in a week of as many days as are told; 0 for somebody whose days aren't, else None."""
    span = money.told.span
    if span is None or not span.rate or span.unit != "day":
        return None
    days = [one.value for one in others if says_any("names_days", one.behind.partition(" ")[0], words)]
    if len(days) == 1 and 0 < days[0] <= DAYS_A_WEEK:
        return money.value * days[0]
    return 0.0 if topic == OF_HIRING else None


def _is_brought(one: MoneyBeside, words: Words) -> bool:
    """True if a number is what a thing brought: "landed one", "2 signups from it"."""
    whole = one.value >= 1 and one.value == int(one.value) and not one.told.currency
    return whole and (says_any("has_brought", one.beside, words) or says_any("came_of_it", one.behind, words))


def _in_time(one: MoneyBeside) -> tuple[float, Per]:
    """Return a cost with the stretch of time that it is for; a day, and what is no such stretch, is told for a month."""
    value, span = one.value, one.told.span
    if span is None or not span.rate:
        return value, ""
    if span.count == 1 and span.unit in ("week", "month", "year"):
        return value, span.unit
    return value / (span.count * WEEKS[span.unit]) * WEEKS_A_MONTH, "month"
