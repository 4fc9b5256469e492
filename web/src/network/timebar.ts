/** What held when: a slider over the time that the facts of a view speak of, which can be played. */

import { fill, h } from '../dom';
import { counted } from '../pages/parts/names';
import type { Graph } from './data';
import type { Filters } from './viewstate';
import type { Visible } from './visible';

type Part = Partial<Pick<Filters, 'at' | 'untimed'>>;
export interface TimeBar {
  update: (graph: Graph, visible: Visible, filters: Filters) => void;
  toggle: () => void;
  stop: () => void;
}

const YEARS = 4; // a view of fewer is looked at by month
const MOST = 160; // steps; of more those where something begins or ends
const PACE = 900; // milliseconds a step when played

/** The bar in `element`; it is hidden until a time is looked at. */
export function timeBar(element: HTMLElement, change: (part: Part) => void): TimeBar {
  let steps: string[] = [];
  let at: string | null = null;
  let playing = 0;
  const slider = h('input', {
    type: 'range',
    min: 0,
    step: 1,
    'aria-label': 'Time that facts speak of',
    oninput: () => go(Number(slider.value)),
  });
  const output = h('output', { class: 'time-now' });
  const told = h('span', { class: 'faint', 'aria-live': 'polite' });
  const play = h('button', { type: 'button', class: 'small', onclick: () => (playing ? pause() : start()) });
  const untimed = h('input', { type: 'checkbox', onchange: () => change({ untimed: untimed.checked }) });
  const undated = h('span', {});
  const close = h(
    'button',
    { type: 'button', class: 'small quiet', 'aria-label': 'Any time', title: 'Any time', onclick: () => toggle() },
    '×',
  );
  fill(element, play, slider, output, told, h('label', { class: 'untimed' }, untimed, undated), close);

  const label = (on: boolean): void => {
    play.textContent = on ? '❚❚ Pause' : '▶ Play';
  };
  const go = (step: number): void => {
    const wanted = steps[Math.min(step, steps.length - 1)];
    if (wanted && wanted !== at) change({ at: wanted });
  };
  const pause = (): void => {
    clearInterval(playing);
    playing = 0;
    label(false);
  };
  const start = (): void => {
    if (Number(slider.value) >= steps.length - 1) go(0);
    playing = window.setInterval(() => {
      const next = Number(slider.value) + 1;
      if (next < steps.length) go(next);
      if (next >= steps.length - 1) pause();
    }, PACE);
    label(true);
  };
  const toggle = (): void => {
    pause();
    change({ at: at === null ? (steps[steps.length - 1] ?? String(new Date().getFullYear())) : null });
  };
  label(false);
  return {
    toggle,
    stop: pause,
    update: (graph, visible, filters) => {
      ({ at } = filters);
      element.hidden = at === null;
      steps = stepsOf(graph, visible.between, at);
      if (at === null) return pause();
      const now = steps.findIndex((step) => step >= (at as string));
      slider.max = String(Math.max(0, steps.length - 1));
      slider.value = String(now < 0 ? steps.length - 1 : now);
      slider.setAttribute('aria-valuetext', at);
      output.textContent = at;
      const without = visible.between.filter((edge) => !graph.begins[edge] && !graph.ends[edge]).length;
      const held = visible.edges.length - (filters.untimed ? without : 0);
      told.textContent = `${held} of ${counted(visible.between.length - without, 'dated fact')} may hold`;
      untimed.checked = filters.untimed;
      undated.textContent = `${counted(without, 'fact')} without a time`;
      play.disabled = steps.length < 2;
    },
  };
}

/** Years, or months where there are few, from the first to the last that facts speak of, and `at` among them. */
export function stepsOf(graph: Pick<Graph, 'begins' | 'ends'>, edges: readonly number[], at: string | null): string[] {
  const days = edges
    .flatMap((edge) => [graph.begins[edge], graph.ends[edge]])
    .filter((day): day is string => day !== null && /^\d{4}-\d{2}/.test(day))
    .sort();
  if (!days.length) return at ? [at] : [];
  const [first, last] = [days[0], days[days.length - 1]];
  const months = Number(last.slice(0, 4)) - Number(first.slice(0, 4)) < YEARS;
  const size = months ? 7 : 4;
  const every: string[] = [];
  for (let step = first.slice(0, size); step <= last.slice(0, size) && every.length <= MOST; step = next(step))
    every.push(step);
  return every.length <= MOST ? every : [...new Set(days.map((day) => day.slice(0, size)))];
}

function next(step: string): string {
  const [year, month] = step.split('-').map(Number);
  const pad = (value: number, width: number): string => String(value).padStart(width, '0');
  if (month === undefined) return pad(year + 1, 4);
  return month === 12 ? `${pad(year + 1, 4)}-01` : `${pad(year, 4)}-${pad(month + 1, 2)}`;
}
