"""What a message can be: a list of acts, each with the words it rests on and a chance."""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from bot.language.listening.amounts import ToldAmount
from bot.language.numbers.pieces import Extent

ActKind = Literal[
    "tells",
    "corrects",
    "supposes",
    "asks",
    "step",
    "disagrees",
    "wants",
    "judge",
    "yes",
    "no",
    "unknown",
    "none",
    "social",
    "foreign",
    "nothing",
    "filler",
]


class Act(Struct, frozen=True):
    """One thing that a message does.

    Attributes:
        kind: what is done.
        name: the fact that is told, the topic that is asked about, the command that is wanted, and so on.
        value: the option of a fact, or the words that belong to a command or an activity.
        told: the number of a fact.
        chance: how likely it is meant, from 0 to 1.
        words: the words it rests on, as typed, in any case.
        place: where these stand in the clean text.
        rivals: what else it may be, as (kind, name, value, chance), the likeliest first.
    """

    kind: ActKind
    name: str = ""
    value: str = ""
    told: ToldAmount | None = None
    chance: float = 1.0
    words: str = ""
    place: Extent = (0, 0)
    rivals: tuple[tuple[str, str, str, float], ...] = ()

    def as_json(self) -> Mapping[str, Any]:
        """Return the act as plain values, for ``inspect say``."""
        shown: dict[str, Any] = {"act": self.kind}
        shown |= {key: value for key in ("name", "value", "words") if (value := getattr(self, key))}
        if self.told is not None:
            amount = self.told.amount
            shown["amount"] = {"value": amount.value, "low": amount.low, "high": amount.high}
            if self.told.share:
                shown["share"] = True
            if self.told.span is not None:
                span = self.told.span
                shown["span"] = {"unit": span.unit, "count": span.count, "each": span.rate, "since": span.since}
        shown["chance"] = round(self.chance, 3)
        if self.rivals:
            shown["or"] = [
                {"act": kind, "name": name, "value": value, "chance": round(chance, 3)}
                for kind, name, value, chance in self.rivals
            ]
        return shown
