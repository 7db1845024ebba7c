"""The trade that a message tells in words that name none: by what they mean (``told_meant.py``)."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bot.language.listening.acts import Act
from bot.language.listening.lexicon import own_trades, trades_named

TRADE = "trade"
ASKED = "q:trade"
OPENING = ("start", "idle", ASKED)
JUDGED = "judge"
NOT_OURS = "other_thing"  # the reason of those who wanted what the business does not do: "like leather repair"
PLAIN = ("asks", "wants", "social", "foreign")
"""Acts that tell no trade, where a message is surely nothing else."""

SURE = 0.9
TAKEN, OFFERED = 0.5, 0.2
"""Chance from which a trade is heard where none was named, and where it is asked for, so that it is a button at least."""


def with_trade_meant(
    acts: Sequence[Act], text: str, state: str, words: Sequence[str], language: str
) -> tuple[Act, ...]:
    """Return what was heard, with the trade that the words mean where they name none, or several.

    Args:
        acts: what was heard.
        text: the message.
        state: what its owner has before them.
        words: of the message.
        language: of the message.
    """
    told = next((act for act in acts if act.name == TRADE), None)
    if not _is_open(acts, told, state, words, language):
        return tuple(acts)
    meant = _meant(text, state, words, language)
    if told is not None:
        return tuple(_weighed(act, meant) if act is told else act for act in acts)
    best = max(meant, key=lambda trade: meant[trade])
    if meant[best] < (OFFERED if state == ASKED else TAKEN):
        return tuple(acts)
    return (*acts, _with_rivals(Act("tells", TRADE), meant))


def _is_open(acts: Sequence[Act], told: Act | None, state: str, words: Sequence[str], language: str) -> bool:
    """True if a message may tell a trade and names not exactly one."""
    mends = told is not None and told.kind == "corrects"
    if not (state in OPENING or mends) or not any(map(str.isalpha, "".join(words))):
        return False
    if told is None:
        judged = any(act.kind == JUDGED and act.chance >= TAKEN for act in acts)  # "we run facebook ads"
        judged = judged or any(act.value == NOT_OURS and act.chance >= TAKEN for act in acts)
        return not judged and not all(act.kind in PLAIN and act.chance >= SURE for act in acts)
    return len(set(own_trades(words, language))) != 1


def _meant(text: str, state: str, words: Sequence[str], language: str) -> Mapping[str, float]:
    """Return how likely each trade is meant; the encoder is loaded with the first message that needs it."""
    from bot.language.listening.told_meant import trades_meant

    own = set(own_trades(words, language))
    others = {one.trade for one in trades_named(words, language)} - own  # "my wife's a teacher"
    meant = trades_meant(text, state, language)
    return {trade: 0.0 if trade in others else chance for trade, chance in meant.items()}


def _weighed(told: Act, meant: Mapping[str, float]) -> Act:
    """Return what the words mean in place of a trade that was only guessed; both together where that leaves doubt."""
    if told.chance < TAKEN or max(meant.values()) >= TAKEN:
        return _with_rivals(told, meant)
    guessed = {value: chance for _, name, value, chance in told.rivals if name == TRADE}
    guessed[told.value] = told.chance
    return _with_rivals(
        told, {trade: (guessed.get(trade, 0.0) + meant.get(trade, 0.0)) / 2 for trade in {**guessed, **meant}}
    )


def _with_rivals(act: Act, chances: Mapping[str, float]) -> Act:
    """Return an act with the likeliest trade, and the next ones beside it."""
    best, *others = sorted(chances, key=lambda trade: -chances[trade])
    rivals = [(act.kind, TRADE, trade, chances[trade]) for trade in others if chances[trade] >= OFFERED]
    kept = [rival for rival in act.rivals if rival[1] != TRADE]
    return replace(act, value=best, chance=chances[best], rivals=(*rivals, *kept))
