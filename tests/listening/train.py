"""Train the model of a language from its example sentences: ``python -m tests.listening.train [en]``.

Softmax regression on hashed features by stochastic gradient descent with Adagrad (Duchi et al. 2011), averaged over the
second half of the rounds and over several orders of the examples; the heat is fitted on every fifth example, left out. The
same examples give the same file, byte for byte.
"""

import hashlib
import io
import random
import sys
import tomllib
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.features import (
    SIZE,
    Features,
    Wording,
    features,
    role_features,
    starts_of,
    wording_of,
    words_of,
)
from bot.language.listening.lexicon import learned_phrases
from bot.language.listening.model import HEADS, model_path
from bot.language.listening.parting import PARTING, SEVERAL, cuts_of
from bot.language.templates import PROMPTS, Words, file_of
from tests.listening.labels import Label, Message, messages
from tests.listening.patterns import drawn

ROUNDS = 8
ORDERS = 3  # in which the examples are learned: from one order to the next, a message in forty is heard in another way
SEED = 7  # of the first order
STEP = 0.3
SHRINK = 1e-6
FOLDS = 5  # every fifth example is left out to fit the heat
JOINTS = (", ", ". ", " and ", " but ", " - ", " so ", "; ")
ENGLISH = "en"
LONGEST_JOINED = 70  # letters of each of two messages that are joined
SHARE_JOINED = 0.5
JOINED = 8_000  # messages made of two that say different things
FILLER = "filler"  # a clause that says nothing of ours
UNSAID = 3.0  # cost of such a clause while none is known
GUESSES = 2  # times that the clauses of messages with several acts are told apart
MOST_CUTS = 12
STEPS_OF_WEIGHT = 127
FAINT = 3  # steps; smaller weights are left out
NEAR = 0.02


@dataclass(frozen=True)
class Example:
    """The hashed features of some words, and the label that is right for them."""

    found: Features
    label: str
    share: float = 1.0


@dataclass
class Trained:
    """Weights of one head, a row a feature and one more for the bias."""

    labels: list[str]
    weights: np.ndarray

    def scores(self, found: Features) -> np.ndarray:
        rows, values = _row(found)
        return values @ self.weights[rows]


def _row(found: Features, size: int = SIZE) -> tuple[np.ndarray, np.ndarray]:
    rows = [row for group, _ in found.weighted() for row in group]
    values = [weight for group, weight in found.weighted() for _ in group]
    return np.array([*rows, size], dtype=np.int32), np.array([*values, 1.0], dtype=np.float32)


@dataclass(frozen=True)
class Learned:
    """What each head learns from, and the messages whose clauses say different things."""

    by_head: dict[str, list[Example]]
    mixed: list[tuple[Message, list[object], Wording]]


def examples_of(language: str) -> Learned:
    """Return the examples for each head."""
    folder = PROMPTS / language / "listening"
    by_head: dict[str, list[Example]] = {name: [] for name in HEADS}
    mixed = []
    patterns = folder / "patterns.tsv"
    said = [*messages(folder / "examples.tsv"), *(drawn(patterns) if patterns.is_file() else ())]
    for message in said:
        tokens = tokens_in(message.text, language)
        words = wording_of(tokens, language)
        (labels, *_) = message.readings
        if len({label.act for label in labels}) == 1:
            by_head["act"].append(Example(features(words, message.state), labels[0].act))
        else:
            mixed.append((message, tokens, words))
        by_head["role"] += roles(tokens, words, labels, message.state)
        for label in labels:
            if label.name == "trade" and len(labels) == 1:
                by_head["trade"].append(Example(features(words, ""), label.value))
    by_head["act"] += joined(said, language)
    by_head["trade"] += callings(language)
    phrases = sorted(learned_phrases(language).items(), key=lambda item: item[0].split())
    for number, (phrase, trades) in enumerate(phrases):
        tokens = tokens_in(phrase, language)
        words = wording_of(tokens, language)
        by_head["trade"] += [Example(features(words, ""), trade, 0.3 / len(trades)) for trade in trades]
        if number % 4 == 0:
            state = ("start", "idle", "q:trade", "q:trade")[number // 4 % 4]
            by_head["act"].append(Example(features(words, state), "tells.trade", 0.5))
    return Learned(by_head, mixed)


def joined(said: Sequence[Message], language: str) -> list[Example]:
    """Return messages that say several things, with the label of such: those that do, and pairs of those that say one."""
    several = [message for message in said if len({label.act for label in message.readings[0]}) > 1]
    texts = [(message.text, message.state) for message in several]
    alone: dict[str, list[Message]] = {}
    for message in said:
        if len({label.act for label in message.readings[0]}) == 1 and len(message.text) < LONGEST_JOINED:
            alone.setdefault(message.state, []).append(message)
    dice = random.Random(11)
    joints = joints_of(language)
    states = sorted(alone)
    weights = [len(alone[state]) for state in states]
    for state in dice.choices(states, weights, k=JOINED):
        one, other = dice.choice(alone[state]), dice.choice(alone[state])
        if one.readings[0][0].act != other.readings[0][0].act:
            texts.append((one.text.rstrip(".!") + dice.choice(joints) + other.text, state))
    return [
        Example(features(wording_of(tokens_in(text, language), language), state), SEVERAL, SHARE_JOINED)
        for text, state in texts
    ]


def clauses_of(
    message: Message, tokens: Sequence[object], words: Wording, model: Trained, language: str
) -> list[Example]:
    """Return the clauses of a message that says several things, each with the act that is likeliest its own.

    The acts of a label stand in the order of the text; between them there may be clauses that say nothing of ours.
    """
    starts = starts_of(tokens)
    cuts = cuts_of(tokens, language)
    acts: list[str] = []
    for label in message.readings[0]:
        if not acts or acts[-1] != label.act:
            acts.append(label.act)
    if len(cuts) - 1 < len(acts) or len(cuts) > MOST_CUTS:
        return []
    index = {label: n for n, label in enumerate(model.labels)}
    best: dict[tuple[int, int], tuple[float, list[Example]]] = {(0, 0): (0.0, [])}
    for end in range(1, len(cuts)):
        for start in range(end):
            found = features(words.part(starts[cuts[start]], starts[cuts[end]]), message.state)
            scores = model.scores(found)
            scores = scores - scores.max()
            losses = np.log(np.exp(scores).sum()) - scores
            for done in range(len(acts) + 1):
                if (start, done) not in best:
                    continue
                loss, examples = best[start, done]
                ways = [(FILLER, done, loss + PARTING + (losses[index[FILLER]] if FILLER in index else UNSAID))]
                if done < len(acts):
                    ways.append((acts[done], done + 1, loss + PARTING + losses[index[acts[done]]]))
                for label, after, cost in ways:
                    if (end, after) not in best or cost < best[end, after][0]:
                        best[end, after] = (cost, [*examples, Example(found, label)])
    _, examples = best.get((len(cuts) - 1, len(acts)), (0.0, []))
    return examples


def roles(tokens: Sequence[object], words: Wording, labels: Sequence[Label], state: str) -> list[Example]:
    """Return what each quantity of a message counts, by the numbers in its label."""
    left = [label for label in labels if label.is_number]
    if not left and not any(label.kind == "tells" for label in labels):
        return []
    found = []
    before = ""
    for at, role, _ in aligned(tokens, left):
        found.append(Example(role_features(words, at, before, state), role))
        before = role
    return found


def aligned(tokens: Sequence[object], labels: Sequence[Label]) -> list[tuple[int, str, Label | None]]:
    """Pair the quantities of a message with the numbers of its label: (place among its words, role, label).

    A number of the label that is not in the text is the sum of several: "20 calls and 10 e-mails" are 30 people.
    """
    left = list(labels)
    found: list[tuple[int, str, Label | None]] = []
    unpaired: list[tuple[int, ToldAmount]] = []
    at = 0
    for token in tokens:
        if isinstance(token, ToldAmount):
            label = next((label for label in left if _same(token, label)), None)
            if label is not None:
                left.remove(label)
            else:
                unpaired.append((len(found), token))
            found.append((at, label.name if label else "other", label))
        at += len(words_of([token]))  # type: ignore[list-item]
    for label in left:
        parts = next((parts for parts in _runs(unpaired) if _is_sum(parts, label)), ())
        for place, token in parts:
            found[place] = (found[place][0], label.name, label)
            unpaired.remove((place, token))
    return found


def _runs(parts: Sequence[tuple[int, ToldAmount]]) -> list[Sequence[tuple[int, ToldAmount]]]:
    """Return every run of at least two, the longest first."""
    runs = [parts[start:end] for start in range(len(parts)) for end in range(start + 2, len(parts) + 1)]
    return sorted(runs, key=len, reverse=True)


def _is_sum(parts: Sequence[tuple[int, ToldAmount]], label: Label) -> bool:
    number = label.number
    counts = not label.is_share and not any(token.share for _, token in parts)
    total = sum(token.amount.value for _, token in parts)
    return number is not None and counts and abs(total - number) <= NEAR * number


def _same(told: ToldAmount, label: Label) -> bool:
    number = label.number
    if number is None:
        return False
    readings = [one.value for one in (told.amount, *told.others)]
    readings += [told.amount.low, told.amount.high] if told.amount.law == "uniform" else []
    readings += [readings[0] * told.whole] if told.whole else []
    return any(abs(one - number) <= NEAR * max(abs(number), 0.01) for one in readings)


def joints_of(language: str) -> Sequence[str]:
    """Return what two messages are joined by: signs, and unless it is English, the words that part messages."""
    if language == ENGLISH:
        return JOINTS
    words = tomllib.loads(file_of(language, "listening/words.toml").read_text(encoding="utf-8"))["joints"]
    signs = [joint for joint in JOINTS if not any(map(str.isalpha, joint))]
    return (*signs, *(f" {word} " for word in words))


def callings(language: str) -> list[Example]:
    """Return the names of trades that the words of the bot list."""
    words = Words(language)
    found = []
    for name in words.names():
        folder, _, trade = name.partition("/")
        if folder == "trades":
            for calling in words.label(name, "names").split(","):
                if calling.strip():
                    tokens = tokens_in(calling.strip(), language)
                    found.append(Example(features(wording_of(tokens, language), ""), trade))
    return found


def train(
    examples: Sequence[Example], labels: list[str], rounds: int = ROUNDS, size: int = SIZE, orders: int = 1
) -> Trained:
    """Fit the weights; the orders of the examples are drawn with fixed seeds."""
    index = {label: number for number, label in enumerate(labels)}
    rows = [_row(example.found, size) for example in examples]
    starts = np.cumsum([0, *(len(at) for at, _ in rows)])
    at = np.concatenate([at for at, _ in rows])
    values = np.concatenate([values for _, values in rows])
    right = np.array([index[example.label] for example in examples])
    shares = np.array([example.share for example in examples], dtype=np.float32)
    total = np.zeros((size + 1, len(labels)), dtype=np.float32)
    one_round = compiled()
    for seed in range(SEED, SEED + orders):
        order = np.random.default_rng(seed)
        weights = np.zeros_like(total)
        squares = np.full_like(weights, 1e-4)
        for turn in range(rounds):
            one_round(order.permutation(len(examples)), starts, at, values, right, shares, weights, squares)
            if turn >= rounds // 2:
                total += weights
    return Trained(labels, total / (orders * (rounds - rounds // 2)))


@cache
def compiled() -> Callable[..., None]:
    """Return the round as machine code; Numba is loaded only to train."""
    from numba import njit

    done: Callable[..., None] = njit(_one_round)
    return done


def _one_round(
    order: np.ndarray,
    starts: np.ndarray,
    at: np.ndarray,
    values: np.ndarray,
    right: np.ndarray,
    shares: np.ndarray,
    weights: np.ndarray,
    squares: np.ndarray,
) -> None:
    """Go down the slope of each example in turn."""
    count = weights.shape[1]
    chances = np.zeros(count, dtype=np.float32)
    for place in order:
        begin, end = starts[place], starts[place + 1]
        chances[:] = 0
        for n in range(begin, end):
            row, value = at[n], values[n]
            for k in range(count):
                chances[k] += value * weights[row, k]
        highest = chances.max()
        chances[:] = np.exp(chances - highest)
        chances /= chances.sum()
        chances[right[place]] -= 1
        chances *= shares[place]
        for n in range(begin, end):
            row, value = at[n], values[n]
            for k in range(count):
                slope = value * chances[k] + SHRINK * weights[row, k]
                squares[row, k] += slope * slope
                weights[row, k] -= STEP * slope / np.sqrt(squares[row, k])


def scores_left_out(examples: Sequence[Example], labels: list[str], folds: int = FOLDS) -> np.ndarray:
    """Return the scores of every fifth example, or as many as are told, by a model that learned from the others."""
    model = train([example for n, example in enumerate(examples) if n % folds], labels)
    return np.array([model.scores(one.found) for one in examples[::folds]])


def heat_of(
    examples: Sequence[Example], labels: list[str], scores: np.ndarray | None = None, folds: int = FOLDS
) -> tuple[float, float]:
    """Return the heat that makes held-out chances fit best, and how many of the held-out were right.

    Args:
        examples: of every label.
        labels: in the order of the scores.
        scores: of the held-out examples, where they are known.
        folds: one in so many examples is held out.
    """
    scores = scores_left_out(examples, labels, folds) if scores is None else scores
    right = np.array([labels.index(one.label) for one in examples[::folds]])
    losses = {}
    for heat in np.round(np.arange(0.3, 4.01, 0.1), 1):
        heated = scores / heat
        heated -= heated.max(axis=1, keepdims=True)
        losses[float(heat)] = float(np.mean(np.log(np.exp(heated).sum(axis=1)) - heated[np.arange(len(right)), right]))
    return min(losses, key=losses.__getitem__), float(np.mean(scores.argmax(axis=1) == right))


def fingerprint(language: str) -> str:
    """Return a hash of what the model is made from."""
    folder = PROMPTS / language / "listening"
    kept = hashlib.sha256()
    for path in (
        folder / "examples.tsv",
        folder / "patterns.tsv",
        folder / "time.toml",
        folder / "kin.toml",
        folder / "trades.tsv",
        PROMPTS / language / "numbers" / "words.toml",
    ):
        if path.is_file():
            kept.update(path.read_bytes())
    return kept.hexdigest()


def packed(language: str, *, quick: bool = False) -> bytes:
    """Return the model of a language as it is kept."""
    arrays: dict[str, np.ndarray] = {"size": np.array(SIZE), "made_from": np.array(fingerprint(language))}
    learned = examples_of(language)
    act = learned.by_head["act"]
    for _ in range(0 if quick else GUESSES):
        first = train(act, sorted({example.label for example in act}), ROUNDS // 2)
        clauses = [clauses_of(*mixed, first, language) for mixed in learned.mixed]
        act = [*learned.by_head["act"], *(example for found in clauses for example in found)]
    learned.by_head["act"] = act
    for name, examples in learned.by_head.items():
        labels = sorted({example.label for example in examples})
        model = train(examples, labels, orders=1 if quick else ORDERS)
        heat, right = (1.0, 0.0) if quick else heat_of(examples, labels)
        arrays |= kept_head(name, model, heat)
        print(f"{name}: {len(examples)} examples, {len(labels)} labels, held out {right:.3f} right, heat {heat}")
    return zipped(arrays)


def kept_head(name: str, model: Trained, heat: float, faint: int = FAINT) -> dict[str, np.ndarray]:
    """Return a head as it is kept: weights of 8 bits, without rows of zeros."""
    scale = float(np.abs(model.weights).max()) / STEPS_OF_WEIGHT
    whole = np.rint(model.weights / scale).astype(np.int8)
    whole[np.abs(whole) < faint] = 0
    rows = np.flatnonzero(whole.any(axis=1))
    return {
        f"{name}_labels": np.array("\n".join(model.labels)),
        f"{name}_rows": rows.astype(np.uint16 if len(whole) <= 1 << 16 else np.uint32),
        f"{name}_weights": whole[rows],
        f"{name}_figures": np.array([round(scale, 9), heat]),
    }


def zipped(arrays: dict[str, np.ndarray]) -> bytes:
    """Pack arrays as NumPy does, with no time in the file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, array in arrays.items():
            one = io.BytesIO()
            np.save(one, array, allow_pickle=False)
            file.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), one.getvalue(), zipfile.ZIP_DEFLATED, 9
            )
    return out.getvalue()


def keep(model: bytes, path: Path) -> None:
    """Write a model, and say how large it is."""
    path.write_bytes(model)
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


def main(language: str = "en") -> None:
    """Write the model of a language."""
    keep(packed(language), model_path(language))


__all__ = ["Message", "aligned", "fingerprint", "packed"]

if __name__ == "__main__":
    main(*sys.argv[1:])
