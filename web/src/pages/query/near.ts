/** What is offered where a question has no answer: wider places, places within, facts of other statuses. */

import type { Near, Ref } from '../../api';
import { h, truncate, type Child } from '../../dom';
import { address, links } from '../../router';
import { statusLabel } from '../../wording';
import { counted, typeDot } from '../parts/names';

/** Ask the same again for another entity. */
export type Again = (parameter: string, key: string) => void;

export function nothingFits(near: readonly Near[], again: Again | undefined): HTMLElement {
  const offers = near.flatMap((one) => offersOf(one, again));
  return h(
    'div',
    { class: 'empty', role: 'status' },
    h('p', {}, 'Nothing fits. ', offers.length ? 'Near it is:' : 'Loosen a condition, or check names and dates.'),
    offers.length > 0 && h('ul', { class: 'near' }, offers),
  );
}

function offersOf({ parameter, entity, wider, narrower, statuses }: Near, again: Again | undefined): Child[] {
  const places = (heading: string, refs: readonly Ref[]): Child =>
    refs.length > 0 &&
    again &&
    h(
      'li',
      {},
      h('span', { class: 'faint' }, heading),
      refs.map((ref) => placeButton(ref, () => again(parameter, ref.key))),
    );
  const others = Object.entries(statuses);
  const total = others.reduce((sum, [, count]) => sum + count, 0);
  const query = {
    start: entity.key,
    sel: `n:${entity.key}`,
    status: ['asserted', ...others.map(([id]) => id)].join(','),
  };
  return [
    places('The wider place: ', wider),
    places('Places in it: ', narrower),
    total > 0 &&
      h(
        'li',
        {},
        h('span', { class: 'faint' }, 'Not stated outright: '),
        h(
          'a',
          { href: address('/network', query) },
          `${counted(total, 'fact')} about `,
          h('bdi', {}, truncate(entity.name, entity.key, 40)),
        ),
        h(
          'span',
          { class: 'faint' },
          ` (${others.map(([id, count]) => `${count} ${statusLabel(id).toLowerCase()}`).join(', ')})`,
        ),
      ),
    h(
      'li',
      {},
      h('span', { class: 'faint' }, 'All that is known of it: '),
      h('a', { href: links.entity(entity.key) }, h('bdi', {}, truncate(entity.name, entity.key, 60))),
    ),
  ].filter(Boolean);
}

function placeButton(ref: Ref, run: () => void): HTMLElement {
  return h(
    'button',
    { type: 'button', class: 'small', onclick: run },
    typeDot(ref.type),
    h('bdi', {}, truncate(ref.name, ref.key, 40)),
  );
}
