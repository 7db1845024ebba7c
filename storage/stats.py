"""Counts over all owners, for admins."""

from datetime import datetime, timedelta

from bot.core.stats import FlowStats, Stats
from storage.database import Transaction, to_text

_OWNERS = """
    select count(*), sum(case when seen_at >= :week then 1 else 0 end), sum(case when seen_at >= :month then 1 else 0 end),
           sum(case when blocked_at is not null then 1 else 0 end)
    from owner
"""
_FLOWS = "select flow, count(*), sum(case when state = 'done' then 1 else 0 end) from session group by flow"
_ANSWERED = """
    select s.flow, a.question, count(*)
    from answer a join session s on s.chat_id = a.chat_id and s.number = a.session
    where a.standing = 'settled'
    group by s.flow, a.question
"""
_VERDICTS = """
    select v.kind, count(*)
    from verdict v
    where v.number = (select max(w.number) from verdict w where w.chat_id = v.chat_id and w.session = v.session)
    group by v.kind
"""


async def load_stats(tx: Transaction, now: datetime) -> Stats:
    """Count."""
    week, month = to_text(now - timedelta(days=7)), to_text(now - timedelta(days=30))
    ((owners, active_7, active_30, blocked),) = await tx.fetch(_OWNERS, week=week, month=month)
    answered: dict[str, dict[str, int]] = {}
    for flow, question, count in await tx.fetch(_ANSWERED):
        answered.setdefault(flow, {})[question] = int(count)
    return Stats(
        owners=int(owners),
        active_7=int(active_7 or 0),
        active_30=int(active_30 or 0),
        blocked=int(blocked or 0),
        flows={
            flow: FlowStats(int(started), int(finished or 0), answered.get(flow, {}))
            for flow, started, finished in await tx.fetch(_FLOWS)
        },
        verdicts={kind: int(count) for kind, count in await tx.fetch(_VERDICTS)},
    )
