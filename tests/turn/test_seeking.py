"""Who seeks what a check-up finds begins one, in whatever words, and nobody else does."""

import pytest

from tests.listening.played import Owner

FIRST = "What do you do"


def said(text: str, before: str = "/start") -> str:
    owner = Owner()
    owner.says(before)
    owner.says(text)
    return " ".join(getattr(reply, "text", "") for reply in owner.replies)


@pytest.mark.parametrize(
    "text",
    ["I want more sales", "why is nobody buying", "how can I get more customers", "so what should I do to sell more"],
)
@pytest.mark.parametrize("before", ["/start", "hello"])
def test_a_check_up_begins(text, before):
    assert FIRST in said(text, before)


@pytest.mark.parametrize("text", ["hmm", "buy now cheap watches", "do you know a good accountant", "asdf qwer"])
def test_nothing_begins(text):
    assert FIRST not in said(text)
