"""When weak selling may be named, and what to ask before.

Two mistakes would hurt: to blame the selling where the wrong people come, or where the right ones still think it over.
"""

from collections.abc import Mapping
from typing import Literal

from msgspec.structs import replace

from bot.diagnosis.answers import Answers
from bot.diagnosis.kinds import VerdictKind
from bot.diagnosis.lag import ripe
from bot.diagnosis.trades import Trade

ENOUGH_PEOPLE = 10
LONG = {"weeks", "months", "longer"}


def names_skill(kind: VerdictKind, parts: Mapping[str, float]) -> bool:
    """True if a verdict says that the talk itself is weak."""
    return kind == "sales_skill" or (kind == "both" and parts["skill"] > parts["response"])


def hides_skill(answers: Answers, trade: Trade) -> Literal["fit", "due"] | None:
    """Say why weak selling may not be named yet, if so."""
    if answers.fit is None:
        return "fit"
    return "due" if answers.age is not None and ripe(answers, trade) < ENOUGH_PEOPLE else None


def question_first(answers: Answers, trade: Trade) -> str | None:
    """Name the question to ask before weak selling is named.

    The age of the business and the wait are asked only where a new business would have too few people ready to decide.
    """
    for question in ("fit", "reason"):
        if getattr(answers, question) is None and question not in answers.asked:
            return question
    if (answers.lag or trade.lag) not in LONG:
        return None
    if answers.age is None and "age" not in answers.asked:
        as_new = replace(answers, age=float(answers.weeks))
        return "age" if ripe(as_new, trade) < ENOUGH_PEOPLE else None
    few = answers.age is not None and ripe(answers, trade) < ENOUGH_PEOPLE
    return "lag" if few and answers.lag is None and "lag" not in answers.asked else None
