"""The table of an export names the week that was asked about, not the one in which the numbers came."""

import csv
import io
from datetime import timedelta

from tests.owner_data.test_owner_data import export


async def test_late_numbers_stand_under_their_own_week_in_the_table(house, alice):
    await alice.says("/checkup", "plumber", "we talk first", "50", "45", "5", "15", "swamped", "4", "8", "went quiet")
    house.clock.at += timedelta(days=9)  # Wednesday of the week after
    await alice.says("/checkin", "12 10 3")
    rows = list(csv.DictReader(io.StringIO((await export(alice))["csv"].decode("utf-8-sig"), newline="")))
    (people,) = [row for row in rows if row["flow"] == "checkin" and row["question"] == "people"]
    assert (people["value"], people["first_week"], people["last_week"]) == ("12", "2026-W48", "2026-W48")
