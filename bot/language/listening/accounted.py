"""Whether the words of a message account for each of its numbers, so that none is taken or left out in silence."""

from collections.abc import Mapping, Sequence
from itertools import takewhile

from msgspec import Struct

from bot.core.week_numbers import FIELDS
from bot.language.listening.acts import Act
from bot.language.listening.amounts import TextPart, tokens_in
from bot.language.listening.naming import NAMING, are_of_before, is_denied, kinds_among, words_beside
from bot.language.listening.parting import HeardMessage, Ranking
from bot.language.listening.reader import RIVAL
from bot.language.listening.relations import counts_in, is_left_undone
from bot.language.listening.roles import roles_of
from bot.language.listening.several import NO_FACT, are_parts_by_name
from bot.language.listening.week_added import BUYERS
from bot.language.listening.week_asides import aside_of
from bot.language.listening.week_names import named_numbers
from bot.language.listening.week_told import DONE
from bot.language.numbers.pieces import Extent, Mark
from bot.language.numbers.pieces import at as piece_at

WEEK = "weekly"  # the state in which several numbers are expected, one for each step of the door
SURELY = 0.8  # how likely each number of a bare row must be what comes next at the door
NAMED = 0.9  # how likely a number is what the word beside it names
LIKELY = 0.6  # how likely a number must count nothing that is asked about to be left out
ALIKE = ("people", "customers", "orders")
"""Questions whose answer is often told in parts of any name: "6 monthly and 2 yearly"."""

ANOTHER_THING = frozenset({"staff", "hour", "minute", "site_visit", "age"})
"""Kinds of word for what is no person who gets in touch."""


class NamedCounts(Struct, frozen=True):
    """The numbers of a message and the words beside them.

    Attributes:
        tokens: the words with their quantities.
        fields: what the words beside each number name of a week, by its place in the text.
        language: of the words.
    """

    tokens: tuple[TextPart, ...]
    fields: Mapping[Extent, str | None]
    language: str

    def names(self, place: int, fact: str) -> bool:
        """Return True if the words beside a number say that this is what it counts."""
        if fact in DONE and is_denied(self.tokens, place, fact, self.language):
            return False
        if fact == BUYERS and are_of_before(self.tokens, place, self.language):
            return False
        if self.fields.get(self.tokens[place].place) == fact:
            return True
        if fact == "missed" and is_left_undone(self.tokens, place, self.language):
            return True
        return not self.kinds(place).isdisjoint(NAMING.get(fact, ()))

    def kinds(self, place: int) -> frozenset[str]:
        """Return the kinds of the words beside a number."""
        return kinds_among(words_beside(self.tokens, place), self.language)

    def is_another_thing(self, place: int, role: Ranking, asked: str, *, surely: bool) -> bool:
        """Return True if a number counts something that is not asked about here: staff, hours, or a fact that is named.

        Args:
            place: where it stands.
            role: what it likely counts.
            asked: what was asked for.
            surely: what was asked for is told by another number, so that the likeliest reading is enough.
        """
        behind, field = piece_at(self.tokens, place + 1), self.fields.get(self.tokens[place].place)
        if field not in (None, asked) and asked not in ALIKE and self.names(place, field or ""):
            return True
        if role.best not in NO_FACT and self.names(place, role.best):
            return True
        if (isinstance(behind, Mark) and "duration" in behind.says) or not ANOTHER_THING.isdisjoint(self.kinds(place)):
            return True
        return surely and role.best in NO_FACT and role.chance >= LIKELY


def leaves_open(text: str, acts: Sequence[Act], asked: str, state: str, language: str) -> bool:
    """Return True if one of several numbers is taken for what no word beside it names, or left out though it may count.

    Args:
        text: what was typed.
        acts: what is told by it; a number that is left out is in none of them.
        asked: what was asked for: one number needs no name to be that.
        state: what the owner has before them.
        language: of the words.
    """
    tokens = tuple(tokens_in(text, language))
    counts = counts_in(tokens)
    if len(counts) < 2:
        return False
    beside = NamedCounts(tokens, {told.place: field for told, field in named_numbers(text, language)}, language)
    told_by = {act.told.place: act.name for act in acts if act.told is not None}
    facts = {place: told_by.get(told.place) for place, told in counts}
    if state == WEEK and _is_bare_row(tokens, acts):
        return False
    own = [place for place, fact in facts.items() if fact == asked]
    own_named = [place for place in own if beside.names(place, asked)]
    if len(own) > 1 and own_named != own:
        return True
    others = [beside.names(place, fact) for place, fact in facts.items() if fact not in (None, asked)]
    is_row = any(others) and (state == WEEK or bool(own_named))
    if not all(others) and not (is_row and state == WEEK):
        return True
    left = [place for place, fact in facts.items() if fact is None]
    if state == WEEK and _leaves_week_open(beside, facts):
        return True
    if is_row or not left:
        return False  # "12 rang, spoke to 9, 2 in the bag": what is left is asked for next
    if not others and are_parts_by_name(tokens):
        return True
    roles = roles_of(HeardMessage.of(tokens, state, language))
    surely = bool(own_named) or asked not in ALIKE
    return not all(beside.is_another_thing(place, roles[place], asked, surely=surely) for place in left)


def _leaves_week_open(beside: NamedCounts, facts: Mapping[int, str | None]) -> bool:
    """True if a number that nothing names is added to a named one, or may be some of those who got in touch.

    As the 1 of "11 clients though it was a holiday on 1 day", and the 7 of "7 thru the website, 3 referrals, closed 2".
    """
    told = [fact for fact in facts.values() if fact is not None]
    if any(told.count(fact) > 1 and not beside.names(place, fact) for place, fact in facts.items() if fact):
        return True
    before = takewhile(lambda place: facts[place] not in DONE, facts)
    unknown = [place for place in before if facts[place] is None]
    return "people" in told and any(aside_of(beside.tokens, place, beside.language) is None for place in unknown)


def _is_bare_row(tokens: Sequence[TextPart], acts: Sequence[Act]) -> bool:
    """True for numbers side by side in the order of the door, none more than the one before: "9 8 2 and please pause"."""
    counts = counts_in(tokens)
    told = [act for act in acts if act.told is not None]
    values = [act.told.amount.value for act in told if act.told is not None]
    places = [place for place, _ in counts]
    beside = places == list(range(places[0], places[0] + len(places)))
    named = [act.name for act in told if act.name in FIELDS]
    in_order = named == sorted(set(named), key=FIELDS.index) and values == sorted(values, reverse=True)
    return beside and len(told) == len(counts) == len(named) and in_order and all(act.chance >= SURELY for act in told)


def as_named(text: str, asked: str, state: str, language: str) -> tuple[Act, ...]:
    """Return what each number of a text is by the word beside it, where every one has a name of its own; else nothing.

    As "40 сообщений, 6 купили", whatever the reader held likelier for the 6, unless it held its name for unlikely.
    """
    tokens = tuple(tokens_in(text, language))
    counts = counts_in(tokens)
    fields = {told.place: field for told, field in named_numbers(text, language)}
    named = [(place, told, fields.get(told.place)) for place, told in counts]
    names = [field for _, _, field in named if field is not None]
    if len(names) < max(2, len(named)) or len(set(names)) < len(names) or asked not in names:
        return ()
    beside = NamedCounts(tokens, fields, language)
    roles = roles_of(HeardMessage.of(tokens, state, language))
    chances = {place: dict(roles[place].ranked) for place, _ in counts}
    if any(not beside.names(place, name) or chances[place].get(name, 0.0) < RIVAL for place, _, name in named if name):
        return ()
    return tuple(Act("tells", name, "", told, NAMED, "", told.place) for _, told, name in named if name)
