"""Short numbers in plain digits, as buttons, commands and files carry them."""


def short_number(text: str, *, longest: int = 9) -> int | None:
    """Return a number of few plain digits; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= longest else None
