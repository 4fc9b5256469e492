"""A BERT encoder with shape embeddings and one head per task."""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as nnf
from torch import Tensor, nn

from kg.language import wordpiece as wp
from training.windows import IGNORE, TAGS, TASKS, Labels

WIDTH, LAYERS, HEADS, INNER, POSITIONS, VOCABULARY = 384, 6, 12, 1536, 512, 30522
HEAD = WIDTH // HEADS  # width of an attention head
ARC, REL = 192, 64


class Dropout:
    """Dropout whose masks are slices of one random pool: torch draws too slowly on a CPU."""

    POOL = 1 << 23

    def __init__(self, rate: float) -> None:
        generator = torch.Generator().manual_seed(11)
        pool = (torch.rand(self.POOL, generator=generator) >= rate).float() / (1 - rate)
        self.pools = {dtype: pool.to(dtype) for dtype in (torch.float32, torch.bfloat16)}
        self.rate = rate

    def __call__(self, x: Tensor, training: bool) -> Tensor:
        if not training or not self.rate:
            return x
        at = int(torch.randint(self.POOL - x.numel(), ()))
        return x * self.pools[x.dtype][at : at + x.numel()].view_as(x)


class Layer(nn.Module):
    """One transformer layer, normalised after each half as BERT does it."""

    def __init__(self, dropout: Dropout, heads: int = HEADS, inner: int = INNER) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * heads * HEAD)
        self.out = nn.Linear(heads * HEAD, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, inner)
        self.down = nn.Linear(inner, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = (t.reshape(batch, length, -1, HEAD).transpose(1, 2) for t in self.qkv(x).chunk(3, dim=-1))
        scores = (q * HEAD**-0.5) @ k.transpose(-1, -2)
        mixed = (scores if bias is None else scores + bias.to(scores.dtype)).softmax(-1).to(v.dtype) @ v
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, -1))
        x = self.norm1(x + self.dropout(mixed, self.training))
        inner = self.down(nnf.gelu(self.up(x)))
        return self.norm2(x + self.dropout(inner, self.training))


class Encoder(nn.Module):
    """Pieces, their shapes and spacing in; one vector per piece out."""

    def __init__(self, dropout: Dropout, heads: int = HEADS, inner: int = INNER) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.shape = nn.Embedding(wp.SHAPES, WIDTH)
        self.space = nn.Embedding(4, WIDTH)
        nn.init.normal_(self.shape.weight, std=0.02)
        nn.init.normal_(self.space.weight, std=0.02)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout, heads, inner) for _ in range(LAYERS))
        self.dropout = dropout

    def forward(self, ids: Tensor, shapes: Tensor, spaces: Tensor, mask: Tensor | None) -> Tensor:
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = self.word(ids) + self.position(positions) + self.shape(shapes) + self.space(spaces)
        x = self.dropout(self.norm(x), self.training)
        bias = None if mask is None else (~mask[:, None, None, :]).float() * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_base(self, path: Path) -> None:
        """Take the weights of a BERT checkpoint in safetensors form."""
        from safetensors.torch import load_file

        base = load_file(path)
        own: dict[str, Tensor] = {
            "word.weight": base["embeddings.word_embeddings.weight"],
            "position.weight": base["embeddings.position_embeddings.weight"],
            "norm.weight": base["embeddings.LayerNorm.weight"],
            "norm.bias": base["embeddings.LayerNorm.bias"],
            "shape.weight": self.shape.weight.data,
            "space.weight": self.space.weight.data + base["embeddings.token_type_embeddings.weight"][0],
        }
        names = {
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for i in range(LAYERS):
            for part in ("weight", "bias"):
                for name, theirs in names.items():
                    own[f"layers.{i}.{name}.{part}"] = base[f"encoder.layer.{i}.{theirs}.{part}"]
                own[f"layers.{i}.qkv.{part}"] = torch.cat(
                    [base[f"encoder.layer.{i}.attention.self.{n}.{part}"] for n in ("query", "key", "value")]
                )
        self.load_state_dict(own)


class Model(nn.Module):
    """The encoder and its heads: entities, tags, lemma, sentence starts, biaffine parser."""

    def __init__(
        self, labels: Labels, dropout: float = 0.1, *, heads: int = HEADS, inner: int = INNER
    ) -> None:
        super().__init__()
        self.dropout = Dropout(dropout)
        self.encoder = Encoder(self.dropout, heads, inner)
        self.ner = nn.Linear(WIDTH, len(TAGS))
        self.tags = nn.ModuleDict({task: nn.Linear(WIDTH, len(getattr(labels, task))) for task in TASKS})
        self.start = nn.Linear(WIDTH, 1)
        self.arc_dep, self.arc_head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.rel_dep, self.rel_head = nn.Linear(WIDTH, REL), nn.Linear(WIDTH, REL)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.rel = nn.Parameter(torch.zeros(REL + 1, REL + 1, len(labels.deps)))
        nn.init.xavier_uniform_(self.arc)
        nn.init.normal_(self.rel, std=0.02)

    @classmethod
    def of(cls, weights: dict[str, Tensor], labels: Labels) -> Model:
        """Return the model that the weights belong to, be it pruned or not."""
        heads = weights["encoder.layers.0.out.weight"].shape[1] // HEAD
        model = cls(labels, heads=heads, inner=len(weights["encoder.layers.0.up.bias"]))
        model.load_state_dict(weights)
        return model

    def words(self, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
        """Return one vector per word, and the window's own (its first marker)."""
        x = self.encoder(batch["ids"], batch["shapes"], batch["spaces"], batch.get("mask"))
        first, last = (
            x.gather(1, batch[name][..., None].expand(-1, -1, WIDTH)) for name in ("first", "last")
        )
        return (first + last) / 2, x[:, :1]

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """Return the scores of every head; arcs and labels as the vectors that they are computed from."""
        words, root = self.words(batch)

        def drop(x: Tensor) -> Tensor:
            return self.dropout(x, self.training)

        out = {task: head(drop(words)) for task, head in self.tags.items()}
        out["ner"] = self.ner(drop(words))
        out["start"] = self.start(drop(words)).squeeze(-1)
        heads = torch.cat([root, words], dim=1)
        for name, source in (("dep", words), ("head", heads)):
            for part in ("arc", "rel"):
                layer = getattr(self, f"{part}_{name}")
                out[f"{part}_{name}"] = drop(nnf.leaky_relu(layer(drop(source)), 0.1))
        return out

    def arcs(self, out: dict[str, Tensor]) -> Tensor:
        """Score each word (row) against root and each word as its head (column)."""
        ones = torch.ones_like(out["arc_dep"][..., :1])
        return torch.cat([out["arc_dep"], ones], -1) @ self.arc @ out["arc_head"].transpose(1, 2)

    def rels(self, out: dict[str, Tensor], heads: Tensor, known: Tensor) -> Tensor:
        """Score the labels of the arcs of the words in ``known`` to the heads given."""
        dep = out["rel_dep"][known]
        head = out["rel_head"].gather(1, heads[..., None].expand(-1, -1, REL))[known]
        dep, head = (torch.cat([x, torch.ones_like(x[:, :1])], -1) for x in (dep, head))
        mixed = (dep @ self.rel.flatten(1)).unflatten(-1, (REL + 1, -1))
        return torch.einsum("nhr,nh->nr", mixed, head)


WEIGHTS = {
    "ner": 1.0,
    "arc": 1.0,
    "rel": 0.7,
    "upos": 0.3,
    "xpos": 0.4,
    "feats": 0.3,
    "lemma": 0.3,
    "start": 0.3,
}


def same_sentence(sent: Tensor) -> Tensor:
    """Mask of the arcs that stay in their sentence, the root's column first."""
    inside = sent[:, :, None] == sent[:, None, :]
    return torch.cat([torch.ones_like(inside[..., :1]), inside], dim=-1)


def losses(model: Model, batch: dict[str, Tensor], teacher: Model | None = None) -> dict[str, Tensor]:
    """Return the mean loss of each task over the words that its sources annotate.

    With a teacher, each task's loss has a second term: how far the scores of all words are from its own.
    """
    out = {name: value.float() for name, value in model(batch).items()}
    result = _annotated(model, out, batch)
    if teacher is not None:
        with torch.no_grad():
            told = {name: value.float() for name, value in teacher(batch).items()}
        for name, value in _taught(model, out, teacher, told, batch).items():
            result[name] = result[name] + value if name in result else value
    return result


def _annotated(model: Model, out: dict[str, Tensor], batch: dict[str, Tensor]) -> dict[str, Tensor]:
    result = {}
    for task in TASKS:
        if (batch[task] != IGNORE).any():
            result[task] = nnf.cross_entropy(
                out[task].flatten(0, 1), batch[task].flatten(), ignore_index=IGNORE
            )
    told = ~batch["ner"].all(-1)
    if told.any():
        scores = out["ner"][told].log_softmax(-1)
        result["ner"] = -scores.masked_fill(~batch["ner"][told], -1e9).logsumexp(-1).mean()
    known = batch["start"] != IGNORE
    if known.any():
        result["start"] = nnf.binary_cross_entropy_with_logits(
            out["start"][known], batch["start"][known].float()
        )
    known = batch["deps"] != IGNORE
    if known.any():
        arcs = model.arcs(out).masked_fill(~same_sentence(batch["sent"]), -1e4)
        result["arc"] = nnf.cross_entropy(arcs.flatten(0, 1), batch["heads"].flatten(), ignore_index=IGNORE)
        rels = model.rels(out, batch["heads"].clamp(min=0), known)
        result["rel"] = nnf.cross_entropy(rels, batch["deps"][known])
    return result


def _taught(
    model: Model, out: dict[str, Tensor], teacher: Model, told: dict[str, Tensor], batch: dict[str, Tensor]
) -> dict[str, Tensor]:
    """Return, per task, the mean cross entropy of all words with the teacher's distributions.

    Labels of arcs are compared at the teacher's heads. Distillation as in Hinton et al. 2015, temperature 1.
    """
    real = batch["sent"] >= 0
    result = {task: _soft(out[task][real], told[task][real]) for task in (*TASKS, "ner")}
    result["start"] = nnf.binary_cross_entropy_with_logits(out["start"][real], told["start"][real].sigmoid())
    outside = ~same_sentence(batch["sent"])
    arcs, wanted = (m.arcs(o).masked_fill(outside, -1e4) for m, o in ((model, out), (teacher, told)))
    result["arc"] = _soft(arcs[real], wanted[real])
    heads = wanted.argmax(-1)
    result["rel"] = _soft(model.rels(out, heads, real), teacher.rels(told, heads, real))
    return result


def _soft(scores: Tensor, wanted: Tensor) -> Tensor:
    return -(wanted.softmax(-1) * scores.log_softmax(-1)).sum(-1).mean()
