"""What phrases name, in little memory."""

from collections.abc import Iterable


def by_phrase(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return all that each phrase names, in the order of the pairs; thousands of phrases name the same few things."""
    found: dict[str, tuple[str, ...]] = {}
    kept: dict[tuple[str, ...], tuple[str, ...]] = {}
    for phrase, name in pairs:
        names = (*found.get(phrase, ()), name)
        found[phrase] = kept.setdefault(names, names)
    return found
