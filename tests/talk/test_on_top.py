"""What comes on top of the numbers that were told is added to them, and kept by a tap."""

import pytest

from tests.checkup.follow_ups import OWNERS, answer_to, stored
from tests.checkup.reactions import TALKING, plain

ROOFER = {**TALKING, "trade": "roofer", "people": "30", "talked": "15", "customers": "9", "room": "10", "wanted": "4", "fit": "8"}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("if 4 of the undecided say yes in January, what would you say then?", "With 13 customers"),
        ("one more booked yesterday, does that change anything?", "With 10 customers"),
        ("what if 3 had said yes", "With 3 customers"),
    ],
)
def test_what_comes_on_top_is_added(text, said, monkeypatch):
    monkeypatch.setitem(OWNERS, "roofer", ROOFER)
    owner, names = answer_to("roofer", text)
    assert "topics/suppose:verdict" in names
    assert plain(owner).startswith(said)
    assert stored("roofer", text) == {}


def test_more_of_what_is_not_sure_is_asked_about(monkeypatch):
    monkeypatch.setitem(OWNERS, "roofer", ROOFER)
    owner, _ = answer_to("roofer", "4 more people rang yesterday")
    assert "34 people in touch" in plain(owner)
    assert "13 customers" in plain(owner)
