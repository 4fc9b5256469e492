"""Exports for other tools come back with the counts of the graph: FollowTheMoney, Neo4j, Parquet, SQLite."""

import csv
import io
import json
import re
import sqlite3
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from graph_helpers import CYRILLIC, HOSTILE, make_collection

from kg.errors import QueryError
from kg.exports import databases, ftm
from kg.exports.formats import FORMATS, SUFFIXES, check_suffix, export, format_of
from kg.exports.relational import tables
from kg.ontology import load


def exported(format_):
    file = io.BytesIO()
    export(make_collection(), format_, file)
    return file.getvalue()


def unpacked(format_):
    with zipfile.ZipFile(io.BytesIO(exported(format_))) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def counts():
    collection = make_collection()
    return {
        "entities": len(collection.entities),
        "facts": len(collection.facts),
        "claims": sum(len(reading.claims) for reading in collection.readings),
        "mentions": sum(len(reading.mentions) for reading in collection.readings),
        "articles": len(collection.articles),
    }


def test_tables_hold_all_that_the_graph_holds():
    assert {table.name: len(table.rows) for table in tables(make_collection())} == counts()
    for table in tables(make_collection()):
        assert {len(row) for row in table.rows} == {len(table.columns)}


def test_sqlite_with_views(tmp_path):
    (tmp_path / "g.sqlite").write_bytes(exported("sqlite"))
    database = sqlite3.connect(tmp_path / "g.sqlite")
    try:
        for name, count in counts().items():
            assert database.execute(f"SELECT count(*) FROM {name}").fetchone() == (count,)
        for view in databases.VIEWS:
            assert database.execute(f"SELECT * FROM {view}").fetchall()
        row = database.execute("SELECT subject, object, status FROM who_what WHERE predicate = 'ownerOf'")
        assert row.fetchone()[1:] == ("Northwind", "attributed")
        names = {name for (name,) in database.execute("SELECT name FROM entities")}
        assert HOSTILE in names
    finally:
        database.close()


def test_parquet_in_pandas():
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    files = unpacked("parquet")
    found = {name: pandas.read_parquet(io.BytesIO(data)) for name, data in files.items()}
    assert {name.removesuffix(".parquet"): len(frame) for name, frame in found.items()} == counts()
    frames = databases.frames(make_collection())
    for name, frame in frames.items():
        assert list(found[f"{name}.parquet"].columns) == list(frame.columns)
    assert frames["facts"].query("predicate == 'ownerOf'")["status"].tolist() == ["attributed"]


HEADER = re.compile(r":ID|:LABEL|:START_ID|:END_ID|:TYPE|\w+(?::(?:ID|int|double|string\[\]))?")


def test_neo4j_files_fit_the_format_of_its_import():
    """Headers by the grammar of neo4j-admin's manual, ids once, edges between nodes that are there."""
    files = unpacked("neo4j")
    rows = {
        name: list(csv.DictReader(io.StringIO(data.decode(), newline="")))
        for name, data in files.items()
        if name.endswith(".csv")
    }
    for table in rows.values():
        assert all(HEADER.fullmatch(column) for column in table[0])
    nodes = [row["key:ID"] for name in ("entities", "values", "articles") for row in rows[f"{name}.csv"]]
    assert len(set(nodes)) == len(nodes)
    edges = [*rows["facts.csv"], *rows["mentioned_in.csv"]]
    assert {row[end] for row in edges for end in (":START_ID", ":END_ID")} <= set(nodes)
    collection = make_collection()
    asserted = [fact for fact in collection.facts if fact.status == "asserted"]
    assert len(rows["entities.csv"]) == len(collection.entities)
    assert len(rows["facts.csv"]) == len(asserted)
    assert len(rows["articles.csv"]) == len(collection.articles)
    okafor = next(row for row in rows["entities.csv"] if row["key:ID"] == "person/mira-okafor")
    assert CYRILLIC in okafor["aliases:string[]"].split("\u001f")
    assert all(row["sentences:string[]"] for row in rows["facts.csv"])
    script = files["load.cypher"].decode()
    types = {row[":TYPE"] for row in rows["facts.csv"]}
    assert all(f"= '{type}'" in script and f"[r:{type} " in script for type in types)
    assert all(line.endswith(";") or line.startswith("//") for line in script.splitlines())
    assert all(f"{name}" in files["README.txt"].decode() for name in rows)


def proxies():
    return [json.loads(line) for line in exported("ftm").decode().splitlines()]


def test_ftm_has_all_entities_articles_and_stated_facts():
    found = proxies()
    collection = make_collection()
    assert len({one["id"] for one in found}) == len(found)
    schemata = Counter(one["schema"] for one in found)
    assert schemata["Article"] == len(collection.articles)
    assert schemata["Person"] == sum(entity.type == "Person" for entity in collection.entities)
    stated = [fact for fact in collection.facts if fact.status == "asserted" and fact.object]
    links = [one for one in found if "recordId" in one["properties"]]
    assert len(links) == len(stated)
    ids = {one["id"] for one in found}
    pointing = {"proof", "holder", "post", "director", "organization", "owner", "asset", "subject", "object"}
    for one in found:
        for name in pointing & set(one["properties"]):
            assert set(one["properties"][name]) <= ids
    assert all(one["properties"]["proof"] and one["properties"]["description"] for one in links)


def test_ftm_statements_hold_the_same():
    rows = list(csv.DictReader(io.StringIO(exported("ftm-statements").decode(), newline="")))
    values = {(row["entity_id"], row["prop"], row["value"]) for row in rows if row["prop"] != "id"}
    assert values == {
        (one["id"], name, value)
        for one in proxies()
        for name, several in one["properties"].items()
        for value in several
    }
    assert len({row["id"] for row in rows}) == len(rows)


def test_ftm_loads_in_followthemoney():
    model = pytest.importorskip("followthemoney").model
    for one in proxies():
        proxy = model.get_proxy(one, cleaned=False)
        kept = sum(len(proxy.get(name)) for name in one["properties"])
        assert kept == sum(len(values) for values in one["properties"].values()), one
        proxy.schema.validate({"properties": proxy.properties})


def test_ftm_mapping_names_relations_that_are_there():
    relations, mapping = load(), ftm.mapping()
    named = {*mapping["links"], *mapping["offices"], *mapping["values"]}
    assert not {name for name in named if name not in relations}
    assert set(mapping["types"]) == {"Person", "Organization", "Place", "Group", "Event"}


def test_suffixes_tell_formats():
    assert set(SUFFIXES) == set(FORMATS)
    for format_, ends in SUFFIXES.items():
        check_suffix(f"x{ends[0]}", format_)
    assert format_of("a.TTL") == "turtle"
    assert format_of("a.csv") == "csv"
    assert format_of("a.entities.csv") == "csv-entities"
    assert format_of("a.ftm.json") == "ftm"
    assert format_of("a.db") == "sqlite"
    assert format_of("a.out") is format_of("a.zip") is None
    with pytest.raises(QueryError, match=r"x\.graphml would not hold sqlite: name it \.sqlite"):
        check_suffix("x.graphml", "sqlite")


def test_results_and_networks_show_themselves_in_notebooks():
    from kg.queries.results import Cell, Result

    shown = Result(("a",), ((Cell("<b>"),), (None,)))._repr_html_()
    assert shown == "<table><tr><th>a</th></tr><tr><td>&lt;b&gt;</td></tr><tr><td></td></tr></table>"
    assert Path(ftm.FILE).exists()
