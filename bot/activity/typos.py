"""Words that no pattern knows, read as the nearest word that one does."""

from bot.activity.catalogue import Catalogue

SHORTEST = 5  # letters: in shorter words one wrong letter makes another word
MOST = 12  # unknown words that are looked at in one text


def mend(words: list[str], catalogue: Catalogue) -> list[str]:
    """Replace words that are surely typos: one slip in a word, two in one of eight letters or more."""
    left = MOST
    mended = []
    for word in words:
        meant = None
        if left and len(word) >= SHORTEST and word.isalpha() and _unknown(word, catalogue):
            left -= 1
            meant = _nearest(word, catalogue)
        mended.append(meant or word)
    return mended


def _unknown(word: str, catalogue: Catalogue) -> bool:
    return word not in catalogue.protected and not any(stem in catalogue.stems for stem in catalogue.stemmer.stems([word]))


def _nearest(word: str, catalogue: Catalogue) -> str | None:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extractOne(
        word,
        catalogue.vocabulary,
        scorer=OSA.distance,
        score_cutoff=1 if len(word) < 8 else 2,
        processor=None,
    )
    return found[0] if found and found[0][0] == word[0] else None
