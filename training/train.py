"""Train the model, from where it stopped: ``python -m training.train --data DIR --base DIR --out DIR``."""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch

from kg.language.network import LEMMAS
from training.corpora import Document, train_documents
from training.evaluate import evaluate
from training.model import WEIGHTS, Model, losses
from training.windows import Windows, augmented, batches, collate, collect_labels, lemma_table

Arrays = dict[str, np.ndarray]
SEED = 7
BATCH = 1600  # padded pieces
AVERAGE = 0.9985


def vocabulary(base: Path) -> list[str]:
    return (base / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")


def epoch_batches(
    windows: Windows, trees: list[Document], names: list[Document], epoch: int
) -> list[list[Arrays]]:
    """Cut, augment and batch one epoch, the same for the same epoch number."""
    rng = random.Random(SEED * 1000 + epoch)
    chosen = list(trees)
    for document in names:
        if document[0].source == "btc":
            document = [sent for i, sent in enumerate(document) if i % 3 == epoch % 3]
        if document[0].source in ("btc", "wnut17-train", "wnut17-test") or document[0].source.startswith(
            "crossner"
        ):
            document = rng.sample(document, len(document))
        chosen.append(document)
    encoded = [windows.encode(augmented(w, rng), rng) for w in windows.cut(chosen, rng)]
    return [[encoded[i] for i in batch] for batch in batches(encoded, BATCH, rng)]


def schedule(step: int, total: int) -> float:
    warm = max(1, total // 20)
    return min(step / warm, max(0.02, (total - step) / (total - warm)))


def optimizer(model: Model, encoder_rate: float, head_rate: float) -> torch.optim.Optimizer:
    groups = []
    for inside, rate in ((True, encoder_rate), (False, head_rate)):
        for decays in (True, False):
            chosen = [
                p
                for name, p in model.named_parameters()
                if name.startswith("encoder.") == inside and (p.ndim > 1) == decays
            ]
            groups.append(
                {"params": chosen, "lr": rate, "base": rate, "weight_decay": 0.01 if decays else 0.0}
            )
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, fused=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument(
        "--base", type=Path, required=True, help="folder with model.safetensors and vocab.txt"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=3.5)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--steps", type=int, default=0, help="stop early, to try things out")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    trees, names = train_documents(args.data)
    labels_path = args.out / "labels.json"
    labels = collect_labels(trees)
    labels.save(labels_path)
    (args.out / LEMMAS).write_text(lemma_table(trees), encoding="utf-8")
    windows = Windows(vocabulary(args.base), labels)
    model = Model(labels)
    model.encoder.load_base(args.base / "model.safetensors")
    optim = optimizer(model, args.rate, args.head_rate)
    average = {name: p.detach().clone() for name, p in model.state_dict().items()}
    state = {"epoch": 0, "at": 0, "step": 0}
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(saved["model"])
        optim.load_state_dict(saved["optim"])
        average, state = saved["average"], saved["state"]
        print("resumed at", state, flush=True)
    total = 0
    began = time.time()
    for epoch in range(state["epoch"], math.ceil(args.epochs)):
        data = epoch_batches(windows, trees, names, epoch)
        total = total or round(len(data) * args.epochs)
        print(f"epoch {epoch}: {len(data)} batches, {time.time() - began:.0f} s", flush=True)
        last = min(len(data), total - epoch * len(data))
        marks = {len(data) // 2, last}
        recent: dict[str, float] = {}
        seen, since = 0, time.time()
        for at in range(state["at"], last):
            batch = collate(data[at])
            model.train()
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=args.bf16):
                parts = losses(model, batch)
            loss = sum(WEIGHTS[name] * value for name, value in parts.items())
            optim.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            state["step"] += 1
            for group in optim.param_groups:
                group["lr"] = group["base"] * schedule(state["step"], total)
            optim.step()
            decay = min(AVERAGE, state["step"] / (state["step"] + 20))
            current = model.state_dict()
            torch._foreach_lerp_(list(average.values()), [current[name] for name in average], 1 - decay)
            seen += int(batch["mask"].sum())
            for name, value in parts.items():
                recent[name] = 0.98 * recent.get(name, value.item()) + 0.02 * value.item()
            if state["step"] % 50 == 0:
                speed = seen / (time.time() - since)
                print(
                    state["step"],
                    total,
                    f"{speed:.0f}/s",
                    {n: round(v, 3) for n, v in recent.items()},
                    flush=True,
                )
            if args.steps and state["step"] >= args.steps:
                return
            if at + 1 in marks:
                state.update(epoch=epoch, at=at + 1)
                saved = {
                    "model": model.state_dict(),
                    "optim": optim.state_dict(),
                    "average": average,
                    "state": state,
                }
                torch.save(saved, checkpoint.with_suffix(".tmp"))
                checkpoint.with_suffix(".tmp").replace(checkpoint)
                torch.save(average, args.out / "average.pt")
                scores = evaluate(args.data, average, labels, windows, share=6)
                print("dev", json.dumps(scores), f"{time.time() - began:.0f} s", flush=True)
                seen, since = 0, time.time()
        state["at"] = 0
    print("done", flush=True)


if __name__ == "__main__":
    main()
