"""Owners who are asked every week, and the tick that looks for what is due."""

from datetime import UTC, datetime

from bot.botapi.ticker import look

MONDAY_NINE = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)  # 09:00 in Berlin

SETUP = ["/weekly", "monday", "9am", "Berlin"]


class Weekly:
    """An owner of the house, the clock and the tick."""

    def __init__(self, house, owner):
        self.house = house
        self.owner = owner

    async def tick(self):
        app = self.house.app
        while (await look(app.database, app.turns, app.outbox, app.clock)).more:
            await self.house.settle()
        await self.house.settle()

    async def at(self, moment):
        """Move the clock to a moment, look for what is due, and return the messages that came."""
        before = len(self.owner.sent)
        self.house.clock.at = moment
        await self.tick()
        return [message.text for message in self.owner.sent[before:]]

    async def after(self, **delta):
        self.house.clock.pass_time(**delta)
        before = len(self.owner.sent)
        await self.tick()
        return [message.text for message in self.owner.sent[before:]]

    async def set_up(self):
        return await self.owner.says(*SETUP)

    async def ledger(self):
        rows = await self.house.rows("select week, outcome from week order by week")
        return dict(rows)

    async def numbers(self, week):
        rows = await self.house.rows("select people, talked, customers, orders from week where week = :week", week=week)
        return rows[0] if rows else None

    async def wake(self):
        rows = await self.house.rows("select due_at from wake where kind like 'checkin:%'")
        return datetime.fromisoformat(rows[0][0]) if rows else None
