"""Rules tried on sentences: which matched along which path, which nearly; and the rules' own sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg import coref
from kg import ontology as vocabulary
from kg.ontology import Ontology
from kg.records import Article, Parse, Status
from kg.relations.analysis import analyse
from kg.relations.judge import explained
from kg.relations.matcher import Matcher, index
from kg.relations.matches import Match, Miss
from kg.relations.reader import read, sentence_matches, unweighed
from kg.relations.rules import Rule, active
from kg.spans import mended
from kg.syntax import headlines
from kg.syntax.graph import Graph

Reader = Callable[[str], Parse]


@dataclass(frozen=True, slots=True)
class Failure:
    """A sentence of a rule that does not come out as the rule says."""

    rule: str
    sentence: str
    reason: str


def attempt(
    parse: Parse, rules: Sequence[Rule] | None = None, ontology: Ontology | None = None
) -> Iterator[tuple[Graph, list[Match | Miss]]]:
    """For each sentence its normalised tree and every rule that was triggered, matched or not."""
    parse = mended(headlines.told(parse))
    known = analyse(parse, coref.resolve(parse, None))
    matcher = Matcher(index(active() if rules is None else rules), ontology or vocabulary.load(), known.ctx)
    for sentence in known.sentences:
        yield sentence.tree, list(sentence_matches(sentence, matcher))


def draw(tree: Graph) -> str:
    """A sentence's tree as text: each token with its head, UD label and normalised edges."""
    parse, lines = tree.parse, []
    width = max((len(parse.word(i)) for i in range(tree.start, tree.end)), default=0)
    for i in range(tree.start, tree.end):
        edges = ", ".join(f"{label} {parse.word(target)}" for label, target in tree.edges(i))
        head = "ROOT" if tree.head(i) == i else parse.word(tree.head(i))
        lines.append(
            f"{parse.word(i):{width}}  {parse.pos[i]:6} {tree.deprel(i):12} < {head:{width}}  "
            f"{edges}".rstrip()
        )
    return "\n".join(lines)


def explain(tree: Graph, found: Match | Miss) -> str:
    """One line for a match or a miss."""
    word = tree.parse.word(found.trigger)
    if isinstance(found, Miss):
        return f"  no  {found.rule.id} at {word!r}: {found.reason}"
    subject = found.subject.entity.name if found.subject.entity else "?"
    object_ = (
        found.object.entity.name
        if found.object.entity
        else tree.parse.span_text(*(found.object.value or (0, 1)))
    )
    path = f"{found.rule.subject.written} / {found.rule.object.written}"
    return f"  yes {found.rule.id} at {word!r}: {subject} {found.predicate} {object_} ({path})"


def judged(
    parse: Parse, rules: Sequence[Rule] | None = None, ontology: Ontology | None = None
) -> Iterator[str]:
    """A line for each claim: how sure it is, and what speaks most for or against it."""
    article = Article("trial", parse.text)
    reading = unweighed(article, parse, rules, ontology)
    told, names = explained(article, parse, reading), {e.id: e.name for e in reading.entities}
    for claim in reading.claims:
        if claim.id in told:
            other = names[claim.object] if claim.object else claim.value
            yield f"  {names[claim.subject]} {claim.predicate} {other} ({claim.status}): {told[claim.id]}"


def check(rules: Iterable[Rule], reader: Reader, ontology: Ontology | None = None) -> Iterator[Failure]:
    """Run the sentences of rules; yield those that do not come out as they should."""
    terms = ontology or vocabulary.load()
    for rule in rules:
        for sentence in rule.must:
            text, _, wanted = sentence.partition(" => ")
            got = list(_pairs(rule, text, reader, terms))
            if not wanted:
                yield Failure(rule.id, sentence, 'has no "=> subject | object"')
            elif wanted not in got and " | ".join(reversed(wanted.split(" | "))) not in _either(
                rule, got, terms
            ):
                yield Failure(rule.id, text, f"should give {wanted}, gave {'; '.join(got) or 'nothing'}")
        for sentence in rule.must_not:
            got = list(_pairs(rule, sentence, reader, terms))
            if got:
                yield Failure(rule.id, sentence, f"should give nothing, gave {'; '.join(got)}")


def _either(rule: Rule, got: list[str], terms: Ontology) -> list[str]:
    """What was read, if the relation means the same either way round."""
    return got if rule.predicate in terms and terms[rule.predicate].symmetric else []


def _pairs(rule: Rule, text: str, reader: Reader, terms: Ontology) -> Iterator[str]:
    """What a rule reads as fact, alone or over acts that others read, as "subject | object"."""
    acts = () if rule.over is None else (r for r in active() if r.predicate != rule.predicate)
    reading = read(Article("trial", text), reader(text), (*acts, rule), terms)
    names = {e.id: e.name for e in reading.entities}
    for claim in reading.claims:
        if claim.rule == rule.id and claim.status in (Status.ASSERTED, Status.FORMER, Status.ATTRIBUTED):
            object_ = names[claim.object] if claim.object else text[slice(*claim.object_span)]
            yield f"{names[claim.subject]} | {object_}"
