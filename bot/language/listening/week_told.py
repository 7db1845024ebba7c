"""A week told in words: "15 enquiries, quoted 9, won 3", "4 bought out of 19", "12 leeds 3 slaes", a list with bullets.

Each number goes with the name beside it. What is only named ("lots of messages, 6 sales") is left out, to be asked for, and so
are those who got in touch where a number with an unknown name may be some of them. A line in doubt is no week.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from bot.core.week_numbers import FIELDS, Field, WeekNumbers
from bot.language.listening.amounts import LONGEST, TextPart, ToldAmount, tokens_in
from bot.language.listening.features import wording_of
from bot.language.listening.kin import COUNTING
from bot.language.listening.made_of_times import earlier_in
from bot.language.listening.naming import (
    are_of_before,
    is_denied,
    kinds_among,
    parts_before,
    parts_behind,
    words_beside,
    words_of,
)
from bot.language.listening.parting import HeardMessage, Ranking
from bot.language.listening.roles import roles_of
from bot.language.listening.span_words import TimeSpan
from bot.language.listening.things_named import things_in
from bot.language.listening.week_added import BUYERS, MISSED, ONE_PERSON, PERSON, CountedNumbers, added_up
from bot.language.listening.week_asides import (
    NoneOfTheWeek,
    aside_of,
    looked_at,
    noted_nothing,
    of_one_person,
    tells_of_rest,
)
from bot.language.listening.week_gathered import GatheredWeek, gathered, with_both
from bot.language.listening.week_names import NamedWord, named_in, phrases_of
from bot.language.listening.week_ways import ways_in
from bot.language.numbers.clean import clean
from bot.language.numbers.pieces import Extent, Mark, is_a
from bot.language.numbers.pieces import at as piece_at
from bot.language.numbers.tokens import set_apart

DOUBTED = 0.4  # how likely a number counts nothing of a week, so that its name is in doubt
LIKELY = 0.6  # a number this likely to count something is taken without a name
PLAINLY = 0.8  # one this likely to be some more people is added to those that have a name
SURELY = 0.85  # a number this likely to count nothing of a week is left out, whatever name stands near
NAMED: Mapping[Field, float] = {"people": 1.0}
NAMED_BESIDE_ANOTHER = 1.0  # what a name is worth that may belong to the next number
NAMED_ALONE, NAMED_BY_WORDS = 5.0, 12.0
"""What a name beside a number is worth, as a logarithm: "8 calls" may be people as well as talks, "8 sales" are sales."""

STATE = "weekly"
THING: NoneOfTheWeek = "else"
TALKED: Field = "talked"
DONE = ("talked", "customers", "orders")  # what counts those who did something, and not those who didn't
BUYING = frozenset({"customers", "orders"})
STANDS_FOR: Mapping[str, Field] = {"quoted": "talked"}
OTHER = "other"  # nothing of the week, as far as is known
DENIED, EARLIER = "denied", "earlier"  # those who did not do it, and those who were customers before
PART = "part"  # some of those who were told before
TOLD = (*FIELDS, MISSED)
SAME: Mapping[Field, tuple[str, ...]] = {field: (field,) for field in FIELDS} | {"talked": ("talked", "quoted")}
"""The roles that a name may stand for."""

_BULLET = re.compile(r"^[ \t]*(?:[-*•·–—]|\d+[.)])[ \t]+", re.MULTILINE)


class WeekLine(Struct, frozen=True):
    """The numbers of a line about a week, and what speaks for what each of them counts.

    Attributes:
        tokens: the words, with what belongs together put together.
        told: the numbers.
        names: what the words beside a number name, by its place in the text.
        roles: what each number likely counts: by the structure of the line, by all words, or by its name alone.
        asides: numbers that count something else.
        parts: numbers that may be a part of another or come on top of it: "12 messages, 4 on facebook".
        one_person: numbers that say how much one person bought.
        rankings: what each number likely counts, by the words alone.
        language: of the words.
    """

    tokens: tuple[TextPart, ...]
    told: tuple[ToldAmount, ...]
    names: Mapping[Extent, Field]
    roles: Mapping[Extent, str | None]
    asides: Mapping[Extent, NoneOfTheWeek]
    parts: frozenset[Extent]
    one_person: frozenset[Extent]
    rankings: Mapping[Extent, Ranking]
    language: str

    def is_named(self, told: ToldAmount) -> bool:
        """Return True if words beside a number name it."""
        return told.place in self.names

    def others(self, told: ToldAmount) -> set[str | None]:
        """Return what the other numbers count that have a name."""
        return {self.roles[other.place] for other in self.told if other is not told and self.is_named(other)}

    def neighbours(self, told: ToldAmount) -> set[str | None]:
        """Return what the numbers before and behind one count that have a name."""
        nth = self.told.index(told)
        beside = (*self.told[max(nth - 1, 0) : nth], *self.told[nth + 1 : nth + 2])
        return {self.roles[other.place] for other in beside if self.is_named(other)}


def week_told(text: str, *, asked: Sequence[Field] = FIELDS, language: str) -> WeekNumbers | None:
    """Return the numbers that a line tells of a week; None if it tells none, or one that is in doubt.

    Args:
        text: what the owner typed.
        asked: what the numbers are that are not named, in this order.
        language: of the words.
    """
    if "?" in text:
        return None
    text = _BULLET.sub("", text).replace("\n", " ; ")
    tokens = tokens_in(text, language)
    if asked and noted_nothing(tokens, language):
        return replace(WeekNumbers(), **{asked[0]: "unknown"})
    return counted_in(_of_this_week(tokens, earlier_in(text, language)), text, asked=asked, language=language)


def counted_in(
    tokens: Sequence[TextPart], text: str, *, asked: Sequence[Field] = FIELDS, language: str
) -> WeekNumbers | None:
    """Return the same for some words of a text."""
    if not any(isinstance(token, ToldAmount) for token in tokens):
        return None
    plain = set_apart(clean(text[:LONGEST], language).text)[0]
    week = gathered(with_both(tokens, language), plain, language)
    if _is_of_another_time(week.tokens):
        return None
    talked_with = looked_at(text, language)
    line = _line_of(week, plain, things_in(text, language) - talked_with, talked_with, language)
    counted = _counted(line, asked) if line.names or line.one_person else None
    return added_up(counted, line.tokens, language) if counted else None


def _of_this_week(tokens: Sequence[TextPart], earlier: Collection[Extent]) -> Sequence[TextPart]:
    """Leave out numbers of another week, with the name of that: "19 this week, last week was 25"."""
    told = [token for token in tokens if isinstance(token, ToldAmount)]
    kept = [one.span for one in told if one.place not in earlier]
    first, *parts = (token.amount.value for token in told) if told else (0.0,)
    if not earlier or not kept or first == sum(parts):  # "8 people, 3 from before, 5 new"
        return tokens
    left_out = [one.span for one in told if one.place in earlier and one.span not in kept]
    return [
        token for token in tokens
        if token not in left_out and not (isinstance(token, ToldAmount) and token.place in earlier)
    ]  # fmt: skip


def _is_of_another_time(tokens: Sequence[TextPart]) -> bool:
    return any(isinstance(token, TimeSpan) and (token.unit != "week" or token.count != 1) for token in tokens)


def _line_of(
    week: GatheredWeek, plain: str, things: Collection[Extent], talked_with: Collection[Extent], language: str
) -> WeekLine:
    tokens = week.tokens
    ways = {place: is_added for place, is_added in ways_in(tokens, language).items() if place not in things}
    named = named_in(tokens, language)
    told = tuple(one for one, _ in named)
    asides = {one.place: aside for one in told if (aside := aside_of(tokens, tokens.index(one), language)) is not None}
    asides |= {one.place: THING for one in told if one.place in things}
    names = {one.place: name.field for one, name in named if name and name.field and one.place not in {*ways, *things}}
    for one in told:
        if names.get(one.place) == PERSON and _is_of_them(tokens, tokens.index(one)):
            del names[one.place]  # it says whose part they are
    certain = {one.place: TALKED for one in _wholes_talked_with(tokens, told, names, asides)}
    certain |= {place: PERSON for place, is_added in ways.items() if is_added}
    certain |= {one.place: BUYERS for one in told if _is_no_buyer(one, plain, language)}
    certain |= {place: names.get(place, PERSON) for place in week.people} | dict.fromkeys(talked_with, TALKED)
    if PERSON in names.values():
        certain |= {
            one.place: BUYERS
            for one in told
            if one.place not in {*names, *ways, *asides} and _began(tokens, one, language)
        }
    names |= certain
    rankings = _rankings(tokens, {one.place: name for one, name in named if name}, asides, language)
    if not BUYING.isdisjoint(names.values()):  # others are called customers, so that "1 came in" is none
        certain = {one.place: PERSON for one in told if _is_person(one, names, rankings)} | certain
    roles = {
        one.place: certain.get(one.place) or _role(tokens, one, rankings[one.place], names.get(one.place), language)
        for one in told
    }
    parts = frozenset(place for place, is_added in ways.items() if not is_added)
    one_person = of_one_person(tokens, language)
    return WeekLine(tokens, told, names, roles, asides, parts, one_person, rankings, language)


def _is_person(told: ToldAmount, names: Mapping[Extent, Field], rankings: Mapping[Extent, Ranking]) -> bool:
    return names.get(told.place) == PERSON and rankings[told.place].best in BUYING


def _wholes_talked_with(
    tokens: Sequence[TextPart],
    numbers: Sequence[ToldAmount],
    names: Mapping[Extent, Field],
    asides: Mapping[Extent, NoneOfTheWeek],
) -> Iterator[ToldAmount]:
    """Return the 6 of "of 6 I talked with 3 bought"; of "of 6 I talked with all but 2" nothing."""
    for told, following in pairwise(numbers):
        before = piece_at(tokens, tokens.index(told) - 1)
        of = isinstance(before, Mark) and "out_of" in before.says
        if of and names.get(told.place) == "talked" and not following.share and following.place not in asides:
            yield told


def _is_no_buyer(told: ToldAmount, plain: str, language: str) -> bool:
    """True for nobody who bought, where the words for that are a part of the number: "никто не купил"."""
    said = plain[slice(*told.place)].split()
    return not told.amount.value and not told.share and "buy" in kinds_among(said, language)


def _began(tokens: Sequence[TextPart], told: ToldAmount, language: str) -> bool:
    """True for those who began with what is sold: "4 took lessons", "three started"."""
    words = words_of(parts_behind(tokens, tokens.index(told)))
    kinds = kinds_among(words, language, COUNTING)
    return "begun" in kinds and "trial" not in kinds and "negation" not in kinds_among(words, language)


def _role(
    tokens: Sequence[TextPart], told: ToldAmount, ranking: Ranking, name: Field | None, language: str
) -> str | None:
    """Return what a number likely counts, or else what it is called; None where a denial beside it leaves that open."""
    role = _likely(ranking) or name
    if role not in (*DONE, MISSED) or (name is not None and role != MISSED):
        return role
    denied = "negation" in kinds_among(words_beside(tokens, tokens.index(told)), language)
    if role == MISSED:
        return role if denied else name  # it may be said of another number
    return None if denied and told.amount.value else role


def _counted(line: WeekLine, asked: Sequence[Field]) -> CountedNumbers | None:
    """Return the numbers of a line by what they count; None if one of them is in doubt."""
    counted: dict[str, list[ToldAmount]] = {}
    left = False  # some of those who got in touch may be in a number that nothing names
    for told in line.told:
        role = _role_in(line, told, asked)
        if role is None:
            return None
        if role == OTHER and not line.is_named(told) and _is_rest_of_all(line, counted):
            role = MISSED  # "19 wrote, 3 were robots, talked to the rest"
        elif role == OTHER:
            left = left or _may_be_people(line, told, counted)
        counted.setdefault(role, []).append(told)
    if len(talked := counted.get(TALKED, ())) > 1:
        counted[TALKED] = _before_a_quote(line, talked)
    if len(counted.get(PERSON, ())) > 1 and _names_somebody_else(line.tokens, line.language):
        return None  # "3 kids sick, so only 5 calls"
    counted = {role: told for role, told in counted.items() if not (left and role == PERSON)}
    fields = [role for role in counted if role in (*FIELDS, ONE_PERSON)]
    return counted if len(fields) > 1 or OTHER not in counted or ONE_PERSON in counted else None


def _before_a_quote(line: WeekLine, told: Sequence[ToldAmount]) -> list[ToldAmount]:
    """Leave out those who were quoted behind those who were talked with: "spoke to all 4, quoted 3"."""
    quoted = [one for one in told if line.rankings[one.place].best == "quoted"]
    first = told[0]
    before = first not in quoted and all(one.amount.value <= first.amount.value for one in quoted)
    return [one for one in told if not (before and one in quoted)]


def _role_in(line: WeekLine, told: ToldAmount, asked: Sequence[Field]) -> str | None:
    """Return what a number counts, or ``other``; None if that puts the whole line in doubt."""
    place, name, others = line.tokens.index(told), line.names.get(told.place), line.others(told)
    if told.place in line.one_person:
        return ONE_PERSON
    if (aside := line.asides.get(told.place)) is not None:
        return aside
    if told.place in line.parts or (name is None and line.one_person):
        return OTHER
    role = line.roles[told.place]
    if role is None and told is line.told[0] and asked and others and asked[0] not in others:
        role = asked[0]
    if name is None and role in (None, OTHER, PERSON) and _is_of_them(line.tokens, place):
        return PART  # "11 walk-ins, 3 of them tourists"
    if told.amount.value and role in DONE and is_denied(line.tokens, place, role, line.language):
        return DENIED  # "3 didn't buy"
    if told.others or (told.span is not None and told.span.unit != "week"):
        return None
    if name is None and _goes_with_another(line.tokens, place):
        return None
    if role in (None, OTHER, PERSON, BUYERS) and are_of_before(line.tokens, place, line.language):
        return EARLIER if BUYERS in others else None
    adds = role == PERSON and line.rankings[told.place].chance >= PLAINLY
    is_told = not adds and _is_told(role, line.neighbours(told))
    if role in (None, OTHER) or (name is None and (is_told or _is_nobody(told, role))):
        return OTHER
    if role == BUYERS and name == BUYERS and _is_doubted(line, told):
        return None  # "14 new, lost 2 clients"
    return role


def _is_of_them(tokens: Sequence[TextPart], place: int) -> bool:
    beside = (piece_at(tokens, place - 1), piece_at(tokens, place + 1))
    return any(isinstance(one, Mark) and "of_them" in one.says for one in beside)


def _goes_with_another(tokens: Sequence[TextPart], place: int) -> bool:
    """True if a number corrects the one before it, or is added to it: "talked to 8, sorry, 9", "sold 3 and 2 more"."""
    beside = (piece_at(tokens, place - 1), piece_at(tokens, place + 1))
    corrects = any(isinstance(one, Mark) and "correction" in one.says for one in parts_before(tokens, place))
    return corrects or any(is_a(one, "more", "plus") for one in beside)


def _is_told(role: str | None, others: Collection[str | None]) -> bool:
    """True if a named number counts what another one only may: customers and orders are one thing to most."""
    return role in others or (role in BUYING and not BUYING.isdisjoint(others))


def _is_nobody(told: ToldAmount, role: str | None) -> bool:
    """True for a "nobody" that only may be said of a talk."""
    return told.amount.value == 0 and role == "talked"


def _is_rest_of_all(line: WeekLine, counted: Mapping[str, Sequence[ToldAmount]]) -> bool:
    return PERSON in counted and counted.keys().isdisjoint(DONE) and tells_of_rest(line.tokens, line.language)


def _may_be_people(line: WeekLine, told: ToldAmount, counted: Mapping[str, Sequence[ToldAmount]]) -> bool:
    """True if a number that nothing names may count people who got in touch, told beside others or before them."""
    if told.share or any(field in counted for field in DONE):
        return False
    if _are_of_the_first(line, told):
        return False
    if (
        told.place in line.parts
        or _is_between_people(line, told)
        or (PERSON in counted and _is_joined(line.tokens, line.tokens.index(told)))
    ):
        return True
    if [told.amount] == [one.amount for one in counted.get(PERSON, ())]:
        return False  # it is told once more
    chances = dict(line.rankings[told.place].ranked)
    talked = sum(chances.get(role, 0.0) for role in (*SAME["talked"], MISSED))
    return PERSON not in counted or chances.get(PERSON, 0.0) > talked


def _are_of_the_first(line: WeekLine, told: ToldAmount) -> bool:
    """True for the two of "3 messaged me, two from google": fewer than the first, and out of something."""
    behind = piece_at(line.tokens, line.tokens.index(told) + 1)
    out_of = isinstance(behind, Mark) and "out_of" in behind.says
    return told.place in line.parts and out_of and told.amount.value < line.told[0].amount.value


def _is_between_people(line: WeekLine, told: ToldAmount) -> bool:
    """True for a number that nothing names between two of those who got in touch: "7 rang, 3 dmd me, 2 came in"."""
    nth = line.told.index(told)
    beside = (*line.told[max(nth - 1, 0) : nth], *line.told[nth + 1 : nth + 2])
    return len(beside) == 2 and all(line.names.get(other.place) == PERSON for other in beside)


def _is_joined(tokens: Sequence[TextPart], place: int) -> bool:
    """True for the 6 of "ali had 5 new and zara 6": an "and" stands before it, and its name."""
    before = parts_before(tokens, place)
    return len(before) > 1 and any(is_a(token, "and") for token in before[:-1])


def _is_doubted(line: WeekLine, told: ToldAmount) -> bool:
    """True if a number beside "clients" likely counts nothing of the week, and no word says that they bought."""
    place = line.tokens.index(told)
    if "buy" in kinds_among(words_beside(line.tokens, place), line.language) or _began(
        line.tokens, told, line.language
    ):
        return False
    ranking = roles_of(HeardMessage.of(line.tokens, STATE, line.language))[place]
    return dict(ranking.ranked).get(OTHER, 0.0) >= DOUBTED


def _names_somebody_else(tokens: Sequence[TextPart], language: str) -> bool:
    """True if people are named in a word that does not say that they got in touch."""
    wording = wording_of(tokens, language)
    known = phrases_of(language)
    return any(
        kinds == ("people",) and (word,) not in known for word, kinds in zip(wording.words, wording.kinds, strict=True)
    )


def _rankings(
    tokens: Sequence[TextPart],
    named: Mapping[Extent, NamedWord],
    asides: Mapping[Extent, NoneOfTheWeek],
    language: str,
) -> dict[Extent, Ranking]:
    """Return what each number likely counts, by its place: all numbers and the names beside them weighed together."""
    beside: dict[int, dict[str, float]] = {}
    for n, token in enumerate(tokens):
        if not isinstance(token, ToldAmount):
            continue
        if (aside := asides.get(token.place)) is not None:
            beside[n] = {MISSED if aside == MISSED else OTHER: NAMED_BY_WORDS}
        elif (word := named.get(token.place)) is not None and word.field is not None:
            gain = NAMED_BY_WORDS if word.surely else NAMED.get(word.field, NAMED_ALONE)
            gain = NAMED_BESIDE_ANOTHER if word.one_of_several else gain
            beside[n] = dict.fromkeys(SAME[word.field], gain)
    found = roles_of(HeardMessage.of(tokens, STATE, language), beside)
    return {token.place: found[n] for n, token in enumerate(tokens) if isinstance(token, ToldAmount)}


def _likely(ranking: Ranking) -> str | None:
    """Return what a number counts, if that is likely."""
    role = STANDS_FOR.get(ranking.best, ranking.best)
    return role if (role in TOLD and ranking.chance >= LIKELY) or (role == OTHER and ranking.chance >= SURELY) else None
