"""Whether the words of a message account for each of its numbers, so that none is taken or left out in silence."""

from collections.abc import Mapping, Sequence

from bot.language.listening.acts import Act
from bot.language.listening.amounts import STOPS, TextPart, ToldAmount
from bot.language.listening.kin import kinds_of
from bot.language.listening.reader import HeardMessage, Ranking, roles_of
from bot.language.listening.relations import counts_in, is_left_undone
from bot.language.listening.week_told import NAMES, named_numbers
from bot.language.numbers.pieces import Extent, Mark, says
from bot.language.numbers.pieces import at as piece_at

NO_FACT = ("other", "value")
WEEK = "weekly"  # the state in which several numbers are expected, one for each step of the door
LIKELY = 0.6  # how likely a number must count nothing that is asked about to be left out

ANOTHER_THING = frozenset({"staff", "hour", "minute", "site_visit", "age"})
"""Kinds of word for what is no person who gets in touch."""

OF_PEOPLE = ("people", "customers", "orders")

_BUYERS = frozenset({"buy", "customer"})
OF_FACT: Mapping[str, frozenset[str]] = {
    "people": frozenset(kind for kind, field in NAMES.items() if field == "people"),
    "talked": frozenset(kind for kind, field in NAMES.items() if field == "talked"),
    "quoted": frozenset({"quote"}),
    "missed": frozenset({"miss", "negation"}),
    "customers": _BUYERS,
    "orders": _BUYERS,
    "room": frozenset({"capacity"}),
    "wanted": frozenset({"want"}),
    "fit": frozenset({"suit", "unfit"}),
    "visitors": frozenset({"site_visit", "online"}),
    "value": frozenset({"dear", "worth"}),
}
"""Kinds of word that name what a number counts."""


def leaves_open(
    tokens: Sequence[TextPart], text: str, acts: Sequence[Act], asked: str, state: str, language: str
) -> bool:
    """Return True if one of several numbers is taken for what no word beside it names, or left out though it may count.

    Args:
        tokens: the words with their quantities.
        text: the same as typed.
        acts: what is told by them; a number that is left out is in none.
        asked: what was asked for, which needs no name.
        state: what the owner has before them.
        language: of the words.
    """
    counts = counts_in(tokens)
    if len(counts) < 2:
        return False
    named = {told.place: field for told, field in named_numbers(text, language)}
    taken = {act.told.place: act for act in acts if act.told is not None}
    own = [place for place, told in counts if told.place in taken and taken[told.place].name == asked]
    own_named = [place for place in own if _is_named(tokens, place, asked, named, language)]
    if len(own) > 1 and own_named != own:
        return True
    others = [(place, act) for place, told in counts if (act := taken.get(told.place)) and act.name != asked]
    by_name = [_is_named(tokens, place, act.name, named, language) for place, act in others]
    is_row = any(by_name) and (state == WEEK or bool(own_named))
    if not all(by_name) and not (is_row and state == WEEK):
        return True
    left = [place for place, told in counts if told.place not in taken]
    if is_row or not left:
        return False  # "12 rang, spoke to 9, 2 in the bag": what is left is asked for next
    roles = roles_of(HeardMessage.of(tokens, state, language))
    surely = bool(own_named) or asked not in OF_PEOPLE
    return not all(_is_another_thing(tokens, place, roles[place], named, surely, language) for place in left)


def _is_another_thing(
    tokens: Sequence[TextPart],
    place: int,
    role: Ranking,
    named: Mapping[Extent, str | None],
    surely: bool,
    language: str,
) -> bool:
    """Return True if a number that is left out counts something else: staff, hours, another fact that is named beside it.

    Where it is only the model that says so, the number that was asked for must be named.
    """
    if role.best not in NO_FACT and _is_named(tokens, place, role.best, named, language):
        return True
    if says(piece_at(tokens, place + 1), "duration") or not ANOTHER_THING.isdisjoint(
        _kinds_beside(tokens, place, language)
    ):
        return True
    return surely and role.best in NO_FACT and role.chance >= LIKELY


def _is_named(
    tokens: Sequence[TextPart], place: int, fact: str, named: Mapping[Extent, str | None], language: str
) -> bool:
    """Return True if a word beside a number names what it is taken for."""
    if named.get(tokens[place].place) == fact or (fact == "missed" and is_left_undone(tokens, place, language)):
        return True
    kinds = _kinds_beside(tokens, place, language)
    return not kinds.isdisjoint(OF_FACT.get(fact, frozenset()))


def _kinds_beside(tokens: Sequence[TextPart], place: int, language: str) -> frozenset[str]:
    return frozenset(kind for of_word in kinds_of(language).of_words(words_beside(tokens, place)) for kind in of_word)


def words_beside(tokens: Sequence[TextPart], place: int) -> list[str]:
    """Return the words beside a number, up to the next number or sign on each side."""
    before: list[str] = []
    for token in reversed(tokens[:place]):
        if _is_end(token):
            break
        before[:0] = getattr(token, "text", "").split()
    behind: list[str] = []
    for token in tokens[place + 1 :]:
        if _is_end(token):
            break
        behind += getattr(token, "text", "").split()
    return [*before, *behind]


def _is_end(token: TextPart) -> bool:
    return isinstance(token, ToldAmount) or (not isinstance(token, Mark) and getattr(token, "text", "") in STOPS)
