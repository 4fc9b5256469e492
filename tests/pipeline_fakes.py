"""A pipeline with simple rooms, so that its own work can be tested without a model."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

from kg.entities import Resolution
from kg.errors import InputError
from kg.pipeline import tools
from kg.pipeline.tools import Tools
from kg.records import Article, Claim, Entity, Fact, LocalEntity, Mention, Parse, Reading

LEADS = re.compile(r"(\w+) leads (\w+)\.")


def read(source):
    text = source.data().decode()
    if "unreadable" in text:
        time.sleep(1000)
    if not text:
        raise InputError(f"{source.name}: empty file")
    url = text.split()[0] if text.startswith("http") else None
    return SimpleNamespace(articles=(Article(url or source.name, text, url=url),), problems=())


def signature(article):
    return sha256(article.text.encode()).digest()


def group(signatures):
    same = {}
    for id, mark in sorted(signatures.items()):
        same.setdefault(mark, []).append(id)
    return tuple(sorted(tuple(ids) for ids in same.values() if len(ids) > 1))


class Words:
    def parse(self, text, skip=()):
        if "poison" in text:
            raise ValueError("cannot parse poison")
        if "endless" in text:
            time.sleep(1000)
        if "slow" in text:
            time.sleep(0.02)
        spans = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
        n = len(spans)
        starts, ends = zip(*spans, strict=True) if spans else ((), ())
        blank = ("",) * n
        heads = (0,) * n
        return Parse(text, starts, ends, blank, blank, blank, blank, heads, blank, ((0, n),), (), "words")


def language(options):
    return Words()


def relate(article, parse, options):
    entities, mentions, claims = {}, [], []
    for match in LEADS.finditer(article.text):
        for place in (1, 2):
            name = match.group(place)
            type = "Person" if place == 1 else "Organization"
            entity = entities.setdefault(name, LocalEntity(f"e{len(entities) + 1}", type, name))
            span = match.span(place)
            mentions.append(Mention(*span, type[:3].upper(), name, entity.id, "name"))
        id = sha256(f"{article.id}{match.span()}".encode()).hexdigest()[:16]
        subject, object = (entities[match.group(place)].id for place in (1, 2))
        claims.append(
            Claim(
                id,
                subject,
                "leads",
                object,
                None,
                None,
                match.span(1),
                match.span(2),
                match.span(),
                "asserted",
            )
        )
    return Reading(article.id, tuple(mentions), tuple(entities.values()), tuple(claims))


def resolve(readings, options):
    members = {}
    for reading in readings:
        for local in reading.entities:
            members.setdefault((local.type, local.name), []).append((reading.article, local.id))
    entities = tuple(
        Entity(f"{type.lower()}/{name.lower()}", type, name, (), tuple(sorted(found)))
        for (type, name), found in sorted(members.items(), key=lambda item: (item[0][0].lower(), item[0][1]))
    )
    return Resolution(entities, (), (), ())


def facts(readings, entities, duplicates, options):
    keys = {member: entity.key for entity in entities for member in entity.members}
    found = {}
    for reading in readings:
        for claim in reading.claims:
            triple = (
                keys[reading.article, claim.subject],
                claim.predicate,
                keys[reading.article, claim.object],
            )
            found.setdefault(triple, []).append((reading.article, claim))
    return tuple(
        Fact("/".join(t), t[0], t[1], t[2], None, "asserted", tuple(claims), len(claims), 0.5)
        for t, claims in sorted(found.items())
    )


def write_json(collection, path, stamp, options):
    data = {
        "articles": [article.id for article in collection.articles],
        "facts": [[fact.id, fact.support] for fact in collection.facts],
        "entities": [[entity.key, entity.members] for entity in collection.entities],
        "duplicates": collection.duplicates,
    }
    new = Path(f"{path}.new")
    new.write_text(json.dumps(data))
    new.replace(path)


def fold(name):
    return name.casefold()


def fixed(*args):
    return "1"


FAKES = Tools(
    read=read,
    signature=signature,
    group=group,
    regroup=lambda before, old, new: group(new),
    language=language,
    model=fixed,
    relate=relate,
    relations=fixed,
    check=fixed,
    resolve=resolve,
    facts=facts,
    fold=fold,
    outputs=(("graph.json", write_json),),
    incremental=False,
)

REAL_FILES = replace(
    FAKES,
    read=tools.read,
    signature=tools.signature,
    group=tools.group,
    regroup=tools.regroup,
    check=tools.check,
    resolve=tools.resolve,
    facts=tools.facts,
    fold=tools.fold,
    outputs=tools.OUTPUTS,
    incremental=True,
)
