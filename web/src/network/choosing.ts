/** Choosing entities and facts: by click, by arrow keys, by search, several together, or by a menu. */

import { openDialog } from '../actions';
import { truncate } from '../dom';
import { links, navigate } from '../router';
import { cameraAt } from './crowd';
import type { Graph } from './data';
import { indexOf, nextTowards, selection } from './focus';
import type { Growing } from './growing';
import { showMenu } from './menu';
import type { PathSearch } from './pathsearch';
import type { Clicked } from './mouse';
import type { View } from './view';
import { read } from './viewstate';

/** What a menu leads to beyond the view itself. */
export interface Elsewhere {
  savePicture: () => void;
  exportShown: () => void;
}

export class Choosing {
  constructor(
    private readonly view: View,
    private readonly growing: Growing,
    private readonly paths: PathSearch,
    private readonly elsewhere: Elsewhere,
  ) {}

  clicked(what: Clicked | null, more = false): void {
    const { graph, parts } = this.view;
    if (!graph) return;
    parts.stage.focus({ preventScroll: true });
    if (this.paths.from && what && 'node' in what) return this.paths.show(this.paths.from, graph.key[what.node]);
    if (what && 'fold' in what) return this.openFold(what.fold);
    if (more && !what) return;
    if (more && what && 'node' in what) return this.pickMore([graph.key[what.node]]);
    this.view.change({ selected: selection(what, graph), picked: [] });
    if (what && 'node' in what) this.announce(what.node);
  }

  /** Show some more of the neighbours that a fold stands for. */
  private openFold(id: string): void {
    if (id.startsWith('community:')) return this.view.stage?.lens.go(cameraAt(this.view.scene, id));
    const { opened } = this.view.state;
    this.view.change({ opened: new Map([...opened, [id, (opened.get(id) ?? 0) + 1]]) });
  }

  /** Add entities to those chosen together, or take them out. */
  pickMore(keys: readonly string[]): void {
    const { picked, selected } = this.view.state;
    const before = picked.length || selected?.kind !== 'node' ? picked : [selected.key];
    const all = new Set(before);
    for (const key of keys) if (keys.length > 1 || !all.delete(key)) all.add(key);
    this.view.change({ picked: [...all], selected: null });
  }

  contextMenu(what: Clicked | null, at: { x: number; y: number }): void {
    const graph = this.view.graph as Graph;
    if (what && 'fold' in what) return this.openFold(what.fold);
    if (what && 'edge' in what) {
      const chosen = selection(what, graph);
      return showMenu(at, 'This fact', [
        { label: 'Show the sentences', run: () => this.view.change({ selected: chosen, picked: [] }) },
      ]);
    }
    if (what) return this.entityMenu(graph.key[what.node], at);
    showMenu(at, 'This view', [
      { label: 'All in sight', run: () => this.view.fit() },
      { label: 'Show all', run: () => this.view.change({ all: true, camera: null }) },
      { label: 'As a list', run: () => this.view.change({ sheet: 'list' }) },
      { label: 'In time', run: () => this.view.change({ sheet: 'times' }) },
      { label: 'On a map', run: () => this.view.change({ sheet: 'map' }) },
      { label: 'Picture (PNG)', run: this.elsewhere.savePicture },
      { label: 'Export …', run: this.elsewhere.exportShown },
    ]);
  }

  private entityMenu(key: string, at: { x: number; y: number }): void {
    const graph = this.view.graph as Graph;
    const node = graph.node(key) as number;
    const entity = { key, name: graph.name[node], type: graph.type[node] };
    const pinned = this.view.state.pinned.has(key);
    showMenu(at, truncate(graph.name[node], key, 60), [
      { label: 'Only this and its neighbours', run: () => this.choose(key) },
      { label: 'Show more neighbours', run: () => void this.growing.unfold(key) },
      { label: 'Fold up', run: () => this.growing.fold(key) },
      { label: 'Hide', run: () => this.growing.hide(key) },
      { label: pinned ? 'Unpin' : 'Pin', run: () => this.growing.togglePin(key) },
      { label: 'Path to …', run: () => this.paths.choose(key) },
      { label: 'Choose together with others', run: () => this.pickMore([key]) },
      { label: 'Open page', run: () => navigate(links.entity(key)) },
      { label: 'Merge with another …', run: () => void openDialog('merge', { entity, entities: [key] }) },
      { label: 'Dossier …', run: () => void openDialog('dossier', { entity, entities: [key] }) },
    ]);
  }

  private announce(node: number): void {
    const graph = this.view.graph as Graph;
    const { hiddenNeighbours, edges } = this.view.visible;
    const more = hiddenNeighbours.get(node) ?? 0;
    const shown = edges.filter((edge) => graph.source[edge] === node || graph.target[edge] === node).length;
    this.view.parts.live.textContent = `${truncate(graph.name[node], graph.key[node], 80)}, ${graph.type[node]}, ${shown} facts shown${more ? `, ${more} more neighbours to unfold` : ''}`;
  }

  /** Choose the next entity in a direction (screen coordinates), or the most important one. */
  move(dx: number, dy: number): void {
    const { stage, graph, scene } = this.view;
    if (!stage || !graph || !scene.nodes.length) return;
    const from = indexOf(graph, scene, this.view.selectedKey());
    const points = (): { x: number; y: number }[] => scene.nodes.map((_, i) => stage.positionOf(i));
    const to = from === undefined ? 0 : nextTowards(points(), from, dx, dy);
    if (to === null || scene.nodes[to].node < 0) return;
    this.view.change(
      { picked: [], selected: { kind: 'node', key: graph.key[scene.nodes[to].node] } },
      from === undefined ? 'push' : 'replace',
    );
    stage.reveal([to]);
    this.announce(scene.nodes[to].node);
  }

  /** An entity was found by the search: choose it. */
  async pick(key: string): Promise<void> {
    const { graph } = this.view;
    if (!graph) return;
    if (this.paths.from) return this.paths.show(this.paths.from, key);
    this.choose(key);
    await this.view.follow({ camera: true });
    const node = graph.node(key);
    if (node !== undefined) this.announce(node);
    this.view.parts.stage.focus({ preventScroll: true });
  }

  /** Show an entity with all that it is joined to, and nothing else, fitted. */
  choose(key: string): void {
    const { filters, colour, size } = this.view.state;
    this.paths.forget();
    this.view.change({
      ...read(new URLSearchParams()),
      filters,
      colour,
      size,
      tall: this.view.tall(),
      start: [key],
      selected: { kind: 'node', key },
    });
  }

  /** Show what is so many steps around the entity that is chosen, or that the view is of. */
  step(steps: 1 | 2 | 3): void {
    const key = this.view.selectedKey();
    const start = key !== null ? [key] : [...this.view.state.start];
    this.view.change({
      start,
      steps,
      only: [],
      growth: [],
      collapsed: new Set(),
      all: false,
      path: null,
      camera: null,
    });
  }
}
