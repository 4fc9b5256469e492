"""Turns of an interview, which are somebody's words without quotation marks: "Berg: I think ..."."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.coref.references import Quoted
from kg.records import Ent
from kg.syntax.tree import Tree

NAMELESS = frozenset({"q", "a", "question", "answer", "interviewer", "host", "reporter", "moderator"})
SHORT = 3  # letters of an interviewer's initials
LABEL = 8  # tokens that a label may have
LONGEST = 800  # tokens of a turn
PRESENT = frozenset({"i", "we", "you", "me", "my", "our", "us", "your", "mine", "ours"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True, slots=True)
class Label:
    """Who speaks from a token on; ``speaker`` is the head token of a person's name."""

    start: int
    end: int
    speaker: int | None
    text: str
    wrapped: bool  # in brackets


def find_turns(tree: Tree) -> tuple[Quoted, ...]:
    """The turns in text order, each with its speaker where the text names one.

    A label that comes again makes an interview. There a turn may go on over paragraphs up to the next label,
    but for the last one; elsewhere only a person's name is a label, and of its own paragraph.
    """
    size = len(tree.words)
    breaks = [i for i in range(size) if i == 0 or _is_break(tree, i)]
    people = {ent.start: ent for ent in tree.parse.ents if ent.label == "PERSON"}
    labels = [label for start in breaks if (label := _label(tree, start, people)) is not None]
    counts = Counter(label.text for label in labels)
    interview = any(count > 1 for count in counts.values())
    if interview:
        labels = [label for label in labels if label.wrapped or counts[label.text] > 1]
    else:
        labels = [label for label in labels if label.speaker is not None]
    found = []
    for label, following in zip(labels, (*labels[1:], None), strict=False):
        own = [i for i in (*breaks, size) if i > label.end]
        end = own[0]
        if interview and following is not None:
            most = min(following.start, label.end + LONGEST)
            end = _last(tree, label, [i for i in (*own, most) if i <= most], people)
        if any(tree.parse.tags[i] in FINITE for i in range(label.end, end)):
            found.append(Quoted(label.end, end, label.speaker))
    return tuple(found)


def _last(tree: Tree, label: Label, ends: Sequence[int], people: Mapping[int, Ent]) -> int:
    """Where a turn of some paragraphs ends: before one that tells of its speaker, or of nobody present.

    What follows a question without a name is an answer while it says "I", "we" or "you".
    """
    ends = sorted(set(ends)) or [label.end]
    named = "" if label.speaker is None else tree.lower[label.speaker]
    for start, end in pairwise(ends):
        inside = range(start, end)
        if label.speaker is None and not any(tree.lower[i] in PRESENT for i in inside):
            return start
        if named and any(i in people and named in tree.lower[i : people[i].end] for i in inside):
            return start
    return ends[-1]


def _is_break(tree: Tree, i: int) -> bool:
    return "\n" in tree.parse.text[tree.parse.ends[i - 1] : tree.parse.starts[i]]


def _label(tree: Tree, start: int, people: Mapping[int, Ent]) -> Label | None:
    """Read "NAME:", "((NAME))" or "Q:" at the start of a paragraph."""
    at = start
    while at < len(tree.words) and tree.words[at] == "(":
        at += 1
    wrapped = at - start
    ent = people.get(at)
    nameless = ent is None and at < len(tree.words) and _is_nameless(tree.words[at])
    if (ent is None and not nameless) or wrapped == 1:
        return None
    end = ent.end if ent is not None else at + 1
    if end - start > LABEL or not _closes(tree, end, wrapped):
        return None
    speaker = _head(tree, ent.start, ent.end) if ent is not None else None
    text = " ".join(tree.lower[at:end])
    return Label(start, end + max(wrapped, 1), speaker, text, wrapped > 0)


def _closes(tree: Tree, at: int, wrapped: int) -> bool:
    marks = tree.words[at : at + max(wrapped, 1)]
    return marks == ((")",) * wrapped if wrapped else (":",))


def _is_nameless(word: str) -> bool:
    return word.lower() in NAMELESS or (word.isupper() and len(word) <= SHORT)


def _head(tree: Tree, start: int, end: int) -> int:
    inside = range(start, end)
    return next((i for i in inside if tree.head(i) not in inside or tree.head(i) == i), end - 1)
