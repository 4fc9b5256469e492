"""Dossiers: every statement leads to its sentences, and no text acts."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import docx
import pytest
from folder_helpers import make_folder
from graph_helpers import HOSTILE, make_collection
from made_up import cases
from markdown_it import MarkdownIt
from server_helpers import HOST, Client
from typer.testing import CliRunner

from kg.cli.app import app
from kg.dossier import write
from kg.dossier.content import LONGEST_NAME, MOST_NOTES, line
from kg.dossier.markdown import escape
from kg.errors import NotFoundError, QueryError
from kg.ontology import load
from kg.pipeline.dossiers import dossier
from kg.server.app import guarded
from kg.server.settings import Settings
from kg.server.state import State
from kg.store.database import Store

MIRA, JONAS, NORLAND = "person/mira-okafor", "person/jonas-lind", "place/norland"
BAD = "organization/bad-actor-script-alert-1-script-sons"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_folder(tmp_path_factory.mktemp("dossier") / "graph", make_collection())


def made(folder, *keys, title=None):
    with Store(folder) as store:
        return dossier(store, keys, load(), title)


def markdown(folder, *keys, title=None):
    return write(made(folder, *keys, title=title), "markdown").decode()


def word(folder, *keys):
    return docx.Document(io.BytesIO(write(made(folder, *keys), "docx")))


def renamed(folder, tmp_path, name, **more):
    """The folder with another name for Jonas Lind."""
    collection = make_collection()
    entities = tuple(replace(e, name=name, **more) if e.key == JONAS else e for e in collection.entities)
    return make_folder(tmp_path / "graph", replace(collection, entities=entities))


def test_names_type_and_number_of_articles(folder):
    text = markdown(folder, MIRA)
    assert text.startswith(
        "# Dossier: Mira Okafor\n\n## Mira Okafor\n\nPerson, named in 4 articles, also called"
    )
    assert "Mira N. Okafor" in text


def test_facts_stand_by_relation_with_times_and_weight(folder):
    text = markdown(folder, MIRA)
    assert (
        "#### Governs\n\n- Mira Okafor *governs* Westmark (governor, since 2019; 2 articles, confidence 0.98)"
        in text
    )


def test_what_is_no_fact_is_told_apart_and_marked_on_its_line(folder):
    found = {kind.heading: kind.statements for kind in made(folder, MIRA).sections[0].kinds}
    assert list(found) == ["Attributed", "Denied"]
    assert {statement.mark for statement in found["Denied"]} == {"denied"}
    facts = markdown(folder, MIRA).split("### Attributed")[0]
    assert "Northwind" not in facts
    assert "- **denied:** Mira Okafor *visited* Norland" in markdown(folder, MIRA)
    kinds = [kind.heading for kind in made(folder, "organization/northwind", JONAS, BAD).sections[0].kinds]
    assert kinds == ["Attributed", "Planned"]


def test_the_timeline_is_in_order_and_marks_what_was_said_only(folder):
    (section,) = made(folder, JONAS).sections
    assert [item.when for item in section.timeline] == [
        "until 2018",
        "2021",
        "2022-03-07",
        "reported 2022-04-01",
    ]
    assert [item.statement.mark for item in section.timeline] == ["former", "attributed", "", ""]
    assert all(item.statement.notes for item in section.timeline)


def test_every_statement_has_notes_and_every_note_is_there_once(folder):
    found = made(folder, MIRA, JONAS, BAD)
    statements = [
        statement
        for section in found.sections
        for group in (*section.groups, *section.kinds)
        for statement in group.statements
    ]
    used = {number for statement in statements for number in statement.notes}
    assert all(statement.notes for statement in statements)
    assert [note.number for note in found.notes] == list(range(1, len(found.notes) + 1))
    assert used == {note.number for note in found.notes}
    assert len(
        {(note.sentence, note.headline, note.file, note.url, note.speaker) for note in found.notes}
    ) == len(found.notes)


def test_a_note_has_sentence_speaker_title_author_source_date_and_address(folder):
    text = markdown(folder, MIRA, JONAS)
    assert (
        "“Mira Okafor, governor of Westmark since 2019, met Jonas Lind in Port Alda on Monday.” – *Talks at"
        " the harbour*, P. Writer, Alda Courier, 2022-03-07. <https://courier.example/harbour?id=1&x=%C3%A4%20b>"
    ) in text
    assert "(according to Jonas Lind) – *rivals.txt*, Norland Times, 2022-04-01. rivals.txt" in text


def test_footnotes_of_the_text_are_those_at_its_end(folder):
    text = markdown(folder, MIRA, JONAS, BAD)
    body, _, sources = text.partition("## Sources")
    assert set(re.findall(r"\[\^(\d+)\]", body)) == set(re.findall(r"^\[\^(\d+)\]: ", sources, re.MULTILINE))


def test_many_sentences_of_one_fact_are_counted_not_all_shown(folder, tmp_path):
    collection = make_collection()
    governs = next(fact for fact in collection.facts if fact.predicate == "governs")
    article, claim = governs.claims[0]
    text = next(a.text for a in collection.articles if a.id == article)
    spans = [(start, start + 5) for start in range(0, 5 * 20, 5)]
    many = tuple((article, replace(claim, id=f"c{i}", evidence=span)) for i, span in enumerate(spans))
    assert len(text) > 100
    facts = tuple(replace(f, claims=many) if f.id == governs.id else f for f in collection.facts)
    with Store(make_folder(tmp_path / "graph", replace(collection, facts=facts))) as store:
        (section,) = dossier(store, [MIRA], load()).sections
    (statement,) = (s for group in section.groups if group.heading == "Governs" for s in group.statements)
    assert (len(statement.notes), statement.more) == (MOST_NOTES, 20 - MOST_NOTES)


# Hostile text


TEXTS = [
    HOSTILE,
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[click](javascript:alert(1)) ![x](http://x.example/y) <http://x.example>",
    "http://x.example/ www.x.example a@x.example ftp://x mailto:a@b",
    "# heading", "- item", "1. item", "12) item", "+ item", "> quote", "---", "===", "    code", "```\ncode",
    "a | b | c", "**bold** _it_ ~~no~~ `code` $x^2$ ==m==", "[^1] [^1]: note", "&lt;b&gt; &#60;", "\\", "a\\",
    "line\nbreak\r\n\r\nparagraph", "tab\there\x00\x1b[31m", "\u202egnp.exe\u2066", "a\u200bb\u200d\ufeff",
    "C++ & C# = 100%!", ":smile: {{x}} {% x %}",
]  # fmt: skip


def plain(text):
    """The text as a dossier writes it, without marks."""
    return line(text)


def shown(html):
    """What a browser shows of a rendered text."""
    return "".join(ElementTree.fromstring(f"<r>{html}</r>").itertext())


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("frame", ["# {}", "- {}", "- x *y* {} z", "[n]: {}", "| a |\n| - |\n| {} |", "*{}*"])
def test_escaped_text_is_text_and_nothing_else(text, frame):
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    html = reader.render(frame.format(f"a{escape(plain(text))}a" if frame == "*{}*" else escape(plain(text))))
    if frame == "[n]: {}":
        return
    assert plain(text) in " ".join(shown(html).split())
    assert not re.search(r"<(script|img|a|code|blockquote|hr|h[2-6]|del|ol|strong)\b", html)
    assert html.count("<ul>") <= 1 and html.count("<em>") <= 1


@pytest.mark.parametrize("text", cases(TEXTS))
def test_hostile_names_change_nothing_but_text(text, folder, tmp_path):
    hostile = renamed(folder, tmp_path, text or "x", aliases=(text,), note=text)
    written = markdown(hostile, JONAS, MIRA)
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(written)
    allowed = {
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "ul",
        "li",
        "em",
        "strong",
        "a",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert set(re.findall(r"<([a-z0-9]+)", html)) <= allowed
    assert set(re.findall(r'href="([^"]*)"', html)) == {"https://courier.example/harbour?id=1&amp;x=%C3%A4%20b",
                                                        "https://news.example/family"}  # fmt: skip
    document = word(hostile, JONAS, MIRA)
    assert len(document.tables) == 2
    assert plain(text) in "\n".join(p.text for p in document.paragraphs)


def test_very_long_names_are_cut_and_empty_ones_replaced(folder, tmp_path):
    assert (
        max(map(len, made(renamed(folder, tmp_path, "x" * 10_000), JONAS).sections[0].name.split()))
        == LONGEST_NAME
    )
    assert made(renamed(folder, tmp_path / "b", "\u200b "), JONAS).sections[0].name == JONAS


def test_only_addresses_of_the_web_are_links(folder, tmp_path):
    collection = make_collection()
    articles = tuple(replace(a, url="javascript:alert(1)") for a in collection.articles)
    bad = make_folder(tmp_path / "graph", replace(collection, articles=articles))
    assert "javascript" not in markdown(bad, MIRA)
    assert not [r for r in word(bad, MIRA).part.rels.values() if r.is_external]


# Word


def test_word_has_headings_a_table_and_notes_to_jump_to(folder):
    document = word(folder, MIRA, JONAS)
    headings = [
        (p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith(("Heading", "Title"))
    ]
    assert headings[:3] == [("Title", "Dossier: Mira Okafor, Jonas Lind"), ("Heading 1", "Mira Okafor"),
                            ("Heading 2", "Timeline")]  # fmt: skip
    assert ("Heading 2", "Denied") in headings and headings[-1] == ("Heading 1", "Sources")
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["When", "What"]
    body = document.element.body
    anchors = {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink") if link.get(f"{W}anchor")}
    marks = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    assert anchors == set(marks) and len(marks) == len(set(marks)) > 5
    links = {rel.target_ref for rel in document.part.rels.values() if rel.is_external}
    assert "https://news.example/family" in links


def test_word_says_the_same_as_markdown(folder):
    found = made(folder, MIRA)
    text = "\n".join(p.text for p in word(folder, MIRA).paragraphs)
    for note in found.notes:
        assert note.sentence in text and note.headline in text
    for group in found.sections[0].groups:
        for statement in group.statements:
            assert f"{statement.subject} {statement.relation} {statement.object}" in text


def test_the_same_graph_gives_the_same_bytes(folder):
    for format_ in ("markdown", "docx"):
        assert write(made(folder, MIRA, JONAS), format_) == write(made(folder, MIRA, JONAS), format_)
    with zipfile.ZipFile(io.BytesIO(write(made(folder, MIRA), "docx"))) as file:
        assert {item.date_time[0] for item in file.infolist()} == {1980}
        assert b"W3CDTF" not in file.read("docProps/core.xml")


# From the command line and over HTTP


def test_wrong_formats_and_unknown_entities(folder):
    with pytest.raises(QueryError, match=r"'pdf' is no format of dossiers .there are markdown, docx"):
        write(made(folder, MIRA), "pdf")
    with pytest.raises(NotFoundError, match="person/nobody"):
        made(folder, "person/nobody")


def test_the_command_writes_what_the_function_makes(folder, tmp_path):
    runner = CliRunner()
    graph = ["--graph", str(folder)]
    found = runner.invoke(app, ["dossier", "Mira Okafor", "Jonas Lind", *graph])
    assert found.exit_code == 0 and found.stdout == markdown(folder, MIRA, JONAS)
    file = tmp_path / "made.docx"
    assert (
        runner.invoke(app, ["dossier", "Mira Okafor", *graph, "-f", "docx", "-o", str(file)]).exit_code == 0
    )
    assert file.read_bytes() == write(made(folder, MIRA), "docx")
    assert "kg: nothing is known of 'Zzyzx'" in runner.invoke(app, ["dossier", "Zzyzx", *graph]).stderr


def test_parts_are_exported_by_the_command(folder):
    runner = CliRunner()
    part = runner.invoke(app, ["export", "-g", str(folder), "-f", "csv-entities", "--around", "Northwind"])
    keys = {line.partition(",")[0] for line in part.stdout.splitlines()[1:]}
    assert keys == {"organization/northwind", JONAS, MIRA, "organization/tidewater"}
    two = runner.invoke(
        app, ["export", "-g", str(folder), "-f", "csv-entities", "-e", "Northwind", "-e", "HC"]
    )
    assert len(two.stdout.splitlines()) == 3


@pytest.fixture(scope="module")
def client(folder):
    state = State(folder, Settings(hosts=frozenset({HOST})))
    yield Client(guarded(state))
    state.workers.close()


def test_dossiers_over_http(client, folder):
    answer = client.post("/api/dossier", {"format": "markdown", "entities": [MIRA, "organization/hc"]})
    assert (answer.status, answer.headers["content-type"]) == (200, "text/markdown; charset=utf-8")
    assert answer.text == markdown(folder, MIRA, "organization/harbour-council")
    assert answer.headers["content-disposition"].startswith('attachment; filename="dossier-mira-okafor')
    answer = client.post("/api/dossier", {"format": "docx", "entities": [MIRA], "title": 'A "title"\r\nx: y'})
    assert docx.Document(io.BytesIO(answer.body)).paragraphs[0].text == 'A "title" x: y'
    assert "\r" not in answer.headers["content-disposition"]


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"format": "pdf", "entities": [MIRA]}, 400),
        ({"format": "markdown", "entities": []}, 400),
        ({"format": "markdown", "entities": "person/x"}, 400),
        ({"format": "markdown", "entities": [1]}, 400),
        ({"format": "markdown", "entities": ["person/nobody"]}, 404),
        ({"format": "markdown", "entities": [MIRA], "title": "x" * 1000}, 400),
        ({"format": "markdown", "entities": [MIRA], "facts": ["nothing"]}, 404),
        ([], 400),
    ],
)
def test_wrong_requests(data, status, client):
    for path in ("/api/dossier", "/api/export"):
        sent = (
            {**data, "format": "csv"}
            if path == "/api/export" and "entities" in data and data["format"] != "pdf"
            else data
        )
        assert client.post(path, sent).status == status


EXPORTS = {
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "csv": "text/csv; charset=utf-8",
    "turtle": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "html": "text/html; charset=utf-8",
}


@pytest.mark.parametrize("format_", sorted(EXPORTS))
def test_exports_of_a_selection(format_, client):
    answer = client.post("/api/export", {"format": format_, "entities": [MIRA, NORLAND], "title": "Mine"})
    assert (answer.status, answer.headers["content-type"]) == (200, EXPORTS[format_])
    assert "Mira Okafor" in answer.text and "Norland" in answer.text
    assert "Tidewater" not in answer.text
    assert re.match(r'attachment; filename="mine\.\w+"', answer.headers["content-disposition"])


def test_facts_that_are_chosen_are_exported_whatever_their_status(client):
    fact = next(f for f in make_collection().facts if f.status == "negated" and f.predicate == "visited")
    answer = client.post("/api/export", {"format": "graphml", "entities": [], "facts": [fact.id]})
    assert answer.text.count("<edge ") == 1 and ">negated<" in answer.text
    all_ = client.post("/api/export", {"format": "graphml", "entities": [MIRA, NORLAND]})
    assert all_.text.count("<edge ") == 2
    none = client.post("/api/export", {"format": "graphml", "entities": [MIRA, NORLAND], "facts": []})
    assert none.text.count("<edge ") == 0 and none.text.count("<node ") == 2
