/** Facts by month, with two handles that choose a stretch of them. */

import { h } from '../dom';
import './histogram.css';

const SVG = 'http://www.w3.org/2000/svg';
const HEIGHT = 44;
const WIDTH = 240;

export interface Histogram {
  element: HTMLElement;
  update: (from: string | null, to: string | null) => void;
}

/** `change` is told the first and last month; null where that end is open. */
export function histogram(
  counted: readonly { month: string; count: number }[],
  change: (from: string | null, to: string | null) => void,
): Histogram {
  const months = filled(counted);
  const last = Math.max(0, months.length - 1);
  const handle = (label: string): HTMLInputElement =>
    h('input', { type: 'range', min: 0, max: last, step: 1, 'aria-label': label });
  const [low, high] = [handle('Published from'), handle('Published until')];
  const output = h('output');
  const bars = drawBars(months);
  const say = (): void => {
    const [from, to] = [Number(low.value), Number(high.value)];
    bars.forEach((bar, i) => bar.classList.toggle('out', i < from || i > to));
    for (const [input, i] of [
      [low, from],
      [high, to],
    ] as const)
      input.setAttribute('aria-valuetext', words(months[i]?.month));
    output.textContent =
      from === to ? words(months[from]?.month) : `${words(months[from]?.month)} – ${words(months[to]?.month)}`;
  };
  const moved = (mine: HTMLInputElement, other: HTMLInputElement, keep: (a: number, b: number) => number): void => {
    other.value = String(keep(Number(mine.value), Number(other.value)));
    say();
  };
  low.addEventListener('input', () => moved(low, high, Math.max));
  high.addEventListener('input', () => moved(high, low, Math.min));
  const done = (): void => {
    const [from, to] = [Number(low.value), Number(high.value)];
    change(from > 0 ? months[from].month : null, to < last ? months[to].month : null);
  };
  for (const input of [low, high]) input.addEventListener('change', done);
  const update = (from: string | null, to: string | null): void => {
    low.value = String(from ? index(months, from, 0) : 0);
    high.value = String(to ? index(months, to, last) : last);
    say();
  };
  const chart = document.createElementNS(SVG, 'svg');
  chart.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
  chart.setAttribute('preserveAspectRatio', 'none');
  chart.setAttribute('aria-hidden', 'true');
  chart.append(...bars);
  const element = h(
    'div',
    { class: 'histogram', role: 'group', 'aria-label': 'Date of publication' },
    chart,
    h('div', { class: 'handles' }, low, high),
    output,
  );
  return { element, update };
}

function index(months: readonly { month: string }[], month: string, otherwise: number): number {
  const found = months.findIndex((one) => one.month >= month);
  return found < 0 ? otherwise : found;
}

/** Months without facts too, so that time is drawn to scale; whole years where there are too many. */
function filled(counted: readonly { month: string; count: number }[]): { month: string; count: number }[] {
  const sorted = [...counted]
    .filter(({ month }) => /^\d{4}-\d{2}$/.test(month))
    .sort((a, b) => (a.month < b.month ? -1 : 1));
  if (!sorted.length) return [];
  const counts = new Map(sorted.map(({ month, count }) => [month, count]));
  const months: { month: string; count: number }[] = [];
  let [year, month] = sorted[0].month.split('-').map(Number);
  const end = sorted[sorted.length - 1].month;
  for (let text = sorted[0].month; text <= end && months.length < 2400; ) {
    months.push({ month: text, count: counts.get(text) ?? 0 });
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
    text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
  }
  return months;
}

function drawBars(months: readonly { count: number }[]): SVGRectElement[] {
  const most = Math.max(1, ...months.map(({ count }) => count));
  const wide = WIDTH / Math.max(1, months.length);
  return months.map(({ count }, i) => {
    const bar = document.createElementNS(SVG, 'rect');
    const high = count ? Math.max(2, (HEIGHT * Math.sqrt(count)) / Math.sqrt(most)) : 0;
    const size = { x: i * wide, y: HEIGHT - high, width: Math.max(0.5, wide - Math.min(2, wide * 0.2)), height: high };
    for (const [name, value] of Object.entries(size)) bar.setAttribute(name, String(value));
    return bar;
  });
}

const NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function words(month: string | undefined): string {
  if (!month) return '';
  return `${NAMES[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
}
