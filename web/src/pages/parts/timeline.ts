/** Offices and dated facts of an entity as bars on one axis; how exact a date is shows in its bar's ends. */

import type { TimelineItem } from '../../api';
import { h, truncate } from '../../dom';
import { statusBadge } from '../../panel/evidence';
import { days, firstDayOf, yearOf, type Days } from './edtf';

const STEPS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500];
const TICKS = 7; // at most
const PORTION = 20; // rows that are shown at first
const MARGIN = 0.04; // of the axis, on both sides
const LEAST = 300; // days on each side

export interface Axis {
  from: number;
  to: number;
}
interface Bar {
  from: number;
  to: number;
  sureFrom: number;
  sureTo: number;
  open: '' | 'start' | 'end';
}

/** What the axis has to cover, with some room; null where no date could be read. */
export function axisOf(items: readonly TimelineItem[]): Axis | null {
  const known = items
    .flatMap((item) => [days(item.since), days(item.until), days(item.on)])
    .filter((d): d is Days => d !== null);
  if (!known.length) return null;
  const from = Math.min(...known.map((d) => d.first));
  const to = Math.max(...known.map((d) => d.last));
  const room = Math.max((to - from) * MARGIN, LEAST);
  return { from: from - room, to: to + room };
}

/** Where the bar of a fact begins and ends, and between which days it is certain; null without a date. */
export function barOf(item: TimelineItem, axis: Axis): Bar | null {
  const [since, until, on] = [days(item.since), days(item.until), days(item.on)];
  if (since && until) return { from: since.first, to: until.last, sureFrom: since.last, sureTo: until.first, open: '' };
  if (since) return { from: since.first, to: axis.to, sureFrom: since.last, sureTo: axis.to, open: 'end' };
  if (until) return { from: axis.from, to: until.last, sureFrom: axis.from, sureTo: until.first, open: 'start' };
  return on && { from: on.first, to: on.last, sureFrom: on.first, sureTo: on.last, open: '' };
}

/** Whole years for the axis, few enough to be read. */
export function ticks(axis: Axis): number[] {
  const [first, last] = [Math.ceil(yearOf(axis.from)), Math.floor(yearOf(axis.to))];
  const step = STEPS.find((size) => (last - first) / size <= TICKS) ?? 1000;
  const start = Math.ceil(first / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((last - start) / step) + 1) }, (_, i) => start + i * step);
}

type Open = (fact: string) => void;

/** The timeline of an entity; `open` shows the sentences of a fact. */
export function timeline(
  own: string,
  items: readonly TimelineItem[],
  symmetric: ReadonlySet<string>,
  open: Open,
): HTMLElement | null {
  if (!items.length) return null;
  const axis = axisOf(items);
  const draw = rows(own, axis, symmetric, open);
  return h('div', { class: 'timeline' }, folded(items, PORTION, draw), axis && scale(axis));
}

/** Rows on an axis, each with the lines of its years. */
export function rows(
  own: string, // the entity's name
  axis: Axis | null,
  symmetric: ReadonlySet<string>,
  open: Open,
): (items: readonly TimelineItem[]) => HTMLElement[] {
  const lines = yearsOn(axis).map(({ at }) => at);
  return (items) => items.map((item) => row(own, item, symmetric.has(item.relation), axis, lines, open));
}

/** Some rows, and a button for the others. */
export function folded(
  items: readonly TimelineItem[],
  most: number,
  draw: (items: readonly TimelineItem[]) => HTMLElement[],
): HTMLElement {
  const list = h('ol', {}, draw(items.slice(0, most)));
  if (items.length > most) {
    const more = h(
      'li',
      {},
      h(
        'button',
        { type: 'button', class: 'small', onclick: () => more.replaceWith(...draw(items.slice(most))) },
        `Show ${items.length - most} more`,
      ),
    );
    list.append(more);
  }
  return list;
}

/** The years under an axis. */
export function scale(axis: Axis): HTMLElement {
  return h(
    'div',
    { class: 'timeline-axis', 'aria-hidden': 'true' },
    h(
      'div',
      { class: 'track' },
      yearsOn(axis).map(({ year, at }) => placed(h('span', { class: 'tick-label' }, year), at)),
    ),
  );
}

function yearsOn(axis: Axis | null): { year: number; at: number }[] {
  return axis ? ticks(axis).map((year) => ({ year, at: share(firstDayOf(year), axis) })) : [];
}

function row(
  own: string,
  item: TimelineItem,
  symmetric: boolean,
  axis: Axis | null,
  lines: readonly number[],
  open: (fact: string) => void,
): HTMLElement {
  const bar = axis && barOf(item, axis);
  const what = item.value ?? item.role ?? '';
  const name = h('bdi', {}, item.other ? truncate(item.other.name, item.other.key, 60) : truncate(what, '', 60));
  const relation = h('span', {}, item.label);
  const label = h(
    'button',
    { type: 'button', class: 'link timeline-label', title: 'Show the sentences', onclick: () => open(item.fact) },
    item.outgoing || symmetric ? [relation, ' ', name] : [name, ' ', relation, ' ', h('span', {}, h('bdi', {}, own))],
  );
  const role = item.role && item.other ? h('bdi', { class: 'faint' }, truncate(item.role, '', 60)) : null;
  return h(
    'li',
    { class: 'timeline-row' },
    h(
      'div',
      { class: 'timeline-text' },
      label,
      h(
        'span',
        { class: 'timeline-note' },
        role,
        h('span', { class: 'when' }, item.when),
        item.status === 'asserted' ? null : statusBadge(item.status),
      ),
    ),
    h(
      'div',
      { class: 'track', 'aria-hidden': 'true' },
      lines.map((at) => placed(h('span', { class: 'tick' }), at)),
      bar && axis && drawn(bar, item, axis),
    ),
  );
}

function drawn(bar: Bar, item: TimelineItem, axis: Axis): HTMLElement[] {
  const kind = `status-${item.status.replace(/[^a-z]/g, '')}`;
  const whole = stretch(
    h('span', { class: `bar maybe ${kind} ${bar.open && `open-${bar.open}`}` }),
    bar.from,
    bar.to,
    axis,
  );
  if (item.on) {
    const point = placed(h('span', { class: `point ${kind}` }), (share(bar.from, axis) + share(bar.to, axis)) / 2);
    return bar.to > bar.from ? [whole, point] : [point];
  }
  if (bar.sureTo <= bar.sureFrom) return [whole];
  return [
    whole,
    stretch(h('span', { class: `bar sure ${kind} ${bar.open && `open-${bar.open}`}` }), bar.sureFrom, bar.sureTo, axis),
  ];
}

function share(day: number, axis: Axis): number {
  return (day - axis.from) / (axis.to - axis.from);
}

function placed(element: HTMLElement, at: number): HTMLElement {
  element.style.insetInlineStart = `${(at * 100).toFixed(2)}%`;
  return element;
}

function stretch(element: HTMLElement, from: number, to: number, axis: Axis): HTMLElement {
  element.style.width = `${((share(to, axis) - share(from, axis)) * 100).toFixed(2)}%`;
  return placed(element, share(from, axis));
}
