"""What came of a step that was tried, by the words and the counts of a message: all said no, or nothing came of it."""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.core.ledger import TRIED
from bot.language.listening.acts import Act
from bot.language.listening.amounts import LONGEST, ToldAmount, tokens_in
from bot.language.numbers.clean import clean
from bot.language.templates import Words
from bot.turn.narrowed import said_of

SOON = 5  # words behind a count among which it is said what the counted did: "two of them said no"


def with_outcome(acts: Sequence[Act], text: str, words: Words) -> list[Act]:
    """Return a step that was tried with what came of it.

    It worked where not all of those who are counted said no, and failed where nothing came of it, unless it was only just
    done.
    """
    outcome = "worked" if _others_than_refused(text, words) else "failed" if _brought_nothing(text, words) else None
    if outcome is None:
        return list(acts)
    return [replace(act, name=outcome) if act.kind == "step" and act.name in TRIED else act for act in acts]


def _brought_nothing(text: str, words: Words) -> bool:
    return bool(said_of(("nothing_came",), text, words)) and not said_of(("just_done",), text, words)


def _others_than_refused(text: str, words: Words) -> bool | None:
    """True if not everybody said no of those who are counted: "two of five said no"; None where no count is told."""
    plain, told = clean(text[:LONGEST], words.language).text, tokens_in(text, words.language)
    counts = [token for token in told if isinstance(token, ToldAmount)]
    ends = [*(count.place[0] for count in counts[1:]), len(plain)]
    for count, end in zip(counts, ends, strict=False):
        if said_of(("refused",), " ".join(plain[count.place[1] : end].split()[:SOON]), words):
            whole = count.whole or max(other.amount.value for other in counts)
            return (count.amount.value * whole if count.share else count.amount.value) < whole
    return None
