"""Quoted words and who speaks them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.coref import turns
from kg.coref.references import Quoted
from kg.lexicon.vocabulary import persons
from kg.syntax.tree import Tree

OPEN, CLOSE = "“«„", "”»"
STRAIGHT = '"'
OPENING = "([{\u2014\u2013-/'\u2018\u201c"  # what stands right before an opening mark
BRACKETS = ("(", "[")  # and right after one
LONGEST = 400  # tokens; an unclosed mark doesn't swallow the article


def find_quotations(tree: Tree) -> tuple[Quoted, ...]:
    """The quoted stretches and the turns of the text, each with its speaker where the text tells."""
    found: list[Quoted] = []
    ranges = list(_ranges(tree))
    inside = {i for start, end in ranges for i in range(start, end)}
    for start, end in ranges:
        speaker = _speaker(tree, start, end, inside)
        if speaker is None and found and _goes_on(tree, found[-1], start):
            speaker = found[-1].speaker
        found.append(Quoted(start, end, speaker))
    return tuple(sorted((*turns.find_turns(tree), *found), key=lambda q: (q.start, -q.end)))


def _ranges(tree: Tree) -> Iterator[tuple[int, int]]:
    """Token ranges between marks; one that a paragraph leaves open ends there, and the next opens anew."""
    start: int | None = None
    opener = ""
    for i, word in enumerate(tree.words):
        if start is not None and i > start and _new_paragraph(tree, i):
            if i - start <= LONGEST:
                yield start, i
            start = None
        mark = _mark(word)
        if not mark:
            continue
        if start is not None and (mark == "close" or (mark == "straight" and opener == "straight")):
            if i - start <= LONGEST and i > start:
                yield start, i
            start = None
        elif mark == "open" or (mark == "straight" and _may_open(tree, i)):
            start, opener = i + 1, mark


def _new_paragraph(tree: Tree, i: int) -> bool:
    between = tree.parse.text[tree.parse.ends[i - 1] : tree.parse.starts[i]]
    opens = tree.parse.sents[tree.sent[i]][0] == i and not tree.words[i][:1].islower()  # else a wrapped line
    return "\n" in between and opens


def _may_open(tree: Tree, i: int) -> bool:
    """Whether a straight mark can open words: a space or bracket before it, or a word right behind it."""
    text, start, end = tree.parse.text, tree.parse.starts[i], tree.parse.ends[i]
    before, after = text[start - 1 : start], text[end : end + 1]
    return not before or before.isspace() or before in OPENING or after.isalnum() or after in BRACKETS


def _mark(word: str) -> str:
    if word[-1] in OPEN or word == "``":
        return "open"
    if word[-1] in CLOSE or word == "''":
        return "close"
    return "straight" if word == STRAIGHT else ""


def _goes_on(tree: Tree, before: Quoted, start: int) -> bool:
    return tree.sent[start] - tree.sent[before.end - 1] <= 1


def _speaker(tree: Tree, start: int, end: int, inside: set[int]) -> int | None:
    first, last = tree.sent[start], tree.sent[end - 1]
    sents = tree.parse.sents
    near = [i for i in range(sents[first][0], sents[last][1]) if i not in inside]
    found = _subject_of_speech(tree, sorted(near, key=lambda i: min(abs(i - start), abs(i - end))), inside)
    if (
        found is None
        and end + 1 < len(tree.words)
        and last + 1 < len(sents)
        and end + 1 >= sents[last][1] - 1
    ):
        after = range(sents[last + 1][0], min(sents[last + 1][1], sents[last + 1][0] + 6))
        found = _subject_of_speech(tree, [i for i in after if i not in inside], inside)
    if found is None and first > 0 and tree.words[sents[first - 1][1] - 1] == ":":
        before = range(sents[first - 1][1] - 1, sents[first - 1][0] - 1, -1)
        found = _subject_of_speech(tree, [i for i in before if i not in inside], inside)
    if found is None and first > 0 and start - 1 <= sents[first][0] and _fills(tree, start, end):
        before = range(sents[first - 1][1] - 1, sents[first - 1][0] - 1, -1)
        found = _subject_of_speech(tree, [i for i in before if i not in inside], inside)
    return found


def _fills(tree: Tree, start: int, end: int) -> bool:
    """Whether the quoted words are all of their sentences, but for marks."""
    sents = tree.parse.sents
    last = sents[tree.sent[end - 1]][1]
    return start - sents[tree.sent[start]][0] <= 1 and all(
        tree.parse.pos[i] == "PUNCT" for i in range(end, last)
    )


def _subject_of_speech(tree: Tree, tokens: list[int], inside: set[int]) -> int | None:
    for i in tokens:
        if tree.lower[i] == "according" and (source := tree.universal_child(i, "obl", "nmod")) is not None:
            return source
        if tree.parse.lemmas[i] in persons().speech and tree.parse.pos[i] == "VERB":
            subject = tree.understood_subject(i)
            if subject is not None and subject not in inside:
                return subject
    return None
