"""Which question whether a thing would be worth it a message asks that only says what the thing costs: "lad wants 130 a day to help"."""

from bot.diagnosis.things import OF_HIRING, WORTH_IT, is_of_a_thing
from bot.hearing.money_words import BESIDE, MoneyWords, SaidAmount
from bot.hearing.of_a_thing import OF_PRICES
from bot.hearing.policy import SAYING
from bot.language.listening.matters import matters
from bot.language.match import is_asked

LEAST = 10  # money, where no currency says that it is money
LARGE = 100  # a number that hardly counts people in a week or month
HELPING = 8  # words on each side of an amount among which somebody is named who would be paid it
ASKING = ("asks", "ask")
OF_TIME = ("day", "week", "month", "year")


def cost_asked(text: str, language: str) -> str:
    """Return the question whether a helper, or some other thing, is worth what it costs; empty where a message asks none."""
    message = MoneyWords.of(text, language)
    if message.has("imagined"):
        return ""
    costs = [one for one in message.numbers if _is_running(one) and not _is_earned(one)]
    costs = [one for one in costs if _is_money(one) or message.has("keeps")]
    if len(costs) != 1:
        return ""
    cost = costs[0]
    if _names(cost, "helper"):
        return OF_HIRING
    if not _names(cost, "thing") or not (message.has("keeps") or cost.before("spent", BESIDE)):
        return ""
    if is_asked(text):
        return ""  # what is asked outright is heard as that question
    likeliest = next((matter for matter, chance in matters(text, language)[:1] if chance >= SAYING), "")
    fits = is_of_a_thing(likeliest) and likeliest not in OF_PRICES
    return likeliest if fits else WORTH_IT


def _is_running(one: SaidAmount) -> bool:
    """True for an amount that is paid for each hour or stretch of time, or that somebody wants."""
    if one.counts("came") or one.counts("won") or one.behind("vowed", 1) or one.behind("hours", 1):
        return False
    wanted = any("want" in word.kinds or word.text in ASKING for word in one.lead[-BESIDE:]) and one.value >= LEAST
    timed = one.rate in OF_TIME and one.value >= LEAST and not one.before("brings")
    return one.behind("hourly", BESIDE) or timed or (wanted and not one.rate)


def _is_money(one: SaidAmount) -> bool:
    """True if an amount is money by its currency, by a word for paying, or by how large it is; "24 a week" may be people."""
    return bool(one.said.told.currency) or one.before("spent") or one.value >= LARGE or one.behind("hourly", BESIDE)


def _is_earned(one: SaidAmount) -> bool:
    """True for an amount that the owner takes, or that a sale brings."""
    return (
        one.before("leaves")
        or one.behind("leaves", 3)
        or any(word.text in ("charge", "charging", "sell") for word in one.lead[-BESIDE:])
    )


def _names(one: SaidAmount, kind: str) -> bool:
    return one.before(kind, HELPING) or one.behind(kind, HELPING)
