"""Build a graph, add to it, take out of it: one run over the stages, under the folder's lock."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kg.errors import DamageError, InputError, NotFoundError
from kg.filenames import actual, is_there, location, shown
from kg.pipeline import collection, identifiers, mended, outputs, reader_settings, readings, roots, sync
from kg.pipeline.dask_cluster import host_of
from kg.pipeline.mending import mend
from kg.pipeline.report import BuildReport, report
from kg.pipeline.sync import STDIN, Progress, Scan
from kg.pipeline.tools import DRAWN, Options, Tools
from kg.pipeline.worker_pool import Pace
from kg.store import soundness
from kg.store.connection import writing
from kg.store.database import FILE_NAME, Store

DEFAULT_FOLDER = "graph_output"
DECISIONS = "decisions.txt"
LOST = "was damaged, and nothing else holds it: add it again"
Paths = Sequence[str | Path] | str | Path


@dataclass(frozen=True, slots=True)
class _Run:
    """One run over an open store."""

    store: Store
    tools: Tools
    progress: Progress
    pace: Pace


def build(
    paths: Paths = (),
    graph: str | Path = DEFAULT_FOLDER,
    *,
    names: str | Path | None = None,
    rules: Paths | None = None,
    decisions: str | Path | None = None,
    ner: str | None = None,
    known: Paths | None = None,
    experimental: bool | None = None,
    allow_empty: bool = False,
    limits: Sequence[str] | None = None,
    columns: Sequence[str] | None = None,
    ocr: bool | None = None,
    base: str | None = None,
    relayout: bool = False,
    workers: int | None = 1,
    seconds: float | None = None,
    on: str | None = None,
    progress: Progress | None = None,
    tools: Tools | None = None,
) -> BuildReport:
    """Read what is new or changed under ``paths`` and under all paths given before, and drop what is gone.

    ``names`` (a list of known entities), ``rules`` (files), ``decisions`` (a file, else ``decisions.txt``
    in the graph folder), ``ner`` (a spaCy pipeline whose entities are used instead of the shipped model's)
    and ``known`` (files of known lists) are remembered; ``""`` forgets them. So is ``experimental``, which
    reads relations that are not yet precise enough to be on. ``workers`` is the number of processes, None for
    as many as pay. Raises KGError where nothing can be built, and where a folder has lost all its articles or
    most of many, unless ``allow_empty``; what is wrong with single files stands in the report. ``limits``
    ("words=200000") say what an article may hold; they are remembered, ``[""]`` forgets them, and so do
    ``columns`` ("text=body,title=headline"), which say what is what in files of rows. An article that takes
    longer than ``seconds``, in a process of its own, is left for the next build. ``on`` ("dask://HOST:8786")
    has the workers of a Dask cluster read the articles.
    ``ocr`` reads scans with Tesseract, which must be installed, and is remembered. So is ``base``, with
    which the IRIs of the graph begin; ``""`` goes back to the usual one. Everybody is drawn where they
    were before, unless ``relayout`` has all placed as from scratch.
    """
    given = _listed(paths)
    if on is not None:
        host_of(on)
    with _open(Path(graph), given) as store:
        run = _Run(store, tools or Tools(), progress or _silent, Pace(workers, seconds, on=on))
        if soundness.damaged_derived(store):
            mend(store)
        if relayout:
            outputs.forget_places(store)
        changed_base = identifiers.keep(store, base)
        reader_settings.keep(store, limits, columns, ocr)
        missing = roots.add(store, run.tools, given)
        _remember(store, run.tools, names, rules, decisions, ner, experimental, known)
        scan = sync.scan(store, run.tools, run.progress, pace=run.pace, allow_empty=allow_empty)
        done = _finish_mending(run, replace(scan, missing=(*missing, *scan.missing)))
        return replace(done, base=changed_base)


def add(
    paths: Paths,
    graph: str | Path = DEFAULT_FOLDER,
    *,
    limits: Sequence[str] | None = None,
    workers: int | None = 1,
    seconds: float | None = None,
    progress: Progress | None = None,
    tools: Tools | None = None,
    drawn: bool = True,
) -> BuildReport:
    """Read these files and no others; articles that were removed come back, by file or by id.

    Unless it shall be ``drawn``, a page that is there is left of the state before, for the next build.
    """
    given = _listed(paths)
    with _open(Path(graph), given) as store:
        run = _Run(store, tools or Tools(), progress or _silent, Pace(workers, seconds))
        files = [path for path in given if is_there(path) or not roots.take_back(store, path)]
        reader_settings.keep_limits(store, limits)
        missing = roots.add(store, run.tools, files)
        places = frozenset(location(path) for path in files if path != STDIN)
        scan = sync.scan(store, run.tools, run.progress, only=places, pace=run.pace)
        roots.take_back_files(store, places)
        later = () if drawn else DRAWN
        return _finish(run, replace(scan, missing=(*missing, *scan.missing)), later=later)


def remove(
    articles: Sequence[str],
    graph: str | Path = DEFAULT_FOLDER,
    *,
    undo: bool = False,
    progress: Progress | None = None,
    tools: Tools | None = None,
    files: bool = True,
) -> BuildReport:
    """Take articles out (by id, or by the path of their file) until ``undo`` or ``add`` takes them back.

    A folder that was given to ``build`` is forgotten with all its articles. Without ``files`` those that are
    made from the graph are left as they are, for the next build or ``catch_up``.
    """
    with writing(Path(graph)), Store(Path(graph)) as store:
        chosen = tools or Tools()
        run = _Run(
            store, chosen if files else replace(chosen, outputs=()), progress or _silent, Pace(again=undo)
        )
        for name in articles:
            if not undo:
                roots.remove(store, name)
            elif not roots.take_back(store, name):
                raise NotFoundError(f"no article {name!r} was removed")
        return _finish(run, Scan())


@contextmanager
def _open(folder: Path, paths: Sequence[str]) -> Iterator[Store]:
    """The store for writing, made where there is something to put in it."""
    for path in paths:
        if path != STDIN:
            _check_apart(path, folder)
    if not (folder / FILE_NAME).exists() and not any(path == STDIN or is_there(path) for path in paths):
        lacking = f"{paths[0]}: no such file or folder" if paths else "no file or folder to build from"
        raise InputError(lacking)
    with writing(folder), Store(folder, create=True) as store:
        yield store


def _check_apart(path: str, folder: Path) -> None:
    """InputError where a path is the graph folder or lies in it, or is another graph folder."""
    articles, graph = Path(path).resolve(), folder.resolve()
    if articles == graph or graph in articles.parents:
        raise InputError(
            f"{path} is in the graph folder {folder}: articles and graph need folders of their own"
        )
    if is_there(articles / FILE_NAME):
        raise InputError(
            f"{path} is a folder with a graph, not with articles: 'kg build -g {path}' renews it"
        )


def _silent(stage: str, done: int, total: int) -> None:
    """Show no progress."""


def _listed(paths: Paths) -> list[str]:
    return [str(paths)] if isinstance(paths, str | Path) else [str(path) for path in paths]


def _remember(
    store: Store,
    tools: Tools,
    names: str | Path | None,
    rules: Paths | None,
    decisions: str | Path | None,
    ner: str | None,
    experimental: bool | None,
    known: Paths | None,
) -> None:
    """Keep what is given for later runs too, if it can be read."""
    chosen = options(store)
    if names is not None:
        chosen = replace(chosen, names=_place(names) or None)
    if rules is not None:
        chosen = replace(chosen, rules=tuple(_place(rule) for rule in _listed(rules) if rule))
    if decisions is not None:
        chosen = replace(chosen, decisions=_place(decisions) or str(store.folder / DECISIONS))
    if ner is not None:
        chosen = replace(chosen, ner=(_place(ner) if Path(ner).is_dir() else ner) if ner else None)
    if experimental is not None:
        chosen = replace(chosen, experimental=experimental)
    if known is not None:
        chosen = replace(chosen, known=tuple(_place(path) for path in _listed(known) if path))
    tools.check(chosen)
    store.put("known", json.dumps([shown(path) for path in chosen.known]))
    store.put("experimental", "yes" if chosen.experimental else "")
    store.put("ner", shown(chosen.ner or ""))
    store.put("names", shown(chosen.names or ""))
    store.put("rules", json.dumps([shown(rule) for rule in chosen.rules]))
    if decisions is not None:
        store.put("decisions", shown(_place(decisions)))


def _place(path: str | Path) -> str:
    return str(Path(path).absolute()) if str(path) else ""


def options(store: Store) -> Options:
    """The person's own data that the graph is built with."""
    return Options(
        rules=_rules(store),
        names=actual(store.get("names")) or None,
        decisions=actual(store.get("decisions")) or str(store.folder / DECISIONS),
        ner=actual(store.get("ner")) or None,
        experimental=bool(store.get("experimental")),
        limits=sync.limits(store),
        known=tuple(map(actual, store.get_json("known", "[]"))),
        base=identifiers.base(store),
    )


def build_again(store: Store, *, progress: Progress | None, tools: Tools | None) -> BuildReport:
    """Make anew what a repair has dropped; files are read again whose digest is not known any more."""
    run = _Run(store, tools or Tools(), progress or _silent, Pace())
    unknown = frozenset(path for path, source in store.sources().items() if not source.digest)
    scan = sync.scan(store, run.tools, run.progress, only=unknown, pace=run.pace)
    return _finish(run, scan, verify=True)


def _rules(store: Store) -> tuple[str, ...]:
    return tuple(map(actual, store.get_json("rules", "[]")))


def _finish_mending(run: _Run, scan: Scan) -> BuildReport:
    """As ``_finish``; what turns out to be damaged is dropped, and made or read anew."""
    with suppress(DamageError):  # which keeps rows open for as long as it is at hand
        return _finish(run, scan, verify=True)
    dropped = mend(run.store, anew=True)
    again = sync.scan(run.store, run.tools, run.progress, only=frozenset(), pace=run.pace)
    there = {article.name for article in run.store.articles()}
    lost = [(name, LOST) for name in dropped if name not in there]
    scan = replace(scan, read=scan.read | again.read, missing=(*scan.missing, *lost))
    return _finish(run, scan, verify=True)


def _finish(run: _Run, scan: Scan, *, verify: bool = False, later: Sequence[str] = ()) -> BuildReport:
    """Everything after the files are read; ``verify`` and ``later`` as for ``write_outputs``."""
    store, tools, chosen = run.store, run.tools, options(run.store)
    wanted = cache(lambda: readings.candidates(store, tools, chosen))
    outcome = readings.read(store, tools, chosen, wanted(), run.progress, run.pace)
    admitted = mended.applied(store, tools, chosen, outcome.admitted)
    settled = collection.settle(store, tools, chosen, admitted, wanted, run.progress)
    written = outputs.write_outputs(
        store, tools, chosen, settled.made, run.progress, verify=verify, later=later
    )
    store.sync()
    known = [*store.problems(), *outcome.failed]
    fresh = [(where, why) for where, why in known if where in scan.read or outcome.source(where) in scan.read]
    problems, failed = (*scan.missing, *known), (*scan.missing, *fresh)
    return report(store, scan, problems, failed, outcome.read, settled.changed, written)


def settle_again(store: Store, tools: Tools, progress: Progress | None) -> BuildReport:
    """Resolve the collection anew, without looking at files, after a decision."""
    return _finish(_Run(store, tools, progress or _silent, Pace(again=False)), Scan())
