"""The path language of rules: ways through a normalised tree from a trigger to an argument.

A path is a row of steps, each with alternatives: ``subj``, ``of|for``, ``<isa`` (against
the edge's direction), ``app?`` (may be left out), ``obj[lemma=head,leader]``, ``in[pos=PROPN]``.
``;`` stands between whole paths that do as well. ``.`` alone is the trigger itself. ``holder`` stands for
``<isa|<app|app``: the one who is what the trigger says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.errors import DataError
from kg.lexicon.wordlists import word_lists
from kg.syntax.graph import Graph

MACROS = {"holder": "<isa|<app|app|isa", "owner": "poss|of", "place": "in|at|of|near"}
STEP = re.compile(r"(?P<names>[^\[\]?]+)(?:\[(?P<test>[^\]]+)\])?(?P<optional>\?)?")
TESTS = frozenset({"lemma", "pos", "tag", "word"})


@dataclass(frozen=True, slots=True)
class Step:
    """One step: edges to follow, a test on the token reached, and whether it may be left out."""

    down: frozenset[str]
    up: frozenset[str]
    test: tuple[str, frozenset[str]] | None
    optional: bool


Path = tuple[tuple[Step, ...], ...]  # alternatives, each a row of steps


def compile_path(text: str) -> Path:
    """Read a path; DataError where it is malformed."""
    return tuple(_row(row) for row in text.split(";"))


def _row(text: str) -> tuple[Step, ...]:
    if text.strip() == ".":
        return ()
    if not text.strip():
        raise DataError("an alternative of the path is empty")
    return tuple(_step(part) for part in text.split())


def _step(part: str) -> Step:
    match = STEP.fullmatch(part)
    if not match:
        raise DataError(f"{part!r} is no step of a path")
    names = "|".join(MACROS.get(name, name) for name in match["names"].split("|")).split("|")
    test = None
    if match["test"]:
        key, _, values = match["test"].partition("=")
        if key not in (*TESTS, "acts") or not values:
            raise DataError(f"[{match['test']}] is no test: use one of acts, {', '.join(sorted(TESTS))}")
        test = ("lemma", _of_acts(values)) if key == "acts" else (key, frozenset(values.split(",")))
    down = frozenset(n for n in names if not n.startswith("<"))
    up = frozenset(n[1:] for n in names if n.startswith("<"))
    return Step(down, up, test, bool(match["optional"]))


def _of_acts(names: str) -> frozenset[str]:
    """The lemmas of lists of acts, which a path names as ``obj[acts=doings,deeds]``."""
    lists = word_lists("acts")
    unknown = [name for name in names.split(",") if name not in lists]
    if unknown:
        raise DataError(f"{unknown[0]!r} is no list of acts.yaml")
    return frozenset().union(*(lists[name] for name in names.split(",")))


def passes(tree: Graph, i: int, key: str, values: frozenset[str]) -> bool:
    """Whether a token has one of the values for lemma, pos, tag or word."""
    if key == "lemma":
        return tree.lemma(i) in values
    if key == "word":
        return tree.parse.word(i).lower() in values
    return (tree.parse.pos[i] if key == "pos" else tree.parse.tags[i]) in values


def walk(tree: Graph, start: int, path: Path) -> Iterator[tuple[int, str]]:
    """Yield each token that a path reaches, once, with the label of the last edge taken."""
    seen: set[int] = set()
    for row in path:
        for token, label in _walk(tree, start, "", row):
            if token not in seen:
                seen.add(token)
                yield token, label


def _walk(tree: Graph, at: int, label: str, path: tuple[Step, ...]) -> Iterator[tuple[int, str]]:
    if not path:
        yield at, label
        return
    step, rest = path[0], path[1:]
    for name, target in _moves(tree, at, step):
        if step.test is None or passes(tree, target, *step.test):
            yield from _walk(tree, target, name, rest)
    if step.optional:
        yield from _walk(tree, at, label, rest)


def _moves(tree: Graph, at: int, step: Step) -> Iterator[tuple[str, int]]:
    for name, target in tree.edges(at):
        if name in step.down:
            yield name, target
    if step.up:
        for name, source in tree.incoming(at):
            if name in step.up:
                yield name, source
