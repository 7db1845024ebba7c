"""What /stats tells an admin: counts over all owners, and no one's answers."""

from collections.abc import Mapping

from msgspec import Struct

STATS = "stats"


class FlowStats(Struct, frozen=True):
    """How far owners come in one flow.

    Attributes:
        started: sessions ever begun.
        finished: those that ended.
        answered: for each question, the sessions that have an answer to it.
    """

    started: int
    finished: int
    answered: Mapping[str, int]


class Stats(Struct, frozen=True):
    """Counts over all owners.

    Attributes:
        active_7: owners who wrote within 7 days.
        active_30: owners who wrote within 30 days.
        verdicts: for each kind of verdict, the check-ups whose newest verdict it is.
    """

    owners: int
    active_7: int
    active_30: int
    blocked: int
    flows: Mapping[str, FlowStats]
    verdicts: Mapping[str, int]
