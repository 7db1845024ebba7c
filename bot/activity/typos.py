"""Words that no pattern knows, read as the nearest word that one does."""

from bot.activity.catalogue import KnownActivities
from bot.activity.words_of import stem

SHORTEST = 5  # letters: in shorter words one wrong letter makes another word
LONGEST = 40  # no word has more
LONG = 8  # letters: from here two slips are forgiven
MOST = 12  # unknown words that are looked at in one text


def mend(words: list[str], catalogue: KnownActivities) -> list[str]:
    """Replace words that are surely typos: one slip in a word, two in one of eight letters or more."""
    left = MOST
    mended = []
    for word in words:
        meant = None
        if left and SHORTEST <= len(word) <= LONGEST and word.isalpha() and _unknown(word, catalogue):
            left -= 1
            meant = nearest(word, catalogue)
        mended.append(meant or word)
    return mended


def _unknown(word: str, catalogue: KnownActivities) -> bool:
    return word not in catalogue.real_words and not any(
        stem in catalogue.stems for stem in catalogue.stemmer.stems([word])
    )


def nearest(word: str, catalogue: KnownActivities) -> str | None:
    """Return the known word that an unknown one was meant for."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if word.endswith("in") and stem(word + "g") in catalogue.stems:
        return word + "g"
    for slip, known in ((word, catalogue.vocabulary), (stem(word), catalogue.long_stems)):
        cutoff = 1 if len(slip) < LONG else 2
        found = process.extractOne(slip, known, scorer=OSA.distance, score_cutoff=cutoff)
        if found and found[0][0] == word[0]:
            return found[0]
    return None
