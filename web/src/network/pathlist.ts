/** The paths between two entities, as a list. */

import type { Paths } from '../api';
import { h, truncate, type Child } from '../dom';
import type { Graph } from './data';
import type { DetailActions } from './details';

export function pathList(
  paths: { answer: Paths | null; a: string; b: string },
  graph: Graph,
  actions: DetailActions,
): Child[] {
  const name = (key: string): string => {
    const node = graph.node(key);
    return truncate(node === undefined ? key : graph.name[node], key, 60);
  };
  const close = h(
    'button',
    { type: 'button', class: 'quiet close', 'aria-label': 'Close', onclick: () => actions.clearPath() },
    '×',
  );
  const head = [
    h('p', { class: 'closing' }, close),
    h('h2', { tabindex: -1 }, 'From ', h('bdi', {}, name(paths.a)), ' to ', h('bdi', {}, name(paths.b))),
  ];
  if (!paths.answer) return [...head, h('p', { class: 'loading', role: 'status' }, 'Looking for paths …')];
  if (!paths.answer.paths.length) {
    return [
      ...head,
      h(
        'p',
        { class: 'hint' },
        'No path of up to eight facts leads from one to the other along the statuses that are switched on, nor do sentences that name two of them. Switch on more statuses among the filters, or try two others.',
      ),
    ];
  }
  return [
    ...head,
    h(
      'ol',
      { class: 'paths' },
      paths.answer.paths.map((path, i) =>
        h(
          'li',
          {
            onpointerenter: () => actions.highlight(i),
            onpointerleave: () => actions.highlight(null),
            onfocusin: () => actions.highlight(i),
            onfocusout: () => actions.highlight(null),
          },
          h(
            'p',
            { class: 'faint' },
            path.steps.length === 1 ? '1 step' : `${path.steps.length} steps`,
            path.trivial && ' · says little: only where they are or come from',
            path.steps.some((step) => !step.length) && ' · partly by being named in the same sentence',
          ),
          h(
            'ol',
            { class: 'path' },
            path.nodes.map((node, j) =>
              h(
                'li',
                {},
                j > 0 &&
                  (path.steps[j - 1].length
                    ? stepLine(path.steps[j - 1], path.nodes[j - 1].key, graph, actions)
                    : togetherLine(path.nodes[j - 1].key, node.key, path.sentences[j - 1], actions)),
                h(
                  'button',
                  { type: 'button', class: 'link', onclick: () => actions.select({ kind: 'node', key: node.key }) },
                  h('bdi', {}, truncate(node.name, node.key, 60)),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  ];
}

function togetherLine(a: string, b: string, sentences: number, actions: DetailActions): HTMLElement {
  const label = sentences === 1 ? 'named in the same sentence' : `named in ${sentences} sentences together`;
  return h(
    'span',
    { class: 'step' },
    h('button', { type: 'button', class: 'link small', onclick: () => actions.select({ kind: 'pair', a, b }) }, label),
  );
}

function stepLine(facts: readonly string[], from: string, graph: Graph, actions: DetailActions): HTMLElement {
  return h(
    'span',
    { class: 'step' },
    facts.slice(0, 4).map((id) => {
      const edge = graph.edge(id);
      const label = edge === undefined ? 'fact' : graph.info(graph.relation[edge]).label;
      const forward = edge === undefined || graph.key[graph.source[edge]] === from;
      return h(
        'button',
        { type: 'button', class: 'link small', onclick: () => actions.select({ kind: 'fact', id }) },
        forward ? `${label} ↓` : `↑ ${label}`,
      );
    }),
  );
}
