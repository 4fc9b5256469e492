"""Parses made by hand: a token a line, as word, lemma, tag, head (1-based, 0 for the root), label, entity."""

from __future__ import annotations

import re

from kg.records import Ent, Parse

TAGS = """
NOUN NN NNS; PROPN NNP NNPS; VERB VB VBD VBZ VBP VBN VBG; ADJ JJ; ADV RB WRB; ADP IN RP; DET DT;
PRON PRP PRP$ WP WDT WP$; CCONJ CC; NUM CD; AUX MD; PART TO POS; PUNCT HYPH , . -LRB- -RRB- `` ''
"""
UPOS = {tag: row.split()[0] for row in TAGS.split(";") for tag in row.split()[1:]}


def parse(*sentences: str) -> Parse:
    """A parse of sentences written a token a line; an entity is "B-PERSON", "I-PERSON"; AUX for a copula."""
    text, tokens, spans = "", [], []
    for sentence in sentences:
        rows = [line.split() for line in sentence.strip().splitlines()]
        base = len(tokens)
        for number, row in enumerate(rows):
            start = len(text)
            text += row[0] + " "
            head = base + (int(row[3]) - 1 if row[3] != "0" else number)
            tokens.append(
                (start, start + len(row[0]), row[1], row[2], head, row[4], row[5] if len(row) > 5 else "O")
            )
        spans.append((base, len(tokens)))
    pos = ["AUX" if t[5] in ("cop", "aux", "aux:pass") else UPOS[t[3]] for t in tokens]
    return Parse(
        text=text,
        starts=tuple(t[0] for t in tokens),
        ends=tuple(t[1] for t in tokens),
        lemmas=tuple(t[2] for t in tokens),
        tags=tuple(t[3] for t in tokens),
        pos=tuple(pos),
        morphs=tuple("Tense=Past" if t[3] == "VBD" else "" for t in tokens),
        heads=tuple(t[4] for t in tokens),
        deps=tuple(t[5] for t in tokens),
        sents=tuple(spans),
        ents=tuple(_ents([t[6] for t in tokens])),
    )


def plain(text: str) -> Parse:
    """A parse of one sentence without tags and trees: words, and marks that stand beside them."""
    spans = [
        found.span() for found in re.finditer(r"[A-Z]\.(?:[A-Z]\.)+|\w+(?:[.,:/-]\d+)+|[\w']+|[^\w\s]", text)
    ]
    blank, size = ("",) * len(spans), len(spans)
    return Parse(
        text=text,
        starts=tuple(start for start, _ in spans),
        ends=tuple(end for _, end in spans),
        lemmas=tuple(text[start:end] for start, end in spans),
        tags=blank,
        pos=blank,
        morphs=blank,
        heads=tuple(range(size)),
        deps=blank,
        sents=((0, size),),
        ents=(),
    )


def _ents(tags: list[str]) -> list[Ent]:
    found: list[Ent] = []
    for i, tag in enumerate(tags):
        if tag.startswith("B-"):
            found.append(Ent(i, i + 1, tag[2:]))
        elif tag.startswith("I-"):
            found[-1] = Ent(found[-1].start, i + 1, tag[2:])
    return found
