"""Alice, who can be asked every week."""

import pytest

from tests.checkins.asked_weekly import Weekly


@pytest.fixture
def weekly(house, alice):
    """Alice with weekly check-ins, once she has set them up."""
    return Weekly(house, alice)
