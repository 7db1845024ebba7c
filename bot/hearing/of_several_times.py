"""Numbers of one message that are for several times, and one answer together, or parts of one."""

from collections.abc import Sequence

from bot.hearing.policy import TOLD
from bot.language.listening.acts import Act
from bot.language.listening.month_rows import are_people, row_of_months
from bot.language.listening.parts_of_time import without_parts_of_time

PEOPLE = "people"
DOOR = (PEOPLE, "talked", "customers", "orders")


def of_several_times(acts: Sequence[Act], text: str, asked: str, language: str) -> tuple[Act, ...]:
    """Return what was heard without parts of a number, and with a row of months as the one number that it makes.

    It is for what is asked, and where that is no step of the door, for those who got in touch.
    """
    acts = without_parts_of_time(acts, text, language)
    row = row_of_months(text, language)
    if row is None:
        return acts
    name = asked if asked in DOOR and not are_people(text, language) else PEOPLE
    counts = Act("tells", name, "", row, 1.0, text, row.place)
    return (counts, *(act for act in acts if act.told is None or act.kind not in TOLD))
