"""Write prompts/en/zones.real_words.txt: English words that the reader of time zones would take for a misspelt place.

    python -m tests.bench.zones_real_words /usr/share/dict/american-english /usr/share/dict/british-english

To be run again when places are added to prompts/zones.toml or prompts/places/. The list is made from SCOWL (Debian's ``wamerican`` and
``wbritish``), whose notice is kept at its head, and from the bot's own English words; slurs are to be taken out by hand.
"""

import re
import sys
from pathlib import Path

from bot.language.places import place_names
from bot.language.templates import FALLBACK, PROMPTS
from bot.language.zones import meanings, of_like_name

NOTICE = """\
# From SCOWL, (c) 2000-2018 Kevin Atkinson. Permission to use, copy, modify, distribute and sell these word lists for
# any purpose is hereby granted without fee, provided that the above copyright notice appears in all copies and that
# both that copyright notice and this permission notice appear in supporting documentation. The author makes no
# representations about the suitability of this array for any purpose. It is provided "as is" without warranty.
"""
HEAD = "# Words that are one or two letters from the name of a place and are no typos of it, or the name of a small town too.\n"
WELL_KNOWN = 100_000  # people: a town with the name of an ordinary word must be this large to be meant
SURELY_PLACES = frozenset(
    [
        "bath",
        "bury",
        "hove",
        "dover",
        "chester",
        "lancaster",
        "hull",
        "wells",
        "ely",
        "florence",
        "cologne",
        "mecca",
        "madras",
        "wales",
    ]
)
SURELY_WORDS = frozenset(
    [
        "sale",
        "enterprise",
        "hub",
        "ho",
        "man",
        "male",
        "oral",
        "pest",
        "pare",
        "bush",
        "commonwealth",
        "hail",
        "bole",
        "shaping",
        "center",
        "north",
        "south",
        "metro",
        "lira",
        "nada",
        "wake",
        "van",
        "surprise",
        "queens",
        "midland",
        "vista",
    ]
)


def own_words() -> set[str]:
    """Return every word of the bot's own English templates and catalogues."""
    there = (PROMPTS / FALLBACK).rglob("*.*")
    files = [path for path in there if path.suffix in (".j2", ".toml") and path.name != "places.toml"]
    return {word for file in files for word in re.findall(r"[a-z]+", file.read_text(encoding="utf-8").casefold())}


def is_like_a_place(word: str) -> bool:
    """True if a word alone would be read as a place: as one that a typo may mean, or as one that hardly anybody means by it."""
    found = meanings(word, FALLBACK)
    if not found:
        return bool(of_like_name(word, FALLBACK))
    well_known = found[0].kind in "nz" or any(place.kind == "t" and place.people >= WELL_KNOWN for place in found)
    return word in SURELY_WORDS or not well_known


def main(sources: list[str]) -> None:
    """Keep the words that would otherwise be taken for a place; the bot's own also without their last g (coachin')."""
    words = own_words()
    words |= {word.removesuffix("g") for word in words if word.endswith("ing")}
    words = words.union(*(Path(source).read_text(encoding="utf-8").split() for source in sources))
    words = {word for word in words if word.isascii() and word.isalpha() and word.islower()}
    kept = [word for word in sorted(words - place_names(FALLBACK).keys() - SURELY_PLACES) if is_like_a_place(word)]
    target = PROMPTS / FALLBACK / "zones.real_words.txt"
    target.write_text(HEAD + NOTICE + "\n".join(kept) + "\n", encoding="utf-8")
    print(f"{len(kept)} words, {target.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
