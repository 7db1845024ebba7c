"""Several numbers of the door in one message, whatever is asked: each is taken for the step that its words name."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from bot.checkup.told import PATH, STANDS_FOR
from bot.core.amount import Amount
from bot.core.records import Session
from bot.core.week_numbers import NESTED
from bot.hearing.options_meant import with_one_way
from bot.hearing.policy import BESIDE, STORING, SURELY, TOLD, Resolution
from bot.language.listening.acts import Act
from bot.language.listening.all_of_them import all_of_them
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.counted import CountQuestion, CountRead
from bot.language.listening.made_of import made_of
from bot.language.listening.month_rows import are_people, row_of_months
from bot.language.listening.parting import HeardMessage, Ranking
from bot.language.listening.parts_of_time import places_of_parts
from bot.language.listening.passages import begins_with_no, passages_of
from bot.language.listening.relations import concluded
from bot.language.listening.roles import OTHER, knows_meaning, roles_meant
from bot.language.listening.roles_named import roles_named
from bot.language.listening.steps_told import SENTENCE, says_bought, steps_told
from bot.language.numbers.pieces import says

AT = (PATH, "period", *NESTED)
"""Questions at which several numbers may be told; at others they are where a "no" begins the message."""

BESIDES = ("room", "wanted")

TALKED, BOUGHT, MISSED = "talked", "customers", "missed"
PLAIN = 0.7  # chance of each of several numbers
LIKELY = 0.3  # how likely a number must be what it is called
SURELY_NONE = 0.9  # how likely a number must count nothing that is asked about
FIRST = "start"


def told_at_a_question(
    text: str, acts: Sequence[Act], session: Session, asked: str, language: str
) -> Resolution | None:
    """Return the numbers of a message at a question, with those that put earlier ones right; None where that is all the same.

    Args:
        text: the message.
        acts: how it is read as a whole.
        session: with the answers before.
        asked: the question.
        language: of the message.
    """
    objects = begins_with_no(passages_of(text, language))
    if _is(session, PATH, "order") or any(act.kind == "supposes" for act in acts) or not (asked in AT or objects):
        return None
    if (row := row_of_months(text, language)) is not None and asked != NESTED[0] and are_people(text, language):
        return Resolution((Act("corrects", NESTED[0], "", row, 1.0, text, row.place),), plain=True)
    if row is not None or places_of_parts(text, language):
        return None  # "1400 in the season, July being 900 of that"
    found = _with_all(text, acts, session, asked, language)
    all_talked = asked != TALKED and bool(found)
    if not found:
        found = _supported(text, f"q:{asked}" if asked in AT else FIRST, language)
        found = found or (_by_meaning(acts, asked) if knows_meaning(language) else {})
        if found and _is_made_otherwise(text, found, session, asked, language):
            return None
    found = {name: _counted(one, [*found.values(), *_told_before(session)]) for name, one in found.items()}
    mends = len(found) == len(NESTED) or all_talked or session.step == "settle" or _mends(text, acts, language)
    before: dict[str, Amount | None] = {
        name: one.amount for name in NESTED if (one := session.answers.get(name)) is not None
    }
    mends = mends or _fits_no_more(found, before) or _is_out_of(found, text, language)
    told = {name: one for name, one in found.items() if mends or name == asked or before.get(name) is None}
    new = [name for name, one in told.items() if before.get(name) != one.amount]
    alone = len(told) == 1 and not all_talked
    if not new or (new == [asked] and alone):
        return None
    numbers = [
        Act("corrects" if name in before else "tells", name, "", one, 1.0, text, one.place)
        for name, one in told.items()
    ]
    options = [act for act in acts if act.kind in TOLD and act.told is None and act.value and act.chance >= BESIDE]
    options = with_one_way(options, text, language)
    others = [act for act in acts if act.kind in TOLD and act.told and act.name in BESIDES and act.chance >= SURELY]
    asked_behind = [act for act in acts if act.kind == "asks" and act.chance >= SURELY]
    return Resolution((*numbers, *options, *others, *asked_behind), plain=True)


def told_first(text: str, acts: Sequence[Act], language: str) -> tuple[Act, ...]:
    """Return the acts of a first sentence with all numbers that its words name, where one of them was not heard."""
    acts = tuple(_whichever_it_is_called(act) for act in acts)
    if row_of_months(text, language):
        return acts
    found = _supported(text, FIRST, language)
    places = [one.place for one in found.values()]
    heard = {
        STANDS_FOR.get(act.name, act.name): act.told
        for act in acts
        if _is_of_door(act) and act.chance >= STORING and act.told is not None
    }
    same = all(name in heard and heard[name] == one for name, one in found.items())
    others = {name: one for name, one in heard.items() if name not in found and one.place not in places}
    together = [one.amount.value for name in NESTED if (one := found.get(name) or others.get(name)) is not None]
    if any(name in heard and one not in tokens_in(text, language) for name, one in found.items()):
        return tuple(acts)  # "60 enquiries, 40 came in" are not added up
    if not found or same or MISSED in others or (others and together != sorted(together, reverse=True)):
        return tuple(acts)
    left = [act for act in acts if not _is_of_door(act) or STANDS_FOR.get(act.name, act.name) in others]
    left = [act for act in left if (act.name, act.value) != (PATH, "both")]
    return (*left, *(Act("tells", name, "", one, 1.0, text, one.place) for name, one in found.items()))


def _whichever_it_is_called(act: Act) -> Act:
    """Return a number as surely told as all the names together that stand for it: those talked with, or who got a price."""
    if not _is_of_door(act):
        return act
    own = STANDS_FOR.get(act.name, act.name)
    alike = sum(chance for kind, name, _, chance in act.rivals if kind in TOLD and STANDS_FOR.get(name, name) == own)
    return replace(act, name=own, chance=min(act.chance + alike, 1.0)) if alike else act


def _told_before(session: Session) -> list[ToldAmount]:
    return [ToldAmount(one.amount) for name in NESTED if (one := session.answers.get(name)) and one.amount is not None]


def _counted(told: ToldAmount, others: Sequence[ToldAmount]) -> ToldAmount:
    """Return the 2 of "2 of the 6 signed" as a number, where 6 are known."""
    if not told.whole or all(one.amount.value != told.whole for one in others if not one.share):
        return told
    return replace(told, amount=Amount.exactly(round(told.amount.value * told.whole)), share=False, whole=None)


def _fits_no_more(found: Mapping[str, ToldAmount], before: Mapping[str, Amount | None]) -> bool:
    """True if numbers told together fit each other, and one of them does not fit one before that is told again, too."""
    told = {name: one.amount.value for name, one in found.items() if not one.share}
    anew = [told[name] for name in NESTED if name in told]
    mixed = {name: one.value for name in NESTED if (one := before.get(name)) is not None} | {
        name: value for name, value in told.items() if before.get(name) is None
    }
    kept = [mixed[name] for name in NESTED if name in mixed]
    return len(anew) > 1 and anew == sorted(anew, reverse=True) and kept != sorted(kept, reverse=True)


def _is_out_of(found: Mapping[str, ToldAmount], text: str, language: str) -> bool:
    """True if it is said of how many those were who got in touch: "25 talked to, out of 32 enquiries"."""
    tokens, whole = tokens_in(text, language), found.get(NESTED[0])
    return whole is not None and any(
        says(lead, "out_of")
        for lead, one in pairwise(tokens)
        if isinstance(one, ToldAmount) and one.place == whole.place
    )


def _with_all(text: str, acts: Sequence[Act], session: Session, asked: str, language: str) -> Mapping[str, ToldAmount]:
    """Return those talked with where it is said that they are all: "I rang all 10 and went out to 6".

    Beside them are those who bought, by what they did or as they are heard: "all of them. 9 leave the bike". At another
    question it has to be said what was done with them.
    """
    people = session.answers.get("people")
    all_of = all_of_them(text, people.amount, language, bare=asked == TALKED) if people is not None else None
    if all_of is None:
        return {}
    amounts = [one for one in tokens_in(text, language) if isinstance(one, ToldAmount) and one.currency is None]
    others = [one for one in amounts if one != all_of and (not one.share or one.whole)]
    bought = [one for one in others if says_bought(one, text, language)]
    if not bought and all_of.share:
        bought = [act.told for act in acts if act.name == BOUGHT and act.chance >= STORING and act.told in others]
    return {TALKED: all_of} | ({BOUGHT: bought[0]} if len(bought) == 1 else {})


def _supported(text: str, state: str, language: str) -> Mapping[str, ToldAmount]:
    """Return numbers by their names, unless one is no number of the door to the reader: "told them a hundred and eighty".

    Those who bought may be named by what they did, and the first number may be people by what stands before it.
    """
    found = steps_told(text, language)
    if not found:
        sentences = SENTENCE.split(text.strip())
        several = (_supported(one, state, language) for one in sentences if len(sentences) > 1)
        return next(filter(None, several), {})  # "3 signed, 2 still think. Room for 2 a week"
    if len(found) == len(NESTED):
        return found
    tokens = tokens_in(text, language)
    roles = roles_meant(HeardMessage.of(tokens, state, language), roles_named(text, state, language))
    told = {getattr(tokens[at], "place", None): role for at, role in roles.items()}
    if any(_is_nothing(told.get(one.place)) for one in found.values()):
        return {}
    first = min((one.place for one in found.values()), default=(0, 0))
    sure = (
        _may_be(told.get(one.place), name) >= LIKELY
        or (name == BOUGHT and (one == found.get(NESTED[0]) or says_bought(one, text, language)))
        or (name == NESTED[0] and one.place == first)
        for name, one in found.items()
    )
    return found if all(sure) else {}


def _is_nothing(role: Ranking | None) -> bool:
    """True for a number that surely counts something else, whatever names it: "it's me and two girls, people call to book"."""
    return role is not None and role.best == OTHER and role.chance >= SURELY_NONE


def _may_be(role: Ranking | None, name: str) -> float:
    """Return how likely a number counts what it is called."""
    ranked = role.ranked if role is not None else ()
    return sum(chance for one, chance in ranked if STANDS_FOR.get(one, one) == name)


def _by_meaning(acts: Sequence[Act], asked: str) -> Mapping[str, ToldAmount]:
    """Return the numbers of a message by what each of them counts to the reader, where all of them are of the door and plain."""
    numbers = [act for act in acts if act.told is not None]
    found = {STANDS_FOR.get(act.name, act.name): act.told for act in numbers if act.told is not None}
    plain = all(_is_of_door(act) and act.name != MISSED and act.chance >= PLAIN for act in numbers)
    return found if plain and asked in found and 1 < len(found) == len(numbers) else {}


def _is_made_otherwise(text: str, found: Mapping[str, ToldAmount], session: Session, asked: str, language: str) -> bool:
    """True if the words make another answer of the numbers: "80 messages, 20 were clients of mine, so 60 new"."""
    if asked not in NESTED:
        return False
    told = concluded(tokens_in(text, language), language)
    places = [one.place for one in found.values()]
    of_all = asked != NESTED[0] and _is_out_of(found, text, language)
    if (told is not None and told.amount != found.get(asked, told).amount) or (places != sorted(places) and not of_all):
        return True  # "so 15", "18 new out of 30"
    if told is not None and asked not in found:
        return True
    whole = session.answers.get("people")
    made = made_of(text, CountQuestion(asked, f"q:{asked}", language, of=whole.amount if whole is not None else None))
    return isinstance(made, CountRead) and (asked not in found or made.amount != found[asked].amount)


def _is_of_door(act: Act) -> bool:
    return act.kind in TOLD and act.told is not None and STANDS_FOR.get(act.name, act.name) in (*NESTED, MISSED)


def _mends(text: str, acts: Sequence[Act], language: str) -> bool:
    """True if a message says that something told before is wrong."""
    corrects = any(act.kind == "corrects" and act.told is not None for act in acts)
    passages = passages_of(text, language)
    return corrects or begins_with_no(passages) or any("mends" in part.kinds or part.denied for part in passages)


def _is(session: Session, name: str, option: str) -> bool:
    answer = session.answers.get(name)
    return answer is not None and answer.choice == option
