"""What an owner tells of their business in one message, as answers of the check-up."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.looseness import HEDGED, around, greatest
from bot.core.parts import added
from bot.core.span import SpanOfTime
from bot.dialogue.flow import Flow, Question
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount
from bot.language.listening.relations import total_of

ROUND = (2, 3, 4, 5, 10, 20, 100)
"""The totals that a share may be of: "9 out of 10" of 45 is about 40."""

OF_TEN = 10
FEW = 10  # one in so many is a share, whoever was counted: "one in four buys"
WHOLES = {"talked": "people", "customers": "talked", "missed": "people", "quoted": "people"}
STANDS_FOR = {"quoted": "talked"}
"""Numbers that count as another one: people who got a price were talked with."""

APART = 16  # letters between two numbers that hold one of something else
PATH, FIT, WRONG_PEOPLE = "path", "fit", "wrong_people"
BY_TALK = ("talked", "missed", "quoted")
"""What is counted only where people talk with somebody before they buy."""

BOUGHT = {"talk": ("customers", "orders"), "order": ("orders", "customers")}
"""What those who bought are called by the way in which people buy, and what they are not called there."""

VIEWED_AND_ORDERED = frozenset({"visitors", "orders"})
"""What is only counted together where people order without a talk."""

CHOSEN = ("trade", "path", "busy", "lag", "reason", "speed", "season", "age")


class TellsOf(Struct, frozen=True):
    """Answers to questions of the check-up.

    Attributes:
        amounts: numbers by question.
        choices: options by question.
        spans: the stretch of time of each number that was told for one of its own.
    """

    amounts: Mapping[str, Amount]
    choices: Mapping[str, str]
    spans: Mapping[str, SpanOfTime]

    def __bool__(self) -> bool:
        """True if anything was told."""
        return bool(self.amounts or self.choices)


def answers_told(
    acts: Sequence[Act],
    flow: Flow,
    known: Mapping[str, Amount],
    *,
    today: date,
    path_open: bool = False,
    path: str | None = None,
) -> TellsOf:
    """Return the answers that some acts tell.

    Args:
        acts: what was told or corrected, in the order of the message.
        flow: the questions.
        known: the numbers answered before.
        today: ends what was said with "since".
        path_open: it is not known yet how people buy, which may follow from what was counted.
        path: how people buy, where that is known.
    """
    acts = related(_as_called(acts, path, known))
    amounts: dict[str, Amount] = {}
    spans: dict[str, SpanOfTime] = {}
    shared = next(
        (act.told.span for act in acts if act.told and act.told.span and act.name not in ("room", "wanted")), None
    )
    for act in acts:
        told = act.told
        if told is None:
            continue
        name = STANDS_FOR.get(act.name, act.name)
        question = flow.get("talked" if act.name == "missed" else name)
        if question is None or name in amounts or (told.span is not None and told.span.unclear):
            continue  # how long "a season" is must be asked
        counts = {**known, **amounts}
        whole = _whole_of(act.name, told, counts)
        span = None if question.kind == "money" else told.span or (None if question.per == "week" else shared)
        amount = _counted(told, question, whole)
        if amount is None:
            continue
        if told.whole and act.name in WHOLES and question.limit is None and not is_only_a_share(act.name, told, counts):
            missing = _missing_whole(act.name, amounts, known)
            if missing not in counts:  # what was answered before is not changed in passing: "eight out of the 30"
                amounts[missing] = Amount.exactly(told.whole)
                if span is not None:
                    spans[missing] = span.told(today)
        if act.name == "missed":
            if whole is None or amount.value > whole.value:
                continue
            amount = Amount.exactly(whole.value - amount.value)
            name = "talked"
        amounts[name] = amount
        if span is not None and question.limit is None:
            spans[name] = span.told(today)
    choices = _chosen(acts, flow)
    if FIT in amounts and choices.get("reason") == WRONG_PEOPLE:
        del choices["reason"]  # "half were time-wasters" counts them, and says nothing of the others' reason
    if path_open and PATH not in choices:
        if _by_talk(acts, amounts):
            choices[PATH] = "talk"
        elif amounts.keys() >= VIEWED_AND_ORDERED:
            choices[PATH] = "order"
    order = [question.id for question in flow.question]
    return TellsOf({name: amounts[name] for name in order if name in amounts}, choices, spans)


def _as_called(acts: Sequence[Act], path: str | None, known: Mapping[str, Amount]) -> list[Act]:
    """Return what was told with those who bought as they are called where people buy in one way alone.

    Who talks first has customers ("40 calls, 12 orders"), and who takes orders has orders ("25 customers").
    """
    path = next((act.value for act in acts if act.name == PATH), path)
    own, other = BOUGHT.get(path or "", ("", ""))
    counted = {act.name for act in acts if act.told is not None}
    if other not in counted or own in counted or own in known:
        return list(acts)
    return [replace(act, name=own) if act.name == other and act.told is not None else act for act in acts]


def options_told(acts: Sequence[Act], question: Question) -> tuple[str, ...]:
    """Return the options of one question that some acts tell, in their order; people who buy both ways tell one."""
    told = dict.fromkeys(act.value for act in acts if act.name == question.id and act.value in question.options)
    return () if question.id == PATH else tuple(told)


def _chosen(acts: Sequence[Act], flow: Flow) -> dict[str, str]:
    """Return the options that were told; of two for one question neither, but that people buy both ways."""
    told: dict[str, set[str]] = {}
    for act in acts:
        if act.name in CHOSEN and act.value and _is_option(flow, act):
            told.setdefault(act.name, set()).add(act.value)
    if len(told.get(PATH, ())) > 1:
        told[PATH] = {"both"}
    return {name: values.pop() for name, values in told.items() if len(values) == 1}


def _by_talk(acts: Sequence[Act], amounts: Mapping[str, Amount]) -> bool:
    """True if some numbers only make sense where people talk first, and none is about orders without a talk."""
    told = {act.name for act in acts if act.told is not None}
    return "orders" not in amounts and not told.isdisjoint(BY_TALK) and "customers" in amounts


def related(acts: Sequence[Act]) -> list[Act]:
    """Put together the numbers that count the same: a correction, a total with its parts, or parts that add up."""
    found: list[Act] = []
    for name in dict.fromkeys(act.name for act in acts if act.told is not None):
        same = [act for act in acts if act.name == name and act.told is not None]
        found.append(_as_one(same))
    return [*found, *(act for act in acts if act.told is None)]


def _as_one(acts: Sequence[Act]) -> Act:
    """Return one act for several that count the same."""
    first, *others = acts
    told = [act.told for act in acts if act.told is not None]
    if not others:
        return first
    if any(act.kind == "corrects" for act in acts):
        return acts[-1]
    if any(one.share or one.but for one in told):
        return first
    if (total := total_of(told)) is not None:
        return next(act for act in acts if act.told is total)
    if _is_told_again(told):
        return first
    spans = {(one.span.unit, one.span.count, one.span.rate) for one in told if one.span is not None}
    if len(spans) > 1:
        return first
    span = next((one.span for one in told if one.span is not None), None)
    return replace(first, told=replace(told[0], amount=added(one.amount for one in told), others=(), span=span))


def _is_told_again(told: Sequence[ToldAmount]) -> bool:
    """True if the last of two numbers is the first, said again in its place: "4 last quarter. 20 calls, 9 proposals, 4 signed"."""
    match told:
        case [first, last]:
            apart = last.place[0] - first.place[1] >= APART
            return apart and first.amount == last.amount and first.span is not None and last.span is None
    return False


def _is_option(flow: Flow, act: Act) -> bool:
    question = flow.get(act.name)
    return question is not None and act.value in question.options


def _whole_of(name: str, told: ToldAmount, known: Mapping[str, Amount]) -> Amount | None:
    """Return what a share is a share of."""
    if told.share and told.whole and name not in WHOLES and name != "fit":
        return None  # "1 in 5" orders: the total is not said
    if told.whole and not is_only_a_share(name, told, known):
        return Amount.exactly(told.whole)
    whole = WHOLES.get(name)
    while whole is not None:
        if (found := known.get(whole)) is not None:
            return found
        whole = WHOLES.get(whole)
    return None


def is_only_a_share(name: str, told: ToldAmount, known: Mapping[str, Amount]) -> bool:
    """True for the 10 of "9 out of 10" where it is known how many there were, and for "one in four" anyway."""
    if told.whole is None:
        return False
    if told.whole == OF_TEN and name == "customers" and known.keys().isdisjoint(WHOLES.values()):
        return True  # "3 out of ten said yes", where nothing else was counted
    one = round(told.amount.value * told.whole) == 1
    if one and told.whole <= FEW:
        return True
    whole = known.get(WHOLES.get(name, ""))
    return whole is not None and told.whole < whole.value and (told.whole in ROUND or one)  # "one in forty"


def _missing_whole(name: str, amounts: Mapping[str, Amount], known: Mapping[str, Amount]) -> str:
    """Name the question that the whole of "6 of 20" answers: the nearest that is not answered yet."""
    whole = WHOLES[name]
    return "people" if whole == "talked" and "people" not in amounts and "people" not in known else whole


def _counted(told: ToldAmount, question: Question, whole: Amount | None) -> Amount | None:
    amount = told.amount
    if question.limit is not None:
        of_limit = amount.times(question.limit) if told.share else amount
        return _rounded(of_limit, whole=True) if of_limit.value <= question.limit else None
    if told.but:
        return None if whole is None or amount.value > whole.value else Amount.exactly(whole.value - amount.value)
    if told.share:
        return None if whole is None else _rounded(_part(amount, whole), whole=True)
    return greatest(amount) if question.most else amount


def _part(share: Amount, whole: Amount) -> Amount:
    """Return a share of a number: of a loose one, as loose as a number said with a hedge."""
    if whole.is_exact:
        return share.times(whole.value)
    return around(share.value * whole.value, HEDGED)


def _rounded(amount: Amount, *, whole: bool) -> Amount:
    """Return a number of whole people: an exact one rounded, a loose one with a whole number in its middle."""
    if not whole:
        return amount
    nearest = float(round(amount.value))
    if amount.is_exact:
        return Amount.exactly(nearest)
    return amount.times(nearest / amount.value) if nearest and amount.value and amount.law == "lognormal" else amount
