"""Who wants not to be asked every week leaves the setting up of the weekly question."""

import pytest

from bot.checkins.setup import WEEKLY
from tests.checkup.follow_ups import after_the_verdict
from tests.listening.played import Owner


def setting_up(*texts: str) -> Owner:
    owner = Owner(after_the_verdict("shop"))
    owner.events = 1_000
    owner.says("/weekly", *texts)
    return owner


def is_setting_up(owner: Owner) -> bool:
    return owner.chat.open is not None and owner.chat.open.flow == WEEKLY


@pytest.mark.parametrize(
    "text",
    [
        "I don't want to be asked every week, I want you to fix the number",
        "skip it, i dont want a reminder",
        "no reminders please",
        "I never wanted that",
        "skip",
    ],
)
@pytest.mark.parametrize("before", [(), ("sunday",)])
def test_who_wants_no_reminder_is_asked_for_no_day_and_no_hour(text, before):
    owner = setting_up(*before)
    assert is_setting_up(owner)
    owner.says(text)
    assert not is_setting_up(owner)
    assert owner.chat.book.plan is None


@pytest.mark.parametrize("text", ["not monday, friday suits me", "I don't want it on sundays", "hm, why a day?"])
def test_who_wants_another_day_is_still_asked(text):
    owner = setting_up()
    owner.says(text)
    assert is_setting_up(owner)
