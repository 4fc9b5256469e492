/** The filters: made once for a graph, then only brought up to date, so that the focus stays. */

import { fill, h, truncate, uniqueId, type Child } from '../dom';
import type { Graph } from './data';
import { histogram } from './histogram';
import { wantsTogether } from './visible';
import { EVERYTHING, isOn, NO_FILTERS, toggled, write, type Choice, type Filters, type ViewState } from './viewstate';

export interface Controls {
  element: HTMLElement;
  update: (state: ViewState, shown: Shown) => void;
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
  counts: (shown: Shown) => ReadonlyMap<string, number>;
}

const SHORT = 12;
type Part = { element: HTMLElement; update: (state: ViewState, shown: Shown) => void };

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

/** Move what a chip opens to so far that it is in sight. */
function keepInside(chip: HTMLElement): void {
  const body = chip.querySelector<HTMLElement>('.group-body');
  if (!body) return;
  body.style.transform = '';
  const over =
    body.getBoundingClientRect().right - (chip.closest('.filters')?.getBoundingClientRect().right ?? innerWidth) + 8;
  if (over > 0) body.style.transform = `translateX(${-over}px)`;
}

/** A chip that opens to its filter; `say` tells on it what is chosen. */
function group(
  title: string,
  ...children: readonly Child[]
): { element: HTMLDetailsElement; say: (text: string) => void } {
  const chosen = h('span', { class: 'chosen-filter' });
  const element = h(
    'details',
    { class: 'group', name: 'filter' },
    h('summary', {}, title, chosen),
    h('div', { class: 'group-body' }, children),
  );
  element.addEventListener('focusout', (event) => {
    const to = event.relatedTarget as Node | null;
    if (to && !element.contains(to)) element.open = false;
  });
  const outside = (event: Event): void => {
    if (!element.contains(event.target as Node)) element.open = false;
  };
  element.addEventListener('toggle', () => {
    if (element.open) document.addEventListener('pointerdown', outside, { capture: true });
    if (element.open) keepInside(element);
    else document.removeEventListener('pointerdown', outside, { capture: true });
  });
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !element.open) return;
    element.open = false;
    element.querySelector('summary')?.focus();
    event.stopPropagation();
  });
  return {
    element,
    say: (text) => {
      chosen.textContent = text && `: ${text}`;
      element.classList.toggle('narrowed', text !== '');
    },
  };
}

function checkList(options: ListOptions, now: () => ViewState, change: (filters: Filters) => void): Part {
  const boxes = new Map<string, HTMLInputElement>();
  const counters = new Map<string, HTMLElement>();
  const rows = options.items.map((item) => {
    const id = uniqueId('filter');
    const box = h('input', {
      type: 'checkbox',
      id,
      'data-filter': item.id,
      onchange: () => change(options.toggle(now(), item.id)),
    });
    boxes.set(item.id, box);
    const counter = h('span', { class: 'count', title: `${item.count.toLocaleString('en')} in all` });
    counters.set(item.id, counter);
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
      counter,
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
  const { element, say } = group(options.title, tools, h('ul', {}, rows), more);
  const labels = new Map(options.items.map(({ id, label }) => [id, label]));
  const update = (state: ViewState, shown: Shown): void => {
    const on = options.choice(state);
    const counts = options.counts(shown);
    for (const [id, box] of boxes) box.checked = on(id);
    for (const [id, counter] of counters) counter.textContent = (counts.get(id) ?? 0).toLocaleString('en');
    const chosen = options.items.filter(({ id }) => on(id));
    say(
      chosen.length === options.items.length
        ? ''
        : chosen.length === 1
          ? (labels.get(chosen[0].id) ?? '')
          : `${chosen.length} of ${options.items.length}`,
    );
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
      counts: (shown) => shown.statuses,
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

const SUPPORT: readonly (readonly [Filters['support'], string])[] = [
  ['any', 'Any number'],
  ['several', 'Several articles'],
  ['one', 'One article only'],
];

/** By how many articles a fact is said. */
function support(now: () => ViewState, change: (filters: Filters) => void): Part {
  const name = uniqueId('support');
  const counters = new Map(SUPPORT.map(([id]) => [id, h('span', { class: 'count' })]));
  const boxes = SUPPORT.map(([id, label]) => {
    const box = h('input', {
      type: 'radio',
      name,
      id: `${name}-${id}`,
      value: id,
      onchange: () => change({ ...now().filters, support: id }),
    });
    return { id, box, row: h('li', {}, box, h('label', { for: box.id }, label), counters.get(id)) };
  });
  const { element, say } = group(
    'Support',
    h(
      'ul',
      {},
      boxes.map(({ row }) => row),
    ),
  );
  return {
    element,
    update: ({ filters }, shown) => {
      for (const { id, box } of boxes) box.checked = filters.support === id;
      const counts = { any: shown.several + shown.one, several: shown.several, one: shown.one };
      for (const [id, counter] of counters) counter.textContent = counts[id].toLocaleString('en');
      say(filters.support === 'any' ? '' : (SUPPORT.find(([id]) => id === filters.support)?.[1].toLowerCase() ?? ''));
    },
  };
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
  const { element, say: tell } = group('Confidence', h('p', { class: 'slider' }, slider, output));
  return {
    element,
    update: ({ filters }) => {
      slider.value = String(filters.confidence);
      say();
      tell(filters.confidence ? `${filters.confidence} %` : '');
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
  const { element, say } = group(
    'Date',
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
      say([filters.from, filters.to].filter(Boolean).join(' – ') || (filters.undated ? '' : 'dated'));
    },
  };
}

function looks(graph: Graph, change: Change): Part {
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
  const { element } = group(
    'View',
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
      together.checked = state.together ?? wantsTogether(graph, state);
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
  const { element, say } = group('Hidden by you', list, all);
  const update = (state: ViewState): void => {
    element.hidden = state.hidden.size === 0;
    say(String(state.hidden.size));
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
