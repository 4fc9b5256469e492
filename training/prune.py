"""Take attention heads and inner units out of trained weights: ``python -m training.prune ...``.

What goes is what the losses depend on least, to the first order: a head's or unit's output times the gradient
there, in absolute value, summed over words (Michel et al. 2019, Molchanov et al. 2017). Each layer keeps as
many. The result is a start for ``training.train``, which needs some epochs to make up for it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from training.corpora import train_documents
from training.model import HEAD, WEIGHTS, Layer, Model, losses
from training.swap import load
from training.train import SEED, epoch_batches, vocabulary
from training.windows import Labels, Windows, collate

Weights = dict[str, Tensor]
BATCHES = 200
EVERY = 8  # documents of which one is used


class Importance:
    """Sums what the losses lose, to the first order, without each column of a matrix's input."""

    def __init__(self, matrix: nn.Linear, columns: int) -> None:
        self.total = torch.zeros(matrix.in_features // columns)
        self._columns, self._seen = columns, torch.zeros(0)
        matrix.register_forward_pre_hook(self._keep)

    def _keep(self, _: nn.Module, inputs: tuple[Any, ...]) -> None:
        self._seen = inputs[0]
        self._seen.retain_grad()

    def add(self) -> None:
        """Count the batch whose gradients are known now."""
        assert self._seen.grad is not None
        lost = (self._seen.detach() * self._seen.grad).flatten(0, -2).float()
        self.total += lost.unflatten(-1, (-1, self._columns)).sum(-1).abs().sum(0)

    def best(self, count: int) -> Tensor:
        """Return the most important ones, in ascending order."""
        return self.total.topk(count).indices.sort().values


def importances(model: Model, batches: Iterable[dict[str, Tensor]]) -> list[tuple[Importance, Importance]]:
    """Return, per layer, those of its attention heads and of its inner units."""
    layers = [layer for layer in model.encoder.layers if isinstance(layer, Layer)]
    found = [(Importance(layer.out, HEAD), Importance(layer.down, 1)) for layer in layers]
    model.eval()
    for batch in batches:
        model.zero_grad()
        torch.stack([WEIGHTS[name] * value for name, value in losses(model, batch).items()]).sum().backward()
        for pair in found:
            for importance in pair:
                importance.add()
    return found


def pruned(weights: Weights, kept: list[tuple[Tensor, Tensor]]) -> Weights:
    """Return the weights with only these heads and inner units of each layer."""
    out = dict(weights)
    for i, (heads, units) in enumerate(kept):
        columns = (heads[:, None] * HEAD + torch.arange(HEAD)).flatten()
        cuts: dict[str, Callable[[Tensor], Tensor]] = {
            "qkv.weight": lambda x, c=columns: torch.cat([part[c] for part in x.chunk(3)]),  # type: ignore[misc]
            "qkv.bias": lambda x, c=columns: torch.cat([part[c] for part in x.chunk(3)]),  # type: ignore[misc]
            "out.weight": lambda x, c=columns: x[:, c],  # type: ignore[misc]
            "up.weight": lambda x, u=units: x[u],  # type: ignore[misc]
            "up.bias": lambda x, u=units: x[u],  # type: ignore[misc]
            "down.weight": lambda x, u=units: x[:, u],  # type: ignore[misc]
        }
        for name, cut in cuts.items():
            out[f"encoder.layers.{i}.{name}"] = cut(weights[f"encoder.layers.{i}.{name}"]).clone()
    return out


def prune(data: Path, base: Path, weights: Weights, labels: Labels, heads: int, inner: int) -> Weights:
    """Return the weights with so many heads and inner units in each layer, chosen on training data."""
    trees, names = train_documents(data)
    used = [*trees, *names][::EVERY]
    windows = Windows(vocabulary(base), labels)
    batches = epoch_batches(windows, used, load(data / "names"), 0, SEED)[:BATCHES]
    found = importances(Model.of(weights, labels), map(collate, batches))
    return pruned(weights, [(of_heads.best(heads), of_units.best(inner)) for of_heads, of_units in found])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "base", "weights", "labels", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--heads", type=int, default=8)
    parser.add_argument("--inner", type=int, default=1024)
    args = parser.parse_args()
    names = json.loads(args.labels.read_text(encoding="utf-8"))
    labels = Labels(**{task: values for task, values in names.items() if task != "ner"})
    weights = torch.load(args.weights, weights_only=True)
    torch.save(prune(args.data, args.base, weights, labels, args.heads, args.inner), args.out)


if __name__ == "__main__":
    main()
