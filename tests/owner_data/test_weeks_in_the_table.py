"""The weeks in the table: brought back with everything, corrected, added to; and one wrong line changes nothing."""

import csv
import io
from datetime import timedelta

import pytest

from tests.check_ups import SHORTEST
from tests.checkins.asked_weekly import MONDAY_NINE, Weekly
from tests.owner_data.test_owner_data import export, sends

WEEK = timedelta(weeks=1)
ALL = "select * from week order by chat_id, business, week"


@pytest.fixture
async def asked(house, alice):
    """Alice, who has been asked every week for half a year: weeks with numbers, left out, missed, and a verdict that moved."""
    weekly = Weekly(house, alice)
    await alice.says(*SHORTEST)
    await weekly.set_up()
    lines = ["12 11 1|yes", "about 10 8-9 ?|no", "/skipweek", "", "11 10 1|no", *["14 13 9|no"] * 12, "11 10"]
    for number, line in enumerate(lines):
        await weekly.at(MONDAY_NINE + number * WEEK)
        for said in filter(None, line.split("|")):
            await alice.says(said)
        if number == 4:
            await alice.says("it was fair week")
            await alice.taps("Leave it out when comparing")
    await alice.says("/cancel")
    return weekly


def rewritten(table: bytes, change) -> bytes:
    """Change the rows of a table as a spreadsheet would."""
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")))
    column = {name: number for number, name in enumerate(rows[0])}
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([rows[0], *(new for row in rows[1:] for new in change(row, column))])
    return out.getvalue().encode()


def cell(week: str, question: str, /, **new: str):
    """Change cells of the line with one number of one week."""

    def change(row, column):
        if (row[column["first_week"]], row[column["question"]]) == (week, question):
            for name, value in new.items():
                row[column[name]] = value
        return [row]

    return change


async def test_every_week_comes_back_with_everything_that_was_kept_of_it(house, alice, asked):
    before = await house.rows(ALL)
    outcomes = {row[0] for row in await house.rows("select distinct outcome from week")}
    assert outcomes >= {"answered", "skipped", "sent"}
    assert await house.rows("select count(*) from week where announced is not null") != [(0,)]
    assert {row[0] for row in await house.rows("select done from week")} == {None, 0, 1}
    assert ("it was fair week", 1) in await house.rows("select note, apart from week")
    assert {row[0] for row in await house.rows("select people_law from week")} >= {"exact", "lognormal", None}
    shown = [await alice.says(line) for line in ("/how", "/weeks")]
    drawn = house.painter.drawings[-1]
    table = (await export(alice))["csv"]
    await alice.says("/delete", "yes")
    house.painter.drawings.clear()
    house.app.outbox._photos._lately._kept.clear()
    text = await sends(alice, table)
    assert "check-ups and weeks added" in text
    assert await house.rows(ALL) == before
    assert [await alice.says(line) for line in ("/how", "/weeks")] == shown
    assert house.painter.drawings == [drawn]
    assert (await export(alice))["csv"] == table


async def test_a_table_switches_no_reminder_on_and_says_so(house, alice, asked):
    table = (await export(alice))["csv"]
    await alice.says("/delete", "yes")
    assert "/weekly does that" in await sends(alice, table)
    assert await house.rows("select * from schedule") == []
    assert await house.rows("select * from wake where kind like 'checkin%'") == []


async def test_reminders_that_are_on_stay_as_they_are(house, alice, asked):
    plan = await house.rows("select * from schedule")
    wake = await asked.wake()
    text = await sends(alice, (await export(alice))["csv"])
    assert "/weekly" not in text
    assert await house.rows("select * from schedule") == plan
    assert await asked.wake() == wake


async def test_a_week_corrected_in_a_spreadsheet_is_corrected_and_the_others_stay(house, alice, asked):
    before = await house.rows(ALL)
    table = rewritten((await export(alice))["csv"], cell("2026-W52", "people", value="13", low="13", high="13"))
    assert "Done: 1 check-up or week corrected" in await sends(alice, table)
    after = await house.rows(ALL)
    assert await asked.numbers("2026-W52") == (13, 10, 1, None)
    assert [a for a, b in zip(after, before, strict=True) if a != b] == [a for a in after if a[2] == "2026-W52"]


async def test_a_diagnosis_that_corrected_weeks_move_says_what_changed(house, alice, asked):
    def worse(row, column):
        if row[column["first_week"]] > "2026-W53" and row[column["question"]] == "customers":
            row[column["value"]] = row[column["low"]] = row[column["high"]] = "1"
        return [row]

    table = (await export(alice))["csv"]
    before = len(alice.sent)
    await sends(alice, rewritten(table, worse))
    said = "\n".join(message.text for message in alice.sent[before:])
    assert "11 check-ups and weeks corrected" in said
    assert "Something has changed" in said
    assert "sales" in said


async def test_what_came_after_an_older_table_is_not_lost(house, alice, asked):
    older = (await export(alice))["csv"]
    await alice.says("/checkin 2026-W51", "9 9 2", "no", "/checkin", "15 15 3")
    before = await house.rows(ALL)
    await sends(alice, older)
    assert await asked.numbers("2026-W51") == (9, 9, 2, None)
    assert len(await house.rows(ALL)) == len(before)


async def test_weeks_belong_to_their_business_and_several_come_back_as_several(house, alice):
    await alice.says("/settings name Zebra", "/checkin", "12 11 3 0", "/business add Quagga", "/checkin", "7 6 2 0")
    await alice.says("/business add Lynx", "/settings currency EUR")
    weeks, businesses = await house.rows(ALL), await house.rows("select number, name, currency from business")
    table = (await export(alice))["csv"]
    await alice.says("/delete", "yes")
    await sends(alice, table)
    assert [(row[1], row[4]) for row in await house.rows(ALL)] == [(row[1], row[4]) for row in weeks]
    assert await house.rows("select number, name, currency from business") == businesses
    assert (await export(alice))["csv"] == table


async def test_a_table_of_businesses_alone_is_taken_too(house, alice):
    await alice.says("/settings name Zebra", "/business add Quagga")
    table = (await export(alice))["csv"]
    await alice.says("/delete", "yes")
    assert "no check-ups and no weeks" in await sends(alice, table)
    assert await house.rows("select name from business order by number") == [("Zebra",), ("Quagga",)]


async def test_a_week_that_is_being_told_goes_along_as_far_as_it_came(house, alice):
    await alice.says("/checkin", "12", "11")
    table = (await export(alice))["csv"]
    assert "without talking" not in alice.text  # the question that was open is asked again
    await alice.says("/delete", "yes")
    await sends(alice, table)
    assert await house.rows("select people, talked, customers from week") == [(12, 11, None)]
    assert "So far I have for that week: 12 in touch, 11 talked with" in await alice.says("/checkin 2026-W47")


OLD_COLUMNS = (
    "business,business_name,trade,time_zone,currency,session,flow,first_week,last_week,state,started,ended,question,"
    "answer,choice,value,low,high,law,typed,answered"
)
OLD_LINES = """
1,Zebra,,,,1,activity,2026-W44,2026-W47,done,2026-11-20T10:00:00Z,2026-11-20T10:00:01Z,what,known,,,,,,a flyer,
1,Zebra,,,,2,checkin,2026-W46,2026-W46,done,2026-11-16T10:00:00Z,2026-11-16T10:01:00Z,path,known,talk,,,,,talk,2026-11-16T10:00:00Z
1,Zebra,,,,2,checkin,2026-W46,2026-W46,done,2026-11-16T10:00:00Z,2026-11-16T10:01:00Z,people,known,,12,12,12,exact,12,2026-11-16T10:00:00Z
1,Zebra,,,,2,checkin,2026-W46,2026-W46,done,2026-11-16T10:00:00Z,2026-11-16T10:01:00Z,talked,unknown,,,,,,?,2026-11-16T10:00:00Z
1,Zebra,,,,3,checkin,2026-W47,2026-W47,open,2026-11-23T09:00:00Z,,people,known,,9,9,9,exact,9,2026-11-23T09:00:00Z
"""


async def test_an_older_table_without_the_columns_of_the_weeks_is_read(house, alice):
    assert "2 check-ups and weeks added" in await sends(alice, (OLD_COLUMNS + OLD_LINES).encode())
    told = await house.rows("select week, outcome, people, talked_law, typed from week order by week")
    assert told == [("2026-W46", "answered", 12, "unknown", "12 ?"), ("2026-W47", "answered", 9, None, "9")]


WRONG = {
    "a week that the year does not have": (cell("2026-W52", "talked", first_week="2025-W53"), "year must have one"),
    "no week at all": (cell("2026-W52", "talked", first_week="52"), "such as 2026-W48"),
    "a week to come": (cell("2026-W52", "talked", first_week="2031-W01"), "still to come"),
    "a moment to come": (cell("2026-W52", "talked", answered="2031-01-01T10:00:00Z"), "still to come"),
    "a moment before there were telephones": (cell("2026-W52", "talked", due="1831-01-01T10:00:00Z"), "date with a time"),
    "a number that is none": (cell("2026-W52", "talked", value="many"), "a number from 0 up"),
    "a number without bounds": (cell("2026-W52", "talked", value="7", low="8", high="9", law="uniform"), "“low” and “high”"),
    "a law that cannot be": (cell("2026-W52", "talked", value="7", low="0", high="9", law="lognormal"), "“low” and “high”"),
    "no number": (cell("2026-W52", "talked", value="", low="", high=""), "a number from 0 up"),
    "more than there were": (cell("2026-W52", "talked", value="99", low="99", high="99"), "a part of"),
    "another question": (cell("2026-W52", "talked", question="salary"), "not one of the words"),
    "a step nobody knows": (cell("2026-W51", "", step="../../x"), "not one of the words"),
    "a verdict nobody gives": (cell("2026-W51", "", verdict="doomed"), "no verdict of mine"),
    "something else than the line before": (cell("2026-W52", "talked", state="skipped"), "something else about the same"),
    "a line twice": (lambda row, column: [row, row] if row[column["first_week"]] == "2026-W52" else [row], "second time"),
    "another currency": (cell("2026-W52", "people", currency="XYZ"), "no currency that I know"),
}  # fmt: skip


def and_a_correction(change):
    """Change a table, and correct a number of another week in it."""

    def changed(row, column):
        if (row[column["first_week"]], row[column["question"]]) == ("2026-W49", "people"):
            row[column["value"]] = row[column["low"]] = row[column["high"]] = "30"
        return change(row, column)

    return changed


async def test_a_wrong_line_changes_nothing_and_is_named_with_the_reason(house, alice, asked):
    table = (await export(alice))["csv"]
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))
    places = [n for n, row in enumerate(rows, start=2) if row["first_week"] in ("2026-W51", "2026-W52")]
    kept = [ALL, "select * from business", "select * from answer"]
    before = [await house.rows(sql) for sql in kept]
    for name, (change, why) in WRONG.items():
        text = await sends(alice, rewritten(table, and_a_correction(change)))
        assert why in text, (name, text)
        assert "Nothing was changed" in text, (name, text)
        assert any(f"ine {place}" in text for place in [*places, places[-1] + 1]), (name, text)
        assert [await house.rows(sql) for sql in kept] == before, name


async def test_a_step_that_no_release_knows_is_refused_before_anything_asks_about_it(house, alice, asked):
    def dancing(row, column):
        if row[column["first_week"]] == "2027-W01":
            row[column["advice"]] = "dance"
        return [row]

    table = rewritten((await export(alice))["csv"], dancing)
    assert "no step that I know. Nothing was changed" in await sends(alice, table)


async def test_a_spreadsheet_that_lost_the_letters_is_told_from_a_file_that_is_no_table(house, alice):
    await alice.says("/settings name Müller", *SHORTEST)
    table = (await export(alice))["csv"].decode("utf-8-sig").replace('","', '";"').encode("cp1252")
    assert "CSV UTF-8" in await sends(alice, table)


async def test_formulas_in_what_was_typed_come_back_as_they_were(house, alice):
    await alice.says("/settings name =HYPERLINK(1)", "/checkin", "12 11 3 0")
    table = (await export(alice))["csv"]
    assert b"'=HYPERLINK" in table
    await alice.says("/delete", "yes")
    await sends(alice, table)
    assert await house.rows("select name from business") == [("=HYPERLINK(1)",)]


async def test_more_businesses_than_there_can_be_are_refused(house, alice):
    line = "{0},B{0},,,,,,,,,,,,,,,,,,,\n"
    table = OLD_COLUMNS + "\n" + "".join(line.format(n) for n in range(1, 40))
    assert "more in that table than I can keep" in await sends(alice, table.encode())
    assert len(await house.rows("select * from business")) == 1


async def test_what_a_table_says_of_another_business_is_offered_to_be_taken_in_hand(house, alice, asked):
    await alice.says("/settings name Zebra")
    table = (await export(alice))["csv"]
    await alice.says("/delete", "yes", "/settings name Quagga")
    assert "all about Zebra. The current one is Quagga" in await sends(alice, table)
    await alice.taps("Switch to Zebra")
    assert "How I worked that out" in await alice.says("/how")


async def test_a_week_to_come_can_neither_be_left_out_nor_put_off(house, alice, asked):
    await alice.says("/skipweek 2031-W01", "/snooze tomorrow 2031-W01")
    assert await house.rows("select * from week where week > '2030'") == []


async def test_what_was_said_of_a_step_comes_back_unless_more_was_said_since(house, alice):
    await alice.says(*SHORTEST, "/step done")
    (said,) = await house.rows("select action, said, following from step")
    table = (await export(alice))["csv"]
    house.clock.pass_time(hours=1)
    await alice.says(f"/step failed {said[0]}")
    await sends(alice, table)
    assert await house.rows(f"select said from step where action = '{said[0]}'") == [("failed",)]
    await alice.says("/delete", "yes")
    await sends(alice, table)
    assert await house.rows("select action, said, following from step") == [said]
    before = len(alice.sent)
    await alice.says("/step")
    assert all("Go back to everyone who has a quote" not in message.text for message in alice.sent[before:])


async def test_a_step_that_nobody_knows_is_refused_with_its_line(house, alice):
    await alice.says(*SHORTEST, "/step done")
    (name,) = (row[0] for row in await house.rows("select action from step"))
    table = (await export(alice))["csv"].decode("utf-8-sig")
    number = next(n for n, line in enumerate(table.splitlines(), 1) if '"step"' in line and n > 1)
    await sends(alice, table.replace(name, "stand_on_your_head").encode())
    assert "it is no step that I know" in alice.sent[-1].text
    *others, said = table.splitlines(keepends=True)
    await sends(alice, "".join([*others, said.replace('"done"', '"dreamt"')]).encode())
    assert f"line {number}, column “choice”" in alice.sent[-1].text
