/** The server's answers to searches and queries, the first screen, decisions and saved views. */

import type { Article, Fact } from './facts';
import type { Ref } from './network';

/** A named query that a search asks for, with its parameters. */
export interface Asked {
  query: string;
  title: string;
  purpose: string;
  parameters: Record<string, string>;
  within: string[]; // parameters whose inner places count, too
}
export type FoundEntity = Ref & { matched: string; degree: number; articles: number; line: string };
export interface SearchAnswer {
  entities: FoundEntity[];
  questions: Asked[];
  pairs: { a: Ref; b: Ref }[];
  sentences: { text: string; marks: [number, number][]; article: Article; fact: string | null }[];
  articles: (Article & { text: string; marks: [number, number][] })[];
}

/** The first screen: who is in the news, which groups hang together, what to look at first. */
export interface Story {
  articles: number;
  months: { month: string; count: number }[];
  ranking: Record<string, (Ref & { articles: number; line: string })[]>;
  communities: { bubbles: Bubble[]; edges: { ends: [number, number]; count: number; facts: Fact[] }[] };
  small: { groups: number; entities: number; alone: number; listed: { names: Ref[]; size: number; opens: string[] }[] };
  first: Record<'newest' | 'several' | 'disagreements' | 'single', { count: number; facts: DatedFact[] }>;
  duplicates: { count: number; pairs: { left: Ref; right: Ref }[] };
}
export type DatedFact = Fact & { published: string | null };
export interface Bubble {
  names: Ref[];
  size: number;
  articles: number;
  kinds: Record<string, number>;
  circle: [x: number, y: number, radius: number];
  opens: string[];
}

/** `steps` are facts, none where two are only named in one sentence; a trivial path runs over where things lie or come from. */
export interface Paths {
  paths: { nodes: Ref[]; steps: string[][]; sentences: number[]; trivial: boolean }[];
}

export interface QueryParameter {
  name: string;
  type: string;
  help: string;
  default: string | null;
  required: boolean;
}
export interface NamedQuery {
  name: string;
  title: string;
  purpose: string;
  inferred: boolean;
  parameters: QueryParameter[];
  text: string;
}
/** A term; `key`, `fact`, `article`, `claim` say what it names. */
export interface Cell {
  value: string;
  kind: string;
  datatype: string | null;
  language: string | null;
  key?: string;
  name?: string;
  fact?: string;
  subject?: string;
  article?: string;
  claim?: string;
}
/** What lies near an entity that was asked for in vain. */
export interface Near {
  parameter: string;
  entity: Ref;
  wider: Ref[];
  narrower: Ref[];
  statuses: Record<string, number>;
}
export interface Table {
  variables: string[];
  rows: (Cell | null)[][];
  near?: Near[];
}
export type Word = string | readonly [number, number] | null;
export interface Decision {
  line: number;
  kind: string;
  words: string[];
  text: string;
}
export interface Decisions {
  generation: number;
  line?: number;
  unmatched?: string[];
}
export interface SavedView {
  name: string;
  note: string;
  view: string; // the query string of its address
}
export interface Undecided {
  left: Ref;
  right: Ref;
  score: number;
  reasons: string[];
}
