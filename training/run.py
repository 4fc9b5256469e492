"""From corpora to the folder that is shipped; run again, it goes on from the last checkpoint.

``python -m training.run --data DIR --base DIR --out DIR --model DIR``
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import torch

from training.evaluate import evaluate
from training.export import export
from training.package import package
from training.train import parser, train_with, vocabulary
from training.windows import Labels, Windows


def scores(data: Path, base: Path, out: Path, weights: dict[str, torch.Tensor]) -> dict[str, float]:
    """Score the 32-bit weights on all dev data, on gold words."""
    names = json.loads((out / "labels.json").read_text(encoding="utf-8"))
    labels = Labels(**{task: values for task, values in names.items() if task != "ner"})
    return evaluate(data, weights, labels, Windows(vocabulary(base), labels))


def main() -> None:
    options = parser()
    options.add_argument("--model", type=Path, required=True, help="folder of the finished model")
    args = options.parse_args()
    train_with(args)
    weights = torch.load(args.out / "average.pt", weights_only=True)
    with tempfile.TemporaryDirectory() as network:
        export(weights, args.out / "labels.json", args.base, Path(network))
        package(Path(network), scores(args.data, args.base, args.out, weights), args.model)


if __name__ == "__main__":
    main()
