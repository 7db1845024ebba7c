"""How many were talked with, bought or were right, where it is told of some that they were not."""

from collections.abc import Sequence

from bot.core.amount import Amount
from bot.language.listening.amounts import ToldAmount
from bot.language.listening.counted import CountQuestion, Doubt, as_read
from bot.language.listening.made_of_lists import is_left_out_of_all
from bot.language.listening.making import ANOTHER_STEP, BARE_NO, BUYERS, COMING, WAYS, Made, less_than, made_as, summed
from bot.language.listening.relations import is_left_undone
from bot.language.listening.said_numbers import NEAR, SaidMessage, SaidNumber, kinds_of_words, said_numbers, words_said
from bot.language.listening.several import are_joined
from bot.language.listening.things_named import counts_things
from bot.language.numbers.clean import LONGEST, clean
from bot.language.numbers.pieces import at as piece_at
from bot.language.numbers.pieces import says

STEM = 4  # letters of a word that are the same in all its forms
NOT_BOUGHT = frozenset({"enquire", "quote", "dear", "want", "trial", "talk", "look"})
"""Kinds of word for what people do who have not bought yet."""

HALF = 0.5
PRAISE = ("praise", "balanced", "suit")
PARTED = ("refused", "dropped", "silent", "pending", "negation")
"""Kinds of word for those of all who did not do what is asked for."""


def talked_with(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Say how many were talked with: all but several groups, or by several ways and people together."""
    if question.fact != "talked" or question.of is None:
        return None
    undone = [one for one in said.numbers if is_undone(said, one)]
    done = [one for one in said.numbers if one not in undone]
    reached = [one for one in done if one.has("reached")]
    if not done:
        return less_than(question.of, undone)
    if undone and len(done) == 1:
        (one,) = done
        return less_than(one.told.amount, undone) if one.value == question.of.value else made_as(one.told, question)
    proper = [one for one in done if one.has("properly")]
    if len(proper) == 1 < len(done):
        return made_as(proper[0].told, question)  # "12 properly, another 6 just a text each"
    by_way = all(one.has(*WAYS) for one in done)
    by_person = len(done) == 2 and sum(one.has("partner", "bystander") for one in done) == 1
    if len(done) == 2 and len(reached) == 1 and not (by_way or by_person):
        tried = next(one for one in done if one is not reached[0])
        if tried.has("ring", "write") and tried.value >= reached[0].value:
            return made_as(reached[0].told, question)
    total = sum(one.value for one in done)
    if undone or total > question.of.value or any(one.has("quote", "buy", "refused", "dropped") for one in done):
        return None
    return summed(done, question) if by_way or by_person else None


def talked_and_wrote(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Ask whether two numbers of people who were answered are one: "spoke to 22, emailed 10"."""
    if question.fact != "talked" or question.of is None or len(said.numbers) != 2:
        return None
    first, second = said.numbers
    both = all(one.has(*WAYS, "talk", "reply") and not _is_denied(said, one) for one in said.numbers)
    if not both or are_joined(said.tokens) or first.value + second.value > question.of.value:
        return None
    return Doubt("which", (summed(said.numbers, question), as_read(first.told, question)), made=True)


def _is_denied(said: SaidMessage, one: SaidNumber) -> bool:
    return one.has("negation") or is_undone(said, one)


def out_of_all(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take the part that stands before its whole: "25 talked to, out of 32 enquiries", "booked 6, out of 20"."""
    if question.fact not in ("talked", *BUYERS) or len(said.numbers) != 2:
        return None
    part, whole = said.numbers
    leads = says(piece_at(said.tokens, whole.at - 1), "out_of") and part.value <= whole.value
    return made_as(part.told, question) if leads and not part.has(*PARTED) else None


def is_undone(said: SaidMessage, one: SaidNumber) -> bool:
    """Return True if those of a number were not talked with: they never answered, or the owner forgot them."""
    bare = one.has("negation") and len(one.behind) <= NEAR and not one.before and one.kinds <= BARE_NO
    known = one.has("silent", "forgotten", "went_quiet", "unanswered", "failing")
    return bare or known or is_left_undone(said.tokens, one.at, said.language)


def new_ones(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Leave out who was a customer before: "6 new, besides the 15 regulars", "10 bought, 6 of them old customers"."""
    if question.fact in BUYERS and len(said.numbers) > 1:
        fresh = [one for one in said.numbers if one.has("fresh") and not one.has("regular", "total")]
        others = [one for one in said.numbers if one not in fresh]
        if len(fresh) == 1 and any(one.has("regular", "besides", "total") for one in others):
            return made_as(fresh[0].told, question)  # "15 but 9 of them were old clients, 6 new"
    if question.fact not in COMING or len(said.numbers) != 2:
        return None
    first, second = said.numbers
    for one, other in ((first, second), (second, first)):
        if one.has("fresh") and not one.has("regular") and other.has("regular", "besides"):
            return made_as(one.told, question)
    if second.has("fresh") and second.has("turn") and not first.has("fresh") and second.value < first.value:
        return made_as(second.told, question)  # "40 but only 12 were new"
    apart = are_joined(said.tokens) and not any(says(token, "of_them") for token in said.tokens)
    if question.fact in BUYERS and apart and second.has("regular") and not first.has("regular"):
        return made_as(first.told, question)  # "5 and 8 old ones"
    if question.fact in BUYERS and second.has("besides"):
        return made_as(first.told, question)
    if (
        question.fact in BUYERS
        and second.has("regular")
        and first.has("alike", "buy", "customer")
        and not first.has("regular")
    ):
        return less_than(first.told.amount, [second])
    return None


def sure_ones(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take those who bought, and not those who may: "9 for sure and 3 who pay next week", "10 said yes, 8 have paid"."""
    if question.fact not in BUYERS or len(said.numbers) != 2:
        return None
    first, second = said.numbers
    for one, other in ((first, second), (second, first)):
        if other.has("pending") and not one.has("pending"):
            return made_as(one.told, question)
        if other.has("agreed") and one.has("alike") and one.value < other.value:
            return made_as(one.told, question)
    return None


def bought_twice(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Add up those who did the same: "7 bought straight away and 3 came back later and bought"."""
    if question.fact not in BUYERS or len(said.numbers) != 2 or said.kinds & {*NOT_BOUGHT, *ANOTHER_STEP}:
        return None
    first, second = said.numbers
    return summed(said.numbers, question) if _stems(first) & _stems(second) else None


def bought_of_asked(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Say how many bought of those who asked: "15 asked the price, 4 bought", "talked to 20, 14 said no"."""
    if question.fact not in BUYERS or len(said.numbers) != 2:
        return None
    first, second = said.numbers
    for one, other in ((first, second), (second, first)):
        none_bought = other.has(*NOT_BOUGHT, "refused") and not other.has("alike") and one.value <= other.value
        if none_bought and one.has("alike") and not one.has(*NOT_BOUGHT, "refused", "dropped", "negation"):
            return made_as(one.told, question)
    if not second.has("refused") or second.value > first.value:
        return None
    if first.has("talk", "quote") or "remainder" in said.kinds:
        return less_than(first.told.amount, [second])
    return made_as(first.told, question) if first.has("alike") else None


def without_returns(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Leave out who went back on it: "12 signed but 2 cancelled", "80 orders, 6 were returned"."""
    if question.fact not in BUYERS or len(said.numbers) != 2:
        return None
    first, second = said.numbers
    put_right = any(says(token, "correction") for token in said.tokens) and not second.has("turn")
    if first.has("dropped") or put_right:
        return None  # "9 oops 7, two cancelled"
    backed_out = second.has("dropped") or (second.has("wavered", "silent") and second.has("turn"))
    return less_than(first.told.amount, [second]) if backed_out else None


def _stems(one: SaidNumber) -> set[str]:
    """Return the beginnings of the words that say that so many bought, the same in all forms of a word."""
    return {word[:STEM] for word in one.words("alike")}


def orders_of_customers(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take the orders and not those who made them: "50 orders from 40 customers"."""
    if question.fact != "orders" or len(said.numbers) != 2:
        return None
    orders = [one for one in said.numbers if "order" in one.near]
    others = [one for one in said.numbers if "order" not in one.near and one.near & {"customer", "people"}]
    return made_as(orders[0].told, question) if len(orders) == len(others) == 1 else None


def right_ones(text: str, language: str, of: float) -> Amount | None:
    """Return how many of so many were right where those are told who were not: "3 were useless", "6 fitted, 4 didn't"."""
    said = said_numbers(text, language)
    numbers = [one for one in said.numbers if one.value]  # "no servían para nada"
    if (by_share := _by_share(text, said, numbers, of)) is not None:
        return by_share
    wrong = [one for one in numbers if _is_wrong(one, others_told="remainder" in said.kinds)]
    match numbers:
        case [one] if one.value <= of and (wrong or is_left_out_of_all(one, said) or one.kinds >= {"besides", "every"}):
            return Amount.exactly(of - one.value)
        case [one] if one.value <= of and _is_praised_rest(text, language) and not one.has(*PRAISE):
            return Amount.exactly(of - one.value)
        case [first, second] if first.value + second.value == of:
            wrong = wrong or [one for one in numbers if one.has("remainder")]
            wrong = wrong or [one for one in numbers if one.has("negation")]
            others = [one for one in numbers if one not in wrong]
            return others[0].told.amount if len(others) == 1 else None
        case _:
            return None


def _by_share(text: str, said: SaidMessage, numbers: Sequence[SaidNumber], of: float) -> Amount | None:
    """Return how many were right by a share of most: "about 60%, the rest were 5 miles off", "most are lovely, two want it for nothing".

    A few beside them are the others; so many per cent say it by themselves.
    """
    shares = [one for one in said.tokens if isinstance(one, ToldAmount) and one.share]
    if (
        len(shares) != 1
        or len(numbers) != 1
        or shares[0].but
        or shares[0].whole
        or shares[0].place > numbers[0].told.place
    ):
        return None
    (share,), (one,) = shares, numbers
    if any(map(str.isdecimal, clean(text[:LONGEST], said.language).text[slice(*share.place)])):
        return Amount.exactly(float(round(share.amount.value * of)))
    few = share.amount.value > HALF and one.value < HALF * of and not _is_beside_fit(one, of)
    only = any("turn" in word.kinds and "joint" not in word.kinds for word in one.before)
    return Amount.exactly(float(round(of - one.value))) if few and not (only or one.has("suit")) else None


def _is_praised_rest(text: str, language: str) -> bool:
    """True if the others are said to have been right: "two want a discount, the rest are lovely"."""
    cleaned = clean(text[:LONGEST], language)
    words = [word for word in words_said(cleaned.text, cleaned.language) if word.text.isalpha()]
    rest = next((at for at, word in enumerate(words) if "remainder" in word.kinds), len(words))
    kinds = kinds_of_words(words[rest:])
    return not kinds.isdisjoint(PRAISE) and kinds.isdisjoint({"negation", "useless", "unfit"})


def of_few(text: str, language: str, there: float, of: float) -> Amount | None:
    """Return as many of so many as a message tells of all the few there were; None where it is not about all these.

    Args:
        text: the message.
        language: of the message.
        there: how many there were: the 4 of "2 of the 4", or of "2 had a budget, the others wanted advice".
        of: how many were asked about.
    """
    said = said_numbers(text, language)
    shares = [one for one in said.tokens if isinstance(one, ToldAmount) and one.share]
    others = [one for one in said.numbers if one.value not in (there, of)]
    plainly = any(one.value == there for one in said.numbers) or (there * 2 <= of and "remainder" in said.kinds)
    match shares, others:
        case [share], [] if not share.but and (share.whole == there or (share.whole is None and plainly)):
            right = share.amount.value * there
        case [], [] if said.numbers and said.numbers[0].has("every"):
            right = there  # "all 4"
        case [], [one] if plainly and one.value < there:
            right = there - one.value if _is_wrong(one, others_told=False) else one.value
        case _:
            return None
    return Amount.exactly(float(round(right * of / there)))


def right_among(text: str, language: str, of: float) -> Amount | None:
    """Return how many of so many were right where other things are counted as well: "8, although only 3 bought".

    A share counts for as much, unless a number says the same more closely: "more than half, six-seven".
    """
    said = said_numbers(text, language)
    numbers = [one for one in said.numbers if not _is_beside_fit(one, of)]
    shares = [token for token in said.tokens if isinstance(token, ToldAmount) and token.share and not token.but]
    match numbers, shares:
        case [one], _ if said.numbers[-1] is one or not shares:
            return one.told.amount
        case [], [share] if share is said.tokens[0] and share.whole in (None, of):
            return Amount.exactly(float(round(share.amount.value * of)))
        case _:
            return None


def _is_beside_fit(one: SaidNumber, of: float) -> bool:
    """True for a number that counts others than the last so many: more than these, for a time, of things, or of those who bought."""
    bought = one.has("buy", "alike", "selling", "customer") or bool(kinds_of_words(one.behind[:1]) & {"item", "staff"})
    return one.value > of or one.told.span is not None or bought or counts_things(one)


def _is_wrong(one: SaidNumber, *, others_told: bool) -> bool:
    """True if those of a number were not the right people: "3 were useless", "2 had no money, the rest was fine"."""
    behind = kinds_of_words(one.behind)
    said_not = len(one.behind) > NEAR and "negation" in one.behind[0].kinds  # "2 no tenían dinero", but not "8 no más"
    denied = "negation" in behind and (said_not or "suit" in behind or others_told or not one.kinds - BARE_NO)
    return one.has("useless", "unfit") or denied
