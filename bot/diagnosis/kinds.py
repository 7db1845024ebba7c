"""The kinds of verdict, by the arithmetic behind them; each is a row of ``prompts/verdicts.toml``, too."""

from collections.abc import Mapping
from typing import Literal, get_args

from bot.diagnosis.answers import Answers
from bot.diagnosis.load import crowded

State = Literal["marketing", "sales", "both", "offer", "neither"]
VerdictKind = Literal[
    "marketing_volume",
    "marketing_quality",
    "marketing_reach",
    "marketing_page",
    "sales_response",
    "sales_skill",
    "both",
    "offer",
    "neither",
    "cant_tell",
]
STATES: tuple[State, ...] = get_args(State)  # in the order of the model's numbers
GAINING: tuple[State, ...] = ("marketing", "sales", "offer")  # the sides whose gain the model works out
VERDICT_KINDS: tuple[VerdictKind, ...] = get_args(VerdictKind)


def leading_kind(answers: Answers, state: State, parts: Mapping[str, float]) -> VerdictKind:
    """Return the kind of the side that leads, by what could be won in its parts; whether it may be named or not."""
    match state:
        case "marketing":
            if answers.path == "order" and answers.visitors is not None:
                return "marketing_reach" if parts["volume"] >= parts["quality"] else "marketing_page"
            return (
                "marketing_volume"
                if answers.path == "order" or parts["volume"] >= parts["quality"]
                else "marketing_quality"
            )
        case "sales":
            # A business that cannot serve the people at the door cannot be judged by how many of them stayed.
            return "sales_response" if crowded(answers) or parts["response"] >= parts["skill"] else "sales_skill"
        case _:
            return state
