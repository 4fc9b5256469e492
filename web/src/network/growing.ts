/** Growing and shrinking the view: neighbours unfolded and folded up, entities hidden and pinned. */

import { api } from '../api';
import { notice, truncate } from '../dom';
import type { Graph } from './data';
import { without, type View } from './view';
import type { Point } from './viewstate';
import { ranked } from './visible';

export class Growing {
  constructor(private readonly view: View) {}

  async unfold(key: string): Promise<void> {
    const { graph, state } = this.view;
    const node = graph?.node(key);
    if (!graph || node === undefined) return;
    if (state.collapsed.has(key)) return this.view.change({ collapsed: without(state.collapsed, key) });
    if (graph.isPartial(node) && graph.total.nodes > graph.key.length) {
      try {
        graph.merge(await api.neighbours(key, this.view.signal));
      } catch (error) {
        if (!this.view.signal.aborted) notice((error as Error).message);
        return;
      }
    }
    this.grow(graph, node);
  }

  /** Show again what was hidden, where that is all there is to show, or another portion of neighbours. */
  private grow(graph: Graph, node: number): void {
    const { state, visible } = this.view;
    const key = graph.key[node];
    const hidden = ranked(graph, node, visible.passes).filter((other) => state.hidden.has(graph.key[other]));
    if (!visible.hiddenNeighbours.get(node) && !graph.isPartial(node)) return notice('All its neighbours are shown.');
    if (hidden.length && hidden.length === visible.hiddenNeighbours.get(node)) {
      return this.view.change({ hidden: hidden.reduce((all, other) => without(all, graph.key[other]), state.hidden) });
    }
    this.view.change({ growth: [...state.growth, { key, steps: 1, at: state.pinned.get(key) ?? null }] });
  }

  fold(key: string): void {
    const { growth, collapsed } = this.view.state;
    const mine = growth.filter((one) => one.key === key && one.steps > 0);
    if (!mine.length) return this.view.change({ collapsed: new Set([...collapsed, key]) });
    const first = growth.indexOf(mine[0]);
    const kept = growth.flatMap((one, i) => (one.key !== key ? [one] : i === first ? [{ ...one, steps: 0 }] : []));
    this.view.change({ growth: kept });
  }

  async toggle(node: number): Promise<void> {
    const graph = this.view.graph as Graph;
    const key = graph.key[node];
    if (this.view.visible.hiddenNeighbours.get(node) || graph.isPartial(node)) await this.unfold(key);
    else this.fold(key);
  }

  hide(key: string): void {
    const { graph, state } = this.view;
    const selected = this.view.selectedKey() === key ? null : state.selected;
    this.view.change({ hidden: new Set([...state.hidden, key]), selected });
    const node = graph?.node(key);
    notice(`${truncate(node === undefined ? key : (graph as Graph).name[node], key)} is hidden.`, {
      label: 'Show again',
      run: () => this.view.change({ hidden: without(this.view.state.hidden, key) }),
    });
  }

  pin(node: number, at: Point): void {
    const pinned = new Map(this.view.state.pinned);
    pinned.set((this.view.graph as Graph).key[node], [Math.round(at[0] * 10) / 10, Math.round(at[1] * 10) / 10]);
    this.view.change({ pinned });
  }

  togglePin(key: string): void {
    const node = this.view.graph?.node(key);
    const place = node === undefined ? undefined : this.view.laid.places.get(node);
    if (node === undefined || !place) return;
    if (!this.view.state.pinned.has(key)) return this.pin(node, place);
    const pinned = new Map(this.view.state.pinned);
    pinned.delete(key);
    this.view.change({ pinned });
  }
}
