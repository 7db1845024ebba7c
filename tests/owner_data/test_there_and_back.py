"""Export, delete, import, on the whole bot: the same check-ups, weeks, diagnosis, pictures and table."""

import asyncio
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.check_ups import SHORTEST
from tests.conftest import House
from tests.owner_data.test_owner_data import export, sends

WEEKLY = ["/weekly", "sunday", "18:00", "Berlin"]
CHECKUPS = (
    SHORTEST,
    ["/checkup", "shop with staff", "both", "around 80", "most", "10-15", "20", "30", "dont know", "dont know"],
    ["/checkup", "coaching", "they order without talking", "12", "5"],
    SHORTEST[:6],
)
NUMBERS = ("12 11 3", "about 20, 15-18, 4", "? 5 1", "8 - 2", "30 people", "0 0 0", "as usual", "14 12 2 6")
BESIDE = (
    "yes",
    "no",
    "/weekly stop yes",
    "/cancel",
    "/fix",
    "/skipweek",
    "/settings zone Paris",
    "/settings currency GBP",
    "/step done",
    "/step cant",
    "/step another",
)


@dataclass(frozen=True)
class Life:
    """What an owner does: lines, and before each how many days go by."""

    lines: tuple[tuple[float, str], ...]


@st.composite
def lives(draw) -> Life:
    lines: list[tuple[float, str]] = []
    for name in ("Zebra", "Quagga")[: draw(st.integers(1, 2))]:
        first = f"/settings name {name}" if name == "Zebra" and draw(st.booleans()) else f"/business add {name}"
        lines += [(0, line) for line in (first, *draw(st.sampled_from(CHECKUPS)))]
        if draw(st.booleans()):
            lines += [(0, line) for line in WEEKLY]
        for _ in range(draw(st.integers(0, 5))):
            lines.append((draw(st.sampled_from([6.4, 7, 7, 7, 9, 16])), "/checkin"))
            lines.append((0, draw(st.sampled_from(NUMBERS))))
            lines += [(0, line) for line in draw(st.lists(st.sampled_from(BESIDE), max_size=2))]
    lines += [(0, line) for line in draw(st.sampled_from([[], ["/business Zebra"], SHORTEST[:4]]))]
    return Life(tuple(lines))


async def seen(house: House, owner) -> list[object]:
    """Return what an owner sees of each business: the diagnosis, the weeks, and their picture."""
    shown: list[object] = []
    while await house.rows("select 1 from session where state = 'open'"):
        await owner.says("/cancel")
    for name in [row[0] for row in await house.rows("select name from business order by number")]:
        house.painter.drawings.clear()
        house.app.outbox._photos._lately._kept.clear()
        await owner.says(f"/business {name}" if name else "/business 1")
        before = len(owner.sent)
        await owner.says("/how", "/weeks")
        shown += [message.text for message in owner.sent[before:] if "Remind" not in message.text]
        shown += house.painter.drawings
    return shown


async def there_and_back(folder: Path, life: Life) -> None:
    house = House(folder)
    await house.start()
    try:
        alice = house.person(1, "Alice")
        for days, line in life.lines:
            house.clock.pass_time(days=days)
            await alice.says(line)
        if await house.rows("select 1 from session where flow = 'checkin' and state = 'open'"):
            await alice.says("/cancel")  # the table has a week as far as it was answered
        before = (await export(alice))["csv"]
        weeks = await house.rows("select * from week order by business, week")
        steps = await house.rows("select * from step order by business, action")
        shown = await seen(house, alice)
        await alice.says("/delete", "yes")
        assert await house.rows("select * from owner") == []
        house.clock.pass_time(hours=1)
        await sends(alice, before)
        assert (await export(alice))["csv"].decode() == before.decode()
        assert await house.rows("select * from week order by business, week") == weeks
        assert await house.rows("select * from step order by business, action") == steps
        assert await seen(house, alice) == shown
    finally:
        await house.stop()
    assert house.emulator.faults == []


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(lives())
def test_whatever_an_owner_did_export_delete_import_gives_the_same_table_weeks_and_diagnosis(life):
    folder = Path(tempfile.mkdtemp())
    try:
        asyncio.run(there_and_back(folder, life))
    finally:
        shutil.rmtree(folder)
