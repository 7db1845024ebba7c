"""Many rows of a table in one test: pytest spends more on a test of its own than reading a number takes."""

from collections.abc import Callable, Iterable


def every(rows: Iterable[tuple], check: Callable[..., None]) -> None:
    """Check every row, and name all those for which it does not hold."""
    wrong = []
    for row in rows:
        try:
            check(*row)
        except AssertionError as error:
            wrong.append(f"{row}: {error}")
    assert not wrong, "\n\n".join(wrong)
