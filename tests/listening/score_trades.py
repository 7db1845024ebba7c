"""How well a trade is heard that is told in words of one's own: ``python -m tests.listening.score_trades``.

It opens ``sealed_trades.tsv`` (language, text, trade), a tenth of what was written for ``businesses.tsv``, which nobody who works on the
reader has read. Each text is typed at the start: *right* is the trade that is stored, *none* that it is asked for.
"""

import sys
from collections import Counter
from pathlib import Path

from tests.listening.played import played

SEALED = Path(__file__).with_name("sealed_trades.tsv")
NONE = "-"


def heard(text: str, state: str, language: str) -> str:
    """Return the trade that the bot stores of a message, or ``-``."""
    acts = played(text, state, language).acts
    return next((act.value for act in acts if (act.kind, act.name) == ("tells", "trade")), NONE)


def main(state: str = "start") -> None:
    """Print the counts, by language."""
    counts: dict[str, Counter[str]] = {}
    for line in SEALED.read_text(encoding="utf-8").splitlines():
        language, text, trade = line.split("\t")
        found = heard(text, state, language)
        outcome = "right" if found == trade else "unasked" if trade == NONE else "none" if found == NONE else "wrong"
        counts.setdefault(language, Counter())[outcome] += 1
    for language, some in counts.items():
        print(language, dict(some))
    print(dict(sum(counts.values(), Counter())))


if __name__ == "__main__":
    main(*sys.argv[1:])
