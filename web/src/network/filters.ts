/** The filters one by one: status, support, confidence, date; how the view looks and what it hides. */

import { fill, h, truncate, uniqueId } from '../dom';
import { checkList, group, type Part } from './chips';
import type { Change } from './controls';
import type { Graph } from './data';
import { histogram } from './histogram';
import type { Filters, ViewState } from './viewstate';
import { wantsTogether } from './visible';

export function statusList(graph: Graph, now: () => ViewState, change: (filters: Filters) => void): Part {
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
export function support(now: () => ViewState, change: (filters: Filters) => void): Part {
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

export function confidence(now: () => ViewState, change: (filters: Filters) => void): Part {
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

export function dates(graph: Graph, now: () => ViewState, change: (filters: Filters) => void): Part {
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

export function looks(graph: Graph, change: Change): Part {
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

export function hiddenList(graph: Graph, change: Change, show: (key: string) => void): Part {
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
