"""The one thing to do this week."""

from collections.abc import Iterator, Mapping, Sequence

from bot.core.week_numbers import FIELDS
from bot.diagnosis.advice import Advice
from bot.diagnosis.answers import CHOICES, Answers
from bot.diagnosis.facts import Fact, facts_of
from bot.diagnosis.kinds import VerdictKind
from bot.diagnosis.trades import Trades

Worth = Mapping[VerdictKind, float]
"""For each kind of verdict: the customers a week that could be won there, and the chance that it is short."""

WEIGHTS = {"much": 3.0, "some": 2.0, "little": 1.0}
BEFORE_IT_BEGINS = 0.5  # hours added to each step, so that the shortest is not always the best
CALLED_FOR = 1.5  # a step that an answer calls for counts as this many times as good
OF_THE_TRADE = 1.25  # and one that is for a few trades
FEW_TRADES = 8
USUAL = 2.0  # and a usual first step, where the owner named no other reason than silence
NAMED_REASONS = ("price", "rival", "other_thing", "wrong_people")
BRINGING: tuple[VerdictKind, ...] = ("marketing_volume", "marketing_quality", "marketing_reach", "marketing_page")
NOTHING_URGENT: tuple[VerdictKind, ...] = ("neither", "cant_tell", *BRINGING)
"""Verdicts whose own steps go before people without an answer."""

SALES: tuple[VerdictKind, ...] = ("sales_response", "sales_skill")


def action_for(kind: VerdictKind, answers: Answers, notes: Sequence[str], worth: Worth, trades: Trades) -> Advice:
    """Choose what to do for a verdict: never a step that was done, and one that was turned down only after all others.

    One of the same means as one that was done, or that shares any with one that was turned down, comes after the rest, too.

    First come people who got in touch and have no answer, unless marketing is named: who is told that, and got to most of
    them, asks why they should ring anybody. Then the side that is short, then the other gains, each by what a step may bring
    an hour; at last the steps that may always be given again.
    """
    known = {name: frozenset((str(getattr(answers, name)),)) for name in ("trade", *CHOICES)}
    known["note"] = frozenset(notes)
    facts = facts_of(answers, trades[answers.trade].lag)
    trade = trades[answers.trade].id
    possible = [one for one in trades.given[trade] if one.id not in answers.done and _fits(one, facts, known)]
    in_turn = list(_in_turn(kind, worth, trades))
    ranks = {one.id: _rank(one, answers, trades) for one in possible if not one.repeats}
    for rank in sorted(set(ranks.values())):
        left = [one for one in possible if ranks.get(one.id) == rank]
        if found := _best(kind, left, in_turn, answers):
            return found
    return next(one for one in trades.actions if one.repeats)


def _rank(one: Advice, answers: Answers, trades: Trades) -> int:
    """Return how late a step is tried: what was turned down last, before it what is left out, and before that what is much the same."""
    if one.id in answers.passed:
        return 3
    if one.id in answers.left_out:
        return 2
    done, passed = (
        {tuple(of.means) for of in trades.actions if of.id in ids} for ids in (answers.done, answers.passed)
    )
    shared = any(not set(of).isdisjoint(one.means) for of in passed)
    return int(bool(one.means) and (tuple(one.means) in done or shared))


def _best(kind: VerdictKind, left: Sequence[Advice], in_turn: Sequence[VerdictKind], answers: Answers) -> Advice | None:
    if kind not in NOTHING_URGENT and (urgent := [one for one in left if one.first]):
        return max(urgent, key=lambda one: _score(one, answers))
    for short in in_turn:
        if of := [one for one in left if short in one.kinds and (kind in BRINGING or not one.first)]:
            return max(of, key=lambda one: _score(one, answers))
    return None


def _fits(one: Advice, facts: frozenset[Fact], known: Mapping[str, frozenset[str]]) -> bool:
    if not facts.issuperset(one.needs):
        return False
    if one.when and any(known[question].isdisjoint(values) for question, values in one.when.items()):
        return False
    return not one.unless or all(known[question].isdisjoint(values) for question, values in one.unless.items())


def _in_turn(kind: VerdictKind, worth: Worth, trades: Trades) -> Iterator[VerdictKind]:
    """Yield the kinds whose steps are tried in turn: the kind told (for both sides, the free one), then the rest."""
    rest = sorted((one for one in worth if worth[one] > 0), key=lambda one: -worth[one])
    told: VerdictKind = trades.kinds[kind].actions or kind  # type: ignore[assignment]
    first = next((one for one in rest if one in SALES), SALES[0]) if told == "both" else told
    yield first
    yield from (one for one in rest if one != first)


def _score(one: Advice, answers: Answers) -> float:
    """Return what a step may bring an hour, by our judgement and by how well it fits."""
    score = WEIGHTS[one.weight] / (BEFORE_IT_BEGINS + one.minutes / 60)
    if one.when:
        score *= CALLED_FOR
    if one.trades is not None and len(one.trades) <= FEW_TRADES:
        score *= OF_THE_TRADE
    if one.usual and answers.reason not in NAMED_REASONS:
        score *= USUAL
    return score


def nothing_counted(answers: Answers) -> bool:
    """True if there is no count at all, so that counting comes first."""
    return all(answers.total(name) is None for name in FIELDS)
