"""The shipped network as weights to go on training from: ``python -m training.restore --out FILE``.

Eight-bit weights become 32-bit ones by their scales; the rounding that is lost costs less than .2 LAS,
and a tenth of an epoch brings it back.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from kg.language.neural_network import NETWORK, RELATIONS
from kg.language.parsing import MODEL, NETWORK_FOLDER

PRODUCT = re.compile(r"/encoder/layers\.(\d)/(qkv|out|up|down)/MatMul_quant")


def restored(folder: Path = MODEL / NETWORK_FOLDER) -> dict[str, Tensor]:
    """Return the state of a ``Model`` with the weights of an exported network."""
    graph = onnx.load(folder / NETWORK).graph
    arrays = {entry.name: numpy_helper.to_array(entry) for entry in graph.initializer}
    state = {
        name.removeprefix("model."): array
        for name, array in arrays.items()
        if name.startswith("model.")
        and not name.endswith(("_quantized", "_scale", "_zero_point", ".rows", ".scale"))
    }
    word = "model.encoder.word"
    state["encoder.word.weight"] = (
        arrays[f"{word}.rows"].astype(np.float32) * arrays[f"{word}.scale"][:, None]
    )
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            name, transposed = _parameter(node.name, node.input[1])
            weight = _dequantized(arrays, node.input[1].removesuffix("_quantized"))
            state[name] = weight.T if transposed else weight
    (bias,) = (name for name in arrays if name.startswith("onnx::Add_") and arrays[name].shape == (192,))
    state["arc"] = np.concatenate([state.pop("arc.products"), arrays[bias][None]])
    state["rel"] = _relations(folder)
    return {name: torch.tensor(np.ascontiguousarray(array)) for name, array in state.items()}


def _parameter(node: str, weight: str) -> tuple[str, bool]:
    """The name of a product's weight in the model, and whether it lies there the other way round."""
    inside = PRODUCT.fullmatch(node)
    if inside:
        return f"encoder.layers.{inside[1]}.{inside[2]}.weight", True
    if weight.startswith("model."):
        return weight.removeprefix("model.").removesuffix("_quantized"), True
    return "arc.products", False


def _dequantized(arrays: dict[str, np.ndarray], name: str) -> np.ndarray:
    zero = arrays[f"{name}_zero_point"].astype(np.float32)
    return (arrays[f"{name}_quantized"].astype(np.float32) - zero) * arrays[f"{name}_scale"]


def _relations(folder: Path) -> np.ndarray:
    """The tensor of the labels of arcs; what forbids the root's label inside of a tree becomes 0 again."""
    from training.model import REL

    graph = onnx.load(folder / RELATIONS).graph
    (flat,) = (a for a in map(numpy_helper.to_array, graph.initializer) if a.ndim == 2 and a.size > 10_000)
    rel = flat.reshape(REL + 1, REL + 1, -1).copy()
    rel[-1, -1][rel[-1, -1] < -1e3] = 0.0
    return rel


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    torch.save(restored(), args.out)


if __name__ == "__main__":
    main()
