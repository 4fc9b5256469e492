"""Runs relation rules over one sentence's normalised tree.

Rules are found through the lemmas, words and titles that trigger them, so a sentence
without a trigger costs one dictionary look-up a token.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from kg.coref.context import Context
from kg.lexicon.wordlists import word_set
from kg.ontology import Ontology, Trait
from kg.relations.actors import Actors
from kg.relations.arguments import Arguments
from kg.relations.conditions import holds, is_held, trigger_lemma, triggers
from kg.relations.matches import Match, Miss
from kg.relations.over_acts import concerned, embedded
from kg.relations.rules import Rule
from kg.relations.selectional import (
    Found,
    clash,
    fits,
    is_elsewhere,
    is_of_part,
    kind_of,
    title_relation,
    wields_no_force,
)
from kg.relations.surface_index import SurfaceIndex
from kg.relations.title_holders import TitleMention
from kg.relations.tree_paths import walk
from kg.syntax.graph import Graph

BETWEEN = "subj conj"  # the object of a rule for "A and B met"
MOST_PAIRS = 400  # of subjects and objects of one rule at one trigger: no sentence lists as many


@dataclass(slots=True)
class RuleIndex:
    """Rules by what triggers them."""

    by_lemma: dict[str, list[Rule]] = field(default_factory=lambda: defaultdict(list))
    by_word: dict[str, list[Rule]] = field(default_factory=lambda: defaultdict(list))
    by_class: dict[str, list[Rule]] = field(default_factory=lambda: defaultdict(list))
    held: list[Rule] = field(default_factory=list)
    patterns: list[Rule] = field(default_factory=list)
    surface: SurfaceIndex = field(default_factory=lambda: SurfaceIndex(()))


class _Same:
    """A set of rules as a key that is compared by identity: to hash a thousand rules takes too long."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules

    def __hash__(self) -> int:
        return id(self.rules)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.rules is self.rules


def index(rules: Iterable[Rule]) -> RuleIndex:
    """The index of a set of rules, made once for each tuple of them; it is not to be changed."""
    return _kept(_Same(rules)) if isinstance(rules, tuple) else _index(rules)


@lru_cache(maxsize=4)
def _kept(same: _Same) -> RuleIndex:
    return _index(same.rules)


def _index(rules: Iterable[Rule]) -> RuleIndex:
    """Index rules by trigger; a lemma of two words ("take over") stands under its first."""
    made = RuleIndex()
    for rule in rules:
        if rule.pattern:
            made.patterns.append(rule)
        if rule.trigger.nouns:
            made.held.append(rule)
        for lemma in sorted(rule.trigger.lemmas):
            made.by_lemma[lemma.split()[0]].append(rule)
        for word in sorted(rule.trigger.words):
            made.by_word[word].append(rule)
        for name in sorted(rule.trigger.titles):
            made.by_class[name].append(rule)
    made.surface = SurfaceIndex(made.patterns)
    return made


class Matcher:
    """Matches rules against the sentences of one article."""

    def __init__(self, rules: RuleIndex, ontology: Ontology, ctx: Context):
        self.rules, self.ontology, self.ctx = rules, ontology, ctx
        self.actors = Actors(ctx)
        self.arguments = Arguments(ctx, self.actors)

    def matches(self, tree: Graph, titles: Mapping[int, TitleMention]) -> Iterator[Match | Miss]:
        """Yield what the rules find and, for those triggered in vain, why."""
        acts: list[Match] = []
        over: list[tuple[Rule, int]] = []
        for i in range(tree.start, tree.end):
            seen: set[str] = set()
            for rule in self._triggered(tree, i, titles.get(i)):
                if rule.id in seen:
                    continue
                seen.add(rule.id)
                if rule.over is not None:
                    over.append((rule, i))
                    continue
                for one in self._apply(rule, tree, i, titles.get(i)):
                    if isinstance(one, Match) and self.ontology.has(one.predicate, Trait.ACT):
                        acts.append(one)
                    yield one
        for rule, i in over:
            yield from self._over(rule, tree, i, acts)

    def _triggered(self, tree: Graph, i: int, title: TitleMention | None) -> Iterator[Rule]:
        lemma = trigger_lemma(tree, i)
        for rule in self.rules.by_lemma.get(lemma, ()):
            if triggers(rule.trigger, tree, i, lemma):
                yield rule
        for rule in self.rules.by_word.get(tree.parse.word(i).lower(), ()):
            if not rule.trigger.pos or tree.parse.pos[i] in rule.trigger.pos:
                yield rule
        if self.rules.held and is_held(tree, i, title):
            yield from self.rules.held
        if title is not None:
            for name in ("*", *(c.name for c in title.classes)):
                yield from self.rules.by_class.get(name, ())

    def _apply(self, rule: Rule, tree: Graph, i: int, title: TitleMention | None) -> Iterator[Match | Miss]:
        failed = next((n for n in rule.needs if not holds(n, tree, i)), None)
        if failed is not None:
            yield Miss(rule, i, f"a condition on {failed.key or 'the path'} does not hold")
            return
        if rule.object.written == BETWEEN and self.ctx.several:
            yield from self._mutual(rule, tree, i)
        act = self.ontology.has(rule.predicate, Trait.ACT)
        spoken = self.ontology.has(rule.predicate, Trait.SPOKEN)
        subjects = list(
            self.arguments.along(rule.subject, tree, i, title, act=act or rule.subject.unnamed, spoken=spoken)
        )
        if not subjects:
            yield Miss(rule, i, f"no subject along {rule.subject.written}")
            return
        around = self.ontology.has(rule.predicate, Trait.COVERS_CONTAINERS)
        groups = [(s.token, [s]) for s in subjects] if rule.object.from_subject else [(i, subjects)]
        for start, group in groups:
            objects = list(
                self.arguments.along(rule.object, tree, start, title, around, act or rule.object.unnamed)
            )
            told = title is None or bool(title.pairs)
            if not told and tree.parse.tags[i] == "NNS" and len(objects) > 1 and len(subjects) > 1:
                objects = []  # "the leaders of A and B, X and Y": who leads which?
            if rule.object.from_subject:
                objects = [o for o in objects if self._is_next_to(tree, start, o.token)]
            if not objects:
                yield Miss(rule, i, f"no object along {rule.object.written}")
            yield from self._pairs(rule, i, title, group, objects)

    def _over(self, rule: Rule, tree: Graph, i: int, acts: list[Match]) -> Iterator[Match | Miss]:
        """What a rule reads over the acts that its trigger embeds."""
        failed = next((n for n in rule.needs if not holds(n, tree, i)), None)
        inner = embedded(rule.over, tree, i, acts, self.ontology) if rule.over and failed is None else []
        if rule.over is None or not inner:
            reason = f"a condition on {failed.key or 'the path'} does not hold" if failed else "no such act"
            yield Miss(rule, i, reason)
            return
        spoken = self.ontology.has(rule.predicate, Trait.SPOKEN)
        for subject in self.arguments.along(rule.subject, tree, i, None, act=True, spoken=spoken):
            for act in inner:
                objects = list(concerned(rule.over, act, subject, self.ontology))
                yield from self._pairs(rule, i, None, [subject], objects)

    def _pairs(
        self, rule: Rule, i: int, title: TitleMention | None, subjects: list[Found], objects: list[Found]
    ) -> Iterator[Match | Miss]:
        if len(subjects) * len(objects) > MOST_PAIRS:
            yield Miss(rule, i, f"has {len(subjects)} subjects and {len(objects)} objects")
            return
        act = self.ontology.has(rule.predicate, Trait.ACT)
        joined = {s.token for s in subjects if act}  # of which none does it to another
        for subject in subjects:
            for object_ in (o for o in objects if o.token == subject.token or o.token not in joined):
                if self._are_together(subject, object_) or _is_anothers(title, subject, object_):
                    continue
                reason = clash(subject, object_)
                for predicate in () if reason else self._predicates(rule, title, subject, object_):
                    reason = self._misfit(rule, predicate, subject, object_)
                    if not reason:
                        yield Match(rule, predicate, i, subject, object_, title)
                if reason:
                    yield Miss(rule, i, reason)

    def _are_together(self, subject: Found, object_: Found) -> bool:
        """Whether one end is a plural phrase that means the other end, too."""
        told = [self.ctx.several[end.token] for end in (subject, object_) if end.token in self.ctx.several]
        ends = {end.entity.id for end in (subject, object_) if end.entity is not None}
        return any(ends <= set(one.entities) for one in told)

    def _mutual(self, rule: Rule, tree: Graph, i: int) -> Iterator[Match | Miss]:
        """What "the two presidents met" says of one and the other."""
        for token, label in walk(tree, i, rule.subject.path):
            members = self.arguments.several(token, label) if token in self.ctx.several else ()
            for subject, object_ in combinations(members, 2):
                reason = clash(subject, object_) or self._misfit(rule, rule.predicate, subject, object_)
                if reason:
                    yield Miss(rule, i, reason)
                else:
                    yield Match(rule, rule.predicate, i, subject, object_)

    def judge(self, rule: Rule, subject: Found, object_: Found) -> Iterator[Match | Miss]:
        """The match of a surface rule, or why its arguments do not fit."""
        reason = clash(subject, object_) or self._misfit(rule, rule.predicate, subject, object_)
        yield (
            Miss(rule, subject.token, reason)
            if reason
            else Match(rule, rule.predicate, subject.token, subject, object_)
        )

    def _predicates(
        self, rule: Rule, title: TitleMention | None, subject: Found, object_: Found
    ) -> Iterator[str]:
        if rule.predicate != "@title":
            yield rule.predicate
        elif title is not None and object_.entity is not None:
            if object_.label == "at" and self._is_trade(title):
                return
            predicate = title_relation(title, object_.entity, self.ctx, self.ontology)
            if predicate and is_of_part(title, object_):
                predicate = self.ontology[predicate].when_of_part or predicate
            known = (predicate, *self.ontology.ancestors(predicate)) if predicate else ()
            yield from [name for name in known if name not in rule.off][:1]

    def _misfit(self, rule: Rule, name: str, subject: Found, object_: Found) -> str:
        relation = self.ontology[name]
        if subject.entity is None or not fits(rule.subject, relation.domain, subject, self.ctx):
            return f"{kind_of(subject)} cannot be the subject of {name}"
        if not fits(rule.object, relation.range, object_, self.ctx):
            return f"{kind_of(object_)} cannot be the object of {name}"
        if wields_no_force(relation, object_ if relation.has(Trait.OBJECT_ACTS) else subject):
            return f"{kind_of(subject)} is a town, which does no {name}"
        if relation.has(Trait.NATIONALITY) and self._is_ethnic(object_):
            return f"{kind_of(object_)} tells of descent"
        if relation.has(Trait.CONTAINMENT) and is_elsewhere(subject, object_):
            return f"{kind_of(subject)} is known not to lie in {kind_of(object_)}"
        return ""

    def _is_trade(self, title: TitleMention) -> bool:
        """Whether somebody learnt to be what the title says: "trained as a lawyer at the university"."""
        verb = self.ctx.parse.heads[title.head]
        return self.ctx.parse.lemmas[verb].lower() in word_set("verbs", "training")

    def _is_ethnic(self, found: Found) -> bool:
        """Whether a demonym tells where somebody's people come from: "an ethnic Russian"."""
        return found.token > 0 and self.ctx.parse.word(found.token - 1).lower() in word_set(
            "nouns", "descent"
        )

    def _is_next_to(self, tree: Graph, subject: int, object_: int) -> bool:
        """Whether no comma and no other name stands between: not so in "A, B of C" for A and C."""
        low, high = sorted((subject, object_))
        own = [self.ctx.ref(subject), self.ctx.ref(object_)]
        between = [i for i in range(low + 1, high) if self.ctx.ref(i) not in own]
        return not any(tree.parse.word(i) == "," or self.ctx.named(i) is not None for i in between)


def _is_anothers(title: TitleMention | None, subject: Found, object_: Found) -> bool:
    """Whether a title that several hold is held by another of them: "the Kenyan and Ugandan ministers"."""
    if title is None or not title.pairs or object_.entity is None:
        return False
    return (subject.token, object_.token) not in title.pairs
