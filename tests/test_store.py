"""The SQLite store and the JSON of records."""

import json
import sqlite3
import subprocess
import sys

import pytest

from kg.errors import DamageError, NotFoundError, StoreError
from kg.records import (
    Article,
    Claim,
    Collection,
    Ent,
    Entity,
    Fact,
    LocalEntity,
    Mention,
    Parse,
    Reading,
    Skip,
)
from kg.store import resolved, saving
from kg.store.codec import decode, decode_blob, decode_parse, encode, encode_blob, encode_parse
from kg.store.connection import writing
from kg.store.database import FILE_NAME, ReadArticle, Store, StoredSource

ARTICLE = Article("a.txt", "Ann leads Acme.", headline="Café news", skip=(Skip(0, 3, "furniture"),))
CLAIM = Claim("c1", "e1", "leads", "e2", None, "head", (0, 3), (10, 14), (0, 15), "asserted", since="2020")
PARSE = Parse(
    *("Ann leads Acme.", (0, 4, 10, 14), (3, 9, 14, 15)),
    *(("Ann", "lead", "Acme", "."), ("NNP", "VBZ", "NNP", "."), ("PROPN", "VERB", "PROPN", "PUNCT")),
    *(("", "Number=Sing", "", ""), (1, 1, 1, 1), ("nsubj", "root", "obj", "punct")),
    *(((0, 4),), (Ent(0, 1, "PERSON", 0.75), Ent(2, 3, "ORG")), "m1"),
)
READING = Reading(
    "a.txt",
    (Mention(0, 3, "PERSON", "Ann", "e1", "name"), Mention(10, 14, "ORG", "Acme", "e2", "name")),
    (LocalEntity("e1", "Person", "Ann", aliases=("Annie",)), LocalEntity("e2", "Organization", "Acme")),
    (CLAIM,),
    sentences=((0, 15),),
)
ENTITIES = (
    Entity("organization/acme", "Organization", "Acme", (), (("a.txt", "e2"),)),
    Entity("person/ann", "Person", "Ann", ("Annie",), (("a.txt", "e1"),)),
)
FACT = Fact("f1", "person/ann", "leads", "organization/acme", None, "asserted", (("a.txt", CLAIM),), 1, 0.9)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "g", create=True) as store:
        yield store


def put(store, article=ARTICLE, path="/x/a.txt", digest="d1"):
    item = ReadArticle(article, "content", encode(article), b"mark")
    store.put_source(StoredSource(path, "a.txt", digest, "r1"), [item], [])


def settle(store):
    (stored,) = store.articles()
    store.put_reading("k1", encode_blob(READING), "p1", encode_parse(PARSE))
    made = Collection((ARTICLE,), (READING,), ENTITIES, (FACT,), (("a.txt", "b.txt"),))
    with store.transaction():
        saving.save(store, "stamp1", [resolved.Admitted("a.txt", stored.row, "k1")], made, str.casefold)
    return made


@pytest.mark.parametrize("record", [ARTICLE, CLAIM, PARSE, READING, *ENTITIES, FACT])
def test_records_survive_json(record):
    assert decode(type(record), encode(record)) == record
    assert decode_blob(type(record), encode_blob(record)) == record


def test_defaults_are_left_out():
    assert json.loads(encode(Article("a", "text"))) == {"id": "a", "text": "text"}


def test_a_stored_parse_borrows_its_text():
    blob = encode_parse(PARSE)
    assert decode_parse(blob, PARSE.text) == PARSE
    assert decode_parse(blob, "other text here").text == "other text here"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"id": "a"}', '{"id": "a", "text": "t", "more": 1}'])
def test_other_json_is_refused(text):
    with pytest.raises(StoreError, match="Article"):
        decode(Article, text)


def test_damaged_bytes_are_refused():
    with pytest.raises(StoreError, match="damaged"):
        decode_blob(Reading, b"no zlib")


def test_a_source_replaces_what_it_held_before(store):
    put(store)
    put(store, Article("a.txt", "new"), digest="d2")
    assert [store.article(row.row).text for row in store.articles()] == ["new"]
    assert store.sources()["/x/a.txt"].digest == "d2"


def test_gone_files_stay_readable_until_the_collection_is_resolved(store):
    put(store)
    made = settle(store)
    store.drop_sources(["/x/a.txt"])
    assert store.articles() == []
    assert resolved.collection(store) == made
    with store.transaction():
        saving.save(store, "stamp2", [], Collection((), (), (), ()), str.casefold)
    assert resolved.collection(store) == Collection((), (), (), ())
    assert store.execute("SELECT count(*) FROM article_text").fetchone() == (0,)


def test_the_collection_comes_back_as_it_was(store):
    put(store)
    made = settle(store)
    assert resolved.collection(store) == made
    assert resolved.stamp(store) == "stamp1"
    assert resolved.generation(store) == 1
    assert resolved.counts(store) == {"articles": 1, "entities": 2, "facts": 1}
    assert resolved.facts_of(store, "organization/acme") == [FACT]
    assert resolved.named(store, "annie") == [ENTITIES[1]]


def test_full_text_search_ignores_accents_and_what_is_skipped(store):
    put(store)
    settle(store)
    assert [hit.text for hit in resolved.search_evidence(store, '"acme"', 5)] == ["Ann leads [Acme]."]
    assert [hit.article for hit in resolved.search_articles(store, '"cafe"', 5)] == ["a.txt"]
    assert resolved.search_articles(store, '"ann"', 5) == []


def test_unused_caches_are_pruned(store):
    put(store)
    settle(store)
    with store.transaction():
        store.prune(set(), {"k1"})
    assert store.parse("p1", PARSE.text) is None
    assert store.reading("k1") == READING


def test_a_failed_transaction_leaves_nothing(store):
    with pytest.raises(KeyError), store.transaction():
        store.put("key", "value")
        raise KeyError
    assert store.get("key") == ""


def test_reading_a_folder_without_a_graph_says_how_to_make_one(tmp_path):
    with pytest.raises(NotFoundError, match="kg build"):
        Store(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_named(tmp_path):
    (tmp_path / FILE_NAME).write_text("no database, but long enough to be looked at")
    with pytest.raises(StoreError, match=FILE_NAME):
        Store(tmp_path, create=True)


def test_a_store_of_another_version_is_refused(tmp_path):
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError, match="format 99"):
        Store(tmp_path)


def test_one_process_writes_at_a_time(tmp_path):
    start = "from pathlib import Path\nfrom kg.store.connection import writing\n"
    code = f"{start}with writing(Path({str(tmp_path)!r})): pass"
    with writing(tmp_path):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "in use by another kg process" in done.stderr
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_headline_is_kept_as_older_versions_kept_it():
    article = Article("a.txt", "Bridge opens.", headline="Bridge")
    assert json.loads(encode(article)) == {"id": "a.txt", "text": "Bridge opens.", "title": "Bridge"}
    assert decode(Article, '{"id":"a.txt","text":"Bridge opens.","title":"Bridge"}') == article
    with pytest.raises(DamageError):
        decode(Article, '{"id":"a.txt","text":"Bridge opens.","headlines":"Bridge"}')
