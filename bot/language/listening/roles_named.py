"""What the words beside each number of a message speak for, where a business is told of in one breath.

"Event hall, 200 capacity, 60 enquiries, 9 paid": what a number counts is learned from examples, and the noun beside it is
weighed as well. Numbers of things, of what was sent out and of an earlier time count nothing that is asked for.
"""

from collections.abc import Mapping, Sequence

from bot.core.week_numbers import Field
from bot.language.listening.making import ANOTHER_STEP
from bot.language.listening.naming import NOUN
from bot.language.listening.said_numbers import SaidMessage, SaidNumber, kinds_of_words, said_numbers
from bot.language.listening.span_words import TimeSpan
from bot.language.listening.things_named import counts_things, is_of_each
from bot.language.listening.week_names import NamedWord, named_in
from bot.language.numbers.pieces import Extent

PERSON: Field = "people"
STATES, ASKED = ("start", "idle"), "q:"
NOTHING = "other"  # the role of what is not asked for
LIKELY, PLAINLY, SURELY = 1.0, 1.5, 2.5
"""What a name beside a number is worth, as a logarithm: any, one for those who bought, one of several words."""

NO_NAME = ("capacity", "want", "visitor", "site_visit")
"""Kinds of word beside which a noun says nothing of who came or bought: "I'd like 4 customers more"."""

BY_WAYS = ("channel", "by")
"""Kinds of word for the way in which some came, of whom others came in another: "12 from google, 9 by word of mouth"."""

NO_STEP = ("every", "refused", "silent", "dropped", "pending")
"""Kinds of word for those who are no part of the next ones: "9 ghosted, 3 no, 2 yes"."""

STEPS = (3, 4)  # numbers of a list in which each is a part of the one before
BUYING: tuple[Field, ...] = ("customers", "orders")
DONE = 2.0  # what a verb is worth beside the only number of an answer
NOT_COUNTED = 6.0  # what the noun of a thing is worth, or that a number is over

_Named = Mapping[Extent, NamedWord]


def roles_named(text: str, state: str, language: str) -> dict[int, dict[str, float]]:
    """Return what each number of a message is called, by the place of its token, and how much that is worth.

    Args:
        text: the message.
        state: what its owner has before them; where a question is asked, only a verb beside the one number is weighed.
        language: of the words.
    """
    said = said_numbers(text, language) if state.startswith((*STATES, ASKED)) else None
    if said is None or not said.numbers:
        return {}
    if state.startswith(ASKED) and (
        len(said.numbers) > 1 or is_of_each(said.numbers[0]) or is_over(*said.numbers, said=said)
    ):
        none = (one for one in said.numbers if is_of_each(one) or is_over(one, said=said))
        return {one.at: {NOTHING: NOT_COUNTED} for one in none}
    names = {told.place: name for told, name in named_in(said.tokens, said.language) if name and name.field}
    if state.startswith(ASKED):
        return _done_by_all(said.numbers[0], names)
    found = {one.at: role for one in said.numbers if (role := _role(one, names))}
    came = [one for one in said.numbers if PERSON in found.get(one.at, ())]
    for later in came[1:]:
        del found[later.at]  # "60 enquiries, 40 came in": of several only the first surely counts all of them
    others = [one for one in said.numbers if one.value and not one.has("we") and not counts_things(one)]
    if others:  # "no enquiries from the web form, 12 a week by phone"
        nobody = [one for one in said.numbers if not one.value and _is_called(one, PERSON, names)]
        found |= {one.at: {NOTHING: NOT_COUNTED} for one in nobody}
    over = {one.at: {NOTHING: NOT_COUNTED} for one in said.numbers if is_over(one, said=said)}
    return _of_steps(said.numbers, names) | found | over | _of_now(said, names)


def _of_steps(numbers: Sequence[SaidNumber], names: _Named) -> dict[int, dict[str, float]]:
    """Return what the numbers of a list are by their order, each a part of the one before: "60 rang, 20 came for a look, 8 signed"."""
    told = [one for one in numbers if one.value and not (one.in_words and one.value == 1)]
    values = [one.value for one in told]
    other = any(counts_things(one) or one.dated or one.has(*NO_NAME, *BY_WAYS, *NO_STEP) for one in told)
    if len(told) not in STEPS or other or values != sorted(set(values), reverse=True):
        return {}
    first, *middle, last = told
    came = sum(_is_called(one, PERSON, names) for one in told)
    spans = {one.told.span.place for one in told if one.told.span is not None}
    late = first.has("trial") or any(_is_called(first, field, names) for field in (*BUYING, "talked"))
    if late or _is_called(last, PERSON, names):
        return {}
    if came > 1 or len(spans) > 1:  # "12 calls, 9 emails, 4 walk-ins", "30 in june, 20 in july"
        return {}
    found: dict[int, dict[str, float]] = {one.at: dict.fromkeys(_roles_of("talked"), PLAINLY) for one in middle}
    return found | {first.at: {str(PERSON): LIKELY}, last.at: dict.fromkeys(_roles_of("customers"), PLAINLY)}


def _done_by_all(one: SaidNumber, names: _Named) -> dict[int, dict[str, float]]:
    """Return what the verb beside the only number of an answer says: "contesté 18" counts those talked with."""
    name = names.get(one.told.place)
    if name is None or name.field in (None, PERSON) or name.one_of_several or one.has(NOUN, *NO_NAME, "negation"):
        return {}
    return {one.at: dict.fromkeys(_roles_of(name.field), DONE)} if one.value else {}


def _is_called(one: SaidNumber, field: Field, names: _Named) -> bool:
    name = names.get(one.told.place)
    return name is not None and name.field == field


def _role(one: SaidNumber, names: _Named) -> dict[str, float]:
    """Return what one number is called; nothing of a "no", which is said of anything."""
    if not one.value:
        return {}
    if counts_things(one):
        return {NOTHING: NOT_COUNTED}
    name = names.get(one.told.place)
    if name is None or name.field is None or one.has(*NO_NAME):
        return {}
    done = name.field in BUYING and not name.one_of_several
    return dict.fromkeys(_roles_of(name.field), SURELY if name.surely else PLAINLY if done else LIKELY)


def _roles_of(field: Field) -> tuple[str, ...]:
    """Return what a name may stand for: orders and customers are one thing to most."""
    if field in BUYING:
        return BUYING
    return ("talked", "quoted") if field == "talked" else (field,)


def _of_now(said: SaidMessage, names: _Named) -> dict[int, dict[str, float]]:
    """Return the number of an earlier time as none, and that of now as what the earlier one is called: "used to be 25, now 6"."""
    numbers = [one for one in said.numbers if not (one.in_words and one.value == 1)]
    if len(numbers) != 2:
        return {}
    for then, now in (numbers, numbers[::-1]):
        over = _is_past(then, said) or (then.has("season", "habit") and not then.has("now") and now.has("now"))
        if over and not _is_past(now, said) and not now.has("every", *ANOTHER_STEP):
            name = names.get(now.told.place) or names.get(then.told.place)
            called = dict.fromkeys(_roles_of(name.field), NOT_COUNTED) if name and name.field else {}
            return {then.at: {NOTHING: NOT_COUNTED}, now.at: called}
    return {}


def is_over(*numbers: SaidNumber, said: SaidMessage) -> bool:
    """Return True if the words before some numbers say that it was so before: "before corona it was a hundred"."""
    return all(_is_past(one, said, before=True) and "was" in kinds_of_words(one.before) for one in numbers)


def _is_past(one: SaidNumber, said: SaidMessage, *, before: bool = False) -> bool:
    """True if a number is said to be over: "before", "used to", but not of a stretch of time that is told: "last month".

    Args:
        one: the number.
        said: the message.
        before: only the words before the number may say so.
    """
    spans = [token.place for token in said.tokens if isinstance(token, TimeSpan)]
    once = [word for word in (*one.before, *(() if before else one.behind)) if "once" in word.kinds]
    over = [word for word in once if not any(start <= word.place[0] < end for start, end in spans)]
    return bool(over) and not one.has("now")
