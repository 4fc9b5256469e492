"""The commands, on graphs that a simple language and simple rules read."""

import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from made_up import cases
from pipeline_fakes import REAL_FILES
from typer.testing import CliRunner

from kg.cli.app import app
from kg.store.connection import writing

NEWS = {
    "one.txt": "Ann leads Acme. Ann leads Delta.",
    "two.txt": "---\ntitle: Second thoughts\ndate: 2022-03-07\n---\n\nBob leads Acme.",
}


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.pipeline.build.Tools", lambda: REAL_FILES)
    monkeypatch.setattr("kg.pipeline.extract.Tools", lambda: REAL_FILES)
    monkeypatch.setattr("kg.pipeline.decide.Tools", lambda: REAL_FILES)
    monkeypatch.chdir(tmp_path)
    write(NEWS)
    return tmp_path


@pytest.fixture(scope="session")
def first_build(tmp_path_factory):
    """A folder in which the news were built, to be copied."""
    folder = tmp_path_factory.mktemp("first")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.pipeline.build.Tools", lambda: REAL_FILES)
        patch.chdir(folder)
        write(NEWS)
        ok("build", "news")
    return folder


@pytest.fixture
def built(place, first_build):
    shutil.copytree(first_build, place, dirs_exist_ok=True)
    return place


def write(texts):
    Path("news").mkdir(exist_ok=True)
    for name, text in texts.items():
        Path("news", name).write_bytes(text if isinstance(text, bytes) else text.encode())


def run(*arguments, **options):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], **options)


LATER = "its files (graph.ttl, network.html and so on) follow at the next 'kg build'\n"


def ok(*arguments, **options):
    result = run(*arguments, **options)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return result.stdout


def bad(*arguments, **options):
    """The one line on standard error of a command that fails."""
    result = run(*arguments, **options)
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    (line,) = result.stderr.splitlines()
    assert line.startswith("kg: ")
    return line.removeprefix("kg: ")


def test_build_says_what_is_there_and_what_to_do_next(place):
    lines = ok("build", "news").splitlines()
    assert lines[0] == "2 articles in graph_output (2 read now)"
    assert lines[1].split() == ["entities", "2", "Organization,", "2", "Person"]
    assert lines[2].split() == ["facts", "3", "leads"]
    assert "Open graph_output/network.html in a browser, or type" in lines
    assert sorted(path.name for path in Path("graph_output").iterdir()) == sorted(
        [
            ".parts",
            "explorer.json",
            "graph.trig",
            "graph.ttl",
            "inferred.ttl",
            "kg.lock",
            "kg.sqlite",
            "network.html",
            "places.json",
            "store",
        ]
    )


def test_build_quietly_or_as_json(place):
    assert ok("build", "news", "-q") == ""
    assert json.loads(ok("build", "--json"))["articles"] == 2


def test_build_names_what_it_left_out(place):
    write({"logo.png": b"\x89PNG", ".hidden.txt": "x"})
    lines = ok("build", "news").splitlines()
    assert "  skipped logo.png: a picture (--ocr reads the words in it)" in lines
    assert "  skipped .hidden.txt: hidden" in lines


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    cases(
        [
            ("empty.txt", b"", "empty file"),
            ("binary.txt", bytes(range(256)) * 8, ""),
            ("broken.pdf", b"%PDF-1.4 nothing more", ""),
            (
                "german.txt",
                ("Der Minister hat gestern in Berlin gesagt, dass er das nicht wisse. " * 9).encode(),
                "",
            ),
            ("rows.jsonl", b'{"id": 1, "text": "Eve leads Acme."}\nno json\n', ""),
        ]
    ),
)
def test_bad_files_are_one_line_each_and_the_rest_is_built(place, name, content, reason):
    write({name: content})
    line = bad("build", "news", "-q")
    assert line.startswith(f"news/{name}: {reason}")
    assert "Ann" in ok("show", "Ann")


@pytest.mark.slow
def test_a_line_of_five_megabytes_is_refused_unless_it_is_asked_for(place):
    write({"long.txt": "word " * 1_000_000 + "Eve leads Acme."})
    refusal = "news/long.txt: has 5,000,015 characters; at most 1,000,000 characters are read"
    assert bad("build", "news", "-q").startswith(refusal)
    more = ("--limit", "characters=9000000", "--limit", "words=9000000")
    ok("build", "news", "-q", *more)
    assert "Eve leads Acme" in ok("show", "Eve")
    ok("build", "-q")
    assert "Eve leads Acme" in ok("show", "Eve")
    assert bad("build", "-q", "--limit", "").startswith(refusal)
    assert bad("extract", "news/long.txt").startswith("long.txt: has 5,000,015 characters")


@pytest.mark.parametrize("command", ["build", "add", "extract"])
def test_a_limit_that_is_none_is_told(place, command):
    write({"a.txt": "Eve leads Acme."})
    message = (
        "'pages=3' is no limit: NAME=NUMBER, where NAME is one of unpacked, characters, words, names, archive"
    )
    assert bad(command, "news/a.txt", "--limit", "pages=3") == message


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable for root")
def test_an_unreadable_file_is_named(place):
    Path("news/one.txt").chmod(0)
    assert bad("build", "news", "-q").startswith("news/one.txt: ")


def test_problems_are_told_first_and_listed_last(place):
    write({"empty.txt": "", "void.txt": ""})
    result = run("build", "news")
    first, *_, last = result.stderr.splitlines()
    assert first == "kg: 2 problems, listed at the end"
    assert last.startswith("kg: news/void.txt: ")
    assert result.output.startswith(first) and result.output.rstrip().endswith(last)


@pytest.mark.slow
def test_a_file_that_was_named_and_cannot_be_read_is_an_error(place):
    write({"scan.tfx": b"x", ".hidden.txt": "Eve leads Acme."})
    for command in ("build", "add", "extract"):
        quietly = [] if command == "extract" else ["-q"]
        assert bad(command, "news/scan.tfx", *quietly).startswith(
            "news/scan.tfx: unknown kind of file (.tfx)"
        )
    assert bad("build", "news/one.tx") == "news/one.tx: no such file or folder"
    Path("news/one.tx").write_text("x")
    assert bad("build", "news", "news/one.tx", "-q").startswith(
        "news/one.tx: unknown kind of file (.tx); did you mean .txt"
    )
    ok("build", "-q")
    ok("add", "news/.hidden.txt")
    assert "Eve" in ok("show", "Eve")


@pytest.mark.parametrize("graph", ["news", "news/.", "."])
def test_a_folder_of_articles_is_no_graph_folder(place, graph):
    before = sorted(Path().rglob("*"))
    assert "articles and graph need folders of their own" in bad("build", "news", "-g", graph)
    assert sorted(Path().rglob("*")) == before


def test_a_graph_folder_is_no_folder_of_articles(built):
    assert "'kg build -g graph_output' renews it" in bad("build", "graph_output", "-g", "other")
    assert not Path("other").exists()


def test_a_missing_folder_is_named(place):
    assert bad("build", "nowhere") == "nowhere: no such file or folder"
    assert bad("build", "news", "nowhere", "-q") == "nowhere: no such file or folder"
    assert bad("build", "-g", "other") == "no file or folder to build from"


def test_a_folder_in_use_is_told(built):
    with writing(Path("graph_output")):
        assert "in use by another kg process" in bad("build")


def test_a_graph_folder_that_is_a_file_is_told(place):
    write({"file": "x"})
    assert "news/file" in bad("build", "news/one.txt", "-g", "news/file")


def test_commands_without_a_graph_say_how_to_make_one(place):
    for command in (
        ["show", "Ann"],
        ["mentions", "Ann"],
        ["search", "Ann"],
        ["query", "who-heads"],
        ["export"],
    ):
        assert "kg build" in bad(*command)


def test_interruption_is_one_line(place, monkeypatch):
    def interrupt(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.pipeline.build.build", interrupt)
    result = run("build", "news")
    assert (result.exit_code, len(result.stderr.splitlines())) == (130, 1)


def test_a_full_disk_is_one_line(place, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device", "graph_output/graph.ttl")

    monkeypatch.setattr("kg.pipeline.build.build", full)
    assert bad("build", "news") == "graph_output/graph.ttl: No space left on device"


@pytest.mark.slow
def test_remove_and_add(place):
    ok("build", "news")
    assert ok("remove", "one.txt").startswith("1 article ")
    assert "removed by hand: one.txt" in ok("build")
    added = ok("add", "news/one.txt")
    assert added.startswith("2 articles")
    assert added.endswith("its drawings (network.html, explorer.json) follow at the next 'kg build'\n")
    ok("build", "-q")
    assert "follow at" not in ok("add", "news/one.txt")
    ok("remove", "one.txt", "-q")
    assert ok("remove", "--undo", "one.txt").startswith("2 articles")
    assert "did you mean one.txt" in bad("remove", "on.txt")


def test_standard_input(built):
    assert ok("add", "-", input="Eve leads Acme.").startswith("3 articles")


def test_show(built):
    text = ok("show", "ann")
    assert text.startswith("Ann  (Person, person/ann)\n")
    assert "Ann leads Acme  (1 article, confidence" in text
    assert '  "Bob leads Acme." (Second thoughts, 2022-03-07)' in ok("show", "organization/acme")
    assert json.loads(ok("show", "Ann", "--json"))["entity"]["key"] == "person/ann"


def test_show_of_what_is_not_there(built):
    assert bad("show", "Xerxes") == "nothing is known of 'Xerxes'"
    assert "did you mean organization/delta" in bad("show", "Deltta")


def test_show_finds_people_by_their_titles(built):
    for name in ("Mr Bob", "Mr. Bob", "President Bob", "Prime Minister Bob", "Dr Bob"):
        assert ok("show", name) == ok("show", "Bob")
    assert "nothing is known of 'Mr Acme'" in bad("show", "Mr Acme")


@pytest.mark.parametrize(
    ("command", "meant"),
    [
        (("export", "-f", "turtel"), "turtle"),
        (("query", "articles", "-f", "jsn"), "json"),
        (("query", "who-governd"), "who-governs"),
        (("dossier", "Ann", "-f", "markdwn"), "markdown"),
        (("rules", "show", "title-off"), "title-of"),
        (("assert", "Ann", "head", "Acme", "-s", "x"), "heads"),
        (("mentions", "Ackme"), "organization/acme"),
    ],
)
def test_names_that_are_nearly_right_are_suggested(built, command, meant):
    assert f"did you mean {meant}" in bad(*command)


def test_mentions(built):
    assert ok("mentions", "Bob").splitlines() == ["Second thoughts, two.txt, 2022-03-07", "  Bob: Bob"]
    assert [row["text"] for row in json.loads(ok("mentions", "Acme", "--json"))] == ["Acme", "Acme"]


def test_search(built):
    lines = ok("search", "bob", "acm*").splitlines()
    assert lines[:2] == ["Sentences behind facts", '  "[Bob] leads [Acme]." (Second thoughts, 2022-03-07)']
    assert ok("search", "nothing-like-it") == "nothing found\n"
    assert "nothing to search for" in bad("search", "!!")
    assert json.loads(ok("search", '"leads acme"', "--json"))["articles"]


def test_query_by_name_file_and_text(built):
    assert "organizations-of-place" in ok("query", "--list")
    named = ok("query", "facts-about", "--entity", "Ann", "--format", "csv")
    assert "Delta" in named and "Bob" not in named
    text = "SELECT ?s WHERE { ?s <https://newskg.example/ns#leads> ?o } ORDER BY ?s"
    free = ok("query", text, "--format", "json")
    assert len(json.loads(free)["results"]["bindings"]) == 3
    Path("mine.rq").write_text(text)
    assert ok("query", "mine.rq", "-f", "json") == free


def test_query_parameters_in_every_form(built):
    ways = (["--entity", "Ann"], ["--entity=Ann"], ["--param", "entity=Ann"], ["-p", "entity=Ann"])
    assert len({ok("query", "facts-about", *way) for way in ways}) == 1


def test_query_errors_are_one_line(built):
    assert "no-such-query" in bad("query", "no-such-query")
    assert bad("query", "SELECT nonsense {")
    assert "required" in bad("query", "facts-about") or "entity" in bad("query", "facts-about")
    assert bad("query", "facts-about", "--entity") == "parameter --entity has no value"
    assert "neither" in bad("query", "facts-about", "Ann")
    assert "nobody" in bad("query", "facts-about", "--entity", "nobody")
    assert "missing.rq" in bad("query", "missing.rq")
    assert "yaml" in bad("query", "who-heads", "--format", "yaml")


def test_export(built):
    turtle = ok("export")
    assert "Second thoughts" in turtle
    assert Path("graph_output/graph.ttl").read_text() == turtle
    ok("export", "--format", "graphml", "-o", "net.graphml")
    assert Path("net.graphml").read_text().startswith("<?xml")
    assert "nonsense" in bad("export", "--format", "nonsense")
    assert "nowhere" in bad("export", "-o", "nowhere/net.ttl")


@pytest.mark.slow
def test_extract_prints_the_interchange_format(place):
    first, second = map(json.loads, ok("extract", "news").splitlines())
    assert list(first) == ["id", "text", "mentions", "entities", "claims"]
    assert (first["id"], second["id"]) == ("one.txt", "two.txt")
    assert first["claims"][0] == {
        **{"subject": "e1", "predicate": "leads", "object": "e2", "value": None, "role": None},
        **{"subject_span": [0, 3], "object_span": [10, 14], "evidence": [0, 15], "status": "asserted"},
        **{"speaker": None, "since": None, "until": None, "on": None, "where": None, "amount": None},
        **{"about": None, "support": [], "implied": None, "doubtful": False, "confidence": 0.5, "rule": ""},
    }
    assert list(json.loads(ok("extract", "--no-mentions", "news/one.txt"))) == [
        "id",
        "text",
        "entities",
        "claims",
    ]


@pytest.mark.slow
def test_extract_keeps_the_order_of_its_input(place):
    lines = ok("extract", "news/two.txt", "news/one.txt").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["two.txt", "one.txt"]


@pytest.mark.slow
def test_extract_takes_jsonl_exactly_as_it_is(place):
    rows = [
        {"id": str(n), "text": f" \u201cAnn{n}\u201d \U0001f600 Ann{n} leads Acme.\n\nLeave a Reply "}
        for n in range(9)
    ]
    lines = "".join(f"{json.dumps(row)}\n" for row in rows)
    with gzip.open("rows.jsonl.gz", "wt") as file:
        file.write(lines)
    found = [
        json.loads(line) for line in ok("extract", "--input-format", "jsonl", "rows.jsonl.gz").splitlines()
    ]
    assert [{"id": row["id"], "text": row["text"]} for row in found] == rows
    start, end = found[0]["claims"][0]["evidence"]
    assert rows[0]["text"][start:end] == "Ann0 leads Acme."
    assert ok("extract", "--input-format", "jsonl", "-", input=lines)
    parallel = ok("extract", "--input-format", "jsonl", "-w", "2", "rows.jsonl.gz")
    assert [json.loads(line) for line in parallel.splitlines()] == found


def test_extract_goes_on_after_bad_input(place):
    Path("rows.jsonl").write_text('nonsense\n{"id": "1", "text": "Ann leads Acme."}\n{"id": 2}\n')
    result = run("extract", "--input-format", "jsonl", "rows.jsonl", "missing.jsonl")
    assert (result.exit_code, len(result.stdout.splitlines()), len(result.stderr.splitlines())) == (1, 1, 3)
    assert bad("extract", "missing.txt") == "missing.txt: no such file or folder"


def test_view_opens_the_explorer_that_is_running(built, monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr("kg.server.running.running", lambda folder: "http://127.0.0.1:8765/")
    assert ok("view") == "http://127.0.0.1:8765/\n"
    assert opened == ["http://127.0.0.1:8765/"]


def test_view_starts_the_explorer(built, monkeypatch):
    runs = []
    monkeypatch.setattr("kg.server.running.run", lambda *given, **named: runs.append((*given, named)))
    ok("view")
    folder, host, port, named = runs[0]
    assert (folder, host, port, named["open_browser"]) == (Path("graph_output"), "127.0.0.1", None, True)


@pytest.mark.slow
def test_diff(built):
    write({"two.txt": "Bob leads Beta."})
    ok("build", "news", "-g", "later", "-q")
    lines = ok("diff", "graph_output", "later").splitlines()
    assert "+ entity organization/beta" in lines
    assert "- fact person/bob leads organization/acme" in lines
    assert ok("diff", "later", "later") == ""


def test_a_merge_and_its_undoing(built):
    before = Path("graph_output/graph.ttl").read_bytes()
    assert ok("merge", "Ann", "Bob") == (
        "merge person/ann person/bob: 1 entity fewer, 1 fact fewer; to undo it: kg decisions --undo 1\n"
        f"{LATER}"
    )
    assert ok("show", "Bob") == ok("show", "person/ann")
    assert ok("decisions") == "   1  merge person/ann person/bob\n"
    assert ok("decisions", "--undo", "1") == (
        "taken back: merge person/ann person/bob: 1 entity more, 1 fact more; "
        "to decide it again: kg merge person/ann person/bob\n"
        f"{LATER}"
    )
    assert Path("graph_output/graph.ttl").read_bytes() == before
    assert "line 7" in bad("decisions", "--undo", "7")


def test_files_follow_a_decision_when_they_are_needed(built):
    names = "--entity", "person/ann"
    assert "Ann Lee" not in ok("query", "names-of", *names)
    ok("rename", "Ann", "Ann Lee", "-q")
    assert b"Ann Lee" not in Path("graph_output/network.html").read_bytes()
    assert "network.html is of an older state of the graph" in ok("check")
    assert "Ann Lee" in ok("query", "names-of", *names)
    assert "graph.ttl is of an older state of the graph" in ok("check")  # a question needs the store alone
    ok("build", "-q")
    assert b"Ann Lee" in Path("graph_output/network.html").read_bytes()


def test_a_rejected_claim_counts_for_nothing_until_it_is_confirmed(built):
    claim = json.loads(ok("show", "Bob", "--json"))["statements"][0]["fact"]["claims"][0][1]["id"]
    assert claim in ok("show", "Bob", "--ids")
    assert ok("reject", claim) == (
        f"reject {claim} (Bob leads Acme): 1 fact fewer; to undo it: kg decisions --undo 1\n{LATER}"
    )
    assert "leads" not in ok("show", "Bob")
    ok("confirm", claim)
    assert "confidence 1.00" in ok("show", "Bob")
    assert "no claim 'c1'" in bad("reject", "c1")


def test_names_and_notes(built):
    said = ok("rename", "Ann", "Ann Lee")
    assert said.startswith('rename person/ann "Ann Lee": no entity and no fact more or fewer; to undo it')
    assert ok("note", "Ann", "met in 2020", "-q") == ""
    assert ok("show", "person/ann").splitlines()[:3] == [
        *("Ann Lee  (Person, person/ann)", "also called Ann", "note: met in 2020")
    ]


def test_a_fact_by_hand(built):
    wanted = ok("export")
    ok("assert", "Bob", "heads", "Delta", "--source", "Minutes of 3 May")
    text = ok("show", "Bob")
    assert "Bob heads Delta  (added by hand, confidence" in text
    assert '"Bob heads Delta. Source: Minutes of 3 May" (Decisions)' in text
    assert ok("build").startswith("2 articles in graph_output (0 read now)")
    assert "Minutes of 3 May" in ok("export")
    ok("assert", "Ann", "bornOn", "1960-05-01", "-s", "Register")
    assert "Ann bornOn 1960-05-01" in ok("show", "Ann")
    ok("decisions", "--undo", "1")
    ok("decisions", "--undo", "1")
    assert ok("export") == wanted


def test_a_fact_by_hand_has_to_fit_its_relation(built):
    assert (
        bad("assert", "Acme", "heads", "Delta", "-s", "x")
        == "heads is said of Person, not of Acme (Organization)"
    )
    wrong = "heads joins Person with Organization, not Bob (Person) with Ann (Person)"
    assert bad("assert", "Bob", "heads", "Ann", "-s", "x") == wrong
    assert "nothing is known of 'Nowhere'" in bad("assert", "Bob", "heads", "Nowhere", "-s", "x")
    assert not Path("graph_output/decisions.txt").exists()


def test_a_decision_without_effect_is_told(built):
    Path("graph_output/decisions.txt").write_text("note person/nobody text\n")
    result = run("build")
    assert (result.exit_code, "person/nobody" in result.stderr) == (0, True)
    Path("graph_output/decisions.txt").write_text("nonsense\n")
    assert "line 1" in bad("build")


def test_undecided(built):
    assert ok("undecided")
    assert isinstance(json.loads(ok("undecided", "--json")), list)


def test_known_lists(built):
    """A name alone waits; a person's word links, and the topics show."""
    columns = "id,name,type,birth date,country,office,topics\n"
    Path("list.csv").write_text(
        f"{columns}L-1,Delta,organization,,,,sanction\nL-2,Ann Lee,person,1960-05-01,,,\n"
    )
    ok("build", "--known", "list.csv", "-q")
    assert "listed as" not in ok("show", "Delta")
    assert "L-1" not in ok("undecided")  # the name alone
    said = ok("link", "Delta", "L-1")
    assert said.startswith("link organization/delta L-1: ")
    assert "listed as Delta (L-1) [sanction]: by hand" in ok("show", "Delta")
    graph = ok("export")
    assert "urn:newskg:known:L-1" in graph and '"sanction"' in graph
    ok("unlink", "Delta", "L-1", "-q")
    assert "listed as" not in ok("show", "Delta")
    ok("rename", "Ann", "Ann Lee", "-q")
    ok("assert", "Ann Lee", "bornOn", "1960-05-01", "-s", "Register", "-q")
    assert "listed as Ann Lee (L-2): the same name, the same birth date" in ok("show", "Ann Lee")
    ok("build", "--known", "", "-q")
    assert "listed as" not in ok("show", "Ann Lee")


def test_check(built):
    assert ok("check")


def test_names_are_kept_and_forgotten(built):
    Path("names.csv").write_text("name,aliases,type,id\nAnn,Annie,person,p-1\n")
    ok("build", "--names", "names.csv")
    assert "p-1" in ok("show", "Ann")
    ok("build", "--names", "")
    assert "p-1" not in ok("show", "Ann")
    assert "missing.csv" in bad("build", "--names", "missing.csv")
    ok("build")


@pytest.mark.slow
def test_decisions_can_be_shared(built):
    ok("rename", "Ann", "Ann Lee")
    Path("graph_output/decisions.txt").rename("ours.txt")
    ok("build", "news", "-g", "second", "--decisions", "ours.txt")
    assert ok("show", "Ann Lee", "-g", "second").startswith("Ann Lee  (Person, person/ann)")
    ok("note", "Bob", "seen", "-g", "second")
    assert len(Path("ours.txt").read_text().splitlines()) == 2


def test_every_command_has_help(place):
    for command in app.registered_commands:
        name = command.name or command.callback.__name__
        assert ok(name, "--help").startswith(f"Usage: kg {name}")


@pytest.mark.slow
def test_a_reader_that_leaves_is_no_error(built):
    root = Path(__file__).parent.parent
    command = f"{sys.executable} -m kg export --format trig | head -c 20"
    environment = os.environ | {"PYTHONPATH": str(root)}
    done = subprocess.run(command, shell=True, env=environment, capture_output=True, check=True)
    assert (len(done.stdout), done.stderr) == (20, b"")
