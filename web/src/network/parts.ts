/** The elements of the network page, empty. */

import { h } from '../dom';

export type Parts = ReturnType<typeof makeParts>;

export function makeParts() {
  const canvas = h('div', { class: 'canvas', 'aria-hidden': 'true' });
  const over = h('div', { class: 'over' });
  const legendList = h('ul');
  legendList.className = 'legend';
  legendList.setAttribute('aria-label', 'Legend');
  const stage = h(
    'section',
    { class: 'stage', tabindex: 0, role: 'application', 'aria-roledescription': 'network', 'aria-label': 'Network' },
    canvas,
    over,
  );
  const time = h('div', { class: 'timebar', role: 'group', 'aria-label': 'Time that facts speak of', hidden: true });
  const zooming = h('div', { class: 'zooming', role: 'group', 'aria-label': 'Zoom' });
  const bar = h('div', { class: 'toolbar', role: 'toolbar', 'aria-label': 'View' });
  const counts = h('p', { class: 'counts' });
  const banner = h('div', {
    class: 'banner',
    role: 'group',
    'aria-label': 'Choose the other end of a path',
    hidden: true,
  });
  const picked = h('div', { class: 'banner picked-bar', role: 'group', 'aria-label': 'What is chosen', hidden: true });
  const list = h('section', { class: 'list', 'aria-label': 'What is shown, as a list', hidden: true });
  const filters = h('aside', { class: 'filters', 'aria-label': 'Filters' });
  const panel = h('aside', { class: 'panel', 'aria-label': 'Details' });
  const live = h('p', { class: 'sr', 'aria-live': 'polite' });
  // The drawing comes first, so that keyboards reach it first; the style sheet puts the bars above it.
  const middle = h(
    'div',
    { class: 'middle' },
    h('div', { class: 'stack' }, stage, list, time, picked),
    h('div', { class: 'top' }, bar),
    filters,
    banner,
    h('div', { class: 'bottom' }, legendList, counts, zooming),
  );
  return {
    all: [middle, panel, live],
    picked,
    time,
    canvas,
    over,
    legend: legendList,
    stage,
    zooming,
    toolbar: bar,
    counts,
    banner,
    list,
    filters,
    panel,
    live,
  };
}
