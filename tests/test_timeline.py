"""One timeline: command line, dossier and explorer say the same of every entity."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from folder_helpers import make_folder
from graph_helpers import make_collection
from server_helpers import Client
from test_time import collection as collection_with_times
from typer.testing import CliRunner

from kg.cli.app import app
from kg.dossier.content import line, name
from kg.ontology import load
from kg.page.appearance import statuses
from kg.pipeline.dossiers import dossier
from kg.records import Entity
from kg.store import resolved
from kg.store.database import Store


@pytest.fixture(scope="module", params=[make_collection, collection_with_times])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_folder(tmp_path_factory.mktemp("timeline") / "graph", request.param())


def entities(folder: Path) -> list[Entity]:
    with Store(folder) as store:
        return list(resolved.entities(store))


def in_explorer(folder: Path) -> dict[str, list[dict[str, Any]]]:
    client = Client(folder)
    return {one.key: client.get("/api/entity", key=one.key).json()["timeline"] for one in entities(folder)}


def told(entity: Entity, item: dict[str, Any]) -> str:
    """A line of the command line's, from what the explorer shows."""
    other = item["other"]["name"] if item["other"] else item["value"]
    role = f" as {item['role']}" if item["role"] and item["role"] != other else ""
    status = "" if item["status"] == "asserted" else f" ({item['status']})"
    relation = item["relation"]
    said = f"{relation} {other}{role}" if item["outgoing"] else f"{other} {relation} {entity.name}{role}"
    return " ".join(f"{item['when']} {said}{status}".split())


def test_every_collection_has_timelines_that_differ_in_kind(folder: Path) -> None:
    found = [item for items in in_explorer(folder).values() for item in items]
    assert {item["status"] for item in found} > {"asserted"}
    assert {bool(item["earliest"] or item["latest"]) for item in found} == {True, False}


def test_command_line_and_explorer_say_the_same(folder: Path) -> None:
    wanted = in_explorer(folder)
    for entity in entities(folder):
        output = CliRunner().invoke(app, ["show", entity.key, "--graph", str(folder)]).stdout
        _, _, listed = output.partition("\nin order of time\n")
        lines = [" ".join(row.split()) for row in listed.partition("\n\n")[0].splitlines()]
        assert lines == [told(entity, item) for item in wanted[entity.key]]


def test_dossier_and_explorer_say_the_same(folder: Path) -> None:
    wanted = in_explorer(folder)
    with Store(folder) as store:
        sections = dossier(store, list(wanted), load()).sections
    for entity, section in zip(entities(folder), sections, strict=True):
        found = [
            (one.when, one.statement.relation, one.statement.details, one.statement.mark)
            for one in section.timeline
        ]
        assert found == [
            (
                item["when"],
                item["label"],
                line(item["role"] or ""),
                "" if item["status"] == "asserted" else statuses()[item["status"]].label.lower(),
            )
            for item in wanted[entity.key]
        ]
        ends = [{one.statement.subject, one.statement.object} for one in section.timeline]
        assert ends == [
            {name(entity.name, "?"), name(item["other"]["name"] if item["other"] else item["value"], "?")}
            for item in wanted[entity.key]
        ]
