/** Prefixes of the graph and the short way to write its IRIs. */

import appearance from '../../../../kg/page/appearance.json';

export const PREFIXES: Readonly<Record<string, string>> = {
  dc: 'http://purl.org/dc/elements/1.1/',
  dcterms: 'http://purl.org/dc/terms/',
  geo: 'http://www.w3.org/2003/01/geo/wgs84_pos#',
  kg: 'https://newskg.example/ns#',
  oa: 'http://www.w3.org/ns/oa#',
  org: 'http://www.w3.org/ns/org#',
  prov: 'http://www.w3.org/ns/prov#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  schema: 'https://schema.org/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  time: 'http://www.w3.org/2006/time#',
  wd: 'http://www.wikidata.org/entity/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

/** What the graph says with these prefixes, besides its relations (docs/formats.md). */
const WORDS = [
  'dc:publisher',
  'dcterms:identifier',
  'dcterms:isPartOf',
  'dcterms:isReplacedBy',
  'geo:lat',
  'geo:long',
  'kg:Claim',
  'kg:Fact',
  'kg:LocalEntity',
  'kg:claim',
  'kg:confidence',
  'kg:date',
  'kg:duplicateOf',
  'kg:earliest',
  'kg:entity',
  'kg:evidence',
  'kg:latest',
  'kg:mentionCount',
  'kg:object',
  'kg:on',
  'kg:predicate',
  'kg:role',
  'kg:rule',
  'kg:since',
  'kg:speakerText',
  'kg:status',
  'kg:subject',
  'kg:support',
  'kg:until',
  'kg:value',
  'oa:exact',
  'oa:hasSelector',
  'oa:hasSource',
  'org:Membership',
  'org:member',
  'org:organization',
  'org:role',
  'prov:wasAttributedTo',
  'prov:wasDerivedFrom',
  'rdf:object',
  'rdf:predicate',
  'rdf:subject',
  'rdf:type',
  'rdfs:label',
  'schema:NewsArticle',
  'schema:Organization',
  'schema:Person',
  'schema:Place',
  'schema:Quotation',
  'schema:headline',
  'skos:altLabel',
  'skos:note',
  'skos:prefLabel',
  'xsd:date',
  'xsd:integer',
];

// A doubtful fact is in no graph.
const STATUSES = appearance.statuses.filter(({ id }) => id !== 'doubtful');

/** Prefixed names to propose: the vocabulary's, with the graph's own relations. */
export function vocabulary(relations: readonly { id: string }[]): string[] {
  return [...new Set([...WORDS, ...[...STATUSES, ...relations].map(({ id }) => `kg:${id}`)])].sort();
}

/** An IRI as a person would write it: with a prefix, or without the graph's base. */
export function short(iri: string, base: string): string {
  if (iri.startsWith(base) && !iri.startsWith(PREFIXES['kg'] ?? '')) return iri.slice(base.length);
  const found = Object.entries(PREFIXES).find(([, start]) => iri.startsWith(start));
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
}

/** The key of an entity's IRI, or null where it is not one. */
export function keyOf(iri: string, base: string): string | null {
  const start = `${base}id/`;
  if (!iri.startsWith(start)) return null;
  try {
    return decodeURIComponent(iri.slice(start.length));
  } catch {
    return null;
  }
}

export function iriOf(key: string, base: string): string {
  return `${base}id/${key.split('/').map(encodeURIComponent).join('/')}`;
}

export const EXAMPLE = `PREFIX kg: <${PREFIXES['kg']}>
PREFIX rdf: <${PREFIXES['rdf']}>
PREFIX skos: <${PREFIXES['skos']}>
SELECT ?subject ?relation ?object ?articles ?confidence {
  ?fact a kg:Fact ;
    rdf:subject ?subject ;
    rdf:predicate ?relation ;
    rdf:object ?object ;
    kg:support ?articles ;
    kg:confidence ?confidence .
  ?object skos:prefLabel ?name .
}
ORDER BY DESC(?confidence)
LIMIT 100
`;
