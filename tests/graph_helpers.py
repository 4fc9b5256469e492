"""A small collection made by hand, for tests of the graph, the queries and the page.

Three articles and a near-copy of the first, twelve entities (one with a hostile name), and
claims of every status. Spans are found in the texts, so that offsets are always right.
"""

from __future__ import annotations

from dataclasses import replace

from kg.coref.labels import LABELS
from kg.graph.facts import facts, id_of
from kg.records import Article, Claim, Collection, Entity, LocalEntity, Mention, Quote, Reading, Span

HOSTILE = 'Bad "Actor" <script>alert(1)</script> & Sons\\'

CYRILLIC = "Міра Окафор"

HARBOUR = (
    "Mira Okafor, governor of Westmark since 2019, met Jonas Lind in Port Alda on Monday. "
    "Okafor leads the Harbour Council (HC), founded in 1987. "
    "“We never paid Lind,” Okafor said. "
    "The council is based in Port Alda."
)
RIVALS = (
    "Governor Okafor did not visit Norland. "
    "Jonas Lind, the chief executive of Northwind, said that Okafor owns Northwind. "
    f"{HOSTILE} may finance the Harbour Council. "
    "Lind was chairman of the Harbour Council until 2018. "
    "Northwind plans to buy Tidewater."
)
FAMILY = (
    "Mira Okafor is married to Tomas Reyes. "
    "Ada Okafor is the daughter of Mira Okafor. "
    "Ms Okafor governs Westmark, which lies in Norland. "
    "Port Alda is the capital of Westmark. "
    "Critics say that Lind met Okafor in 2021."
)

_LOCAL = {
    "mira": ("Person", "Mira Okafor"),
    "ada": ("Person", "Ada Okafor"),
    "jonas": ("Person", "Jonas Lind"),
    "tomas": ("Person", "Tomas Reyes"),
    "council": ("Organization", "Harbour Council"),
    "northwind": ("Organization", "Northwind"),
    "tidewater": ("Organization", "Tidewater"),
    "hostile": ("Organization", HOSTILE),
    "westmark": ("Place", "Westmark"),
    "alda": ("Place", "Port Alda"),
    "norland": ("Place", "Norland"),
}
_SLUGS = {"hostile": "bad-actor-script-alert-1-script-sons"}


def span(text: str, part: str, start: int = 0) -> Span:
    """Where ``part`` stands in ``text``, from ``start`` on."""
    at = text.index(part, start)
    return at, at + len(part)


def sentences(text: str) -> tuple[Span, ...]:
    """Spans of sentences that end in a full stop and a space."""
    ends = [i + 1 for i, c in enumerate(text) if c == "." and text[i + 1 : i + 2] in ("", " ")]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return tuple(zip(starts, ends, strict=True))


def make_claim(
    article: Article, subject: str, predicate: str, target: str, words: tuple[str, str, str], **more
):
    """A claim whose evidence is the sentence that begins with ``words[0]``.

    ``words[1]`` and ``words[2]`` are the subject and object as written there; a ``target``
    that names no entity is a literal.
    """
    first = article.text.index(words[0])
    evidence = next(s for s in sentences(article.text) if s[0] <= first < s[1])
    subject_span = span(article.text, words[1], evidence[0])
    object_span = span(article.text, words[2], evidence[0])
    known = target in _LOCAL
    claim = Claim(
        id=id_of(article.id, str(subject_span), str(object_span), predicate),
        subject=subject,
        predicate=predicate,
        object=target if known else None,
        value=None if known else target,
        role=None,
        subject_span=subject_span,
        object_span=object_span,
        evidence=evidence,
        status="asserted",
        confidence=0.8,
        rule="by-hand",
    )
    return replace(claim, **more)


def _mentions(article: Article, locals_: tuple[str, ...]) -> tuple[Mention, ...]:
    found = []
    for local in locals_:
        type_, name = _LOCAL[local]
        at = article.text.find(name)
        while at >= 0:
            found.append(Mention(at, at + len(name), LABELS[type_], name, local, "name", "same-name"))
            at = article.text.find(name, at + len(name))
    return tuple(sorted(found, key=lambda m: (m.start, m.end)))


def _reading(article: Article, locals_: tuple[str, ...], claims: tuple[Claim, ...], quotes=()) -> Reading:
    entities = tuple(
        LocalEntity(
            id=local,
            type=_LOCAL[local][0],
            name=_LOCAL[local][1],
            aliases=("HC",) if local == "council" and "(HC)" in article.text else (),
            titles=("governor",) if local == "mira" else (),
            gender="female" if local == "mira" else None,
        )
        for local in locals_
    )
    ordered = tuple(sorted(claims, key=lambda c: (c.evidence, c.subject_span, c.object_span, c.predicate)))
    return Reading(
        article.id, _mentions(article, locals_), entities, ordered, quotes, sentences(article.text)
    )


def make_articles() -> tuple[Article, ...]:
    """Two files, one page from the web, and a near-copy of the first file."""
    harbour = Article(
        "harbour.txt", HARBOUR, "Talks at the harbour", "Alda Courier", "P. Writer", published="2022-03-07"
    )
    return (
        replace(harbour, id="copies/harbour copy.txt", source="Alda Mirror", author=None),
        replace(harbour, url="https://courier.example/harbour?id=1&x=ä b"),
        Article(
            "https://news.example/family",
            FAMILY,
            "At home",
            url="https://news.example/family",
            published="2023-05",
        ),
        Article("rivals.txt", RIVALS, None, "Norland Times", published="2022-04-01"),
    )


def _harbour(article: Article) -> Reading:
    claims = (
        make_claim(
            article,
            "mira",
            "governs",
            "westmark",
            ("Mira", "Mira Okafor", "Westmark"),
            role="governor",
            since="2019",
            confidence=0.9,
        ),
        make_claim(
            article, "mira", "metWith", "jonas", ("Mira", "Mira Okafor", "Jonas Lind"), on="2022-03-07"
        ),
        make_claim(article, "mira", "heads", "council", ("Okafor leads", "Okafor", "Harbour Council")),
        make_claim(article, "council", "foundedOn", "1987", ("Okafor leads", "Harbour Council", "1987")),
        make_claim(article, "council", "alsoKnownAs", "HC", ("Okafor leads", "Harbour Council", "HC")),
        make_claim(article, "council", "basedIn", "alda", ("The council", "The council", "Port Alda")),
        make_claim(
            article, "mira", "funds", "jonas", ("“We", "We", "Lind"), status="negated", speaker="mira"
        ),
    )
    quote = Quote(*span(article.text, "“We never paid Lind,”"), speaker="mira", direct=True, about=("jonas",))
    return _reading(article, ("mira", "westmark", "jonas", "alda", "council"), claims, (quote,))


def _rivals(article: Article) -> Reading:
    claims = (
        make_claim(
            article, "mira", "visited", "norland", ("Governor", "Okafor", "Norland"), status="negated"
        ),
        make_claim(
            article,
            "jonas",
            "chiefExecutiveOf",
            "northwind",
            ("Jonas", "Jonas Lind", "Northwind"),
            role="chief executive",
            confidence=0.95,
        ),
        make_claim(
            article,
            "mira",
            "ownerOf",
            "northwind",
            ("Jonas", "Okafor", "Northwind"),
            status="attributed",
            speaker="jonas",
        ),
        make_claim(
            article,
            "hostile",
            "funds",
            "council",
            ("Bad", HOSTILE, "Harbour Council"),
            status="hedged",
            confidence=0.4,
        ),
        make_claim(
            article,
            "jonas",
            "chairs",
            "council",
            ("Lind was", "Lind", "Harbour Council"),
            status="former",
            role="chairman",
            until="2018",
        ),
        make_claim(
            article,
            "northwind",
            "acquired",
            "tidewater",
            ("Northwind plans", "Northwind", "Tidewater"),
            status="planned",
        ),
        make_claim(article, "hostile", "basedIn", "norland", ("Bad", HOSTILE, HOSTILE)),
    )
    quote = Quote(
        *span(article.text, "Okafor owns Northwind"), "jonas", direct=False, about=("mira", "northwind")
    )
    return _reading(
        article,
        ("mira", "norland", "jonas", "northwind", "hostile", "council", "tidewater"),
        claims,
        (quote,),
    )


def _family(article: Article) -> Reading:
    claims = (
        make_claim(article, "tomas", "spouseOf", "mira", ("Mira", "Tomas Reyes", "Mira Okafor")),
        make_claim(article, "ada", "childOf", "mira", ("Ada", "Ada Okafor", "Mira Okafor")),
        make_claim(article, "mira", "parentOf", "ada", ("Ada", "Mira Okafor", "Ada Okafor"), confidence=0.6),
        make_claim(article, "mira", "governs", "westmark", ("Ms", "Ms Okafor", "Westmark")),
        make_claim(article, "westmark", "locatedIn", "norland", ("Ms", "Westmark", "Norland")),
        make_claim(article, "alda", "capitalOf", "westmark", ("Port", "Port Alda", "Westmark")),
        make_claim(
            article,
            "jonas",
            "metWith",
            "mira",
            ("Critics", "Lind", "Okafor"),
            status="attributed",
            speaker="critics",
            on="2021",
        ),
        make_claim(article, "mira", "visited", "norland", ("Ms", "Ms Okafor", "Norland"), confidence=0.55),
    )
    return _reading(article, ("mira", "tomas", "ada", "westmark", "norland", "alda", "jonas"), claims)


def make_readings() -> tuple[Reading, ...]:
    """One reading for each article, in their order."""
    copy, harbour, family, rivals = make_articles()
    return _harbour(copy), _harbour(harbour), _family(family), _rivals(rivals)


def make_entities(readings: tuple[Reading, ...] | None = None) -> tuple[Entity, ...]:
    """The entities of the readings: locals of one id are one entity."""
    members: dict[str, list[tuple[str, str]]] = {local: [] for local in _LOCAL}
    for reading in make_readings() if readings is None else readings:
        for entity in reading.entities:
            members[entity.id].append((reading.article, entity.id))
    extra = {
        "mira": {"aliases": ("Governor Okafor", "Mira N. Okafor", "Ms Okafor", CYRILLIC)},
        "council": {"aliases": ("HC",), "former_keys": ("organization/hc",)},
        "alda": {"latitude": 54.321, "longitude": -10.5},
    }
    made = (
        Entity(
            _key(local),
            type_,
            name,
            members=tuple(sorted(members[local])),
            **{"aliases": (), **extra.get(local, {})},
        )
        for local, (type_, name) in _LOCAL.items()
    )
    return tuple(sorted(made, key=lambda entity: entity.key))


def _key(local: str) -> str:
    type_, name = _LOCAL[local]
    return f"{type_.lower()}/{_SLUGS.get(local, name.lower().replace(' ', '-'))}"


def make_collection() -> Collection:
    """Everything above, with its facts."""
    readings, entities = make_readings(), make_entities()
    copies = (("copies/harbour copy.txt", "harbour.txt"),)
    return Collection(
        make_articles(), readings, entities, facts(readings, entities, duplicates=copies), copies
    )
