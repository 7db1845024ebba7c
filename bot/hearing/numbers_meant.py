"""What the numbers of a message after a verdict are for, and what each counts: "the 70 was with the agency's, without them 45".

A number told after a verdict may put an answer right, be one of a later time, be supposed, be a cost, count what came of the step, be
a wish, be asked about, come on top ("two more have signed"), or change nothing. ``python -m tests.listening.train_numbers_meant`` learns that from
``prompts/LANGUAGE/listening/numbers_after.tsv`` by what the whole message means (``encoder.py``), and what each number counts by a
conditional logit (McFadden 1974) on what is known of it: what the words around it mean and name, and how it compares with the answers
that the verdict rests on.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations, product
from math import exp, log
from typing import TYPE_CHECKING

from msgspec import Struct

from bot.checkup.supposing import WITHOUT_A_TALK
from bot.core.memory import for_one_event
from bot.hearing.plainly import named_around
from bot.language.listening.amounts import TextPart, ToldAmount, tokens_in
from bot.language.listening.week_names import names_beside
from bot.language.templates import PROMPTS

if TYPE_CHECKING:  # NumPy is loaded with the first message of words
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NUMBERS_MEANT = PROMPTS / "numbers_meant.npz"
CORRECT, NEWER, WHATIF, WISH = "correct", "newer", "whatif", "wish"
COST, STEP, ASIDE, ASKED, MORE = "cost", "step", "aside", "asked", "more"
PURPOSES = (CORRECT, NEWER, WHATIF, WISH, COST, STEP, ASIDE, ASKED, MORE)
COUNTED = ("people", "talked", "customers", "orders", "visitors", "room", "wanted", "fit", "value")
OTHER = "other"
"""What a number counts that is no answer."""

NESTED = ("visitors", "people", "talked", "customers")
"""What is part of what, the greatest first."""

OF_SHARES = {"talked": "people", "customers": "talked", "orders": "visitors"}
"""The whole of which an answer may be told as a share."""

TOLD_AS = "verdict"  # what an owner has before them, to the network of roles
OF_TEN, LEAST, FAR = 10, -9.0, 2.0
MOST_NUMBERS, WAYS = 6, 4  # numbers of a message that are read together, and roles that are tried for each
TWICE, UPSIDE_DOWN, BESIDE_OLD = 2.5, 2.0, 0.7
"""Costs, as logarithms: two numbers that count the same, a part told that exceeds its whole, and one that exceeds an old whole."""

LOUD = 2.0  # of a sign of the purpose, beside the encoder's numbers
LOG_SCALE = 3.0  # by which the logarithm of a number is divided, so that it weighs like a sign


class NumbersReading(Struct, frozen=True):
    """One way to read the numbers of a message.

    Attributes:
        numbers: the number for each answer that is told.
        chance: how likely it is this one.
    """

    numbers: Mapping[str, ToldAmount]
    chance: float


class NumbersMeant(Struct, frozen=True):
    """What the numbers of a message are for.

    Attributes:
        purpose: the likeliest.
        chance: of it.
        readings: the ways to read its numbers if they are for that, the likeliest first.
    """

    purpose: str
    chance: float
    readings: tuple[NumbersReading, ...]


class NumberWeights(Struct, frozen=True):
    """What was learned.

    Attributes:
        languages: those with examples.
        purposes: a row for each of the encoder's numbers and signs, the last for what is added; a column a purpose.
        counted: a weight for each of the features of what a number may count.
        around: a row for each of the encoder's numbers at a number, the last for what is added; a column for each thing it may count.
    """

    languages: frozenset[str]
    purposes: "Floats"
    counted: "Floats"
    around: "Floats"


class MayCount(Struct, frozen=True):
    """What is known of one number of a message.

    Attributes:
        told: the number.
        compared: a row of features for each thing that it may count, the first for no answer at all.
        around: the encoder's numbers at its place.
    """

    told: ToldAmount
    compared: "Floats"
    around: "Floats"


def purpose_of(text: str, language: str) -> tuple[str, float] | None:
    """Return what the numbers of a message after a verdict are for, and how likely that is.

    None where it holds none, or so many that they are a list, or no examples of a language are there.
    """
    return _purpose(text, language) if language in _weights().languages else None


def numbers_meant(text: str, language: str, known: Mapping[str, float]) -> NumbersMeant | None:
    """Return the same with what each number counts.

    Args:
        text: the message.
        language: of the owner.
        known: the numbers that the verdict rests on.
    """
    if (found := purpose_of(text, language)) is None:
        return None
    purpose, chance = found
    return NumbersMeant(purpose, chance, _readings(text, language, tuple(known.items()), purpose))


@for_one_event
def _purpose(text: str, language: str) -> tuple[str, float] | None:
    told = [token for token in tokens_in(text, language) if isinstance(token, ToldAmount)]
    of_all = all(one.share and one.amount.value == 1 for one in told)  # "I talked to all of them"
    if of_all or len(told) > MOST_NUMBERS or not any(map(str.isalpha, text)):
        return None
    chances = _as_chances(purpose_features(text, told) @ _weights().purposes[:-1] + _weights().purposes[-1])
    best = int(chances.argmax())
    return PURPOSES[best], float(chances[best])


def purpose_features(text: str, told: Sequence[ToldAmount]) -> "Floats":
    """Return what the purpose of a message's numbers is told by."""
    import numpy as np

    from bot.language.listening.encoder import meaning

    signs = ["?" in text, any(one.currency is not None for one in told), len(told) > 1, any(one.share for one in told)]
    found: Floats = np.array([*meaning(text), *(LOUD * sign for sign in signs)])
    return found


def may_count(
    text: str, language: str, tokens: Sequence[TextPart], known: Mapping[str, float], purpose: str
) -> list[MayCount]:
    """Return what is known of each number of a message whose numbers are for a purpose."""
    import numpy as np

    from bot.language.listening.meant_roles import chances_by_meaning, meanings_of_numbers, role_network

    meant, around = chances_by_meaning(tokens, TOLD_AS), meanings_of_numbers(tokens, TOLD_AS)
    told = [(at, token) for at, token in enumerate(tokens) if isinstance(token, ToldAmount)]
    values = [token.amount.value for _, token in told]
    found = []
    for place, (at, one) in enumerate(told):
        by_meaning = dict(zip(role_network().labels, meant[at][""], strict=True))
        others = [*values[:place], *values[place + 1 :]]
        beside = set(names_beside(one, text, language))
        near = named_around(one, text, language) - beside
        order = _order(values, place)
        rows = [[*_of_none(one, known, purpose), *_for_each(order, OTHER)]]
        for name in COUNTED:
            surely = max(by_meaning.get(name, LEAST), LEAST) - max(by_meaning.get(OTHER, LEAST), LEAST)
            compared = [surely, name in beside, name in near, *_compared(one, name, others, known)]
            rows.append([*compared, *_marks(purpose, name), *[0.0] * _OF_NONE, *_for_each(order, name)])
        found.append(MayCount(one, np.array(rows, np.float64), around[place].astype(np.float64)))
    return found


def _order(values: Sequence[float], place: int) -> list[float]:
    """Return how a number stands among those of its message."""
    one, several = values[place], len(values) > 1
    signs = [
        not several, several and place == 0, several and place == len(values) - 1,
        several and one == max(values), several and one == min(values),
    ]  # fmt: skip
    return [*map(float, signs), log(1 + one) / LOG_SCALE]


def _for_each(signs: Sequence[float], name: str) -> list[float]:
    """Return signs where they stand for one thing that a number may count, and nothing for the others."""
    return [sign if name == one else 0.0 for one in (OTHER, *COUNTED) for sign in signs]


_OF_NONE = 5 + len(PURPOSES)
_OF_ONE = 3 + 14 + len(PURPOSES) * len(COUNTED)


def _of_none(told: ToldAmount, known: Mapping[str, float], purpose: str) -> list[float]:
    """Return the features of a number as no answer."""
    amount = told.amount
    signs = [
        amount.value in known.values(), told.currency is not None, amount.value == 1, told.share, told.span is not None,
    ]  # fmt: skip
    return [*[0.0] * _OF_ONE, *map(float, signs), *(float(one == purpose) for one in PURPOSES)]


def _compared(told: ToldAmount, name: str, others: Sequence[float], known: Mapping[str, float]) -> list[float]:
    """Return how a number compares with the answer that it may count."""
    old, value = known.get(name), value_of(told, name, known)
    rate = told.span is not None and told.span.rate
    online = "visitors" in known
    signs = [
        old is not None, old is not None and value == old, old is not None and old in others,
        told.share and name in OF_SHARES, told.share and name == "fit", told.share and name not in (*OF_SHARES, "fit"),
        rate and name in ("room", "wanted"), rate and name in COUNTED[:5], told.span is not None and not rate,
        told.currency is not None and name == "value", told.currency is not None and name != "value",
        online and name in ("people", "talked"), not online and name in ("orders", "visitors"),
    ]  # fmt: skip
    far = -min(abs(log((value + 0.5) / (old + 0.5))), FAR) if old else 0.0
    return [far, *map(float, signs)]


def _marks(purpose: str, name: str) -> list[float]:
    return [float((one, other) == (purpose, name)) for one in PURPOSES for other in COUNTED]


def value_of(told: ToldAmount, name: str, known: Mapping[str, float]) -> float:
    """Return a number as the answer that it may be: a share of what is known, or of ten."""
    value = told.amount.value
    if not told.share:
        return told.amount.high if told.amount.law == "uniform" and not told.amount.low else value
    return value * (OF_TEN if name == "fit" else known.get(OF_SHARES.get(name, ""), 1.0))


@for_one_event
def _readings(
    text: str, language: str, told_before: tuple[tuple[str, float], ...], purpose: str
) -> tuple[NumbersReading, ...]:
    """Return the ways to read the numbers together, the likeliest first, with their chances."""
    names, known, tokens = (OTHER, *COUNTED), dict(told_before), tokens_in(text, language)
    ways = []
    around = _weights().around
    for one in may_count(text, language, tokens, known, purpose):
        chances = _as_chances(one.compared @ _weights().counted + one.around @ around[:-1] + around[-1])
        chances = _without_a_talk(chances) if "orders" in known and "customers" not in known else chances
        likely = sorted(range(len(names)), key=lambda n: -chances[n])[:WAYS]
        ways.append([(names[n], one.told, -log(max(chances[n], 1e-9))) for n in likely])
    costs: dict[tuple[tuple[str, int], ...], float] = {}
    found: dict[tuple[tuple[str, int], ...], dict[str, ToldAmount]] = {}
    for way in product(*ways):
        numbers = {name: told for name, told, _ in way if name != OTHER}
        cost = sum(one for *_, one in way) + TWICE * (sum(name != OTHER for name, *_ in way) - len(numbers))
        cost += _upside_down(numbers, known)
        key = tuple((name, told.place[0]) for name, told in numbers.items())
        costs[key], found[key] = min(cost, costs.get(key, cost)), numbers
    least = min(costs.values())
    total = sum(exp(least - cost) for cost in costs.values())
    ordered = sorted(costs, key=lambda key: costs[key])
    return tuple(NumbersReading(found[key], exp(least - costs[key]) / total) for key in ordered[:WAYS])


def _without_a_talk(chances: "Floats") -> "Floats":
    """Return what a number may count where nobody talks before they order: who bought has ordered, who came has seen it."""
    found = chances.copy()
    for name, other in WITHOUT_A_TALK.items():
        at, of = COUNTED.index(other) + 1, COUNTED.index(name) + 1
        found[at] += found[of]
        found[of] = 0.0
    return found


def _upside_down(numbers: Mapping[str, ToldAmount], known: Mapping[str, float]) -> float:
    """Return the cost of parts that are more than their whole."""
    new = {name: value_of(told, name, known) for name, told in numbers.items()}
    values = {**known, **new}
    pairs = combinations([name for name in NESTED if name in values], 2)
    wrong = [(whole, part) for whole, part in pairs if values[part] > values[whole] and {whole, part} & new.keys()]
    return sum(UPSIDE_DOWN if {whole, part} <= new.keys() else BESIDE_OLD for whole, part in wrong)


def _as_chances(scores: "Floats") -> "Floats":
    import numpy as np

    weights = np.exp(scores - scores.max())
    chances: Floats = weights / weights.sum()
    return chances


@cache
def _weights() -> NumberWeights:
    """Load what was learned."""
    import numpy as np

    with np.load(NUMBERS_MEANT, allow_pickle=False) as file:
        return NumberWeights(
            frozenset(str(file["languages"]).split("\n")),
            file["purposes"].astype(np.float64),
            file["counted"].astype(np.float64),
            file["around"].astype(np.float64),
        )
