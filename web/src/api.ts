/** The server's answers, typed, and how they are asked for. */

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

/** What the server, or the way there, did not like: `status` 0 means that it did not answer. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

type Query = Readonly<Record<string, string | number | null | undefined>>;

let generation: string | null = null;
const watchers = new Set<(generation: string) => void>();

/** Call `watcher` whenever an answer comes from another generation of the graph than the last one. */
export function onGeneration(watcher: (generation: string) => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** GET a path of the API. */
export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  const response = await request(path + (parts.length ? `?${parts.join('&')}` : ''), { signal });
  return (await response.json()) as T;
}

/** POST a JSON body; the answer is left to the caller, who may want a file. */
export function post(path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  const headers = { 'Content-Type': 'application/json' };
  return request(path, { method: 'POST', headers, body: JSON.stringify(body), signal });
}

/** Send a request; anything but a 2xx becomes an ApiError with the server's own words. */
export async function request(
  path: string,
  init: RequestInit & { signal?: AbortSignal | undefined },
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init, signal: init.signal ?? null });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, 'The server does not answer. Is "kg serve" still running?');
  }
  watch(response.headers.get('X-KG-Generation'));
  if (!response.ok) throw new ApiError(response.status, await reason(response));
  return response;
}

function watch(found: string | null): void {
  if (found === null || found === generation) return;
  const changed = generation !== null;
  generation = found;
  if (changed) for (const watcher of watchers) watcher(found);
}

async function reason(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const body = JSON.parse(text) as { error?: unknown };
    if (typeof body.error === 'string') return body.error;
  } catch {
    // not JSON: the status says enough
  }
  return `The server answered ${response.status} ${response.statusText}`.trim();
}

/** Whether an error only says that its request was given up. */
export function aborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

export const api = {
  story: (from: string | null, to: string | null, signal?: AbortSignal) =>
    get<Story>('/api/story', { from, to }, signal),
  meta: (signal?: AbortSignal) => get<Meta>('/api/meta', {}, signal),
  network: (limit?: number, signal?: AbortSignal) => get<Network>('/api/network', { limit }, signal),
  together: (limit?: number, signal?: AbortSignal) => get<Together>('/api/together', { limit }, signal),
  beside: (key: string, signal?: AbortSignal) => get<Together>('/api/together', { key }, signal),
  neighbours: (key: string, signal?: AbortSignal) => get<Network>('/api/neighbours', { key }, signal),
  entity: (key: string, signal?: AbortSignal) => get<EntityDetail>('/api/entity', { key }, signal),
  members: (key: string, signal?: AbortSignal) =>
    get<Ref & { members: Member[]; hidden: number }>('/api/members', { key }, signal),
  fact: (id: string, signal?: AbortSignal, limit?: number) => get<FactDetail>('/api/fact', { id, limit }, signal),
  pair: (a: string, b: string, signal?: AbortSignal) => get<Pair>('/api/pair', { a, b }, signal),
  article: (id: string, signal?: AbortSignal) => get<ArticleDetail>('/api/article', { id }, signal),
  articles: (signal?: AbortSignal) =>
    get<(Article & { entities: number; facts: number })[]>('/api/articles', {}, signal),
  search: (q: string, limit?: number, signal?: AbortSignal) => get<SearchAnswer>('/api/search', { q, limit }, signal),
  paths: (
    a: string,
    b: string,
    query: { limit?: number; statuses?: string; longest?: number } = {},
    signal?: AbortSignal,
  ) => get<Paths>('/api/paths', { a, b, ...query }, signal),
  queries: (signal?: AbortSignal) => get<NamedQuery[]>('/api/queries', {}, signal),
  query: async (name: string, parameters: Record<string, string>, within: readonly string[], signal?: AbortSignal) =>
    (await (await post('/api/query', { name, parameters, within }, signal)).json()) as Table,
  decisions: (signal?: AbortSignal) => get<Decision[]>('/api/decisions', {}, signal),
  /** A stretch that is marked stands as [start, end], the sentence around it as null. */
  decide: async (kind: string, words: readonly Word[]) =>
    (await (await post('/api/decisions', { kind, words })).json()) as Decisions,
  undo: async (
    line: number,
    text?: string, // with `text` only if the line still says so
  ) =>
    (await (
      await request(`/api/decisions/${line}${text === undefined ? '' : `?text=${encodeURIComponent(text)}`}`, {
        method: 'DELETE',
        headers: { 'X-KG': '1' },
      })
    ).json()) as Decisions,
  views: (signal?: AbortSignal) => get<SavedView[]>('/api/views', {}, signal),
  saveView: async (view: SavedView) => (await (await post('/api/views', view)).json()) as SavedView[],
  dropView: async (name: string) =>
    (await (
      await request(`/api/views?name=${encodeURIComponent(name)}`, { method: 'DELETE', headers: { 'X-KG': '1' } })
    ).json()) as SavedView[],
  undecided: (limit?: number, signal?: AbortSignal) => get<Undecided[]>('/api/undecided', { limit }, signal),
  exportView: (format: string, view: { entities: string[]; facts: string[] | null }, title?: string) =>
    post('/api/export', { format, ...view, title }),
  dossier: (format: string, entities: string[], title?: string) => post('/api/dossier', { format, entities, title }),
};
