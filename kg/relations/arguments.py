"""What stands at the end of a rule's path: entities, dates, literals, and who acts without a name."""

from __future__ import annotations

from collections.abc import Iterator

from kg.coref.context import Context
from kg.factuality.anchoring import floats
from kg.lexicon.vocabulary import place_nouns
from kg.records import EntityType, Span
from kg.relations.actors import Actors
from kg.relations.conditions import conjuncts, is_bare_charge, literal, names_before
from kg.relations.offices import adjective
from kg.relations.rules import Argument
from kg.relations.selectional import Found, contains
from kg.relations.title_holders import TitleMention
from kg.relations.tree_paths import walk
from kg.syntax.graph import Graph

NAMED_INSIDE = ("compound", "flat", "app", "nmod:desc", "named")
DATE_LABELS = frozenset({"DATE"})
BEFORE = ("amod", "compound")
OWNERS = frozenset({"poss", "of", "premod"})  # "the two countries' ministers" are not of both


class Arguments:
    """Finds the arguments of rules in the sentences of one article."""

    def __init__(self, ctx: Context, actors: Actors):
        self.ctx, self.actors = ctx, actors

    def along(
        self,
        spec: Argument,
        tree: Graph,
        i: int,
        title: TitleMention | None,
        around: bool = False,
        act: bool = False,
        spoken: bool = False,
    ) -> Iterator[Found]:
        """What an argument can be from a trigger.

        ``around`` adds places around, ``act`` who acts without a name, ``spoken`` who says "we".
        """
        if spec.written == "speaker":
            yield from self._speaking(tree, i)
        for token, label in walk(tree, i, spec.path):
            inside = title is not None and title.start <= token < title.end
            if inside and not spec.text and label != "body":
                continue
            if spec.date:
                yield from self._dates(tree, token, label)
            elif spec.text:
                ref = self.ctx.ref(token)
                if ref is not None and ref.type in DATE_LABELS:
                    continue  # "charged with fraud on Monday"
                if is_bare_charge(tree, token):
                    continue
                yield Found(
                    token, None, self._literal(spec, tree, token, title if token == i else None), label
                )
            else:
                for one in (token, *(_shared(tree, i, token, label) if spec.conj else ())):
                    if one in self.ctx.several and not spec.labels and spec.conj and label not in OWNERS:
                        yield from self.several(one, label)
                        continue
                    found = self._entity(tree, one, label) or (self._actor(tree, one, label) if act else None)
                    found = found or (self._sayer(tree, one, label) if spoken else None)
                    if found is not None and self._labelled(spec, found):
                        yield found
                        if around:
                            yield from self.around(tree, found)

    def several(self, token: int, label: str) -> Iterator[Found]:
        """The entities that "they" or "both countries" means."""
        phrase = self.ctx.several[token]
        span = (phrase.start, phrase.end)
        for entity in phrase.entities:
            yield Found(token, self.ctx.entities[entity], None, label, span)

    def _literal(self, spec: Argument, tree: Graph, token: int, title: TitleMention | None) -> Span:
        if title is not None:
            return title.written
        return adjective(tree.parse, token) if spec.office else literal(tree, token)

    def _labelled(self, spec: Argument, found: Found) -> bool:
        ref = self.ctx.ref(found.token)
        return not spec.labels or (ref is not None and ref.type in spec.labels)

    def around(self, tree: Graph, found: Found) -> Iterator[Found]:
        """What follows a place to say where it lies: in "Newark, Ohio" both are meant."""
        ref = self.ctx.ref(found.token)
        while ref is not None and found.entity is not None and found.entity.type == EntityType.PLACE:
            if ref.end + 1 >= tree.end or tree.parse.word(ref.end) != ",":
                return
            outer_ref = self.ctx.ref(ref.end + 1)
            outer = self.ctx.entity(outer_ref)
            if outer_ref is None or outer is None or not contains(outer, found.entity):
                return
            if outer_ref.end < tree.end and tree.parse.word(outer_ref.end).lower() in ("and", "or", "&"):
                return
            found, ref = Found(outer_ref.head, outer, None, found.label), outer_ref
            yield found

    def _dates(self, tree: Graph, token: int, label: str) -> Iterator[Found]:
        for one in (token, *tree.kids(token, "compound")):  # "on Wednesday night"
            ref = self.ctx.ref(one)
            if ref is not None and ref.type in DATE_LABELS and not floats(tree, ref):
                yield Found(one, None, (ref.start, ref.end), label)
                return

    def _entity(self, tree: Graph, token: int, label: str) -> Found | None:
        ref = self.ctx.ref(token)
        entity = self.ctx.entity(ref)
        if tree.deprel(token) == "appos" and (ref is None or ref.type == "NORP") and label in ("subj", "obj"):
            bearer = self.ctx.named(tree.head(token))
            return Found(tree.head(token), bearer, None, label) if bearer is not None else None
        if entity is not None and ref is not None:
            joined = label == "conj" and tree.deprel(tree.head(token)) in BEFORE  # "Thai and Lao police"
            if ref.type == "NORP" and label not in (*BEFORE, "premod", "poss") and not joined:
                return None
            return Found(token, entity, None, label)
        return self._stands_for(tree, token, label)

    def _actor(self, tree: Graph, token: int, label: str) -> Found | None:
        """Who acts without a name."""
        actor = self.actors.at(tree, token)
        return Found(token, actor[0], None, label, actor[1]) if actor is not None else None

    def _sayer(self, tree: Graph, token: int, label: str) -> Found | None:
        said = self.actors.sayer(tree, token)
        return Found(token, said[0], None, label, said[1]) if said is not None else None

    def _speaking(self, tree: Graph, i: int) -> Iterator[Found]:
        """Whoever speaks the quoted words in which the trigger stands."""
        said = self.actors.speaking(tree, i)
        if said is not None:
            yield Found(i, said[0], None, "speaker", said[1])

    def _stands_for(self, tree: Graph, token: int, label: str) -> Found | None:
        """The named thing that a common noun introduces: "the city of X", "the broadcaster X"."""
        if tree.parse.pos[token] not in ("NOUN", "PROPN"):
            return None
        if tree.lemma(token) in place_nouns().introducing:
            for target in tree.down(token, "of"):
                entity = self.ctx.named(target)
                if entity is not None and entity.type == EntityType.PLACE:
                    return Found(target, entity, None, label)
        for target in tree.down(token, *NAMED_INSIDE):
            entity = self.ctx.named(target)
            ref = self.ctx.ref(target)
            introduced = target > token or names_before(tree, token)
            if entity is not None and ref is not None and ref.type != "NORP" and introduced:
                return Found(target, entity, None, label)
        return None


def _shared(tree: Graph, trigger: int, token: int, label: str) -> Iterator[int]:
    """The conjuncts of an argument on its side of the trigger: not B in "A, who heads X, and B met"."""
    if token != trigger:
        yield from (one for one in conjuncts(tree, token, label) if (one < trigger) == (token < trigger))
