"""Chooses what is seen at once after a week's numbers, and what on a tap."""

from collections.abc import Sequence
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from bot.language.seen import MESSAGE, seen_length, with_more

LETTERS = 36  # letters in a line on a phone
SEEN = 12  # lines seen at once, beside those of a folded quote
STAYS, NEWS, REMARK, IN_SHORT, AS_BEFORE = range(5)  # what is said, in the order in which it makes room


class Saying(Struct, frozen=True):
    """A line of what is said about a week.

    Attributes:
        rank: how soon it makes room for others; "stays" never does.
        apart: whether an empty line goes before it.
        short: what is left of it when it makes room for others; mostly nothing.
        rest: what is then seen on a tap, where something is left.
    """

    text: str
    rank: int = STAYS
    apart: bool = False
    short: str = ""
    rest: str = ""

    @property
    def lines(self) -> int:
        """Return about how many lines of a phone it takes."""
        return self.apart + sum(ceil(seen_length(line) / LETTERS) for line in self.text.split("\n"))


def at_once(sayings: Sequence[Saying], more: Sequence[str]) -> str:
    """Write what is seen at once, and the rest on a tap, beginning with what had to make room."""
    seen, behind = [one for one in sayings if one.text], list[str]()
    while sum(one.lines for one in seen) > SEEN and (least := max(seen, key=lambda one: one.rank)).rank > STAYS:
        place = seen.index(least)
        seen[place : place + 1] = [replace(least, text=least.short, rank=STAYS)] if least.short else []
        behind.append(least.rest if least.short else least.text)
    text = "".join(("\n\n" if one.apart else "\n") + one.text for one in seen).lstrip("\n")
    return with_more(text, [*reversed(behind), *more], most=MESSAGE)
