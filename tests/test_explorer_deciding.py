"""Decisions made in the explorer, in Chromium: they are written, the page follows, there is a way back."""

from __future__ import annotations

import re
import shutil

import pytest
from explorer_helpers import Hand, expect, graph_of, opened

from kg.pipeline import decide

pytestmark = [pytest.mark.browser, pytest.mark.model]

ARTICLES = {
    "mayor.txt": "Anna Berg, the mayor of Bergen, met John Reed in Oslo on Monday. "
    "Berg has led the city since 2019. John Reed is the chief executive of Northwind.",
    "council.txt": "A. Berg, a physicist, was born in Trondheim. John Reed, a footballer, plays for "
    "Rosenborg. Reed was born in 1999. Kari Holm lives in Bergen.",
    "prize.txt": "Ana Berg won the prize in Stockholm. Jon Reed was the chairman of Northwind. "
    "Ole Dahl lives in Oslo. Bergen lies in Norway.",
}


@pytest.fixture
def folder(built, tmp_path):
    """A graph of its own for each test."""
    return shutil.copytree(built, tmp_path / "graph")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A graph with entities that may be one."""
    return graph_of(tmp_path_factory.mktemp("doubt"), ARTICLES)


def written(folder) -> list[str]:
    return [str(decision) for decision in decide.decisions(folder)]


def said(page, words: str) -> None:
    page.locator(".notice", has_text=words).wait_for()


def test_pairs_are_decided_by_keyboard(browser, folder, address):
    with opened(browser, address, "/decide") as page:
        pairs = page.locator(".pair-list li")
        pairs.first.wait_for()
        count = pairs.count()
        assert count >= 2
        assert page.locator(".side").count() == 2
        page.locator(".side blockquote").first.wait_for()
        first = page.locator(".pair-list [aria-pressed=true]").inner_text()
        page.keyboard.press("ArrowRight")
        page.wait_for_url("**/decide?a=**")
        assert page.locator(".pair-list li").nth(1).locator("[aria-pressed=true]").count() == 1
        page.keyboard.press("ArrowLeft")
        assert page.locator(".pair-list [aria-pressed=true]").inner_text() == first
        page.keyboard.press("s")
        said(page, "Kept apart")
        page.locator(".decisions li", has_text="split").wait_for()
        assert pairs.count() == count - 1
        assert [line.split()[0] for line in written(folder)] == ["split"]
        page.locator(".decisions").get_by_role("button", name="Undo").click()
        page.get_by_text("None yet.").wait_for()
        assert pairs.count() == count
        assert written(folder) == []


def test_a_pair_is_merged(browser, folder, address):
    with opened(browser, address, "/decide") as page:
        page.locator(".side").first.wait_for()
        page.keyboard.press("m")
        said(page, "Merged")
        page.locator(".decisions li", has_text="merge").wait_for()
        assert [line.split()[0] for line in written(folder)] == ["merge"]
        page.locator(".notice").get_by_role("button", name="Undo").click()
        page.get_by_text("None yet.").wait_for()


def test_two_nodes_merged(browser, folder, address):
    """A task of an analyst, from the first screen on: two clicks or keys."""
    with opened(browser, address) as page:
        hand = Hand(page)
        hand.click(page.locator("main a[href^='/decide']").first)
        page.locator(".side").first.wait_for()
        hand.key("m")
        said(page, "Merged")
        assert [line.split()[0] for line in written(folder)] == ["merge"]
        assert hand.done == 2


def test_nothing_is_decided_while_one_types(browser, folder, address):
    with opened(browser, address, "/decide") as page:
        page.locator(".pair-list li").first.wait_for()
        page.get_by_role("combobox").fill("")
        page.get_by_role("combobox").press("m")
        page.wait_for_timeout(300)
        assert written(folder) == []


def test_an_entity_is_renamed_noted_and_back(browser, folder, address):
    with opened(browser, address, "/entity?key=person/anna-berg") as page:
        page.get_by_role("button", name="Rename …").click()
        page.get_by_role("dialog").get_by_label("Name", exact=True).fill("Anna K. Berg")
        page.keyboard.press("Enter")
        page.get_by_role("heading", level=1, name="Anna K. Berg").wait_for()
        assert page.get_by_role("dialog").count() == 0
        page.get_by_role("button", name="Note …").click()
        page.get_by_role("dialog").get_by_label("Note", exact=True).fill("Moved in <2023>")
        page.get_by_role("button", name="Keep note").click()
        page.locator(".note", has_text="Moved in <2023>").wait_for()
        assert [line.split()[0] for line in written(folder)] == ["rename", "note"]
        page.locator(".notice").get_by_role("button", name="Undo").click()
        page.locator(".note").wait_for(state="detached")
        assert [line.split()[0] for line in written(folder)] == ["rename"]


def test_entities_are_merged_from_a_page(browser, folder, address):
    with opened(browser, address, "/entity?key=person/kari-holm") as page:
        page.get_by_role("button", name="Merge with …").click()
        dialog = page.get_by_role("dialog")
        merge = dialog.get_by_role("button", name="Merge")
        assert merge.is_disabled()
        dialog.get_by_role("combobox").fill("anna berg")
        dialog.get_by_role("option", name="Anna Berg").click()
        assert merge.is_enabled()
        merge.click()
        said(page, "are one")
        page.locator(".chip").first.wait_for()
        assert {"Anna Berg", "Kari Holm"} <= {
            page.locator("h1").inner_text(),
            *page.locator(".chip").all_inner_texts(),
        }


def test_a_doubt_is_settled_on_an_entitys_page(browser, folder, address):
    with opened(browser, address, "/decide") as page:
        page.locator(".side-name a").first.click()
        doubts = page.locator(".doubts li")
        doubts.first.wait_for()
        count = doubts.count()
        page.get_by_role("link", name="Compare").first.click()
        page.locator(".side").nth(1).wait_for()
        page.go_back()
        page.get_by_role("button", name="Not the same").first.click()
        said(page, "Kept apart")
        expect(doubts).to_have_count(count - 1)
        assert [line.split()[0] for line in written(folder)] == ["split"]


def test_an_entity_is_split(browser, folder, address):
    with opened(browser, address, "/entity?key=place/bergen") as page:
        page.get_by_role("region", name="Articles").get_by_role("listitem").nth(2).wait_for()
        page.get_by_role("button", name="Split …").click()
        dialog = page.get_by_role("dialog")
        assert dialog.get_by_role("button", name="Split").is_disabled()
        dialog.get_by_role("checkbox").first.check()
        dialog.get_by_role("button", name="Split").click()
        said(page, "Split: 1 article kept apart.")
        assert [line.split()[0] for line in written(folder)] == ["split"]
        page.locator("[aria-labelledby] .plain-list li").first.wait_for()


def test_a_claim_is_rejected_on_its_sentence(browser, folder, address):
    with opened(browser, address, "/entity?key=person/ole-dahl") as page:
        group = page.get_by_role("region", name=re.compile("^lives in"))
        group.get_by_role("button", name="1 sentence").click()
        group.get_by_role("button", name="Reject").click()
        said(page, "Rejected")
        group.wait_for(state="detached")  # the graph leaves the fact out
        assert [line.split()[0] for line in written(folder)] == ["reject"]
        page.locator(".notice").get_by_role("button", name="Undo").click()
        group.locator("blockquote").wait_for()  # open again, as it was


def test_a_claim_is_confirmed_in_its_article(browser, folder, address):
    with opened(browser, address, "/article?id=mayor.txt") as page:
        page.get_by_role("button", name=re.compile("John Reed chief executive of Northwind")).click()
        page.get_by_role("button", name="Confirm").click()
        said(page, "Confirmed")
        assert [line.split()[0] for line in written(folder)] == ["confirm"]
        page.locator(".lit.subject").first.wait_for()


def test_a_fact_is_added(browser, folder, address):
    with opened(browser, address, "/entity?key=person/ole-dahl") as page:
        page.get_by_role("button", name="Add a fact …").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Relation").select_option("worksFor")
        dialog.get_by_role("combobox", name="Whom or what").fill("kari")
        dialog.get_by_role("option", name="Kari Holm").click()
        dialog.get_by_label("Source").fill("Minutes")
        dialog.get_by_role("button", name="Add").click()
        dialog.wait_for(state="detached")
        assert written(folder) == ["assert person/ole-dahl worksFor person/kari-holm source Minutes"]
        page.get_by_role("region", name=re.compile("^works for")).get_by_role(
            "link", name="Kari Holm"
        ).wait_for()


def test_a_refused_decision_is_told_in_the_dialog(browser, folder, address):
    with opened(browser, address, "/entity?key=person/ole-dahl", failing=True) as page:
        page.get_by_role("button", name="Rename …").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Name", exact=True).fill("Ole B. Dahl")
        page.route(
            "**/api/decisions", lambda route: route.fulfill(status=503, json={"error": "the graph is busy"})
        )
        dialog.get_by_role("button", name="Rename").click()
        dialog.get_by_role("alert").filter(has_text="the graph is busy").wait_for()
        assert dialog.get_by_label("Name", exact=True).input_value() == "Ole B. Dahl"
        assert written(folder) == []


def test_a_fact_whose_only_claim_is_rejected_stays_in_sight_to_be_taken_back(browser, folder, address):
    with opened(browser, address, "/network?start=person/kari-holm") as page:
        found = page.request.get(f"{address}/api/entity?key=person/kari-holm").json()["facts"]
        fact = next(one["id"] for one in found if one["label"] == "lives in")
        page.goto(f"{address}/network?start=person/kari-holm&sel=f:{fact}")
        page.locator(".panel .claim .reject").click()
        page.locator(".panel .claim.rejected").wait_for()
        page.wait_for_function("id => !kgNetwork.probe().facts.includes(id)", arg=fact)
        page.locator(".panel .claim.rejected .reject").click()
        page.wait_for_function("id => kgNetwork.probe().facts.includes(id)", arg=fact)
        assert page.locator(".panel .claim.rejected").count() == 0
