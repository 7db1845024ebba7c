"""Paying Telegram for a faster pace: messages beyond the free ones say so, and go out unpaid if payment is refused."""

import pytest
from msgspec.structs import replace

from tests.conftest import House

pytestmark = pytest.mark.sqlite
OWNERS = 12


class PayersHouse(House):
    @property
    def settings(self):
        return replace(super().settings, sends_per_second=5.0, paid_broadcast=1_000)


@pytest.fixture
async def payers(tmp_path):
    house = PayersHouse(tmp_path)
    await house.start()
    yield house
    await house.stop()


async def everybody_writes(house) -> list:
    """Let many write at once, and return the calls that answered them."""
    owners = [house.person(number, f"owner {number}") for number in range(1, OWNERS + 1)]
    before = len(house.emulator.calls)
    for owner in owners:
        owner.person.types("/start")
    await house.settle()
    assert all("marketing or sales" in owner.text for owner in owners)
    return [call for call in list(house.emulator.calls)[before:] if call.method == "sendMessage"]


async def test_what_goes_ahead_of_the_free_pace_is_paid_for_and_nothing_else(payers):
    calls = await everybody_writes(payers)
    paid = [call for call in calls if call.parameters.get("allow_paid_broadcast")]
    assert len(calls) == OWNERS
    assert OWNERS - 3 <= len(paid) < OWNERS


async def test_what_telegram_takes_no_payment_for_goes_out_all_the_same(payers, caplog):
    payers.emulator.telegram.takes_payment = False
    calls = await everybody_writes(payers)
    refused = [call for call in calls if call.parameters.get("allow_paid_broadcast")]
    assert refused
    assert len(calls) == OWNERS + len(refused)
    assert "takes no payment" in caplog.text
