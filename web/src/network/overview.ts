/** What the panel says where nothing is chosen. */

import { h, plain, truncate, type Child } from '../dom';
import type { Around, DetailActions } from './details';
import { number } from './numbers';

type Select = DetailActions['select'];

/** How much there is, and where to begin. */
export function overview(around: Around, select: Select): Child[] {
  const { graph } = around;
  const { counts } = graph.meta;
  return [
    h('h2', {}, graph.meta.title ? truncate(graph.meta.title, undefined, 60) : 'The network'),
    h(
      'p',
      { class: 'faint' },
      `${number(counts.entities)} entities and ${number(counts.facts)} facts from ${number(counts.articles)} ${counts.articles === 1 ? 'article' : 'articles'}.`,
    ),
    h(
      'p',
      {},
      'Click an entity or a line to see the sentences behind it. Double-click an entity to unfold its neighbours.',
    ),
    around.important.length > 0 && h('h3', {}, 'Most important here'),
    h(
      'ol',
      { class: 'important' },
      around.important.map((node) =>
        h('li', {}, entityButton(graph.key[node], graph.name[node], select, graph.type[node])),
      ),
    ),
    h('details', { class: 'keys' }, h('summary', {}, 'Keys'), keys()),
  ];
}

/** A button with the name of an entity, that chooses it. */
export function entityButton(key: string, name: string, select: Select, type?: string): HTMLElement {
  return h(
    'button',
    {
      type: 'button',
      class: 'link',
      title: plain(name, key).slice(0, 300),
      onclick: () => select({ kind: 'node', key }),
    },
    type && h('span', { class: `dot type-${type.toLowerCase()}`, 'aria-hidden': 'true' }),
    h('bdi', {}, truncate(name, key, 60)),
  );
}

const KEYS: readonly (readonly [string, string])[] = [
  ['/', 'search'],
  ['arrows', 'go to the next entity that way'],
  ['Shift + arrows', 'move the view'],
  ['Enter', 'go to the sentences'],
  ['+ and −', 'unfold and fold up; zoom where nothing is chosen'],
  ['H, P, T', 'hide, pin, path to another'],
  ['Page up, Page down', 'zoom'],
  ['0', 'all in sight'],
  ['L', 'list'],
  ['Esc', 'choose nothing'],
];

function keys(): HTMLElement {
  return h(
    'dl',
    { class: 'key-list' },
    KEYS.map(([key, what]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, what)]),
  );
}
