"""Tasks of an analyst in the explorer, each with its clicks and keys; what all pages owe to everybody."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
import view_helpers
from explorer_helpers import Hand, eventually, opened, ready, serving

pytestmark = pytest.mark.browser

MIRA, JONAS, COUNCIL = "person/mira-okafor", "person/jonas-lind", "organization/harbour-council"
AXE = Path(__file__).parent.parent / "web" / "node_modules" / "axe-core" / "axe.min.js"
SIZES = [(1280, 720), (1600, 1000), (820, 1180), (390, 844), (640, 360)]  # the last is 1280x720 at 200 %


@pytest.fixture(scope="module")
def hubs(tmp_path_factory):
    """An entity with sixty neighbours by three relations."""
    names = {"person/hub": "Hub"} | {f"place/p{i:02}": f"Place {i}" for i in range(40)}
    names |= {f"organization/o{i:02}": f"Body {i}" for i in range(20)}
    links = [("person/hub", "visited", f"place/p{i:02}") for i in range(40)]
    links += [("person/hub", "memberOf", f"organization/o{i:02}") for i in range(18)]
    links += [("person/hub", "chairs", f"organization/o{i:02}") for i in (18, 19)]
    with serving(tmp_path_factory, view_helpers.collect(names, links)) as address:
        yield address


def button(page, name: str):
    return page.get_by_role("button", name=name, exact=True)


# The tasks: each with its clicks and keys, from the first screen on


def test_who_governs_a_country(browser, sample):
    with opened(browser, sample) as page:
        hand = Hand(page)
        hand.look_up("who governs Russia")
        page.locator(".answer-table tr", has_text="Kemerovo region").first.wait_for()
        assert hand.done == 2


def test_all_ties_of_a_person_with_another(browser, small):
    with opened(browser, small) as page:
        hand = Hand(page)
        hand.look_up("Okafor and Lind")
        page.locator(".paths > li").first.wait_for()
        assert hand.done == 2


def test_why_two_are_joined(browser, small):
    with opened(browser, small) as page:
        hand = Hand(page)
        hand.look_up("Ada Okafor and Northwind")
        hand.click(page.locator(".path .step button").first)
        page.locator(".panel blockquote").first.wait_for()
        assert hand.done == 3


def test_a_view_to_an_editor(browser, small):
    with opened(browser, small) as page:
        hand = Hand(page)
        hand.look_up("Mira Okafor")
        ready(page)
        hand.click(page.locator("summary", has_text="Share"))
        with page.expect_download() as download:
            hand.click(button(page, "Picture (PNG)"))
        assert download.value.suggested_filename == "what-mira-okafor-is-joined-to.png"
        assert hand.done == 4


def test_facts_of_one_article_only(browser, small):
    with opened(browser, small) as page:
        hand = Hand(page)
        region = page.get_by_role("region", name="Only one article says")
        hand.click(region.get_by_role("link").first)
        page.locator("blockquote").first.wait_for()
        assert hand.done == 1


def test_offices_of_a_person_in_time(browser, sample):
    with opened(browser, sample) as page:
        hand = Hand(page)
        hand.look_up("offices of Rutte", "Offices of")
        page.locator(".answer-table tr", has_text="NATO").first.wait_for()
        assert hand.done == 2


def test_what_is_new_since_a_date(browser, sample):
    with opened(browser, sample) as page:
        hand = Hand(page)
        hand.look_up("what is new since 2024-06-01")
        page.locator(".answer-table tr").nth(2).wait_for()
        assert hand.done == 2


def test_everything_about_a_place(browser, sample):
    with opened(browser, sample) as page:
        hand = Hand(page)
        hand.look_up("everything about Russia", "Everything about Russia")
        page.locator(".answer-table tr", has_text="head of state of").first.wait_for()
        assert hand.done == 2


# Choosing several, menus, steps, folds


def test_several_are_chosen_and_kept(browser, small):
    with opened(browser, small, "/network") as page:
        ready(page)
        hand = Hand(page)
        for key in (MIRA, JONAS, COUNCIL):
            point = hand.at(key)
            page.keyboard.down("Shift")
            page.mouse.click(point["x"], point["y"])
            page.keyboard.up("Shift")
        page.get_by_text("3 chosen").wait_for()
        button(page, "Keep only").click()
        eventually(page, "kgNetwork.probe().entities.length === 3")
        assert "only=" in page.url
        button(page, "Back").click()
        eventually(page, "kgNetwork.probe().entities.length > 3")


def test_a_line_around_some_chooses_them(browser, small):
    with opened(browser, small, "/network") as page:
        ready(page)
        stage = page.locator(".stage").bounding_box()
        left, top = stage["x"] + 4, stage["y"] + 4
        right, foot = left + stage["width"] - 8, top + stage["height"] - 8
        page.keyboard.down("Shift")
        page.mouse.move(left, top)
        page.mouse.down()
        for x, y in ((right, top), (right, foot), (left, foot), (left, top + 9)):
            page.mouse.move(x, y, steps=4)
        page.mouse.up()
        page.keyboard.up("Shift")
        count = page.evaluate("kgNetwork.probe().entities.length")
        page.get_by_text(f"{count} chosen").wait_for()
        button(page, "Hide").last.click()
        page.get_by_text("Nothing to show").wait_for()


def test_a_right_click_opens_a_menu(browser, small):
    with opened(browser, small, "/network") as page:
        ready(page)
        point = Hand(page).at(JONAS)
        page.mouse.click(point["x"], point["y"], button="right")
        menu = page.get_by_role("menu", name="Jonas Lind")
        menu.get_by_role("menuitem", name="Hide").click()
        eventually(page, f"!kgNetwork.probe().entities.includes('{JONAS}')")
        assert menu.count() == 0


def test_steps_widen_the_view(browser, small):
    with opened(browser, small, "/network?start=person/ada-okafor&sel=n:person/ada-okafor") as page:
        ready(page)
        one = set(page.evaluate("kgNetwork.probe().entities"))
        button(page, "2 steps around").click()
        eventually(page, f"kgNetwork.probe().entities.length > {len(one)}")
        two = set(page.evaluate("kgNetwork.probe().entities"))
        assert {MIRA, JONAS} <= two
        button(page, "Only this").click()
        eventually(page, f"kgNetwork.probe().entities.length === {len(one)}")


def test_many_neighbours_fold_by_relation_and_open(browser, hubs):
    with opened(browser, hubs, "/network?start=person/hub") as page:
        ready(page)
        assert page.evaluate("kgNetwork.probe().entities.length") <= 26
        texts = [label["text"] for label in page.evaluate("kgNetwork.labels()")]
        assert "visited · 40" in texts
        assert "chairs" in texts, "a small relation stays"
        point = page.evaluate("kgNetwork.foldAt('visited')")
        page.mouse.click(point["x"], point["y"])
        eventually(page, "kgNetwork.labels().some(label => label.text === 'visited · 28')")
        assert "open=visited" in page.url
        kinds = {label["text"] for label in page.evaluate("kgNetwork.labels()")}
        assert kinds & {"Offices", "Meetings and talks", "Places"}


def test_a_sparse_entity_shows_who_is_named_beside_it(browser, small):
    with opened(browser, small, "/network?start=organization/tidewater") as page:
        ready(page)
        assert page.evaluate("kgNetwork.probe().lines.some(id => id.startsWith('p:'))")
        assert "named in one sentence" in page.locator(".legend").inner_text()


def test_all_lines_have_names(browser, small):
    with opened(browser, small, "/network") as page:
        ready(page)
        assert 3 < len(page.evaluate("kgNetwork.probe().lines")) <= 60
        named = [label for label in page.evaluate("kgNetwork.labels()") if label["edge"]]
        assert len(named) == len(page.evaluate("kgNetwork.probe().lines"))


def test_the_picture_is_fit_to_print(browser, small):
    with opened(browser, small, f"/network?start={MIRA}&sel=n:{JONAS}", color_scheme="dark") as page:
        ready(page)
        page.locator("summary", has_text="Share").click()
        with page.expect_download() as download:
            button(page, "Picture (SVG)").click()
        made = Path(download.value.path()).read_text("utf-8")
        assert 'fill="#ffffff"' in made, "white, though the page is dark"
        texts = re.findall(r"<text[^>]*>([^<]*)</text>", made)
        assert "What Mira Okafor is joined to" in texts
        assert {"People", "Places", "Stated"} <= set(texts)
        assert any(text.startswith("Sources: Alda") and "2022-03-07" in text for text in texts)
        assert {"governs", "heads"} <= set(texts), "lines have names"


# Everybody


@pytest.mark.parametrize("size", SIZES)
def test_most_of_the_height_is_the_drawing(browser, small, size):
    viewport = {"width": size[0], "height": size[1]}
    for query in ("", f"?start={MIRA}&sel=n:{MIRA}"):
        with opened(browser, small, f"/network{query}", viewport=viewport) as page:
            ready(page)
            assert page.locator(".stage").bounding_box()["height"] >= 0.6 * size[1]
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
            box = page.get_by_role("combobox", name="Search the graph").bounding_box()
            assert box["width"] >= 180


def test_the_drawing_is_two_keys_away(browser, small):
    with opened(browser, small, "/network") as page:
        ready(page)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.className") == "stage"
        page.keyboard.press("ArrowRight")
        page.locator(".panel h2", has_text="Mira Okafor").wait_for()


def test_choosing_gives_the_ego_view_fitted(browser, hubs):
    with opened(browser, hubs, "/network?start=organization/o19") as page:
        ready(page)
        page.get_by_role("combobox", name="Search the graph").fill("Place 7")
        page.locator(".search [role=option]").first.wait_for()
        page.keyboard.press("Enter")
        eventually(page, "kgNetwork.probe().entities.join() === 'place/p07,person/hub'")
        stage = page.locator(".stage").bounding_box()
        for key in ("place/p07", "person/hub"):
            point = Hand(page).at(key)
            assert stage["x"] < point["x"] < stage["x"] + stage["width"]
            assert stage["y"] < point["y"] < stage["y"] + stage["height"]


PATHS = {
    "home": "/",
    "network": "/network?start=place/russia&sel=n:place/russia",
    "list": "/network?list=1",
    "times": "/network?start=place/russia&as=times",
    "map": "/network?start=place/russia&as=map",
    "entity": "/entity?key=person/rafael-grossi",
    "article": "/article?id={article}",
    "articles": "/articles",
    "query": "/query?name=who-heads",
    "decide": "/decide",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PATHS)
def test_axe_finds_no_serious_fault(browser, sample, name, scheme):
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm ci in web/)")
    with opened(browser, sample, "/articles", color_scheme=scheme) as page:
        article = page.request.get(f"{sample}/api/articles").json()[0]["id"]
        page.goto(sample + PATHS[name].format(article=quote(article)))
        page.wait_for_load_state("networkidle")
        page.locator("main h1, main h2, main table").first.wait_for()
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        faults = [
            (fault["id"], node["target"], node["failureSummary"][:200])
            for fault in found["violations"]
            if fault["impact"] in ("serious", "critical")
            for node in fault["nodes"][:3]
        ]
        assert faults == []
