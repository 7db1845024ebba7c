"""A weekday and a time of day as owners type them: "fri 9", "twenty past six on thursday evening", "first thing monday"."""

from bot.language.when.reader import When, read_when

__all__ = ["When", "read_when"]
