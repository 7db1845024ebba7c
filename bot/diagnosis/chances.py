"""From the draws to the chance of each state."""

import numpy as np
from numpy.typing import NDArray

from bot.diagnosis.kinds import STATES

# Fitted by tests/bench/diagnosis_fit.py.
DOUBT = 0.012  # share of the draws, added to each state
UNTOLD = 0.03  # the same where who came, was talked with or stayed was not counted: what is usual stands in for it
# Draws find marketing short too often, and nothing short too rarely; where nobody talks, only these two are possible.
OFTEN = np.array([{"marketing": 0.88, "neither": 1.1}.get(state, 1.0) for state in STATES])
ORDERS_ONLY = np.array([{"marketing": 0.87, "neither": 1.0}.get(state, 0.0) for state in STATES])


def counts(state: NDArray[np.int8]) -> NDArray[np.intp]:
    """Count the draws in each state, in the order of ``STATES``; one row for each variant where there are several."""
    if state.ndim == 1:
        return np.bincount(state, minlength=len(STATES))
    rows = state.reshape(-1, state.shape[-1])
    numbered = rows + len(STATES) * np.arange(len(rows))[:, None]  # one count of all rows is quicker than one for each
    counted = np.bincount(numbered.ravel(), minlength=len(STATES) * len(rows))
    return counted.reshape(*state.shape[:-1], len(STATES))


def chances(counted: NDArray[np.intp], *, talks: bool = True, told: bool = True) -> NDArray[np.float64]:
    """Return the chance of each state from the draws counted in it; one row for each variant where there are several.

    Shares of the draws are too sure, as no model is the world: each state gets a few draws more; then marketing keeps
    fewer of its draws, and nothing short gets more. The corrections are fitted on made-up businesses. Where nobody talks,
    only marketing can be short.

    Args:
        counted: how many draws there are in each state.
        talks: whether people are talked with before they buy.
        told: whether it was told how many came, were talked with and stayed.
    """
    number = counted.sum(axis=-1, keepdims=True)
    weighed = (counted + (DOUBT if told else UNTOLD) * number) * (OFTEN if talks else ORDERS_ONLY)
    chance: NDArray[np.float64] = weighed / weighed.sum(axis=-1, keepdims=True)
    return chance
