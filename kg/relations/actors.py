"""Who acts without a name, and events with one: groups, bodies in lower case, what stands for a state.

They become entities of the article only where a claim needs them. "About 50 protesters" is a Group, "the
police" an Organization, and what "Kenyan officials" do, Kenya does. Two descriptions are one where head noun
and modifiers are the same, or where the later one is definite and says no more than the noun.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.coref import Ref
from kg.coref.context import Context
from kg.coref.labels import LABELS
from kg.lexicon.wordlists import word_lists, word_set
from kg.records import EntityType, LocalEntity, MentionKind, Span
from kg.relations.acting_nouns import (
    article_of_one,
    described,
    is_agent,
    is_bare,
    is_body,
    is_counted,
    is_crowd,
    is_definite,
    is_firm,
    is_misread,
    is_nobody,
    is_people,
    is_several,
    is_whole_people,
    joined_end,
    of_people,
    takes_sides,
)
from kg.relations.rulers import ruler
from kg.syntax.graph import Graph
from kg.syntax.normalisation import normalise

INNER = frozenset({"amod", "compound", "nmod:desc", "flat", "nummod", "nmod:poss", "advmod"})
ANCHORING = frozenset({"of", "from", "in"})
CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "NUM"})
TELLING = frozenset({"it", "they"})
MANY = frozenset({"some", "many", "several", "others"})
PLURAL = frozenset({"NNS", "NNPS"})
EDGE = frozenset({"DET", "PUNCT", "ADP", "PRON"})
OWNING = frozenset({"'", "\u2019", "'s", "\u2019s"})
TOO_LONG = 10  # tokens
SPEECH = 4  # tokens; fewer in quotation marks are words, not what somebody says
SCORE = 0.9


@dataclass(frozen=True, slots=True)
class Key:
    """What tells descriptions apart: type, head noun, and the modifiers that say more."""

    type: EntityType
    head: str
    more: frozenset[str]


@dataclass(slots=True)
class Actors:
    """The described actors of one article, by what describes them."""

    ctx: Context
    known: dict[Key, LocalEntity] = field(default_factory=dict)  # in order of first mention
    refs: dict[int, Ref] = field(default_factory=dict)  # by head token

    def at(self, tree: Graph, noun: int) -> tuple[LocalEntity, Span] | None:
        """The actor that a noun describes and the token range that does, if it describes one."""
        ref = self.refs.get(noun) or self._new(tree, noun)
        if ref is None or ref.entity is None:
            return None
        self.refs[noun] = ref
        named = self.ctx.entities.get(ref.entity)
        entity = named or next(e for e in self.known.values() if e.id == ref.entity)
        return entity, (ref.start, ref.end)

    def sayer(self, tree: Graph, word: int) -> tuple[LocalEntity, Span] | None:
        """Whoever says "we" in his own words, where what is said is done by saying so."""
        said = self.speaking(tree, word) if tree.lower[word] == "we" else None
        return (said[0], (word, word + 1)) if said is not None else None

    def speaking(self, tree: Graph, i: int) -> tuple[LocalEntity, Span] | None:
        """Whoever speaks the quoted words around a token; his span, or that token's if he is elsewhere."""
        around = [q for q in self.ctx.quotes if q.start <= i < q.end and q.end - q.start >= SPEECH]
        token = min(around, key=lambda q: q.end - q.start).speaker if around else None
        if token is None:
            return None
        ref, inside = self.ctx.ref(token), tree.start <= token < tree.end
        entity = self.ctx.entity(ref)
        if entity is not None and ref is not None:
            return entity, (ref.start, ref.end) if inside else (i, i + 1)
        return self.at(tree, token) if inside else None

    def _new(self, tree: Graph, noun: int) -> Ref | None:
        if tree.parse.word(noun).lower() in MANY:
            return self._some(tree, noun)
        if tree.parse.word(noun).lower() in TELLING:
            return self._event(noun) or self._speaker(tree, noun)
        event = self._event(noun)
        if event is not None:
            return event
        some = tree.parse.pos[noun] == "NUM" and of_people(tree, noun)
        if not (some or tree.parse.pos[noun] in ("NOUN", "PROPN")) or is_nobody(tree, noun):
            return None
        if tree.deprel(noun) == "conj" and joined_end(tree, tree.head(noun)) == noun + 1:
            return self.refs.get(tree.head(noun)) or self._new(tree, tree.head(noun))
        span = described(tree, noun)
        if span[1] - span[0] > TOO_LONG:
            span = described(tree, noun, anchored=False)
        if span[1] - span[0] > TOO_LONG:
            return None
        known = self._state(tree, noun) or ruler(tree, self.ctx, noun)
        entity = known or self._entity(tree, noun, span)
        if entity is None:
            return None
        return Ref(*span, noun, LABELS[entity.type], MentionKind.NOMINAL, entity.id, SCORE, "described")

    def _event(self, noun: int) -> Ref | None:
        """What means an event there; from now on the article has it."""
        found = self.ctx.occasions.get(noun)
        if found is None:
            return None
        ref, event = found
        self.known.setdefault(Key(EntityType.EVENT, event.id, frozenset()), event)
        return replace(ref, why="described")

    def _some(self, tree: Graph, word: int) -> Ref | None:
        """The people of whom the sentence before speaks: "Nurses marched. Some were held."."""
        alone = tree.deprel(word) in ("nsubj", "nsubj:pass") and not tree.down(word, "of")
        before = next((s for s in self.ctx.parse.sents if s[1] == tree.start), None)
        if not alone or before is None:
            return None
        earlier = normalise(tree, *before)
        subjects = [
            i
            for i in range(*before)
            if earlier.deprel(i) == "nsubj" and self._type(earlier, i) == EntityType.GROUP
        ]
        meant = self.at(earlier, subjects[0]) if subjects else None
        return (
            Ref(word, word + 1, word, "GROUP", MentionKind.PRONOUN, meant[0].id, SCORE, "described")
            if meant
            else None
        )

    def _speaker(self, tree: Graph, word: int) -> Ref | None:
        """Who says so of himself: "Kenyan police said they had arrested two men"."""
        verb = tree.head(word)
        if tree.deprel(word) not in ("nsubj", "nsubj:pass") or tree.deprel(verb) != "ccomp":
            return None
        saying = tree.head(verb)
        subjects = tree.down(saying, "subj") if tree.lemma(saying) in word_lists("factuality")["say"] else ()
        if len(subjects) != 1 or (tree.parse.word(word).lower() == "it") == is_several(tree, subjects[0]):
            return None
        own = self.ctx.entity(self.ctx.ref(subjects[0]))
        meant = self.at(tree, subjects[0]) if own is None else (own, (0, 0))
        if meant is None or meant[0].type == EntityType.PERSON:
            return None
        return Ref(
            word, word + 1, word, LABELS[meant[0].type], MentionKind.PRONOUN, meant[0].id, SCORE, "described"
        )

    def _state(self, tree: Graph, noun: int) -> LocalEntity | None:
        """The state whose agents are meant: "Kenyan officials", "the Kenyans"."""
        own = self.ctx.ref(noun)
        if own is not None and own.type == "NORP":
            whole = is_whole_people(tree.parse.word(noun)) and is_definite(tree, noun)
            return self.ctx.entity(own) if whole and not is_counted(tree, noun) else None
        if tree.lemma(noun) in word_set("actors", "voices"):
            return self._sender(tree, noun)
        if not is_agent(tree, noun):
            return None
        armed = tree.lemma(noun) not in word_set("actors", "speaking")
        sent = ("from",) if tree.lemma(noun) == "delegation" else ()
        whose = (k for k in tree.down(noun, "amod", "compound", "poss", *sent) if not takes_sides(tree, k))
        owners = (self.ctx.named(k) for k in whose)
        types = (EntityType.PLACE, EntityType.ORGANIZATION) if armed else (EntityType.PLACE,)
        return next((e for e in owners if e is not None and e.type in types), None) or self._served(
            tree, noun
        )

    def _served(self, tree: Graph, noun: int) -> LocalEntity | None:
        """Whose forces they are: "forces loyal to NAME"."""
        loyal = [k for k in tree.kids(noun, "amod", "acl") if tree.lemma(k) in word_set("actors", "loyal")]
        lords = (self.ctx.named(q) for k in loyal for q in tree.down(k, "to", "by", "with"))
        return next((e for e in lords if e is not None and e.type != EntityType.PERSON), None)

    def _sender(self, tree: Graph, noun: int) -> LocalEntity | None:
        """Whose spokesman it is: "a Pentagon spokesman", "a spokeswoman for the World Bank"."""
        for k in tree.down(noun, "compound", "poss", "for", "of"):
            known = self.at(tree, k) if tree.lemma(k) in word_set("actors", "bodies") else None
            owner = self.ctx.entity(self.ctx.ref(k)) or (known[0] if known is not None else None)
            if owner is not None and owner.type in (EntityType.PLACE, EntityType.ORGANIZATION):
                return owner
        return None

    def _entity(self, tree: Graph, noun: int, span: Span) -> LocalEntity | None:
        kind = self._type(tree, noun)
        if kind is None:
            return None
        more = [i for i in range(*span) if tree.parse.pos[i] in CONTENT and i != noun]
        one = article_of_one(tree, noun) if kind is EntityType.GROUP else ""
        apart = {f"{noun}"} if one else set()  # another soldier each time
        key = Key(kind, tree.lemma(noun), frozenset(map(tree.lemma, more)) | apart)
        entity = self.known.get(key)
        if entity is None and is_bare(tree, noun, more=bool(key.more), body=kind is EntityType.ORGANIZATION):
            entity = self._before(key)
        if entity is None:
            name = " ".join([one, *tree.parse.span_text(*span).split()]).strip()
            entity = LocalEntity(
                f"{'g' if kind == EntityType.GROUP else 'b'}{len(self.known) + 1}", kind, name
            )
            self.known[key] = entity
        return entity

    def _before(self, key: Key) -> LocalEntity | None:
        """What the bare noun means: the last that was described with it."""
        same = [e for k, e in self.known.items() if (k.type, k.head) == (key.type, key.head)]
        return same[-1] if same else None

    def _type(self, tree: Graph, noun: int) -> EntityType | None:
        own = self.ctx.ref(noun)
        if own is not None:
            return EntityType.GROUP if own.type == "NORP" and tree.parse.tags[noun] in PLURAL else None
        lemma, plural = tree.lemma(noun), tree.parse.tags[noun] in PLURAL
        if tree.parse.pos[noun] == "PROPN" and not plural and not is_misread(tree, noun):
            return None
        if lemma in word_set("actors", "campaigns") and self._is_campaign(tree, noun):
            return EntityType.ORGANIZATION
        if is_crowd(tree, noun) or (
            lemma in word_set("actors", "collectives") and self._of_people(tree, noun)
        ):
            return EntityType.GROUP
        if tree.parse.pos[noun] == "NUM":
            return EntityType.GROUP if of_people(tree, noun) else None
        if is_firm(tree, noun, lemma) and self._is_named_before(tree, noun):
            return None
        if is_body(tree, noun, lemma, plural):
            return EntityType.ORGANIZATION
        one = bool(article_of_one(tree, noun)) or self._is_officer(tree, noun)
        several = plural or one or is_misread(tree, noun) or lemma in word_set("actors", "masses")
        several_firms = plural and is_firm(tree, noun, lemma)  # "opposition parties"
        return EntityType.GROUP if several_firms or (several and is_people(lemma)) else None

    def _of_people(self, tree: Graph, noun: int) -> bool:
        """Whether a noun is of several people or of a people: "thousands of Kenyans"."""
        refs = ((self.ctx.ref(k), tree.parse.tags[k] in PLURAL) for k in tree.down(noun, "of"))
        return of_people(tree, noun) or any(ref and ref.type == "NORP" and many for ref, many in refs)

    def _is_named_before(self, tree: Graph, noun: int) -> bool:
        """Whether the name before a firm is its own: "the Reuters news agency"."""
        names = (self.ctx.named(k) for k in tree.kids(noun, "compound"))
        return any(entity is not None and entity.type == EntityType.ORGANIZATION for entity in names)

    def _is_officer(self, tree: Graph, noun: int) -> bool:
        """Whether one person is meant by what he is for a state or body: "the Kenyan ambassador"."""
        named = tree.down(noun, "app", "named", "isa") or any(
            label in ("app", "isa") for label, _ in tree.incoming(noun)
        )
        if tree.lemma(noun) not in word_set("actors", "officers") or named:
            return False
        owners = (self.ctx.named(k) for k in tree.down(noun, "amod", "compound", "poss", "of", "to"))
        if any(is_body(tree, k, tree.lemma(k), plural=False) for k in tree.kids(noun, "compound")):
            return True  # "the opposition leader"
        return any(
            entity is not None and entity.type in (EntityType.PLACE, EntityType.ORGANIZATION)
            for entity in owners
        )

    def _is_campaign(self, tree: Graph, noun: int) -> bool:
        named = (self.ctx.named(k) for k in tree.down(noun, "compound", "poss"))
        return any(entity is not None and entity.type == EntityType.PERSON for entity in named)

    def used(self, ids: set[str | None]) -> Iterator[LocalEntity]:
        """The described actors that claims name, in order of first mention."""
        return (entity for entity in self.known.values() if entity.id in ids)
