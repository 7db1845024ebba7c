"""Logs hold ids, steps and milliseconds; never a token, an answer or a name."""

import io
import json
import logging
import re
import sys
from datetime import UTC, datetime

import pytest

from bot.core.events import Event, Text
from bot.core.failures import SHOWN, Failure, hide_tokens
from bot.operator.logs import JsonFormatter, PlainFormatter, aliases, set_up_logs
from bot.turn.witness import Witness

TOKEN = "123456789:AAF-secretsecretsecretsecretsecret"


@pytest.mark.parametrize("formatter", [PlainFormatter(), JsonFormatter()])
def test_of_an_exception_only_its_kind_and_places_are_written(formatter):
    def fails() -> None:
        raise ValueError(f"Alice said 50 with {TOKEN}")

    try:
        fails()
    except ValueError:
        record = logging.LogRecord("bot", logging.ERROR, __file__, 1, "update %d failed", (7,), sys.exc_info())
    written = formatter.format(record)
    assert "update 7 failed" in written
    assert "ValueError" in written
    assert re.search(r"tests/operator/test_logs\.py:\d+ fails", written)
    assert "\n" not in written
    assert "Alice" not in written
    assert "secret" not in written


def broken(levels: int = 0) -> ValueError:
    """Return an error that came through some places, and says what nobody may read."""

    def deep(left: int) -> None:
        if left:
            deep(left - 1)
        raise ValueError(f"Alice said 50 with {TOKEN}")

    try:
        deep(levels)
    except ValueError as error:
        return error


def test_of_an_exception_that_a_line_tells_of_its_kind_and_places_are_written():
    record = logging.LogRecord("bot", logging.ERROR, __file__, 1, "cannot paint: %s", (Failure(broken()),), None)
    assert re.search(
        r"cannot paint: ValueError at tests/operator/test_logs\.py:\d+ broken > tests/operator/test_logs\.py:\d+ deep$",
        PlainFormatter().format(record),
    )
    written = json.loads(JsonFormatter().format(record))
    assert written["error_kind"] == "ValueError"
    assert [place.partition(" ")[2] for place in written["where"]] == ["broken", "deep"]
    assert "Alice" not in str(written)


def test_a_line_stays_readable_however_deep_the_error_and_when_it_was_never_raised():
    told = str(Failure(broken(500)))
    assert told.count(" > ") == SHOWN - 1
    assert len(told) < 1_000
    assert str(Failure(KeyError("SENTINEL"))) == "KeyError"


@pytest.mark.parametrize(
    ("tell", "message"),
    [
        (lambda witness, error: witness.failed(event(), error, "ea9cc468"), "update 2 failed, error ea9cc468"),
        (lambda witness, error: witness.undone(error), "turn failed"),
    ],
)
def test_of_what_went_wrong_with_an_update_or_a_turn_the_log_names_the_places(caplog, tell, message):
    tell(Witness(), broken())
    (record,) = caplog.records
    line = PlainFormatter().format(record)
    assert re.search(rf"{message}: ValueError at tests/operator/test_logs\.py:\d+ broken > .* deep$", line)
    assert "Alice" not in line


def event() -> Event:
    return Event(2, 1, "private", 1, "en", datetime(2026, 11, 23, tzinfo=UTC), Text("plumber", 7))


@pytest.mark.parametrize("text", [f"POST /bot{TOKEN}/getMe", TOKEN, f"https://api.telegram.org/bot{TOKEN}/sendMessage"])
def test_tokens_are_hidden(text):
    assert "secret" not in hide_tokens(text)


def test_json_is_one_object_a_line():
    record = logging.LogRecord("bot", logging.INFO, __file__, 1, "two\nlines", (), None)
    assert json.loads(JsonFormatter().format(record))["message"] == "two\nlines"


def test_libraries_that_name_addresses_are_quiet(monkeypatch):
    before = logging.getLogger().handlers[:], logging.getLogger().level
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    try:
        set_up_logs("text", "INFO")
        logging.getLogger("httpx").info("POST https://api.telegram.org/bot%s/getMe", TOKEN)
        logging.getLogger("bot.x").info("update 7")
    finally:
        logging.getLogger().handlers[:], logging.getLogger().level = before
    assert stream.getvalue().endswith("INFO bot.x update 7\n")
    assert "getMe" not in stream.getvalue()


async def test_a_whole_conversation_leaves_no_answer_or_name_in_the_log(house, caplog):
    with caplog.at_level(logging.DEBUG, logger="bot"):
        zacharias = house.person(77, "Zacharias")
        await zacharias.says("/checkup", "plumber", "we talk first", "4711", "abcdefgh", "1234")
    assert "update " in caplog.text
    for private in ("Zacharias", "4711", "abcdefgh", "1234", "plumber"):
        assert private not in caplog.text.replace("123456", "")


async def test_a_line_an_update_with_the_chat_hashed_and_where_it_stands(house, alice, caplog):
    with caplog.at_level(logging.INFO, logger="bot.turn.witness"):
        await alice.says("/checkup", "shop")
    first, second = (record.fields for record in caplog.records)
    assert (first["kind"], first["flow"], first["step"]) == ("command", "checkup", "trade")
    assert (second["kind"], second["flow"], second["step"]) == ("text", "checkup", "path")
    assert first["update"] < second["update"]
    assert first["ms"] >= 0
    assert first["chat"] == second["chat"] == aliases("123456:test")(1)
    written = json.loads(JsonFormatter().format(caplog.records[0]))
    assert written["chat"] == first["chat"]
    assert written["step"] == "trade"


def test_a_hashed_chat_is_the_same_at_each_start_and_another_for_each_bot():
    assert aliases(TOKEN)(7) == aliases(TOKEN)(7)
    assert len({aliases(TOKEN)(7), aliases(TOKEN)(8), aliases("1:other")(7)}) == 3
    assert aliases(TOKEN)(7) != "7"
    assert len(aliases(TOKEN)(7)) == 12


async def test_the_error_id_that_an_owner_reads_is_in_the_log_with_the_places_in_the_code(alice, caplog, monkeypatch):
    def fails(*_):
        raise KeyError("Alice typed SENTINEL")

    await alice.says("/checkup")
    with monkeypatch.context() as patch:
        patch.setattr("bot.turn.turns.decide", fails)
        told = await alice.says("SENTINEL")
    (line,) = (PlainFormatter().format(record) for record in caplog.records if record.levelno == logging.ERROR)
    update, error_id, places = re.search(r"update (\d+) failed, error (\w+): KeyError at (.+)$", line).groups()
    assert error_id in told
    assert int(update) > 0
    assert re.fullmatch(r"bot/turn/turns\.py:\d+ _decide > tests/operator/test_logs\.py:\d+ fails", places)
    assert "SENTINEL" not in line


async def test_the_line_of_an_update_names_the_templates_of_the_reply_and_no_answer(alice, caplog):
    with caplog.at_level(logging.INFO, logger="bot.turn.witness"):
        await alice.says(
            "/checkup", "plumber", "we talk first", "-3", "50", "45", "5", "15", "right", "don't know", "hm", "4", "8"
        )
        await alice.says("went quiet", "hm", "/help")
    said = [record.fields["said"] for record in caplog.records]
    assert said[0] == "dialogue/question"
    assert said[3] == "numbers/invalid:negative,dialogue/question"
    assert said[4] == "dialogue/noted,dialogue/question"
    assert said[9] == "others"  # the ranges after a "don't know"
    assert said[10] == "numbers/invalid:no_number"
    assert said[-1] == "menu/help"
    lines = [PlainFormatter().format(record) for record in caplog.records]
    assert lines[3].endswith(" ms numbers/invalid:negative,dialogue/question")
    for private in ("trades", "sales", "unknown", "half_hour"):
        assert private not in " ".join(lines)
