"""Corrects a kept week by the same week of a table."""

from bot.core.ledger import KeptWeek
from bot.core.week_numbers import completed


def told(week: KeptWeek, former: KeptWeek | None) -> KeptWeek:
    """Correct a week by what a table says of it; what the table does not say stays."""
    if former is None:
        return week
    numbers = completed(week.numbers, former.numbers) if week.numbers else former.numbers
    older = week.numbers is None and former.numbers is not None  # written before its numbers came
    return KeptWeek(
        week=week.week,
        outcome=former.outcome if older else week.outcome,
        numbers=numbers,
        typed=week.typed or former.typed,
        due_at=week.due_at or former.due_at,
        sent_at=week.sent_at or former.sent_at,
        answered_at=week.answered_at or former.answered_at,
        step=week.step or former.step,
        done=former.done if week.done is None else week.done,
        kind=week.kind or former.kind,
        word=week.word or former.word,
        action=week.action or former.action,
        announced=week.announced or former.announced,
        note=week.note or former.note,
        apart=week.apart or former.apart,
    )
