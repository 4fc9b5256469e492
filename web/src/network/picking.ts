/** Several entities chosen together, and what can be done with them. */

import { openDialog } from '../actions';
import { decideAll } from '../dialogs/decide';
import { fill, h, notice, truncate } from '../dom';
import type { Graph } from './data';

export interface PickActions {
  hide: (keys: readonly string[]) => void;
  keep: (keys: readonly string[]) => void;
  times: () => void;
  facts: (keys: readonly string[]) => string[]; // that are shown between them
  clear: () => void;
}

/** Show the bar of what is chosen, or hide it where nothing is. */
export function pickingBar(element: HTMLElement, graph: Graph, keys: readonly string[], actions: PickActions): void {
  element.hidden = keys.length === 0;
  if (!keys.length) return fill(element);
  const name = (key: string): string => {
    const node = graph.node(key);
    return truncate(node === undefined ? key : graph.name[node], key, 30);
  };
  const tool = (label: string, title: string, run: () => void, disabled = false): HTMLElement =>
    h('button', { type: 'button', class: 'small', title, disabled, onclick: run }, label);
  const shown = keys.slice(0, 3).map(name).join(', ') + (keys.length > 3 ? ` and ${keys.length - 3} more` : '');
  fill(
    element,
    h('span', { role: 'status' }, h('strong', {}, `${keys.length} chosen: `), h('bdi', {}, shown)),
    tool('Hide', 'Leave them out of the view', () => actions.hide(keys)),
    tool('Keep only', 'Show nothing but them', () => actions.keep(keys)),
    tool('Timeline', 'Their offices and dated facts on one axis', actions.times),
    tool(
      'Export …',
      'As a file, with the facts that are shown between them',
      () => void openDialog('export', { entities: [...keys], facts: actions.facts(keys) }),
    ),
    tool(
      'Dossier …',
      'A document with a footnote for every fact',
      () => void openDialog('dossier', { entities: [...keys] }),
    ),
    tool('Merge', 'Say that they are one', () => merge(keys, name, actions.clear), keys.length < 2),
    h('button', { type: 'button', class: 'small quiet', 'aria-label': 'Choose none', onclick: actions.clear }, '×'),
  );
}

/** Say that all are the first; each pair is a decision of its own, taken back together. */
function merge(keys: readonly string[], name: (key: string) => string, done: () => void): void {
  const [first, ...others] = keys;
  decideAll(
    'merge',
    others.map((key) => [first, key]),
    `Merged: ${keys.map(name).join(', ')} are one.`,
  ).then(done, (error: Error) => notice(error.message));
}
