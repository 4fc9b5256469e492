"""What was wrong in the explorer and must not come back: exports, twins, paths, titles, words, shapes."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import view_helpers
from explorer_helpers import eventually, opened, ready, served
from server_helpers import save

import kg
from kg.page import appearance
from kg.pipeline import decide

pytestmark = pytest.mark.browser

GROSSI, RUSSIA = "person/rafael-grossi", "place/russia"
FACT, TYPE = "https://newskg.example/ns#Fact", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
FORMATS = ("CSV", "GraphML", "GEXF", "Turtle", "JSON-LD", "Web page")
TWINS = "Sela Ward is the secretary general of the Nordic Council. Ward met John Reed in Oslo on Monday."
UNTITLED = (
    "---\nsource: Courier\ndate: 2023-05-04\n---\nAnna Berg met John Reed in Oslo on Monday. Reed left.\n"
)


@pytest.fixture(scope="module")
def chained(tmp_path_factory):
    """Two of one country, one more behind a meeting, and one who is only named beside another."""
    names = {f"person/{name.lower()}": name for name in ("Ada", "Bo", "Cem", "Dee")} | {"place/x": "Xland"}
    triples = [
        ("person/ada", "citizenOf", "place/x"),
        ("person/bo", "citizenOf", "place/x"),
        ("person/ada", "metWith", "person/cem"),
        ("person/bo", "metWith", "person/cem"),
        ("person/dee", "doubts", "person/ada"),
    ]
    made = view_helpers.collect(names, triples, statuses={triples[-1]: "negated"})
    with served(save(tmp_path_factory.mktemp("chained") / "graph", made)) as address:
        yield address


# Exports


def facts_in(label: str, content: str) -> int:
    """How many facts a file of a format holds."""
    if label == "CSV":
        return len({row["fact"] for row in csv.DictReader(io.StringIO(content))})
    if label in ("GraphML", "GEXF"):
        root = ElementTree.fromstring(content)
        return sum(1 for element in root.iter() if element.tag.rpartition("}")[2] == "edge")
    if label == "Turtle":
        return len(re.findall(r"<fact/\w+>[^.]*? a [^;]*kg:Fact|fact/\w+> a [^;]*kg:Fact", content))
    if label == "JSON-LD":
        return sum(FACT in str(node.get(TYPE)) for node in json.loads(content))
    return len(json.loads(re.search(r'<script[^>]*id="edges"[^>]*>(.*?)</script>', content, re.S)[1]))


def export(page, label: str) -> str:
    dialog = page.get_by_role("dialog", name="Export")
    dialog.get_by_label(label).check()
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Export").click()
    page.get_by_text("Saved ").wait_for()
    return Path(download.value.path()).read_text("utf-8")


@pytest.mark.parametrize("label", FORMATS)
def test_the_facts_shown_are_those_of_the_exported_file(browser, sample, label):
    with opened(browser, sample, f"/network?start={RUSSIA}") as page:
        ready(page)
        shown = page.evaluate("kgNetwork.probe().facts.length")
        assert shown > 3
        page.locator("summary", has_text="Share").click()
        page.get_by_role("button", name="Other formats …").click()
        assert f"{shown} facts" in page.get_by_role("dialog").inner_text()
        assert facts_in(label, export(page, label)) == shown


def test_an_entitys_page_exports_its_facts(browser, sample):
    with opened(browser, sample, f"/entity?key={GROSSI}") as page:
        page.locator("[data-fact]").first.wait_for()
        shown = len(page.request.get(f"{sample}/api/entity?key={GROSSI}").json()["facts"])
        page.get_by_role("button", name="Export …").click()
        assert facts_in("CSV", export(page, "CSV")) == shown


def test_the_menu_of_the_view_exports_what_is_shown(browser, sample):
    with opened(browser, sample, f"/network?start={RUSSIA}") as page:
        ready(page)
        shown = page.evaluate("kgNetwork.probe().facts.length")
        stage = page.locator(".stage").bounding_box()
        page.mouse.click(stage["x"] + 12, stage["y"] + 12, button="right")
        page.get_by_role("menuitem", name="Export …").click()
        assert facts_in("GraphML", export(page, "GraphML")) == shown


def test_those_chosen_together_export_the_facts_shown_between_them(browser, sample):
    chosen = "&".join(f"pick={key}" for key in (RUSSIA, "person/vladimir-putin", "person/alexander-novak"))
    with opened(browser, sample, f"/network?start={RUSSIA}&{chosen}") as page:
        ready(page)
        ends = page.evaluate("kgNetwork.probe().ends")
        among = {RUSSIA, "person/vladimir-putin", "person/alexander-novak"}
        between = sum(set(pair) <= among for pair in ends if pair)
        assert between >= 2
        page.get_by_text("3 chosen").wait_for()
        page.get_by_role("button", name="Export …").click()
        assert facts_in("GraphML", export(page, "GraphML")) == between


# Answers


def test_no_answer_offers_facts_of_other_statuses(browser, sample):
    with opened(browser, sample, f"/query?name=who-met-whom&p.person={GROSSI}") as page:
        page.get_by_text("Nothing fits").wait_for()
        assert "1 planned" in page.locator(".near").inner_text()
        page.locator(".near a", has_text="3 facts about Rafael Grossi").click()
        ready(page)
        assert "planned" in page.evaluate("kgNetwork.probe().statuses")


# Layers


def test_named_in_the_same_sentence_adds_entities(browser, chained):
    with opened(browser, chained, "/network?only=person/dee&only=person/cem") as page:
        ready(page)
        assert page.evaluate("kgNetwork.probe().entities.length") == 2
        page.locator(".filters summary", has_text="View").click()
        page.get_by_label("Named in the same sentence").check()
        eventually(page, "kgNetwork.probe().entities.length > 2")


# Twins


@pytest.fixture
def twin_folder(tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(TWINS, "utf-8")
    (tmp_path / "news" / "b.md").write_text(UNTITLED, "utf-8")
    kg.build(tmp_path / "news", graph=tmp_path / "graph").close()
    return tmp_path / "graph"


@pytest.mark.model
def test_rejecting_a_claim_asks_for_its_twin(browser, twin_folder):
    with served(twin_folder) as address, opened(browser, address, "/entity?key=person/sela-ward") as page:
        group = page.get_by_role("region", name=re.compile("^holds position"))
        group.get_by_role("button", name="1 sentence").click()
        group.get_by_role("button", name="Reject").click()
        asked = page.get_by_role("group", name="Read from the same words")
        assert "secretary general of" in asked.inner_text()
        asked.get_by_role("button", name="Reject both").click()
        page.locator(".notice", has_text="Rejected both").wait_for()
        assert [str(one).split()[0] for one in decide.decisions(twin_folder)] == ["reject", "reject"]
        page.get_by_role("region", name=re.compile("^secretary general of")).wait_for(state="detached")
        page.locator(".notice").get_by_role("button", name="Undo").click()
        page.locator(".notice", has_text="Taken back").wait_for()
        assert not decide.decisions(twin_folder)


# Titles


@pytest.mark.model
def test_an_untitled_article_goes_by_its_first_sentence(browser, twin_folder):
    with served(twin_folder) as address, opened(browser, address, "/articles") as page:
        page.get_by_role("link", name="Anna Berg met John Reed in Oslo on Monday.").click()
        page.get_by_role("heading", level=1, name="Anna Berg met John Reed").wait_for()
        text = page.locator(".article-text").inner_text()
        assert text.startswith("Anna Berg met"), "front matter is no text"
        assert "source:" not in text


# Paths


def test_trivial_paths_come_last_and_say_so(browser, chained):
    with opened(browser, chained, "/network?path=person/ada~person/bo") as page:
        ready(page)
        paths = page.locator(".paths > li")
        paths.nth(1).wait_for()
        assert "Cem" in paths.nth(0).inner_text()
        assert "says little" not in paths.nth(0).inner_text()
        assert "Xland" in paths.nth(1).inner_text()
        assert "says little" in paths.nth(1).inner_text()


def test_of_paths_of_one_length_those_that_say_most_come_first(browser, tmp_path_factory):
    names = {f"person/{name.lower()}": name for name in ("Ada", "Bo")} | {
        f"place/{name}": name for name in ("aland", "bland", "cland", "dland")
    }
    triples = [
        ("person/ada", "governs", "place/aland"),
        ("person/bo", "governs", "place/bland"),
        ("place/cland", "locatedIn", "place/aland"),
        ("place/cland", "locatedIn", "place/bland"),
        ("place/dland", "attacked", "place/aland"),
        ("place/dland", "attacked", "place/bland"),
    ]
    graph = save(tmp_path_factory.mktemp("ways") / "graph", view_helpers.collect(names, triples))
    with served(graph) as address, opened(browser, address, "/network?path=person/ada~person/bo") as page:
        ready(page)
        paths = page.locator(".paths > li")
        paths.nth(1).wait_for()
        assert "dland" in paths.nth(0).inner_text()
        assert "cland" in paths.nth(1).inner_text()


def test_paths_fall_back_on_the_same_sentence(browser, chained):
    with opened(browser, chained, "/network?path=person/dee~person/cem") as page:
        ready(page)
        path = page.locator(".paths > li").first
        path.get_by_text("named in the same sentence", exact=True).click()
        page.locator(".panel blockquote", has_text="Dee").first.wait_for()
        assert page.evaluate("kgNetwork.probe().lines.some(id => id.startsWith('p:'))")


# Words, colours, shapes


def test_types_differ_by_shape_as_in_the_mailed_page(browser, sample):
    with opened(browser, sample, "/network?all=1") as page:
        ready(page)
        shapes = {disc["key"].split("/")[0]: disc["shape"] for disc in page.evaluate("kgNetwork.discs()")}
        wanted = {kind.id.lower(): kind.shape for kind in appearance.types().values()}
        assert len(shapes) > 2
        assert shapes == {kind: wanted[kind] for kind in shapes}
        outline = "e => ['clipPath', 'borderRadius', 'transform'].map(name => getComputedStyle(e)[name])"
        drawn = {str(dot.evaluate(outline)) for dot in page.locator(".legend .dot").all()}
        assert len(drawn) == len(shapes), "the legend's dots differ in outline, too"


def test_statuses_have_one_vocabulary(browser, sample):
    with opened(
        browser, sample, "/network?all=1&status=attributed,hedged,former,planned,negated&list=1"
    ) as page:
        ready(page)
        cells = page.locator(".listing table").nth(1).locator("tbody tr td:nth-child(4)").all_inner_texts()
        assert set(cells) <= {look.label for look in appearance.statuses().values()}
        assert "Attributed" in cells
        page.get_by_role("button", name="List", exact=True).click()
        assert "Attributed" in page.locator(".legend").inner_text()


def test_a_line_is_marked_by_its_status_as_in_the_mailed_page(browser, chained):
    with opened(browser, chained, "/network?start=person/dee&status=negated") as page:
        ready(page)
        eventually(page, "kgNetwork.labels().some(label => label.edge)")
        assert "not: doubts" in [label["text"] for label in page.evaluate("kgNetwork.labels()")]
