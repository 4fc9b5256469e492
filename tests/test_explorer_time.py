"""The slider over the time that facts speak of, in Chromium."""

from __future__ import annotations

import graph_helpers
import pytest
from explorer_helpers import chromium, eventually, opened, ready, served
from server_helpers import save

pytestmark = pytest.mark.browser

LINES = "kgNetwork.probe().lines.length"
ENTITIES = "kgNetwork.probe().entities"


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = save(tmp_path_factory.mktemp("time") / "graph", graph_helpers.make_collection())
    with served(folder) as address:
        yield address


def test_the_slider_shows_what_held_and_everybody_stays(browser, small):
    with opened(browser, small, "/network") as page:
        ready(page)
        before, entities = page.evaluate(LINES), page.evaluate(ENTITIES)
        page.get_by_role("button", name="Time", exact=True).click()
        bar = page.get_by_role("group", name="Time that facts speak of")
        slider = bar.get_by_role("slider")
        slider.wait_for()
        assert "at=" in page.url
        slider.press("Home")
        eventually(page, f"{LINES} < {before}")
        assert page.evaluate(ENTITIES) == entities
        bar.get_by_text("may hold").wait_for()
        with_undated = page.evaluate(LINES)
        bar.get_by_role("checkbox").uncheck()
        eventually(page, f"{LINES} < {with_undated}")
        assert "untimed=0" in page.url
        bar.get_by_role("button", name="Any time").click()
        eventually(page, f"{LINES} === {before}")
        assert bar.is_hidden()


def test_time_is_played_to_its_end(browser, small):
    with opened(browser, small, "/network?at=2021") as page:
        ready(page)
        slider = page.get_by_role("group", name="Time that facts speak of").get_by_role("slider")
        last = int(slider.get_attribute("max"))
        assert 0 < int(slider.input_value()) < last
        page.get_by_role("button", name="Play").click()
        page.get_by_role("button", name="Pause").wait_for()
        eventually(page, f"document.querySelector('.timebar input').value === '{last}'")
        page.get_by_role("button", name="Play").wait_for()
