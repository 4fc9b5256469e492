"""From corpora to the folder that is shipped, by ``recipe.yaml``; run again, it goes on where it stopped.

``python -m training.run --data DIR --base DIR --out DIR --model DIR``
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
import yaml

from training.evaluate import evaluate
from training.export import export
from training.package import package
from training.selftrain import label
from training.train import Round, parser, train, vocabulary
from training.windows import Labels, Windows

RECIPE = Path(__file__).with_name("recipe.yaml")
AVERAGE, LABELS, DONE = "average.pt", "labels.json", "done"
TRIED = 2  # texts of each raw file, when things are tried out
Weights = dict[str, torch.Tensor]


def main() -> None:
    options = parser()
    options.add_argument("--model", type=Path, required=True, help="folder of the finished model")
    args = options.parse_args()
    kinds = {"train": _train, "mix": _mix, "label": _label}
    for step in yaml.safe_load(RECIPE.read_text(encoding="utf-8")):
        kind, name = next(iter(step.items()))
        out = args.out / name
        out.mkdir(parents=True, exist_ok=True)
        if not (out / DONE).exists():
            print(f"{kind} {name}", flush=True)
            kinds[kind](args, out, step)
            (out / DONE).touch()
    share = 50 if args.steps else 1
    _export(args.base, out, args.model, scores(args.data, args.base, out, share=share))


def _train(args: argparse.Namespace, out: Path, step: Mapping[str, Any]) -> None:
    options = {key: value for key, value in step.items() if key != "train"}
    if "start" in options:
        options["start"] = args.out / options["start"] / AVERAGE
    if "raw" in options:
        options["raw"] = _labelled(args.out / options["raw"])
    train(args.data, args.base, out, Round(**options), bf16=args.bf16, steps=args.steps)


def _mix(args: argparse.Namespace, out: Path, step: Mapping[str, Any]) -> None:
    """Average weights of several trainings."""
    parts: Mapping[str, float] = step["of"]
    found = {name: torch.load(args.out / name / AVERAGE, weights_only=True) for name in parts}
    torch.save(mixed([(found[name], share) for name, share in parts.items()]), out / AVERAGE)
    first = args.out / next(iter(parts))
    for path in (*first.glob("*.json"), *first.glob("*.tsv")):
        (out / path.name).write_bytes(path.read_bytes())


def mixed(parts: list[tuple[Weights, float]]) -> Weights:
    """Return the weighted mean of weights of one shape."""
    total = sum(share for _, share in parts)
    return {name: sum(share / total * weights[name] for weights, share in parts) for name in parts[0][0]}


def _label(args: argparse.Namespace, out: Path, step: Mapping[str, Any]) -> None:
    """Label raw text with what trainings agree on."""
    models = [out / name for name in step["models"]]
    for model in models:
        _export(args.base, args.out / model.name, model, {})
    raw = [args.data / path for path in step["files"]]
    label(models, raw, _labelled(out), limit=TRIED if args.steps else None)


def _labelled(out: Path) -> Path:
    return out / "text.jsonl.gz"


def _export(base: Path, trained: Path, model: Path, performance: dict[str, float]) -> None:
    weights = torch.load(trained / AVERAGE, weights_only=True)
    with tempfile.TemporaryDirectory() as network:
        export(weights, trained / LABELS, base, Path(network))
        package(Path(network), performance, model)


def scores(data: Path, base: Path, trained: Path, *, share: int = 1) -> dict[str, float]:
    """Score 32-bit weights on one of ``share`` parts of the dev data, on gold words."""
    names = json.loads((trained / LABELS).read_text(encoding="utf-8"))
    labels = Labels(**{task: values for task, values in names.items() if task != "ner"})
    weights = torch.load(trained / AVERAGE, weights_only=True)
    return evaluate(data, weights, labels, Windows(vocabulary(base), labels), share=share)


if __name__ == "__main__":
    main()
