"""Named entities put right: the one place where an article's entities get their boundaries and labels.

It stands between the parse, which holds what the model found, and coreference. Names that articles of a
collection label differently are the business of ``kg.entities.type_votes``.
"""

from dataclasses import replace

from kg.records import Parse
from kg.spans import (
    addresses,
    agreement,
    apart,
    boundaries,
    contextual_labels,
    crafts,
    datelines,
    expressions,
    heads,
    joining,
    labels,
    neighbours,
    occasions,
    people,
    stations,
    things,
    ties,
)

__all__ = ["STEPS", "mended"]

STEPS = (
    joining.tidied,  # names that the tokenizer or the model cut are whole; honours and party letters are off
    ties.whole,  # so are bodies' names with "and", a dash or a purpose in them
    apart.parted,  # names that were run together are apart
    people.whole,  # so are people's names behind a particle, with a hyphen, a nickname, a suffix
    expressions.told,  # dates and amounts, which their form tells
    labels.corrected,  # labels that the lexicon settles; demonyms and titles are parted from names
    crafts.parted,  # ships, aircraft and weapons are nobody
    things.parted,  # storms, laws, prizes and viruses are neither people nor organizations nor places
    contextual_labels.typed,  # what the sentence calls a firm is one, who is called a poet a person
    neighbours.told,  # who fights for it, or sits for it, stands behind it: an armed group, a constituency
    addresses.completed,  # what stands between a village and its country is a place
    datelines.placed,  # what a dateline names is a place
    stations.whole,  # a station's last word is its own, not of the title behind it
    agreement.agreed,  # a doubtful label is the one that the name mostly has in the article
    boundaries.bounded,  # titles and nouns that are no names are out; legal forms and kinds of area are in
    boundaries.trimmed,  # articles, quotation marks and possessives are off
    agreement.unified,  # one name, one label
    occasions.named,  # but a name is an event's where something is done at it, or it is won
)


def mended(parse: Parse) -> Parse:
    """The parse with its entities after all steps, in their order; the model's own parse goes in."""
    ents = list(parse.ents)
    for step in STEPS:
        ents = step(parse, ents)
    return heads.rehung(replace(parse, ents=tuple(ents)))
