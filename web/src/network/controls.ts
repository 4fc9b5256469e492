/** The filters: made once for a graph, then only brought up to date, so that the focus stays. */

import { h } from '../dom';
import { checkList, type Item, type Part } from './chips';
import type { Graph } from './data';
import { confidence, dates, hiddenList, looks, statusList, support } from './filters';
import { EVERYTHING, isOn, NO_FILTERS, toggled, write, type Choice, type Filters, type ViewState } from './viewstate';

export interface Controls {
  element: HTMLElement;
  update: (state: ViewState, shown: Shown) => void;
}
export type Change = (change: Partial<ViewState>) => void;

/** How much of everything the view holds. */
export interface Shown {
  types: ReadonlyMap<string, number>;
  statuses: ReadonlyMap<string, number>;
  relations: ReadonlyMap<string, number>;
  sources: ReadonlyMap<string, number>;
  several: number;
  one: number;
}

/** Counts of the entities and facts of a view. */
export function countShown(graph: Graph, nodes: readonly number[], edges: readonly number[]): Shown {
  const tally = (values: Iterable<string>): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  };
  const several = edges.filter((edge) => graph.support[edge] > 1).length;
  return {
    types: tally(nodes.map((node) => graph.type[node])),
    statuses: tally(edges.map((edge) => graph.status[edge])),
    relations: tally(edges.map((edge) => graph.relation[edge])),
    sources: tally(edges.flatMap((edge) => graph.sources[edge])),
    several,
    one: edges.length - several,
  };
}

export function controls(graph: Graph, change: Change, show: (key: string) => void): Controls {
  const { meta } = graph;
  let state: ViewState | null = null;
  const filter = (filters: Filters): void => change({ filters });
  const now = (): ViewState => state as ViewState;
  const picked = (title: string, name: 'types' | 'relations' | 'sources', items: readonly Item[]): Part =>
    checkList(
      {
        title,
        items,
        counts: (shown) => shown[name],
        choice:
          ({ filters }) =>
          (id) =>
            isOn(filters[name], id),
        toggle: ({ filters }, id) => ({ ...filters, [name]: toggled(filters[name], id) }),
        only: ({ filters }, id) => ({ ...filters, [name]: { only: true, values: new Set([id]) } satisfies Choice }),
        every: ({ filters }, on) => ({
          ...filters,
          [name]: on ? EVERYTHING : { only: true, values: new Set<string>() },
        }),
      },
      now,
      filter,
    );
  const parts: Part[] = [
    looks(graph, change),
    picked(
      'Type',
      'types',
      meta.types.map((type) => ({ ...type, swatch: `dot type-${type.id.toLowerCase()}` })),
    ),
    statusList(graph, now, filter),
    support(now, filter),
    confidence(now, filter),
    dates(graph, now, filter),
    picked(
      'Relations',
      'relations',
      meta.relations.filter(({ id }) => graph.used.has(id)),
    ),
    picked(
      'Sources',
      'sources',
      meta.sources.map(({ id, count }) => ({ id, count, label: id || 'unknown' })),
    ),
    hiddenList(graph, change, show),
  ];
  const reset = h(
    'button',
    { type: 'button', class: 'small quiet', 'aria-label': 'Reset filters', onclick: () => filter(NO_FILTERS) },
    'Reset',
  );
  const element = h(
    'div',
    { class: 'controls' },
    parts.map((part) => part.element),
    h('p', { class: 'reset' }, reset),
  );
  return {
    element,
    update: (next, shown) => {
      state = next;
      parts.forEach((part) => part.update(next, shown));
      reset.disabled = write({ ...next, filters: NO_FILTERS }) === write(next);
    },
  };
}
