"""The measures of the CoNLL 2018 shared task: parsing from raw text, F1 over aligned words.

After D. Zeman et al., "CoNLL 2018 Shared Task: Multilingual Parsing from Raw Text to Universal
Dependencies" (2018): words are aligned by their characters without white space; inside a stretch where
one side has a multiword token, by the longest common subsequence of their forms. An arc is right if the
heads of two aligned words are aligned.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.records import Parse

Span = tuple[int, int]


@dataclass(frozen=True)
class Word:
    """A syntactic word; ``span`` counts characters that are no white space, of the whole token it is in."""

    form: str
    span: Span
    pos: str
    tag: str
    lemma: str
    head: int  # index among the words, its own for a root
    dep: str
    joined: bool = False  # with others in one token


@dataclass(frozen=True)
class Side:
    """One reading of a text."""

    words: tuple[Word, ...]
    sentences: frozenset[Span]


@dataclass(frozen=True)
class Document:
    text: str
    gold: Side


def documents(path: Path) -> Iterator[Document]:
    """Yield the documents of a CoNLL-U file with the text as it was."""
    blocks: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for block in file.read().strip().split("\n\n"):
            lines = block.split("\n")
            if any(line.startswith("# newdoc") for line in lines) and blocks:
                yield _document(blocks)
                blocks = []
            blocks.append(lines)
    yield _document(blocks)


def _document(blocks: Sequence[Sequence[str]]) -> Document:
    text, count = "", 0
    words: list[Word] = []
    sentences: set[Span] = set()
    for lines in blocks:
        if any(line.startswith("# newpar") for line in lines) and text:
            text = text.rstrip() + "\n\n"
        base, began, around = len(words), count, (0, (0, 0))
        for columns in (line.split("\t") for line in lines if not line.startswith("#")):
            number, form = columns[0], columns[1]
            if "." in number:
                continue
            last = int(number.split("-")[-1])
            inside = "-" not in number and last <= around[0]
            if not inside:
                size = len(form.replace(" ", ""))
                span, count = (count, count + size), count + size
                text += form + ("" if "SpaceAfter=No" in columns[9] else " ")
                if "-" in number:
                    around = (last, span)
                    continue
            head = base + int(columns[6]) - 1 if columns[6] != "0" else len(words)
            words.append(
                Word(
                    form,
                    around[1] if inside else span,
                    columns[3],
                    columns[4],
                    columns[2],
                    head,
                    columns[7],
                    inside,
                )
            )
        sentences.add((began, count))
    return Document(text, Side(tuple(words), frozenset(sentences)))


def side(parse: Parse) -> Side:
    """A parse in the same terms."""
    squeezed = [0]
    for character in parse.text:
        squeezed.append(squeezed[-1] + (not character.isspace()))
    words = tuple(
        Word(
            parse.word(i),
            (squeezed[parse.starts[i]], squeezed[parse.ends[i]]),
            parse.pos[i],
            parse.tags[i],
            parse.lemmas[i],
            parse.heads[i],
            parse.deps[i],
        )
        for i in range(len(parse))
    )
    spans = ((words[low].span[0], words[high - 1].span[1]) for low, high in parse.sents)
    return Side(words, frozenset(spans))


def aligned(gold: Sequence[Word], system: Sequence[Word]) -> dict[int, int]:
    """The system's words that stand for gold words, by index; gold word -> system word."""
    found: dict[int, int] = {}
    g = s = 0
    while g < len(gold) and s < len(system):
        if gold[g].joined or system[s].joined:
            g, s = _region(gold, system, g, s, found)
        elif gold[g].span == system[s].span:
            found[g] = s
            g, s = g + 1, s + 1
        elif gold[g].span[0] <= system[s].span[0]:
            g += 1
        else:
            s += 1
    return found


def _region(
    gold: Sequence[Word], system: Sequence[Word], g: int, s: int, found: dict[int, int]
) -> tuple[int, int]:
    """Align the stretch around a token of several words; return where it ends on both sides."""
    low, high = gold[g].span if gold[g].joined else system[s].span
    while gold[g].span[0] < low and not gold[g].joined:
        g += 1
    while s < len(system) and system[s].span[0] < low and not system[s].joined:
        s += 1
    end_g, end_s = g, s
    while True:
        if end_g < len(gold) and gold[end_g].span[0] < high:
            high, end_g = max(high, gold[end_g].span[1]), end_g + 1
        elif end_s < len(system) and system[end_s].span[0] < high:
            high, end_s = max(high, system[end_s].span[1]), end_s + 1
        else:
            break
    left, right = ([word.form.lower() for word in part] for part in (gold[g:end_g], system[s:end_s]))
    found.update((g + a, s + b) for a, b in _common(left, right))
    return end_g, end_s


def _common(left: Sequence[str], right: Sequence[str]) -> Iterator[Span]:
    """The index pairs of a longest common subsequence."""
    table = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            same = table[i + 1][j + 1] + 1 if left[i] == right[j] else 0
            table[i][j] = max(same, table[i + 1][j], table[i][j + 1])
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] == right[j] and table[i][j] == table[i + 1][j + 1] + 1:
            yield i, j
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1


def _universal(dep: str) -> str:
    return dep.split(":")[0]  # as the shared task has it


def count(gold: Side, system: Side) -> Counter[str]:
    """Right, gold and system counts of one document."""
    pairs = aligned(gold.words, system.words)
    right: Counter[str] = Counter(words=len(pairs), sentences=len(gold.sentences & system.sentences))
    for g, s in pairs.items():
        a, b = gold.words[g], system.words[s]
        root = a.head == g
        head = b.head == s if root else b.head != s and pairs.get(a.head) == b.head
        right["UPOS"] += a.pos == b.pos
        right["XPOS"] += a.tag == b.tag
        right["lemmas"] += a.lemma == b.lemma
        right["UAS"] += head
        right["LAS"] += head and _universal(a.dep) == _universal(b.dep)
    totals = {"gold words": len(gold.words), "system words": len(system.words)}
    totals |= {"gold sentences": len(gold.sentences), "system sentences": len(system.sentences)}
    return right + Counter(totals)


MEASURES = ("words", "sentences", "UPOS", "XPOS", "lemmas", "UAS", "LAS")


def scores(counts: Iterable[Counter[str]]) -> dict[str, float]:
    """F1 of each measure, in percent."""
    total: Counter[str] = sum(counts, Counter())
    result = {}
    for name in MEASURES:
        unit = "sentences" if name == "sentences" else "words"
        both = total[f"gold {unit}"] + total[f"system {unit}"]
        result[name] = 200 * total[name] / both if both else 0.0
    return result
