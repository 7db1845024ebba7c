"""The one number that several make by what the words say of each: one of them, what is left, a sum or a product.

Each rule says for itself what must be said of every number before it speaks; where none does, it is asked.
"""

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.looseness import ends, is_single
from bot.language.listening.amounts import ToldAmount
from bot.language.listening.counted import CountQuestion, CountRead, Doubt, as_read
from bot.language.listening.made_of_steps import (
    bought_of_asked,
    bought_twice,
    is_undone,
    new_ones,
    orders_of_customers,
    sure_ones,
    talked_with,
    without_returns,
)
from bot.language.listening.making import (
    ANOTHER_STEP,
    BUYERS,
    COMING,
    WAYS,
    WISHED,
    Made,
    MakingRule,
    less_than,
    made_as,
    summed,
)
from bot.language.listening.relations import change_in, is_left_undone, total_of
from bot.language.listening.said_numbers import NEAR, SaidMessage, SaidNumber, kinds_of_words, said_numbers
from bot.language.listening.several import are_joined
from bot.language.listening.span_words import TimeSpan
from bot.language.listening.things_apart import counts_otherwise, without_things
from bot.language.listening.things_named import is_earned

MOST_LEADING = 3  # words before a second number, of which the first may be a "well"
TEN, ROUND = 10, (20, 50, 100)  # "8 of 10" is a share, "6 of 40" and "7 of the 20 I quoted" are none
LEAST_OF_ROW = 3
WEEK = "weekly"  # the state in which each number answers a question of its own
WEEKS = 4  # of the stretch that is asked about


def made_of(text: str, question: CountQuestion) -> Made | None:
    """Return the number that the words make of those in a text; None where they say nothing of the kind."""
    said = said_numbers(text, question.language)
    if (part := _part_of_another(said, question)) is not None:
        return part
    compared = change_in(said.tokens, said.language) is not None
    if not said.numbers or question.state == WEEK or compared or any(one.dated for one in said.numbers):
        return None
    if (twice := _same_again(said, question)) is not None:
        return twice
    if len(said.numbers) == 1:
        return _alone(said, question)
    if (made := _weeks_in_a_row(said, question)) is not None:
        return made
    every = said.numbers
    said = without_things(said, question)
    match said.numbers:
        case []:
            return Doubt("which", tuple(as_read(one.told, question) for one in every), made=True)
        case [one] if one.in_words and one.value == 1:
            return None  # "qualquer um"
        case [one] if all(other.timed for other in every if other is not one):
            return as_read(one.told, question)  # "five. they take two weeks to decide" tells more
        case [one] if counts_otherwise(one, said, question):
            return None
        case [one]:
            return replace(_alone(said, question) or as_read(one.told, question), made=True)
    for rule in RULES:
        if (made := rule(said, question)) is not None:
            return made
    return None


def _part_of_another(said: SaidMessage, question: CountQuestion) -> CountRead | None:
    """Take the 7 of "7 out of the 20 I quoted", which is no share of those that are known."""
    if question.fact in WISHED:
        return None
    shares = [token for token in said.tokens if isinstance(token, ToldAmount) and token.share]
    match shares:
        case [ToldAmount(whole=float(whole)) as told] if not said.numbers and question.of is not None and whole > TEN:
            stated = all(getattr(token, "text", "") != "?" for token in said.tokens)
            named = whole % TEN or (whole not in ROUND and stated) or said.kinds & {"talk", "quote", "reply"}
            if named and whole != question.of.value:
                return CountRead(Amount.exactly(round(told.amount.value * whole)), made=True)
    return None


def _alone(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Say what becomes of the only number: it may be money, or those who were not talked with."""
    (one,) = said.numbers
    shares = [token for token in said.tokens if isinstance(token, ToldAmount) and token.share]
    few = one.told.vague or one.told.amount.law == "uniform"
    if few and len(shares) == 1 and question.of is not None:
        return CountRead(shares[0].amount.times(question.of.value), made=True)  # "half, maybe a few more"
    if is_earned(one):
        return Doubt("really", (as_read(one.told, question),), made=True)
    if question.fact == "talked" and question.of is not None and is_undone(said, one):
        rest = less_than(question.of, [one])
        if rest is None or (one.has("negation") and is_left_undone(said.tokens, one.at, said.language)):
            return None
        sure = one.has("forgotten", "miss") or "remainder" in said.kinds
        return rest if sure else Doubt("which", (rest, as_read(one.told, question)))
    return None


def _same_again(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Count a number twice where as many more are told of: "35 at one branch and roughly the same at the other"."""
    numbers = [one for one in said.numbers if not (one.in_words and one.value == 1)]
    if question.fact not in COMING or len(numbers) != 1 or "negation" in said.kinds:
        return None
    (one,) = numbers
    words = sorted((word for other in said.numbers for word in (*other.before, *other.behind)), key=lambda w: w.place)
    kinds = [word.kinds for word in words if word.place > one.told.place]
    joint = next((at for at, of_word in enumerate(kinds) if "joint" in of_word), len(kinds))
    if not any("again" in of_word for of_word in kinds[joint:]):
        return None
    return made_as(replace(one.told, amount=one.told.amount.times(2)), question)


def _weeks_in_a_row(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Add up what was told week by week: "week 1: 5, week 2: 7", "first week 5, second 7, then 4, the last 6"."""
    named = _numbers_of_weeks(said.numbers)
    numbers = [one for one in said.numbers if one not in named]
    ordinals = len(named) + sum(one.has("ordinal") for one in numbers)
    following = sum(one.has("following") for one in numbers)
    if question.fact not in COMING or len(numbers) < LEAST_OF_ROW or "week" not in said.kinds:
        return None
    if not ordinals or ordinals + following < 2 or any(one.has(*ANOTHER_STEP) for one in numbers):
        return None
    if any(one.told.span is not None and one.told.span.rate and not one.has("ordinal") for one in numbers):
        return None
    return summed(numbers, question, None if len(numbers) == WEEKS else TimeSpan("week", float(len(numbers))))


def _numbers_of_weeks(numbers: Sequence[SaidNumber]) -> list[SaidNumber]:
    """Return the 1 and the 2 of "week 1: 5, week 2: 8"."""
    found: list[SaidNumber] = []
    for one, behind in pairwise(numbers):
        named = bool(one.before) and "week" in one.before[-1].kinds and not one.behind and not behind.before
        if named and one.value == len(found) + 1:
            found.append(one)
    return found


def _then_and_now(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take what is so now: "it used to be 50 a month, now 20"; at room and wishes also before what is to come."""
    if len(said.numbers) != 2:
        return None
    present = [one for one in said.numbers if one.has("now")]
    if len(present) != 1:
        return None
    (now,), (other,) = present, [one for one in said.numbers if one is not present[0]]
    if question.fact == "room" and other.has("capacity") and not now.has("capacity"):
        return made_as(other.told, question)  # "fifteen a week fit in the yard, currently 9 come"
    if question.fact == "wanted":
        return made_as(other.told, question) if other.has("want") and not now.has("want") else None
    own, before = now.told.span, other.told.span
    rate = before is not None and before.rate
    if own is not None and before is not None and not rate and own.unit != before.unit:
        return None  # "40 last month, 12 this week"
    is_past = other.has("once") or (rate and own is None)
    if not (is_past or (question.fact in WISHED and other.has("later"))):
        return None
    if own is not None and own.unit == "day" and not own.rate:
        own = None  # "these days"
    return made_as(replace(now.told, span=own or (before if rate else None)), question)


def _on_second_thought(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take the number that is said with more care: "almost 40, 42 to be exact", "10, well 8", "5 or 6, well 6"."""
    if len(said.numbers) != 2:
        return None
    first, second = said.numbers
    same_time = second.told.span in (None, first.told.span)
    within = same_time and _lies_within(second.value, first.told)
    if second.has("closer"):
        return made_as(first.told, question) if within else None
    leads = bool(second.before) and "well" in second.before[0].kinds and len(second.before) <= MOST_LEADING
    follows = bool(second.behind) and "well" in second.behind[0].kinds
    within = within and (not second.before or second.has("turn"))
    if not (second.has("precise") or within or leads or follows):
        return None
    follows_on = {"alike", "buy", *ANOTHER_STEP - {"negation"}}
    if kinds_of_words(second.behind[:NEAR]) & follows_on or "negation" in kinds_of_words(second.behind[:1]):
        return None
    return made_as(replace(second.told, span=second.told.span or first.told.span), question)


def _lies_within(value: float, told: ToldAmount) -> bool:
    """True if a number is one of those that a range leaves open: the 6 of "5 or 6, well 6"."""
    if told.vague or told.amount.law != "lognormal" or is_single(told.amount):
        return False
    low, high = ends(told.amount)
    return low <= value <= high


def _in_all(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take what is said to be all of them, and not the part: "50 in total, 30 from facebook"."""
    whole = [one for one in said.numbers if "total" in one.near and "fresh" not in said.kinds]
    parts = [one for one in said.numbers if one not in whole]
    if question.fact not in COMING or len(whole) != 1 or not parts or any(one.has(*ANOTHER_STEP) for one in parts):
        return None
    return made_as(whole[0].told, question) if sum(one.value for one in parts) <= whole[0].value else None


def _uncounted_left_out(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Leave out what the owner says does not count: "20 a week, at christmas it was 100 but that doesn't count"."""
    counted = [one for one in said.numbers if not one.has("uncounted")]
    return made_as(counted[0].told, question) if len(counted) == 1 and len(said.numbers) == 2 else None


def _named_parts(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Add up parts with a name each, none of which says another step: "3 weddings, 5 birthdays, 2 parties".

    Where each is less than the one before, they may be steps in words that nobody listed, so it is asked: "30 tried, 5 stayed".
    """
    numbers = said.numbers
    joined = question.fact in BUYERS and len(numbers) == 2 and are_joined(said.tokens)
    named = all(one.behind for one in numbers) or all(one.before for one in numbers)
    if question.fact not in COMING or not named or len(numbers) < (2 if joined else LEAST_OF_ROW):
        return None
    other = {*ANOTHER_STEP, "item", "staff", "looker", *(WAYS if question.fact in BUYERS else {"buy", "alike"})}
    ways = sum(one.has(*WAYS, "channel", "enquire") for one in numbers)
    in_ways = all(one.has(*WAYS, "channel") for one in numbers)
    total = None if in_ways else total_of([one.told for one in numbers])
    if total is not None or any(one.has(*other) for one in numbers):
        return None
    total_of_parts = summed(numbers, question, numbers[0].told.span if question.fact == "people" else None)
    falling = all(one.value > following.value for one, following in pairwise(numbers))
    same_time = len({one.told.span for one in numbers}) == 1
    if question.fact == "people" and same_time and (ways > 1 or (ways and not falling)):
        return total_of_parts
    ways_to_read = (total_of_parts, *(as_read(one.told, question) for one in numbers))
    return Doubt("which", ways_to_read, made=True) if joined else None


def _strangers_left_out(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Leave out those who want nothing: "30 but 5 were suppliers"."""
    if question.fact != "people" or len(said.numbers) != 2:
        return None
    first, second = said.numbers
    less = less_than(first.told.amount, [second]) if second.has("stranger") and not first.has("stranger") else None
    return less and replace(less, span=first.told.span)


def _each_of_several(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Multiply: "we are 3 and each can take 2 more"."""
    if question.fact not in WISHED or len(said.numbers) != 2:
        return None
    first, second = said.numbers
    if second.has("each") and first.has("we", "staff") and not first.has("each"):
        return made_as(replace(second.told, amount=second.told.amount.times(first.value)), question)
    return None


def _parts_of_all(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take a total with its parts: "75 in all, 50 from shopee, the other 25 from tiktok"."""
    counts = [one.told for one in said.numbers]
    if question.fact != "people" or len(counts) < LEAST_OF_ROW:
        return None
    total = total_of(counts)
    return made_as(total, question) if total is counts[0] and said.numbers[-1].has("remainder") else None


RULES: tuple[MakingRule, ...] = (
    _uncounted_left_out,
    _on_second_thought,
    _strangers_left_out,
    _then_and_now,
    talked_with,
    new_ones,
    sure_ones,
    bought_twice,
    bought_of_asked,
    without_returns,
    orders_of_customers,
    _in_all,
    _each_of_several,
    _parts_of_all,
    _named_parts,
)
"""In this order: which of two numbers it is, before what they make together."""
