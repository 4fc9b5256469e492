"""The profiles of all articles, kept so that an article is resolved with those alone that it touches.

Profiles of one type, names and place share a naming; namings are found by the words through which they
can touch each other (see ``kg.entities.components``), which are kept as 64-bit hashes: two words of one
hash only make more be looked at than need be.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from hashlib import blake2b
from sys import intern
from typing import Any

from kg.entities import Decisions, Listing, Profile, of_target, words_of
from kg.store.database import Store

Member = tuple[str, str]
TABLES = ("profiles", "companies", "words", "namings")
_PARTS = ("gender", "titles", "links", "facts", "offices", "fits", "kin", "owners")


class Known:
    """What is kept. Call what writes inside a transaction."""

    def __init__(self, store: Store, listing: Listing, decisions: Decisions) -> None:
        self._store = store
        self.listing = listing
        self._namings: dict[str, int] = {}
        self._merged = decisions.merges

    def clear(self) -> None:
        """Forget all."""
        for table in TABLES:
            self._store.execute(f"DELETE FROM {table}")

    # Writing

    def add(self, profiles: Sequence[Profile]) -> None:
        """Keep the profiles of an article."""
        if not profiles:
            return
        company = _json([profiles[0].company, profiles[0].country])
        self._store.execute("INSERT INTO companies VALUES (?, ?)", [profiles[0].member[0], company])
        rows = ((*profile.member, self._naming(profile), "", _record(profile)) for profile in profiles)
        self._store.executemany("INSERT INTO profiles VALUES (?, ?, ?, ?, ?)", rows)

    def _naming(self, profile: Profile) -> int:
        record = _json([profile.type, profile.names, profile.place])
        if record not in self._namings:
            row = self._store.execute("SELECT id FROM namings WHERE record = ?", [record]).fetchone()
            self._namings[record] = row[0] if row else self._new_naming(record, profile)
        return self._namings[record]

    def _new_naming(self, record: str, profile: Profile) -> int:
        found = self._store.execute("INSERT INTO namings (record) VALUES (?)", [record]).lastrowid or 0
        words = words_of(profile, self.listing.entry(profile))
        strong = {_hash(word) for word in words.strong}
        rows = [(word, found, 1) for word in sorted(strong)]
        rows += [(word, found, 0) for word in sorted({_hash(word) for word in words.weak} - strong)]
        self._store.executemany("INSERT INTO words VALUES (?, ?, ?)", rows)
        return found

    def drop(self, articles: Iterable[str]) -> None:
        """Forget the profiles of articles, and namings that nothing has any more."""
        for article in articles:
            namings = self.of_article(article)
            for table in ("profiles", "companies"):
                self._store.execute(f"DELETE FROM {table} WHERE article = ?", [article])
            for naming in sorted(namings):
                if not self._store.execute("SELECT 1 FROM profiles WHERE naming = ?", [naming]).fetchone():
                    self._forget(naming)

    def _forget(self, naming: int) -> None:
        profile = self._bare(naming)
        words = words_of(profile, self.listing.entry(profile))
        rows = ((_hash(word), naming) for word in {*words.strong, *words.weak})
        self._store.executemany("DELETE FROM words WHERE word = ? AND naming = ?", rows)
        self._store.execute("DELETE FROM namings WHERE id = ?", [naming])

    def settle(self, keys: Iterable[tuple[Member, str]]) -> None:
        """Note which entities profiles have come to."""
        rows = ((key, *member) for member, key in keys)
        self._store.executemany("UPDATE profiles SET entity = ? WHERE article = ? AND local = ?", rows)

    # Looking

    def of_article(self, article: str) -> set[int]:
        """The namings of an article's profiles."""
        return {n for (n,) in self._store.execute("SELECT naming FROM profiles WHERE article = ?", [article])}

    def keys(self, article: str) -> dict[str, str]:
        """The entities of an article's own."""
        rows = self._store.execute("SELECT local, entity FROM profiles WHERE article = ?", [article])
        return dict(rows.fetchall())

    def touched(self, namings: Iterable[int], besides: Set[int] = frozenset()) -> set[int]:
        """All namings that these may touch, directly or through others, and those of ``besides``.

        Those touched nothing else before these came, so only through these can they touch more now.
        """
        links = self._links()
        seen, words = {*namings, *besides}, set[int]()
        todo = sorted(seen - besides)
        while todo:
            profile = self._bare(naming := todo.pop())
            found = words_of(profile, self.listing.entry(profile))
            near = [_hash(word) for word in (*found.strong, *found.weak)]
            near += [word for other in links.get(naming, ()) for word in other]
            for word in near:
                if word not in words:
                    words.add(word)
                    new = self._having(word) - seen
                    seen |= new
                    todo += sorted(new)
        return seen

    def existing(self, namings: Iterable[int]) -> set[int]:
        """Those that any profile still has."""
        query = "SELECT 1 FROM namings WHERE id = ?"
        return {n for n in namings if self._store.execute(query, [n]).fetchone()}

    def pointed(self, target: str) -> set[int]:
        """The namings that a decision's word may point at."""
        *words, member = of_target(target)
        found = {naming for word in words for naming in self._having(_hash(word))}
        return found | self._of_member(member)

    def _having(self, word: int) -> set[int]:
        """The namings with a word, if any has it strongly."""
        rows = self._store.execute("SELECT naming, strong FROM words WHERE word = ?", [word]).fetchall()
        return {naming for naming, _ in rows} if any(strong for _, strong in rows) else set()

    def _links(self) -> dict[int, list[list[int]]]:
        """For namings that merges of a person point at, the words of all that is merged with them."""
        links: dict[int, list[list[int]]] = {}
        for pair in self._merged:
            words = [_hash(word) for target in pair for word in of_target(target)[:-1]]
            ends = {naming for target in pair for naming in self.pointed(target)}
            reached = [*words, *(_hash(self._key_word(naming)) for naming in sorted(ends))]
            for naming in ends:
                links.setdefault(naming, []).append(reached)
        return links

    def _key_word(self, naming: int) -> str:
        profile = self._bare(naming)
        return words_of(profile, self.listing.entry(profile)).strong[0]

    def _of_member(self, target: str) -> set[int]:
        article, mark, local = target.rpartition("#")
        query = "SELECT naming FROM profiles WHERE article = ? AND local = ?"
        return {n for (n,) in self._store.execute(query, [article, local])} if mark else set()

    def _bare(self, naming: int) -> Profile:
        """A profile with a naming and no evidence."""
        (record,) = self._store.execute("SELECT record FROM namings WHERE id = ?", [naming]).fetchone()
        kind, names, place = json.loads(record)
        return Profile(("", ""), kind, tuple(names), None, (), place, (), (), (), (), None)

    def profiles(self, namings: Iterable[int]) -> Iterator[tuple[Profile, str]]:
        """The profiles of namings, sorted by member, each with the key of the entity that it was of."""
        rows: list[tuple[str, str, int, str, str]] = []
        bare = {naming: self._bare(naming) for naming in namings}
        query = "SELECT article, local, naming, entity, record FROM profiles WHERE naming = ?"
        for naming in bare:
            rows += self._store.execute(query, [naming]).fetchall()
        company: tuple[Any, Any] = ((), None)
        last = None
        for article, local, naming, entity, record in sorted(rows):
            if article != last:
                company, last = self._company(article), article
            yield _profile((article, intern(local)), bare[naming], record, company), entity

    def _company(self, article: str) -> tuple[Any, Any]:
        (record,) = self._store.execute(
            "SELECT record FROM companies WHERE article = ?", [article]
        ).fetchone()
        company, country = json.loads(record)
        return tuple(map(intern, company)), country


def _record(profile: Profile) -> str:
    values = {name: value for name in _PARTS if (value := getattr(profile, name))}
    return _json(values) if values else ""


def _profile(member: Member, bare: Profile, record: str, company: tuple[Any, Any]) -> Profile:
    kept: Mapping[str, Any] = json.loads(record) if record else {}
    return Profile(
        member,
        bare.type,
        bare.names,
        kept.get("gender"),
        tuple(map(intern, kept.get("titles", ()))),
        bare.place,
        tuple(map(intern, kept.get("links", ()))),
        tuple((predicate, date) for predicate, date in kept.get("facts", ())),
        tuple(map(intern, kept.get("offices", ()))),
        *company,
        tuple(map(intern, kept.get("fits", ()))),
        tuple((article, intern(other)) for article, other in kept.get("kin", ())),
        tuple(map(intern, kept.get("owners", ()))),
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)
