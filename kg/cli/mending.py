"""claim, correct, type, none, extent: mending at the sentence what was read wrong or not at all."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.common import GRAPH, Folder, Quiet, guarded
from kg.cli.deciding import Entity, decide_line

Words = Annotated[str, typer.Argument(help="Words of the sentence; Berg@2 is the second Berg in it.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    named = (("claim", claim), ("correct", correct), ("type", type_), ("none", none), ("extent", extent))
    for name, command in named:
        app.command(name=name)(guarded(command))


def claim(
    article: Annotated[str, typer.Argument(help="The id of an article.")],
    sentence: Annotated[str, typer.Argument(help="The sentence, or a part of it with both ends.")],
    subject: Words,
    relation: Annotated[str, typer.Argument(help="A relation, such as governs.")],
    object: Words,
    graph: Folder = GRAPH,
    quiet: Quiet = False,
) -> None:
    """Say what a sentence says of two names in it, where it was not read."""
    decide_line("claim", [article, sentence, subject, relation, object], graph, quiet)


def correct(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="CLAIM FIELD VALUE",
            help="The id of a claim, from kg show --ids; relation, subject, object, direction, status, "
            "since, until or on; its value. In place of the id, as decisions have it: "
            "ARTICLE SENTENCE SUBJECT RELATION OBJECT.",
        ),
    ],
    graph: Folder = GRAPH,
    quiet: Quiet = False,
) -> None:
    """Change the relation, an end, direction (swapped), status or a date of a claim."""
    decide_line("correct", words, graph, quiet)


def type_(
    entity: Entity,
    type: Annotated[str, typer.Argument(help="Person, Organization, Place, Group or Event.")],
    graph: Folder = GRAPH,
    quiet: Quiet = False,
) -> None:
    """Say what an entity is; it holds for its names in all articles."""
    decide_line("type", [entity, type], graph, quiet)


def none(entity: Entity, graph: Folder = GRAPH, quiet: Quiet = False) -> None:
    """Say that a name is no entity: it is left out, with what is said of it."""
    decide_line("none", [entity], graph, quiet)


def extent(
    article: Annotated[str, typer.Argument(help="The id of an article.")],
    sentence: Annotated[str, typer.Argument(help="The sentence, or a part of it with the name.")],
    name: Annotated[str, typer.Argument(help="The name as it was read; Berg@2 is the second Berg in it.")],
    words: Annotated[str, typer.Argument(help="The words of the sentence that the name has.")],
    graph: Folder = GRAPH,
    quiet: Quiet = False,
) -> None:
    """Say where a name begins and ends, for all places of its article that have those words."""
    decide_line("extent", [article, sentence, name, words], graph, quiet)
