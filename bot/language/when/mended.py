"""What is left of a day and a time after second thoughts: "tues, sorry thursday", "not monday, wednesday at 9"."""

from collections.abc import Sequence
from itertools import takewhile

from bot.language.when.chart import PAUSES, DialTime, Edge
from bot.language.when.vocabulary import PartOfDay

TOLD = ("day", "clock", "part", "time")
BETWEEN = 2  # words that may stand between a denial and its day: "don't do mondays"


def second_thoughts(found: Sequence[Edge], said: Sequence[str]) -> list[Edge] | None:
    """Return the pieces of a text without those that were denied or taken back; None where nothing but that was said.

    Args:
        found: the pieces, in their order.
        said: the tokens that they cover.
    """
    marked = _marked(found)
    left = _without_denied(marked, said)
    return None if left is None else _last_of_each(left)


def _marked(found: Sequence[Edge]) -> list[Edge]:
    """Return the pieces with each word that may deny or mend as what it does: "mon no tue" mends, "no mondays" denies."""
    told = next((edge.start for edge in found if edge.kind in TOLD), len(found) and found[-1].end)
    return [
        Edge(edge.start, edge.end, "mend") if edge.kind == "denial" and edge.value and edge.start > told else edge
        for edge in found
    ]


def _without_denied(found: Sequence[Edge], said: Sequence[str]) -> list[Edge] | None:
    """Leave out each day that is denied; None where a denial is of anything else, or denies the only day."""
    denied: set[Edge] = set()
    for place, edge in enumerate(found):
        if edge.kind != "denial":
            continue
        days = _days_behind(found[place + 1 :], said) or [
            one for one in found[max(place - 1, 0) : place] if one.kind == "day"
        ]
        if not days:
            return None
        denied.update(days)
    left = [edge for edge in found if edge not in denied and edge.kind != "denial"]
    return left if not denied or any(edge.kind == "day" for edge in left) else None


def _days_behind(behind: Sequence[Edge], said: Sequence[str]) -> list[Edge]:
    """Return the days right behind a denial, of which there may be several: "not monday or tuesday"."""
    near = list(takewhile(lambda edge: not _is_pause(edge, said), behind))
    first = next(
        (place for place, edge in enumerate(near) if edge.kind not in ("unread", "filler", "denial")), len(near)
    )
    if sum(edge.kind == "unread" for edge in near[:first]) > BETWEEN:
        return []
    return [edge for edge in takewhile(lambda edge: edge.kind in ("day", "or"), near[first:]) if edge.kind == "day"]


def _is_pause(edge: Edge, said: Sequence[str]) -> bool:
    return edge.end == edge.start + 1 and said[edge.start] in PAUSES


def _last_of_each(found: Sequence[Edge]) -> list[Edge]:
    """Return what was said last of the day and of the time, where words between mend what stands before them.

    A bare hour is in the part of the day that was told before: "7pm, no 8".
    """
    parts: list[list[Edge]] = [[]]
    for edge in found:
        if edge.kind == "mend":
            parts.append([])
        else:
            parts[-1].append(edge)
    day = _last_with(parts, ("day",))
    clock = _last_with(parts, ("clock", "part", "time"))
    halves = _last_with(parts[:clock], ("clock", "part")) if clock and _is_bare(parts[clock]) else clock
    kept = []
    for place, part in enumerate(parts):
        for edge in part:
            if edge.kind == "day":
                kept += [edge] if place == day else []
            elif edge.kind not in TOLD or place == clock:
                kept.append(edge)
            elif place == halves and (half := _half(edge)):
                kept.append(Edge(edge.start, edge.end, "part", half))
    return kept


def _half(edge: Edge) -> PartOfDay | None:
    """Return the part of the day that a piece tells."""
    match edge:
        case Edge(kind="clock", value=DialTime(part=part)) | Edge(kind="part", value=part):
            return part
        case _:
            return None


def _last_with(parts: Sequence[Sequence[Edge]], kinds: Sequence[str]) -> int:
    """Return the place of the last part that has a piece of some kinds."""
    return max((place for place, part in enumerate(parts) if any(edge.kind in kinds for edge in part)), default=0)


def _is_bare(part: Sequence[Edge]) -> bool:
    """True if a part tells an hour that may be of either half of the day."""
    clocks = [edge.value for edge in part if edge.kind == "clock"]
    return bool(clocks) and all(not clock.marked and not clock.exact for clock in clocks)
