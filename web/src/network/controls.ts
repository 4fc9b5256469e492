/** The filters: made once for a graph, then only brought up to date, so that the focus stays. */

import { fill, h, truncate, uniqueId, type Child } from '../dom';
import type { Graph } from './data';
import { histogram } from './histogram';
import { EVERYTHING, isOn, NO_FILTERS, toggled, type Choice, type Filters, type ViewState } from './viewstate';

export interface Controls {
  element: HTMLElement;
  update: (state: ViewState) => void;
}
type Change = (change: Partial<ViewState>) => void;

interface Item {
  id: string;
  label: string;
  count: number;
  swatch?: string;
  help?: string;
}
interface ListOptions {
  title: string;
  items: readonly Item[];
  choice: (state: ViewState) => (id: string) => boolean;
  toggle: (state: ViewState, id: string) => Filters;
  only: (state: ViewState, id: string) => Filters;
  every: (state: ViewState, on: boolean) => Filters;
  open?: boolean;
}

const SHORT = 12;
type Part = { element: HTMLElement; update: (state: ViewState) => void };

export function controls(graph: Graph, change: Change, show: (key: string) => void): Controls {
  const { meta } = graph;
  let state: ViewState | null = null;
  const filter = (filters: Filters): void => change({ filters });
  const now = (): ViewState => state as ViewState;
  const picked = (title: string, name: 'types' | 'relations' | 'sources', items: readonly Item[], open = true): Part =>
    checkList(
      {
        title,
        items,
        open,
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
    looks(change),
    picked(
      'Entities',
      'types',
      meta.types.map((type) => ({ ...type, swatch: `dot type-${type.id.toLowerCase()}` })),
    ),
    statusList(graph, now, filter),
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
      meta.sources.length > 1,
    ),
    hiddenList(graph, change, show),
  ];
  const reset = h('button', { type: 'button', class: 'small', onclick: () => filter(NO_FILTERS) }, 'Reset filters');
  const element = h(
    'div',
    { class: 'controls' },
    parts.map((part) => part.element),
    h('p', { class: 'reset' }, reset),
  );
  return {
    element,
    update: (next) => {
      state = next;
      parts.forEach((part) => part.update(next));
      reset.disabled = next.filters === NO_FILTERS;
    },
  };
}

function group(title: string, open: boolean, ...children: readonly Child[]): HTMLElement {
  return h('details', { class: 'group', open }, h('summary', {}, title), children);
}

function checkList(options: ListOptions, now: () => ViewState, change: (filters: Filters) => void): Part {
  const boxes = new Map<string, HTMLInputElement>();
  const rows = options.items.map((item) => {
    const id = uniqueId('filter');
    const box = h('input', {
      type: 'checkbox',
      id,
      'data-filter': item.id,
      onchange: () => change(options.toggle(now(), item.id)),
    });
    boxes.set(item.id, box);
    const only = h(
      'button',
      {
        type: 'button',
        class: 'only quiet small',
        'aria-label': `Only ${item.label}`,
        onclick: () => change(options.only(now(), item.id)),
      },
      'only',
    );
    return h(
      'li',
      { title: item.help ?? null },
      box,
      h(
        'label',
        { for: id },
        item.swatch && h('span', { class: item.swatch, 'aria-hidden': 'true' }),
        h('bdi', {}, truncate(item.label, item.id, 40)),
      ),
      options.items.length > 1 && only,
      h('span', { class: 'count' }, item.count.toLocaleString('en')),
    );
  });
  rows.slice(SHORT).forEach((row) => {
    row.hidden = true;
  });
  const more =
    rows.length > SHORT &&
    h(
      'button',
      {
        type: 'button',
        class: 'link small',
        onclick: (event: Event) => {
          rows.forEach((row) => {
            row.hidden = false;
          });
          (event.target as HTMLElement).remove();
        },
      },
      `All ${rows.length} …`,
    );
  const all = (on: boolean, label: string): HTMLElement =>
    h(
      'button',
      {
        type: 'button',
        class: 'link small',
        'aria-label': `${label}: ${options.title}`,
        onclick: () => change(options.every(now(), on)),
      },
      label,
    );
  const tools = rows.length > 2 && h('p', { class: 'tools' }, all(true, 'All'), all(false, 'None'));
  const element = group(options.title, options.open ?? true, tools, h('ul', {}, rows), more);
  const update = (state: ViewState): void => {
    const on = options.choice(state);
    for (const [id, box] of boxes) box.checked = on(id);
  };
  return { element, update };
}

function statusList(graph: Graph, now: () => ViewState, change: (filters: Filters) => void): Part {
  const items = graph.meta.statuses.map((status) => ({
    ...status,
    swatch: `stroke stroke-${status.id.replace(/[^a-z]/g, '')}`,
  }));
  const withStatuses = (state: ViewState, statuses: Iterable<string>): Filters => ({
    ...state.filters,
    statuses: new Set(statuses),
  });
  return checkList(
    {
      title: 'Status',
      items,
      choice:
        ({ filters }) =>
        (id) =>
          filters.statuses.has(id),
      toggle: (state, id) => {
        const statuses = new Set(state.filters.statuses);
        if (!statuses.delete(id)) statuses.add(id);
        return withStatuses(state, statuses);
      },
      only: (state, id) => withStatuses(state, [id]),
      every: (state, on) => withStatuses(state, on ? items.map((item) => item.id) : []),
    },
    now,
    change,
  );
}

function confidence(now: () => ViewState, change: (filters: Filters) => void): Part {
  const id = uniqueId('confidence');
  const output = h('output', { for: id });
  const slider = h('input', {
    type: 'range',
    id,
    min: 0,
    max: 100,
    step: 1,
    'aria-label': 'Confidence at least, in per cent',
  });
  const say = (): void => {
    output.textContent = `at least ${slider.value} %`;
  };
  slider.addEventListener('input', say);
  slider.addEventListener('change', () => change({ ...now().filters, confidence: Number(slider.value) }));
  const element = group('Confidence', true, h('p', { class: 'slider' }, slider, output));
  return {
    element,
    update: ({ filters }) => {
      slider.value = String(filters.confidence);
      say();
    },
  };
}

function dates(graph: Graph, now: () => ViewState, change: (filters: Filters) => void): Part {
  const months = graph.meta.months.filter(({ month }) => month);
  const undatedCount = graph.meta.months.find(({ month }) => !month)?.count ?? 0;
  const id = uniqueId('undated');
  const undated = h('input', {
    type: 'checkbox',
    id,
    onchange: () => change({ ...now().filters, undated: undated.checked }),
  });
  const chart = histogram(months, (from, to) => change({ ...now().filters, from, to }));
  const element = group(
    'Published',
    true,
    months.length ? chart.element : h('p', { class: 'faint' }, 'No article has a date.'),
    undatedCount > 0 &&
      h(
        'ul',
        {},
        h(
          'li',
          {},
          undated,
          h('label', { for: id }, 'Without a date'),
          h('span', { class: 'count' }, undatedCount.toLocaleString('en')),
        ),
      ),
  );
  return {
    element,
    update: ({ filters }) => {
      undated.checked = filters.undated;
      chart.update(filters.from, filters.to);
    },
  };
}

function looks(change: Change): Part {
  const select = (
    label: string,
    name: 'colour' | 'size',
    values: readonly (readonly [string, string])[],
  ): HTMLSelectElement =>
    h(
      'select',
      {
        'aria-label': label,
        onchange: (event: Event) => change({ [name]: (event.target as HTMLSelectElement).value } as Partial<ViewState>),
      },
      values.map(([value, text]) => h('option', { value }, text)),
    );
  const colour = select('Colour by', 'colour', [
    ['type', 'Type'],
    ['community', 'Community'],
  ]);
  const size = select('Size by', 'size', [
    ['importance', 'Importance'],
    ['degree', 'Number of facts'],
  ]);
  const id = uniqueId('together');
  const together = h('input', { type: 'checkbox', id, onchange: () => change({ together: together.checked }) });
  const element = group(
    'View',
    true,
    h('p', { class: 'pair' }, h('label', {}, 'Colour ', colour), h('label', {}, 'Size ', size)),
    h(
      'ul',
      {},
      h(
        'li',
        { title: 'Says nothing of how the two are related' },
        together,
        h(
          'label',
          { for: id },
          h('span', { class: 'stroke stroke-together', 'aria-hidden': 'true' }),
          'Named in the same sentence',
        ),
      ),
    ),
  );
  return {
    element,
    update: (state) => {
      colour.value = state.colour;
      size.value = state.size;
      together.checked = state.together ?? false;
    },
  };
}

function hiddenList(graph: Graph, change: Change, show: (key: string) => void): Part {
  const list = h('ul', { class: 'hidden-entities' });
  const all = h(
    'button',
    { type: 'button', class: 'link small', onclick: () => change({ hidden: new Set() }) },
    'Show all again',
  );
  const element = group('Hidden by you', true, list, all);
  const update = (state: ViewState): void => {
    element.hidden = state.hidden.size === 0;
    fill(
      list,
      [...state.hidden].map((key) => {
        const node = graph.node(key);
        const name = truncate(node === undefined ? key : graph.name[node], key);
        return h(
          'li',
          {},
          h('bdi', {}, name),
          h(
            'button',
            { type: 'button', class: 'only quiet small', 'aria-label': `Show ${name} again`, onclick: () => show(key) },
            'show',
          ),
        );
      }),
    );
  };
  return { element, update };
}
