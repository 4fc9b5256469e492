"""What one article says, as RDF that depends on no other article. Imports pyoxigraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from kg.graph import edtf
from kg.rdf.iris import Iris
from kg.rdf.terms import boolean, date, day, decimal, integer, term, text
from kg.records import Article, Claim, LocalEntity, Quote, Reading, Span

PDF_FRAGMENTS = "http://tools.ietf.org/rfc/rfc3778"  # as the Web Annotation model names them
CONTEXT = 32  # characters of text before and after a quoted sentence
Object = NamedNode | Literal
Pairs = Iterator[tuple[NamedNode, Object]]


def triples(article: Article, reading: Reading, iris: Iris, duplicate_of: str | None) -> Iterator[Triple]:
    """The article, its entities, claims that are not doubtful, quotations and the sentences they rest on."""
    node = NamedNode(iris.article(article.id))
    yield from _statements(node, _article(article, iris, duplicate_of))
    counts = Counter(mention.entity for mention in reading.mentions)
    for entity in reading.entities:
        local = NamedNode(iris.local(article.id, entity.id))
        yield from _statements(local, _local(entity, node, counts[entity.id]))
    locals_ = _locals(article, reading, iris)
    claims = [claim for claim in reading.claims if not claim.doubtful]
    yield from _claims(article, claims, iris, locals_)
    for quote in reading.quotes:
        subject = NamedNode(iris.quote(article.id, (quote.start, quote.end)))
        yield from _statements(subject, _quote(quote, article, node, locals_))
    yield from _sentences(article, claims, iris)


def doubtful(article: Article, reading: Reading, iris: Iris) -> Iterator[Triple]:
    """The article's doubtful claims and the sentences they rest on."""
    claims = [claim for claim in reading.claims if claim.doubtful]
    yield from _claims(article, claims, iris, _locals(article, reading, iris))
    yield from _sentences(article, claims, iris)


def _locals(article: Article, reading: Reading, iris: Iris) -> dict[str, NamedNode]:
    return {entity.id: NamedNode(iris.local(article.id, entity.id)) for entity in reading.entities}


def _claims(
    article: Article, claims: Sequence[Claim], iris: Iris, locals_: Mapping[str, NamedNode]
) -> Iterator[Triple]:
    for claim in claims:
        yield from _statements(NamedNode(iris.claim(claim.id)), _claim(claim, article, iris, locals_))


def _sentences(article: Article, claims: Sequence[Claim], iris: Iris) -> Iterator[Triple]:
    for span in sorted({span for claim in claims for span in (claim.evidence, *claim.support)}):
        yield from _sentence(span, article, iris, NamedNode(iris.article(article.id)))


def links(reading: Reading, keys: Mapping[tuple[str, str], str], iris: Iris) -> Iterator[Triple]:
    """From the article's own entities to those of the collection."""
    for entity in reading.entities:
        key = keys.get((reading.article, entity.id))
        if key is not None:
            local = NamedNode(iris.local(reading.article, entity.id))
            yield Triple(local, term("kg:entity"), NamedNode(iris.entity(key)))


def _statements(subject: NamedNode, pairs: Pairs) -> Iterator[Triple]:
    for predicate, value in pairs:
        yield Triple(subject, predicate, value)


def _article(article: Article, iris: Iris, duplicate_of: str | None) -> Pairs:
    yield term("rdf:type"), term("schema:NewsArticle")
    yield term("dcterms:identifier"), text(article.id)
    if article.url:
        yield term("schema:url"), Literal(text(article.url).value, datatype=term("xsd:anyURI"))
    for name, value in (("schema:headline", article.headline), ("dc:creator", article.author)):
        if value:
            yield term(name), text(value)
    if article.source:
        yield term("dc:publisher"), text(article.source)
    yield term("dc:language"), text(article.language)
    yield term("dc:format"), text(article.format)
    if article.scanned:
        yield term("kg:scanned"), boolean(True)
    if article.published:
        yield from _published(article.published)
    if duplicate_of is not None:
        yield term("kg:duplicateOf"), NamedNode(iris.article(duplicate_of))


def _published(when: str) -> Pairs:
    if edtf.is_day(when):
        yield term("schema:datePublished"), day(when)
    yield term("kg:date"), date(when)
    yield from _between(*(edtf.bounds(when) or (None, None)))


def _between(first: str | None, last: str | None) -> Pairs:
    if first:
        yield term("kg:earliest"), day(first)
    if last:
        yield term("kg:latest"), day(last)


def _local(entity: LocalEntity, article: NamedNode, mentions: int) -> Pairs:
    yield term("rdf:type"), term("kg:LocalEntity")
    yield term("dcterms:isPartOf"), article
    for name in sorted({entity.name, *entity.aliases}):
        yield term("kg:name"), text(name)
    for title in sorted(set(entity.titles)):
        yield term("kg:title"), text(title)
    if entity.gender:
        yield term("kg:gender"), text(entity.gender)
    yield term("kg:mentionCount"), integer(mentions)


def _claim(claim: Claim, article: Article, iris: Iris, locals_: Mapping[str, NamedNode]) -> Pairs:
    yield term("rdf:type"), term("kg:Claim")
    yield term("kg:status"), term(f"kg:{claim.status}")
    yield term("kg:subject"), NamedNode(iris.local(article.id, claim.subject))
    yield term("kg:predicate"), term(f"kg:{claim.predicate}")
    if claim.object is not None:
        yield term("kg:object"), NamedNode(iris.local(article.id, claim.object))
    else:
        yield term("kg:value"), date(claim.value or "")
    if claim.role:
        yield term("kg:role"), text(claim.role)
    yield from _times(claim)
    yield from _qualifiers(claim, article, iris)
    yield term("kg:confidence"), decimal(claim.confidence)
    yield term("kg:rule"), text(claim.rule)
    yield term("kg:subjectSpan"), _characters(claim.subject_span)
    yield term("kg:objectSpan"), _characters(claim.object_span)
    yield term("kg:evidence"), NamedNode(iris.sentence(article.id, claim.evidence))
    yield term("prov:wasDerivedFrom"), NamedNode(iris.article(article.id))
    yield from _speaker(claim.speaker, locals_)


def _qualifiers(claim: Claim, article: Article, iris: Iris) -> Pairs:
    if claim.where:
        yield term("kg:where"), NamedNode(iris.local(article.id, claim.where))
    for name, value in (("amount", claim.amount), ("topic", claim.about), ("implied", claim.implied)):
        if value:
            yield term(f"kg:{name}"), text(value)
    for span in claim.support:
        yield term("kg:supportingSentence"), NamedNode(iris.sentence(article.id, span))
    if claim.doubtful:
        yield term("kg:doubtful"), boolean(True)


def _times(claim: Claim) -> Pairs:
    for name, value in (("since", claim.since), ("until", claim.until), ("on", claim.on)):
        if value:
            yield term(f"kg:{name}"), date(value)
    yield from _between(*edtf.outer(claim.since, claim.until, claim.on))


def _speaker(speaker: str | None, locals_: Mapping[str, NamedNode]) -> Pairs:
    if speaker and speaker in locals_:
        yield term("prov:wasAttributedTo"), locals_[speaker]
    elif speaker:
        yield term("kg:speakerText"), text(speaker)


def _characters(span: Span) -> Literal:
    return text(f"char={span[0]},{span[1]}")


def _quote(quote: Quote, article: Article, node: NamedNode, locals_: Mapping[str, NamedNode]) -> Pairs:
    yield term("rdf:type"), term("schema:Quotation")
    yield term("dcterms:isPartOf"), node
    yield term("schema:text"), text(article.text[quote.start : quote.end])
    yield term("kg:span"), _characters((quote.start, quote.end))
    yield term("kg:direct"), boolean(quote.direct)
    for local in sorted(set(quote.about)):
        if local in locals_:
            yield term("kg:about"), locals_[local]
    yield from _speaker(quote.speaker, locals_)


def _sentence(span: Span, article: Article, iris: Iris, node: NamedNode) -> Iterator[Triple]:
    iri = iris.sentence(article.id, span)
    position, quote = NamedNode(f"{iri}#position"), NamedNode(f"{iri}#quote")
    pairs = (
        (term("rdf:type"), term("oa:SpecificResource")),
        (term("oa:hasSource"), node),
        (term("oa:hasSelector"), position),
        (term("oa:hasSelector"), quote),
    )
    yield from _statements(NamedNode(iri), iter(pairs))
    if page := article.page(span[0]):
        yield from _page(page, NamedNode(iri), NamedNode(f"{iri}#page"))
    yield from _statements(position, _position(span))
    yield from _statements(quote, _exact(span, article.text))


def _page(page: int, sentence: NamedNode, fragment: NamedNode) -> Iterator[Triple]:
    """The page as a number, and as the fragment that viewers of PDF files open."""
    yield Triple(sentence, term("schema:pageStart"), integer(page))
    yield Triple(sentence, term("oa:hasSelector"), fragment)
    yield Triple(fragment, term("rdf:type"), term("oa:FragmentSelector"))
    yield Triple(fragment, term("dcterms:conformsTo"), NamedNode(PDF_FRAGMENTS))
    yield Triple(fragment, term("rdf:value"), text(f"page={page}"))


def _position(span: Span) -> Pairs:
    yield term("rdf:type"), term("oa:TextPositionSelector")
    yield term("oa:start"), integer(span[0])
    yield term("oa:end"), integer(span[1])


def _exact(span: Span, whole: str) -> Pairs:
    start, end = span
    yield term("rdf:type"), term("oa:TextQuoteSelector")
    yield term("oa:exact"), text(whole[start:end])
    if start > 0:
        yield term("oa:prefix"), text(whole[max(0, start - CONTEXT) : start])
    if end < len(whole):
        yield term("oa:suffix"), text(whole[end : end + CONTEXT])
