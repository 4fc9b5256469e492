"""From one parsed article to its reading: coreference, rules, status, speaker, time, confidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg import coref
from kg import ontology as vocabulary
from kg.coref import Quoted, Ref
from kg.coref.context import RANGE, Context
from kg.factuality.anchoring import When, office, over, to_come, when
from kg.factuality.timex import edtf
from kg.lexicon.titles import singular
from kg.lexicon.vocabulary import persons
from kg.ontology import Ontology, Trait
from kg.records import Article, Claim, LocalEntity, Mention, MentionKind, Parse, Quote, Reading, Span, Status
from kg.relations import confidence
from kg.relations.analysis import Sentence, analyse
from kg.relations.beyond import beyond_sentences
from kg.relations.endings import deaths, ended
from kg.relations.held_roles import role_of
from kg.relations.identity import chars, claim_id
from kg.relations.judge import weighed
from kg.relations.matcher import Matcher, index
from kg.relations.matches import Match, Miss
from kg.relations.name_internal import named_after
from kg.relations.needed import needed
from kg.relations.offices import office as office_of_adjective
from kg.relations.other_names import other_names
from kg.relations.past_offices import Told, settled
from kg.relations.qualifiers import NOTHING, qualifiers
from kg.relations.rules import Rule, active
from kg.relations.selectional import Found
from kg.relations.stances import SCARE_QUOTE, anchor_of, is_only_wanted, is_role_played, is_sure, stance_of
from kg.relations.surface_matching import surface_matches
from kg.relations.unnamed_bodies import phrase
from kg.spans import mended
from kg.syntax import headlines
from kg.syntax.graph import Graph

PLURAL = frozenset({"NNS", "NNPS"})


def read(
    article: Article, parse: Parse, rules: Sequence[Rule] | None = None, ontology: Ontology | None = None
) -> Reading:
    """Read one article's parse into mentions, entities, claims and quotes; how sure claims are is judged."""
    parse = headlines.told(parse)
    return weighed(article, parse, unweighed(article, parse, rules, ontology))


def unweighed(
    article: Article, parse: Parse, rules: Sequence[Rule] | None = None, ontology: Ontology | None = None
) -> Reading:
    """The same, with what is known of rule and arguments alone for confidence."""
    rules = active() if rules is None else rules
    ontology, parse = ontology or vocabulary.load(), mended(headlines.told(parse))
    resolution = coref.resolve(parse, article)
    known = analyse(parse, resolution)
    ctx, matcher = known.ctx, Matcher(index(rules), ontology, known.ctx)
    made = [_made(article, one, matcher, resolution.quotes) for one in known.sentences]
    told = _told(article, known.sentences, made, ctx)
    claims = [one for said in made for one in _of_one_time(said)]
    claims = beyond_sentences(
        article, known.sentences, made, claims, resolution.refs, matcher.actors, ontology
    )
    dead = {person for one in known.sentences for person in deaths(one.tree, ctx)}
    closing = {rule.id for rule in rules if rule.ends}
    lasting = tuple(ended(settled(best(claims, ontology), told, ontology), dead, ontology, closing))
    kept = tuple(needed(lasting, ctx, matcher.actors, ontology)) if len(rules) > 1 else lasting
    named = {c.subject for c in kept} | {c.object for c in kept} | {c.where for c in kept}
    actors = tuple(matcher.actors.used(named))
    entities = (*resolution.entities, *(e for e in ctx.described if e.id in named), *actors)
    acting = list(_acting(matcher, entities, kept))
    heads = {ref.head for ref in acting}
    unnamed = (ref for ref in resolution.refs if ref.head not in heads or ref.entity)
    return Reading(
        article=article.id,
        mentions=tuple(_mentions(ctx, (*unnamed, *acting))),
        entities=entities,
        claims=kept,
        quotes=tuple(_quotes(ctx, resolution.quotes)),
        sentences=tuple(chars(parse, s) for s in parse.sents),
    )


def _told(
    article: Article,
    sentences: Sequence[Sentence],
    made: Sequence[Sequence[tuple[Match, Claim]]],
    ctx: Context,
) -> Told:
    """What the sentences tell of the ends of offices."""
    told = Told()
    for sentence, said in zip(sentences, made, strict=True):
        told.turn(sentence.tree, ctx, article.published)
        for match, one in said:
            told.add(sentence.tree, ctx, match, one.subject_span, article.published)
    return told


def _acting(matcher: Matcher, entities: Iterable[LocalEntity], claims: Sequence[Claim]) -> Iterator[Ref]:
    """The descriptions of who acts: of those without a name all, of states where a claim rests on them."""
    known = {entity.id for entity in entities}
    starts = {s[0] for c in claims for s in (c.subject_span, c.object_span)}
    for ref in matcher.actors.refs.values():
        placed = ref.type in ("GPE", "PERSON") and matcher.ctx.parse.starts[ref.start] not in starts
        if ref.entity in known and not placed:
            yield ref


def _made(
    article: Article, sentence: Sentence, matcher: Matcher, quoted: Sequence[Quoted]
) -> list[tuple[Match, Claim]]:
    """The matches of a sentence that are sure enough, each with its claim."""
    ctx, ontology, tree = matcher.ctx, matcher.ontology, sentence.tree
    found = (m for m in sentence_matches(sentence, matcher) if isinstance(m, Match))
    sure = (m for m in found if is_sure(ctx, m, ontology) and not is_role_played(tree, m))
    sure = (m for m in sure if not is_only_wanted(tree, m, ontology))
    made = ((m, claim(article, tree, ctx, m, quoted, ontology)) for m in sure)
    return [(m, one) for m, one in made if one is not None]


def _of_one_time(made: Sequence[tuple[Match, Claim]]) -> Iterator[Claim]:
    """Give all that one title says the end that it has: "the Russian ambassador to Chile until 2019"."""
    ends = {(m.title.head, c.subject): c for m, c in made if m.title is not None and c.until is not None}
    for match, one in made:
        ended_ = None if match.title is None else ends.get((match.title.head, one.subject))
        if ended_ is None or one.since or one.until or one.status not in (Status.ASSERTED, Status.FORMER):
            yield one
        else:
            yield replace(one, since=ended_.since, until=ended_.until, status=ended_.status)


def sentence_matches(sentence: Sentence, matcher: Matcher) -> Iterator[Match | Miss]:
    """All that the rules find in one sentence, trees first, then the surface."""
    yield from matcher.matches(sentence.tree, sentence.titles)
    yield from surface_matches(sentence.tree, matcher.ctx, matcher)
    yield from named_after(sentence.countries, matcher.ctx, matcher.rules.patterns)
    yield from other_names(sentence.tree, matcher.ctx, matcher.rules.patterns)


def _of_each(ctx: Context, match: Match) -> list[str]:
    """Of whom a match tells where its words mean several."""
    ends = (match.subject, match.object)
    return [end.entity.id for end in ends if end.entity is not None and end.token in ctx.several]


def claim(
    article: Article, tree: Graph, ctx: Context, match: Match, quoted: Sequence[Quoted], ontology: Ontology
) -> Claim | None:
    """Make the claim of a match: who says it, how, of when, and how sure; None of what is only asked for."""
    anchor = anchor_of(tree, match)
    held = stance_of(tree, match, anchor, quoted, ontology)
    if held.asked:
        return None
    anchors = tuple(dict.fromkeys(a for a in (anchor, match.trigger) if a is not None))
    time = _time(tree, ctx, match, anchors, article, ahead=held.status == Status.PLANNED)
    status, speaker = held.status, _speaker(tree, ctx, held.speaker)
    itself = match.subject.entity is not None and speaker == match.subject.entity.id
    if itself and status == Status.ATTRIBUTED and ontology.has(match.predicate, Trait.SPOKEN):
        status, speaker = Status.ASSERTED, None  # who says "I support A" supports A
    if status == Status.ASSERTED and match.rule.time != "none":
        status = Status.FORMER if over(time, article.published) else status
        status = Status.PLANNED if to_come(time, article.published) else status
    subject, object_ = _span(ctx, match.subject), _span(ctx, match.object)
    value = _value(ctx, match, article, ontology)
    act = qualifiers(tree, ctx, match) if ontology.has(match.predicate, Trait.ACT) else NOTHING
    return Claim(
        id=claim_id(article.id, subject, object_, match.predicate, _of_each(ctx, match)),
        subject=match.subject.entity.id if match.subject.entity else "",
        predicate=match.predicate,
        object=match.object.entity.id if match.object.entity else None,
        value=value,
        role=role_of(tree, match),
        subject_span=subject,
        object_span=object_,
        evidence=chars(ctx.parse, (tree.start, tree.end)),
        status=status,
        speaker=speaker,
        since=time.since,
        until=time.until,
        on=time.on,
        confidence=confidence.of(match.rule.id, [ctx.ref(f.token) for f in (match.subject, match.object)]),
        rule=match.rule.id,
        where=act.where,
        amount=act.amount,
        about=act.about,
    )


def _time(
    tree: Graph, ctx: Context, match: Match, anchors: tuple[int, ...], article: Article, *, ahead: bool
) -> When:
    if match.rule.pattern:
        return When()
    after = None
    if match.title is not None:
        ref = ctx.ref(match.object.token)
        after = max(match.title.end, ref.end if ref is not None and match.object.entity is not None else 0)
    found = when(tree, ctx, anchors, match.rule.time, article.published, after, ahead=ahead)
    if match.title is None or after is None or found.since or found.until or not match.title.office:
        return found
    held = office(tree, ctx, match.title.head, after, article.published)
    return held if held.since or held.until else found


def _span(ctx: Context, found: Found) -> Span:
    if found.value is not None or found.span is not None:
        return chars(ctx.parse, found.value or found.span or (0, 1))
    ref = ctx.ref(found.token)
    return chars(ctx.parse, (ref.start, ref.end) if ref is not None else (found.token, found.token + 1))


def _value(ctx: Context, match: Match, article: Article, ontology: Ontology) -> str | None:
    if match.object.value is None:
        return None
    text = " ".join(ctx.parse.span_text(*match.object.value).split())
    if match.rule.object.office:
        return office_of_adjective(ctx.parse, match.object.value)
    if match.title is not None and match.object.value == match.title.written:
        return _title(ctx, match.object.value)
    if match.rule.object.part:
        text = RANGE.split(text)[0 if match.rule.object.part == "start" else -1]
    is_date = match.rule.object.date or (bool(match.rule.pattern) and ontology[match.predicate].dated)
    return (edtf(text, article.published) or text) if is_date else text


def _title(ctx: Context, tokens: Span) -> str:
    """A title in lower case, the singular and without abbreviations; "CEO" stays as it is."""
    words: list[str] = []
    for i in range(*tokens):
        last = i + 1 == tokens[1] or ctx.parse.pos[i + 1] not in ("NOUN", "PROPN")  # not in "rights chief"
        word = singular(ctx.parse, i) if last and ctx.parse.tags[i] in PLURAL else ctx.parse.word(i)
        word = persons().abbreviations.get(word.lower().rstrip("."), word)
        space = " " if words and ctx.parse.starts[i] > ctx.parse.ends[i - 1] else ""
        words.append(space + (word if word.isupper() and len(word) > 1 else word.lower()))
    return "".join(words)


def _speaker(tree: Graph, ctx: Context, token: int | None) -> str | None:
    if token is None:
        return None
    inside = tree.start <= token < tree.end
    for one in (token, *(tree.down(token, "app", "flat", "nmod:desc") if inside else ())):
        entity = ctx.entity(ctx.ref(one))
        if entity is not None:
            return entity.id
    if inside and tree.parse.pos[token] in ("PRON", "DET"):
        return _speaker(tree, ctx, _antecedent(tree, token))
    return " ".join(ctx.parse.span_text(*phrase(tree, token)).split()) if inside else ctx.parse.word(token)


def _antecedent(tree: Graph, pronoun: int) -> int | None:
    """The noun that a relative pronoun stands for; nobody is named by any other."""
    verb = tree.head(pronoun)
    relative = tree.parse.tags[pronoun] in ("WP", "WDT") and tree.deprel(verb) == "acl:relcl"
    return tree.head(verb) if relative else None


def best(claims: Sequence[Claim], ontology: Ontology) -> Iterator[Claim]:
    """One claim for each pair of spans and predicate, none that another says more exactly."""
    groups: dict[tuple[Span, Span], list[Claim]] = {}
    for one in claims:
        groups.setdefault((one.subject_span, one.object_span), []).append(one)
    for key in sorted(groups):
        by_name: dict[tuple[str, str, str], Claim] = {}
        for one in sorted(groups[key], key=lambda c: (-c.confidence, c.rule)):
            by_name.setdefault((one.predicate, one.subject, one.object or ""), one)  # "they" are several
        general = {a for name, *_ in by_name for a in ontology.ancestors(name)}
        yield from (by_name[one] for one in sorted(by_name) if one[0] not in general)


def _mentions(ctx: Context, refs: Sequence[Ref]) -> Iterator[Mention]:
    described = {r for r in ctx.by_token.values() if r.why == "described"}
    for ref in sorted({*refs, *described}, key=lambda r: (r.start, r.end, r.kind)):
        if ref.kind == MentionKind.NAME or ref.entity is not None:
            start, end = chars(ctx.parse, (ref.start, ref.end))
            yield Mention(start, end, ref.type, ctx.parse.text[start:end], ref.entity, ref.kind, ref.why)


def _quotes(ctx: Context, quoted: Sequence[Quoted]) -> Iterator[Quote]:
    for q in quoted:
        if q.end - q.start <= SCARE_QUOTE:
            continue
        start, end = chars(ctx.parse, (q.start, q.end))
        refs = (ctx.ref(i) for i in range(q.start, q.end))
        about = tuple(
            dict.fromkeys(r.entity for r in refs if r is not None and r.entity and r.kind == MentionKind.NAME)
        )
        entity = ctx.entity(ctx.ref(q.speaker)) if q.speaker is not None else None
        words = ctx.parse.word(q.speaker) if q.speaker is not None else None
        yield Quote(start, end, entity.id if entity else words, True, about)
