"""Events across articles, as rows and as PLOVER records that keep to the schema."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from graph_helpers import make_collection

from kg.exports.events import COLUMNS
from kg.exports.formats import export
from kg.graph.happenings import days_of, happenings
from kg.ontology import load
from kg.records import Article, Claim, Collection, Entity, Fact

SCHEMA = json.loads((Path(__file__).parent.parent / "docs" / "plover.schema.json").read_text("utf-8"))
KINDS = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}


def faults(value: Any, schema: dict[str, Any], at: str = "record") -> list[str]:
    """What in a value breaks a JSON schema, as far as that of PLOVER records goes."""
    if "$ref" in schema:
        return faults(value, SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], at)
    if "anyOf" in schema:
        tried = [faults(value, one, at) for one in schema["anyOf"]]
        return [] if [] in tried else tried[0]
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(isinstance(value, KINDS[kind]) for kind in kinds):
        return [f"{at} is {value!r}"]
    found: list[str] = []
    if isinstance(value, str):
        good = re.search(schema.get("pattern", ""), value) and value in schema.get("enum", [value])
        found += [] if good else [f"{at} is {value!r}"]
    if isinstance(value, dict):
        known = schema["properties"]
        found += [f"{at} lacks {name}" for name in schema["required"] if name not in value]
        found += [f"{at} has {name}" for name in value if name not in known]
        found += [one for name in value if name in known for one in faults(value[name], known[name], name)]
    if isinstance(value, int | float):
        low, high = schema.get("minimum", value), schema.get("maximum", value)
        found += [] if low <= value <= high else [f"{at} is {value}"]
    return found


def claim(id_: str, subject: str = "a", object_: str = "b", predicate: str = "metWith", **more: str) -> Claim:
    spans = ((0, 4), (9, 14), (0, 20))
    return Claim(id_, subject, predicate, object_, None, None, *spans, "asserted", **more)


def collected(*told: tuple[str | None, Claim], predicate: str = "metWith") -> Collection:
    """Articles with their days and one claim each, all of the same two people."""
    articles = tuple(
        Article(f"{n}.txt", "Anna met Peter there.", published=day) for n, (day, _) in enumerate(told)
    )
    claims = tuple((article.id, one) for article, (_, one) in zip(articles, told, strict=True))
    entities = tuple(
        Entity(f"person/{name}", "Person", name, (), tuple((a.id, name) for a in articles)) for name in "ab"
    )
    fact = Fact("f", "person/a", predicate, "person/b", None, "asserted", claims, len(claims), 0.9)
    return Collection(articles, (), entities, (fact,))


@pytest.mark.parametrize(
    ("told", "groups"),
    [
        ([("2024-05-02", {"on": "2024-05-01"}), ("2024-05-03", {"on": "2024-05-01"})], [2]),
        ([("2024-05-02", {"on": "2024-05-01"}), ("2024-09-03", {"on": "2024-09-01"})], [1, 1]),
        ([("2024-05-02", {"on": "2024-05-01"}), ("2024-05-04", {})], [2]),
        ([("2024-05-02", {"on": "2024-05-01"}), ("2024-07-04", {})], [1, 1]),
        ([("2024-05-02", {"on": "2024-05"}), ("2024-05-04", {"on": "2024-05-03"})], [2]),
        ([(None, {}), (None, {})], [2]),
    ],
)
def test_claims_are_one_event_where_their_days_agree(told, groups):
    made = collected(*((day, claim(f"c{n}", **more)) for n, (day, more) in enumerate(told)))
    assert [event.support for event in happenings(made, load())] == groups


def test_silent_claims_are_of_the_week_before_their_article():
    assert days_of(claim("c"), "2024-05-08") == ("2024-05-01", "2024-05-08")
    assert days_of(claim("c"), None) == (None, None)
    assert days_of(claim("c", on="2022"), "2024-05-08") == ("2022-01-01", "2022-12-31")


def test_who_is_arrested_is_the_recipient():
    (event,) = happenings(
        collected((None, claim("c", predicate="detainedBy")), predicate="detainedBy"), load()
    )
    assert event.ends == ("person/b", "person/a")


def test_states_and_what_did_not_happen_are_no_events():
    assert not list(happenings(collected((None, claim("c")), predicate="spouseOf"), load()))
    statuses = {event.fact.status for event in happenings(make_collection(), load())}
    assert statuses and "negated" not in statuses


def exported(format_: str) -> str:
    out = io.BytesIO()
    export(make_collection(), format_, out)
    return out.getvalue().decode()


def test_plover_records_keep_to_the_schema():
    records = [json.loads(line) for line in exported("plover").splitlines()]
    for record in records:
        assert faults(record, SCHEMA) == []
    met = next(r for r in records if r["relation"] == "metWith" and r["status"] == "asserted")
    assert (met["event"], met["quad"]) == ("CONSULT", "verbal cooperation")
    assert {met["source"]["name"], met["target"]["name"]} == {"Mira Okafor", "Jonas Lind"}
    assert len({record["id"] for record in records}) == len(records)


@pytest.mark.parametrize(
    "change",
    [
        {"event": "meeting"},
        {"support": 0},
        {"source": None},
        {"extra": 1},
        {"target": {"name": "Kenya", "id": "place/kenya", "type": "STATE", "country": "KE"}},
    ],
)
def test_what_breaks_the_schema_is_found(change):
    record = json.loads(exported("plover").splitlines()[0])
    assert faults({**record, **change}, SCHEMA)


def test_rows_of_events_have_the_columns_and_the_same_events():
    rows = list(csv.DictReader(io.StringIO(exported("events-csv"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    records = [json.loads(line) for line in exported("plover").splitlines()]
    assert [row["event"] for row in rows] == [record["id"] for record in records]
    assert {row["class"] for row in rows} == {record["event"] for record in records}
