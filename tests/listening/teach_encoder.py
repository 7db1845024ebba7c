"""Teach the encoder what owners mean: ``python -m tests.listening.teach_encoder ENCODER``, where PyTorch is installed.

ENCODER is what ``make_encoder`` made. Its first layers know what words mean to anybody; the layers above learn here, from
the examples of all languages, what matters to owners: two linear heads, one for matters and one for acts, are fitted
together with them (Adam with decoupled decay, Loshchilov and Hutter 2019), and thrown away. In the last rounds each weight
is seen as the 4 bits that are kept of it (Jacob et al. 2018). One in ten examples is left out, as by the networks that are
fitted afterwards (``fitting.py``). It takes 35 minutes on two cores; other processors give other last bits, so the networks
are made again after it.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from bot.language.listening.encoder import BLOCK, ENCODER, TINY, Encoder, Layer, encoder_in
from bot.language.templates import PROMPTS, languages
from tests.listening.fitting import LEFT_OUT, SMOOTHED, share_of_step, weights_of
from tests.listening.labels import messages
from tests.listening.train import keep, zipped
from tests.listening.train_matters import WHOLE_MESSAGES, count_before, rows

KEPT = 2  # layers that stay as they are
ROUNDS = 4
IN_BITS = 2  # of these, the last
BATCH = 64
SORTED = 32  # batches whose texts are sorted by length
STEP, STEP_OF_HEADS = 2e-4, 2e-3
RISING = 0.08  # part of all batches
DECAY = 0.01
FORGOTTEN = 0.1
OLD = 0.5  # share of the examples that are sentences, not whole messages, in one round
ACTS = 20_000  # messages that are one act, in one round
LOUD = 8.0  # the encoder's numbers are small beside the weights of a head
SEED = 1
HALF = 8  # of the 16 steps of a weight
PARTS = ("seen", "drawn", "wide", "narrow")
MATTER, ACT = "matter", "act"
WHOLE = "messages.tsv"  # whole messages with their acts


class Said(NamedTuple):
    """A text in pieces, the place of its label and of what its owner had before them, and whether it is in every round."""

    pieces: list[int]
    label: int
    state: int
    always: bool


class Learning(nn.Module):
    """A layer of the encoder, as ``encoder.py`` works it out, whose weights learn."""

    def __init__(self, layer: Layer, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.in_bits = False
        for name in layer.__struct_fields__:
            for end, weights in zip(("", "_added"), getattr(layer, name), strict=True):
                setattr(self, f"{name}{end}", nn.Parameter(torch.tensor(weights)))

    def forward(self, pieces: Tensor, known: Tensor) -> Tensor:
        """Return what becomes of the pieces of some texts; those that are not known fill up."""
        count, length, width = pieces.shape
        seen = self._times(pieces, "seen").view(count, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        drawn = functional.scaled_dot_product_attention(*seen, attn_mask=known[:, None, None, :])
        drawn = self._times(drawn.transpose(1, 2).reshape(count, length, width), "drawn")
        pieces = self._normed(pieces + self._forgetting(drawn), "norm")
        bent = functional.gelu(self._times(pieces, "wide"), approximate="tanh")
        return self._normed(pieces + self._forgetting(self._times(bent, "narrow")), "last_norm")

    def _times(self, pieces: Tensor, name: str) -> Tensor:
        weights = getattr(self, name)
        if self.in_bits and weights.requires_grad:
            weights = weights + (in_bits(weights.detach()) - weights.detach())  # the slope goes through
        return pieces @ weights + getattr(self, f"{name}_added")

    def _normed(self, pieces: Tensor, name: str) -> Tensor:
        return functional.layer_norm(
            pieces, pieces.shape[-1:], getattr(self, name), getattr(self, f"{name}_added"), TINY
        )

    def _forgetting(self, pieces: Tensor) -> Tensor:
        return functional.dropout(pieces, FORGOTTEN, self.training)


class Head(nn.Module):
    """A linear head, whose weights what an owner has before them changes."""

    def __init__(self, width: int, labels: int, states: int) -> None:
        super().__init__()
        self.outer = nn.Linear(width, labels)
        self.louder, self.likelier = nn.Embedding(states, width), nn.Embedding(states, labels)
        nn.init.zeros_(self.louder.weight)
        nn.init.zeros_(self.likelier.weight)

    def forward(self, meaning: Tensor, state: Tensor) -> Tensor:
        """Return the score of each label."""
        return self.outer(meaning * LOUD * (1 + self.louder(state))) + self.likelier(state)


class Pupil(nn.Module):
    """The encoder with the layers that learn."""

    def __init__(self, known: Encoder) -> None:
        super().__init__()
        self.known = known
        self.layers = nn.ModuleList(Learning(layer, known.heads) for layer in known.layers)
        self.layers[:KEPT].requires_grad_(requires_grad=False)

    def forward(self, texts: Sequence[list[int]]) -> Tensor:
        """Return a row for each text."""
        longest = max(map(len, texts))
        numbers, known = (
            torch.zeros(len(texts), longest, dtype=torch.long),
            torch.zeros(len(texts), longest, dtype=torch.bool),
        )
        for n, pieces in enumerate(texts):
            numbers[n, : len(pieces)], known[n, : len(pieces)] = torch.tensor(pieces), True
        rows = self.known.meanings_of_pieces.rows(numbers.flatten().tolist()).reshape(*numbers.shape, -1)
        factor, added = map(torch.tensor, self.known.norm)
        found = torch.tensor(rows + self.known.places[:longest])
        found = functional.layer_norm(found, found.shape[-1:], factor, added, TINY)
        for layer in self.layers:
            found = layer(found, known)
        return (found * known[..., None]).sum(1) / known.sum(1, keepdim=True)


def steps_of(weights: Tensor) -> tuple[Tensor, Tensor]:
    """Return the whole steps of each weight, a block a row, and the length of a step, which the farthest of a block sets."""
    blocks = weights.t().reshape(-1, BLOCK)
    farthest = blocks.gather(1, blocks.abs().argmax(1, keepdim=True))
    length = (farthest / -HALF).half().float()
    length = torch.where(length == 0, torch.ones_like(length), length)
    return (blocks / length).round().clamp(-HALF, HALF - 1), length


def in_bits(weights: Tensor) -> Tensor:
    """Return weights as they are when they were kept in 4 bits."""
    steps, length = steps_of(weights)
    return (steps * length).reshape(weights.shape[1], weights.shape[0]).t()


def learned_from(known: Encoder) -> dict[str, tuple[list[Said], int, int]]:
    """Return the examples of matters and of acts, with the number of labels and of states."""
    sentences = {language: count_before(language, WHOLE_MESSAGES) for language in sorted(languages())}
    matters = [
        (matter, text, "", n >= count)
        for language, count in sentences.items()
        for n, (matter, text) in enumerate(rows(language))
        if n % LEFT_OUT
    ]
    acts = [
        (message.readings[0][0].act, message.text, message.state, name == WHOLE)
        for language in sentences
        for name in ("examples.tsv", WHOLE)
        for n, message in enumerate(messages(PROMPTS / language / "listening" / name))
        if n % LEFT_OUT and len({label.act for label in message.readings[0]}) == 1
    ]
    found = {}
    for name, every in ((MATTER, matters), (ACT, acts)):
        labels, states = (sorted({one[column] for one in every}) for column in (0, 2))
        found[name] = (
            [
                Said(known.pieces(text), labels.index(label), states.index(state), always)
                for label, text, state, always in every
            ],
            len(labels),
            len(states),
        )
    return found


def batches(every: dict[str, tuple[list[Said], int, int]], dice: random.Random) -> Iterator[tuple[str, list[Said]]]:
    """Return the batches of a round, texts of one length together."""
    found = []
    for name, (said, _, _) in every.items():
        share = OLD if name == MATTER else ACTS / len(said)
        some = [one for one in said if one.always or dice.random() < share]
        dice.shuffle(some)
        for start in range(0, len(some), BATCH * SORTED):
            near = sorted(some[start : start + BATCH * SORTED], key=lambda one: len(one.pieces))
            found += [(name, near[at : at + BATCH]) for at in range(0, len(near), BATCH)]
    dice.shuffle(found)
    yield from found


def taught(known: Encoder) -> Pupil:
    """Return the encoder after all rounds."""
    torch.manual_seed(SEED)
    dice = random.Random(SEED)
    every = learned_from(known)
    width = known.norm[0].size
    pupil, heads = Pupil(known), nn.ModuleDict({name: Head(width, *sizes) for name, (_, *sizes) in every.items()})
    rarer = {
        name: torch.tensor(weights_of(np.array([one.label for one in said]), labels), dtype=torch.float32)
        for name, (said, labels, _) in every.items()
    }
    pupil.layers[:KEPT].eval()  # they forget nothing, as they don't learn
    learning = [weights for weights in pupil.parameters() if weights.requires_grad]
    steps = [{"params": learning, "lr": STEP}, {"params": list(heads.parameters()), "lr": STEP_OF_HEADS}]
    going_down = torch.optim.AdamW(steps, weight_decay=DECAY)
    planned = ROUNDS * sum(1 for _ in batches(every, random.Random(SEED)))
    going = torch.optim.lr_scheduler.LambdaLR(going_down, lambda done: share_of_step(done / planned, RISING))
    for turn in range(ROUNDS):
        for layer in pupil.layers:
            layer.in_bits = turn >= ROUNDS - IN_BITS
        losses = []
        for name, some in batches(every, dice):
            right = torch.tensor([one.label for one in some])
            meaning = functional.dropout(pupil([one.pieces for one in some]), FORGOTTEN)
            scores = heads[name](meaning, torch.tensor([one.state for one in some]))
            apart = functional.cross_entropy(scores, right, label_smoothing=SMOOTHED, reduction="none")
            loss = (apart * rarer[name][right]).mean()
            going_down.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learning, 1.0)
            going_down.step()
            going.step()
            losses.append(loss.item())
        print(f"round {turn + 1}: loss {np.mean(losses):.3f}", flush=True)
    return pupil.eval()


def packed(arrays: dict[str, np.ndarray], pupil: Pupil) -> bytes:
    """Return the encoder as it is kept, with what its layers learned."""
    kept = dict(arrays)
    for n, layer in list(enumerate(pupil.layers))[KEPT:]:
        for name in PARTS:
            steps, length = steps_of(getattr(layer, name).detach())
            whole = (steps + HALF).to(torch.uint8).numpy()
            halves = whole[:, : BLOCK // 2] | whole[:, BLOCK // 2 :] << 4
            rows_of = getattr(layer, name).shape[1]
            kept[f"{n}_{name}_halves"] = halves.reshape(rows_of, -1)
            kept[f"{n}_{name}_scales"] = length.half().numpy().reshape(rows_of, -1)
            kept[f"{n}_{name}_added"] = getattr(layer, f"{name}_added").detach().numpy()
        for name in ("norm", "last_norm"):
            kept[f"{n}_{name}"] = torch.stack([getattr(layer, name), getattr(layer, f"{name}_added")]).detach().numpy()
    return zipped(kept)


def main(made: str) -> None:
    """Write the encoder."""
    with np.load(Path(made), allow_pickle=False) as file:
        arrays = dict(file)
    keep(packed(arrays, taught(encoder_in(arrays))), ENCODER)


if __name__ == "__main__":
    main(*sys.argv[1:])
