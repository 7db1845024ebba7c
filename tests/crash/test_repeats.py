"""The crash tests tell a reply that was on its way when the bot was killed from one that is said twice for no reason."""

import sqlite3
from contextlib import closing

import pytest

from tests.crash.repeats import strange_repeats, unsent_in
from tests.server.owners import FIRST_CHAT, Crowd


def found(lives: str, left: str) -> list[str]:
    """Look for strange repeats; a bar begins a new life, and each word is a message to the same owner."""
    crowd = Crowd(lambda _: None)
    for life, said in enumerate(lives.split("|")):
        crowd.life = life
        for text in said.split():
            crowd.hear("sendMessage", {"chat_id": FIRST_CHAT, "text": text})
    return strange_repeats(crowd, [{FIRST_CHAT: unsent.split()} for unsent in left.split("|")])


@pytest.mark.parametrize(
    ("lives", "left"),
    [
        pytest.param("a b | c d", "", id="nothing is said twice"),
        pytest.param("a b | b c", "b", id="what was not noted is said again"),
        pytest.param("a b | a | b c", "a b | b", id="one more is noted in each life"),
        pytest.param("a b | a | a b", "a b | a b", id="a life that noted nothing"),
        pytest.param("a | | | | | | | | a b", "a|a|a|a|a|a|a|a", id="many lives did not come to it"),
        pytest.param("a | b c", "b", id="what was left and never said"),
    ],
)
def test_a_reply_may_be_said_again_for_as_long_as_it_is_not_noted_as_sent(lives, left):
    assert found(lives, left) == []


@pytest.mark.parametrize(
    ("lives", "left", "problem"),
    [
        ("a b | b", "", "life 1: 'b' was noted as sent by the end of life 0"),
        ("a b | b | | b", "b | |", "life 3: 'b' was noted as sent by the end of life 1"),
        ("a | | a", " | a", "life 2: 'a' was noted as sent by the end of life 0"),
        ("a b c | a c", "a b c", "life 1: not said again as it was said"),
        ("a b | b a", "a b", "life 1: not said again as it was said"),
        ("a | b a", "a", "life 1: 'a' out of turn"),
        ("a a", "", "life 0: 'a' out of turn"),
        ("a | c", "b", "life 1: did not begin with what was left, ['b']"),
        ("a b | c", "b", "life 1: did not begin with what was left, ['b']"),
    ],
)
def test_any_other_repeat_is_reported(lives, left, problem):
    assert any(f"{FIRST_CHAT}: {problem}" in report for report in found(lives, left))


def test_what_is_unsent_is_read_as_its_owner_would_read_it(tmp_path):
    database = tmp_path / "bot.sqlite"
    assert unsent_in(database) == {}
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("create table outbox (id, chat_id, parameters)")
        rows = [
            (3, 8, '{"text": "a &lt; <b>b</b>", "parse_mode": "HTML"}'),
            (2, 8, '{"photo": {"door": {}}, "caption": "A & B"}'),
            (1, 9, '{"text": "Hello"}'),
        ]
        connection.executemany("insert into outbox values (?, ?, ?)", rows)
    assert unsent_in(database) == {9: ["Hello"], 8: ["A & B", "a < b"]}
