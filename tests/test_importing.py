"""Facts by hand: in bulk from a table, taken back as a whole, and who is named anew."""

import csv
import io

import pytest
from pipeline_fakes import REAL_FILES
from typer.testing import CliRunner

from kg.cli.app import app
from kg.errors import DataError, NotFoundError
from kg.pipeline import decide
from kg.pipeline.build import build
from kg.pipeline.built_graph import Graph
from kg.pipeline.importing import import_facts, read_map, undo_import

SOURCE = "Register, May 2024"
MAP = """
columns: {subject: Name, relation: Role, object: Company, since: From, until: To}
values: {subject_type: Person, object_type: Organization}
relations: {director: heads, "Chair of the board": chairs}
"""
TABLE = """Name;Role;Company;From;To
Anna;Director;Acme;03/04/2019;25/12/2020
"Zoë
Berg";Chair of the board;Velta Holding;2021;
;Director;Acme;;
Bo;Bishop;Acme;;
Bo;director;Acme;some day;

Bo;director;Acme;May 2022;
"""


@pytest.fixture
def folder(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text("Anna leads Acme. Bo leads Beta.", "utf-8")
    build(news, tmp_path / "graph", tools=REAL_FILES)
    (tmp_path / "table.csv").write_text(TABLE, "utf-8")
    (tmp_path / "map.yaml").write_text(MAP, "utf-8")
    return tmp_path / "graph"


def put_in(folder, **options):
    files = {"map": folder.parent / "map.yaml"}
    return import_facts(folder.parent / "table.csv", SOURCE, folder, tools=REAL_FILES, **files | options)


def facts(folder):
    with Graph(folder) as graph:
        return {(f.subject, f.predicate, f.object or f.value, f.status): f for f in graph.facts}


BY_HAND = {
    ("person/anna", "heads", "organization/acme", "former"),
    ("person/zoe-berg", "chairs", "organization/velta-holding", "asserted"),
    ("person/bo", "heads", "organization/acme", "asserted"),
}


def test_a_table_becomes_facts_and_bad_rows_are_told_with_their_lines(folder):
    before = set(facts(folder))
    done = put_in(folder)
    assert set(facts(folder)) - before == BY_HAND
    assert (done.rows, done.added, done.named) == (3, 3, ("Zoë Berg", "Velta Holding"))
    assert [line for line, _ in done.problems] == [5, 6, 7]
    assert [why.split(":")[0] for _, why in done.problems] == [
        "no subject",
        "there is no relation 'Bishop'; docs/relations.md lists them",
        "since",
    ]


def test_dates_are_settled_by_the_whole_table(folder):
    put_in(folder)
    ((_, claim),) = facts(folder)["person/anna", "heads", "organization/acme", "former"].claims
    assert (claim.since, claim.until) == ("2019-04-03", "2020-12-25")
    ((_, claim),) = facts(folder)["person/bo", "heads", "organization/acme", "asserted"].claims
    assert (claim.since, claim.rule) == ("2022-05", "by-hand")


def test_what_is_added_stands_apart_and_survives_builds(folder):
    put_in(folder)
    (folder.parent / "news" / "b.txt").write_text("Eve leads Acme.", "utf-8")
    build((), folder, tools=REAL_FILES)
    assert set(facts(folder)) >= BY_HAND
    for status in BY_HAND:
        assert {article for article, _ in facts(folder)[status].claims} == {"decisions"}
    page = (folder / "network.html").read_text("utf-8")
    assert "Velta Holding" in page and SOURCE in page
    graphs = (folder / "graph.trig").read_text("utf-8")
    assert '"by-hand"' in graphs and "chairs" in graphs


def test_rows_of_a_csv_export_say_that_they_are_by_hand(folder):
    from kg.exports.tables import write_facts

    put_in(folder)
    file = io.BytesIO()
    with Graph(folder) as graph:
        write_facts(graph.collection, file)
    rows = list(csv.DictReader(io.StringIO(file.getvalue().decode())))
    own = [row for row in rows if row["rule"] == "by-hand"]
    assert len(own) == 3 and all(SOURCE in row["sentence"] for row in own)


def test_it_is_taken_back_as_a_whole_and_nothing_else(folder):
    decide.record("note", ["Anna", "mine"], folder, tools=REAL_FILES)
    before = facts(folder).keys(), (folder / "decisions.txt").read_text("utf-8")
    put_in(folder)
    decide.record("assert", ["Bo", "heads", "Beta", "source", "Other"], folder, tools=REAL_FILES)
    done = undo_import(SOURCE, folder, tools=REAL_FILES)
    assert (done.added, done.named) == (3, ("Zoë Berg", "Velta Holding"))
    rest = set(facts(folder)) - set(before[0])
    assert rest == {("person/bo", "heads", "organization/beta", "asserted")}
    text = (folder / "decisions.txt").read_text("utf-8")
    assert text.startswith(before[1]) and SOURCE not in text
    with pytest.raises(NotFoundError, match="nothing was added from 'Othre'; did you mean Other"):
        undo_import("Othre", folder, tools=REAL_FILES)


def test_a_table_that_is_imported_again_adds_what_is_new(folder):
    put_in(folder)
    table = folder.parent / "table.csv"
    table.write_text(TABLE.replace("some day", "2020"), "utf-8")
    done = put_in(folder)
    assert (done.rows, done.added, done.named) == (4, 1, ())


def test_names_are_whole_and_several_of_one_name_are_told(folder):
    table = folder.parent / "table.csv"
    (folder.parent / "news" / "c.txt").write_text("Anna Maria leads Gamma.", "utf-8")
    table.write_text(
        "subject,relation,object,object_type\nMaria,heads,Acme,\nAnna,worksFor,Nobody,\n", "utf-8"
    )
    done = import_facts(table, SOURCE, folder, tools=REAL_FILES)
    assert done.named == ("Maria",)  # heads is said of people only
    ((line, why),) = done.problems
    assert line == 3 and why.startswith("nothing is known of 'Nobody', and nothing says whether it is ")


def test_somebody_new_is_whom_articles_name_later(folder):
    put_in(folder)
    (folder.parent / "news" / "z.txt").write_text("Velta leads Holding. Bo leads Beta.", "utf-8")
    build((), folder, tools=REAL_FILES)
    with Graph(folder) as graph:
        assert graph.find("Zoë Berg").members == (("decisions", "e1"),)
    (folder.parent / "table.csv").write_text(
        "subject,relation,object,object_type\nBo,heads,Ruritania,Organization\n", "utf-8"
    )
    import_facts(folder.parent / "table.csv", "Other", folder, tools=REAL_FILES)
    (folder.parent / "news" / "y.txt").write_text("Ann leads Ruritania. Bo leads Beta.", "utf-8")
    build((), folder, tools=REAL_FILES)
    fact = facts(folder)["person/bo", "heads", "organization/ruritania", "asserted"]
    assert {article for article, _ in fact.claims} == {"decisions"}
    with Graph(folder) as graph:
        members = graph.find("organization/ruritania").members
    assert {article for article, _ in members} == {"decisions", "y.txt"}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("columns: {subject: a}", "nothing says which column is the relation and the object"),
        ("colums: {}", "a map has the parts columns, values, relations, types"),
        ("columns: {subjct: a}", "there is no field 'subjct'; did you mean subject"),
        ("columns: [a]", "names with texts belong there"),
    ],
)
def test_a_map_is_read_strictly(tmp_path, text, complaint):
    file = tmp_path / "map.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(DataError, match=complaint):
        read_map(file)


def test_a_map_that_does_not_fit_changes_nothing(folder):
    before = facts(folder).keys()
    own = folder.parent / "map.yaml"
    own.write_text(MAP.replace("heads", "haeds"), "utf-8")
    with pytest.raises(NotFoundError, match="there is no relation 'haeds'; did you mean heads"):
        put_in(folder)
    own.write_text(MAP.replace("subject: Name", "subject: Person"), "utf-8")
    with pytest.raises(DataError, match="has no column 'Person' for the subject"):
        put_in(folder)
    assert facts(folder).keys() == before and not (folder / "decisions.txt").exists()


def test_an_assertion_names_somebody_new(folder):
    made = decide.record(
        "assert", ["Eve Lind", "heads", "Acme", "source", "Letter"], folder, tools=REAL_FILES,
        types=("person", None),
    )  # fmt: skip
    assert [str(one) for one in made.named] == ['entity person/eve-lind "Eve Lind" source Letter']
    assert ("person/eve-lind", "heads", "organization/acme", "asserted") in facts(folder)
    again = decide.record(
        "assert", ["Eve Lind", "worksFor", "Acme", "source", "Letter"], folder, tools=REAL_FILES,
        types=("Person", None),
    )  # fmt: skip
    assert again.named == ()
    with pytest.raises(DataError, match="there is no type 'Persn'; did you mean Person"):
        decide.record(
            "assert", ["X Y", "heads", "Acme", "source", "L"], folder, tools=REAL_FILES, types=("Persn", None)
        )
    with pytest.raises(DataError, match="heads is said of Person"):
        decide.record(
            "assert", ["New Town", "heads", "Acme", "source", "L"], folder, tools=REAL_FILES,
            types=("Place", None),
        )  # fmt: skip
    assert "New Town" not in (folder / "decisions.txt").read_text("utf-8")


def test_the_command(folder, monkeypatch):
    monkeypatch.setattr("kg.pipeline.importing.Tools", lambda: REAL_FILES)
    monkeypatch.chdir(folder.parent)
    words = ["import", "table.csv", "--map", "map.yaml", "-s", SOURCE, "-g", "graph"]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 1
    assert result.stdout.startswith(
        "3 facts by hand, 2 named anew (Zoë Berg, Velta Holding): 2 entities more"
    )
    assert f'to undo it: kg import --undo "{SOURCE}" -g graph' in result.stdout
    errors = result.stderr.splitlines()
    assert errors[0] == "kg: table.csv, line 5: no subject" and len(errors) == 4
    shown = CliRunner().invoke(app, ["show", "Velta Holding", "-g", "graph"]).stdout
    assert "(added by hand, confidence 0.99)" in shown
    result = CliRunner().invoke(app, ["import", "--undo", SOURCE, "-g", "graph"])
    assert result.exit_code == 0 and result.stdout.startswith("taken back: 3 facts from")
    assert CliRunner().invoke(app, ["import", "-g", "graph"]).exit_code == 2
