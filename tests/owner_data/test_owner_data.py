"""The owner's data belongs to the owner, played on the whole bot."""

import asyncio
import csv
import io
import json
from datetime import timedelta

import pytest
from msgspec.structs import replace

from bot.core.events import Blocked, Due
from bot.operator.retention import next_night, retain
from storage.owner_data import EXPORTED, PASSING
from tests.check_ups import SHORTEST
from tests.owner_data.owners import (
    ALICE,
    ALICE_WEEK,
    BOB,
    BOB_WEEK,
    columns_by_table,
    files_with,
    rows_with,
    with_everything,
)


def documents(owner) -> dict[str, bytes]:
    """Return the newest files of each kind that the bot sent to an owner."""
    files = [message.document for message in owner.sent if message.document is not None]
    return {upload.filename.rpartition(".")[2]: upload.content for upload in files}


async def export(owner) -> dict[str, bytes]:
    await owner.says("/export")
    return documents(owner)


async def sends(owner, content: bytes, filename: str = "door.csv") -> str:
    before = len(owner.sent)
    owner.person.sends_document(filename=filename, content=content)
    await owner.house.settle()
    assert len(owner.sent) > before
    return owner.text


# Export and import


async def test_a_table_and_everything_as_json_come_as_documents(house, alice):
    await with_everything(alice, ALICE, name="=Alice", other="Bakery")
    files = await export(alice)
    rows = list(csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig"), newline="")))
    people = next(row for row in rows if row["question"] == "people")
    assert (people["value"], people["typed"], people["first_week"], people["last_week"]) == (
        "5031",
        "5031",
        "2026-W44",
        "2026-W47",
    )
    assert people["business_name"] == "'=Alice"
    everything = json.loads(files["json"])
    assert {b["name"] for b in everything["business"]} == {"=Alice", "Bakery"}
    answers = (await house.rows("select count(*) from answer"))[0][0]
    assert len(everything["answer"]) == answers


async def test_every_table_with_the_id_of_a_chat_is_exported_or_passing(house):
    with_chat = set()
    for table, columns in (await columns_by_table(house)).items():
        assert not set(columns) & {"user_id", "owner_id"} or table == "owner", table
        if "chat_id" in columns:
            with_chat.add(table)
    assert with_chat == {*EXPORTED, *PASSING}


async def test_export_delete_import_gives_the_same_diagnosis_and_the_same_table(house, alice):
    await alice.says("/settings currency EUR", "/settings zone Berlin", "/settings name A&B", *SHORTEST)
    await alice.says("/business add Bakery", *SHORTEST[:4])
    how = await alice.says("/business A&B", "/how")
    before = await export(alice)
    await alice.says("/delete", "yes")
    assert await house.rows("select * from owner") == []
    house.clock.pass_time(days=3)
    text = await sends(alice, before["csv"])
    assert "2 check-ups and weeks added" in text
    assert await alice.says("/how") == how
    after = await export(alice)
    assert after["csv"] == before["csv"]
    assert {b["name"] for b in json.loads(after["json"])["business"]} == {"A&B", "Bakery"}


async def test_after_an_import_the_picture_is_the_same(house, alice):
    await alice.says(*SHORTEST)
    (before,) = house.painter.drawings
    table = (await export(alice))["csv"]
    await alice.says("/delete", "yes")
    await sends(alice, table)
    house.painter.drawings.clear()
    house.app.outbox._photos._lately._kept.clear()
    await alice.says("/fix", "back")
    assert house.painter.drawings == [before]


async def test_a_table_moves_to_another_account_and_goes_on_there(house, alice):
    await alice.says(*SHORTEST)
    table = (await export(alice))["csv"]
    bob = house.person(2, "Bob")
    await sends(bob, table)
    assert await bob.says("/how") == await alice.says("/how")
    assert "Which one shall we change" in await bob.says("/fix")


async def test_importing_twice_adds_nothing(house, alice):
    await alice.says(*SHORTEST)
    table = (await export(alice))["csv"]
    rows = await house.rows("select * from answer"), await house.rows("select * from verdict")
    assert "were here already" in await sends(alice, table)
    assert (await house.rows("select * from answer"), await house.rows("select * from verdict")) == rows


async def test_a_table_corrected_in_a_spreadsheet_corrects_the_answer_and_the_diagnosis_follows(house, alice):
    await alice.says(*SHORTEST)
    table = (await export(alice))["csv"].replace(b'"5","5","5","exact","5"', b'"25","25","25","exact","25"')
    await sends(alice, table)
    assert await house.rows("select value from answer where question = 'customers'") == [(25.0,)]
    kinds = await house.rows("select kind from verdict order by number")
    assert len(kinds) == 2
    assert kinds[0] != kinds[1]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"shoes,hats\n1,2\n", "not a table"),
        (b"", "not a table"),
        (bytes(range(256)), "not a table"),
        (b"x" * 1_100_000, "larger than"),
    ],
    ids=["other columns", "empty", "no text", "too large"],
)
async def test_a_wrong_file_gets_a_clear_message_and_changes_nothing(house, alice, content, says):
    await alice.says(*SHORTEST[:4])
    before = [await house.rows(f"select * from {table}") for table in ("answer", "session", "business")]
    text = await sends(alice, content)
    assert says in text
    assert "Nothing was changed" in text
    assert "4 of 8" in text  # the open question is asked again
    assert [await house.rows(f"select * from {table}") for table in ("answer", "session", "business")] == before


async def test_answers_that_cannot_be_right_are_refused(house, alice):
    await alice.says(*SHORTEST)
    table = (await export(alice))["csv"].replace(b'"5","5","5","exact","5"', b'"46","46","46","exact","46"')
    assert "cannot be right" in await sends(alice, table)
    assert await house.rows("select value from answer where question = 'customers'") == [(5.0,)]


CUSTOMERS = b'"customers","known","","3","3","3","exact","3"'
TOO_MANY = b'"customers","known","","13","13","13","exact","13"'


@pytest.mark.parametrize("talked", [("don't know", "really no idea"), ("8-16",)], ids=["not known", "a range"])
async def test_a_table_too_is_compared_with_the_nearest_whole_that_is_known(house, alice, talked):
    """Of 12 people 13 became customers, and that 8 to 16 were talked with does not make it possible."""
    await alice.says(*SHORTEST[:3], "12", *talked, "3")
    table = (await export(alice))["csv"]
    assert CUSTOMERS in table
    assert "more than the number it is a part of" in await sends(alice, table.replace(CUSTOMERS, TOO_MANY))
    assert await house.rows("select value from answer where question = 'customers'") == [(3.0,)]
    assert "Nothing in it was new" in await sends(alice, table)


async def test_a_finished_check_up_that_lacks_a_number_is_compared_with_the_others(house, alice):
    await alice.says(*SHORTEST[:3], "12", "10", "3", "15", "mostly waiting", "4")
    table = (await export(alice))["csv"].replace(CUSTOMERS, TOO_MANY)
    without_talked = b"\r\n".join(line for line in table.split(b"\r\n") if b'"talked"' not in line)
    assert "cannot be right" in await sends(alice, without_talked)


@pytest.mark.parametrize("lines", [("/checkin", "5 10 8 1"), (*SHORTEST[:3], "12", "10", "8")])
async def test_what_waits_for_the_owners_word_does_not_spoil_the_table(house, alice, lines):
    """Where 10 talked with of 5 are asked about, the 8 customers behind them are compared once that is settled."""
    await alice.says(*lines)
    if len(lines) > 2:
        await alice.does(alice.person.edits(alice.person.typed[3], "5"))
    assert "but only 5 got in touch" in alice.text
    table = (await export(alice))["csv"]
    await alice.says("/delete", "yes")
    assert "cannot be right" not in await sends(alice, table)
    assert (await export(alice))["csv"] == table


async def test_a_file_that_cannot_be_fetched_is_asked_for_again(house, alice):
    await alice.says(*SHORTEST[:3])
    house.emulator.fail_next("getFile", 500)
    assert "couldn't fetch that file" in await sends(alice, b"a,b")


async def test_other_files_are_met_as_before(alice):
    await alice.says(*SHORTEST[:3])
    text = await sends(alice, b"%PDF", "numbers.pdf")
    assert "not files" in text
    assert "3 of 8" in text


async def test_an_export_survives_a_crash_between_the_commit_and_the_sending(house, alice):
    await alice.says(*SHORTEST)
    house.emulator.fail_next("sendDocument", "reset", times=1)
    files = await export(alice)
    assert set(files) == {"csv", "json"}


# Delete


async def test_delete_names_what_will_go_and_asks(house, alice):
    await with_everything(alice, ALICE, name="Alice's", other="Bakery")
    text = await alice.says("/delete")
    assert "2 businesses: Alice's, Bakery" in text
    assert "1 verdict" in text
    assert "backups" in text.casefold()
    assert alice.buttons[:2] == ["Yes, delete everything", "No, keep it"]
    assert "Nothing was deleted" in await alice.taps("No, keep it")
    assert len(await house.rows("select * from business")) == 2


@pytest.mark.parametrize("how", ["tap", "yes", "Yes, delete everything!", "delete everything"])
async def test_after_the_confirmation_nothing_is_left_of_one_owner_and_everything_of_the_other(house, alice, how):
    alice, bob = house.person(710_001, "Alice"), house.person(820_002, "Bob")
    await with_everything(alice, ALICE, name="Zebra & Sons", other="Quagga")
    await with_everything(bob, BOB, name="Ocelot", other="Lynx", week=BOB_WEEK)
    for table in (*EXPORTED, "picture"):
        assert await house.rows(f"select 1 from {table} where chat_id = 710001"), table
    await alice.says("/export", "/delete")
    await (alice.taps("Yes, delete everything") if how == "tap" else alice.says(how))
    assert "deleted" in alice.text
    for needle in ("710001", "Zebra", "Quagga", *ALICE[3:8], *ALICE_WEEK):
        assert await rows_with(house, needle) == [], needle
    for needle in ("Zebra & Sons", "Quagga", "5031", "4519", "1531", " ".join(ALICE_WEEK)):
        assert files_with(house.path.parent, needle) == [], needle
    for needle in ("820002", "Ocelot", "Lynx", *BOB[3:8], *BOB_WEEK):
        assert await rows_with(house, needle), needle
    house_rows = await house.rows("select count(*) from owner")
    assert house_rows == [(1,)]


async def test_whoever_comes_back_starts_afresh(house, alice):
    await alice.says(*SHORTEST, "/delete", "yes")
    assert "no verdict" in await alice.says("/how")
    assert "not set" in await alice.says("/settings")
    assert "1 of 8" in await alice.says("/checkup")


async def test_what_follows_the_confirmation_in_the_same_turn_begins_afresh(house, alice):
    await alice.says(*SHORTEST, "/delete")
    for text in ("yes", "/checkup", "coaching"):
        alice.person.types(text)
    await house.settle()
    assert "2 of 8" in alice.text
    assert [row[0] for row in await house.rows("select question from answer")] == ["trade"]
    assert await house.rows("select sessions from owner") == [(1,)]


@pytest.mark.parametrize(
    "typed",
    [
        "delete everythng",
        "yes, delete everythin",
        "yes, but not the weeks",
        "yes, some other day",
        "yes, I asked for that",
    ],
)
async def test_only_a_yes_in_full_deletes(house, alice, typed):
    await alice.says(*SHORTEST, "/delete", typed)
    assert "Everything about you is deleted" not in alice.text
    assert await house.rows("select 1 from verdict")


async def test_what_the_question_does_not_ask_about_deletes_nothing(house, alice):
    await alice.says(*SHORTEST, "/delete", "maybe")
    assert "deleted" not in alice.text
    await alice.says("yes")
    assert len(await house.rows("select * from owner")) == 1


@pytest.mark.parametrize("words", ["hmm wait", "not yet", "rather not", "no, keep it", "I'd rather keep it", "nope"])
async def test_second_thoughts_keep_everything_and_say_so(house, alice, words):
    await alice.says(*SHORTEST, "/delete")
    assert "Nothing was deleted" in await alice.says(words)
    assert len(await house.rows("select * from owner")) == 1


async def test_an_old_confirmation_asks_again(house, alice):
    await alice.says(*SHORTEST, "/delete")
    asked = alice.last
    house.clock.pass_time(hours=2)
    assert "Delete everything?" in await alice.taps("Yes, delete everything", message=asked)
    assert len(await house.rows("select * from owner")) == 1


async def test_a_second_tap_and_a_block_after_the_farewell_leave_no_row(house, alice):
    await alice.says(*SHORTEST, "/delete")
    asked = alice.last
    await alice.taps("Yes, delete everything", message=asked)
    await alice.taps("Yes, delete everything", message=asked)
    alice.person.blocks()
    await house.settle()
    assert await house.rows("select * from owner") == []
    assert await house.rows("select * from outbox") == []


async def test_what_is_due_for_one_who_left_brings_nobody_back(house, alice):
    from bot.core.events import Event

    for what in (Due("nudge"), Blocked()):
        await house.app.turns.handle([Event(0, 99, "private", 99, "en", house.clock.now(), what)])
    assert await house.rows("select * from owner") == []


async def test_the_farewell_goes_out_after_a_crash(house, alice):
    await alice.says(*SHORTEST, "/delete")
    house.emulator.fail_next("sendMessage", "refused", times=3)
    await alice.says("yes")
    assert "deleted" in alice.text
    assert await house.rows("select * from outbox") == []


# Privacy


async def test_privacy_says_what_why_how_long_and_who(house, alice):
    text = await alice.says("/privacy")
    for part in ("What:", "Why:", "How long:", "Who can read it:"):
        assert part in text
    assert "Take my data along" in alice.buttons


async def test_the_operator_is_named(tmp_path):
    from tests.conftest import House

    class Named(House):
        @property
        def settings(self):
            return replace(
                super().settings,
                operator_name="Ann & Co",
                operator_contact="ann@example.org",
                backup_days=14,
                retention_days=400,
            )

    house = Named(tmp_path)
    await house.start()
    try:
        text = await house.person(1).says("/privacy")
    finally:
        await house.stop()
    for part in ("Ann & Co", "ann@example.org", "14 days", "400 days"):
        assert part in text


# Retention


async def warned(house, owner) -> bool:
    """Let the bot handle what is due, and tell whether the owner was warned."""
    from bot.botapi.ticker import look

    before = len(owner.sent)
    await look(house.app.database, house.app.turns, house.app.outbox, house.app.clock)
    await house.settle()
    return any("will be deleted on" in message.text for message in owner.sent[before:])


@pytest.fixture
async def idle_house(tmp_path):
    from tests.conftest import House

    class Forgetful(House):
        @property
        def settings(self):
            return replace(super().settings, retention_days=30)

    house = Forgetful(tmp_path)
    await house.start()
    yield house
    await house.stop()
    assert house.emulator.faults == []


async def test_an_idle_owner_is_warned_once_and_deleted_after_seven_more_days(idle_house):
    house = idle_house
    alice, bob = house.person(1, "Alice"), house.person(2, "Bob")
    await alice.says(*SHORTEST)
    await bob.says("/settings name Bob's")
    warnings = 0
    gone = None
    for day in range(1, 40):
        house.clock.pass_time(days=1)
        if day % 10 == 0:
            await bob.says("hi")
        await retain(house.app.database, house.clock.now(), 30)
        warnings += await warned(house, alice)
        if gone is None and not await house.rows("select * from owner where chat_id = 1"):
            gone = day
    assert warnings == 1
    assert gone == 31  # the first night after the thirtieth day
    assert await rows_with(house, "Bob's")
    assert not any("will be deleted" in message.text for message in bob.sent)


async def test_whoever_writes_after_the_warning_is_kept_and_warned_anew_next_time(idle_house):
    house = idle_house
    alice = house.person(1, "Alice")
    await alice.says(*SHORTEST)
    house.clock.pass_time(days=24)
    await retain(house.app.database, house.clock.now(), 30)
    assert await warned(house, alice)
    await alice.says("hi")
    house.clock.pass_time(days=8)
    assert await retain(house.app.database, house.clock.now(), 30) == (0, 0)
    house.clock.pass_time(days=60)
    assert await retain(house.app.database, house.clock.now(), 30) == (0, 1)
    assert await warned(house, alice)


async def test_nobody_is_warned_at_night(idle_house):
    house = idle_house
    alice = house.person(1, "Alice")
    await alice.says("/settings zone Tokyo")
    house.clock.at = next_night(house.clock.now() + timedelta(days=24)).replace(hour=16)  # one in the morning there
    assert await retain(house.app.database, house.clock.now(), 30) == (0, 1)
    assert not await warned(house, alice)
    house.clock.pass_time(hours=9)
    assert await warned(house, alice)


async def test_is_off_by_default(house, alice):
    await alice.says(*SHORTEST)
    house.clock.pass_time(days=10_000)
    assert await retain(house.app.database, house.clock.now(), house.settings.retention_days) == (0, 0)
    assert await house.rows("select * from owner")


async def test_every_night_at_three(idle_house):
    house = idle_house
    nights = []

    async def sleep(seconds):
        house.clock.pass_time(seconds=seconds)
        nights.append(house.clock.now())
        if len(nights) == 3:
            raise asyncio.CancelledError

    from bot.operator.retention import retain_nightly

    with pytest.raises(asyncio.CancelledError):
        await retain_nightly(house.app.database, house.clock.now, 30, sleep=sleep)
    assert [(night.hour, night.minute) for night in nights] == [(3, 0)] * 3


async def test_a_line_says_how_long_backups_keep_it(alice):
    await alice.says(*SHORTEST)
    assert "up to 30 days" in await alice.says("/delete")
    assert "up to 30 days" in await alice.says("yes")


async def test_in_a_group_only_the_person_who_began_takes_or_deletes_the_data(house):
    alice, bob = house.person(1, "Alice"), house.person(2, "Bob")
    group = house.emulator.group("Shop", alice.person, bob.person)
    for text in ("/checkup", "/cancel"):
        alice.person.types(text, group=group)
        await house.settle()
    for text in ("/export", "/delete", "/settings currency EUR"):
        bob.person.types(text, group=group)
        await house.settle()
        assert group.last.upload is None
        assert "Bob" in group.last.text, group.last.text
    assert await house.rows("select currency from business") == [(None,)]
    alice.person.types("/start")
    alice.person.types("/export", group=group)
    await house.settle()
    assert not any(message.upload for message in group.messages), "everybody could read it"
    assert any(message.upload for message in alice.sent)
    alice.person.types("/delete", group=group)
    await house.settle()
    alice.person.types("yes", group=group, reply_to=group.last)
    await house.settle()
    assert await house.rows("select * from owner where kind = 'group'") == []


async def test_an_activity_asked_about_halfway_is_no_draft_of_the_business_that_was_left(house, alice):
    await alice.says("/ask", "/business add Second")
    assert "put aside" not in alice.text
    assert await house.rows("select count(*) from session where state in ('open', 'kept')") == [(0,)]


async def test_in_the_terminal_an_export_is_saved_and_sent_back(house, tmp_path):
    from bot.emulator.terminal import play
    from bot.language.templates import Words

    pictures = tmp_path / "saved"
    path = pictures / "001-door-2026-11-23.csv"
    lines = [*SHORTEST[:4], "/export", "/delete", "yes", f"!file {path}", "/resume", "!file nowhere.csv"]
    played = await play(lines, emulator=house.emulator, settled=house.settle, pictures=pictures, words=Words())
    assert "1 check-up or week added" in played
    assert "4 of 8" in played.partition("> /resume")[2]
