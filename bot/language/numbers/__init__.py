"""Numbers as people type them: read with their looseness, written so that they read back as the same."""

from bot.language.numbers.reader import read
from bot.language.numbers.reading import Ambiguous, Invalid, Kind, Period, Reading, Reason, Understood, Unknown

__all__ = ["Ambiguous", "Invalid", "Kind", "Period", "Reading", "Reason", "Understood", "Unknown", "read"]
