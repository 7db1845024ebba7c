"""The number of a whole year that is told beside something else: the reader knows no such question, and hears those who came."""

from collections.abc import Sequence

from bot.dialogue import prompting
from bot.dialogue.hear import Number
from bot.dialogue.scene import Scene
from bot.hearing.policy import STORING, TOLD
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount

YEAR = "year_customers"
ALL_WEEKS = 52  # of a year
HEARD_AS = ("people", "customers", "orders", "wanted")
"""What the reader may take such a number for."""


def of_the_year(acts: Sequence[Act], scene: Scene | None, text: str) -> tuple[Act, ...]:
    """Return what was heard with the one number of a reply as that of the year, where that is asked: "25, most come in spring"."""
    asked = scene is not None and scene.current is not None and scene.current.id == YEAR
    numbers = [act for act in acts if act.told is not None]
    heard = [act for act in numbers if act.kind in TOLD and act.name in HEARD_AS]
    if scene is None or not asked or len(numbers) > 1 or heard != numbers:
        return tuple(acts)
    match prompting.listen(scene, text):
        case Number(amount=amount, span=span) if span is None or round(span.weeks) == ALL_WEEKS:
            answer = Act("tells", YEAR, "", ToldAmount(amount), max([STORING, *(act.chance for act in heard)]))
            return (*(act for act in acts if act not in heard), answer)
    return tuple(acts)
