"""Who runs the bot, and how long they keep what."""

from msgspec import Struct

MOST_NOTICE = 7  # days
BACKUP_DAYS = 30  # owners are told this; an operator who keeps backups longer, or makes none, sets another number


class Operator(Struct, frozen=True):
    """What an owner is told about the operator, who holds their data.

    Attributes:
        backup_days: no backup is kept for longer than this; 0 when none are made.
        retention_days: owners idle for longer are deleted; 0 when that is never done.
    """

    name: str = ""
    contact: str = ""
    backup_days: int = BACKUP_DAYS
    retention_days: int = 0

    @property
    def notice_days(self) -> int:
        """Return how many days before the end an idle owner is warned."""
        return notice_days(self.retention_days)


def notice_days(days: int) -> int:
    """Return how many days before the end an owner is warned who may be idle for this many days."""
    return max(1, min(MOST_NOTICE, days // 2))
