/** How much is shown, in words, and what to do where nothing is or can be. */

import { fill, h, message } from '../dom';
import { navigate } from '../router';
import type { Graph } from './data';
import type { Parts } from './parts';
import type { Visible } from './visible';

export function showCounts(parts: Parts, graph: Graph, { nodes, edges }: Visible): void {
  const text = `${nodes.length.toLocaleString('en')} of ${graph.total.nodes.toLocaleString('en')} entities · ${edges.length.toLocaleString('en')} facts`;
  if (parts.counts.textContent !== text) parts.counts.textContent = text;
  parts.stage.setAttribute('aria-label', `Network of ${text}. Arrow keys go from entity to entity, L lists them all.`);
  fill(parts.over, nodes.length ? null : emptiness(graph));
}

/** Why nothing is shown. */
function emptiness(graph: Graph): HTMLElement {
  if (!graph.total.nodes) {
    return message(
      'There is nothing here yet',
      'Give it articles: kg build FOLDER. This page shows them as soon as they are read.',
    );
  }
  const reset = h('button', { type: 'button', class: 'primary', onclick: () => navigate('/network') }, 'Start again');
  const advice = graph.total.edges
    ? 'Loosen the filters on the left, or start again.'
    : 'The articles name entities, but no sentence that was understood links two of them.';
  return message('Nothing to show', advice, reset);
}

export function showLoading(parts: Parts): void {
  fill(parts.over, h('p', { class: 'loading', role: 'status' }, 'Loading the network …'));
}

export function showFailure(parts: Parts, error: Error, again: () => void): void {
  const retry = h('button', { type: 'button', class: 'primary', onclick: again }, 'Try again');
  fill(parts.over, message('The network could not be loaded', error.message, retry));
}
