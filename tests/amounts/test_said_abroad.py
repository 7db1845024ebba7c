"""What owners say of numbers in their own languages, typed to the whole bot."""

from pathlib import Path

import pytest

from tests.amounts.score import STATES, Line, result

pytestmark = [pytest.mark.long, pytest.mark.unmeasured]  # it reaches what others reach

TABLE = Path(__file__).with_name("said_abroad.tsv")
ROWS = [row.split("\t") for row in TABLE.read_text(encoding="utf-8").splitlines() if row[:1] != "#"]


@pytest.mark.parametrize("language", sorted({row[0] for row in ROWS}))
def test_a_number_is_taken_as_it_is_meant(language):
    wrong = [
        (state, text, expected)
        for spoken, state, text, expected in ROWS
        if spoken == language and result(Line(STATES.get(state, state), text, expected), language) != "right"
    ]
    assert wrong == []
