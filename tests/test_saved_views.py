"""Views of the network saved by name: the file, the endpoint, and the list in the explorer."""

from __future__ import annotations

import json

import graph_helpers
import pytest
from explorer_helpers import eventually, opened, ready, served
from server_helpers import HOST, Client, save

from kg.errors import DataError, NotFoundError
from kg.pipeline import saved_views
from kg.pipeline.saved_views import SavedView
from kg.server.app import guarded
from kg.server.settings import Settings
from kg.server.state import State

ONE = SavedView("Harbour", "who met whom", "start=person/mira-okafor")


@pytest.fixture
def folder(tmp_path):
    return save(tmp_path / "graph", graph_helpers.make_collection())


def test_views_are_kept_in_a_file_by_name(tmp_path):
    assert saved_views.load(tmp_path) == ()
    saved_views.save(tmp_path, ONE)
    saved_views.save(tmp_path, SavedView(" an  earlier ", "", ""))
    now = saved_views.save(tmp_path, SavedView("Harbour", "", "all=1"))
    assert [(view.name, view.view) for view in now] == [("an earlier", ""), ("Harbour", "all=1")]
    assert saved_views.load(tmp_path) == now
    assert saved_views.remove(tmp_path, "an earlier") == now[1:]
    with pytest.raises(NotFoundError, match="no view 'gone'"):
        saved_views.remove(tmp_path, "gone")


@pytest.mark.parametrize("content", ["{", "[1]", '[{"name": "x"}]', '[{"name": "x", "note": "", "view": 3}]'])
def test_a_file_that_holds_something_else_is_named(tmp_path, content):
    (tmp_path / saved_views.VIEWS).write_text(content, "utf-8")
    with pytest.raises(DataError, match=r"views\.json|the view of a view"):
        saved_views.load(tmp_path)
    with pytest.raises(DataError):
        saved_views.save(tmp_path, ONE)
    assert (tmp_path / saved_views.VIEWS).read_text("utf-8") == content


@pytest.mark.parametrize("view", [SavedView(" ", "", ""), SavedView("x", "", "y" * 20_001)])
def test_a_view_that_cannot_be_is_refused(tmp_path, view):
    with pytest.raises(DataError):
        saved_views.save(tmp_path, view)


def test_views_over_http(folder):
    state = State(folder, Settings(hosts=frozenset({HOST})))
    client = Client(guarded(state))
    view = {"name": "Harbour", "note": "", "view": "all=1"}
    assert client.post("/api/views", view).json() == [view]
    assert client.get("/api/views").json() == [view]
    assert json.loads((folder / saved_views.VIEWS).read_text("utf-8")) == [view]
    assert client.post("/api/views", {"name": "x"}).status == 400
    assert client.delete("/api/views?name=x").status == 404
    assert client.delete("/api/views?name=Harbour").json() == []
    state.workers.close()


@pytest.mark.browser
def test_a_view_is_saved_and_opened_again(browser, folder):
    with served(folder) as address, opened(browser, address, "/network?start=person/mira-okafor") as page:
        ready(page)
        page.get_by_role("button", name="Views", exact=True).click()
        dialog = page.get_by_role("dialog", name="Saved views")
        dialog.get_by_label("This view as").fill("Harbour <b>")
        dialog.get_by_label("Note").fill("to look at again")
        dialog.get_by_role("button", name="Save").click()
        dialog.get_by_role("link", name="Harbour <b>").wait_for()
        shown = page.evaluate("kgNetwork.probe().entities.join()")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Start again").click()
        eventually(page, f"kgNetwork.probe().entities.join() !== {json.dumps(shown)}")
        page.get_by_role("button", name="Views", exact=True).click()
        dialog.get_by_text("to look at again").wait_for()
        dialog.get_by_role("link", name="Harbour <b>").click()
        eventually(page, f"kgNetwork.probe().entities.join() === {json.dumps(shown)}")
        page.get_by_role("button", name="Views", exact=True).click()
        dialog.get_by_role("button", name="Delete the view").click()
        dialog.get_by_text("None yet.").wait_for()
