"""The check-up that many tests play: what an owner types from the command to the verdict."""

SHORTEST = (
    *("/checkup", "trades, home services", "we talk first"),
    *("50", "45", "5", "15", "swamped", "4", "8", "went quiet"),
)
"""Nothing is skipped and nothing more is asked; the verdict is weak selling."""
