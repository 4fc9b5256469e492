"""The explorer's pages beside the network: entity, article, query, articles, and their dialogs."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import graph_helpers
import pytest
import view_helpers
from explorer_helpers import HOSTILE, expect, opened, served
from server_helpers import save

import kg.server
from kg.records import Article, Claim, Collection, Entity, Fact, LocalEntity, Mention, Quote, Reading, Skip

pytestmark = pytest.mark.browser

MIRA, COUNCIL = "person/mira-okafor", "organization/harbour-council"
ASSETS = Path(kg.server.__file__).with_name("static") / "assets"
SIZES = [(1280, 720), (820, 1180), (390, 844)]
PAGES = {
    "entity": f"/entity?key={MIRA}",
    "article": "/article?id=rivals.txt",
    "articles": "/articles",
    "query": "/query?name=who-heads",
    "decide": "/decide",
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """An article with an emoji, marks that overlap, and stretches that are left out."""
    with served(save(tmp_path_factory.mktemp("odd") / "graph", overlapping())) as address:
        yield address


TEXT = "furniture to skip\n\n🙂🙂 University of Port Alda is led by Mira Okafor.\n\n“We grow,” she said."


def overlapping() -> Collection:
    def span(part):
        return graph_helpers.span(TEXT, part)

    article = Article(
        "odd.txt", TEXT, "🙂 Odd", "Courier", published="2022-03", skip=(Skip(0, 17, "furniture"),)
    )
    mentions = tuple(
        Mention(*span(words), type_, words, local, kind)
        for words, type_, local, kind in (
            ("University of Port Alda", "ORG", "e1", "name"),
            ("Port Alda", "GPE", "e2", "name"),
            ("Mira Okafor", "PERSON", "e3", "name"),
            ("she", "PERSON", "e3", "pronoun"),
        )
    )
    sentence = span("🙂🙂 University of Port Alda is led by Mira Okafor.")
    claim = Claim(
        "c1", "e3", "heads", "e1", None, None, span("Mira Okafor"), span("University of Port Alda"), sentence,
        "asserted", confidence=0.8, rule="by-hand",
    )  # fmt: skip
    names = {
        "e1": ("Organization", "University of Port Alda"),
        "e2": ("Place", "Port Alda"),
        "e3": ("Person", "Mira Okafor"),
    }
    local = tuple(LocalEntity(id, *names[id]) for id in names)
    quote = Quote(*span("“We grow,”"), "e3", direct=True)
    reading = Reading("odd.txt", mentions, local, (claim,), (quote,), (sentence,))
    keys = {id: f"{type_.lower()}/{name.lower().replace(' ', '-')}" for id, (type_, name) in names.items()}
    entities = tuple(
        Entity(keys[id], type_, name, (), (("odd.txt", id),))
        for id, (type_, name) in sorted(names.items(), key=lambda x: keys[x[0]])
    )
    fact = Fact(
        view_helpers.digest("odd"),
        keys["e3"],
        "heads",
        keys["e1"],
        None,
        "asserted",
        (("odd.txt", claim),),
        1,
        0.8,
    )
    return Collection((article,), (reading,), entities, (fact,))


def shot(page):
    """The text of the page's main part."""
    return page.locator("main").inner_text()


# Entity


def test_entity_shows_names_facts_and_neighbours(browser, small):
    with opened(browser, small, f"/entity?key={MIRA}") as page:
        assert page.get_by_role("heading", level=1).inner_text() == "Mira Okafor"
        assert page.title() == "Mira Okafor · newskg"
        text = shot(page)
        assert all(name in text for name in ("Mira N. Okafor", graph_helpers.CYRILLIC, "Westmark", "Denied"))
        neighbours = page.get_by_role("region", name="Neighbours")
        assert (
            neighbours.get_by_role("link", name="Jonas Lind").get_attribute("href")
            == "/entity?key=person/jonas-lind"
        )
        assert page.get_by_role("region", name="Articles").get_by_role("listitem").count() == 4


def test_a_fact_opens_its_sentences(browser, small):
    with opened(browser, small, f"/entity?key={MIRA}") as page:
        group = page.get_by_role("region", name=re.compile("^governs"))
        button = group.get_by_role("button", name="3 sentences")
        button.click()
        assert button.get_attribute("aria-expanded") == "true"
        marks = group.locator("blockquote").first.locator("mark")
        assert marks.all_inner_texts() == ["Mira Okafor", "Westmark"]
        assert group.locator(".claim").count() == 3
        button.click()
        assert group.locator("blockquote").first.is_hidden()


def test_the_timeline_shows_how_exact_a_date_is(browser, small):
    with opened(browser, small, f"/entity?key={MIRA}") as page:
        rows = page.locator(".timeline-row")
        governs = rows.filter(has_text="governs")
        maybe, sure = (governs.locator(f".bar.{kind}").bounding_box() for kind in ("maybe", "sure"))
        assert maybe["x"] < sure["x"]  # some day of 2019
        assert abs(maybe["x"] + maybe["width"] - sure["x"] - sure["width"]) < 2  # no end is given
        assert "open-end" in governs.locator(".bar.maybe").get_attribute("class")
        met = rows.filter(has_text="met with").filter(has_text="2022-03-07")
        assert met.locator(".point").count() == 1
        met.get_by_role("button").click()
        page.locator("blockquote").first.wait_for()


def test_a_former_key_leads_to_the_entity(browser, small):
    with opened(browser, small, "/entity?key=organization/hc") as page:
        assert page.get_by_role("heading", level=1).inner_text() == "Harbour Council"
        assert page.url.endswith("/entity?key=organization/harbour-council")


def test_an_entity_that_is_not_there(browser, small):
    with opened(browser, small, "/entity?key=person/nobody", failing=True) as page:
        assert page.get_by_role("heading", name="No such entity").is_visible()
        assert page.get_by_role("link", name="What was decided").get_attribute("href") == "/decide"
        page.get_by_role("link", name="Open the network").click()
        page.wait_for_url("**/network")
    with opened(browser, small, "/entity") as page:
        assert "No entity is named" in shot(page)


def test_a_place_has_a_dot_where_it_lies(browser, small):
    with opened(browser, small, "/entity?key=place/port-alda") as page:
        spot = page.locator(".world .spot")
        assert float(spot.get_attribute("cx")) == pytest.approx(180 - 10.5)
        assert float(spot.get_attribute("cy")) == pytest.approx(90 - 54.321)
        expect(page.locator(".world .land")).to_have_attribute("d", re.compile(".{5000}", re.DOTALL))
        assert "54.32° N, 10.50° W" in shot(page)
        assert "54.32° N" in page.get_by_role("img").get_attribute("aria-label")


@pytest.mark.parametrize("label", ["Turtle", "JSON-LD"])
def test_the_iri_of_an_entity_answers_with_data(browser, sample, label):
    with opened(browser, sample, "/entity?key=person/rafael-grossi") as page:
        with page.expect_download() as download:
            page.get_by_role("region", name="Identity").get_by_role("button", name=label).click()
        assert "Rafael Grossi" in Path(download.value.path()).read_text("utf-8")
        assert download.value.suggested_filename.startswith("person-rafael-grossi.")


def test_an_entity_leads_to_the_network(browser, small):
    with opened(browser, small, f"/entity?key={MIRA}") as page:
        page.get_by_role("link", name="Open in network").click()
        page.wait_for_url("**/network?start=**")


# Article


def test_an_article_is_marked_and_whole(browser, odd):
    with opened(browser, odd, "/article?id=odd.txt") as page:
        page.locator(".article-text").wait_for()
        paragraphs = page.locator(".article-text p").all_inner_texts()
        assert paragraphs == TEXT.split("\n\n")
        links = page.locator("a.piece")
        assert links.all_inner_texts() == ["University of ", "Port Alda", "Mira Okafor", "she"]
        assert [link.get_attribute("href").rpartition("/")[2] for link in links.all()] == [
            "university-of-port-alda", "port-alda", "mira-okafor", "mira-okafor",
        ]  # fmt: skip
        left_out = page.locator(".article-text .unread")
        assert left_out.inner_text() == "furniture to skip"
        assert left_out.bounding_box()["x"] >= 0
        assert page.locator(".article-text .quote").inner_text() == "“We grow,”"


def test_a_claim_lights_up_its_words(browser, odd):
    with opened(browser, odd, "/article?id=odd.txt") as page:
        claim = page.get_by_role("button", name="Mira Okafor heads University of Port Alda")
        claim.click()
        assert claim.get_attribute("aria-pressed") == "true"
        assert "claim=c1" in page.url
        assert "".join(page.locator(".lit").all_inner_texts()) == TEXT.split("\n\n")[1]
        assert page.locator(".lit.subject").all_inner_texts() == ["Mira Okafor"]
        assert page.locator(".lit.object").all_inner_texts() == ["University of ", "Port Alda"]
        page.reload()
        page.locator(".lit.subject").wait_for()
        claim.click()
        assert page.locator(".lit").count() == 0
        assert "claim=" not in page.url
        page.locator(".piece.evidence").filter(has_text="is led by").click()
        assert page.locator(".lit.subject").all_inner_texts() == ["Mira Okafor"]


def test_the_address_scrolls_to_a_claim(browser, sample):
    with opened(browser, sample, "/articles") as page:
        last = page.evaluate(
            """async () => {
              const [article] = (await (await fetch('/api/articles')).json()).slice(-1);
              const url = '/api/article?id=' + encodeURIComponent(article.id);
              const { claims } = await (await fetch(url)).json();
              claims.sort((a, b) => b.evidence[0] - a.evidence[0]);
              return [article.id, claims[0].id];
            }"""
        )
    with opened(
        browser, sample, f"/article?id={last[0]}&claim={last[1]}", viewport={"width": 1280, "height": 400}
    ) as page:
        page.locator(".lit").first.wait_for()
        box = page.locator(".lit").first.bounding_box()
        assert 0 < box["y"] < 400
        page.locator(f"[data-claim='{last[1]}'] .claim-more").wait_for()


def test_a_mention_leads_to_its_entity(browser, odd):
    with opened(browser, odd, "/article?id=odd.txt") as page:
        page.locator("a.piece", has_text="Port Alda").last.click()
        page.locator(".popover").get_by_role("link", name="Its page").click()
        page.get_by_role("heading", level=1, name="Port Alda").wait_for()


def test_an_article_that_is_not_there(browser, odd):
    with opened(browser, odd, "/article?id=gone.txt", failing=True) as page:
        page.get_by_role("heading", name="No such article").wait_for()
        page.get_by_role("link", name="All articles").click()
        page.get_by_role("heading", name="Articles", exact=True).wait_for()


# Articles


def test_articles_are_filtered(browser, small):
    with opened(browser, small, "/articles") as page:
        rows = page.locator(".article-list li")
        assert rows.count() == 4
        page.get_by_label("Publisher").select_option("Norland Times")
        assert rows.all_inner_texts()[0].startswith("Governor Okafor did not visit Norland.")
        assert rows.count() == 1
        assert "source=Norland+Times" in page.url
        page.get_by_label("Publisher").select_option("")
        page.get_by_label("Order").select_option("title")
        assert rows.first.inner_text().startswith("At home")
        page.get_by_label("Search the articles").fill("harbour alda mirror")
        page.wait_for_url("**/articles?q=*")
        assert rows.count() == 1
        page.get_by_label("Search the articles").fill("zzzz")
        page.get_by_text("None. Use fewer words").wait_for()
        page.get_by_text("No name, sentence or article holds these words.").wait_for()


def test_words_are_looked_up_in_texts(browser, sample):
    with opened(browser, sample, "/articles?q=president") as page:
        marks = page.get_by_role("region", name="Sentences behind facts").locator("mark")
        marks.first.wait_for()
        assert {text.lower() for text in marks.all_inner_texts()} <= {"president", "presidents"}
        page.locator(".found-list a").first.click()
        page.locator(".article-text").wait_for()


# Query


def test_a_named_query_answers_at_once(browser, sample):
    with opened(browser, sample, "/query?name=who-heads") as page:
        page.get_by_role("cell", name="Rafael Grossi").wait_for()
        assert page.locator(".answer-table th").all_inner_texts() == [
            "Person",
            "Relation",
            "Of",
            "Articles",
            "Confidence",
        ]
        with page.expect_download() as download:
            page.get_by_role("button", name="Download CSV").click()
        lines = Path(download.value.path()).read_text("utf-8").splitlines()
        assert download.value.suggested_filename == "who-heads.csv"
        assert lines[0] == "person,relation,of,articles,confidence"
        assert len(lines) == page.locator(".answer-table tbody tr").count() + 1
        page.get_by_role("button", name="person").click()
        names = page.locator(".answer-table tbody td:first-child").all_inner_texts()
        assert names == sorted(names)
        page.get_by_role("button", name="Network").click()
        assert "Rafael Grossi" in page.locator(".net").text_content()
        assert "view=network" in page.url


def test_a_query_asks_for_its_parameters(browser, sample):
    with opened(browser, sample, "/query") as page:
        page.get_by_role("link", name="Facts about an entity").click()
        ask = page.get_by_role("button", name="Ask")
        assert ask.is_disabled()
        search = page.get_by_role("main").get_by_role("combobox")
        search.fill("grosi")
        page.get_by_role("option", name="Rafael Grossi").wait_for()
        search.press("Enter")
        ask.click()
        page.get_by_role("cell", name="International Atomic Energy Agency").first.wait_for()
        assert "p.entity=person/rafael-grossi" in page.url
        page.reload()
        page.get_by_role("cell", name="International Atomic Energy Agency").first.wait_for()
        article = page.locator(".answer-table a[href='/article?id=grossi-zaporizhzhia.txt']").first
        assert article.inner_text() == "Nuclear watchdog's chief returns to Zaporizhzhia plant"
        page.get_by_role("button", name="Edit as SPARQL").click()
        page.locator(".CodeMirror").wait_for()
        assert "id/person/rafael-grossi>" in page.evaluate(
            "document.querySelector('.CodeMirror').CodeMirror.getValue()"
        )
        page.get_by_role("button", name="Run").click()
        page.get_by_role("cell", name="International Atomic Energy Agency").first.wait_for()


CONSTRUCT = """
PREFIX kg: <https://newskg.example/ns#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
CONSTRUCT { ?a ?p ?b } {
  ?f a kg:Fact ; rdf:subject ?a ; rdf:predicate ?p ; rdf:object ?b . ?b a ?type
}"""


def write(page, query):
    page.locator(".CodeMirror").wait_for()
    page.evaluate("query => document.querySelector('.CodeMirror').CodeMirror.setValue(query)", query)


def test_sparql_answers_with_links_to_entities(browser, sample):
    with opened(browser, sample, "/query") as page:
        page.locator(".CodeMirror").wait_for()
        page.get_by_role("button", name="Run").click()
        table = page.locator(".answer-table")
        table.get_by_role("link", name="Claudia Sheinbaum").first.wait_for()
        page.get_by_role("button", name="Network").click()
        page.locator(".net a").first.wait_for()
        assert "start=" in page.get_by_role("link", name="Open in network").get_attribute("href")
        page.reload()
        page.locator(".net a").first.wait_for()
        page.locator(".net a").first.click()
        page.wait_for_url("**/entity?key=**")
        page.get_by_role("heading", name="Over time").or_(
            page.get_by_role("heading", name="Facts")
        ).first.wait_for()
        page.go_back()
        page.locator(".net a").first.wait_for()


def test_sparql_that_constructs_a_graph(browser, sample):
    with opened(browser, sample, "/query") as page:
        write(
            page,
            CONSTRUCT,
        )
        page.get_by_role("button", name="Run").click()
        page.get_by_text(re.compile(r"\d+ statements")).wait_for()
        with page.expect_download() as download:
            page.get_by_role("button", name="Download Turtle").click()
        assert "kg:" in Path(download.value.path()).read_text("utf-8")
        page.get_by_role("button", name="Network").click()
        page.locator(".net a").first.wait_for()


def test_sparql_that_is_wrong_says_so(browser, sample):
    with opened(browser, sample, "/query", failing=True) as page:
        write(page, "SELECT * { ?s ?p }")
        page.locator(".parseErrorIcon").hover()
        assert "Expected" in page.locator(".yasqe_tooltip").inner_text()
        page.get_by_role("button", name="Run").click()
        page.get_by_role("heading", name="This did not work").wait_for()
        write(page, "ASK { ?s ?p ?o }")
        page.get_by_role("button", name="Run").click()
        page.get_by_role("cell", name="yes").wait_for()
        write(page, "SELECT * { SERVICE <http://other.example/sparql> { ?s ?p ?o } }")
        page.get_by_role("button", name="Run").click()
        page.get_by_role("heading", name="This did not work").wait_for()


def test_the_editor_proposes_names_and_runs_by_keyboard(browser, sample):
    with opened(browser, sample, "/query") as page:
        write(page, "PREFIX kg: <https://newskg.example/ns#>\nSELECT ?s { ?s kg:governs ?o }")
        page.locator(".CodeMirror").click()
        page.keyboard.press("Control+End")
        for _ in range(len(" ?o }")):
            page.keyboard.press("ArrowLeft")
        for _ in range(3):
            page.keyboard.press("Backspace")
        page.locator(".CodeMirror-hint", has_text="kg:governs").wait_for()
        page.keyboard.press("Enter")
        page.keyboard.press("Control+Enter")
        page.locator(".answer-table").wait_for()


def test_the_tab_key_leaves_the_editor(browser, sample):
    with opened(browser, sample, "/query") as page:
        page.locator(".CodeMirror").click()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Run"
        assert "\t" not in page.locator(".CodeMirror").inner_text()


def test_the_editor_keeps_to_its_own_server():
    scripts = "".join(path.read_text("utf-8") for path in ASSETS.glob("*.js"))
    for name in ("prefix.cc", "linkeddata.es", "dbpedia", "onlyfans", "eval("):
        assert name not in scripts, name


def test_a_link_to_a_query_does_not_run_it(browser, sample):
    with opened(browser, sample, "/query?q=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D") as page:
        page.locator(".CodeMirror").wait_for()
        assert "SELECT * { ?s ?p ?o }" in page.locator(".CodeMirror").inner_text()
        page.wait_for_timeout(300)
        assert page.locator(".answer").count() == 0


# Dialogs


def test_dialogs_keep_the_focus_and_give_it_back(browser, small):
    with opened(browser, small, f"/entity?key={MIRA}") as page:
        button = page.get_by_role("button", name="Rename …")
        button.click()
        dialog = page.get_by_role("dialog", name="Rename")
        name = dialog.get_by_label("Name", exact=True)
        name.wait_for()
        assert page.evaluate("document.activeElement.value") == "Mira Okafor"
        assert dialog.get_by_role("button", name="Rename").is_disabled()
        for _ in range(12):
            page.keyboard.press("Tab")
            assert page.evaluate(
                "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
            )
        page.keyboard.press("Escape")
        assert dialog.count() == 0
        assert page.evaluate("document.activeElement.textContent") == "Rename …"


@pytest.mark.parametrize("label", ["CSV", "GraphML", "GEXF", "Turtle", "JSON-LD", "Web page"])
def test_what_is_shown_can_be_exported(browser, sample, label):
    with opened(browser, sample, "/entity?key=person/rafael-grossi") as page:
        page.get_by_role("button", name="Export …").click()
        dialog = page.get_by_role("dialog", name="Export")
        dialog.get_by_label(label).check()
        with page.expect_download() as download:
            dialog.get_by_role("button", name="Export").click()
        content = Path(download.value.path()).read_text("utf-8")
        assert "Grossi" in content
        page.get_by_text("Saved ").wait_for()
        if label == "JSON-LD":
            json.loads(content)


@pytest.mark.parametrize("label", ["Word document", "Markdown"])
def test_a_dossier_can_be_made(browser, sample, label):
    with opened(browser, sample, "/entity?key=person/rafael-grossi") as page:
        page.get_by_role("button", name="Dossier …").click()
        dialog = page.get_by_role("dialog", name="Dossier")
        dialog.get_by_label(label).check()
        with page.expect_download() as download:
            dialog.get_by_role("button", name="Make dossier").click()
        content = Path(download.value.path()).read_bytes()
        if label == "Markdown":
            assert "Rafael Grossi" in content.decode()
        else:
            assert b"Grossi" in zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")


# All pages


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_hostile_names_change_nothing_but_text(browser, hostile, scheme):
    with opened(browser, hostile, "/articles", color_scheme=scheme) as page:
        page.locator(".article-list").wait_for()
        assert "<b>bold</b>" in shot(page)
    for key, name in HOSTILE.items():
        with opened(browser, hostile, f"/entity?key={key}", color_scheme=scheme) as page:
            page.get_by_role("heading", level=1).wait_for()
            assert page.title() != "taken"
            assert page.locator("main script, main img, main i, main b").count() == 0
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert page.locator("a[href^='javascript:']").count() == 0
            if name.startswith("<"):
                assert page.get_by_role("heading", level=1).inner_text() == name.rstrip()
            page.locator(".toggle").first.click()
            page.locator(".claim").first.wait_for()
            page.get_by_role("button", name="Merge with …").click()
            page.get_by_role("dialog").wait_for()
            page.keyboard.press("Escape")
    with opened(browser, hostile, "/article?id=a00000.txt", color_scheme=scheme) as page:
        page.locator(".claim-button").first.click()
        page.locator(".lit").first.wait_for()
        assert page.locator("main script, main img").count() == 0
        assert page.locator("a[href^='javascript:']").count() == 0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_pages_fit_their_window(browser, small, name, size):
    viewport = {"width": size[0], "height": size[1]}
    with opened(browser, small, PAGES[name], viewport=viewport, failing=True) as page:
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert page.evaluate("document.querySelector('main').scrollWidth") <= size[0]


@pytest.mark.parametrize("name", PAGES)
def test_controls_have_names(browser, small, name):
    with opened(browser, small, PAGES[name], failing=True) as page:
        page.wait_for_timeout(300)
        tree = page.locator("body").aria_snapshot()
        for role in ("combobox", "checkbox", "button", "textbox", "searchbox", "link", "img", "dialog"):
            unnamed = [line for line in tree.splitlines() if line.strip() in (f"- {role}", f"- {role}:")]
            assert unnamed == [], role


def test_an_error_says_what_to_do(browser, small):
    with opened(browser, small, "/articles", failing=True) as page:
        page.route(
            "**/api/entity*",
            lambda route: route.fulfill(status=503, json={"error": "the graph is being built"}),
        )
        page.goto(f"{small}/entity?key={MIRA}")
        page.get_by_text("the graph is being built").wait_for()
        page.unroute("**/api/entity*")
        page.get_by_role("button", name="Try again").click()
        page.get_by_role("heading", level=1, name="Mira Okafor").wait_for()
