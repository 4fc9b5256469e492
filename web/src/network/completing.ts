/** What a view needs of the server beyond the network itself. */

import { api, ApiError } from '../api';
import { notice, truncate } from '../dom';
import type { Graph } from './data';
import type { PairCount } from './scene';
import type { ViewState } from './viewstate';
import { centreOf, wantsTogether } from './visible';

/** Load parts of a large graph that `state` speaks of; `rename` is told the keys of today, null where one is gone. */
export async function complete(
  graph: Graph,
  state: ViewState,
  rename: (key: string, to: string | null) => void,
  signal: AbortSignal,
): Promise<void> {
  const selected = state.selected?.kind === 'node' ? [state.selected.key] : [];
  const growth = state.growth.map(({ key }) => key);
  const named = [...state.start, ...state.only, ...growth, ...(state.path ?? []), ...selected];
  for (const key of new Set(named.filter((one) => graph.node(one) === undefined))) {
    try {
      graph.merge(await api.neighbours(key, signal));
      if (graph.node(key) === undefined) rename(key, (await api.entity(key, signal)).key);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
      notice(`There is no entity ${truncate(key, key, 60)} in this graph any more.`);
      rename(key, null);
    }
  }
}

/** `state` with another key (or none) where it names `key`. */
export function renamed(state: ViewState, key: string, to: string | null): ViewState {
  const map = (one: string): string[] => (one !== key ? [one] : to === null ? [] : [to]);
  const [a, b] = (state.path ?? []).flatMap(map);
  const chosen = state.selected?.kind === 'node' ? map(state.selected.key)[0] : undefined;
  return {
    ...state,
    start: state.start.flatMap(map),
    only: state.only.flatMap(map),
    growth: state.growth.flatMap((growth) => map(growth.key).map((found) => ({ ...growth, key: found }))),
    path: a && b ? [a, b] : null,
    selected: state.selected?.kind !== 'node' ? state.selected : chosen ? { kind: 'node', key: chosen } : null,
  };
}

/** Who is named in one sentence with whom, and what of: all, the entity of a key, or nothing. */
export interface Cooccurring {
  of: string;
  found: PairCount[];
}

export const NO_PAIRS: Cooccurring = { of: '', found: [] };

/** What co-occurs as far as the view shows it: `before` where that is still it. */
export async function cooccurring(
  graph: Graph,
  state: ViewState,
  before: Cooccurring,
  signal: AbortSignal,
): Promise<Cooccurring> {
  const centre = centreOf(graph, state);
  const of = !wantsTogether(graph, state) ? '' : centre === null ? 'all' : graph.key[centre];
  if (of === before.of) return before;
  const found = of === '' ? null : of === 'all' ? await api.together(undefined, signal) : await api.beside(of, signal);
  const pairs = (found?.source ?? []).flatMap((key, i): PairCount[] => {
    const [a, b] = [graph.node(key), graph.node(found?.target[i] ?? '')];
    return a === undefined || b === undefined ? [] : [{ a, b, count: found?.count[i] ?? 0 }];
  });
  return { of, found: pairs };
}
