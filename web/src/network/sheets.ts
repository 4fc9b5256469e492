/** What may be shown in place of the drawing: the view as tables, in time, or on a map. */

import { aborted, api } from '../api';
import { fill, h, notice } from '../dom';
import type { Graph } from './data';
import { listing } from './table';
import { lanes } from './times';
import type { View } from './view';
import type { Sheet } from './viewstate';
import { worldMap } from './worldmap';

const NAMES: Readonly<Record<Sheet, string>> = {
  list: 'What is shown, as a list',
  times: 'What is shown, in time',
  map: 'What is shown, on a map',
};

export class Sheets {
  private shownAs: string | null = null;
  private asking: AbortController | null = null;

  constructor(private readonly view: View) {}

  forget(): void {
    this.shownAs = null;
  }

  /** Bring the sheet in line with the view, which is drawn as `drawnAs`. */
  show(graph: Graph, drawnAs: string | null): void {
    const { parts, state } = this.view;
    const { sheet, picked } = state;
    parts.list.hidden = sheet === null;
    parts.list.closest('main')?.classList.toggle('listed', sheet !== null);
    if (sheet === null) return;
    const wanted = JSON.stringify([sheet, drawnAs, sheet === 'list' ? [] : picked]);
    if (wanted === this.shownAs) return;
    this.shownAs = wanted;
    parts.list.setAttribute('aria-label', NAMES[sheet]);
    this.asking?.abort();
    if (sheet === 'list') fill(parts.list, listing(graph, this.view.visible, this.actions()));
    else void this.ask(graph, sheet);
  }

  private actions() {
    const { view } = this;
    return {
      select: (key: string) => view.change({ selected: { kind: 'node', key } }),
      selectFact: (id: string) => view.change({ selected: { kind: 'fact', id } }),
    };
  }

  private async ask(graph: Graph, sheet: 'times' | 'map'): Promise<void> {
    const { list } = this.view.parts;
    this.asking = new AbortController();
    const signal = AbortSignal.any([this.asking.signal, this.view.signal]);
    fill(list, h('p', { class: 'loading', role: 'status' }, 'Loading …'));
    try {
      const made = await this.made(graph, sheet, signal);
      fill(list, made);
      list.scrollTop = 0;
    } catch (error) {
      if (aborted(error)) return;
      fill(list);
      notice((error as Error).message);
    }
  }

  private async made(graph: Graph, sheet: 'times' | 'map', signal: AbortSignal): Promise<HTMLElement> {
    const asked = this.asked(graph);
    if (sheet === 'map') return worldMap(await api.spots(asked, signal), this.actions());
    const symmetric = new Set([...graph.used].filter((relation) => graph.info(relation).symmetric));
    return lanes(await api.times(asked, signal), symmetric, this.actions());
  }

  /** Those who are chosen and their facts; where none are, all that the view shows, the most important first. */
  private asked(graph: Graph): { entities: string[]; facts: string[] } {
    const { state, visible } = this.view;
    const picked = new Set(state.picked);
    const first = new Set(state.start);
    const nodes = visible.nodes.filter((node) => !picked.size || picked.has(graph.key[node]));
    const rank = (node: number): number => (first.has(graph.key[node]) ? 2 : graph.weight[node]);
    const edges = visible.edges.filter(
      (edge) => !picked.size || picked.has(graph.key[graph.source[edge]]) || picked.has(graph.key[graph.target[edge]]),
    );
    return {
      entities: nodes.sort((a, b) => rank(b) - rank(a) || a - b).map((node) => graph.key[node]),
      facts: edges.map((edge) => graph.id[edge]),
    };
  }
}
