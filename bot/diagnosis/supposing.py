"""What the verdict would be with other answers, and which suppositions would tell most. Nothing is changed by it."""

from collections.abc import Iterator
from math import floor

from bot.diagnosis.assessment import assess
from bot.diagnosis.draws import Source
from bot.diagnosis.kinds import STATES
from bot.diagnosis.nearest_flip import flip
from bot.diagnosis.recent import since_change
from bot.diagnosis.suppositions import Suppositions, at_same_rates, beyond, supposed
from bot.diagnosis.trades import Trades
from bot.diagnosis.verdict import Verdict

MOST = 2  # suppositions that are proposed
FILLED = 0.85  # share of the places filled when business is good
RIGHT = 7.0  # right people in ten, as is usual
FEWER = 0.5  # share of the present value, where it is good already


def proposals(verdict: Verdict, trades: Trades) -> list[Suppositions]:
    """Return the suppositions that would tell most: those that turn the verdict first, then those that shift it most.

    Another wish comes last: it changes the aim, not the business.
    """
    place, source = STATES.index(verdict.state), Source()
    now = verdict.chances[verdict.state]
    ranked = []
    for facts in _worth_supposed(verdict, trades):
        whole = at_same_rates(verdict.answers, facts)
        if beyond(verdict.answers, whole) is None:
            then, _ = since_change(supposed(verdict.answers, facts))
            seen = assess(then, trades[then.trade], source)
            ranked.append(("wanted" in facts, seen.named == verdict.named, -abs(seen.chances[place] - now), facts))
    ranked.sort(key=lambda one: one[:3])
    found: dict[str, Suppositions] = {}
    for *_, facts in ranked:
        found.setdefault(next(iter(facts)), facts)
    return list(found.values())[:MOST]


def _worth_supposed(verdict: Verdict, trades: Trades) -> Iterator[Suppositions]:
    """Yield what each part of the business would be if it were as usual, or no longer so good."""
    answers, figures = verdict.answers, verdict.figures
    if (turn := flip(answers, trades)) is not None:
        yield {turn.question: turn.after}
    people, talked, customers = figures.people, figures.talked, figures.customers
    if answers.path != "order":
        if talked and customers is not None:
            ripe = talked if figures.due is None else figures.due
            usual = floor(figures.usual.rate * ripe + 0.5) * 1.0
            if usual != customers:
                yield {"customers": usual}
        if people and talked is not None and talked < people:
            yield {"talked": people}
        if people:
            room = 0.0 if figures.room is None else floor(FILLED * figures.room * figures.weeks) * 1.0
            yield {"people": room if room > people else 2 * people}
        if figures.fit is not None:
            yield {"fit": RIGHT if figures.fit < RIGHT else floor(FEWER * figures.fit) * 1.0}
    elif figures.usual_orders is not None and figures.orders is not None:
        yield {"orders": max(floor(figures.usual_orders + 0.5), 1) * 1.0}
    elif figures.orders:
        yield {"orders": 2 * figures.orders}
    if figures.wanted and figures.wanted >= 1:
        yield {"wanted": FEWER * figures.wanted}
