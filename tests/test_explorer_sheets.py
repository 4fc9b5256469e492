"""The timeline of several entities and the map of a view's places: the answers, and the pages in Chromium."""

from __future__ import annotations

import re
from dataclasses import replace

import graph_helpers
import pytest
from explorer_helpers import chromium, eventually, opened, ready, served
from server_helpers import Client, save

from kg.records import Collection

MIRA, JONAS, WESTMARK, NORLAND = (
    "person/mira-okafor",
    "person/jonas-lind",
    "place/westmark",
    "place/norland",
)
EGO = f"/network?start={MIRA}"


def placed() -> Collection:
    """The small collection, with places that lie somewhere and an act that happened in one."""
    made = graph_helpers.make_collection()
    lie = {WESTMARK: (59.3, 18.1), NORLAND: (-33.9, 151.2)}
    entities = tuple(
        replace(e, latitude=lie[e.key][0], longitude=lie[e.key][1]) if e.key in lie else e
        for e in made.entities
    )
    return replace(made, entities=entities)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return save(tmp_path_factory.mktemp("sheets") / "graph", placed())


@pytest.fixture(scope="module")
def client(folder):
    return Client(folder)


@pytest.fixture(scope="module")
def address(folder):
    with served(folder) as found:
        yield found


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


def test_times_are_those_of_the_entities_pages(client):
    keys = [JONAS, MIRA, JONAS]
    found = client.post("/api/times", {"entities": keys}).json()
    assert [lane["key"] for lane in found["lanes"]] == [JONAS, MIRA]
    for lane in found["lanes"]:
        assert lane["moments"] == client.get("/api/entity", key=lane["key"]).json()["timeline"]
    bare = client.post("/api/times", {"entities": [NORLAND, MIRA]}).json()
    assert len(bare["lanes"]) + bare["without"] == 2


def test_facts_lie_where_their_places_lie(client):
    facts = client.get("/api/entity", key=MIRA).json()["facts"]
    ids = [fact["id"] for fact in facts]
    found = client.post("/api/spots", {"entities": [MIRA, NORLAND], "facts": ids}).json()
    spots = {spot["key"]: spot for spot in found["spots"]}
    assert {WESTMARK, NORLAND} <= set(spots)
    at = {
        fact["id"]
        for fact in facts
        if WESTMARK in (fact["subject"]["key"], (fact["object"] or {}).get("key"))
    }
    assert at
    assert {fact["id"] for fact in spots[WESTMARK]["facts"]} >= at
    assert spots[WESTMARK]["count"] == len(spots[WESTMARK]["facts"])
    assert (spots[WESTMARK]["latitude"], spots[WESTMARK]["longitude"]) == (59.3, 18.1)


@pytest.mark.parametrize("path", ["/api/times", "/api/spots"])
@pytest.mark.parametrize("body", [[], {"entities": "x"}, {"entities": [1]}, "x"])
def test_other_bodies_are_refused(client, path, body):
    assert client.post(path, body).status == 400
    assert client.post(path, {"entities": ["person/nobody"]}).status == 404


@pytest.mark.browser
def test_an_ego_view_in_time(browser, address):
    with opened(browser, address, EGO) as page:
        ready(page)
        page.get_by_role("button", name="Timeline", exact=True).click()
        lane = page.get_by_role("region", name="Mira Okafor", exact=True)
        lane.locator(".timeline-row").first.wait_for()
        assert "as=times" in page.url
        lane.locator(".timeline-label").first.click()
        page.locator(".panel blockquote").first.wait_for()
        page.get_by_role("button", name="Timeline", exact=True).click()
        eventually(page, "!document.querySelector('.stage').closest('main').classList.contains('listed')")


@pytest.mark.browser
def test_several_that_are_chosen_in_time(browser, address):
    with opened(browser, address, f"{EGO}&pick={MIRA}&pick={JONAS}") as page:
        ready(page)
        page.locator(".picked-bar").get_by_role("button", name="Timeline").click()
        page.locator(".lane").first.wait_for()
        names = page.locator(".lane h2").all_inner_texts()
        assert 1 <= len(names) <= 2
        assert set(names) <= {"Mira Okafor", "Jonas Lind"}


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1280, 720), (390, 844)])
def test_the_places_of_a_view_on_a_map(browser, address, size):
    with opened(browser, address, f"{EGO}&as=map", viewport={"width": size[0], "height": size[1]}) as page:
        spot = page.locator(f".spot-mark[data-key='{WESTMARK}']")
        spot.wait_for()
        eventually(page, "document.querySelector('.world .land').getAttribute('d')?.length > 1000")
        before = page.locator(".world").get_attribute("viewBox")
        page.get_by_role("button", name="Zoom into the map").click()
        after = page.locator(".world").get_attribute("viewBox")
        assert float(after.split()[2]) < float(before.split()[2])
        page.get_by_role("button", name="All places in sight").click()
        assert page.locator(".world").get_attribute("viewBox") == before
        spot.focus()
        page.keyboard.press("Enter")
        eventually(page, "key => location.search.includes(key)", WESTMARK)
        place = page.locator(".place", has_text="Westmark").first
        place.get_by_title("Show the sentences").first.click()
        page.locator(".panel blockquote").first.wait_for()
        assert re.search(r"sel=f(:|%3A)", page.url)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
