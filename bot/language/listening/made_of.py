"""The one number that several make by what the words say of each: one of them, what is left, a sum or a product.

Each rule says for itself what must be said of every number before it speaks; where none does, it is asked.
"""

from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.looseness import ends, interval, is_single
from bot.language.listening.amounts import STOPS, TextPart, ToldAmount, tokens_in
from bot.language.listening.counted import CountQuestion, CountRead, Doubt, as_read
from bot.language.listening.made_of_lists import all_but_some, explained, left_over, listed, some_of_them
from bot.language.listening.made_of_one import one_of_several
from bot.language.listening.made_of_steps import (
    bought_of_asked,
    bought_twice,
    is_undone,
    new_ones,
    orders_of_customers,
    out_of_all,
    sure_ones,
    talked_and_wrote,
    talked_with,
    without_returns,
)
from bot.language.listening.made_of_times import (
    now_of_a_week,
    on_named_days,
    on_top,
    then_and_now,
    up_to,
    weeks_in_a_row,
)
from bot.language.listening.making import (
    ANOTHER_STEP,
    COMING,
    WAYS,
    WISHED,
    Made,
    MakingRule,
    less_than,
    made_as,
)
from bot.language.listening.naming import words_of
from bot.language.listening.parts_of_time import whole_of_times
from bot.language.listening.relations import change_in, counts_in, is_left_undone, total_of
from bot.language.listening.roles_named import is_over
from bot.language.listening.said_anew import said_anew
from bot.language.listening.said_numbers import NEAR, SaidMessage, SaidNumber, kinds_of_words, said_numbers
from bot.language.listening.things_apart import counts_otherwise, without_things
from bot.language.listening.things_named import THINGS, is_earned
from bot.language.numbers.clean import LONGEST, clean
from bot.language.numbers.pieces import Mark
from bot.language.numbers.vocabulary import vocabulary

MOST_LEADING = 3  # words before a second number, of which the first may be a "well"
TEN, ROUND = 10, (20, 50, 100)  # "8 of 10" is a share, "6 of 40" and "7 of the 20 I quoted" are none
LEAST_OF_ROW = 3
MOST_APART = 3  # times as many there may be now and then
WEEK = "weekly"  # the state in which each number answers a question of its own


def made_of(text: str, question: CountQuestion) -> Made | None:
    """Return the number that the words make of those in a text; None where they say nothing of the kind."""
    said = said_numbers(text, question.language)
    if (part := _part_of_another(said, question)) is not None:
        return part
    if question.state == WEEK:
        return now_of_a_week(said, question)
    compared = change_in(said.tokens, said.language) is not None
    if not said.numbers or compared or any(one.dated for one in said.numbers):
        return None
    for alone in (_same_again(said, question), on_named_days(text, question), weeks_in_a_row(text, question)):
        if alone is not None:
            return alone
    if len(said.numbers) == 1:
        return _alone(said, question)
    for bare in (
        said_anew(said, question),
        whole_of_times(text, said, question),
        one_of_several(text, said, question),
        _put_right(text, said, question),
        _places_left(said, question),
        explained(said, question),
    ):
        if bare is not None:
            return bare
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
    if len(shares) == 1 and one.has("once", "was") and "now" in said.kinds and shares[0].place > one.told.place:
        return CountRead(one.told.amount.times(shares[0].amount.value), made=True)  # "it was 50, now it's half"
    if question.fact != "people" and (rest := all_but_some(said, question)) is not None:
        return rest
    if question.fact in COMING and one.told.parts and "regular" in kinds_of_words(one.behind):
        first = CountRead(Amount.exactly(one.told.parts[0]), one.told.span)
        return Doubt("which", (first, as_read(one.told, question)), made=True)  # "5 plus 8 old customers"
    if question.fact in ("people", "talked") and _is_of_things(one):
        return Doubt("really", (as_read(one.told, question),), made=True)  # "I speak 3 languages"
    if is_earned(one) or is_over(one, said=said):
        return Doubt("really", (as_read(one.told, question),), made=True)
    if question.fact == "talked" and question.of is not None and is_undone(said, one):
        rest = less_than(question.of, [one])
        if rest is None or (one.has("negation") and is_left_undone(said.tokens, one.at, said.language)):
            return None
        sure = one.has("forgotten", "miss", "silent", "unanswered") or "remainder" in said.kinds
        sure = sure or "failing" in kinds_of_words(one.before)
        return rest if sure else Doubt("which", (rest, as_read(one.told, question)))
    return None


def _is_of_things(one: SaidNumber) -> bool:
    """True if the noun of a number is a thing that does nothing: "3 languages", but not "2 shops rang me"."""
    thing, done = kinds_of_words(one.behind[:1]), kinds_of_words(one.behind[1:])
    return bool(thing & THINGS) and done.isdisjoint({*WAYS, *ANOTHER_STEP, "buy", "alike", "enquire", "people"})


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


def _put_right(text: str, said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take the number that another one was put right to where the others say why: "31, no, 29, two were suppliers"."""
    words = [token for token in said.tokens if isinstance(token, Mark) and "correction" in token.says]
    if not words:
        return None
    behind = [one for one in said.numbers if one.told.place > words[0].place]
    earlier = clean(text[:LONGEST], said.language).text[: words[0].place[0]]
    before = [told.amount.value for _, told in counts_in(tokens_in(earlier, said.language))]
    if len(behind) < 2 or len(before) != 1:
        return None
    mended, *why = behind
    if any(one.has("dropped", "uncounted", "refused") for one in why) and before[0] < mended.value:
        return None  # "5 signed. actually 6 but one pulled out"
    differences = {why[0].value, sum(one.value for one in why)}
    return made_as(mended.told, question) if abs(before[0] - mended.value) in differences else None


def _places_left(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take the places that are left of all: "30 places, 22 taken"."""
    taken = [one for one in said.numbers if one.has("taken")]
    if question.fact != "room" or len(said.numbers) != 2 or len(taken) != 1:
        return None
    (whole,) = (one for one in said.numbers if one is not taken[0])
    return less_than(whole.told.amount, taken)


def _on_second_thought(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take the number that is said with more care: "almost 40, 42 to be exact", "10, well 8", "5 or 6, well 6".

    More numbers may say why: "11, well 10, one pulled out".
    """
    if len(said.numbers) < 2:
        return None
    first, second, *why = said.numbers
    less = sum(one.value for one in why)
    if why and second.value - less == first.value and all(one.has("dropped", "uncounted", "refused") for one in why):
        return made_as(first.told, question)  # "5 booked. well 6 but one cancelled"
    if why and first.value - less != second.value:
        return None
    same_time = second.told.span in (None, first.told.span)
    within = same_time and _lies_within(second.value, first.told)
    if second.has("closer"):
        return made_as(first.told, question) if within else None
    leads = bool(second.before) and "well" in second.before[0].kinds and len(second.before) <= MOST_LEADING
    follows = bool(second.behind) and "well" in second.behind[0].kinds
    bare = all(isinstance(token, Mark) for token in said.tokens[first.at + 1 : second.at] if not _is_pause(token))
    within = within and (bare or second.has("turn"))
    if not (second.has("precise") or within or leads or follows):
        return None
    follows_on = {"alike", "buy", *ANOTHER_STEP - {"negation"}}
    if kinds_of_words(second.behind[:NEAR]) & follows_on or "negation" in kinds_of_words(second.behind[:1]):
        return None
    return made_as(replace(second.told, span=second.told.span or first.told.span), question)


def _is_pause(token: TextPart) -> bool:
    return getattr(token, "text", "") in STOPS


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


def _sometimes_more(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take the range of "two a week, sometimes three"."""
    if len(said.numbers) != 2:
        return None
    first, second = said.numbers
    joins = [word for word in words_of(said.tokens[first.at + 1 : second.at]) if word not in STOPS]
    guessed = "second_guess" in vocabulary(said.language).kinds_of(" ".join(joins))
    if not guessed or second.behind or not first.value < second.value <= MOST_APART * first.value:
        return None
    return made_as(replace(first.told, amount=interval(first.value, second.value)), question)


def _settled_for(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take what is enough, and not what would be nice: "10 would be nice but 5 is fine"."""
    settled = [one for one in said.numbers if one.has("settled")]
    if question.fact not in WISHED or len(said.numbers) != 2 or len(settled) != 1 or said.numbers[1] is not settled[0]:
        return None
    return made_as(settled[0].told, question) if settled[0].value < said.numbers[0].value else None


RULES: tuple[MakingRule, ...] = (
    _sometimes_more,
    out_of_all,
    _uncounted_left_out,
    _settled_for,
    _on_second_thought,
    left_over,
    some_of_them,
    on_top,
    then_and_now,
    up_to,
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
    listed,
    talked_and_wrote,
)
"""In this order: which of two numbers it is, before what they make together."""
