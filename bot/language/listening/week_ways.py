"""The ways in which people came, told before the other numbers of a week: "fb 6, google 4, talked with 8"."""

from collections.abc import Mapping, Sequence

from bot.language.listening.amounts import TextPart
from bot.language.listening.naming import NAMES, NAMING, kinds_among, parts_before, parts_behind, says_by, words_of
from bot.language.listening.relations import counts_in
from bot.language.numbers.pieces import Extent

CHANNELS = frozenset({"channel", "online", "in_person"})
"""Kinds of word for where somebody came from."""

SINGLE = frozenset({"ring", "drop_in"})
"""Kinds of word for one way of several; all of them may be called enquiries, and most of them messages."""

NO_WAY = NAMING["talked"] | NAMING["customers"] | {"miss", "unfit", "not_now", "spend"}
LEAST = 2  # numbers that are ways beside one another
NEAR = 3  # words behind a number among which stands "from", and behind it the way


def ways_in(tokens: Sequence[TextPart], language: str) -> Mapping[Extent, bool]:
    """Return the numbers at the beginning of a line that say by which way people came, by their places.

    True where they are added to the others, False where they are a part of a number before them: "12 enquiries, 4 from facebook".
    """
    row: list[tuple[Extent, bool]] = []
    first_is_all = False
    for place, told in counts_in(tokens):
        is_channel = _names_channel(tokens, place, language, anything=any(channel for _, channel in row))
        kinds = kinds_among(words_of(parts_behind(tokens, place)), language)
        if not is_channel and (not kinds & NAMING["people"] or kinds & NO_WAY):
            break
        first_is_all = first_is_all or (not row and not is_channel and not kinds & SINGLE)
        row.append((told.place, is_channel))
    if len(row) < LEAST or not any(is_channel for _, is_channel in row):
        return {}
    return {place: not first_is_all for place, is_channel in row if is_channel or not first_is_all}


def _names_channel(tokens: Sequence[TextPart], place: int, language: str, *, anything: bool) -> bool:
    """True if words beside a number say where so many came from: "7 on facebook", "insta 4", "फेसबुक से 7".

    Behind a "from" any word will do where ``anything`` does.
    """
    behind = parts_behind(tokens, place)
    kinds = [kinds_among(words_of([token]), language) for token in behind]
    by = [at for at, token in enumerate(behind[:NEAR]) if says_by(token, language)]
    if NO_WAY.isdisjoint(set[str]().union(*kinds)):
        named = set[str]().union(
            *(kinds[at + 1 + near] for at in by for near in range(NEAR) if at + 1 + near < len(kinds))
        )
        if named & CHANNELS or (anything and by and len(behind) > 1):
            return True
        if kinds and ("in_person" in kinds[0] or (kinds[0] & CHANNELS and by[:1] == [1])):
            return True
    before = [token for token in parts_before(tokens, place) if not says_by(token, language)]
    words = [word for word in words_of(before) if word[:1].isalpha()]
    is_free = not behind[1:] and all(kind not in NAMES for of_word in kinds for kind in of_word)
    return is_free and len(words) == 1 and bool(kinds_among(words, language) & (CHANNELS | {"write"}))
