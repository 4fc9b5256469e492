"""Mending in the explorer, in Chromium: three clicks or fewer, a line of decisions.txt, a way back."""

from __future__ import annotations

import shutil

import pytest
from explorer_helpers import Hand, eventually, graph_of, opened

from kg.pipeline import decide

pytestmark = [pytest.mark.browser, pytest.mark.model]

TEXT = (
    "Anna Berg, the mayor of Bergen, met John Reed in Oslo on Monday. "
    "Kari Holm was seen near the Northwind offices with Ole Dahl."
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return graph_of(tmp_path_factory.mktemp("mending"), {"news.txt": TEXT})


@pytest.fixture
def folder(built, tmp_path):
    return shutil.copytree(built, tmp_path / "graph")


@pytest.fixture
def page(browser, address):
    with opened(browser, address, "/article?id=news.txt", failing=True) as found:
        found.locator(".article-text").wait_for()
        yield found


def written(folder) -> list[str]:
    return [str(decision) for decision in decide.decisions(folder)]


def mention(page, words):
    return page.locator(".article-text a.piece", has_text=words).first


def said(page, words):
    page.locator(".notice", has_text=words).wait_for()


def mark(page, words):
    """Drag over words of the text, as a mouse does; one gesture."""
    box = page.evaluate(
        """words => {
          const found = document.querySelectorAll('.article-text .piece');
          const pieces = [...found].map(piece => piece.firstChild);
          const text = pieces.map(piece => piece.data).join('');
          const at = offset => {
            let from = 0;
            for (const piece of pieces) {
              if (offset <= from + piece.length) return [piece, offset - from];
              from += piece.length;
            }
          };
          const range = document.createRange(), start = text.indexOf(words);
          range.setStart(...at(start));
          range.setEnd(...at(start + words.length));
          const boxes = [...range.getClientRects()].filter(({ width }) => width > 0);
          const a = boxes[0], b = boxes[boxes.length - 1];
          return [a.left + 1, a.top + a.height / 2, b.right - 1, b.top + b.height / 2];
        }""",
        words,
    )
    page.mouse.move(*box[:2])
    page.mouse.down()
    page.mouse.move(*box[2:], steps=8)
    page.mouse.up()


def test_a_missed_relation_is_added_with_three_clicks(page, folder):
    before = page.locator(".claim-list > li").count()
    mention(page, "Kari Holm").click()
    mention(page, "Ole Dahl").click()
    page.locator("[data-relation=metWith]").click()
    said(page, "Added: Kari Holm met with Ole Dahl.")
    sentence = "Kari Holm was seen near the Northwind offices with Ole Dahl."
    assert written(folder) == [f'claim news.txt "{sentence}" "Kari Holm" metWith "Ole Dahl"']
    made = page.locator(".claim-list > li", has_text="by hand")
    made.wait_for()
    assert page.locator(".claim-list > li").count() == before + 1
    page.locator(".notice").get_by_role("button", name="Undo").click()
    made.wait_for(state="detached")
    assert written(folder) == []


def test_words_that_nobody_read_are_an_end(page, folder):
    mention(page, "Kari Holm").click()
    page.locator(".piece.first").wait_for()
    mark(page, "offices")
    page.get_by_label("Narrow the relations").fill("works for")
    page.keyboard.press("Enter")
    said(page, "Added: Kari Holm works for offices.")
    assert written(folder)[0].endswith('"Kari Holm" worksFor offices')


def test_the_other_name_is_chosen_by_keyboard(page, folder):
    mention(page, "Kari Holm").focus()
    page.keyboard.press("Enter")
    page.get_by_role("group", name="The other name").get_by_role("button", name="Ole Dahl").press("Enter")
    page.get_by_label("Narrow the relations").fill("met")
    page.keyboard.press("Enter")
    said(page, "Added: Kari Holm met with Ole Dahl.")
    assert len(written(folder)) == 1


def test_a_wrong_type_and_a_name_that_is_none(page, folder):
    mention(page, "Ole Dahl").click()
    page.locator("[data-type=Place]").click()
    said(page, "Ole Dahl is of the type Place now.")
    assert written(folder) == ["type organization/ole-dahl Place"]
    page.locator("a.piece.type-mention-place", has_text="Ole Dahl").wait_for()
    mention(page, "Ole Dahl").click()
    page.get_by_role("button", name="None of these").click()
    said(page, "Ole Dahl is no entity any more.")
    mention(page, "Ole Dahl").wait_for(state="detached")
    page.locator(".notice").get_by_role("button", name="Undo").click()
    mention(page, "Ole Dahl").wait_for()
    assert written(folder) == ["type organization/ole-dahl Place"]


def test_a_name_ends_elsewhere(page, folder):
    mark(page, "Holm")
    page.get_by_role("button", name="The name is").click()
    said(page, "The name is “Holm” now.")
    assert written(folder)[0].endswith('"Kari Holm" Holm')
    eventually(page, "[...document.querySelectorAll('a.piece')].some(a => a.textContent === 'Holm')")


def test_a_claim_is_mended(page, folder):
    page.locator(".claim-list button", has_text="met with").first.click()
    page.get_by_role("button", name="Relation …").click()
    page.get_by_label("Narrow the relations").fill("relative")
    page.locator("[data-relation]").first.click()
    said(page, "Changed: met with is now")
    page.get_by_role("button", name="Status …").click()
    page.locator("[data-status=planned]").click()
    said(page, "it is now")
    page.get_by_role("button", name="Date …").click()
    page.get_by_role("textbox", name="Date").fill("2023-05-01")
    page.keyboard.press("Enter")
    said(page, "on 2023-05-01")
    page.get_by_role("button", name="Object …").click()
    mention(page, "Oslo").click()
    page.locator(".notice", has_text="not").wait_for()  # a person is no relative of a place
    kinds = [line.split()[-2:] for line in written(folder)]
    assert [kind[0] for kind in kinds] == ["relation", "status", "on"]
    page.locator(".claim-list > li", has_text="by hand").locator(
        ".claim-time", has_text="2023-05-01"
    ).wait_for()


def test_the_same_menus_are_on_an_entity_and_its_claims(browser, address, folder):
    with opened(browser, address, "/entity?key=person/john-reed") as page:
        page.get_by_role("button", name="Not of the type Person …").click()
        page.locator("[data-type=Group]").wait_for()
        page.keyboard.press("Escape")
        page.locator(".fact .toggle").first.click()
        page.get_by_role("button", name="Status …").first.click()
        page.locator("[data-status=hedged]").click()
        said(page, "it is now")
        assert written(folder)[0].endswith("status hedged")
        page.goto(page.url)
        page.locator(".fact .toggle").first.click()
        page.get_by_role("link", name="Subject or object …").first.click()
        page.get_by_role("button", name="Subject …").wait_for()


# Tasks of an analyst, from the first screen on: each with its clicks and keys


def test_a_wrong_edge_out(browser, address, folder):
    with opened(browser, address, failing=True) as page:  # the fact is asked for once more
        hand = Hand(page)
        hand.look_up("Anna Berg and John Reed")
        hand.click(page.locator(".path .step button").first)
        hand.click(page.locator(".panel .claim .reject").first)
        said(page, "Rejected")
        assert [line.split()[0] for line in written(folder)] == ["reject"]
        assert hand.done == 4


def test_a_wrong_type_mended(browser, address, folder):
    with opened(browser, address) as page:
        hand = Hand(page)
        hand.look_up("Ole Dahl")
        hand.click(page.locator(".panel a[href^='/entity']").first)
        hand.click(page.get_by_role("button", name="Not of the type Organization …"))
        hand.click(page.locator("[data-type=Person]"))
        said(page, "of the type Person")
        page.wait_for_url("**/entity?key=person/ole-dahl")
        assert hand.done == 5


def test_a_missed_relation_added(browser, address, folder):
    with opened(browser, address) as page:
        hand = Hand(page)
        hand.look_up("seen near the offices", "News")
        hand.click(mention(page, "Kari Holm"))
        hand.click(mention(page, "Ole Dahl"))
        hand.click(page.locator("[data-relation=metWith]"))
        said(page, "Added")
        assert hand.done == 5
