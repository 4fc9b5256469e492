"""Folders that are empty, or cannot be looked at: nothing is taken out before somebody says so."""

import os
import re
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from pipeline_fakes import FAKES, REAL_FILES, Words

from kg.errors import InputError
from kg.pipeline.build import add, build, remove
from kg.pipeline.readings import KEPT
from kg.records import Article, Ent
from kg.store.database import Store

ROOT = not hasattr(os, "geteuid") or os.geteuid() == 0


def fill(folder, count):
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"{number:02}.txt").write_text(f"Ann{number} leads Acme{number}.")
    return folder


def clear(folder, but=0):
    for file in sorted(folder.iterdir())[but:]:
        file.unlink()


def no_language(options):
    raise AssertionError("the cached parses were not used")


def state(graph):
    with Store(graph) as store:
        return list(store.connection.iterdump())


def test_a_folder_that_is_empty_is_refused_and_nothing_changes(tmp_path):
    news, other = fill(tmp_path / "news", 3), fill(tmp_path / "other", 2)
    build([news, other], tmp_path / "g", tools=FAKES)
    before = state(tmp_path / "g")
    clear(news)
    (other / "new.txt").write_text("Una leads Acme.")
    with pytest.raises(InputError, match=r"news: all 3 articles from there are not found .*--allow-empty"):
        build((), tmp_path / "g", tools=FAKES)
    assert state(tmp_path / "g") == before
    report = build((), tmp_path / "g", tools=FAKES, allow_empty=True)
    assert (report.articles, report.dropped) == (3, 3)


@pytest.mark.parametrize(("count", "left", "refused"), [(20, 9, True), (20, 10, False), (19, 1, False)])
def test_most_of_many_is_refused(tmp_path, count, left, refused):
    news = fill(tmp_path / "news", count)
    build(news, tmp_path / "g", tools=FAKES)
    clear(news, left)
    if refused:
        with pytest.raises(InputError, match=f"news: {count - left} of {count} articles"):
            build((), tmp_path / "g", tools=FAKES)
    assert build((), tmp_path / "g", tools=FAKES, allow_empty=True).articles == left


def test_files_that_were_given_count_with_the_folder_around_them(tmp_path):
    news = fill(tmp_path / "news", 3)
    add(sorted(news.iterdir()), tmp_path / "g", tools=FAKES)
    clear(news, 2)
    assert build((), tmp_path / "g", tools=FAKES).articles == 2
    clear(news)
    with pytest.raises(InputError, match="news: all 2 articles"):
        build((), tmp_path / "g", tools=FAKES)
    shutil.rmtree(news)
    with pytest.raises(InputError, match="news: all 2 articles"):
        build((), tmp_path / "g", tools=FAKES)


def test_a_single_file_can_still_be_deleted(tmp_path):
    news = fill(tmp_path / "news", 2)
    add(news / "00.txt", tmp_path / "g", tools=FAKES)
    (news / "00.txt").unlink()
    assert build((), tmp_path / "g", tools=FAKES).articles == 0


def unreadable(path, monkeypatch):
    """A place whose disk answers with an error, whoever asks."""
    real_list, real_open = os.scandir, Path.open

    def refuse(here):
        if Path(here) == path or path in Path(here).parents:
            raise OSError(5, "Input/output error", str(here))

    def scandir(here):
        refuse(here)
        return real_list(here)

    def open_(here, *args, **options):
        refuse(here)
        return real_open(here, *args, **options)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(Path, "open", open_)


@pytest.mark.parametrize("part", ["", "2021"])
def test_a_folder_that_cannot_be_listed_keeps_its_articles(tmp_path, monkeypatch, part):
    news = fill(tmp_path / "news", 2).parent / "news"
    fill(news / "2021", 2)
    build(news, tmp_path / "g", tools=FAKES)
    with monkeypatch.context() as broken:
        unreadable(news / part, broken)
        report = build((), tmp_path / "g", tools=FAKES, allow_empty=True)
    assert report.articles == 4
    assert report.failed == ((str(news / part), "cannot be listed (Input/output error)"),)
    assert build((), tmp_path / "g", tools=FAKES).failed == ()


def test_a_file_that_cannot_be_read_keeps_its_articles(tmp_path, monkeypatch):
    news = fill(tmp_path / "news", 2)
    build(news, tmp_path / "g", tools=FAKES)
    with monkeypatch.context() as broken:
        unreadable(news / "01.txt", broken)
        report = build((), tmp_path / "g", tools=FAKES)
    assert (report.articles, report.failed) == (
        2,
        ((str(news / "01.txt"), "cannot be read (Input/output error)"),),
    )
    assert build((), tmp_path / "g", tools=FAKES).failed == ()


@pytest.mark.skipif(ROOT, reason="root may read everything")
def test_a_folder_without_permission_keeps_its_articles(tmp_path):
    news = fill(tmp_path / "news", 2)
    build(news, tmp_path / "g", tools=FAKES)
    news.chmod(0)
    try:
        report = build((), tmp_path / "g", tools=FAKES)
    finally:
        news.chmod(0o700)
    assert (report.articles, len(report.failed)) == (2, 1)


def test_articles_that_come_back_are_not_parsed_again(tmp_path):
    news, other = fill(tmp_path / "news", 3), fill(tmp_path / "other", 1)
    build([news, other], tmp_path / "g", tools=FAKES)
    shutil.move(news, tmp_path / "away")
    news.mkdir()
    for number in range(KEPT - 2):
        (other / "00.txt").write_text(f"Una{number} leads Acme.")
        build((), tmp_path / "g", tools=FAKES, allow_empty=True)
    news.rmdir()
    shutil.move(tmp_path / "away", news)
    report = build((), tmp_path / "g", tools=replace(FAKES, language=no_language))
    assert (report.articles, report.failed) == (4, ())


def test_what_is_gone_for_good_is_not_kept_for_ever(tmp_path):
    news, other = fill(tmp_path / "news", 3), fill(tmp_path / "other", 1)
    build([news, other], tmp_path / "g", tools=FAKES)
    clear(news)
    for number in range(KEPT + 2):
        (other / "00.txt").write_text(f"Una{number} leads Acme.")
        build((), tmp_path / "g", tools=FAKES, allow_empty=True)
    with Store(tmp_path / "g") as store:
        kept = store.execute("SELECT COUNT(*) FROM parses").fetchone()[0]
    assert kept <= KEPT + 1
    fill(news, 3)
    assert build((), tmp_path / "g", tools=FAKES).articles == 4


def test_what_could_not_be_read_earlier_is_no_failure_of_this_run(tmp_path):
    news = fill(tmp_path / "news", 2)
    (news / "bad.txt").write_text("")
    (news / "worse.txt").write_text("poison")
    report = build(news, tmp_path / "g", tools=FAKES)
    assert len(report.failed) == 2 == len(report.problems)
    for report in (
        build((), tmp_path / "g", tools=FAKES),
        remove(["00.txt"], tmp_path / "g", tools=FAKES),
        add(news / "01.txt", tmp_path / "g", tools=FAKES),
    ):
        assert (len(report.problems), report.failed) == (2, ())
    (news / "worse.txt").write_text("poison again")
    report = build((), tmp_path / "g", tools=FAKES)
    assert [where for where, _ in report.failed] == ["worse.txt"]


def quick(options):
    return Quick()


class Quick(Words):
    def parse(self, text, skip=()):
        return super().parse(text.replace("endless", "quick"), skip)


def quick_read(source):
    text = source.data().decode()
    return SimpleNamespace(articles=(Article(source.name, text),), problems=())


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_what_takes_too_long_is_left_for_another_time(tmp_path, workers):
    news, graph = fill(tmp_path / "news", 3), tmp_path / "g"
    (news / "endless.txt").write_text("endless Eve leads Acme.")
    (news / "unreadable.txt").write_text("unreadable Uma leads Acme.")
    report = build(news, graph, tools=FAKES, seconds=1, workers=workers)
    assert report.articles == 3
    for where, why in report.failed:
        assert Path(where).name in ("endless.txt", "unreadable.txt")
        assert why.startswith("not read within 1 seconds, on this machine and this time")
    assert len(report.failed) == 2
    for changed in (remove(["00.txt"], graph, tools=FAKES), remove(["01.txt"], graph, tools=FAKES)):
        assert {why for _, why in changed.problems} == {why for _, why in report.failed}
    again = build((), graph, tools=replace(FAKES, language=quick, read=quick_read), seconds=60)
    assert (again.articles, again.problems) == (3, ())
    assert build((), graph, tools=FAKES).problems == ()


def test_limits_are_kept_with_the_graph(tmp_path):
    news, graph = tmp_path / "news", tmp_path / "g"
    news.mkdir()
    (news / "long.txt").write_text("Ann leads Acme. " * 20)
    (news / "short.txt").write_text("Bob leads Acme.")
    assert build(news, graph, tools=REAL_FILES, limits=["words=50"]).articles == 1
    for report in (build((), graph, tools=REAL_FILES), add(news / "long.txt", graph, tools=REAL_FILES)):
        assert (report.articles, [why[:28] for _, why in report.problems]) == (
            1,
            ["has 80 words and marks; at m"],
        )
    assert add(news / "long.txt", graph, tools=REAL_FILES, limits=["words=500"]).articles == 2
    assert build((), graph, tools=REAL_FILES).articles == 2
    assert build((), graph, tools=REAL_FILES, limits=["characters=100"]).articles == 1
    assert build((), graph, tools=REAL_FILES, limits=[""]).articles == 2


NAMES = re.compile(r"[A-Z]\w+")


class Named(Words):
    def parse(self, text, skip=()):
        made = super().parse(text, skip)
        places = [i for i in range(len(made.starts)) if NAMES.fullmatch(made.span_text(i, i + 1))]
        return replace(made, ents=tuple(Ent(i, i + 1, "PERSON", 1.0) for i in places))


def named(options):
    return Named()


def test_names_are_counted_when_they_are_read(tmp_path):
    news, graph = tmp_path / "news", tmp_path / "g"
    news.mkdir()
    (news / "many.txt").write_text("Ann leads Acme. Bob leads Acme. Cy leads Acme.")
    (news / "few.txt").write_text("Ann leads Acme. " * 9)
    tools = replace(FAKES, language=named)
    assert build(news, graph, tools=tools).articles == 2
    report = build((), graph, tools=replace(tools, language=no_language), limits=["names=3"])
    assert report.articles == 1
    assert report.problems == (
        ("many.txt", "has 4 different names; at most 3 names are read (--limit names=NUMBER reads more)"),
    )
    assert build((), graph, tools=replace(tools, language=no_language), limits=["names=4"]).articles == 2
