"""Relation rules: data files, their loader and what a rule holds.

A file is YAML with ``rules`` (a list) and, for a user's own, ``relations``. Keys of a rule:

======== ==========================================================================
id       unique name, kebab-case
predicate a relation of the ontology; ``@title`` takes it from the title lexicon
trigger  lemma, acts (lists of acts.yaml), word, title (classes, ``*``), noun (held), pos: what starts it
pattern  in place of a trigger and paths: a surface pattern (surface.py)
check    for a pattern, a further test: contained (the object is known to hold the subject)
needs    conditions on paths from the trigger: {path, lemma|pos|word|title, not: true}
subject  path to the subject, or {path, types, kinds, labels, conj}
object   the same to the object; "subject of" starts at the subject; date: true, text: true for literals,
         office: true for the adjective of an office; unnamed: true where bodies without a name count
status   a status that the rule itself implies (former, planned, hedged)
time     on, since, until: what a date at the trigger says; none for no date
about    path to the topic or charge of an act; over: the act that the trigger embeds (over_acts.py)
ends     true where other sentences that assert the same are over too (a divorce)
must, must_not  sentences that it must and must not match; "must" ends in "=> subject | object"
======== ==========================================================================
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path as FilePath
from typing import Any

from kg import fingerprints, ontology
from kg.errors import DataError
from kg.lexicon import loader
from kg.lexicon.wordlists import word_lists, word_set
from kg.records import EntityType, Status
from kg.relations.enabled import is_on
from kg.relations.over_acts import Over, over_from
from kg.relations.surface_patterns import CHECKS, Element, compile_pattern
from kg.relations.tree_paths import Path, compile_path

KEYS = frozenset(
    {
        *("id", "predicate", "trigger", "pattern", "check", "needs", "subject", "object", "over"),
        *("status", "time", "must", "must_not", "note", "experimental", "state", "event", "ends", "about"),
    }
)
TRIGGER_KEYS = frozenset({"lemma", "acts", "word", "title", "noun", "pos"})
ARGUMENT_KEYS = frozenset(
    {"path", "types", "conj", "date", "text", "kinds", "labels", "part", "office", "unnamed"}
)
NEED_KEYS = frozenset({"path", "acts", "lemma", "word", "pos", "title", "not"})
STATUSES = frozenset(Status) - {Status.ASSERTED, Status.ATTRIBUTED, Status.DOUBTFUL}  # that a rule can give
TIMES = frozenset({"on", "since", "until", "none"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """What starts a rule: words or lemmas (maybe of two words: verb and particle), titles, or any noun.

    ``noun`` is "held": a noun that somebody is said to be, and that is no title over a country.
    """

    lemmas: frozenset[str]
    words: frozenset[str]
    titles: frozenset[str]
    nouns: frozenset[str]
    pos: frozenset[str]


@dataclass(frozen=True, slots=True)
class Argument:
    """Where an argument is found and what it may be."""

    path: Path
    written: str
    types: frozenset[EntityType]  # empty for the predicate's own
    kinds: frozenset[str]  # kinds of places or organizations (country, party, ...); empty for any
    conj: bool  # conjuncts of it are arguments too
    date: bool
    text: bool
    labels: frozenset[str] = frozenset()  # labels of the name (NORP, ORG, ...); empty for any
    from_subject: bool = False  # the path starts at the subject, not at the trigger
    part: str | None = None  # of a date that is a range: start or end
    office: bool = False  # a literal is the adjective of an office: "presidential" for "president"
    unnamed: bool = False  # bodies and people without a name count, as they do in acts


@dataclass(frozen=True, slots=True)
class Need:
    """A condition: a path from the trigger that must (not) end in such a token."""

    path: Path
    key: str | None
    values: frozenset[str]
    negative: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """One relation rule."""

    id: str
    predicate: str
    trigger: Trigger
    subject: Argument
    object: Argument
    needs: tuple[Need, ...]
    status: Status | None
    time: str
    state: bool  # the predicate holds over time ("was X" then means former)
    experimental: bool
    must: tuple[str, ...]
    must_not: tuple[str, ...]
    source: str
    digest: str  # of the rule as written
    event: bool = False  # the trigger is a noun for an event ("the arrest of X")
    pattern: tuple[Element, ...] = ()
    check: str | None = None
    ends: bool = False  # what it reads is over in the whole article
    off: frozenset[str] = frozenset()  # relations that it must not read
    about: Path | None = None  # to the topic or charge of an act
    over: Over | None = None  # the act that the trigger embeds


def _types(value: Any, where: str) -> frozenset[EntityType]:
    named = _strings(value, where)
    if unknown := named - {*EntityType}:
        raise DataError(f"{where}: type {min(unknown)!r} is none of {', '.join(EntityType)}")
    return frozenset(map(EntityType, named))


def _strings(value: Any, where: str) -> frozenset[str]:
    if value is None:
        return frozenset()
    if isinstance(value, str):
        return frozenset(value.split(" | ") if " | " in value else [value])
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return frozenset(value)
    raise DataError(f"{where}: {value!r} is neither a word nor a list of words (quote yes, no, on, off)")


def _known(mapping: Any, keys: frozenset[str], where: str) -> Mapping[str, Any]:
    if not isinstance(mapping, dict):
        raise DataError(f"{where}: {mapping!r} is no mapping")
    for key in mapping:
        if key not in keys:
            raise DataError(f"{where}: unknown key {key!r} (known: {', '.join(sorted(keys))})")
    return mapping


def _argument(raw: Any, where: str) -> Argument:
    raw = {"path": raw} if isinstance(raw, str) else _known(raw, ARGUMENT_KEYS, where)
    written = str(raw.get("path", "."))
    from_subject = written.startswith("subject ")
    try:
        path = compile_path(written.removeprefix("subject "))
    except DataError as error:
        raise DataError(f"{where}: {error}") from error
    types, kinds = _types(raw.get("types"), where), _strings(raw.get("kinds"), where)
    conj, date, text = (bool(raw.get(k, k == "conj")) for k in ("conj", "date", "text"))
    return Argument(
        path,
        written,
        types,
        kinds,
        conj,
        date,
        text,
        _strings(raw.get("labels"), where),
        from_subject,
        raw.get("part"),
        *(bool(raw.get(k, False)) for k in ("office", "unnamed")),
    )


def _need(raw: Any, where: str) -> Need:
    raw = _known(raw, NEED_KEYS, where)
    key = next((k for k in ("lemma", "word", "pos", "title") if k in raw), None)
    values = _strings(raw.get(key), where) if key else frozenset[str]()
    if "acts" in raw:
        key, values = "lemma", values.union(*_acts(raw["acts"], where))
    return Need(compile_path(str(raw.get("path", "."))), key, values, bool(raw.get("not", False)))


def rule_from(raw: Any, source: str) -> Rule:
    """Make a rule of its mapping; DataError names file and rule."""
    where = f"{source}: rule {raw.get('id', '?') if isinstance(raw, dict) else raw!r}"
    raw = _known(raw, KEYS, where)
    parts = (
        ("pattern",) if "pattern" in raw else ("trigger", "subject", "over" if "over" in raw else "object")
    )
    for key in ("id", "predicate", *parts):
        if key not in raw:
            raise DataError(f"{where}: {key!r} is missing")
    if "pattern" in raw and ("trigger" in raw or "needs" in raw):
        raise DataError(f"{where}: a pattern has neither trigger nor needs")
    trigger = _trigger(raw.get("trigger"), where)
    pattern = compile_pattern(str(raw["pattern"]), where) if "pattern" in raw else ()
    if raw.get("check") not in (None, *CHECKS):
        raise DataError(f"{where}: check {raw['check']!r} is none of {', '.join(sorted(CHECKS))}")
    status, time = raw.get("status"), raw.get("time", "on")
    if status is not None and status not in STATUSES:
        raise DataError(f"{where}: status {status!r} is none of {', '.join(sorted(STATUSES))}")
    if time not in TIMES:
        raise DataError(f"{where}: time {time!r} is none of {', '.join(sorted(TIMES))}")
    needs = tuple(_need(n, where) for n in raw.get("needs", ()))
    sentences = [tuple(_sentences(raw.get(k, []), where)) for k in ("must", "must_not")]
    subject, object_ = (_argument(raw.get(k, {}), f"{where}: {k}") for k in ("subject", "object"))
    state = bool(raw.get("state", time == "since"))
    written = json.dumps(
        {k: v for k, v in raw.items() if k not in ("must", "must_not", "note")}, sort_keys=True
    )
    digest = sha256(written.encode()).hexdigest()[:12]
    event, ends, apart = (bool(raw.get(key, False)) for key in ("event", "ends", "experimental"))
    tail = (state, apart, *sentences, source, digest, event, pattern, raw.get("check"), ends)
    about = compile_path(str(raw["about"])) if "about" in raw else None
    made = Rule(raw["id"], raw["predicate"], trigger, subject, object_, needs, status, time, *tail)
    return replace(made, about=about, over=over_from(raw.get("over"), where))


def _trigger(raw: Any, where: str) -> Trigger:
    if raw is None:
        return Trigger(*(frozenset[str]() for _ in range(5)))
    spec = _known(raw, TRIGGER_KEYS, where)
    lemmas = _strings(spec.get("lemma"), where).union(*_acts(spec.get("acts"), where))
    trigger = Trigger(lemmas, *(_strings(spec.get(k), where) for k in ("word", "title", "noun", "pos")))
    if not (trigger.lemmas or trigger.words or trigger.titles or trigger.nouns):
        raise DataError(f"{where}: the trigger names no lemma, word or title")
    return trigger


def _acts(names: Any, where: str) -> Iterable[frozenset[str]]:
    """The lists of verbs and nouns that a trigger names."""
    for name in sorted(_strings(names, where)):
        if name not in word_lists("acts"):
            raise DataError(f"{where}: acts.yaml has no list {name!r}")
        yield word_set("acts", name)


def _sentences(raw: Any, where: str) -> Iterable[str]:
    if not isinstance(raw, list) or not all(isinstance(s, str) for s in raw):
        raise DataError(f"{where}: sentences are a list of strings")
    return raw


def load_file(text: str, source: str) -> tuple[Rule, ...]:
    """Read the rules of one YAML text; ``source`` is named in errors."""
    raw = _known(loader.read(text, source), frozenset({"rules", "relations", "about"}), source)
    return tuple(rule_from(r, source) for r in raw.get("rules") or ())


@cache
def shipped() -> tuple[Rule, ...]:
    """The rules that come with kg, in file and list order."""
    folder = files("kg.relations") / "data" / "rules"
    found = sorted((p for p in folder.iterdir() if p.name.endswith(".yaml")), key=lambda p: p.name)
    return _unique([r for p in found for r in load_file(p.read_text("utf8"), p.name)])


@cache
def active(experimental: bool = False) -> tuple[Rule, ...]:
    """The shipped rules that are on, or all, each with the relations that it must not read."""
    if experimental:
        return shipped()
    terms = ontology.load()
    off = frozenset(relation.name for relation in terms if not is_on(relation.name))
    rules = (rule for rule in shipped() if not rule.experimental)
    return tuple(replace(rule, off=off) for rule in rules if rule.predicate not in off)


def load(extra: Sequence[FilePath] = (), *, experimental: bool = False) -> tuple[Rule, ...]:
    """The shipped rules that are on (or all) and a user's own, which replace shipped ones of their id."""
    own = [r for path in extra for r in load_file(_text(path), path.name)]
    ids = {r.id for r in own}
    return _unique([r for r in active(experimental) if r.id not in ids] + own)


def _text(path: FilePath) -> str:
    try:
        return path.read_text("utf8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read ({error})") from error


def _unique(rules: list[Rule]) -> tuple[Rule, ...]:
    seen: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in seen:
            raise DataError(f"{rule.source}: rule {rule.id!r} stands in {seen[rule.id].source} too")
        seen[rule.id] = rule
    return tuple(rules)


def version(rules: Iterable[Rule] | None = None) -> str:
    """A short hash that changes whenever the same parse could be read otherwise: rules, words, code."""
    lines = (" ".join([r.id, r.digest, *sorted(r.off)]) for r in (active() if rules is None else rules))
    return fingerprints.digest([fingerprints.stage("relations"), *lines])[:16]
