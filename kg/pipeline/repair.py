"""Whether a graph folder is as it was written, and mending what is not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import NotFoundError
from kg.filenames import actual, is_there
from kg.pipeline import outputs
from kg.pipeline.build import build_again
from kg.pipeline.mending import mend, take_apart
from kg.pipeline.report import BuildReport
from kg.pipeline.sync import STDIN, Progress
from kg.pipeline.tools import Tools
from kg.store import soundness
from kg.store.connection import writing
from kg.store.database import FILE_NAME, Store
from kg.store.salvage import salvage
from kg.store.soundness import Damage, LostArticle

WORDS = {
    "damaged": "is not as it was written",
    "missing": "is missing",
    "stale": "is of an older state of the graph",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A part of a graph folder that is not as it should be."""

    part: str  # file, table or article
    state: str  # damaged, missing or stale
    what: str
    remedy: str  # what to type

    def __str__(self) -> str:
        return f"{self.part} {self.what}: {self.remedy}"


@dataclass(frozen=True, slots=True)
class Mended:
    """What ``repair`` did."""

    findings: tuple[Finding, ...]  # before
    lost: tuple[str, ...]  # articles that nothing holds any more
    kept: Path | None  # the damaged file, where a new one took its place
    report: BuildReport | None  # of the build that followed; None where nothing was wrong


def examine(folder: Path, tools: Tools | None = None) -> tuple[Finding, ...]:
    """Everything in a graph folder that is damaged, missing or stale; reads all of it."""
    path = folder / FILE_NAME
    if not path.is_file():
        raise NotFoundError(f"{folder} holds no graph: make one with 'kg build FOLDER -g {folder}'")
    if pages := soundness.damaged_pages(path):
        what = f"is damaged ({'; '.join(pages)})"
        return (Finding(FILE_NAME, "damaged", what, f"{_repair(folder)} saves what can be read"),)
    with Store(folder) as store:
        records = soundness.damaged_records(store)
        chosen = (tools or Tools()).outputs
        files = [(name, state) for name, _ in chosen if (state := outputs.state(store, name)) != "sound"]
        return (*_of_records(folder, records), *(_of_file(folder, name, state) for name, state in files))


def repair(folder: Path, *, progress: Progress | None = None, tools: Tools | None = None) -> Mended:
    """Save what can be read of a damaged folder and make the rest anew; says which articles are lost."""
    findings, kept = examine(folder, tools), None
    if not any(finding.state != "stale" for finding in findings):
        return Mended(findings, (), None, None)
    with writing(folder):
        if soundness.damaged_pages(folder / FILE_NAME):
            kept = salvage(folder / FILE_NAME)
        with Store(folder) as store:
            lost = (*(take_apart(store) if kept else ()), *mend(store))
            report = build_again(store, progress=progress, tools=tools)
    return Mended(findings, tuple(name for name in lost if name not in _names(folder)), kept, report)


def _names(folder: Path) -> set[str]:
    with Store(folder) as store:
        return {article.name for article in store.articles()}


def _of_records(folder: Path, damage: Damage) -> list[Finding]:
    found, remedy = [_of_article(folder, article) for article in damage.articles], _repair(folder)
    caches = (("parses", damage.parses), ("readings", damage.readings))
    lines = [
        (f"holds {len(keys)} damaged {name}", "reads those articles again") for name, keys in caches if keys
    ]
    if damage.derived:
        tables = ", ".join(damage.derived)
        lines.append((f"holds damaged records of what is derived ({tables})", "makes them anew"))
    lines += [(f"has a damaged setting {name!r}", "forgets it: give it again") for name in damage.settings]
    return [*found, *(Finding(FILE_NAME, "damaged", what, f"{remedy} {does}") for what, does in lines)]


def _of_article(folder: Path, article: LostArticle) -> Finding:
    if article.path.startswith(STDIN):
        remedy = f"it came from standard input: add it again; {_repair(folder)} takes it out"
    elif is_there(actual(article.path)):
        remedy = f"{_repair(folder)} reads it again from {article.path}"
    else:
        remedy = f"its file {article.path} is gone: add it again; {_repair(folder)} takes it out"
    return Finding(f"article {article.name}", "damaged", WORDS["damaged"], remedy)


def _of_file(folder: Path, name: str, state: str) -> Finding:
    remedy = _repair(folder) if state == "damaged" else f"'kg build -g {folder}'"
    return Finding(name, state, WORDS[state], f"{remedy} writes it anew")


def _repair(folder: Path) -> str:
    return f"'kg check --repair -g {folder}'"
