"""The network page in headless Chromium: what it shows, how it grows, what stands behind an edge."""

from __future__ import annotations

import itertools
import shutil
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import graph_helpers
import pytest
import view_helpers
from explorer_helpers import CHROMIUM, HOSTILE, eventually, expect, opened, ready, served, serving
from server_helpers import save

from kg.records import Collection

pytestmark = pytest.mark.browser

MIRA, JONAS, ADA = "person/mira-okafor", "person/jonas-lind", "person/ada-okafor"
NORTHWIND, COUNCIL = "organization/northwind", "organization/harbour-council"
EVERY = "asserted,attributed,former,hedged,negated,planned"


@pytest.fixture(scope="module")
def hubs(tmp_path_factory):
    """An entity with a hundred neighbours, and two that seven facts link."""
    names = {"person/hub": "Hub"} | {f"place/p{i:03}": f"Place {i}" for i in range(100)}
    links = [("person/hub", "visited", f"place/p{i:03}") for i in range(100)]
    many = ("governs", "heads", "funds", "chairs", "bornIn", "basedIn", "ownerOf")
    names |= {"organization/one": "One", "organization/two": "Two"}
    links += [("organization/one", relation, "organization/two") for relation in many]
    with serving(tmp_path_factory, view_helpers.collect(names, links)) as address:
        yield address


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    with serving(tmp_path_factory, view_helpers.generated(1500, 4000, lonely=20)) as address:
        yield address


def network(browser, address, query="", **options):
    return opened(browser, address, f"/network{query}", **options)


def probe(page, what: str):
    return page.evaluate("what => kgNetwork.probe()[what]", what)


def entities(page) -> set[str]:
    return set(probe(page, "entities"))


def at(page, key: str) -> dict[str, float]:
    return eventually(page, "key => kgNetwork.positionOf(key)", key)


def click(page, key: str) -> None:
    point = at(page, key)
    page.mouse.click(point["x"], point["y"])


def double_click(page, key: str) -> None:
    point = at(page, key)
    page.mouse.dblclick(point["x"], point["y"])


def chip(page, name: str):
    """The filter of a name, opened."""
    found = page.locator(".filters details", has=page.locator("summary", has_text=name))
    if found.get_attribute("open") is None:
        found.locator("summary").click()
    return found


def query_of(page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def chosen(page, selection: str) -> None:
    """Wait until the address names what is selected."""
    eventually(page, "it => new URLSearchParams(location.search).get('sel') === it", selection)


def heading(page) -> str:
    page.locator("main .panel h2, main .panel h3").first.wait_for()
    return page.locator("main .panel h2, main .panel h3").first.inner_text().strip()


def search(page):
    return page.get_by_role("combobox", name="Search the graph")


def proposals(page):
    return page.locator(".search [role=option]:visible")


def facts_of(page, address, relation: str, status: str = "asserted") -> list[str]:
    found = page.request.get(f"{address}/api/network").json()
    edges = found["edges"]
    return [
        id
        for id, r, s in zip(edges["id"], edges["relation"], edges["status"], strict=True)
        if (found["relations"][r], found["statuses"][s]) == (relation, status)
    ]


def boxes(page) -> list[dict]:
    return [label for label in page.evaluate("kgNetwork.labels()") if not label["edge"]]


def assert_apart(labels: list[dict]) -> None:
    for a, b in itertools.combinations(labels, 2):
        across = abs(a["x"] - b["x"]) < (a["width"] + b["width"]) / 2
        down = abs(a["y"] - b["y"]) < (a["size"] + b["size"]) / 2
        assert not (across and down), (a["text"], b["text"])


# The first view


def test_it_opens_with_what_hangs_together_most(browser, sample):
    with network(browser, sample) as page:
        ready(page)
        shown = entities(page)
        assert 20 <= len(shown) <= 80
        linked = page.evaluate("kgNetwork.probe().ends")
        assert shown == {end for pair in linked for end in pair}, "everything hangs on something"
        assert set(page.evaluate("kgNetwork.probe().statuses")) == {"asserted"}
        assert len(boxes(page)) > len(shown) * 0.7
        assert_apart(boxes(page))
        before = {key: at(page, key) for key in shown}
        page.wait_for_timeout(500)
        assert {key: at(page, key) for key in shown} == before
        assert "entities" in page.locator(".counts").inner_text()


def test_a_dense_graph_opens_readable(browser, many):
    with network(browser, many) as page:
        ready(page)
        assert len(entities(page)) <= 80
        assert len(probe(page, "lines")) <= 3 * len(entities(page))
        assert len(boxes(page)) > 25
        assert_apart(boxes(page))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (820, 1180), (390, 844)])
def test_parts_do_not_overlap(browser, sample, size, scheme):
    viewport = {"width": size[0], "height": size[1]}
    with network(browser, sample, viewport=viewport, color_scheme=scheme) as page:
        ready(page)
        wide = [".filters", ".panel"] if size[0] > 1020 else []  # else drawer and sheet
        parts = ["#header", ".top", ".stage", ".bottom", *wide]
        found = {part: page.locator(part).bounding_box() for part in parts}
        for box in found.values():
            assert box["x"] >= 0 and box["x"] + box["width"] <= size[0] + 1
            assert box["y"] + box["height"] <= size[1] + 1
        for a, b in itertools.combinations(found.values(), 2):
            across = min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"])
            down = min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"])
            assert across <= 1 or down <= 1
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        stage = found[".stage"]
        assert min(stage["width"], stage["height"]) >= 250
        assert page.evaluate("document.documentElement.dataset.theme") == scheme


def test_filters_open_over_the_stage_on_a_tablet(browser, small):
    with network(browser, small, viewport={"width": 820, "height": 1180}) as page:
        ready(page)
        filters = page.locator(".filters")
        assert filters.is_hidden()
        page.get_by_role("button", name="Filters", exact=True).click()
        assert filters.is_visible()
        filters.get_by_role("button", name="Close the filters").click()
        assert filters.is_hidden()


def test_the_theme_can_be_chosen(browser, small):
    with network(browser, small, color_scheme="light") as page:
        ready(page)
        before = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.get_by_role("button", name="Colours").click()
        page.get_by_role("button", name="Colours").click()
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
        page.reload()
        ready(page)
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"


# Search


def test_search_proposes_while_one_types(browser, small):
    with network(browser, small) as page:
        ready(page)
        search(page).press_sequentially("okaf")
        options = proposals(page)
        options.first.wait_for()
        names = [text.splitlines()[0] for text in options.all_inner_texts()]
        assert {"Mira Okafor", "Ada Okafor"} <= set(names)
        search(page).press("ArrowDown")
        assert (
            page.locator(".search [role=option][aria-selected=true]").inner_text().splitlines()[0] == names[1]
        )
        assert search(page).get_attribute("aria-activedescendant")
        search(page).press("Enter")
        expect(page.locator("main .panel h2, main .panel h3").first).to_have_text(names[1])
        expect(proposals(page)).to_have_count(0)


def test_search_is_opened_by_a_key_and_closed_by_escape(browser, small):
    with network(browser, small) as page:
        ready(page)
        page.keyboard.press("/")
        page.keyboard.type("lind")
        proposals(page).first.wait_for()
        page.keyboard.press("Escape")
        assert proposals(page).count() == 0
        search(page).fill("zzzzqqq")
        assert "Nothing of this name" in proposals(page).first.inner_text()


def test_enter_waits_for_the_answer(browser, small):
    with network(browser, small) as page:
        ready(page)
        search(page).fill("jonas lind")
        search(page).press("Enter")
        eventually(page, "kgNetwork.probe().state.includes('sel=n:person/jonas-lind')")


def test_search_brings_in_what_is_not_shown(browser, hubs):
    with network(browser, hubs, "?start=organization/one") as page:
        ready(page)
        assert entities(page) == {"organization/one", "organization/two"}
        search(page).fill("Place 77")
        proposals(page).first.wait_for()
        search(page).press("Enter")
        eventually(page, "kgNetwork.probe().entities.includes('place/p077')")
        assert "person/hub" in entities(page), "with its neighbour"
        page.locator("main .panel h2, main .panel h3", has_text="Place 77").first.wait_for()


# Growing and shrinking


def test_double_click_unfolds_and_folds_up(browser, hubs):
    with network(browser, hubs, "?start=place/p000") as page:
        ready(page)
        assert entities(page) == {"place/p000", "person/hub"}
        double_click(page, "person/hub")
        eventually(page, "kgNetwork.probe().entities.length > 10")
        grown = len(entities(page))
        assert 10 < grown < 50, "a portion, not everything"
        page.get_by_role("button", name="Unfold").click()
        eventually(page, f"kgNetwork.probe().entities.length > {grown}")
        assert_apart(boxes(page))
        page.get_by_role("button", name="Fold up").click()
        eventually(page, "kgNetwork.probe().entities.length === 2")


def test_what_stands_keeps_its_place_while_the_view_grows(browser, small):
    with network(browser, small, f"?start={ADA}") as page:
        ready(page)
        before = page.evaluate("kgNetwork.places()")
        page.locator(".stage").focus()
        click(page, MIRA)
        page.keyboard.press("+")
        eventually(page, "kgNetwork.probe().entities.length > 3")
        after = page.evaluate("kgNetwork.places()")
        for key, place in before.items():
            assert max(abs(place[i] - after[key][i]) for i in (0, 1)) < 40, key


def test_leaves_of_a_folded_entity_vanish(browser, small):
    with network(browser, small) as page:
        ready(page)
        before = entities(page)
        assert ADA in before
        click(page, MIRA)
        page.get_by_role("button", name="Fold up").click()
        eventually(page, f"!kgNetwork.probe().entities.includes('{ADA}')")
        assert MIRA in entities(page)
        page.get_by_role("button", name="Unfold").click()
        eventually(page, f"kgNetwork.probe().entities.length === {len(before)}")


def test_hide_and_show_again(browser, small):
    with network(browser, small) as page:
        ready(page)
        before = entities(page)
        click(page, JONAS)
        page.get_by_role("button", name="Hide", exact=True).click()
        eventually(page, f"!kgNetwork.probe().entities.includes('{JONAS}')")
        assert query_of(page)["hide"] == [JONAS]
        chip(page, "Hidden by you").get_by_role("button", name="Show Jonas Lind again").click()
        eventually(page, f"kgNetwork.probe().entities.length === {len(before)}")


def test_drag_pins(browser, small):
    with network(browser, small) as page:
        ready(page)
        start = at(page, JONAS)
        page.mouse.move(start["x"], start["y"])
        page.mouse.down()
        page.mouse.move(start["x"] + 60, start["y"] + 40, steps=6)
        page.mouse.up()
        eventually(page, "kgNetwork.probe().state.includes('pin=')")
        moved = at(page, JONAS)
        assert abs(moved["x"] - start["x"] - 60) < 4 and abs(moved["y"] - start["y"] - 40) < 4
        assert "sel" not in query_of(page), "a drag is no click"
        page.reload()
        ready(page)
        again = at(page, JONAS)
        assert abs(again["x"] - moved["x"]) < 3 and abs(again["y"] - moved["y"]) < 3
        click(page, JONAS)
        page.get_by_role("button", name="Unpin").click()
        eventually(page, "!kgNetwork.probe().state.includes('pin=')")


def test_show_all_begins_with_communities_that_zooming_opens(browser, many):
    with network(browser, many) as page:
        ready(page)
        page.get_by_role("button", name="Show all").click()
        eventually(page, "kgNetwork.probe().entities.length > 1000")
        eventually(page, "kgNetwork.discs().length < 61")
        assert_apart(boxes(page))
        point = page.evaluate("kgNetwork.foldAt(kgNetwork.discs()[0].key)")
        page.mouse.click(point["x"], point["y"])
        eventually(page, "kgNetwork.discs().length > 1000")
        assert_apart(boxes(page))
        assert len(boxes(page)) > 10
        page.get_by_role("button", name="Most connected").click()
        eventually(page, "kgNetwork.probe().entities.length < 81")


# Filters


def test_filters_by_type_relation_status_confidence(browser, small):
    with network(browser, small) as page:
        ready(page)
        every = set(probe(page, "facts"))
        filters = chip(page, "Type")
        filters.get_by_label("Place", exact=True).uncheck()
        eventually(page, "kgNetwork.probe().entities.every(key => !key.startsWith('place/'))")
        filters.get_by_label("Place", exact=True).check()
        eventually(page, f"kgNetwork.probe().facts.length === {len(every)}")
        governs = set(facts_of(page, small, "governs"))
        chip(page, "Relations").get_by_label("governs", exact=True).uncheck()
        eventually(page, f"kgNetwork.probe().facts.length === {len(every - governs)}")
        page.get_by_role("button", name="Reset filters").click()
        eventually(page, f"kgNetwork.probe().facts.length === {len(every)}")
        chip(page, "Status").get_by_label("Denied", exact=True).check()
        negated = facts_of(page, small, "visited", "negated")[0]
        eventually(page, "id => kgNetwork.probe().facts.includes(id)", negated)
        page.get_by_role("button", name="Reset filters").click()
        chip(page, "Confidence").get_by_label("Confidence at least").fill("90")
        eventually(page, f"kgNetwork.probe().facts.length < {len(every)}")
        assert query_of(page)["conf"] == ["90"]
        assert set(probe(page, "facts")) < every


def test_only_one_relation(browser, small):
    with network(browser, small) as page:
        ready(page)
        chip(page, "Relations").locator("li", has_text="met with").hover()
        page.get_by_role("button", name="Only met with").click()
        met = set(facts_of(page, small, "metWith"))
        eventually(page, f"kgNetwork.probe().facts.length === {len(met)}")
        assert set(probe(page, "facts")) == met
        assert entities(page) == {MIRA, JONAS}
        page.get_by_role("button", name="None: Relations").click()
        page.get_by_text("Nothing to show").wait_for()
        page.get_by_role("button", name="All: Relations").click()
        eventually(page, "kgNetwork.probe().facts.length > 5")


def test_filters_by_source_and_date(browser, small):
    with network(browser, small) as page:
        ready(page)
        chip(page, "Sources").get_by_label("Norland Times", exact=True).uncheck()
        chief = facts_of(page, small, "chiefExecutiveOf")[0]
        eventually(page, "id => !kgNetwork.probe().facts.includes(id)", chief)
        page.get_by_role("button", name="Reset filters").click()
        eventually(page, "id => kgNetwork.probe().facts.includes(id)", chief)
        assert page.locator(".histogram rect").count() == 15, "a bar for each month, March 2022 to May 2023"
        filters = chip(page, "Date")
        slider = filters.get_by_label("Published from")
        slider.fill("1")
        assert slider.get_attribute("aria-valuetext") == "Apr 2022"
        head = facts_of(page, small, "heads")[0]
        eventually(page, "id => !kgNetwork.probe().facts.includes(id)", head)
        assert chief in probe(page, "facts")
        filters.get_by_label("Published until").fill("1")
        eventually(page, "location.search.includes('to=2022-04')")
        shown = page.evaluate("kgNetwork.dates()")
        assert shown and all(first[:7] <= "2022-04" <= last[:7] for first, last in shown)
        assert (query_of(page)["from"], query_of(page)["to"]) == (["2022-04"], ["2022-04"])


def test_colours_and_sizes(browser, small):
    with network(browser, small) as page:
        ready(page)
        nodes = page.evaluate("kgNetwork.discs()")
        assert len({node["colour"] for node in nodes}) == 3
        biggest = max(nodes, key=lambda node: node["radius"])
        assert biggest["key"] == MIRA
        assert page.locator(".legend").inner_text().split("\n")[:3] == ["Person", "Organization", "Place"]
        chip(page, "View")
        page.get_by_label("Colour by").select_option("community")
        eventually(page, "kgNetwork.probe().state.includes('colour=community')")
        assert "around" in page.locator(".legend").inner_text()
        page.get_by_label("Size by").select_option("degree")
        eventually(page, "kgNetwork.probe().state.includes('size=degree')")


def test_lines_are_bent_apart_headed_and_labelled(browser, small):
    with network(browser, small, f"?start={JONAS}&status={EVERY}") as page:
        ready(page)
        lines = page.evaluate("kgNetwork.lines()")
        both = [line for line in lines if set(line["ends"]) == {JONAS, MIRA}]
        assert len(both) >= 3
        middles = [page.evaluate("id => kgNetwork.middleOf(id)", line["id"]) for line in both]
        for one, other in itertools.combinations(middles, 2):
            assert abs(one["x"] - other["x"]) + abs(one["y"] - other["y"]) > 6
        led = f"f:{facts_of(page, small, 'chiefExecutiveOf')[0]}"
        assert [line["headed"] for line in lines if line["id"] == led] == [True]
        written = {label["text"] for label in page.evaluate("kgNetwork.labels()") if label["edge"]}
        assert len(written) >= 2


def test_symmetric_relations_have_no_head_and_other_statuses_are_dashed(browser, small):
    with network(browser, small, f"?status={EVERY}") as page:
        ready(page)
        lines = {line["id"]: line for line in page.evaluate("kgNetwork.lines()")}
        married = lines[f"f:{facts_of(page, small, 'spouseOf')[0]}"]
        assert not married["headed"] and not married["dashed"]
        planned = lines[f"f:{facts_of(page, small, 'acquired', 'planned')[0]}"]
        assert planned["headed"] and planned["dashed"]
        assert "Planned" in page.locator(".legend").inner_text()


def test_many_facts_between_two_are_one_line(browser, hubs):
    with network(browser, hubs, "?start=organization/one") as page:
        ready(page)
        (line,) = probe(page, "lines")
        assert len(probe(page, "facts")) == 7
        point = page.evaluate("id => kgNetwork.middleOf(id)", line)
        page.mouse.click(point["x"], point["y"])
        page.locator(".panel blockquote").first.wait_for()
        assert page.locator(".panel .fact-evidence").count() == 7


# Layers, paths, list


def test_together_is_a_layer_of_its_own(browser, small):
    with network(browser, small) as page:
        ready(page)
        assert not [line for line in probe(page, "lines") if line.startswith("p:")]
        box = chip(page, "View").get_by_label("Named in the same sentence")
        assert not box.is_checked()
        box.check()
        eventually(page, "kgNetwork.probe().lines.some(id => id.startsWith('p:'))")
        assert all(
            line["dashed"] for line in page.evaluate("kgNetwork.lines()") if line["id"].startswith("p:")
        )
        assert "named in one sentence" in page.locator(".legend").inner_text()
        pair = next(line for line in probe(page, "lines") if line.startswith("p:"))
        a, b = pair[2:].split("~")
        page.goto(f"{small}/network?together=1&sel=p:{a}~{b}")
        ready(page)
        page.locator(".panel").get_by_text("Named in the same sentence").wait_for()
        assert page.locator(".panel blockquote").count() >= 1


def test_paths_between_two(browser, small):
    with network(browser, small, f"?start={ADA}") as page:
        ready(page)
        click(page, ADA)
        page.get_by_role("button", name="Path to …").click()
        other = page.get_by_role("combobox", name="The other end of the path")
        other.fill("northwind")
        proposals(page).first.wait_for()
        other.press("Enter")
        page.locator(".paths > li").first.wait_for()
        assert query_of(page)["path"] == [f"{ADA}~{NORTHWIND}"]
        eventually(page, f"kgNetwork.probe().entities.includes('{NORTHWIND}')")
        first = page.locator(".path").first.get_by_role("button").all_inner_texts()
        assert (first[0], first[-1]) == ("Ada Okafor", "Northwind")
        lit = page.evaluate("kgNetwork.lit()")
        assert {ADA, MIRA, JONAS, NORTHWIND} <= set(lit["nodes"])
        assert lit["lines"]
        page.reload()
        page.locator(".paths > li").first.wait_for()
        page.locator(".panel").get_by_role("button", name="Close").click()
        eventually(page, "!kgNetwork.probe().state.includes('path=')")


def test_a_path_that_is_not_there_says_what_to_do(browser, hubs):
    with network(browser, hubs, "?path=organization/one~person/hub") as page:
        ready(page)
        page.locator(".panel").get_by_text("Switch on more statuses").wait_for()


def test_the_list_says_the_same_as_the_picture(browser, small):
    with network(browser, small) as page:
        ready(page)
        page.get_by_role("button", name="List", exact=True).click()
        tables = page.locator(".listing table")
        rows = tables.nth(0).locator("tbody tr")
        assert rows.count() == len(entities(page))
        assert tables.nth(1).locator("tbody tr").count() == len(probe(page, "facts"))
        tables.nth(0).get_by_role("button", name="Name").click()
        names = [row.splitlines()[0].split("\t")[0] for row in rows.all_inner_texts()]
        assert names == sorted(names, key=str.lower)
        assert tables.nth(0).locator("th[aria-sort=ascending]").count() == 1
        tables.nth(1).get_by_role("button", name="chief executive of").click()
        page.locator(".panel blockquote").wait_for()
        assert query_of(page)["as"] == ["list"]


# Evidence


def test_an_edge_shows_its_sentence(browser, small):
    with network(browser, small, f"?start={NORTHWIND}") as page:
        ready(page)
        wanted = f"f:{facts_of(page, small, 'chiefExecutiveOf')[0]}"
        point = page.evaluate("id => kgNetwork.middleOf(id)", wanted)
        page.mouse.click(point["x"], point["y"])
        panel = page.locator(".panel")
        panel.locator("blockquote").wait_for()
        assert panel.locator("blockquote").inner_text() == (
            "Jonas Lind, the chief executive of Northwind, said that Okafor owns Northwind."
        )
        assert panel.locator("mark.subject").inner_text() == "Jonas Lind"
        assert panel.locator("mark.object").inner_text() == "Northwind"
        text = panel.inner_text()
        for part in ("Norland Times", "2022-04-01", "by-hand", "95 %", "Stated", "chief executive"):
            assert part in text
        link = panel.locator(".source a").first
        assert link.get_attribute("href").startswith("/article?id=rivals.txt&claim=")
        link.click()
        page.locator("main.page-article").wait_for()
        page.go_back()
        ready(page)
        panel.locator("blockquote").wait_for()


def test_every_line_answers_to_a_click_in_its_middle(browser, small):
    with network(browser, small, f"?status={EVERY}", viewport={"width": 1920, "height": 1080}) as page:
        ready(page)
        places = [at(page, key) for key in entities(page)]
        tried, hit = 0, 0
        for line in probe(page, "lines"):
            point = page.evaluate("id => kgNetwork.middleOf(id)", line)
            if min(abs(complex(p["x"] - point["x"], p["y"] - point["y"])) for p in places) > 24:
                page.keyboard.press("Escape")
                page.wait_for_timeout(400)  # two clicks in a row would be a double click
                page.mouse.click(point["x"], point["y"])
                found = eventually(page, "new URLSearchParams(location.search).get('sel')")
                assert found.startswith("f:")
                tried, hit = tried + 1, hit + (found == line)
        assert tried > 6 and hit >= tried * 0.8, "all but those that another one crosses there"


def test_an_entity_lists_its_facts_with_sentences(browser, small):
    with network(browser, small) as page:
        ready(page)
        click(page, MIRA)
        panel = page.locator(".panel")
        panel.locator("details.fact").first.wait_for()
        assert heading(page) == "Mira Okafor"
        assert "Mira N. Okafor" in panel.inner_text()
        row = panel.locator("details.fact", has_text="governs Westmark")
        row.locator("summary").click()
        row.locator("blockquote").first.wait_for()
        assert row.locator("blockquote").count() == 3
        assert (
            panel.get_by_role("link", name="Open page").get_attribute("href")
            == "/entity?key=person/mira-okafor"
        )
        attributed = panel.locator("details.fact", has_text="attributed").first
        attributed.locator("summary").click()
        attributed.locator(".claim").first.wait_for()
        assert "says" in attributed.locator(".reading").first.inner_text()


def test_confirm_with_undo(browser, sample_folder, tmp_path):
    folder = tmp_path / "graph"
    shutil.copytree(sample_folder, folder)
    with served(folder) as address, network(browser, address) as page:
        ready(page)
        fact, (start, _) = probe(page, "facts")[0], probe(page, "ends")[0]
        page.goto(f"{address}/?start={start}&sel=f:{fact}")
        ready(page)
        page.get_by_role("button", name="Confirm").first.click()
        page.get_by_role("button", name="Confirmed").first.wait_for(timeout=120_000)
        decided = page.request.get(f"{address}/api/decisions").json()
        assert [line["kind"] for line in decided] == ["confirm"]
        assert query_of(page)["start"] == [start], "the view is kept"
        page.locator("#notices").get_by_role("button", name="Undo").click()
        page.get_by_role("button", name="Confirmed").first.wait_for(state="detached", timeout=120_000)
        assert page.request.get(f"{address}/api/decisions").json() == []


# The address


def test_the_address_keeps_the_view(browser, small):
    with network(browser, small, f"?status={EVERY}") as page:
        ready(page)
        click(page, JONAS)
        page.get_by_role("button", name="Pin", exact=True).click()
        chip(page, "Relations").get_by_label("governs", exact=True).uncheck()
        chip(page, "View").get_by_label("Named in the same sentence").check()
        page.get_by_role("button", name="Zoom in").click()
        eventually(page, "kgNetwork.probe().state.includes('cam=')")
        page.wait_for_timeout(400)
        before = {key: at(page, key) for key in entities(page)}
        state, lines, url = probe(page, "state"), probe(page, "lines"), page.url
    with network(browser, small, url.removeprefix(f"{small}/network")) as page:
        ready(page)
        eventually(page, "kgNetwork.probe().lines.some(id => id.startsWith('p:'))")
        assert (probe(page, "state"), probe(page, "lines")) == (state, lines)
        for key, point in before.items():
            now = at(page, key)
            assert abs(now["x"] - point["x"]) < 2 and abs(now["y"] - point["y"]) < 2
        assert heading(page) == "Jonas Lind"


def test_back_and_forward(browser, small):
    with network(browser, small) as page:
        ready(page)
        click(page, JONAS)
        eventually(page, "location.search.includes('jonas')")
        click(page, MIRA)
        eventually(page, "location.search.includes('mira')")
        page.go_back()
        eventually(page, "kgNetwork.probe().state.includes('jonas')")
        page.locator(".panel h2", has_text="Jonas Lind").wait_for()
        page.go_back()
        eventually(page, "!kgNetwork.probe().state.includes('sel=')")
        page.go_forward()
        page.locator(".panel h2", has_text="Jonas Lind").wait_for()


@pytest.mark.parametrize(
    "query",
    [
        "?%",
        "?start=no/such&x=%E0%A4%A",
        "?sel=f:gone",
        "?sel=zz&cam=a,b,c&conf=x",
        "?path=a~b",
        "?pin=x@1,y&x=**@",
    ],
)
def test_a_broken_address_still_shows_something(browser, small, query):
    with network(browser, small, query, failing=True) as page:
        ready(page)
        page.wait_for_timeout(300)
        assert page.locator(".counts").inner_text()
        assert page.locator(".panel").inner_text()


def test_a_former_key_leads_to_the_entity_of_today(browser, small):
    with network(browser, small, "?start=organization/hc&sel=n:organization/hc") as page:
        ready(page)
        eventually(page, f"kgNetwork.probe().entities.includes('{COUNCIL}')")
        assert heading(page) == "Harbour Council"


# Files


@pytest.mark.parametrize("kind", ["PNG", "SVG"])
def test_the_picture_can_be_saved(browser, small, kind):
    with network(browser, small) as page:
        ready(page)
        page.locator("summary", has_text="Share").click()
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Picture ({kind})").click()
        made = Path(download.value.path()).read_bytes()
        if kind == "PNG":
            assert made.startswith(b"\x89PNG") and len(made) > 10_000
            return
        root = ElementTree.fromstring(made)
        texts = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
        assert "Mira Okafor" in texts
        drawn = root.find("{*}g[@class='entities']")
        assert drawn is not None and len(drawn) == len(entities(page))


# Keyboard and screen readers


def test_everything_by_keyboard(browser, small):
    with network(browser, small) as page:
        ready(page)
        page.locator(".stage").focus()
        page.keyboard.press("ArrowRight")
        eventually(page, "location.search.includes('sel=n:')")
        first = query_of(page)["sel"]
        spoken = page.locator("main > [aria-live]").inner_text()
        assert "facts shown" in spoken
        for way in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
            page.keyboard.press(way)
        assert query_of(page)["sel"] != first or len(entities(page)) < 3
        page.keyboard.press("p")
        eventually(page, "kgNetwork.probe().state.includes('pin=')")
        page.keyboard.press("h")
        eventually(page, "kgNetwork.probe().state.includes('hide=')")
        page.keyboard.press("Escape")
        page.keyboard.press("l")
        page.locator(".listing").wait_for()


def test_controls_have_names(browser, small):
    with network(browser, small) as page:
        ready(page)
        click(page, MIRA)
        page.locator("details.fact").first.wait_for()
        tree = page.locator("body").aria_snapshot()
        for role in (
            "combobox",
            "checkbox",
            "slider",
            "button",
            "application",
            "link",
            "navigation",
            "complementary",
        ):
            unnamed = [line for line in tree.splitlines() if line.strip() in (f"- {role}", f"- {role}:")]
            assert unnamed == [], role


def test_focus_can_be_seen(browser, small):
    with network(browser, small) as page:
        ready(page)
        for _ in range(12):
            page.keyboard.press("Tab")
            style = page.evaluate(
                "(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle })()"
            )
            assert style != "none"


# Odd cases


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_hostile_names_change_nothing_but_text(browser, hostile, scheme):
    with network(browser, hostile, "?all=1", color_scheme=scheme) as page:
        ready(page)
        assert len(entities(page)) == 7
        assert all(len(label["text"]) < 60 for label in boxes(page))
        assert all("\u202e" not in label["text"] for label in boxes(page))
        for key in HOSTILE:
            page.evaluate("key => dispatchEvent(new CustomEvent('kg:pick', { detail: key }))", key)
            chosen(page, f"n:{key}")
            page.locator("details.fact").first.wait_for()
        page.locator("details.fact summary").first.click()
        page.locator(".claim").first.wait_for()
        assert page.locator(".panel a.outside").count() == 0, "no link to anything but the web"
        page.keyboard.press("Escape")
        page.get_by_role("button", name="List", exact=True).click()
        assert page.title() == "Network · newskg"
        assert page.locator("main img, main script, main b").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_an_empty_graph_says_what_to_do(browser, tmp_path):
    folder = save(tmp_path / "graph", Collection((), (), (), ()))
    with served(folder) as address, network(browser, address) as page:
        ready(page)
        assert "kg build" in page.locator(".over").inner_text()


def test_a_server_that_fails_is_said_and_asked_again(browser, small):
    with network(browser, small, failing=True) as page:
        ready(page)
        page.route("**/api/network*", lambda route: route.fulfill(status=503, json={"error": "being built"}))
        page.goto(f"{small}/network")
        page.get_by_text("being built").wait_for()
        page.unroute("**/api/network*")
        page.get_by_role("button", name="Try again").click()
        ready(page)
        assert entities(page)


def test_a_changed_graph_is_followed(browser, tmp_path):
    collection = graph_helpers.make_collection()
    folder = save(tmp_path / "graph", collection)
    with served(folder) as address, network(browser, address, f"?start={MIRA}") as page:
        ready(page)
        before = len(probe(page, "facts"))
        gone = tuple(f for f in collection.facts if f.predicate != "governs")
        save(folder, replace(collection, facts=gone), stamp="again")
        click(page, MIRA)  # any request tells of the new generation
        eventually(page, f"kgNetwork.probe().facts.length < {before}")
        assert query_of(page)["start"] == [MIRA]


def test_without_graphics_the_network_is_listed(browser, small):
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-3d-apis"]
    other = browser.browser_type.launch(executable_path=CHROMIUM, args=arguments)
    page = other.new_page()
    page.goto(f"{small}/network")
    page.locator(".listing table").first.wait_for()
    page.locator("#notices").get_by_text("listed").wait_for()
    other.close()
