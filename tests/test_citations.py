"""Claims with their sentences, marks and speakers, from a collection and from a store."""

from __future__ import annotations

from pathlib import Path

import pytest
from folder_helpers import make_folder
from graph_helpers import make_collection

from kg.errors import NotFoundError
from kg.graph.citations import CONTEXT, LONGEST, Citations, Named, ranked
from kg.records import Article, Collection
from kg.store.database import Store


def of_one(text: str) -> Citations:
    return Citations.of(Collection((Article("a.txt", text),), (), (), ()))


def test_marks_are_offsets_into_the_sentence_and_in_order() -> None:
    cited = of_one("Alda slept. Mira met Jonas.")
    passage = cited.passage("a.txt", (12, 27), {"object": (21, 26), "subject": (12, 16), "other": (0, 4)})
    assert [(passage.text[a:b], what) for a, b, what in passage.marks] == [
        ("Mira", "subject"),
        ("Jonas", "object"),
    ]
    assert (passage.excerpt.text, passage.excerpt.cut) == ("Mira met Jonas.", False)


def test_only_what_is_very_long_is_cut_around_its_marks() -> None:
    shown = of_one("x" * 9000).passage("a.txt", (0, 9000), {"a": (4000, 4010), "b": (4100, 4110)}).excerpt
    assert (shown.before, len(shown.text), shown.after) == (
        4000 - CONTEXT,
        LONGEST,
        9000 - 4000 + CONTEXT - LONGEST,
    )
    assert shown.marks == ((CONTEXT, CONTEXT + 10, "a"), (CONTEXT + 100, CONTEXT + 110, "b"))
    far = of_one("x" * 9000).passage("a.txt", (0, 9000), {"a": (10, 20), "b": (8000, 8010)}).excerpt
    assert [what for _, _, what in far.marks] == ["a"]


def test_who_says_so_is_an_entity_or_words() -> None:
    collection = make_collection()
    member = collection.entities[0].members[0]
    citations = Citations.of(collection)
    assert citations.named(*member) == Named(collection.entities[0].name, collection.entities[0].key)
    assert citations.named(member[0], "a witness") == Named("a witness")
    assert citations.named(member[0], None) is None


def test_an_article_that_is_not_there_is_named() -> None:
    with pytest.raises(NotFoundError, match=r"no article 'b\.txt'"):
        of_one("Alda slept.").passage("b.txt", (0, 4))


def test_store_and_collection_cite_alike(tmp_path: Path) -> None:
    collection = make_collection()
    of = Citations.of(collection)
    with Store(make_folder(tmp_path / "graph", collection)) as store:
        stored = Citations.stored(store)
        for fact in collection.facts:
            for article, claim in ranked(fact.claims):
                one, other = of.cite(article, claim), stored.cite(article, claim)
                assert (one.claim, one.passage) == (other.claim, other.passage)
                assert (one.speaker and one.speaker.name) == (other.speaker and other.speaker.name)
