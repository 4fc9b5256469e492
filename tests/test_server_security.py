"""Who is answered: Host, Origin, intent, lengths, methods; and what every answer says to the browser."""

import pytest
from graph_helpers import HOSTILE, make_collection
from server_helpers import HOST, JSON, Client, save

from kg.server import sockets
from kg.server.security import HEADERS

QUERY = "/api/query"  # something that is asked with POST


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return save(tmp_path_factory.mktemp("graph"), make_collection())


@pytest.fixture(scope="module")
def client(folder):
    return Client(folder)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1", "127.0.0.1:80", "", None])
def test_other_hosts_are_not_answered(client, host):
    answer = client.get("/api/meta", headers={"Host": host})
    assert answer.status == 403
    assert "entities" not in answer.text


def test_two_hosts_are_one_too_many(client):
    async def app(scope, receive, send):
        scope["headers"].append((b"host", b"evil.example"))
        await client.app(scope, receive, send)

    assert Client(app).get("/api/meta").status == 403


def test_the_case_of_the_host_does_not_count(folder):
    client = Client(folder, any_address=True)
    assert client.get("/api/meta", headers={"Host": HOST.upper()}).status == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [("192.0.2.7:8765", 200), ("[2001:db8::1]:8765", 200), ("192.0.2.7", 200), ("evil.example:8765", 403)],
)
def test_a_server_for_all_addresses_answers_for_numbers_only(folder, host, status):
    assert Client(folder, any_address=True).get("/api/meta", headers={"Host": host}).status == status
    assert Client(folder).get("/api/meta", headers={"Host": host}).status == 403


def test_names_of_the_server():
    assert sockets.hosts("127.0.0.1", 8765) == {"127.0.0.1:8765", "localhost:8765", "[::1]:8765"}
    assert "graphs.example:9000" in sockets.hosts("graphs.example", 9000)
    assert "[2001:db8::1]:9000" in sockets.hosts("2001:db8::1", 9000)
    assert "localhost" in sockets.hosts("127.0.0.1", 80)


@pytest.mark.parametrize(
    ("host", "local"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("192.0.2.7", False)],
)
def test_what_is_local(host, local):
    assert sockets.is_local(host) is local


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://127.0.0.1:9999", "null", "http://127.0.0.1", "http://[", "x"]
)
def test_other_origins_change_nothing(client, origin):
    assert client.post(QUERY, {}, headers={"Origin": origin}).status == 403
    assert client.delete("/api/decisions/1", headers={"Origin": origin}).status == 403


def test_our_own_origin_is_answered(client):
    assert client.post(QUERY, {}, headers={"Origin": f"http://{HOST}"}).status != 403


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None]
)
def test_what_a_form_can_send_changes_nothing(client, kind):
    answer = client.ask("POST", QUERY, b"{}", headers={"Content-Type": kind})
    assert answer.status == 403


def test_delete_needs_a_header_of_ours(client):
    assert client.delete("/api/decisions/1", headers={"X-KG": None}).status == 403


@pytest.mark.parametrize(
    ("site", "mode", "status"),
    [("cross-site", "no-cors", 403), ("same-site", "cors", 403), ("cross-site", "navigate", 200),
     ("same-origin", "cors", 200), ("none", "navigate", 200)],
)  # fmt: skip
def test_other_sites_may_link_but_not_embed(client, site, mode, status):
    headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode}
    assert client.get("/api/meta", headers=headers).status == status


def test_other_sites_may_not_post_by_navigation(client):
    headers = {**JSON, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert client.post(QUERY, {}, headers=headers).status == 403


@pytest.mark.parametrize("path", ["/", "/api/meta", "/api/nothing", "/assets/none.js", "/api/entity"])
def test_every_answer_has_the_headers(client, path):
    answer = client.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name.lower()] == value
    assert "x-kg-generation" in answer.headers


def test_refusals_have_the_headers(client):
    answer = client.get("/", headers={"Host": "evil.example"})
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_policy_allows_nothing_inline_and_no_other_host(client):
    policy = client.get("/").headers["content-security-policy"]
    for word in ("unsafe", "http:", "https:", "*", "data: blob: '"):
        assert word not in policy
    assert "frame-ancestors 'none'" in policy


def test_no_answer_lets_other_sites_read(client):
    answer = client.get("/api/meta", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "path",
    ["/../state.py", "/..%2fstate.py", "/%2e%2e/state.py", "/assets/../../state.py", "/static/index.html",
     "//etc/passwd", "/assets/..\\..\\state.py", "/assets/%00", "/.gitignore", "/index.html/", "/kg.sqlite"],
)  # fmt: skip
def test_no_path_leads_out_of_the_static_files(client, path):
    answer = client.get(path)
    assert answer.status in (404, 400)
    assert "import" not in answer.text


def test_a_link_in_the_static_folder_is_not_followed(client, tmp_path, monkeypatch):
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "link.js").symlink_to(tmp_path / "secret")
    (tmp_path / "static" / "own.js").write_text("own")
    monkeypatch.setattr("kg.server.static.FOLDER", tmp_path / "static")
    assert client.get("/own.js").text == "own"
    assert client.get("/link.js").status == 404


def test_a_long_address_is_refused(client):
    assert client.get("/api/search", q="x" * 40_000).status == 414
    assert client.get("/api/search", q="x" * 20_000).status == 400


def test_a_long_body_is_refused(folder):
    client = Client(folder, body_bytes=1000)
    assert client.ask("POST", QUERY, b"x" * 2000, headers=JSON).status == 413
    said_short = {**JSON, "Content-Length": "5"}
    assert client.ask("POST", QUERY, b"x" * 2000, headers=said_short).status == 413
    assert client.ask("POST", QUERY, b"{}", headers={**JSON, "Content-Length": "many"}).status == 400


@pytest.mark.parametrize("method", ["PUT", "PATCH", "POST", "DELETE", "TRACE"])
def test_wrong_methods_are_refused(client, method):
    answer = client.ask(method, "/api/meta", headers={**JSON, "X-KG": "1"})
    assert answer.status == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_head_has_no_body(client):
    answer = client.ask("HEAD", "/api/meta")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"1" * 5000])
def test_a_body_that_is_not_what_it_should_be_is_a_400(client, body):
    answer = client.ask("POST", QUERY, body, headers=JSON)
    assert answer.status == 400
    assert "\n" not in answer.json()["error"]


def test_hostile_names_come_back_as_data_only(client):
    answer = client.get("/api/search", q=HOSTILE)
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["entities"][0]["name"] == HOSTILE
    errors = client.get("/api/entity", key=f"<script>{HOSTILE}")
    assert (errors.status, errors.headers["content-type"]) == (404, "application/json")


def test_an_error_of_ours_is_not_shown(folder, monkeypatch):
    def broken(*given):
        raise ValueError("secret")

    monkeypatch.setattr("kg.server.endpoints.meta.numbers", broken)
    answer = Client(folder).get("/api/meta")
    assert answer.status == 500
    assert "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
