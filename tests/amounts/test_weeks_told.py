"""What owners tell of a week in one line, typed to the whole bot."""

from pathlib import Path

import pytest

from tests.amounts.score import Line, result

pytestmark = pytest.mark.unmeasured  # it reaches what others reach

TABLE = Path(__file__).with_name("weeks_told.tsv")
ROWS = [row.split("\t") for row in TABLE.read_text(encoding="utf-8").splitlines() if row[:1] != "#"]


@pytest.mark.parametrize(("language", "text", "expected"), ROWS, ids=[f"{row[0]} {row[1]}" for row in ROWS])
def test_each_number_of_a_week_is_taken_as_it_is_meant(language, text, expected):
    assert result(Line("weekly", text.replace("\\n", "\n"), expected), language) == "right"
