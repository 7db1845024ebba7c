"""Draw whatever is shown."""

from bot.core.shown import Door, Shown, Weeks
from bot.language.templates import words
from bot.pictures.door import draw_door
from bot.pictures.months import draw_months
from bot.pictures.weeks import draw_weeks


def draw(shown: Shown) -> str:
    """Draw a picture as SVG, in its own language."""
    match shown:
        case Door():
            return draw_door(shown, words(shown.language))
        case Weeks():
            return draw_weeks(shown, words(shown.language))
        case _:
            return draw_months(shown, words(shown.language))
