"""What owners tell of a week in one line, typed to the whole bot."""

from pathlib import Path

import pytest

from tests.amounts.score import Line, play, result

pytestmark = pytest.mark.unmeasured  # it reaches what others reach

TABLE = Path(__file__).with_name("weeks_told.tsv")
ROWS = [row.split("\t") for row in TABLE.read_text(encoding="utf-8").splitlines() if row[:1] != "#"]


@pytest.mark.parametrize(("language", "text", "expected"), ROWS, ids=[f"{row[0]} {row[1]}" for row in ROWS])
def test_each_number_of_a_week_is_taken_as_it_is_meant(language, text, expected):
    assert result(Line("weekly", text.replace("\\n", "\n"), expected), language) == "right"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "7 thru website form, 3 referrals, closed 2, both patios"),
        ("en", "two calls every day, 6 sales"),
        ("en", "12 messages, 4 on facebook, 3 sold"),
        ("hi", "mere 2 ladko ne 14 call liye, 5 booking"),
        ("hi", "5 दिन में रोज़ 3, 10 से बात, 2 बिक्री"),
    ],
)
def test_those_of_whom_nothing_says_how_many_they_were_are_asked_for(language, text):
    assert "people" not in play(text, "weekly", language).answers


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "closed from the 1st to the 7th"),
        ("es", "estuvimos de vacaciones, cerrado del 1 al 7"),
        ("pt-BR", "fechado do dia 3 ao dia 9"),
        ("ru", "закрыты с 3 по 9"),
        ("id", "libur dari tgl 3 sampai 9"),
    ],
)
def test_days_on_which_it_was_closed_are_no_numbers_of_the_week(language, text):
    done = play(text, "weekly", language)
    assert not done.answers
    assert "checkins/special:noted" in done.names
