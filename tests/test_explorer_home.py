"""The first screen in Chromium: search, who is in the news, what hangs together, what to look at first."""

from __future__ import annotations

import itertools

import pytest
from explorer_helpers import eventually, expect, opened, ready

pytestmark = pytest.mark.browser

SIZES = [(1280, 720), (1600, 1000), (820, 1180), (390, 844)]


def search(page, text: str):
    page.get_by_role("combobox", name="Search the graph").fill(text)
    page.locator(".search [role=option]").first.wait_for()
    return page.locator(".search [role=option]")


def test_it_opens_on_the_search_and_the_groups(browser, sample):
    with opened(browser, sample) as page:
        page.locator(".bubble").first.wait_for()
        assert 12 <= page.locator(".bubble").count() <= 20
        eventually(page, "document.activeElement?.getAttribute('role') === 'combobox'")
        assert page.locator(".ranking li:visible").count() > 10
        page.get_by_role("heading", name="What hangs together").wait_for()
        page.locator("summary", has_text="Besides").click()
        assert page.locator(".small-groups a").count() > 5


def test_a_group_opens_with_every_edge_named(browser, sample):
    with opened(browser, sample) as page:
        page.locator(".bubble").first.click()
        ready(page)
        shown = page.evaluate("kgNetwork.probe().entities")
        assert 3 <= len(shown) <= 30
        labels = page.evaluate("kgNetwork.labels()")
        assert sum(label["edge"] for label in labels) > 0
        page.go_back()
        page.locator(".bubble").first.wait_for()


def test_a_name_leads_to_its_ego_view(browser, sample):
    with opened(browser, sample) as page:
        assert "President" in search(page, "putin").first.inner_text(), "with a line of why"
        page.keyboard.press("Enter")
        ready(page)
        assert "start=person/vladimir-putin" in page.url


def test_two_names_lead_to_paths(browser, sample):
    with opened(browser, sample) as page:
        search(page, "Putin and Kolmar").first.click()
        page.locator(".paths > li").first.wait_for()
        assert "path=person/vladimir-putin~organization/kolmar" in page.url


def test_a_question_leads_to_its_answer_sub_places_included(browser, sample):
    with opened(browser, sample) as page:
        search(page, "who governs Russia").first.click()
        page.locator(".answer-table").wait_for()
        assert page.get_by_label("Places in it, too").is_checked()
        row = page.locator(".answer-table tbody tr", has_text="Kemerovo region").first
        assert "governs" in row.inner_text()
        assert "%" in row.inner_text()
        assert "headOf" not in page.locator(".answer-table").inner_text()
        row.get_by_role("link", name="Sergei Tsivilev").click()
        page.get_by_role("heading", level=1, name="Sergei Tsivilev").wait_for()


def test_answers_come_in_groups(browser, sample):
    with opened(browser, sample) as page:
        search(page, "russia")
        heads = page.locator(".search .group-name").all_inner_texts()
        assert heads == ["People, organizations, places", "Sentences", "Articles"]


def test_no_answer_offers_what_is_near(browser, sample):
    with opened(browser, sample, "/query?name=who-governs&p.place=place/moscow") as page:
        page.get_by_text("Nothing fits").wait_for()
        page.locator(".near").get_by_role("button", name="Russia").click()
        page.locator(".answer-table tbody tr").first.wait_for()


def test_months_brush_the_whole_screen(browser, small):
    with opened(browser, small) as page:
        page.get_by_text("Northwind").first.wait_for()
        page.get_by_role("slider", name="Published until").press("Home")
        bodies = page.get_by_role("region", name="Organizations in the news")
        bodies.get_by_role("link", name="Northwind").wait_for(state="detached")
        expect(page.locator(".home-head [role=status]")).to_contain_text("2 articles")


def test_what_to_look_at_first_leads_to_sentences(browser, small):
    with opened(browser, small) as page:
        page.get_by_role("region", name="Articles disagree").get_by_role("link").first.click()
        page.locator("blockquote").first.wait_for()


@pytest.mark.parametrize("size", SIZES)
def test_it_fits_its_window(browser, sample, size):
    with opened(browser, sample, viewport={"width": size[0], "height": size[1]}) as page:
        page.locator(".bubble").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        boxes = [bubble.bounding_box() for bubble in page.locator(".bubble circle.under").all()]
        for a, b in itertools.combinations(boxes, 2):
            far = ((a["x"] + a["width"] / 2 - b["x"] - b["width"] / 2) ** 2
                   + (a["y"] + a["height"] / 2 - b["y"] - b["height"] / 2) ** 2) ** 0.5  # fmt: skip
            assert far > (a["width"] + b["width"]) / 2
        box = page.get_by_role("combobox", name="Search the graph").bounding_box()
        assert box["width"] >= 150
