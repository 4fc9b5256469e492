"""A person's decisions, written to the decisions file of a graph and applied at once."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KGError, NotFoundError
from kg.pipeline import lookup, mending_lines
from kg.pipeline.asserting import MEMBER, Desk, Said
from kg.pipeline.build import DEFAULT_FOLDER, options, settle_again
from kg.pipeline.decision_words import claimed, difference, numbers
from kg.pipeline.judgement_changes import article_of
from kg.pipeline.outputs import write_outputs
from kg.pipeline.report import BuildReport
from kg.pipeline.sync import Progress
from kg.pipeline.tools import Tools, reduced
from kg.store import resolved
from kg.store.connection import writing
from kg.store.database import Store

if TYPE_CHECKING:
    from kg.entities import Decision

ENTITIES = {
    "merge": (0, 1),
    "split": (0, 1),
    "rename": (0,),
    "note": (0,),
    "link": (0,),
    "unlink": (0,),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision as it stands in the file, and what came of it."""

    decision: Decision
    report: BuildReport
    about: str = ""  # what the claim says that was confirmed or rejected
    changes: str = ""  # in numbers
    named: tuple[Decision, ...] = ()  # who it names anew


def decide(
    kind: str,
    words: Sequence[str],
    graph: str | Path = DEFAULT_FOLDER,
    *,
    progress: Progress | None = None,
    tools: Tools | None = None,
) -> BuildReport:
    """Write a decision and resolve the graph anew.

    Entities are given by key, name or member (``ARTICLE#e3``), claims by id.
    """
    return record(kind, words, graph, progress=progress, tools=tools).report


def record(
    kind: str,
    words: Sequence[str],
    graph: str | Path = DEFAULT_FOLDER,
    *,
    progress: Progress | None = None,
    tools: Tools | None = None,
    files: bool = True,
    types: tuple[str | None, str | None] = (None, None),
) -> Outcome:
    """As ``decide``, and says where the decision stands; one that cannot be obeyed is not kept.

    ``types`` say what subject and object of an assertion are where they may be new. Without ``files`` those
    that are made from the graph are left as they are, for ``catch_up``.
    """
    from kg.entities.judgements import append, check, load, remove_lines

    chosen = reduced(tools or Tools(), files)
    said = [" ".join(word.split()) if len(word.splitlines()) > 1 else word for word in words]
    if not mending_lines.is_short(kind, said):
        check(kind, said)
    with writing(Path(graph)), Store(Path(graph)) as store:
        file = _file(store)
        before = load(file).all
        lines = _lines(store, chosen, kind, said, types)
        *named, made = [append(file, *line) for line in lines]
        try:
            judged = kind in ("confirm", "reject") or mending_lines.is_short(kind, said)
            about = claimed(store, said[0]) if judged else ""
            count = numbers(store)
            report = settle_again(store, chosen, progress)
            return Outcome(made, report, about, difference(count, numbers(store)), tuple(named))
        except KGError:
            remove_lines(file, {one.line for one in (*named, made) if one not in before})
            raise


def undo(
    number: int,
    graph: str | Path = DEFAULT_FOLDER,
    *,
    progress: Progress | None = None,
    tools: Tools | None = None,
    files: bool = True,
) -> BuildReport:
    """Take the decision in that line out of the file and resolve the graph anew; ``files`` as above."""
    return take_back(number, graph, progress=progress, tools=tools, files=files).report


def take_back(
    number: int,
    graph: str | Path = DEFAULT_FOLDER,
    *,
    progress: Progress | None = None,
    tools: Tools | None = None,
    files: bool = True,
) -> Outcome:
    """As ``undo``, and says which decision it was and what came of it."""
    from kg.entities.judgements import load, remove

    chosen = reduced(tools or Tools(), files)
    with writing(Path(graph)), Store(Path(graph)) as store:
        file = _file(store)
        found = [decision for decision in load(file).all if decision.line == number]
        if not found:
            raise NotFoundError(f"{file} has no decision in line {number}")
        count = numbers(store)
        remove(file, found[0].kind, found[0].words)
        report = settle_again(store, chosen, progress)
        return Outcome(found[0], report, changes=difference(count, numbers(store)))


def catch_up(
    graph: str | Path, tools: Tools | None = None, *, names: Container[str] | None = None
) -> list[str]:
    """Write the files that are older than the graph, or those of ``names`` alone; what was written."""
    chosen = tools or Tools()
    with writing(Path(graph)), Store(Path(graph)) as store:
        return write_outputs(store, chosen, options(store), None, lambda *_: None, names=names)


def decisions(graph: str | Path = DEFAULT_FOLDER) -> tuple[Decision, ...]:
    """The decisions of a graph, in the order of its file."""
    from kg.entities.judgements import load

    with Store(Path(graph)) as store:
        return load(_file(store)).all


def undecided(graph: str | Path = DEFAULT_FOLDER, limit: int = 20) -> list[dict[str, Any]]:
    """Pairs of entities that may be one, with reasons, the ones most worth a look first."""
    with Store(Path(graph)) as store:
        return resolved.doubts(store, "undecided")[:limit]


def listed(graph: str | Path = DEFAULT_FOLDER, limit: int = 20) -> list[dict[str, Any]]:
    """Entities that may be entries of known lists, with reasons, the likeliest first."""
    from kg.pipeline.screen import KEY

    with Store(Path(graph)) as store:
        found: list[dict[str, Any]] = store.get_json(KEY, "[]")
        return found[:limit]


def _file(store: Store) -> Path:
    return Path(options(store).decisions or "")


def _lines(
    store: Store, tools: Tools, kind: str, words: Sequence[str], types: tuple[str | None, str | None]
) -> list[tuple[str, Sequence[str]]]:
    """What is to be written, the decision itself last."""
    if kind != "assert":
        return [(kind, _line(store, tools, kind, words))]
    more = dict(zip(words[5::2], words[6::2], strict=True))
    said = Said(words[0], words[1], words[2], words[4], *types, **more)
    return [*Desk(store, tools).lines(said)]


def _line(store: Store, tools: Tools, kind: str, words: Sequence[str]) -> list[str]:
    """The words with keys in place of names."""
    from kg.entities.judgements import MENDING

    if kind in MENDING:
        return mending_lines.line(store, tools, kind, words)
    if kind in ("confirm", "reject"):
        _check_claim(store, words[0])
    places = ENTITIES.get(kind, ())
    line = [_key(store, tools, word) if place in places else word for place, word in enumerate(words)]
    if kind == "split" and line[0] == line[1]:
        line = [_own_key(store, line[0], word) for word in words]
    return line


def _key(store: Store, tools: Tools, name: str) -> str:
    return name if MEMBER.search(name) else lookup.entity_named(store, name, tools.fold).key


def _own_key(store: Store, key: str, name: str) -> str:
    """The key that a name of an entity has by itself, to split it off."""
    from kg.entities.keys import name_key

    entity = resolved.entity(store, key)
    answering = (entity.key, *entity.former_keys) if entity else ()
    own = name if name in answering else name_key(entity.type, name) if entity else key
    return own if own in answering else key


def _check_claim(store: Store, id: str) -> None:
    if article_of(store, id) is None:
        raise NotFoundError(f"no claim {id!r} in {store.folder}: 'kg show NAME --ids' prints them")
