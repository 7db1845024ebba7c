"""What owners say in their own languages, typed to the whole bot."""

from pathlib import Path

import pytest

from tests.listening.labels import messages
from tests.listening.score import verdict

pytestmark = pytest.mark.unmeasured  # it reaches what others reach

TABLE = Path(__file__).with_name("said_abroad.tsv")
ROWS = [row.partition("\t") for row in TABLE.read_text(encoding="utf-8").splitlines() if row[:1] != "#"]


@pytest.mark.parametrize(("language", "row"), [(one, row) for one, _, row in ROWS])
def test_a_message_is_taken_as_it_is_meant(language, row, tmp_path):
    path = tmp_path / "one.tsv"
    path.write_text(row, encoding="utf-8")
    (message,) = messages(path)
    assert verdict(message, language) == "right"
