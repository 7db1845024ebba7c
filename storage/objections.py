"""Verdicts on activities that owners see differently."""

from storage.database import Row, Transaction


async def all_objections(tx: Transaction) -> list[Row]:
    """Return text, verdict, rule, the owner's opinion (or None) and the moment of each, oldest first."""
    return await tx.fetch("select text, verdict, rule, opinion, at from objection order by at, session")
