"""The list that the start compares with can be renewed."""

import os

import pytest


@pytest.fixture
def update_said() -> bool:
    """True where the list of what the code names is to be written again: ``UPDATE_SAID=1``."""
    return bool(os.environ.get("UPDATE_SAID"))
