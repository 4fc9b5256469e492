import { fill, h, truncate } from '../dom';
import type { Graph } from './data';
import type { ViewState } from './viewstate';

const COMMUNITIES = 6;

/** What colours and strokes mean, for what is shown now. */
export function legend(
  element: HTMLElement,
  graph: Graph,
  state: ViewState,
  shown: readonly number[],
  together: boolean,
): void {
  const colours = state.colour === 'type' ? types(graph, shown) : communities(graph, shown);
  const statuses = graph.meta.statuses.filter(({ id }) => id !== 'asserted' && state.filters.statuses.has(id));
  const row = (swatch: string, label: string): HTMLElement =>
    h('li', {}, h('span', { class: swatch, 'aria-hidden': 'true' }), h('bdi', {}, label));
  fill(
    element,
    colours.map(([swatch, label]) => row(swatch, label)),
    state.filters.statuses.has('asserted') &&
      row('stroke stroke-asserted', graph.meta.statuses.find(({ id }) => id === 'asserted')?.label ?? 'asserted'),
    statuses.map((status) => row(`stroke stroke-${status.id}`, status.label)),
    together && row('stroke stroke-together', 'named in one sentence'),
  );
}

function types(graph: Graph, shown: readonly number[]): [string, string][] {
  const there = new Set(shown.map((node) => graph.type[node]));
  return graph.meta.types
    .filter(({ id }) => there.has(id))
    .map(({ id, label }) => [`dot type-${id.toLowerCase()}`, label]);
}

function communities(graph: Graph, shown: readonly number[]): [string, string][] {
  const counts = new Map<number, number>();
  for (const node of shown) counts.set(graph.community[node], (counts.get(graph.community[node]) ?? 0) + 1);
  const labels = new Map(graph.meta.communities.map(({ id, label }) => [id, label]));
  const ranked = [...counts.keys()]
    .filter((id) => id < 12)
    .sort((a, b) => (counts.get(b) as number) - (counts.get(a) as number) || a - b);
  const rows = ranked
    .slice(0, COMMUNITIES)
    .map((id): [string, string] => [
      `dot community-${id}`,
      `around ${truncate(labels.get(id) ?? String(id), undefined, 26)}`,
    ]);
  return counts.size > rows.length ? [...rows, ['dot', 'others']] : rows;
}
