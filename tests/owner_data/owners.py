"""Owners with everything, and a search for what is left of them."""

import re
from pathlib import Path

ALICE = [
    "/checkup",
    "trades, home services",
    "we talk first",
    "5031",
    "4519",
    "557",
    "1531",
    "swamped",
    "433",
    "8",
    "went quiet",
]
BOB = [
    "/checkup",
    "shop with staff",
    "we talk first",
    "7207",
    "6101",
    "883",
    "2203",
    "about right",
    "647",
    "7",
    "went quiet",
]


# The week after: of those who came, who was talked with and who bought; of Alice's and Bob's no two numbers are the same.
ALICE_WEEK = ["1249", "1117", "139"]
BOB_WEEK = ["1801", "1523", "191"]


async def with_everything(owner, lines, *, name: str, other: str, week=ALICE_WEEK) -> None:
    """Bring an owner to have a row in every table: a verdict, a reminder, weeks, two businesses, an objection, a draft."""
    await owner.says(*lines)
    await owner.says("/step done")
    await owner.says(f"/settings name {name}", "/settings zone Berlin", "/settings currency EUR")
    await owner.says("/weekly", "monday", "9am", "/checkin", " ".join(week), "/skipweek 2026-W40")
    await owner.says(
        "/ask a flyer", "/differ", f"/business add {other}", "/checkup", "coaching", "/settings zone Paris"
    )


COLUMNS = (
    """
    select tables.name, columns.name from sqlite_master as tables, pragma_table_info(tables.name) as columns
    where tables.type = 'table' order by tables.name, columns.cid
    """,
    """
    select table_name, column_name from information_schema.columns
    where table_schema = 'public' order by table_name, ordinal_position
    """,
)


async def columns_by_table(house) -> dict[str, list[str]]:
    """Return the columns of every table, in their order."""
    found = {}
    for table, column in await house.rows(COLUMNS[house.app.database.shared]):
        found.setdefault(table, []).append(column)
    return found


async def rows_with(house, needle: str) -> list[tuple[str, str]]:
    """Return the table and column of every value with some text in it."""
    found = []
    for table, columns in (await columns_by_table(house)).items():
        for row in await house.rows(f"select * from {table}"):
            found += [(table, c) for c, v in zip(columns, row, strict=True) if _holds(str(v), needle)]
    return found


def files_with(folder: Path, needle: str) -> list[str]:
    """Name the files of a folder with some text in their bytes."""
    return [path.name for path in sorted(folder.iterdir()) if path.is_file() and needle.encode() in path.read_bytes()]


def _holds(value: str, needle: str) -> bool:
    if needle.lstrip("-").isdigit():
        return re.search(rf"(?<!\d){re.escape(needle)}(?:\.0)?(?!\d)", value) is not None
    return needle in value
