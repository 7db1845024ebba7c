"""What owners say in their own languages, typed to the whole bot."""

from pathlib import Path

import pytest

from tests.listening.labels import messages
from tests.listening.score import verdict

pytestmark = pytest.mark.unmeasured  # it reaches what others reach

TABLE = Path(__file__).with_name("said_abroad.tsv")
ROWS = [row.partition("\t") for row in TABLE.read_text(encoding="utf-8").splitlines() if row[:1] != "#"]


@pytest.mark.parametrize("language", sorted({one for one, _, _ in ROWS}))
def test_a_message_is_taken_as_it_is_meant(language, tmp_path):
    path = tmp_path / "said.tsv"
    path.write_text("\n".join(row for one, _, row in ROWS if one == language), encoding="utf-8")
    assert [message for message in messages(path) if verdict(message, language) != "right"] == []
