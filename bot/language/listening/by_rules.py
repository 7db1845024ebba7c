"""What a message says by rules alone, in a language that has no model yet: its numbers, and trades that are named."""

from collections.abc import Mapping, Sequence

from bot.language.listening.amounts import TextPart, ToldAmount

QUESTION = "q:"
NO_STATE = "people"  # what a number counts that stands where nothing was asked
SURE = 1.0
UNSURE = 0.5
NUMBER, TRADE, NOTHING = "tells.number", "tells.trade", "nothing"

Labels = tuple[tuple[str, float], ...]


def act_by_rules(tokens: Sequence[TextPart], *, names_trade: bool) -> Labels:
    """Return the labels of some words, as the model would."""
    if any(isinstance(token, ToldAmount) for token in tokens):
        return ((NUMBER, SURE),)
    return ((TRADE, SURE),) if names_trade else ((NOTHING, SURE),)


def role_by_rules(state: str, named: Mapping[str, float]) -> Labels:
    """Return what a quantity counts: what the words beside it name, or else what was asked."""
    if named:
        return ((max(named, key=lambda role: named[role]), SURE),)
    if state.startswith(QUESTION):
        return ((state.removeprefix(QUESTION), SURE),)
    return ((NO_STATE, UNSURE),)
