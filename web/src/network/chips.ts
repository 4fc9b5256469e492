/** Chips that open to a filter, and lists of boxes to check in them. */

import { h, truncate, uniqueId, type Child } from '../dom';
import type { Shown } from './controls';
import type { Filters, ViewState } from './viewstate';

export interface Item {
  id: string;
  label: string;
  count: number;
  swatch?: string;
  help?: string;
}
export interface ListOptions {
  title: string;
  items: readonly Item[];
  choice: (state: ViewState) => (id: string) => boolean;
  toggle: (state: ViewState, id: string) => Filters;
  only: (state: ViewState, id: string) => Filters;
  every: (state: ViewState, on: boolean) => Filters;
  counts: (shown: Shown) => ReadonlyMap<string, number>;
}

const SHORT = 12;
export type Part = { element: HTMLElement; update: (state: ViewState, shown: Shown) => void };

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
export function group(
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

export function checkList(options: ListOptions, now: () => ViewState, change: (filters: Filters) => void): Part {
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
