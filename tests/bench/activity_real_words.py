"""Write prompts/en/activities.real_words.txt: English words that the reader of activities would mend into others.

    python tests/bench/activity_real_words.py /usr/share/dict/american-english

To be run again when the vocabulary of prompts/en/activities.toml has grown. The list is made from SCOWL (Debian's
``wamerican``), whose notice is kept at its head.
"""

import sys
from pathlib import Path

from bot.activity.catalogue import catalogue
from bot.activity.typos import SHORTEST, nearest

HEAD = "# Words that are one or two letters from a word of activities.toml and are no typos of it.\n"
NOTICE = """\
# From SCOWL, (c) 2000-2018 Kevin Atkinson. Permission to use, copy, modify, distribute and sell these word lists for
# any purpose is hereby granted without fee, provided that the above copyright notice appears in all copies and that
# both that copyright notice and this permission notice appear in supporting documentation. The author makes no
# representations about the suitability of this array for any purpose. It is provided "as is" without warranty.
"""


def main(source: str) -> None:
    """Keep the words of a word list that would otherwise be mended."""
    book = catalogue("en")
    words = {word for word in Path(source).read_text(encoding="utf-8").split() if word.isalpha() and word.islower()}
    kept = [
        word
        for word in sorted(words)
        if len(word) >= SHORTEST
        and not any(stem in book.stems for stem in book.stemmer.stems([word]))
        and nearest(word, book) is not None
    ]
    target = Path(__file__).parents[2] / "prompts" / "en" / "activities.real_words.txt"
    target.write_text(HEAD + NOTICE + "\n".join(kept) + "\n", encoding="utf-8")
    print(f"{len(kept)} words, {target.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(sys.argv[1])
