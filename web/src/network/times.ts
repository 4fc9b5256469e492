/** Several entities on one axis of time: a lane for each, with its offices and dated facts. */

import type { Times } from '../api';
import { h, message, truncate, uniqueId } from '../dom';
import { counted, typeDot } from '../pages/parts/names';
import { axisOf, folded, rows, scale } from '../pages/parts/timeline';
import type { TableActions } from './table';

const PORTION = 8; // rows of a lane that are shown at first

export function lanes(times: Times, symmetric: ReadonlySet<string>, actions: TableActions): HTMLElement {
  if (!times.lanes.length) {
    return message(
      'Nothing here has a time',
      'No office or dated fact is known of these entities: add others, or read their facts without an axis.',
    );
  }
  const axis = axisOf(times.lanes.flatMap(({ moments }) => moments));
  const told = [
    times.without > 0 && `${counted(times.without, 'entity', 'entities')} without an office or a date`,
    times.left > 0 && `${counted(times.left, 'entity', 'entities')} more than one axis holds`,
  ].filter(Boolean);
  return h(
    'div',
    { class: 'timeline lanes' },
    axis && h('div', { class: 'lanes-axis' }, scale(axis)),
    times.lanes.map((lane) => {
      const id = uniqueId('lane');
      const name = h(
        'button',
        { type: 'button', class: 'link', onclick: () => actions.select(lane.key) },
        h('bdi', {}, truncate(lane.name, lane.key, 60)),
      );
      return h(
        'section',
        { class: 'lane', 'aria-labelledby': id },
        h('h2', { id }, typeDot(lane.type), name),
        folded(lane.moments, PORTION, rows(truncate(lane.name, lane.key, 40), axis, symmetric, actions.selectFact)),
      );
    }),
    told.length > 0 && h('p', { class: 'faint' }, `Not here: ${told.join(', ')}.`),
  );
}
