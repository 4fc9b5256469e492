"""Export a checkpoint: ``python -m training.export --weights FILE --labels FILE --base DIR --out DIR``."""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn

from kg.language.neural_network import LABELS, LEMMAS, NETWORK, OUTPUTS, RELATIONS, VOCABULARY
from training.model import REL, Model
from training.model import VOCABULARY as VOCABULARY_SIZE
from training.windows import TASKS, Labels

OPSET = 17


class Rows(nn.Module):
    """An embedding table as bytes with one scale a row."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (table / scale).round().clamp(-127, 127).to(torch.int8))
        self.register_buffer("scale", scale.squeeze(1))

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].float() * self.scale[ids][..., None]


class Exported(nn.Module):
    """The model for one unpadded window: positional inputs, decoded tags, finished arc scores."""

    def __init__(self, model: Model, *, bytes_table: bool) -> None:
        super().__init__()
        self.model = model
        if bytes_table:
            model.encoder.word = Rows(model.encoder.word.weight.data)  # type: ignore[assignment]

    def forward(
        self, ids: Tensor, shapes: Tensor, spaces: Tensor, first: Tensor, last: Tensor
    ) -> tuple[Tensor, ...]:
        x = self.model.encoder(ids, shapes, spaces, None)[0]
        words, root = (x[first] + x[last]) / 2, x[:1]
        heads = torch.cat([root, words])
        model = self.model
        act = torch.nn.functional.leaky_relu
        arc_dep, arc_head = act(model.arc_dep(words), 0.1), act(model.arc_head(heads), 0.1)
        arcs = (arc_dep @ model.arc[:-1] + model.arc[-1]) @ arc_head.T
        tags = [model.tags[task](words).argmax(-1) for task in TASKS]
        ner = model.ner(words).log_softmax(-1)
        start = model.start(words).squeeze(-1)
        return (*tags, ner, start, arcs, act(model.rel_dep(words), 0.1), act(model.rel_head(heads), 0.1))


class Relations(nn.Module):
    """The labels of arcs."""

    def __init__(self, model: Model, root: int) -> None:
        super().__init__()
        rel = model.rel.data.clone()
        rel[-1, -1, root] = -1e4
        self.width, self.labels = rel.shape[1], rel.shape[2]
        self.register_buffer("rel", rel.flatten(1))

    def forward(self, dependents: Tensor, heads: Tensor) -> Tensor:
        dep, head = (torch.cat([x, torch.ones_like(x[:, :1])], dim=1) for x in (dependents, heads))
        mixed = (dep @ self.rel).reshape(-1, self.width, self.labels)
        return torch.matmul(head[:, None, :], mixed)[:, 0].argmax(-1)


def _relations(model: Model, root: int, path: Path) -> None:
    example = (torch.zeros(3, REL), torch.zeros(3, REL))
    names = ["dependents", "heads"]
    axes = {name: {0: "words"} for name in (*names, "labels")}
    torch.onnx.export(
        Relations(model, root),
        example,
        str(path),
        input_names=names,
        output_names=["labels"],
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )


def _onnx(model: Exported, path: Path) -> None:
    n, words = 12, 7
    ids = torch.randint(5, VOCABULARY_SIZE, (1, n))
    example = (
        ids,
        torch.ones_like(ids),
        torch.ones_like(ids),
        torch.arange(1, words + 1),
        torch.arange(2, words + 2),
    )
    names = ("ids", "shapes", "spaces", "first", "last")
    axes = {name: {1: "pieces"} for name in names[:3]} | {name: {0: "words"} for name in names[3:]}
    axes |= {name: {0: "words"} for name in OUTPUTS[:-1]} | {"rel_head": {0: "heads"}}
    axes["arcs"] = {0: "words", 1: "heads"}
    torch.onnx.export(
        model,
        example,
        str(path),
        input_names=list(names),
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )


def _quantized(source: Path, target: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    quant_pre_process(source, source, skip_symbolic_shape=True)
    quantize_dynamic(
        source, target, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gemm"]
    )


def export(
    weights: dict[str, Tensor], labels_file: Path, base: Path, out: Path, *, full: bool = False
) -> None:
    """Write the network and what it needs to run; ``full`` keeps 32-bit weights, for comparison."""
    names = json.loads(labels_file.read_text(encoding="utf-8"))
    labels = Labels(**{task: values for task, values in names.items() if task != "ner"})
    model = Model.of(weights, labels).eval()
    out.mkdir(parents=True, exist_ok=True)
    _relations(model, labels.deps.index("root"), out / RELATIONS)
    shutil.copyfile(labels_file, out / LABELS)
    shutil.copyfile(labels_file.with_name(LEMMAS), out / LEMMAS)
    shutil.copyfile(base / "vocab.txt", out / VOCABULARY)
    with tempfile.TemporaryDirectory() as folder, torch.inference_mode():
        plain = Path(folder) / "plain.onnx"
        _onnx(Exported(model, bytes_table=not full), plain)
        if full:
            shutil.copyfile(plain, out / NETWORK)
        else:
            _quantized(plain, out / NETWORK)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--full", action="store_true", help="without quantisation")
    args = parser.parse_args()
    export(torch.load(args.weights, weights_only=True), args.labels, args.base, args.out, full=args.full)


if __name__ == "__main__":
    main()
