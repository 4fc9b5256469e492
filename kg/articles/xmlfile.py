"""XML that holds articles: feeds, Factiva, NITF, NewsML-G2, and any with the usual names of fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.articles import fields
from kg.articles.drafts import Draft
from kg.articles.feeds import read_feed
from kg.articles.foreign import reading
from kg.errors import InputError
from kg.limits import Limits

BROKEN = "broken XML"
FEEDS = frozenset({"rss", "feed", "RDF"})
_PARAGRAPHS = frozenset(
    {"p", "paragraph", "para", "h1", "h2", "h3", "hl1", "hl2", "li", "div", "br", "block", "tr"}
)
_UNREAD = frozenset({"media", "table", "script", "style", "figure", "body.end"})


def read_xml(data: bytes, limits: Limits) -> Iterator[Draft | InputError]:
    """The articles of an XML file; one that is none of the known kinds is read as a feed."""
    limits.check_unpacked(len(data))
    root = _root(data)
    if root is None or _name(root) in FEEDS:
        yield from read_feed(data, limits)
        return
    for number, (values, text) in enumerate(_articles(root), 1):
        if text:
            found = fields.cleaned({k: v for k, v in values.items() if k not in ("text", "key")})
            key = " ".join(values.get("key", "").split())
            yield Draft(text, **found, key=key or str(number), plain=True)  # type: ignore[arg-type]
        else:
            yield InputError(f"article {number}: no text in it")


def _root(data: bytes) -> Any | None:
    """The root without any entity or file that the document names; None where it is broken."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        with reading(BROKEN):
            return etree.fromstring(data.lstrip(), parser)
    except InputError:
        return None


def _name(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _articles(root: Any) -> Iterator[tuple[Mapping[str, str], str]]:
    """The values and the text of each article; InputError where nothing in the file looks like one."""
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for find in (_newsml, _nitf, _factiva, _usual):
        if found := [item for element in elements if (item := find(element)) is not None]:
            yield from found
            return
    raise InputError(
        f"no feed, and no article in it: nothing in <{_name(root)}> is named text, body or content"
    )


def _first(element: Any, *paths: str) -> Any | None:
    """The first element below at one of the paths of names ("body.head/hedline"), best first."""
    for path in paths:
        steps = "/".join(f"*[local-name()='{step}']" for step in path.split("/"))
        if found := element.xpath(f"descendant::{steps}"):
            return found[0]
    return None


def _said(element: Any, *paths: str) -> str:
    found = _first(element, *paths)
    return "" if found is None else " ".join("".join(found.itertext()).split())


def _noted(element: Any, path: str, attribute: str) -> str:
    found = _first(element, path)
    return "" if found is None else str(found.get(attribute, ""))


def _newsml(element: Any) -> tuple[Mapping[str, str], str] | None:
    """NewsML-G2: a newsItem with its text in contentSet."""
    content = _first(element, "contentSet") if _name(element) == "newsItem" else None
    if content is None:
        return None
    inner = _first(content, "body.content", "body", "inlineXML", "inlineData")
    values = {
        "title": _said(element, "contentMeta/headline", "hedline/hl1", "itemMeta/title"),
        "author": _said(element, "contentMeta/by", "contentMeta/creator/name"),
        "source": _said(element, "provider/name", "infoSource/name")
        or _noted(element, "provider", "literal"),
        "published": _said(element, "firstCreated", "contentCreated", "pubdate", "versionCreated"),
        "url": _noted(element, "link", "href"),
        "key": element.get("guid", ""),
    }
    return values, "" if inner is None else _lines(inner)


def _nitf(element: Any) -> tuple[Mapping[str, str], str] | None:
    """NITF: head and body, where the body has a head of its own."""
    if _name(element) != "nitf":
        return None
    content = _first(element, "body.content")
    values = {
        "title": _said(element, "hedline/hl1", "hedline", "head/title"),
        "author": _said(element, "byline/person", "byline"),
        "source": _noted(element, "pubdata", "name") or _said(element, "distributor/org", "distributor"),
        "published": _noted(element, "date.issue", "norm")
        or _noted(element, "pubdata", "date.publication")
        or _noted(element, "story.date", "norm"),
        "url": _noted(element, "pubdata", "ex-ref"),
        "key": _noted(element, "doc-id", "id-string"),
    }
    return values, "" if content is None else _lines(content)


def _factiva(element: Any) -> tuple[Mapping[str, str], str] | None:
    """Factiva's article: headline, leadParagraph, tailParagraphs."""
    names = {_name(child) for child in element}
    if "headline" not in names or not names & {"leadParagraph", "tailParagraphs"}:
        return None
    parts = [_first(element, name) for name in ("leadParagraph", "tailParagraphs")]
    values = {
        "title": _said(element, "headline"),
        "author": _said(element, "byline"),
        "source": _said(element, "sourceName", "publisherName"),
        "published": _said(element, "publicationDate/date", "publicationDate"),
        "key": _said(element, "accessionNo", "reference").rpartition("/")[2],
    }
    return values, "\n".join(filter(None, (_lines(part) for part in parts if part is not None)))


def _usual(element: Any) -> tuple[Mapping[str, str], str] | None:
    """An element with a child or attribute for the text, and others, under their usual names."""
    children = [child for child in element if isinstance(child.tag, str)]
    texts = [child for child in children if fields.folded(_name(child)) in fields.aliases()["text"]]
    if not texts:
        return None
    others = {_name(child): " ".join("".join(child.itertext()).split()) for child in children}
    row = {**{str(k).rpartition("}")[2]: str(v) for k, v in element.attrib.items()}, **others}
    values = fields.pick({name: value for name, value in row.items() if fields.known(name)})
    return None if len(values) < 2 else (values, "\n".join(filter(None, map(_lines, texts))))


def _lines(element: Any) -> str:
    """The text below an element, a line for each paragraph; a walk without recursion."""
    from lxml import etree

    pieces: list[str] = []
    unread = 0
    for event, part in etree.iterwalk(element, events=("start", "end")):
        name = _name(part)
        unread += (event == "start") - (event == "end") if name in _UNREAD and part is not element else 0
        if name in _PARAGRAPHS:
            pieces.append("\n")
        own = part.text if event == "start" and isinstance(part.tag, str) else None
        after = part.tail if event == "end" and part is not element else None
        if not unread:
            pieces.append((own or after or "").replace("\n", " "))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(filter(None, lines))
