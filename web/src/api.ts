/** How the server's answers are asked for. */

import type {
  Decision,
  Decisions,
  NamedQuery,
  Paths,
  SavedView,
  SearchAnswer,
  Story,
  Table,
  Undecided,
  Word,
} from './answers/asking';
import type { Article, ArticleDetail, EntityDetail, FactDetail, Member, Pair, Spots, Times } from './answers/facts';
import type { Meta, Network, Ref, Together } from './answers/network';

export type * from './answers/asking';
export type * from './answers/facts';
export type * from './answers/network';

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
  times: async (of: { entities: string[] }, signal?: AbortSignal) =>
    (await (await post('/api/times', { entities: of.entities }, signal)).json()) as Times,
  spots: async (of: { entities: string[]; facts: string[] }, signal?: AbortSignal) =>
    (await (await post('/api/spots', of, signal)).json()) as Spots,
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
