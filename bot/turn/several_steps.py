"""Several numbers of the door in one message, whatever is asked: each is taken for the step that its words name."""

from collections.abc import Mapping, Sequence

from bot.checkup.told import PATH, STANDS_FOR
from bot.core.amount import Amount
from bot.core.records import Session
from bot.core.week_numbers import NESTED
from bot.language.listening.acts import Act
from bot.language.listening.all_of_them import all_of_them
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.counted import CountQuestion, CountRead
from bot.language.listening.made_of import made_of
from bot.language.listening.parting import HeardMessage
from bot.language.listening.passages import passages_of
from bot.language.listening.relations import concluded, counts_in
from bot.language.listening.roles import OTHER, knows_meaning, roles_meant
from bot.language.listening.steps_told import says_bought, steps_told
from bot.turn.policy import BESIDE, CHOOSING, STORING, SURELY, TOLD, Resolution

AT = (PATH, "period", *NESTED)
"""Questions at which several numbers may be told."""

TALKED, BOUGHT, MISSED = "talked", "customers", "missed"
PLAIN = 0.7  # chance of each of several numbers
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
    if asked not in AT or _is(session, PATH, "order") or any(act.kind == "supposes" for act in acts):
        return None
    found: Mapping[str, ToldAmount] = _with_all(text, acts, session, language) if asked == TALKED else {}
    if not found:
        found = _supported(text, acts, f"q:{asked}", language)
        found = found or (_by_meaning(acts, asked) if knows_meaning(language) else {})
        if found and _is_made_otherwise(text, found, session, asked, language):
            return None
    mends = len(found) == len(NESTED) or _mends(text, acts, language)
    before: dict[str, Amount | None] = {
        name: one.amount for name in NESTED if (one := session.answers.get(name)) is not None
    }
    told = {name: one for name, one in found.items() if mends or name == asked or before.get(name) is None}
    new = [name for name, one in told.items() if before.get(name) != one.amount]
    if not new or (new == [asked] and list(found) != [TALKED]):
        return None
    numbers = [
        Act("corrects" if name in before else "tells", name, "", one, 1.0, text, one.place)
        for name, one in told.items()
    ]
    options = [act for act in acts if act.kind in TOLD and act.told is None and act.value and act.chance >= BESIDE]
    return Resolution((*numbers, *options), plain=True)


def told_first(text: str, acts: Sequence[Act], language: str) -> tuple[Act, ...]:
    """Return the acts of a first sentence with all numbers that its words name, where one of them was not heard."""
    found = _supported(text, acts, FIRST, language)
    heard = {STANDS_FOR.get(act.name, act.name): act.told for act in acts if _is_of_door(act) and act.chance >= STORING}
    same = all(one is not None and name in heard and heard[name] == one for name, one in found.items())
    if not found or same or not heard.keys() <= found.keys():
        return tuple(acts)
    others = [act for act in acts if not _is_of_door(act) and (act.name, act.value) != (PATH, "both")]
    return (*others, *(Act("tells", name, "", one, 1.0, text, one.place) for name, one in found.items()))


def _with_all(text: str, acts: Sequence[Act], session: Session, language: str) -> Mapping[str, ToldAmount]:
    """Return those talked with where it is said that they are all: "I rang all 10 and went out to 6".

    Beside them are those who bought, by what they did or as they are heard: "all of them. 9 leave the bike".
    """
    people = session.answers.get("people")
    all_of = all_of_them(text, people.amount, language) if people is not None else None
    if all_of is None:
        return {}
    others = [one for _, one in counts_in(tokens_in(text, language)) if one != all_of]
    bought = [one for one in others if says_bought(one, text, language)]
    if not bought and all_of.share:
        bought = [act.told for act in acts if act.name == BOUGHT and act.chance >= STORING and act.told in others]
    return {TALKED: all_of} | ({BOUGHT: bought[0]} if len(bought) == 1 else {})


def _supported(text: str, acts: Sequence[Act], state: str, language: str) -> Mapping[str, ToldAmount]:
    """Return numbers by their names, unless one is no number of the door to the reader: "told them a hundred and eighty".

    Those who bought may be named by what they did, and the first number may be people by what stands before it.
    """
    found = steps_told(text, language)
    if found and _is_of_another(found, text, state, language):
        return {}
    heard = {
        (STANDS_FOR.get(act.name, act.name), act.told.place)
        for act in acts
        if act.told is not None and act.chance >= CHOOSING
    }
    first = min((one.place for one in found.values()), default=(0, 0))
    told = (
        (name, one.place) in heard
        or (name == BOUGHT and (one == found.get(NESTED[0]) or says_bought(one, text, language)))
        or (name == NESTED[0] and one.place == first)
        for name, one in found.items()
    )
    return found if len(found) == len(NESTED) or all(told) else {}


def _is_of_another(found: Mapping[str, ToldAmount], text: str, state: str, language: str) -> bool:
    """True if one of some numbers surely counts something else, whatever names it: "it's me and two girls, people call to book"."""
    tokens = tokens_in(text, language)
    roles = roles_meant(HeardMessage.of(tokens, state, language))
    told = {getattr(tokens[at], "place", None): role for at, role in roles.items()}
    ours = (told[one.place] for one in found.values() if one.place in told)
    return any(role.best == OTHER and role.chance >= SURELY_NONE for role in ours)


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
    if (told is not None and told.amount != found.get(asked, told).amount) or places != sorted(places):
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
    return corrects or any("mends" in part.kinds or part.denied for part in passages_of(text, language))


def _is(session: Session, name: str, option: str) -> bool:
    answer = session.answers.get(name)
    return answer is not None and answer.choice == option
