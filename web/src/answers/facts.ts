/** The server's answers about one fact, entity or article, with the sentences behind it. */

import type { Ref } from './network';

export interface Article {
  id: string;
  title: string | null;
  published: string | null;
  source: string | null;
  author: string | null;
  url: string | null;
}

export interface Fact {
  id: string;
  relation: string;
  label: string;
  subject: Ref;
  object: Ref | null;
  value: string | null;
  status: string;
  support: number;
  confidence: number;
  since: string | null;
  until: string | null;
  on: string | null;
  role: string | null;
  claims: number;
}

export type Mark = [number, number, string];
export type Decided = 'confirm' | 'reject' | null;

export interface Claim {
  id: string;
  status: string;
  confidence: number;
  rule: string;
  ruleDescription: string | null;
  role: string | null;
  since: string | null;
  until: string | null;
  on: string | null;
  speaker: { key: string | null; name: string } | null;
  sentence: string;
  marks: Mark[];
  article: Article;
  place: string; // in its file: "page 3, scan"
  decided: Decided;
  twins: Twin[];
}

/** What the same words were read as besides. */
export interface Twin {
  id: string;
  label: string;
  value: string | null;
}

export interface FactDetail extends Fact {
  evidence: Claim[];
  hidden: number;
}

export interface TimelineItem {
  fact: string;
  relation: string;
  label: string;
  other: Ref | null;
  outgoing: boolean;
  value: string | null;
  role: string | null;
  since: string | null;
  until: string | null;
  on: string | null;
  earliest: string | null;
  latest: string | null;
  when: string;
  status: string; // `when` is its time in words
}

export interface EntityDetail {
  key: string;
  iri: string;
  type: string;
  name: string;
  aliases: string[];
  formerKeys: string[];
  note: string | null;
  known: { id: string; name: string; topics: string[]; reason: string }[]; // entries of known lists
  place: {
    latitude: number;
    longitude: number;
    wikidata: string | null;
    country: string | null;
    kind: string | null;
  } | null;
  facts: Fact[];
  timeline: TimelineItem[];
  neighbours: (Ref & { facts: number; sentences: number })[];
  neighbourCount: number; // of all, where only the first are listed
  articles: (Article & { mentions: number })[];
  articleCount: number;
  undecided: { other: Ref; score: number; reasons: string[] }[];
}

/** An entity as one article knows it: `id` ("ARTICLE#e3") names it in decisions. */
export interface Member {
  id: string;
  name: string;
  article: Article;
}

export interface Pair {
  a: Ref;
  b: Ref;
  facts: FactDetail[];
  together: { sentence: string; marks: Mark[]; article: Article }[];
}

export interface ArticleDetail extends Article {
  text: string;
  skips: [number, number, string][];
  mentions: {
    start: number;
    end: number;
    type: string;
    kind: string;
    key: string | null;
    name: string | null;
    why: string;
  }[];
  claims: {
    id: string;
    fact: string | null;
    relation: string;
    label: string;
    status: string;
    evidence: [number, number];
    subject: [number, number];
    object: [number, number];
    subjectKey: string | null;
    objectKey: string | null;
    value: string | null;
    since: string | null;
    until: string | null;
    on: string | null;
    byHand: boolean;
    rejected: boolean;
    twins: Twin[];
  }[];
  quotes: { start: number; end: number; speaker: { key: string | null; name: string } | null; direct: boolean }[];
  duplicates: string[];
}

/** Several entities on one axis; `without` have nothing on it, `left` are more than it holds. */
export interface Times {
  lanes: (Ref & { moments: TimelineItem[] })[];
  without: number;
  left: number;
}

/** A place with the facts at it; `count` of all, where only the first are listed. */
export interface Spot extends Ref {
  line: string;
  latitude: number;
  longitude: number;
  count: number;
  facts: Fact[];
}

export interface Spots {
  spots: Spot[];
  unknown: Ref[];
}
