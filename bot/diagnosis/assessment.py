"""A first look at a business: which side leads, how sure that is, and what stands in the way of saying so."""

from collections.abc import Mapping
from functools import partial
from typing import Literal

from msgspec import Struct

from bot.core.memory import for_one_event
from bot.diagnosis.answers import Answers
from bot.diagnosis.case import Case, read
from bot.diagnosis.chances import chances, counts
from bot.diagnosis.draws import Source
from bot.diagnosis.kinds import STATES, State, VerdictKind, leading_kind
from bot.diagnosis.model import Resampled, simulate
from bot.diagnosis.notes import contradictions
from bot.diagnosis.skill import hides_skill, names_skill, question_first
from bot.diagnosis.trades import Trade
from bot.diagnosis.verdict import Certainty

CAP = 0.99
UNSEEN = 0.13  # least chance of each state where nobody knows who came, or the counts contradict: nothing is named then
KEPT = 4  # looks, of 150 KB each: which question is next, and the verdict where there is none, begin with the same one
LEANING, LIKELY, CLEAR = 0.5, 0.7, 0.9  # from these on a side is leant to, called most likely, and named clearly


class Assessment(Struct, frozen=True, eq=False):
    """What the draws show before any detail; ``hidden``, ``first`` and the others as in a verdict.

    Attributes:
        kind: the kind that leads, whether or not it may be named.
    """

    case: Case
    drawn: Resampled
    chances: tuple[float, ...]
    state: State
    parts: Mapping[str, float]
    kind: VerdictKind
    hidden: Literal["fit", "due"] | None
    first: str | None
    sure: float
    word: Certainty

    @property
    def told(self) -> VerdictKind:
        """Return the kind of the verdict: that which leads, if it is sure enough to be leant to."""
        return "cant_tell" if self.word == "cant_tell" else self.kind

    @property
    def named(self) -> State | None:
        """Return the side that is at least leant to; None where it is too close, or may not be named."""
        return None if self.word == "cant_tell" else self.state


@partial(for_one_event, most=KEPT)
def assess(answers: Answers, trade: Trade, source: Source) -> Assessment:
    """Draw the business and see which side leads; the same look once more costs nothing while one event is decided."""
    case = read(answers, trade, source)
    drawn = simulate(case, source)
    drawn_chance = chances(counts(drawn.state), talks=case.talks, told=case.told)
    chance = (UNSEEN + (1 - UNSEEN * len(STATES)) * drawn_chance if half_unseen(answers) else drawn_chance).tolist()
    most = max(chance)
    state, parts = STATES[chance.index(most)], _parts(drawn)
    kind = leading_kind(answers, state, parts)
    skill = names_skill(kind, parts)
    hidden = hides_skill(answers, trade) if skill else None
    return Assessment(
        case=case,
        drawn=drawn,
        chances=tuple(chance),
        state=state,
        parts=parts,
        kind=kind,
        hidden=hidden,
        first=question_first(answers, trade) if skill else None,
        sure=min(most, CAP),
        word=_word(most, hidden=hidden is not None),
    )


def half_unseen(answers: Answers) -> bool:
    """True if people talk first, and half of the business is unseen.

    Either it is unknown how many came or were talked with, or more are said to have stayed than came.
    """
    if any(contradictions(answers)):
        return True
    return answers.path != "order" and answers.total("people") is None and answers.total("talked") is None


def _parts(drawn: Resampled) -> Mapping[str, float]:
    """Divide the possible gain between the parts of both sides."""
    sums = {name: float(getattr(drawn, name).sum()) for name in ("volume", "quality", "response", "skill")}
    whole = sum(sums.values())
    return {name: part / whole if whole > 0 else 0.25 for name, part in sums.items()}


def _word(sure: float, *, hidden: bool) -> Certainty:
    if hidden or sure < LEANING:
        return "cant_tell"
    return "leaning" if sure < LIKELY else "most_likely" if sure < CLEAR else "clearly"
