"""A vault for Obsidian: a note of Markdown for each entity and article, with links and sentences."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.exports.markdown_text import escape
from kg.graph.citations import Citations, ranked
from kg.records import Article, Collection, Entity, EntityType, Fact, Status

FOLDERS = {
    EntityType.PERSON: "People",
    EntityType.ORGANIZATION: "Organizations",
    EntityType.PLACE: "Places",
    EntityType.GROUP: "Groups",
    EntityType.EVENT: "Events",
}
ARTICLES = "Articles"
LONGEST = 150  # bytes of a note's name
MOST_SENTENCES = 5  # for one fact
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_UNSAFE = re.compile(r'[\\/:*?"<>|#^\[\]%]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # by Windows


def obsidian(collection: Collection) -> dict[str, bytes]:
    """The notes by path ("People/Anna Berg.md"), each good on any system."""
    vault = _Vault(collection)
    made = {vault.places[entity.key]: vault.of_entity(entity) for entity in collection.entities}
    made |= {vault.places[article.id]: vault.of_article(article) for article in collection.articles}
    return {f"{place}.md": "".join(f"{line}\n" for line in lines).encode() for place, lines in made.items()}


class _Vault:
    """What notes are made from."""

    def __init__(self, collection: Collection) -> None:
        self._citations = Citations.of(collection)
        self._names = {entity.key: entity.name for entity in collection.entities}
        self._names |= {article.id: article.headline or article.id for article in collection.articles}
        folders = {entity.key: FOLDERS[entity.type] for entity in collection.entities}
        folders |= {article.id: ARTICLES for article in collection.articles}
        self.places = _places((key, folders[key], self._names[key]) for key in folders)
        self._facts: Mapping[str, list[Fact]] = defaultdict(list)
        for fact in collection.facts:
            self._facts[fact.subject].append(fact)

    def of_entity(self, entity: Entity) -> Iterator[str]:
        """The lines of an entity's note."""
        aliases = [alias for alias in entity.aliases if alias != entity.name]
        yield from _head({"type": entity.type, "key": entity.key, "aliases": [entity.name, *aliases]})
        yield f"# {_text(entity.name)}"
        if entity.note:
            yield from ("", _text(entity.note))
        stated = [fact for fact in self._facts[entity.key] if fact.status == Status.ASSERTED]
        others = [fact for fact in self._facts[entity.key] if fact.status != Status.ASSERTED]
        for title, facts in (("Facts", stated), ("Not stated as facts", others)):
            if facts:
                yield from ("", f"## {title}", "")
                yield from (line for fact in facts for line in self._of_fact(fact))

    def of_article(self, article: Article) -> Iterator[str]:
        """The lines of an article's note; its text stays where it is."""
        fields = {"published": article.published, "publisher": article.source, "author": article.author}
        yield from _head({"type": "Article", "id": article.id, **fields, "url": article.url})
        yield f"# {_text(article.headline or article.id)}"

    def _of_fact(self, fact: Fact) -> Iterator[str]:
        """A fact with its surest sentences; only what is stated links to whom it is about."""
        stated = fact.status == Status.ASSERTED
        other = _text(fact.value or "") if fact.object is None else _text(self._names[fact.object])
        linked = self._link(fact.object) if fact.object and stated else other
        mark = "" if stated else f"{fact.status}: "
        yield f"- {mark}*{_text(fact.predicate)}* {linked}"
        for article, claim in ranked(fact.claims)[:MOST_SENTENCES]:
            passage = self._citations.cite(article, claim).passage
            day = f", {passage.article.published}" if passage.article.published else ""
            times = (("since", claim.since), ("until", claim.until), ("on", claim.on))
            when = "; ".join(f"{word} {date}" for word, date in times if date)
            told = f" ({when})" if when else ""
            yield f"    - {_text(passage.line)} ({self._link(article)}{day}){told}"

    def _link(self, key: str) -> str:
        shown = re.sub(r"[\[\]|<>]", " ", _CONTROL.sub(" ", self._names[key])).strip()
        return f"[[{self.places[key]}|{' '.join(shown.split()) or 'unnamed'}]]"


def _places(named: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """A path for each key of a folder and a name, no two alike where case or accents' form do not count."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key, folder, name in named:
        first = place = f"{folder}/{file_name(name)}"
        number = 1
        while place.casefold() in taken:
            number += 1
            place = f"{first} {number}"
        taken.add(place.casefold())
        found[key] = place
    return found


def file_name(name: str) -> str:
    """A name as that of a file, without suffix, on Linux, macOS and Windows, and as the end of a link."""
    plain = unicodedata.normalize("NFC", _UNSAFE.sub(" ", _CONTROL.sub(" ", name)))
    short = " ".join(plain.split()).encode()[:LONGEST].decode(errors="ignore").strip(". ")
    return f"{short}_" if _RESERVED.fullmatch(short) else short or "unnamed"


def _head(fields: Mapping[str, object]) -> Iterator[str]:
    """Properties as YAML, of which JSON is a part."""
    yield "---"
    for name, value in fields.items():
        if value:
            yield f"{name}: {_CONTROL.sub(' ', json.dumps(value, ensure_ascii=False))}"
    yield from ("---", "")


def _text(text: str) -> str:
    """Words on one line, all of them to be read as text."""
    return escape(" ".join(_CONTROL.sub(" ", text).split())).replace("%", "\\%")
