"""The corpora as documents of sentences, in one form whatever each of them annotates."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

NER_LABELS = ("PERSON", "ORG", "GPE", "LOC", "NORP", "EVENT", "DATE", "MISC")
LOOSE_SOURCES = {
    "btc",
    "wnut17-train",
    "wnut17-dev",
    "wnut17-test",
    "crossner-train",
    "crossner-dev",
    "crossner-test",
}
SPLIT_SOURCES = {"docred_test", "wikigold"}  # rows are the consecutive sentences of running text
EVENTS_IN_MISC = {"docred_test", "wikigold"}  # their MISC covers events
KEEP_ARTICLE = {"MISC"}
_TITLES = """
" mr mrs ms dr prof professor president chancellor minister secretary ambassador governor gov mayor
sen senator rep representative congressman congresswoman assemblyman assemblywoman sir dame sheikh
imam rev reverend ayatollah judge justice marshal general gen admiral adm commodore brigadier brig
colonel col commander cmdr major maj captain capt lieutenant lt sergeant sgt corporal cpl
"""
PERSON_TITLES = frozenset(form for title in _TITLES.split() for form in (title, f"{title}."))


@dataclass(frozen=True)
class Tree:
    """Treebank columns, one entry per word; heads are word indices, -1 for the root.

    None is a value that is not known, in trees that no person drew.
    """

    heads: list[int | None]
    deps: list[str | None]
    upos: list[str | None]
    xpos: list[str | None]
    feats: list[str | None]
    lemmas: list[str | None]


@dataclass(frozen=True)
class Sentence:
    words: list[str]
    spaces: list[bool]  # a space follows
    source: str
    paragraph: bool = False  # starts one
    splits: bool = True  # its start is a sentence start known to be one
    ents: list[tuple[int, int, str]] = field(default_factory=list)
    annotated: frozenset[str] = frozenset()
    unsure: list[tuple[int, int]] = field(default_factory=list)
    tree: Tree | None = None


Document = list[Sentence]


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from file


def ner_rows(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in _lines(path))


def trimmed(words: list[str], ent: tuple[int, int, str]) -> tuple[int, int, str]:
    """Cut a leading article or title and a trailing possessive, on which the sources differ."""
    start, end, label = ent
    if end - start > 1 and label not in KEEP_ARTICLE and words[start].lower() == "the":
        start += 1
    if end - start > 1 and words[end - 1] in ("'s", "\u2019s"):
        end -= 1
    while label == "PERSON" and end - start > 1 and words[start].lower() in PERSON_TITLES:
        start += 1
    return start, end, label


def _sentence(row: dict[str, Any]) -> Sentence:
    source = row["source"]
    return Sentence(
        words=row["words"],
        spaces=row["spaces"],
        source=source,
        paragraph=source in LOOSE_SOURCES,
        splits=source in SPLIT_SOURCES,
        ents=[trimmed(row["words"], (s, e, label)) for s, e, label in row["ents"]],
        annotated=frozenset(row["annotated"]),
        unsure=[(s, e) for s, e in row.get("unsure", ())],
    )


def ner_documents(path: Path, *, retokenize: bool = True) -> list[Document]:
    """Read rows that carry entities only, cut into words as the shipped pipeline cuts them."""
    rows = list(ner_rows(path))
    documents = []
    for _, group in groupby(rows, key=lambda row: (row["source"], row.get("doc", ""))):
        document = [_sentence(row) for row in group]
        document[0] = replace(document[0], paragraph=True)
        documents.append([retokenized(sent) for sent in document] if retokenize else document)
    return documents


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    import spacy

    return spacy.blank("en").tokenizer


def retokenized(sent: Sentence) -> Sentence:
    """Return the sentence in spaCy's words; those that an entity's edge cuts through become unsure."""
    starts, ends, text = [], [], ""
    for word, space in zip(sent.words, sent.spaces, strict=True):
        starts.append(len(text))
        text += word
        ends.append(len(text))
        text += " " if space else ""
    tokens = [token for token in _tokenizer()(text) if not token.is_space]
    begins = [token.idx for token in tokens]
    stops = [token.idx + len(token) for token in tokens]

    def project(start: int, end: int) -> tuple[int, int, bool]:
        low, high = starts[start], ends[end - 1]
        inside = [i for i in range(len(tokens)) if begins[i] < high and stops[i] > low]
        return inside[0], inside[-1] + 1, begins[inside[0]] == low and stops[inside[-1]] == high

    ents, unsure = [], [project(s, e)[:2] for s, e in sent.unsure]
    for start, end, label in sent.ents:
        first, last, exact = project(start, end)
        if exact:
            ents.append((first, last, label))
        else:
            unsure.append((first, last))
    return replace(
        sent,
        words=[token.text for token in tokens],
        spaces=[bool(token.whitespace_) for token in tokens],
        ents=ents,
        unsure=unsure,
    )


@dataclass
class ConlluSentence:
    id: str
    rows: list[list[str]]
    spaces: list[bool]
    new_document: bool
    new_paragraph: bool


def conllu(path: Path) -> Iterator[ConlluSentence]:
    comments: list[str] = []
    rows: list[list[str]] = []
    spaces: list[bool] = []
    joined: dict[str, bool] = {}  # last word of a multiword token -> space after it
    inside: set[str] = set()
    for line in _lines(path):
        line = line.rstrip("\n")
        if line.startswith("#"):
            comments.append(line)
        elif line:
            columns = line.split("\t")
            space = "SpaceAfter=No" not in columns[9]
            if "-" in columns[0]:
                first, last = map(int, columns[0].split("-"))
                joined[str(last)] = space
                inside |= {str(i) for i in range(first, last)}
            elif "." not in columns[0]:
                rows.append(columns)
                spaces.append(joined.get(columns[0], space) if columns[0] not in inside else False)
        elif rows:
            yield ConlluSentence(
                id=next(c.split("= ", 1)[1] for c in comments if c.startswith("# sent_id")),
                rows=rows,
                spaces=spaces,
                new_document=any(c.startswith("# newdoc") for c in comments),
                new_paragraph=any(c.startswith("# newpar") for c in comments),
            )
            comments, rows, spaces, joined, inside = [], [], [], {}, set()


def _tree(rows: list[list[str]]) -> Tree:
    return Tree(
        heads=[int(row[6]) - 1 for row in rows],
        deps=[row[7] for row in rows],
        upos=[row[3] for row in rows],
        xpos=[row[4] for row in rows],
        feats=["" if row[5] == "_" else row[5] for row in rows],
        lemmas=[row[2] for row in rows],
    )


def treebank_documents(path: Path, entities: Path) -> list[Document]:
    """Read a treebank, with the entities of the same sentences where they can be joined."""
    named = {row["id"]: row for row in ner_rows(entities)}
    documents: list[Document] = []
    for sent in conllu(path):
        words = [row[1] for row in sent.rows]
        base = Sentence(
            words, sent.spaces, path.name, sent.new_paragraph or sent.new_document, tree=_tree(sent.rows)
        )
        row = named.get(sent.id)
        if row is not None and row["words"] == words:
            joined = _sentence(row)
            base = replace(
                base, ents=joined.ents, annotated=joined.annotated, unsure=joined.unsure, source=row["source"]
            )
        if sent.new_document or not documents:
            documents.append([])
        documents[-1].append(base)
    return documents


TREEBANKS = (("ewt", "uner_ewt"), ("gum-open", "gum_open"))
NER_TRAIN = (
    "crossner-train",
    "crossner-dev",
    "crossner-test",
    "docred_test",
    "wikigold",
    "re3d",
    "wnut17-train",
)
NER_TRAIN += ("wnut17-test", "btc")


RAW_COLUMNS = {
    "heads": "heads",
    "deps": "deps",
    "upos": "pos",
    "xpos": "tags",
    "feats": "morphs",
    "lemmas": "lemmas",
}


def raw_documents(path: Path) -> list[Document]:
    """Read raw text that ``training.selftrain`` labelled."""
    documents = []
    for _, group in groupby(ner_rows(path), key=lambda row: row["doc"]):
        documents.append([_raw_sentence(row) for row in group])
    return documents


def _raw_sentence(row: dict[str, Any]) -> Sentence:
    return Sentence(
        words=row["words"],
        spaces=row["spaces"],
        source="raw",
        paragraph=row["new"],
        splits=False,
        ents=[(s, e, label) for s, e, label in row["ents"]],
        annotated=frozenset(NER_LABELS),
        unsure=[(s, e) for s, e in row["unsure"]],
        tree=Tree(**{name: row[column] for name, column in RAW_COLUMNS.items()}),
    )


def train_documents(data: Path) -> tuple[list[Document], list[Document]]:
    """Return the treebank documents and those with entities only."""
    trees = [
        document
        for bank, ner in TREEBANKS
        for document in treebank_documents(
            data / f"treebank/{bank}-train.conllu.gz", data / f"ner/{ner}-train.jsonl.gz"
        )
    ]
    names = [document for name in NER_TRAIN for document in ner_documents(data / f"ner/{name}.jsonl.gz")]
    return trees, names
