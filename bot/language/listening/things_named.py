"""Numbers whose own words say that they count no people: shops and staff, flyers, followers, money, a length of time."""

from collections.abc import Sequence

from bot.language.listening.making import WAYS
from bot.language.listening.said_numbers import NEAR, SaidNumber, kinds_of_words, said_numbers
from bot.language.numbers.pieces import Extent

PERSONS = frozenset({"people", "customer"})
THINGS = frozenset({"item"})
SENT = "sent"  # what a business puts out, and how large it is: "100 flyers out, 2 calls back", "200 capacity"
TOLD_THEM = 2  # words before a number: "told them"
TEAM, TEAM_WORDS = "team", 2  # words behind a number that say so: "4 of us"
OF_EACH, OF_EACH_WITHIN = "per", 2  # words behind the noun of a number that say "for each contract"
SOLD = ("sell", "alike")
MONEY = 100.0  # what is said to be earned is money from here on: "I want to make 12 more" may be anything


def things_in(text: str, language: str) -> frozenset[Extent]:
    """Return the numbers of a text that count no people, by their places; visits are some where messages are told as well."""
    numbers = said_numbers(text, language).numbers
    wrote = any(one.near & {"message", "enquire", "ring"} for one in numbers)
    visits = {one.told.place for one in numbers if wrote and "visitor" in one.near and not one.near & PERSONS}
    prices = {one.told.place for one in numbers if is_price(one, numbers)}
    return frozenset({one.told.place for one in numbers if counts_things(one)} | visits | prices)


def counts_things(one: SaidNumber) -> bool:
    """Return True if a number is one of things, of those who only look on, of money or of a length of time."""
    looks_on = "looker" in one.near and not one.near & {*PERSONS, "negation"}  # "couldn't reach 2"
    spent = is_spent(one) and "buy" not in one.kinds  # "120 lete hain" take something
    things = is_named(one, THINGS) or is_owned(one) or is_team(one)
    things = things or is_of_each(one)
    return one.timed or spent or is_earned(one) or is_sent(one) or looks_on or things or is_told_them(one)


def is_of_each(one: SaidNumber) -> bool:
    """Return True if so many are told of each of something, and of no people: "three meetings per contract"."""
    return any(OF_EACH in word.kinds for word in one.behind[1 : OF_EACH_WITHIN + 1])


def is_owned(one: SaidNumber) -> bool:
    """Return True if a number is one of what the owner has, and not of those who buy or ask: "my 2 kids", "our 6 hens"."""
    mine = bool(one.before) and "mine" in one.before[-1].kinds
    return (
        mine
        and bool(one.behind)
        and one.behind[0].kinds.isdisjoint({"customer", "enquire", "message", "fresh", "regular"})
    )


def is_team(one: SaidNumber) -> bool:
    """Return True if a number is one of those who work there: "somos 4 personas", "4 of us", and not "somos 4 clientes"."""
    if any(TEAM in word.kinds for word in one.before[-1:]):
        return "customer" not in one.near
    return TEAM in kinds_of_words(one.behind[:TEAM_WORDS]) and not one.near & PERSONS


def is_sent(one: SaidNumber) -> bool:
    """Return True if a number is one of what was sent out, or says how large a business is, and nothing was sold of it."""
    return bool(one.behind) and SENT in one.behind[0].kinds and not one.has(*SOLD)


def is_told_them(one: SaidNumber) -> bool:
    """Return True if a number is what others were told, which is a price or the like: "told them a hundred and eighty"."""
    leads = kinds_of_words(one.before[-TOLD_THEM:])
    return "told_them" in leads and not kinds_of_words(one.behind[:1]) & {*PERSONS, "enquire", "message"}


def is_spent(one: SaidNumber) -> bool:
    """Return True if a number is money that was spent: "spent 200"."""
    return one.has("outgo") and not one.near & PERSONS


def is_price(one: SaidNumber, numbers: Sequence[SaidNumber]) -> bool:
    """Return True if a number is what something was sold for: "sold 1 caravan for 18k"."""
    paid = bool(one.before) and "for" in one.before[-1].kinds and not one.near & PERSONS
    sold = any(other.has(*SOLD) for other in numbers if other is not one and other.told.place < one.told.place)
    return paid and sold and one.value >= MONEY


def is_earned(one: SaidNumber) -> bool:
    """Return True if a number is money that somebody earned: "I turned over 4000"."""
    return one.has("turnover") and one.value >= MONEY and not one.near & PERSONS


def is_named(one: SaidNumber, kinds: frozenset[str]) -> bool:
    """Return True if the noun of a number is of one of some kinds: "5 staff", or in a list "staff 5", but not "with staff 5"."""
    if one.behind:
        beside = kinds_of_words(one.behind[1:NEAR])
        return bool(one.behind[0].kinds & kinds) and len(one.behind) <= NEAR and not beside & {"joint", "by", *WAYS}
    return len(one.before) == 1 and not one.before[0].kinds.isdisjoint(kinds)
