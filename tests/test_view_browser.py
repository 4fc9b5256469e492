"""The page in headless Chromium, opened from disk with the network off."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import graph_helpers
import pytest
import view_helpers
from explorer_helpers import eventually, heard, hostile_collection

import kg.ontology
import kg.page
from kg.records import Collection

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent.parent / "web" / "node_modules" / "axe-core" / "axe.min.js"
MIRA, JONAS = "person/mira-okafor", "person/jonas-lind"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    made = {
        "small": graph_helpers.make_collection(),
        "empty": Collection((), (), (), ()),
        "many": view_helpers.generated(300, 700, lonely=20),
        "dense": view_helpers.generated(300, 1500),
        "hostile": hostile_collection(),
    }
    for name, collection in made.items():
        kg.page.write(collection, folder / f"{name}.html", ontology=kg.ontology.load())
    return folder


@contextmanager
def opened(browser, files, name: str, *, fragment: str = "", **options) -> Iterator:
    """The page, closed after the test; any error, warning or request beyond the file itself fails it."""
    context = browser.new_context(
        **{"viewport": {"width": 1280, "height": 720}, "reduced_motion": "reduce", **options}
    )
    context.set_offline(True)
    page = context.new_page()
    problems = heard(page, ("file:", "data:", "blob:"), silent=True)
    page.goto((files / f"{name}.html").as_uri() + fragment)
    yield page
    page.wait_for_timeout(50)
    assert problems == []
    context.close()


def click(page, point: dict[str, float], chosen: dict[str, str] | None = None) -> None:
    """Click, and wait until ``chosen`` (or anything at all) is selected."""
    page.mouse.click(point["x"], point["y"])
    eventually(
        page, "chosen => kg.selected() !== null && (!chosen || kg.selected().id === chosen.id)", chosen
    )
    assert chosen is None or page.evaluate("kg.selected()") == chosen


def node(page, key: str) -> dict[str, float]:
    return page.evaluate("key => kg.positionOf(key)", key)


def fact(collection: Collection, subject: str, predicate: str, status: str = "asserted") -> str:
    found = [
        f for f in collection.facts if (f.subject, f.predicate, f.status) == (subject, predicate, status)
    ]
    return f"f:{found[0].id}"


@pytest.fixture(scope="module")
def small() -> Collection:
    return graph_helpers.make_collection()


def test_opens_still_with_asserted_facts_only(browser, files, small):
    with opened(browser, files, "small") as page:
        asserted = {f"f:{f.id}" for f in small.facts if f.status == "asserted" and f.object}
        assert set(page.evaluate("kg.visibleLinks()")) == asserted
        before = {key: node(page, key) for key in page.evaluate("kg.visibleEntities()")}
        page.wait_for_timeout(600)
        assert {key: node(page, key) for key in before} == before
        assert page.locator("#counts").inner_text() == "11 entities · 20 facts · 4 articles"


def test_search_finds_other_names_and_misspellings(browser, files):
    with opened(browser, files, "small") as page:
        search = page.get_by_role("combobox")
        for typed in ("mira", "OKAFOR gov", "okfaor", "mira okofar", graph_helpers.CYRILLIC[:4], "mira n."):
            search.fill(typed)
            assert page.get_by_role("option").first.inner_text().startswith("Mira Okafor"), typed
        search.fill("zzzz")
        assert page.get_by_role("option").all_inner_texts() == ["No entity of this name"]
        search.fill("jonas")
        search.press("Enter")
        assert page.evaluate("kg.selected()") == {"kind": "node", "id": JONAS}
        assert page.locator("#panel h2").inner_text() == "Jonas Lind"


def test_search_by_keyboard(browser, files):
    with opened(browser, files, "small") as page:
        search = page.get_by_role("combobox")
        search.fill("okafor")
        names = page.get_by_role("option").all_inner_texts()
        search.press("ArrowDown")
        assert page.locator("[role=option][aria-selected=true]").inner_text() == names[1]
        search.press("Enter")
        assert page.locator("#panel h2").inner_text() == names[1].splitlines()[0]
        search.fill("okafor")
        search.press("Escape")
        assert page.locator("#results").is_hidden()


def test_search_brings_up_what_filters_hide(browser, files):
    with opened(browser, files, "small") as page:
        assert "organization/tidewater" not in page.evaluate("kg.visibleEntities()")
        page.get_by_role("combobox").fill("tidewater")
        page.get_by_role("combobox").press("Enter")
        assert "organization/tidewater" in page.evaluate("kg.visibleEntities()")
        assert "planned" in page.locator("#panel").inner_text().lower()


def test_a_click_on_an_edge_shows_its_sentence(browser, files, small):
    with opened(browser, files, "small") as page:
        wanted = fact(small, JONAS, "chiefExecutiveOf")
        click(page, page.evaluate("id => kg.middleOf(id)", wanted), {"kind": "fact", "id": wanted})
        panel = page.locator("#panel")
        sentence = "Jonas Lind, the chief executive of Northwind, said that Okafor owns Northwind."
        assert panel.locator("blockquote").inner_text() == sentence
        assert panel.locator("mark.subject").inner_text() == "Jonas Lind"
        assert panel.locator("mark.object").inner_text() == "Northwind"
        text = panel.inner_text()
        assert all(
            part in text for part in ("Norland Times", "2022-04-01", "by-hand", "0.95", "chief executive")
        )


def test_every_edge_answers_to_a_click_in_its_middle(browser, files):
    with opened(browser, files, "small") as page:
        for status in ("attributed", "hedged", "planned", "former", "negated"):
            page.locator(f"[data-name={status}] input").check()
        places = [node(page, key) for key in page.evaluate("kg.visibleEntities()")]
        for link in page.evaluate("kg.visibleLinks()"):
            point = page.evaluate("id => kg.middleOf(id)", link)
            if min(abs(complex(p["x"] - point["x"], p["y"] - point["y"])) for p in places) > 30:
                click(page, point, {"kind": "fact", "id": link})


def test_a_click_on_a_node_lists_its_facts(browser, files):
    with opened(browser, files, "small") as page:
        click(page, node(page, MIRA))
        panel = page.locator("#panel")
        assert panel.locator("h2").inner_text() == "Mira Okafor"
        assert "Mira N. Okafor" in panel.inner_text()
        panel.get_by_role("button", name="governs → Westmark").click()
        assert panel.locator("blockquote").count() == 3
        panel.get_by_role("button", name="Westmark").first.click()
        assert page.evaluate("kg.selected()") == {"kind": "node", "id": "place/westmark"}


def test_filters(browser, files, small):
    with opened(browser, files, "small") as page:
        every = set(page.evaluate("kg.visibleLinks()"))
        governs = fact(small, MIRA, "governs")
        page.locator("[data-name=governs] input").uncheck()
        assert every - set(page.evaluate("kg.visibleLinks()")) == {governs}
        page.locator("[data-name=negated] input").check()
        assert fact(small, MIRA, "visited", "negated") in page.evaluate("kg.visibleLinks()")
        page.locator("[data-name=Place] input").uncheck()
        assert not [key for key in page.evaluate("kg.visibleEntities()") if key.startswith("place/")]
        page.get_by_role("button", name="Start again").click()
        assert set(page.evaluate("kg.visibleLinks()")) == every
        page.get_by_role("button", name="None").click()
        assert page.evaluate("kg.visibleLinks()") == []
        assert "Nothing passes the filters" in page.locator("#empty").inner_text()
        page.get_by_role("button", name="All", exact=True).click()
        page.get_by_label("At least").fill("0.9")
        sure = {
            f"f:{f.id}" for f in small.facts if f.confidence >= 0.9 and f.object and f.status == "asserted"
        }
        assert set(page.evaluate("kg.visibleLinks()")) == sure


def test_together_is_a_layer_of_its_own(browser, files):
    with opened(browser, files, "small") as page:
        assert not [link for link in page.evaluate("kg.visibleLinks()") if link.startswith("t:")]
        page.get_by_label("Named in the same sentence").check()
        pairs = [link for link in page.evaluate("kg.visibleLinks()") if link.startswith("t:")]
        assert pairs
        click(page, page.evaluate("id => kg.middleOf(id)", pairs[0]))
        if page.evaluate("kg.selected()?.kind") == "pair":
            assert "no statement that they have to do with each other" in page.locator("#panel").inner_text()


def test_double_click_leaves_the_neighbours(browser, files):
    with opened(browser, files, "small") as page:
        at = node(page, JONAS)
        page.mouse.dblclick(at["x"], at["y"])
        eventually(page, "key => kg.focus() === key", JONAS)
        assert set(page.evaluate("kg.visibleEntities()")) == {JONAS, MIRA, "organization/northwind"}
        page.locator("#focus button").click()
        assert page.evaluate("kg.focus()") is None
        assert len(page.evaluate("kg.visibleEntities()")) == 10


def test_the_address_keeps_the_view(browser, files, small):
    with opened(browser, files, "small") as page:
        page.locator("[data-name=governs] input").uncheck()
        page.locator("[data-name=former] input").check()
        page.get_by_role("combobox").fill("jonas")
        page.get_by_role("combobox").press("Enter")
        fragment = "#" + page.url.partition("#")[2]
        links = page.evaluate("kg.visibleLinks()")
    with opened(browser, files, "small", fragment=fragment) as page:
        assert page.evaluate("kg.visibleLinks()") == links
        assert page.locator("#panel h2").inner_text() == "Jonas Lind"
        assert not page.locator("[data-name=governs] input").is_checked()


@pytest.mark.parametrize(
    "fragment", ["#%", "#focus:%E0%A4%A&selected:fact=x", "#types:__proto__&confidence:NaN", "#<b>"]
)
def test_a_broken_address_is_ignored(browser, files, fragment):
    with opened(browser, files, "small", fragment=fragment) as page:
        assert len(page.evaluate("kg.visibleEntities()")) == 10


def test_keys_move_the_view(browser, files):
    with opened(browser, files, "small") as page:
        page.locator("#network").focus()
        before = node(page, MIRA)
        page.keyboard.press("ArrowRight")
        moved = node(page, MIRA)
        assert (round(before["x"] - moved["x"]), round(before["y"] - moved["y"])) == (80, 0)
        page.keyboard.press("0")
        assert node(page, MIRA) == before


def test_controls_have_names(browser, files):
    with opened(browser, files, "small") as page:
        tree = page.locator("body").aria_snapshot()
        for name in ("combobox", "checkbox", "slider", "button", "application"):
            unnamed = [line for line in tree.splitlines() if line.strip() in (f"- {name}", f"- {name}:")]
            assert unnamed == [], name


SIZES = [(1280, 720), (1600, 1000), (820, 1180), (390, 844)]


def apart(boxes) -> bool:
    return all(
        min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"]) <= 1
        or min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"]) <= 1
        for a, b in itertools.combinations(boxes, 2)
    )


@pytest.mark.parametrize("size", SIZES)
def test_the_drawing_has_the_room_and_panels_do_not_overlap(browser, files, size):
    with opened(browser, files, "many", viewport={"width": size[0], "height": size[1]}) as page:
        page.locator("#stage").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator("#stage").bounding_box()["height"] >= 0.6 * size[1]
        parts = [page.locator(part) for part in ("header", "#controls", "#stage", "#panel")]
        assert apart([part.bounding_box() for part in parts if part.is_visible()])
        page.get_by_role("combobox").fill("ka")
        page.keyboard.press("Enter")
        page.locator("#panel h2").wait_for()
        assert page.locator("#stage").bounding_box()["height"] >= 0.5 * size[1]
        assert apart([part.bounding_box() for part in parts if part.is_visible()])


@pytest.mark.parametrize("size", SIZES)
def test_it_begins_with_groups(browser, files, size):
    with opened(browser, files, "many", viewport={"width": size[0], "height": size[1]}) as page:
        assert page.evaluate("kg.scene()") == "home"
        assert 12 <= page.locator(".bubble").count() <= 20
        circles = [circle.bounding_box() for circle in page.locator(".bubble circle.under").all()]
        for a, b in itertools.combinations(circles, 2):
            middles = [complex(c["x"] + c["width"] / 2, c["y"] + c["height"] / 2) for c in (a, b)]
            assert abs(middles[0] - middles[1]) > (a["width"] + b["width"]) / 2
        letters = page.locator(".bubble text.first").first.bounding_box()["height"]
        assert letters >= 10


@pytest.mark.parametrize("name", ["many", "dense"])
def test_a_group_opens_with_everything_named(browser, files, name):
    with opened(browser, files, name, viewport={"width": 1600, "height": 1000}) as page:
        for number in range(3):
            page.locator(".bubble").nth(number).click()
            assert page.evaluate("kg.scene()") == "group"
            shown, links = page.evaluate("kg.visibleEntities()"), page.evaluate("kg.visibleLinks()")
            assert 3 <= len(shown) <= 30
            assert 1 <= len(links) <= 60
            eventually(page, "links => links.every(id => kg.labels().some(box => box.id === id))", links)
            labels = page.evaluate("kg.labels()")
            assert len([box for box in labels if box["kind"] == "node"]) == len(shown)
            page.go_back()
            page.locator(".bubble").first.wait_for()


def test_small_groups_are_listed_and_never_drawn(browser, files):
    with opened(browser, files, "many") as page:
        besides = page.locator("#besides")
        assert "small groups" in besides.locator("summary").inner_text()
        assert "20 entities without a fact" in besides.locator("summary").inner_text()
        page.get_by_role("button", name="Everything").click()
        eventually(page, "kg.scene() === 'all'")
        drawn = page.evaluate("kg.visibleEntities()")
        assert len(drawn) > 200
        besides.locator("summary").click()
        listed = besides.get_by_role("button")
        assert listed.count() > 20
        listed.first.click()
        assert page.evaluate("kg.scene()") == "around"
        assert not set(page.evaluate("kg.visibleEntities()")) & set(drawn)
        page.locator("#focus button").click()
        listed.last.click()
        assert page.evaluate("kg.visibleEntities()") == [page.evaluate("kg.focus()")]


def test_a_line_between_groups_tells_its_facts(browser, files):
    with opened(browser, files, "many") as page:
        page.locator(".crossing .wide").first.dispatch_event("click")
        assert "across" in page.locator("#panel h2").inner_text()
        page.locator("#panel .facts button").first.click()
        page.locator("#panel blockquote").first.wait_for()
        assert page.evaluate("kg.scene()") == "around"


def test_search_zooms_to_an_entity_amid_its_neighbours(browser, files):
    with opened(browser, files, "dense") as page:
        page.locator(".ranked").first.click()
        key = page.evaluate("kg.focus()")
        assert page.evaluate("kg.selected()") == {"kind": "node", "id": key}
        stage = page.locator("#network").bounding_box()
        for other in page.evaluate("kg.visibleEntities()"):
            at = node(page, other)
            assert stage["x"] < at["x"] < stage["x"] + stage["width"]
            assert stage["y"] < at["y"] < stage["y"] + stage["height"]
        middle = node(page, key)
        assert abs(middle["x"] - stage["x"] - stage["width"] / 2) < stage["width"] / 4
        page.go_back()
        page.locator(".bubble").first.wait_for()


def test_the_address_keeps_the_scene(browser, files):
    with opened(browser, files, "many", fragment="#open:1") as page:
        assert page.evaluate("kg.scene()") == "group"
        group = page.evaluate("kg.visibleEntities()")
        page.reload()
        assert page.evaluate("kg.visibleEntities()") == group
    for fragment in ("#open:99999", "#open:-1", "#open:constructor"):
        with opened(browser, files, "many", fragment=fragment) as page:
            assert page.evaluate("kg.scene()") == "home"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("fragment", ["", "#open:0", "#open:all"])
def test_axe_finds_no_serious_fault(browser, files, scheme, fragment):
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm ci in web/)")
    with opened(browser, files, "many", fragment=fragment, color_scheme=scheme, bypass_csp=True) as page:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        serious = [one for one in found["violations"] if one["impact"] in ("serious", "critical")]
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in serious] == []


@pytest.mark.parametrize("name", ["small", "many"])
def test_labels_never_overlap(browser, files, name):
    with opened(browser, files, name, fragment="#open:all") as page:
        boxes = page.evaluate("kg.labels()")
        assert len(boxes) > 15
        for i, a in enumerate(boxes):
            for b in boxes[i + 1 :]:
                assert (
                    a["right"] <= b["left"]
                    or b["right"] <= a["left"]
                    or a["bottom"] <= b["top"]
                    or b["bottom"] <= a["top"]
                )


def test_an_empty_graph_says_what_to_do(browser, files):
    with opened(browser, files, "empty") as page:
        assert "kg build" in page.locator("#empty").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_hostile_names_change_nothing_but_text(browser, files, scheme):
    with opened(browser, files, "hostile", color_scheme=scheme) as page:
        for key in page.evaluate("kg.visibleEntities()"):
            click(page, node(page, key), {"kind": "node", "id": key})
        page.get_by_role("combobox").fill("script")
        assert page.get_by_role("option").count() == 3  # one is "javascript"
        page.keyboard.press("Escape")
        page.get_by_role("button", name="met with").first.click()
        assert page.locator("#panel blockquote").count() == 1
        assert page.title() == "Knowledge graph"
        assert page.locator("img, #panel a, iframe").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
