"""Train the model, from where it stopped: ``python -m training.train --data DIR --base DIR --out DIR``."""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from kg.language.neural_network import LEMMAS
from training.annotations.sentences import annotated_documents
from training.corpora import Document, raw_documents, train_documents
from training.evaluate import evaluate
from training.model import WEIGHTS, Model, losses
from training.swap import Swaps, load, swapped
from training.windows import Windows, augmented, batches, collate, collect_labels, lemma_table

Arrays = dict[str, np.ndarray]
SEED = 7
BATCH = 1600  # padded pieces
AVERAGE = 0.9985  # of the running average of the weights, which is what is shipped
ENCODER_RATE, HEAD_RATE = 1.5e-4, 1e-3
PART = 40  # sentences, for documents that take turns
TWEETS_OF = 3  # every third tweet an epoch
LOOSE = ("btc", "wnut17", "crossner")  # their rows follow each other by chance
REPORT = 50  # steps


def vocabulary(base: Path) -> list[str]:
    return (base / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")


def rotated(documents: list[Document], epoch: int, every: int) -> list[Document]:
    """Return one of ``every`` parts of the documents, another each epoch, all of about the same size."""
    parts = [document[i : i + PART] for document in documents for i in range(0, len(document), PART)]
    return parts[epoch % every :: every] if every > 1 else documents


def drawn(document: Document, epoch: int, rng: random.Random) -> Document:
    """Return the part of a document that an epoch uses."""
    source = document[0].source
    if source == "btc":
        document = [sent for i, sent in enumerate(document) if i % TWEETS_OF == epoch % TWEETS_OF]
    return rng.sample(document, len(document)) if source.startswith(LOOSE) else document


def epoch_batches(
    windows: Windows, documents: list[Document], swaps: Swaps, epoch: int, seed: int
) -> list[list[Arrays]]:
    """Cut, augment and batch one epoch, the same for the same seed and epoch number."""
    rng = random.Random(seed * 1000 + epoch)
    chosen = [drawn(document, epoch + seed, rng) for document in documents]
    cut = (augmented(swapped(window, swaps, rng), rng) for window in windows.cut(chosen, rng))
    encoded = [windows.encode(window, rng) for window in cut]
    return [[encoded[i] for i in batch] for batch in batches(encoded, BATCH, rng)]


def schedule(step: int, total: int) -> float:
    """Linear warm-up over a twentieth of the steps, then linear decay."""
    warm = max(1, total // 20)
    return min(step / warm, max(0.02, (total - step) / (total - warm)))


def optimizer(model: Model, share: float = 1.0) -> torch.optim.Optimizer:
    """AdamW; ``share`` scales the learning rates, to go on from weights that were trained before."""
    groups = []
    for inside, rate in ((True, ENCODER_RATE * share), (False, HEAD_RATE * share)):
        for decays in (True, False):
            chosen = [
                parameter
                for name, parameter in model.named_parameters()
                if name.startswith("encoder.") == inside and (parameter.ndim > 1) == decays
            ]
            decay = 0.01 if decays else 0.0
            groups.append({"params": chosen, "lr": rate, "base": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, fused=True)


@dataclass
class Progress:
    epoch: int = 0
    at: int = 0  # batches of the epoch that are done
    step: int = 0


class Trainer:
    """A model in training, its optimizer, the average of its weights, and a checkpoint of all of it."""

    def __init__(
        self,
        model: Model,
        checkpoint: Path,
        *,
        bf16: bool,
        share: float = 1.0,
        teacher: Model | None = None,
    ) -> None:
        self.model = model
        self.teacher = teacher
        self.optimizer = optimizer(model, share)
        self.average = {name: value.detach().clone() for name, value in model.state_dict().items()}
        self.progress = Progress()
        self.checkpoint = checkpoint
        self.bf16 = bf16
        if checkpoint.exists():
            self._resume()

    def _resume(self) -> None:
        saved = torch.load(self.checkpoint, weights_only=True)
        self.model.load_state_dict(saved["model"])
        self.optimizer.load_state_dict(saved["optim"])
        self.average, self.progress = saved["average"], Progress(**saved["state"])
        print("resumed at", self.progress, flush=True)

    def save(self) -> None:
        """Replace the checkpoint, never leaving half of one."""
        saved = {"model": self.model.state_dict(), "optim": self.optimizer.state_dict()}
        new = self.checkpoint.with_suffix(".tmp")
        torch.save(saved | {"average": self.average, "state": asdict(self.progress)}, new)
        new.replace(self.checkpoint)
        torch.save(self.average, self.checkpoint.with_name("average.pt"))

    def step(self, batch: dict[str, Tensor], total: int) -> dict[str, float]:
        """Learn from one batch; return its losses."""
        self.model.train()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bf16):
            parts = losses(self.model, batch, self.teacher)
        loss = torch.stack([WEIGHTS[name] * value for name, value in parts.items()]).sum()
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.progress.step += 1
        for group in self.optimizer.param_groups:
            group["lr"] = group["base"] * schedule(self.progress.step, total)
        self.optimizer.step()
        self._average()
        return {name: value.item() for name, value in parts.items()}

    def _average(self) -> None:
        decay = min(AVERAGE, self.progress.step / (self.progress.step + 20))
        current = self.model.state_dict()
        torch._foreach_lerp_(list(self.average.values()), [current[n] for n in self.average], 1 - decay)


class Report:
    """Running means of the losses, and pieces a second."""

    def __init__(self) -> None:
        self.recent: dict[str, float] = {}
        self.pieces, self.since = 0, time.time()

    def add(self, parts: dict[str, float], batch: dict[str, Tensor]) -> None:
        self.pieces += int(batch["mask"].sum())
        for name, value in parts.items():
            self.recent[name] = 0.98 * self.recent.get(name, value) + 0.02 * value

    def show(self, step: int, total: int) -> None:
        speed = self.pieces / (time.time() - self.since)
        recent = {name: round(value, 3) for name, value in self.recent.items()}
        print(f"step {step} of {total}, {speed:.0f} pieces a second", recent, flush=True)


@dataclass(frozen=True)
class Round:
    """How to train once."""

    epochs: float = 3.5
    start: Path | None = None  # weights of an earlier training to go on from, else the base's
    share: float = 1.0  # of the learning rates
    seed: int = SEED
    every: int = 1  # epochs that the corpora without trees are spread over
    raw: Path | None = None  # text that ``training.selftrain`` labelled
    raw_every: int = 10  # epochs that it is spread over
    teacher: Path | None = None  # weights whose scores are learnt too
    news: int = 1  # times that an epoch has the annotated news


def train(data: Path, base: Path, out: Path, plan: Round, *, bf16: bool, steps: int = 0) -> None:
    """Train into ``out``: average.pt, labels.json, lemmas.tsv and the checkpoint to resume from.

    ``steps`` other than 0 stops early, to try things out.
    """
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(plan.seed)
    trees, names = train_documents(data)
    raw = raw_documents(plan.raw) if plan.raw else []
    trees = [*trees, *(annotated_documents(data) * plan.news)]
    labels = collect_labels(trees)
    labels.save(out / "labels.json")
    (out / LEMMAS).write_text(lemma_table(trees), encoding="utf-8")
    windows = Windows(vocabulary(base), labels)
    if plan.start is None:
        model = Model(labels)
        model.encoder.load_base(base / "model.safetensors")
    else:
        model = Model.of(torch.load(plan.start, weights_only=True), labels)
    teacher = None
    if plan.teacher is not None:
        teacher = Model.of(torch.load(plan.teacher, weights_only=True), labels).eval()
    swaps = load(data / "names")
    trainer = Trainer(model, out / "checkpoint.pt", bf16=bf16, share=plan.share, teacher=teacher)
    progress, total = trainer.progress, 0
    for epoch in range(progress.epoch, math.ceil(plan.epochs)):
        used = [*rotated(names, epoch, plan.every), *rotated(raw, epoch, plan.raw_every)]
        prepared = epoch_batches(windows, [*trees, *used], swaps, epoch, plan.seed)
        total = total or round(len(prepared) * plan.epochs)
        last = min(len(prepared), progress.at + total - progress.step)
        report = Report()
        for at in range(progress.at, last):
            batch = collate(prepared[at])
            report.add(trainer.step(batch, total), batch)
            if progress.step % REPORT == 0:
                report.show(progress.step, total)
            if progress.step == steps:
                trainer.save()
                return
            if at + 1 in (len(prepared) // 2, last):
                progress.epoch, progress.at = epoch, at + 1
                trainer.save()
                print(
                    "dev", json.dumps(evaluate(data, trainer.average, labels, windows, share=6)), flush=True
                )
        progress.at = 0


def parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True, help="folder with treebank/ and ner/")
    options.add_argument(
        "--base", type=Path, required=True, help="folder with model.safetensors and vocab.txt"
    )
    options.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    options.add_argument("--bf16", action="store_true", help="compute in bfloat16 where the processor can")
    options.add_argument("--steps", type=int, default=0, help="stop early, to try things out")
    return options


def main() -> None:
    options = parser()
    usual = Round()
    options.add_argument("--epochs", type=float, default=usual.epochs)
    options.add_argument("--start", type=Path, help="weights of an earlier training to go on from")
    options.add_argument("--share", type=float, default=usual.share, help="of the usual learning rates")
    options.add_argument("--seed", type=int, default=usual.seed)
    options.add_argument(
        "--every", type=int, default=usual.every, help="epochs to spread corpora without trees over"
    )
    options.add_argument("--raw", type=Path, help="text that training.selftrain labelled")
    options.add_argument(
        "--raw-every", type=int, default=usual.raw_every, help="epochs to spread that text over"
    )
    options.add_argument("--teacher", type=Path, help="weights whose scores are learnt too")
    options.add_argument("--news", type=int, default=usual.news, help="annotated news, times an epoch")
    args = options.parse_args()
    plan = Round(
        args.epochs,
        args.start,
        args.share,
        args.seed,
        args.every,
        args.raw,
        args.raw_every,
        args.teacher,
        args.news,
    )
    train(args.data, args.base, args.out, plan, bf16=args.bf16, steps=args.steps)


if __name__ == "__main__":
    main()
