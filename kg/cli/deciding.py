"""merge, split, link, confirm, reject, rename, note, assert, undecided, decisions: a person's decisions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.building import finish, later
from kg.cli.common import GRAPH, AsJson, Folder, Quiet, guarded, progress, say, say_json

Entity = Annotated[str, typer.Argument(help="A name, a key, or a member such as news.txt#e3.")]
Claim = Annotated[str, typer.Argument(help="The id of a claim, from kg show --ids.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (merge, split, link, unlink, confirm, reject, rename, note, undecided, decisions):
        app.command()(guarded(command))
    app.command(name="assert")(guarded(assert_))


def merge(one: Entity, other: Entity, graph: Folder = GRAPH, quiet: Quiet = False) -> None:
    """Say that two entities are one."""
    decide_line("merge", [one, other], graph, quiet)


def split(one: Entity, other: Entity, graph: Folder = GRAPH, quiet: Quiet = False) -> None:
    """Say that two entities are not the same."""
    decide_line("split", [one, other], graph, quiet)


def link(
    entity: Entity,
    id: Annotated[str, typer.Argument(help="The id of an entry of a known list.")],
    graph: Folder = GRAPH,
    quiet: Quiet = False,
) -> None:
    """Say that an entity is an entry of a known list."""
    decide_line("link", [entity, id], graph, quiet)


def unlink(
    entity: Entity,
    id: Annotated[str, typer.Argument(help="The id of an entry of a known list.")],
    graph: Folder = GRAPH,
    quiet: Quiet = False,
) -> None:
    """Say that an entity is not an entry of a known list."""
    decide_line("unlink", [entity, id], graph, quiet)


def confirm(claim: Claim, graph: Folder = GRAPH, quiet: Quiet = False) -> None:
    """Say that a claim is right: its fact is certain."""
    decide_line("confirm", [claim], graph, quiet)


def reject(claim: Claim, graph: Folder = GRAPH, quiet: Quiet = False) -> None:
    """Say that a claim is wrong: it counts for nothing any more."""
    decide_line("reject", [claim], graph, quiet)


def rename(
    entity: Entity,
    name: Annotated[str, typer.Argument(help="The name to show.")],
    graph: Folder = GRAPH,
    quiet: Quiet = False,
) -> None:
    """Choose the name of an entity."""
    decide_line("rename", [entity, name], graph, quiet)


def note(
    entity: Entity,
    text: Annotated[str, typer.Argument(help="What to remember.")],
    graph: Folder = GRAPH,
    quiet: Quiet = False,
) -> None:
    """Write a note on an entity."""
    decide_line("note", [entity, text], graph, quiet)


def assert_(
    subject: Entity,
    predicate: Annotated[str, typer.Argument(help="A relation, such as governs.")],
    object: Annotated[str, typer.Argument(help="An entity, or a text such as a date.")],
    source: Annotated[str, typer.Option("--source", "-s", help="Where you have it from.")],
    subject_type: Annotated[
        str | None, typer.Option(metavar="TYPE", help="Person, Organization, ...: the subject may be new.")
    ] = None,
    object_type: Annotated[
        str | None, typer.Option(metavar="TYPE", help="Person, Organization, ...: the object may be new.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Since when: 2024, 2024-05.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Until when it was so.")] = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="On which day it happened.")] = None,
    graph: Folder = GRAPH,
    quiet: Quiet = False,
) -> None:
    """Add a fact by hand, with its source; with a type it can name somebody new."""
    dates = [word for pair in (("since", since), ("until", until), ("on", on)) if pair[1] for word in pair]
    words = [subject, predicate, object, "source", source, *map(str, dates)]
    decide_line("assert", words, graph, quiet, (subject_type, object_type))


def undecided(
    graph: Folder = GRAPH,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Most pairs to print.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Pairs of entities that may be one, with reasons, those most worth a look first."""
    from kg.pipeline import decide

    pairs = decide.undecided(graph, limit)
    listed = decide.listed(graph, limit)
    if as_json:
        return say_json([*pairs, *listed])
    for pair in pairs:
        say(f"{pair['left']}  {pair['right']}  ({pair['score']:.2f}: {'; '.join(pair['reasons'])})")
    for one in listed:
        topics = f" [{', '.join(one['topics'])}]" if one["topics"] else ""
        entry = f"{one['name']} (list entry {one['right']}){topics}"
        say(f"{one['left']}  {entry}  ({one['score']:.2f}: {'; '.join(one['reasons'])})")
    if listed:
        say("kg link or kg unlink decides on list entries")
    return say("kg merge or kg split decides" if pairs else "" if listed else "nothing is in doubt")


def decisions(
    graph: Folder = GRAPH,
    undo: Annotated[int | None, typer.Option("--undo", help="Take back the decision in this line.")] = None,
    examples: Annotated[
        bool,
        typer.Option("--examples", help="Print the articles that were mended or judged, as JSON lines."),
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Print what was decided, line by line, or take a decision back."""
    from kg.pipeline import decide
    from kg.pipeline.mended_examples import examples as mended

    if examples:
        for example in mended(graph):
            say(json.dumps(example, ensure_ascii=False))
        return None
    if undo is not None:
        with progress(quiet) as bar:
            outcome = decide.take_back(undo, graph, progress=bar, files=False)
        if not quiet:
            again = f"kg {outcome.decision}{graph_option(graph)}"
            say(f"taken back: {outcome.decision}: {outcome.changes}; to decide it again: {again}")
            later(graph)
        return finish(outcome.report, quiet=True)
    for decision in decide.decisions(graph):
        say(f"{decision.line:4}  {decision}")
    return None


def decide_line(
    kind: str,
    words: list[str],
    graph: Path,
    quiet: bool,
    types: tuple[str | None, str | None] = (None, None),
) -> None:
    """Take a decision and say in a line what it changed and how to undo it."""
    from kg.pipeline import decide

    with progress(quiet) as bar:
        outcome = decide.record(kind, words, graph, progress=bar, files=False, types=types)
    if not quiet:
        for new in outcome.named:
            undo = f"kg decisions --undo {new.line}{graph_option(graph)}"
            say(f"{new}: nobody was called so; to undo it: {undo}")
        about = f" ({outcome.about})" if outcome.about else ""
        undo = f"kg decisions --undo {outcome.decision.line}{graph_option(graph)}"
        say(f"{outcome.decision}{about}: {outcome.changes}; to undo it: {undo}")
        later(graph)
    finish(outcome.report, quiet=True)


def graph_option(graph: Path) -> str:
    """The option that a command needs for another graph than the usual one."""
    return "" if graph == GRAPH else f" -g {graph}"
