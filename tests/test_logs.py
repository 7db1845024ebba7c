"""Logs hold ids, steps and milliseconds; never a token, an answer or a name (O13)."""

import io
import json
import logging
import sys

import pytest

from bot.logs import JsonFormatter, PlainFormatter, aliases, hide_tokens, set_up_logs

TOKEN = "123456789:AAF-secretsecretsecretsecretsecret"


@pytest.mark.parametrize("formatter", [PlainFormatter(), JsonFormatter()])
def test_o13_of_an_exception_only_its_kind_and_places_are_written(formatter):
    def fails() -> None:
        raise ValueError(f"Alice said 50 with {TOKEN}")

    try:
        fails()
    except ValueError:
        record = logging.LogRecord("bot", logging.ERROR, __file__, 1, "update %d failed", (7,), sys.exc_info())
    written = formatter.format(record)
    assert "update 7 failed" in written
    assert "ValueError" in written
    assert "in fails" in written
    assert "Alice" not in written
    assert "secret" not in written


@pytest.mark.parametrize("text", [f"POST /bot{TOKEN}/getMe", TOKEN, f"https://api.telegram.org/bot{TOKEN}/sendMessage"])
def test_o13_tokens_are_hidden(text):
    assert "secret" not in hide_tokens(text)


def test_o13_json_is_one_object_a_line():
    record = logging.LogRecord("bot", logging.INFO, __file__, 1, "two\nlines", (), None)
    assert json.loads(JsonFormatter().format(record))["message"] == "two\nlines"


def test_o13_libraries_that_name_addresses_are_quiet(monkeypatch):
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


async def test_o13_a_whole_conversation_leaves_no_answer_or_name_in_the_log(house, caplog):
    with caplog.at_level(logging.DEBUG, logger="bot"):
        zacharias = house.person(77, "Zacharias")
        await zacharias.says("/checkup", "plumber", "we talk first", "4711", "abcdefgh", "1234")
    assert "update " in caplog.text
    for private in ("Zacharias", "4711", "abcdefgh", "1234", "plumber"):
        assert private not in caplog.text.replace("123456", "")


async def test_o13_a_line_an_update_with_the_chat_hashed_and_where_it_stands(house, alice, caplog):
    with caplog.at_level(logging.INFO, logger="bot.witness"):
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


def test_o13_a_hashed_chat_is_the_same_at_each_start_and_another_for_each_bot():
    assert aliases(TOKEN)(7) == aliases(TOKEN)(7)
    assert len({aliases(TOKEN)(7), aliases(TOKEN)(8), aliases("1:other")(7)}) == 3
    assert aliases(TOKEN)(7) != "7"
    assert len(aliases(TOKEN)(7)) == 12
