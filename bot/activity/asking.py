"""What to ask back about an activity, and the verdict that follows from the owner's answers by the house rule."""

from collections.abc import Mapping

from bot.activity.judgement import Ask
from bot.activity.learned import OPEN, Cell, Chances
from bot.activity.rule import ContactAnswer, InteractionAnswer

ANSWERS: Mapping[Ask, tuple[str, ...]] = {
    "contact": ("yes", "no", "mixed", "none"),
    "interaction": ("two_way", "one_way", "to_one", "mixed", "none"),
}
USUAL: Mapping[Cell, float] = {
    Cell("no", "one_way", "marketing"): 0.22,
    Cell("yes", "one_way", "marketing"): 0.13,
    Cell("mixed", "one_way", "marketing"): 0.03,
    Cell("yes", "one_way", "sales"): 0.08,
    Cell("yes", "two_way", "sales"): 0.28,
    Cell("no", "two_way", "both"): 0.12,
    Cell("mixed", "mixed", "both"): 0.06,
    Cell("mixed", "two_way", "both"): 0.03,
    Cell("no", "mixed", "both"): 0.03,
    Cell("none", "none", "neither"): 0.02,
}
"""How common each cell is where nothing is said."""
SLACK = 0.03  # share of the chances spread over the usual ones, so that no answer counts as impossible


def possible(
    chances: Chances, contact: ContactAnswer | None, interaction: InteractionAnswer | None
) -> dict[Cell, float]:
    """Return the chances of the cells that the owner's answers leave."""
    spread = dict.fromkeys(USUAL, 0.0)
    for cell, chance in chances.items():
        if cell in spread:
            spread[cell] += chance
        elif OPEN in cell:
            for usual, share in _fitting(cell).items():
                spread[usual] += chance * share
    left = {
        cell: chance + SLACK * USUAL[cell]
        for cell, chance in spread.items()
        if _answers(cell, "contact", contact) and _answers(cell, "interaction", interaction)
    }
    total = sum(left.values()) or 1.0
    return {cell: chance / total for cell, chance in left.items()}


def deciding(left: Chances, asked: frozenset[Ask]) -> Ask | None:
    """Return the question whose answer is likeliest to settle the verdict, of those that were not asked yet."""
    open_ones = [ask for ask in ANSWERS if ask not in asked]
    return max(open_ones, key=lambda ask: round(_settles(left, ask), 2), default=None)


def likeliest(left: Chances) -> tuple[Cell, float]:
    """Return the likeliest cell of the likeliest verdict, and the chance of that verdict."""
    verdict, chance = by_verdict(left)
    return max((cell for cell in left if cell.verdict == verdict), key=left.__getitem__), chance


def by_verdict(left: Chances) -> tuple[str, float]:
    """Return the likeliest verdict with its chance."""
    sums: dict[str, float] = {}
    for cell, chance in left.items():
        sums[cell.verdict] = sums.get(cell.verdict, 0.0) + chance
    return max(sums.items(), key=lambda pair: pair[1])


def _settles(left: Chances, ask: Ask) -> float:
    """Return the chance that the verdict is known after a question."""
    best = 0.0
    for answer in ANSWERS[ask]:
        sums: dict[str, float] = {}
        for cell, chance in left.items():
            if _answers(cell, ask, answer):
                sums[cell.verdict] = sums.get(cell.verdict, 0.0) + chance
        best += max(sums.values(), default=0.0)
    return best


def _answers(cell: Cell, ask: Ask, answer: str | None) -> bool:
    """True if an owner who means this cell may give this answer."""
    if answer is None:
        return True
    to_one = cell.interaction == "one_way" and cell.verdict == "sales"
    if ask == "interaction" and answer in ("one_way", "to_one"):
        return cell.interaction == "one_way" and to_one == (answer == "to_one")
    return (cell.contact if ask == "contact" else cell.interaction) == answer


def _fitting(open_cell: Cell) -> dict[Cell, float]:
    """Return the cells that an open one may mean, by how common they are."""
    found = {
        cell: share
        for cell, share in USUAL.items()
        if open_cell.contact in (OPEN, cell.contact) and open_cell.interaction in (OPEN, cell.interaction)
    }
    total = sum(found.values()) or 1.0
    return {cell: share / total for cell, share in found.items()}
