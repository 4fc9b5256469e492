/** The server's answers that draw the network: what there is to choose from, entities and facts in columns. */

export interface Ref {
  key: string;
  name: string;
  type: string;
}
export interface Counted {
  id: string;
  count: number;
}
export interface Labelled extends Counted {
  label: string;
}
export interface Relation extends Labelled {
  help: string;
  inverse: string | null;
  symmetric: boolean;
  kind: 'office' | 'organization' | 'meeting' | 'place' | 'family' | 'conflict' | 'other';
}
/** A relation of the ontology: what it may join, whether its object is a text, or a date. */
export interface Known {
  id: string;
  label: string;
  help: string;
  domain: string[];
  range: string[];
  symmetric: boolean;
  literal: boolean;
  dated: boolean;
}
export interface Community {
  id: number;
  label: string;
  size: number;
}
export interface Meta {
  generation: number;
  title: string;
  version: string;
  base: string;
  counts: { articles: number; entities: number; facts: number; claims: number };
  types: Labelled[];
  relations: Relation[]; // those of the graph
  vocabulary: Known[]; // all that there may be
  statuses: Labelled[];
  sources: Counted[];
  months: { month: string; count: number }[];
  communities: Community[];
}

export interface Network {
  generation: number;
  total: { nodes: number; edges: number };
  types: string[];
  statuses: string[];
  relations: string[];
  sources: string[];
  nodes: {
    key: string[];
    name: string[];
    type: number[];
    x: number[];
    y: number[];
    weight: number[];
    community: number[];
    degree: number[];
  };
  edges: {
    id: string[];
    source: number[];
    target: number[];
    relation: number[];
    status: number[];
    confidence: number[];
    support: number[];
    sources: number[][];
    first: (string | null)[];
    last: (string | null)[];
    begins: (string | null)[]; // the time that a fact speaks of
    ends: (string | null)[];
  };
}

export interface Together {
  source: string[];
  target: string[];
  count: number[];
}
