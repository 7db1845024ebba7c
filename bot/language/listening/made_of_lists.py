"""The parts in a list of numbers, what is left of a total without some, and numbers that only say why."""

from itertools import pairwise, takewhile

from bot.language.listening.amounts import STOPS, ToldAmount
from bot.language.listening.counted import CountQuestion, CountRead, Doubt, as_read
from bot.language.listening.making import ANOTHER_STEP, BUYERS, COMING, WAYS, WISHED, Made, less_than, made_as, summed
from bot.language.listening.relations import SUM_NEAR, total_of
from bot.language.listening.said_numbers import NEAR, SaidMessage, SaidNumber, WordBeside, kinds_of_words
from bot.language.listening.several import are_joined
from bot.language.listening.things_named import THINGS
from bot.language.numbers.pieces import at as piece_at
from bot.language.numbers.pieces import says

LEAST_OF_ROW = 3
BEHIND = 5  # a number within so many words before an "except" is left out: "एक मज़ाक वाले को छोड़कर, सब"
BARE = 2  # words of a number that names nothing but what it counts: "35 new people"
MOST_WORDS = 5  # that name somebody: "lad in the shop maybe"
LEFT_OUT = ("stranger", "unfit", "regular", "besides", "deduct", "silent", "forgotten", "miss", "dropped")
"""Kinds of word for what is taken from a total before it is said what is left."""

NO_PART = ("item", "staff", "looker", "outgo", "turnover", "total")
PERSONS = frozenset({"partner", "staff", "speaker"})
BY_A_WAY = ("channel", "brought", "online")
BESIDE_A_WAY = frozenset({"buy", "alike", *WAYS})  # "checkatrade gave 11", "4 from the sign outside"
NOUNS = frozenset({"people", "customer", "fresh", "enquire"})
"""Kinds of word that only say what is counted."""

OWN = NOUNS | WAYS | frozenset({"buy", "alike", "talk", "reply", "quote", "pending"})
"""Kinds of word for what may be counted, so that a number beside them does not only say why."""


def explained(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take a bare number before others that only say why: "28, I only have 2 hands", "10 because I have 4 chairs"."""
    if len(said.numbers) < 2:
        return None
    first, *others = said.numbers
    if first.timed or first.has(*ANOTHER_STEP, *NO_PART) or len(first.before) > BARE:
        return None
    return made_as(first.told, question) if all(_says_why(one, first) for one in others) else None


def _says_why(one: SaidNumber, first: SaidNumber) -> bool:
    """True if the words before a number begin with one that says why, and it counts nothing that is asked about."""
    between = [word for word in (*first.behind, *one.before) if word.place[0] < one.told.place[0]]
    start = next((at for at, word in enumerate(between) if _begins_why(word)), len(between))
    near = one.near - {"people"} if one.has("staff") else one.near
    things = one.timed or bool(near & (THINGS | PERSONS | {"channel"}))
    if start == len(between):
        return not between and things
    owned = one.timed or bool(near & THINGS)  # "10, tengo 2 ayudantes"
    apart = start <= BARE and (owned or start < len(between) - 1) and not one.has("now", "total", "fresh")
    return apart and near.isdisjoint(OWN - PERSONS) and (things or "because" in between[start].kinds)


def _begins_why(word: WordBeside) -> bool:
    """True for a "because" or an "it is", but not for the "e" of "eu 22 e meu filho 9"."""
    return "because" in word.kinds or ("here_is" in word.kinds and "joint" not in word.kinds)


def left_over(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take what is left of a total without some who are named: "33 in all, 5 only wanted directions so 28 really"."""
    if question.fact in WISHED or len(said.numbers) < LEAST_OF_ROW:
        return None
    whole, *parts, rest = said.numbers
    left = whole.value - sum(one.value for one in parts)
    if abs(left - rest.value) > SUM_NEAR * whole.value or not kinds_of_words(rest.behind).isdisjoint(WAYS):
        return None
    others_known = "fresh" in rest.near and not any(one.has("fresh") for one in parts)
    known = others_known or any(one.has(*LEFT_OUT) for one in (*parts, rest))
    return made_as(rest.told, question) if known else None


def all_but_some(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take some from all: "all said yes but 6"; where more is said of these, it is asked: "all replied but 6 were rude"."""
    (one,) = said.numbers
    if question.of is None or not is_left_out_of_all(one, said):
        return None
    first = any(isinstance(token, ToldAmount) for token in said.tokens[: one.at])
    rest = less_than(question.of, [one])
    more = first and bool(one.behind) and not one.behind[0].kinds & {"who", "speaker"}
    doubted = more and "turn" in kinds_of_words(one.before[-NEAR:])
    return rest and (Doubt("which", (rest, CountRead(question.of)), made=True) if doubted else rest)


def is_left_out_of_all(one: SaidNumber, said: SaidMessage) -> bool:
    """Return True if all are told of, and a number as those who are not among them: "all said yes but 6", "bar one, all"."""
    everybody = [token for token in said.tokens if isinstance(token, ToldAmount) and token.share and not token.but]
    if len(everybody) != 1 or everybody[0].amount.value < 1:
        return False
    behind = takewhile(lambda token: getattr(token, "text", "") not in STOPS, said.tokens[one.at + 1 : one.at + BEHIND])
    beside = (*said.tokens[max(one.at - 2, 0) : one.at], *behind)
    return any(says(token, "except") for token in beside)


def some_of_them(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Leave out those who want nothing: "30 but 5 were suppliers"; of others it is asked: "45, 9 of them were selling"."""
    if question.fact != "people" or len(said.numbers) != 2:
        return None
    first, second = said.numbers
    if first.has("stranger") or second.value >= first.value:
        return None
    if second.in_words and second.value == 1 and says(piece_at(said.tokens, second.at + 1), "of_them"):
        return made_as(first.told, question)  # "18, one of them my cousin"
    rest = less_than(first.told.amount, [second])
    if second.has("besides") and second.has("stranger", "regular"):
        return made_as(first.told, question)  # "19 if you leave out the 3 reps"
    if second.has("stranger"):
        return rest and CountRead(rest.amount, first.told.span, made=True)
    said_to_be = bool(second.behind) and "was" in second.behind[0].kinds
    if rest is None or not said_to_be or second.has(*OWN, "channel", "new"):
        return None
    return Doubt("which", (as_read(first.told, question), rest), made=True)


def listed(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Add up parts with a name each, none of which says another step: "3 weddings, 5 birthdays, 2 parties".

    Where each is less than the one before, they may be steps in words that nobody listed, so it is asked: "30 tried, 5 stayed".
    """
    numbers = [one for one in said.numbers if one.value or not one.has("remainder")]  # "the rest none"
    if question.fact == "people" and len(numbers) == 2 and are_joined(said.tokens) and _came_too(*numbers):
        return summed(numbers, question, numbers[0].told.span)
    rates = {(span.unit, span.count) for one in numbers if (span := one.told.span) is not None and span.rate}
    if not _are_parts(numbers, question) or len(rates) > 1:
        return None  # "30 cuts a day, could take 6 new ones a week"
    total = summed(numbers, question, numbers[0].told.span if question.fact == "people" else None)
    if _are_surely_parts(numbers, question):
        return total
    if question.fact in BUYERS and len(numbers) == 2 and are_joined(said.tokens) and _are_sales(numbers):
        return total
    if question.fact in BUYERS and len(numbers) == 2 and are_joined(said.tokens):
        return Doubt("which", (total, *(as_read(one.told, question) for one in numbers)), made=True)
    return None


def _came_too(first: SaidNumber, second: SaidNumber) -> bool:
    """True for the 3 of "15 and 3 who walked in"."""
    bare = not first.before and not first.behind
    return bare and second.value < first.value and second.has(*WAYS) and not second.has(*ANOTHER_STEP)


def _are_sales(numbers: list[SaidNumber]) -> bool:
    """True for two kinds of what was bought, which are no steps as their sizes go: "two weddings and three birthdays"."""
    first, second = numbers
    named = bool(first.behind and second.behind) and not any(one.near & (NOUNS - {"customer"}) for one in numbers)
    return named and second.value >= first.value / 2


def _are_parts(numbers: list[SaidNumber], question: CountQuestion) -> bool:
    """True if each of some numbers has a name in the same place, and none of them is of another step."""
    in_ways = all(one.has(*BY_A_WAY) or "way" in kinds_of_words(one.behind[:NEAR]) for one in numbers)
    named = in_ways or all(one.behind for one in numbers) or all(one.before for one in numbers)
    if question.fact in BUYERS and _are_plans(numbers):
        return True
    if len(numbers) < 2 or not named or question.fact not in (*COMING, "talked", "room"):
        return False
    if any(one.told.amount.law == "uniform" and not one.told.amount.low for one in numbers):
        return False  # "more than 50 but less than 60"
    other = {*ANOTHER_STEP, *NO_PART, *(WAYS if question.fact in BUYERS else {"buy", "alike"})}
    own = {"talk", "reply"} if question.fact == "talked" else set()
    own |= {"staff", "item"} if _are_of_persons(numbers) else set()
    if any(one.has(*other - own - (BESIDE_A_WAY if one.has("way", *BY_A_WAY) else set())) for one in numbers):
        return False
    if _are_of_persons(numbers) or in_ways or all(one.has(*WAYS, "channel", "way") for one in numbers):
        return True
    total = total_of([one.told for one in numbers])
    return total is None or any(one.told is total and one.has("channel", "brought") for one in numbers)


def _are_surely_parts(numbers: list[SaidNumber], question: CountQuestion) -> bool:
    """True if the names of parts say that they are some, or their order that they are no steps."""
    total, of = sum(one.value for one in numbers), question.of
    if of is not None and total > of.value and question.fact == "talked":
        return False
    if _are_of_persons(numbers) or (question.fact in BUYERS and _are_plans(numbers)):
        return True
    if any(one.has("month", "year", "week", "later", "habit") for one in numbers):
        return False  # "4 in winter, 9 in summer"
    if len({one.told.span for one in numbers}) > 1:
        return False
    if question.fact not in COMING:
        return all(one.has("day") for one in numbers)
    if _came_by(numbers) or (question.fact == "orders" and all(one.has("way", *BY_A_WAY) for one in numbers)):
        return True
    if len(numbers) < LEAST_OF_ROW or all(one.value > following.value for one, following in pairwise(numbers)):
        return len(numbers) >= LEAST_OF_ROW and sum(one.has(*WAYS, "channel", "enquire") for one in numbers) > 1
    nouns = [one for one in numbers if one.near & NOUNS]
    only_most = nouns == [max(numbers, key=lambda one: one.value)]  # "3 fairs, 2 markets, 40 people"
    return not only_most and (question.fact == "people" or all(one.before and not one.behind for one in numbers))


def _are_plans(numbers: list[SaidNumber]) -> bool:
    """True for "4 monthly, 3 quarterly, 1 annual", which are ways to pay."""
    units = [one.told.span.unit for one in numbers if one.told.span is not None and one.told.span.rate]
    return len(set(units)) == len(numbers) > 1


def _came_by(numbers: list[SaidNumber]) -> bool:
    """True if each name is a way in which somebody came: "12 on etsy, 7 on the site, 3 at the fair", "por mail 8 y en persona 9"."""
    behind = all("way" in kinds_of_words(one.behind[:NEAR]) for one in numbers)
    before = all(not one.behind and one.has(*WAYS, "channel", "network") for one in numbers)
    return behind or before


def _are_of_persons(numbers: list[SaidNumber]) -> bool:
    """True for numbers of the one who speaks and of others: "me 14, the wife 8", "I did 18, reception did 21"."""
    speakers = [one for one in numbers if "speaker" in kinds_of_words(one.before[:1])]
    others = [one for one in numbers if one not in speakers]
    if len(speakers) != 1 or not all(one.before for one in numbers):
        return False
    if any(
        word.kinds & (OWN - NOUNS) or "reached" in word.kinds
        for word in speakers[0].before
        if speakers[0] is not numbers[0]
    ):
        return False  # "dave rang 40, I reached 12"
    verbs = {word.text for word in numbers[0].before[1:]} | {word.text for word in speakers[0].before[1:]}
    return all(_is_somebody(one, verbs) for one in others)


def _is_somebody(one: SaidNumber, verbs: set[str]) -> bool:
    """True if the words before a number are somebody, with what the one who speaks did too, or nothing: "reception did"."""
    words = [word for word in one.before if word.text not in verbs and "joint" not in word.kinds]
    known = kinds_of_words(words[:NEAR]) - {"joint", "now"}
    return bool(words) and len(words) <= MOST_WORDS and (not known & (OWN - NOUNS) or bool(known & PERSONS))
