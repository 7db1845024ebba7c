"""Words without their endings, so that all forms of a word come out alike; ``LANGUAGE/language.toml`` names the way."""

import re
from collections.abc import Callable, Sequence
from functools import cache, partial

Cut = Callable[[str], str]
SNOWBALL = "snowball:"


@cache
def cut_of(kind: str) -> Cut:
    """Return the function that cuts the endings of words: ``english``, ``none``, or an algorithm of Snowball (``snowball:spanish``).

    Raises:
        ValueError: there is no such kind.
    """
    if kind == "english":
        return stem
    if kind == "none":
        return str
    if kind.startswith(SNOWBALL):
        import snowballstemmer

        name = kind.removeprefix(SNOWBALL)
        if name in snowballstemmer.algorithms():
            cut: Cut = snowballstemmer.stemmer(name).stemWord
            return cut
    raise ValueError(f"there is no kind of stems {kind!r}")


def spelled(rules: Sequence[Sequence[str]], cut: Cut) -> Cut:
    """Return a way to cut words that first writes each in one spelling, by rules in order: a pattern, and what stands for it.

    With it the two scripts of one language are read alike, by one list of words.
    """
    steps: list[Cut] = []
    signs: dict[int, str] = {}
    for pattern, full in rules:
        if len(pattern) == 1:
            signs[ord(pattern)] = full
            continue
        steps += _together(signs)
        signs = {}
        steps.append(partial(re.compile(pattern).sub, full))
    steps += _together(signs)

    def written(word: str) -> str:
        for step in steps:
            word = step(word)
        return cut(word)

    return written


def _together(signs: dict[int, str]) -> list[Cut]:
    """Return the one step that writes these signs: far quicker than a step for each."""
    return [partial(_translated, signs)] if signs else []


def _translated(signs: dict[int, str], word: str) -> str:
    return word.translate(signs)


def stem(word: str) -> str:
    """Cut English endings so that all forms of a word come out alike; the result need not be a word."""
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes", "zes")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and not word.endswith("eed"):
            word = _without(word, ending)
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def _without(word: str, ending: str) -> str:
    root = word[: -len(ending)]
    if len(root) < 2 or not any(char in "aeiouy" for char in root):
        return word
    if ending == "ed" and root.endswith("i"):
        return root[:-1] + "y"
    if root[-1] == root[-2] and root[-1] not in "aeiolsz":
        return root[:-1]
    short = (
        len(root) <= 4
        and root[-1] not in "aeiouwxy"
        and root[-2] in "aeiou"
        and (len(root) < 3 or root[-3] not in "aeiou")
    )
    return root + "e" if short else root
