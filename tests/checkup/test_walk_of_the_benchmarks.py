"""The benchmarks walk a whole check-up; otherwise they would measure something cheaper without anybody noticing."""

import pytest

from bot.app import load_catalogue
from bot.core.replies import Spoken
from tests.bench.bench_decide import walk


@pytest.mark.parametrize("owner", range(1, 13))
def test_it_ends_in_a_verdict(owner):
    buttons = [
        button.data
        for replies in walk(load_catalogue(), owner)
        for reply in replies
        if isinstance(reply, Spoken)
        for row in reply.rows
        for button in row
    ]
    assert any(data.startswith("/how") for data in buttons)
