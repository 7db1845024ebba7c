"""An operator traces what happened: from the id in the log to what was read, decided and said (``bot explain``)."""

import logging
import re
import sqlite3
from contextlib import closing

import pytest
from msgspec.structs import replace

from bot.app import load_catalogue
from bot.explain.command import NotFoundError, explain, is_askable
from bot.operator.logs import PlainFormatter, aliases
from storage.database import StorageError
from storage.open import open_to_read
from storage.processes import enter
from storage.put_aside import PutAside, put_aside
from tests.check_ups import SHORTEST
from tests.checkins.asked_weekly import MONDAY_NINE, SETUP, Weekly
from tests.conftest import MONDAY, House
from tests.storage.release import RELEASES
from tests.test_command_line import TOKEN, run

ALIAS = aliases("123456:test")(1)


async def told(house: House, asked: object, **settings: object) -> str:
    changed = replace(house.settings, **settings)
    return await explain(changed, load_catalogue(), str(asked), house.clock.now())


def part(text: str, heading: str) -> list[str]:
    """Return the lines under a heading."""
    return text.split(f"\n{heading}")[1].split("\n\n", maxsplit=1)[0].splitlines()[1:]


async def update_of(house: House, question: str) -> int:
    return (await house.rows("select update_id from answer where question = :question", question=question))[0][0]


@pytest.fixture
async def checked(alice):
    """Alice after a check-up, with a weekly question on Mondays."""
    await alice.says(*SHORTEST)
    await alice.says(*SETUP)
    return alice


@pytest.mark.both_engines
async def test_who_it_is_by_id_and_by_the_name_in_the_log(house, checked):
    text = await told(house, 1)
    assert text.startswith(
        f"chat: 1\nin the log: {ALIAS}\nkind: private\nlanguage: en\nsince: 2026-11-23T10:00:00.000Z\n"
    )
    assert "blocked the bot: no" in text
    of_chat = text.partition("\n\nupdate: 1\n")[0]  # the id of an update too
    assert await told(house, ALIAS) == await told(house, ALIAS.upper()) == of_chat
    assert await told(house, 1, telegram_token=None) == text.replace(ALIAS, "not known without TELEGRAM_TOKEN")


async def test_an_owner_who_blocked_the_bot_is_said_to_have(house, checked):
    checked.person.blocks()
    await house.settle()
    assert "blocked the bot: 2026-11-23T10:00:00.000Z" in await told(house, 1)


@pytest.mark.both_engines
async def test_what_was_typed_and_understood_and_from_which_update(house, checked):
    lines = part(await told(house, 1), "ANSWERS")
    update = await update_of(house, "people")
    about = "understood 50 (43.9999 to 56.8184, lognormal)"
    assert f'2026-11-23T10:00:00.000Z checkup 1, people: typed "50", {about}, from update {update}' in lines
    assert any('trade: typed "trades, home services", understood trades' in line for line in lines)


@pytest.mark.both_engines
async def test_a_number_that_contradicts_another_is_shown_as_not_settled(house, alice):
    await alice.says("/checkup", "plumber", "we talk first", "50", "60")
    lines = part(await told(house, 1), "ANSWERS")
    assert any('talked: typed "60", understood 60' in line and "not settled" in line for line in lines)


async def test_the_open_question_is_written_again_word_for_word(house, alice):
    await alice.says("/checkup", "plumber")
    asked = await alice.says("we talk first")
    lines = part(await told(house, 1), "OPEN")
    assert lines[0] == "session: checkup 1, business 1"
    assert "at: ask, last asked people" in lines
    assert "template: prompts/en/checkup/people.j2, block ask" in lines
    assert "template: prompts/en/dialogue/question.j2, block core" in lines
    written = [line[2:] for line in lines if line.startswith("| ") and not line.startswith("| [")]
    assert asked.endswith("\n".join(written))
    assert "| [Don't know]" in lines


async def test_where_nothing_is_open_that_is_said(house, checked):
    assert part(await told(house, 1), "OPEN") == ["nothing is asked"]


async def test_what_cannot_be_written_again_is_told_by_its_kind_and_places(house, alice):
    await alice.says("/checkup", "plumber", "we talk first")
    async with house.app.database.transaction() as tx:
        await tx.run("update session set step = 'settle'")
    (line,) = (line for line in part(await told(house, 1), "OPEN") if "again" in line)
    assert re.match(r"cannot be written again: ValueError at .*bot/dialogue/writing\.py:\d+ settle_values$", line)


async def test_a_verdict_is_worked_out_again(house, checked):
    given, again = part(await told(house, 1), "VERDICTS")
    verdict = "sales_skill, most_likely, sure 0.831"
    assert given == f"2026-11-23T10:00:00.000Z check-up 1, number 1: {verdict}, action reopen_quotes"
    assert again == f"worked out again: the same, {verdict}"


async def test_a_verdict_that_would_be_another_today_is_said_to_be(house, checked):
    async with house.app.database.transaction() as tx:
        await tx.run("update verdict set kind = 'offer'")
    assert part(await told(house, 1), "VERDICTS")[1].startswith("worked out again: not the same, sales_skill")


@pytest.mark.both_engines
async def test_a_verdict_before_a_change_is_worked_out_without_the_new_answer(house, checked):
    house.clock.pass_time(minutes=1)
    await checked.says("/fix", "how people buy", "we talk first")
    _, newest, _, oldest = part(await told(house, 1), "VERDICTS")
    assert newest.startswith("worked out again: the same")
    assert oldest.endswith("(without what was answered since: path)")


@pytest.mark.both_engines
async def test_weeks_their_verdict_and_the_next_reminder(house, checked):
    weekly = Weekly(house, checked)
    await weekly.at(MONDAY_NINE)
    await checked.says("/checkin", "12 11 2", "skip")
    lines = part(await told(house, 1), "BUSINESS 1, current")
    assert "weekly question: Monday 09:00 Europe/Berlin" in lines
    assert "the next one: 2026-12-07T08:00:00.000Z" in lines
    week = "week 2026-W48: "
    assert f"{week}answered, due 2026-11-30T08:00:00.000Z" in "\n".join(lines)
    assert f'{week}typed "12 11 2", understood people 12, talked 11, customers 2' in lines
    assert any(line.startswith(f"{week}worked out again: the same, sales_skill") for line in lines)
    assert part(await told(house, 1), "DUE") == ["checkin:1: 2026-12-07T08:00:00.000Z"]


async def test_every_business_is_told_of(house, checked):
    await checked.says("/business add Alice's second")
    text = await told(house, 1)
    assert "\nBUSINESS 1\n" in text
    assert "\nBUSINESS 2, current\nname: Alice's second\n" in text


@pytest.mark.both_engines
async def test_what_waits_to_be_sent_is_shown_with_what_it_answers(house, checked, engine):
    async with house.app.database.transaction() as tx:
        if engine == "postgres":
            await enter(tx, "p1", 3_600.0)  # it is alive, so that nobody else sends its reply meanwhile
        await tx.run(
            """
            insert into outbox (id, chat_id, method, parameters, urgent, update_id, created_at, process)
            values (7, 1, 'sendMessage', :parameters, 1, 99, '2026-11-23T10:00:00.000Z', 'p1')
            """,
            parameters='{"text": "<b>Hello</b> &amp; so on\\nAlice", "parse_mode": "HTML"}',
        )
    reply = "reply 7: sendMessage, decided 2026-11-23T10:00:00.000Z, to update 99, for process p1"
    assert part(await told(house, 1), "NOT SENT YET") == [reply, "| Hello & so on", "| Alice"]
    text = await told(house, 99)
    assert f"not sent yet: {reply}\n| Hello & so on" in text
    assert f"chat: 1, in the log {ALIAS}" in text


@pytest.mark.both_engines
async def test_what_was_put_aside_is_shown_with_the_places(house, checked):
    async with house.app.database.transaction() as tx:
        await tx.run_each(put_aside(PutAside(1, 99, "text", "KeyError", "bot/a.py:1 f\nbot/b.py:2 g", MONDAY)))
    failed = "2026-11-23T10:00:00.000Z put aside: text, update 99, KeyError at bot/a.py:1 f > bot/b.py:2 g"
    assert part(await told(house, 1), "PUT ASIDE") == [failed]
    lines = (await told(house, 99)).splitlines()
    assert failed in lines
    assert f"chat: 1, in the log {ALIAS}" in lines


@pytest.mark.both_engines
async def test_an_update_is_traced_to_its_chat_its_answer_and_what_was_asked_next(house, alice):
    await alice.says("/checkup", "plumber", "we talk first")
    asked = await alice.says("50")
    await alice.says("45", "5")
    lines = (await told(house, await update_of(house, "people"))).splitlines()
    assert "handled: 2026-11-23T10:00:00.000Z" in lines
    assert f"chat: 1, in the log {ALIAS}" in lines
    assert any('people: typed "50"' in line for line in lines)
    assert "template: prompts/en/checkup/talked.j2, block ask" in lines
    assert f"| {asked.splitlines()[2]}" in lines


async def test_of_an_update_that_was_no_answer_it_is_said_what_is_not_kept(house, alice):
    await alice.says("/help")
    ((update, _),) = await house.rows("select update_id, seen_at from seen")
    text = await told(house, update, telegram_token=None)
    assert "handled: 2026-11-23T10:00:00.000Z" in text
    assert f'the line "update {update}" in the log names it' in text
    assert "Not kept: replies that were sent" in text


async def test_from_the_line_of_an_error_to_what_the_owner_had_before_them(house, alice, caplog, monkeypatch):
    def fails(*_):
        raise KeyError("Alice typed SENTINEL")

    await alice.says("/checkup", "plumber")
    with monkeypatch.context() as patch:
        patch.setattr("bot.turn.turns.decide", fails)
        await alice.says("SENTINEL")
    (line,) = (PlainFormatter().format(record) for record in caplog.records if record.levelno == logging.ERROR)
    update = re.search(r"update (\d+) failed", line)[1]
    assert "handled: 2026-11-23T10:00:00.000Z" in await told(house, update)
    assert "SENTINEL" not in await told(house, 1)
    assert "at: ask, last asked path" in part(await told(house, 1), "OPEN")


@pytest.mark.both_engines
@pytest.mark.parametrize("asked", ["4711", "-100200300", "abcdefabcdef", "123456789012"])
async def test_what_is_not_known_is_said_to_be_unknown(house, checked, asked):
    with pytest.raises(NotFoundError, match=f"no chat or update {asked} is known"):
        await told(house, asked)


@pytest.mark.parametrize(
    ("asked", "fits"),
    [("1", True), ("-100200300", True), (ALIAS, True), ("alice", False), ("", False), ("3ed7", False), ("1.5", False)],
)
def test_what_can_be_asked_about(asked, fits):
    assert is_askable(asked) is fits


@pytest.mark.both_engines
async def test_nothing_is_written_while_the_bot_runs(house, checked):
    database = await open_to_read(house.url)
    try:
        with pytest.raises(Exception, match=r"read-?only"):
            async with database.reading() as tx:
                await tx.run("delete from owner")
    finally:
        await database.close()
    before = await house.rows("select * from owner")
    await told(house, 1)
    assert await house.rows("select * from owner") == before
    house.clock.pass_time(hours=2)
    await checked.says("/help")
    assert "last seen: 2026-11-23T12:00:00.000Z" in await told(house, 1)


@pytest.mark.sqlite
async def test_a_database_at_rest_stays_as_it_is_to_the_byte(house, checked, tmp_path):
    await house.stop()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    text = await told(house, 1)
    assert "VERDICTS" in text
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.both_engines
async def test_a_database_that_nothing_is_in_yet_is_no_database(database_url, tmp_path):
    house = House(tmp_path, database_url)
    with pytest.raises(StorageError, match=r"there is no database|has schema 0"):
        await told(house, 1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.sqlite
@pytest.mark.parametrize("number", [int(path.stem) for path in sorted(RELEASES.glob("*.sql"))][:-1])
async def test_a_database_with_another_schema_is_not_migrated(tmp_path, number):
    house = House(tmp_path)
    with closing(sqlite3.connect(house.path)) as connection:
        connection.executescript((RELEASES / f"{number:04}.sql").read_text(encoding="utf-8"))
    before = house.path.read_bytes()
    with pytest.raises(StorageError, match=f"has schema {number}, this version of the bot knows"):
        await told(house, 1)
    assert house.path.read_bytes() == before


@pytest.mark.sqlite
def test_on_the_command_line_a_mistake_is_one_line_and_a_status(tmp_path):
    for arguments, status, said in (
        (["explain", "alice"], 2, "explain: give the id"),
        (["explain", "1"], 1, "there is no database doorbot.sqlite3"),
    ):
        done = run(tmp_path, *arguments, TELEGRAM_TOKEN=TOKEN)
        assert (done.returncode, done.stdout) == (status, "")
        assert done.stderr.startswith(said)
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.sqlite
def test_on_the_command_line_it_tells_of_a_chat(tmp_path):
    run(tmp_path, lines="/checkup\nshop\n")
    with closing(sqlite3.connect(tmp_path / "doorbot.sqlite3")) as connection:
        ((chat,),) = connection.execute("select chat_id from owner").fetchall()
    done = run(tmp_path, "explain", str(chat), TELEGRAM_TOKEN=TOKEN)
    assert done.returncode == 0, done.stderr
    assert f"chat: {chat}\nin the log: {aliases(TOKEN)(chat)}\n" in done.stdout
    assert "last asked path" in done.stdout
    done = run(tmp_path, "explain", "4711")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert list(tmp_path.glob("*-wal")) == []
