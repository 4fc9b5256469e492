"""Builds with simple rooms: in step with files, the same bytes whatever the way, errors kept apart."""

import shutil
from dataclasses import replace

import pytest
from pipeline_fakes import FAKES, relate

from kg.errors import InputError, NotFoundError
from kg.pipeline.build import add, build, remove
from kg.pipeline.built_graph import Graph

TEXTS = {
    "a.txt": "Ann leads Acme. Cy leads Delta.",
    "b.txt": "Bob leads Acme.",
    "sub/c.txt": "Ann leads Acme. Bob leads Beta.",
    "d.txt": "Bob leads Acme.",
    "e.txt": "https://example.org/e Eve leads Acme.",
}


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "news", TEXTS)
    return tmp_path / "news"


def write(folder, texts):
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def result(graph):
    return (graph / "graph.json").read_bytes()


def scratch(tmp_path, texts):
    write(tmp_path / "fresh" / "news", texts)
    build(tmp_path / "fresh" / "news", tmp_path / "fresh" / "g", tools=FAKES)
    return result(tmp_path / "fresh" / "g")


def test_a_build_counts_what_it_did(folder, tmp_path):
    report = build(folder, tmp_path / "g", tools=FAKES)
    assert (report.articles, report.read, report.problems) == (5, 5, ())
    assert report.entities == (("Person", 4), ("Organization", 3))
    assert report.facts == (("leads", 5),)
    assert report.duplicates == (("b.txt", "d.txt"),)
    assert report.best in {"person/bob"}


def test_nothing_is_done_twice(folder, tmp_path):
    build(folder, tmp_path / "g", tools=FAKES)
    report = build((), tmp_path / "g", tools=FAKES)
    assert (report.read, report.changed, report.written) == (0, False, ())


def test_only_what_changed_is_read(folder, tmp_path):
    build(folder, tmp_path / "g", tools=FAKES)
    texts = TEXTS | {"a.txt": "Ann leads Zeta.", "new.txt": "Una leads Acme."}
    del texts["b.txt"]
    write(folder, texts)
    (folder / "b.txt").unlink()
    report = build((), tmp_path / "g", tools=FAKES)
    assert (report.read, report.dropped, report.articles) == (2, 1, 5)
    assert result(tmp_path / "g") == scratch(tmp_path, texts)


def test_the_way_to_a_graph_does_not_matter(folder, tmp_path):
    wanted = scratch(tmp_path, TEXTS)
    graph = tmp_path / "g"
    build(folder / "d.txt", graph, tools=FAKES)
    add([folder / "b.txt", folder / "a.txt"], graph, tools=FAKES)
    add(folder / "e.txt", graph, tools=FAKES)
    assert result(graph) != wanted
    build(folder, graph, tools=FAKES)
    assert result(graph) == wanted


def test_removing_and_adding_again_leaves_no_trace(folder, tmp_path):
    graph = tmp_path / "g"
    build(folder, graph, tools=FAKES)
    wanted = result(graph)
    remove(["sub/c.txt", "https://example.org/e"], graph, tools=FAKES)
    without = {name: text for name, text in TEXTS.items() if name not in ("sub/c.txt", "e.txt")}
    assert result(graph) == scratch(tmp_path, without)
    add([folder / "sub" / "c.txt", folder / "e.txt"], graph, tools=FAKES)
    assert result(graph) == wanted


def test_a_removal_lasts_until_it_is_taken_back(folder, tmp_path):
    graph = tmp_path / "g"
    build(folder, graph, tools=FAKES)
    remove(["a.txt"], graph, tools=FAKES)
    (folder / "a.txt").write_text("Ann leads Other.")
    report = build(folder, graph, tools=FAKES)
    assert (report.articles, report.removed) == (4, ("a.txt",))
    report = remove(["a.txt"], graph, undo=True, tools=FAKES)
    assert (report.articles, report.removed) == (5, ())


def test_a_removed_article_comes_back_by_its_id(folder, tmp_path):
    graph = tmp_path / "g"
    build(folder, graph, tools=FAKES)
    remove(["https://example.org/e"], graph, tools=FAKES)
    assert add("https://example.org/e", graph, tools=FAKES).articles == 5


def test_an_article_is_removed_by_the_path_of_its_file(folder, tmp_path):
    build(folder, tmp_path / "g", tools=FAKES)
    assert remove([str(folder / "e.txt")], tmp_path / "g", tools=FAKES).articles == 4


def test_a_folder_can_be_forgotten(folder, tmp_path):
    write(tmp_path / "more", {"x.txt": "Xi leads Acme."})
    build([folder, tmp_path / "more"], tmp_path / "g", tools=FAKES)
    assert remove([str(folder)], tmp_path / "g", tools=FAKES).articles == 1


def test_an_unknown_article_is_not_removed(folder, tmp_path):
    build(folder, tmp_path / "g", tools=FAKES)
    with pytest.raises(NotFoundError, match=r"did you mean a\.txt"):
        remove(["aa.txt"], tmp_path / "g", tools=FAKES)
    with pytest.raises(NotFoundError, match=r"no article 'a\.txt' was removed"):
        remove(["a.txt"], tmp_path / "g", undo=True, tools=FAKES)


def test_different_articles_of_one_id_are_told_apart_in_any_order(tmp_path):
    pages = {"x.txt": "http://e.org/1 Ann leads Acme.", "y.txt": "http://e.org/1 Bob leads Acme."}
    write(tmp_path / "news", pages)
    one, two = tmp_path / "g1", tmp_path / "g2"
    add(tmp_path / "news" / "x.txt", one, tools=FAKES)
    add(tmp_path / "news" / "y.txt", one, tools=FAKES)
    add(tmp_path / "news" / "y.txt", two, tools=FAKES)
    add(tmp_path / "news" / "x.txt", two, tools=FAKES)
    assert result(one) == result(two)
    with Graph(one) as graph:
        first, second = (article.id for article in graph.articles)
    assert first == "http://e.org/1" and second.startswith("http://e.org/1~")
    remove([second], one, tools=FAKES)
    assert build((), one, tools=FAKES).articles == 1


def test_the_same_article_in_two_files_counts_once(tmp_path):
    page = "http://e.org/1 Ann leads Acme."
    write(tmp_path / "news", {"x.txt": page, "y.txt": page})
    assert build(tmp_path / "news", tmp_path / "g", tools=FAKES).articles == 1


def test_files_of_one_name_in_two_folders_both_count(tmp_path):
    for year in ("2021", "2022"):
        write(tmp_path / year, {"report.txt": f"Ann leads Acme{year}."})
    build([tmp_path / "2022", tmp_path / "2021"], tmp_path / "g", tools=FAKES)
    with Graph(tmp_path / "g") as graph:
        assert [article.id for article in graph.articles] == ["2021/report.txt", "2022/report.txt"]


def test_one_bad_article_does_not_stop_the_others(folder, tmp_path):
    write(folder, {"bad.txt": "", "worse.txt": "poison Ann leads Acme."})
    report = build(folder, tmp_path / "g", tools=FAKES)
    assert report.articles == 5
    assert [why for _, why in report.problems] == [
        "empty file",
        "internal error, please report it: ValueError: cannot parse poison",
    ]
    assert build((), tmp_path / "g", tools=FAKES).problems == report.problems


def test_a_missing_path_is_told_and_the_others_are_built(folder, tmp_path):
    report = build([folder, tmp_path / "nowhere"], tmp_path / "g", tools=FAKES)
    assert report.articles == 5
    assert report.problems == ((str(tmp_path / "nowhere"), "no such file or folder"),)
    assert build((), tmp_path / "g", tools=FAKES).problems == ()


def test_only_missing_paths_make_no_graph(tmp_path):
    with pytest.raises(InputError, match="nowhere: no such file or folder"):
        build(tmp_path / "nowhere", tmp_path / "g", tools=FAKES)
    assert not (tmp_path / "g").exists()


def test_a_folder_that_is_missing_for_now_keeps_its_articles(folder, tmp_path):
    build(folder, tmp_path / "g", tools=FAKES)
    shutil.move(folder, tmp_path / "away")
    report = build((), tmp_path / "g", tools=FAKES)
    assert (report.articles, report.problems) == (5, ((str(folder), "no such file or folder"),))


def test_a_file_that_was_given_and_is_gone_is_dropped(folder, tmp_path):
    build([folder / "a.txt", folder / "b.txt"], tmp_path / "g", tools=FAKES)
    (folder / "a.txt").unlink()
    report = build((), tmp_path / "g", tools=FAKES)
    assert (report.articles, report.dropped, report.problems) == (1, 1, ())
    assert build((), tmp_path / "g", tools=FAKES).problems == ()


def other_rules(options):
    return "2"


def louder(article, parse, options):
    reading = relate(article, parse, options)
    return replace(reading, claims=tuple(replace(claim, predicate="heads") for claim in reading.claims))


def no_language(options):
    raise AssertionError("the cached parses were not used")


def test_new_rules_read_cached_parses(folder, tmp_path):
    build(folder, tmp_path / "g", tools=FAKES)
    tools = replace(FAKES, relations=other_rules, relate=louder, language=no_language)
    report = build((), tmp_path / "g", tools=tools)
    assert (report.read, report.facts) == (5, (("heads", 5),))


def test_touched_or_missing_outputs_are_written_again(folder, tmp_path):
    build(folder, tmp_path / "g", tools=FAKES)
    wanted = result(tmp_path / "g")
    (tmp_path / "g" / "graph.json").write_text("edited")
    assert build((), tmp_path / "g", tools=FAKES).written == ("graph.json",)
    assert result(tmp_path / "g") == wanted
    (tmp_path / "g" / "graph.json").unlink()
    assert build((), tmp_path / "g", tools=FAKES).changed is False
    assert result(tmp_path / "g") == wanted


@pytest.mark.slow
def test_workers_give_the_same_bytes(folder, tmp_path):
    write(folder, {"worse.txt": "poison Ann leads Acme."})
    build(folder, tmp_path / "g1", tools=FAKES)
    report = build(folder, tmp_path / "g2", tools=FAKES, workers=2)
    assert result(tmp_path / "g1") == result(tmp_path / "g2")
    assert len(report.problems) == 1


def test_standard_input_is_kept_by_the_store(tmp_path, monkeypatch):
    for text in (b"Ann leads Acme.", b"Bob leads Acme."):
        monkeypatch.setattr(
            "sys.stdin", type("Stream", (), {"buffer": type("B", (), {"read": lambda s, t=text: t})()})()
        )
        add("-", tmp_path / "g", tools=FAKES)
    assert build((), tmp_path / "g", tools=FAKES).articles == 2


def test_progress_is_told(folder, tmp_path):
    seen = []
    build(folder, tmp_path / "g", tools=FAKES, progress=lambda *step: seen.append(step))
    assert ("files", 5, 5) in seen and ("articles", 5, 5) in seen
