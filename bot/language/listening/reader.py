"""A message is read once, whole, into a list of acts."""

import tomllib
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from math import log
from typing import cast

from msgspec import Struct

from bot.language.listening.acts import Act, ActKind
from bot.language.listening.amounts import TextPart, ToldAmount, tokens_in
from bot.language.listening.features import Features, features, role_features, words_of
from bot.language.listening.lexicon import trades_named
from bot.language.listening.model import Head, heads
from bot.language.templates import FALLBACK, PROMPTS

MOST_CLAUSES = 7  # a longer message is read clause by clause, without trying which belong together
PARTING = 0.7  # what a further act costs, as a logarithm: one message is mostly one act
BESIDE = 0.5  # chance from which a part without a number tells something beside the numbers
NAMED_TRADE = 0.95  # how sure a trade is that the lexicon names
RIVAL = 0.08  # chance from which another reading is kept


class Joints(Struct, frozen=True):
    """The words at which a message may be parted."""

    stops: frozenset[str]
    joints: frozenset[str]


class Clause(Struct, frozen=True):
    """A stretch of tokens, from one place to another."""

    start: int
    end: int


class Ranking(Struct, frozen=True):
    """The likeliest labels of some words, best first."""

    ranked: tuple[tuple[str, float], ...]

    @property
    def best(self) -> str:
        """Return the likeliest label."""
        return self.ranked[0][0]

    @property
    def chance(self) -> float:
        """Return how likely it is."""
        return self.ranked[0][1]


def read_acts(text: str, state: str = "idle", *, language: str = FALLBACK) -> list[Act]:
    """Read a message into acts, in their order.

    Args:
        text: whatever was typed.
        state: what its owner has before them: a question as ``q:people``, or ``start``, ``idle``, ``verdict`` and so on.
        language: whose words are expected.
    """
    tokens = tokens_in(text, language)
    if not tokens:
        return [Act("nothing")]
    acts: list[Act] = []
    words = [words_of([token]) for token in tokens]
    for clause, choice in _parted(tokens, words, state, language):
        acts += _acts_of(tokens, words, clause, choice, state, language)
        if choice.best.endswith(".number"):
            acts += _beside_numbers(tokens, words, clause, state, language)
    return acts


def _parted(
    tokens: Sequence[TextPart], words: Sequence[Sequence[str]], state: str, language: str
) -> list[tuple[Clause, Ranking]]:
    """Part a message into the clauses that together are likeliest."""
    act = heads(language)["act"]
    cuts = _cuts(tokens, _joints(language))
    if len(cuts) > MOST_CLAUSES + 1:
        pairs = [Clause(a, b) for a, b in pairwise(cuts)]
        return [(clause, choice) for clause in pairs if (choice := _choice(act, words, clause, state))]
    best: list[tuple[float, list[tuple[Clause, Ranking]]]] = [(0.0, [])]
    for end in range(1, len(cuts)):
        ways = []
        for start in range(end):
            clause = Clause(cuts[start], cuts[end])
            choice = _choice(act, words, clause, state)
            if choice is None:
                ways.append(best[start])
                continue
            loss, parts = best[start]
            ways.append((loss - _log(choice.chance) + (PARTING if parts else 0.0), [*parts, (clause, choice)]))
        best.append(min(ways, key=lambda way: way[0]))
    return best[-1][1]


def _cuts(tokens: Sequence[TextPart], joints: Joints) -> list[int]:
    """Return the places at which a message may be parted, its ends among them."""
    cuts = [0]
    for place, token in enumerate(tokens):
        text = getattr(token, "text", "")
        if text in joints.stops and place + 1 < len(tokens):
            cuts.append(place + 1)
        elif text in joints.joints and place:
            cuts.append(place)
    return sorted({*cuts, len(tokens)})


def _choice(head: Head, words: Sequence[Sequence[str]], clause: Clause, state: str) -> Ranking | None:
    """Return the labels of some words; None where there are no words at all."""
    said = [word for part in words[clause.start : clause.end] for word in part]
    if not any(word[0].isalnum() or word[0] in "#@?" for word in said):
        return None if clause.end - clause.start < len(words) else Ranking((("nothing", 1.0),))
    return _ranked(head, features(said, state))


def _ranked(head: Head, found: Features, *, most: int = 4) -> Ranking:
    import numpy as np

    scores = head.scores(found)
    chances = np.exp(scores - scores.max())
    chances /= chances.sum()
    best = np.argsort(-chances)[:most]
    return Ranking(tuple((head.labels[n], float(chances[n])) for n in best))


def _log(chance: float) -> float:
    return log(max(chance, 1e-9))


def _acts_of(
    tokens: Sequence[TextPart],
    words: Sequence[Sequence[str]],
    clause: Clause,
    choice: Ranking,
    state: str,
    language: str,
) -> list[Act]:
    model = heads(language)
    kind, name, value = _named(choice.best)
    place = tokens[clause.start].place[0], tokens[clause.end - 1].place[1]
    said = " ".join(word for part in words[clause.start : clause.end] for word in part)
    rivals = tuple((*_named(label), chance) for label, chance in choice.ranked[1:] if chance >= RIVAL)
    if name == "number":
        numbers = _numbers(tokens, words, clause, Act(kind, chance=choice.chance, rivals=rivals), state, model["role"])
        return numbers or [Act(kind, "number", "", None, choice.chance, said, place, rivals)]
    chance = choice.chance
    if name == "trade":
        flat = [word for part in words[clause.start : clause.end] for word in part]
        value, sure, others = _trade(flat, model["trade"], language)
        chance *= sure
        rivals = tuple((kind, "trade", trade, share) for trade, share in others if share >= RIVAL)
    return [Act(kind, name, value, None, chance, said, place, rivals)]


def _trade(words: Sequence[str], head: Head, language: str) -> tuple[str, float, tuple[tuple[str, float], ...]]:
    """Return the trade that some words name, how likely it is, and what else it may be.

    What the lexicon knows counts before what the model guesses; of several trades that it finds, the model picks one.
    """
    ranked = _ranked(head, features(words, ""), most=len(head.labels)).ranked
    named = {trade for _, trade in trades_named(words, language)}
    known = [(trade, share) for trade, share in ranked if trade in named]
    if not known:
        return ranked[0][0], ranked[0][1], ranked[1:4]
    total = sum(share for _, share in known)
    best = known[0][0]
    return best, max(NAMED_TRADE * known[0][1] / total, known[0][1]), tuple(known[1:3])


def _beside_numbers(
    tokens: Sequence[TextPart], words: Sequence[Sequence[str]], clause: Clause, state: str, language: str
) -> list[Act]:
    """Return what the parts of a clause tell that hold no number: "plumber here, 40 rang"."""
    model = heads(language)
    cuts = [cut for cut in _cuts(tokens, _joints(language)) if clause.start <= cut <= clause.end]
    parts = [Clause(start, end) for start, end in pairwise(sorted({clause.start, *cuts, clause.end}))]
    acts: list[Act] = []
    for part in parts:
        if part == clause or any(isinstance(token, ToldAmount) for token in tokens[part.start : part.end]):
            continue
        choice = _choice(model["act"], words, part, state)
        if choice is not None and choice.chance >= BESIDE and choice.best.startswith("tells."):
            acts += _acts_of(tokens, words, part, choice, state, language)
    flat = [word for part in words[clause.start : clause.end] for word in part]
    if len(named := {trade for _, trade in trades_named(flat, language)}) == 1:
        acts = [act for act in acts if act.name != "trade"]
        acts.append(Act("tells", "trade", named.pop(), chance=NAMED_TRADE))
    return acts


def _numbers(
    tokens: Sequence[TextPart],
    words: Sequence[Sequence[str]],
    clause: Clause,
    like: Act,
    state: str,
    head: Head,
) -> list[Act]:
    """Return what each quantity of a clause counts."""
    flat: list[str] = []
    places = {}
    for n, part in enumerate(words):
        places[n] = len(flat)
        flat += part
    acts: list[Act] = []
    before = ""
    for n in range(clause.start, clause.end):
        token = tokens[n]
        if not isinstance(token, ToldAmount):
            continue
        choice = _ranked(head, role_features(flat, places[n], before, state))
        before = choice.best
        if before == "other":
            continue
        rivals = tuple((like.kind, role, "", chance) for role, chance in choice.ranked[1:] if chance >= RIVAL)
        acts.append(Act(like.kind, before, "", token, like.chance * choice.chance, "", token.place, rivals))
    return acts


def _named(label: str) -> tuple[ActKind, str, str]:
    kind, _, rest = label.partition(".")
    name, _, value = rest.partition(".")
    return cast("ActKind", kind), name, value


@cache
def _joints(language: str) -> Joints:
    names = (language, language.partition("-")[0], FALLBACK)
    path = next(p for name in names if (p := PROMPTS / name / "listening" / "words.toml").is_file())
    file = tomllib.loads(path.read_text(encoding="utf-8"))
    return Joints(frozenset(file["stops"]), frozenset(file["joints"]))
