"""Whatever words turn out to be a command, in the middle of a check-up too, what it needs is at hand."""

import pytest

from bot.language.templates import words
from bot.turn.typed import typed_names

SAID = sorted({said for said, _ in typed_names(words("en"))})


@pytest.mark.parametrize("said", SAID)
async def test_a_command_named_in_the_middle_of_a_check_up_is_done(house, alice, said, caplog):
    await alice.says("/checkup", "shop", said)
    assert "went wrong" not in alice.text
    assert "LookupError" not in caplog.text
