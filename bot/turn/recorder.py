"""What is counted while the bot works: numbers with a few fixed labels, never an id."""

from typing import Protocol


class Recorder(Protocol):
    """Takes counts and measurements."""

    def count(self, name: str, /, **labels: str) -> None:
        """Count one of something."""

    def measure(self, name: str, value: float, /) -> None:
        """Take a measurement."""


class NoRecorder:
    """Takes counts and forgets them: nobody asks where there is no HTTP server."""

    def count(self, name: str, /, **labels: str) -> None:
        """Forget."""

    def measure(self, name: str, value: float, /) -> None:
        """Forget."""
