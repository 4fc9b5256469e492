/** The network page: one view state, and everything that is drawn from it. */

import { api, ApiError, onGeneration, type Paths } from '../api';
import { openDialog } from '../actions';
import { fill, h, message, notice, truncate } from '../dom';
import { navigate, type Live } from '../router';
import { searchBox } from '../search';
import { meta, provideView } from '../state';
import { controls, type Controls } from './controls';
import { Graph } from './data';
import { Details } from './details';
import type { Focus } from './drawing';
import { keyboard } from './keyboard';
import { lay, type Laid } from './layout';
import { legend } from './legend';
import { svg, png } from './painting';
import { palette } from './palette';
import { makeScene, type PairCount, type Scene } from './scene';
import { around, Stage } from './stage';
import { listing } from './table';
import { toolbar, zoomButtons } from './toolbar';
import { read, write, type Point, type Selection, type ViewState } from './viewstate';
import { compute, ranked, type Visible } from './visible';

const IMPORTANT = 12;
const LONGEST = 8; // steps of a path
const WIDE = 1.08; // a stage's width by its height, the same for all that are not tall, so that a link gives one picture
const TALL = 0.85;
const NOTHING: Visible = { passes: new Uint8Array(), steps: [], nodes: [], edges: [], hiddenNeighbours: new Map() };

export class NetworkPage implements Live {
  private graph: Graph | null = null;
  private stage: Stage | null = null;
  private filters: Controls | null = null;
  private readonly details: Details;
  private state: ViewState;
  private visible: Visible = NOTHING;
  private laid: Laid = { places: new Map(), frame: { x: [-1, 1], y: [-1, 1] } };
  private scene: Scene = { nodes: [], edges: [], index: new Map(), byName: new Map() };
  private together: PairCount[] | null = null;
  private paths: { a: string; b: string; statuses: string; answer: Paths | null } | null = null;
  private choosingFrom: string | null = null; // one end of a path, while the other is being chosen
  private drawnAs: string | null = null; // the view that is drawn
  private listedAs: string | null = null;
  private readonly stop = new AbortController();
  private readonly parts = frameOfPage();
  private readonly undo: (() => void)[] = [];

  constructor(private readonly container: HTMLElement, params: URLSearchParams) {
    this.state = read(params);
    container.append(...this.parts.all);
    if (![...params.keys()].length) this.state = { ...this.state, tall: this.isTall() };
    this.details = new Details(this.parts.panel, {
      select: (selected) => this.change({ selected }),
      unfold: (key) => void this.unfold(key),
      fold: (key) => this.fold(key),
      hide: (key) => this.hide(key),
      pin: (key) => this.togglePin(key),
      pathFrom: (key) => this.choosePath(key),
      clearPath: () => { this.paths = null; this.change({ path: null }); },
      highlight: (path) => this.highlight(path),
    });
    this.listen();
    void this.load();
  }

  private isTall(): boolean {
    const { clientWidth, clientHeight } = this.parts.stage;
    return clientHeight > clientWidth * 1.05;
  }

  unmount(): void {
    this.stop.abort();
    this.details.destroy();
    this.stage?.destroy();
    this.undo.forEach((run) => run());
    provideView(null);
  }

  update(params: URLSearchParams): void {
    this.state = read(params);
    void this.follow({ camera: true });
  }

  private listen(): void {
    const { signal } = this.stop;
    addEventListener('kg:pick', (event) => void this.pick((event as CustomEvent<string>).detail), { signal });
    addEventListener('kg:theme', () => { this.drawnAs = null; void this.follow({}); }, { signal });
    this.undo.push(onGeneration(() => void this.load()));
    keyboard(this.parts.stage, {
      selected: () => this.selectedKey(),
      move: (x, y) => this.moveSelection(x, y),
      pan: (x, y) => this.stage?.pan(x, y),
      zoom: (factor) => this.stage?.zoom(factor),
      fit: () => this.fit(),
      open: () => this.parts.panel.querySelector<HTMLElement>('h2, h3, button')?.focus(),
      unfold: (key) => void this.unfold(key),
      fold: (key) => this.fold(key),
      hide: (key) => this.hide(key),
      pin: (key) => this.togglePin(key),
      path: (key) => this.choosePath(key),
      list: () => this.change({ list: !this.state.list }),
      escape: () => (this.choosingFrom ? this.endChoosing() : this.change({ selected: null })),
    });
  }

  // Loading

  private async load(): Promise<void> {
    try {
      const first = !this.graph;
      if (first) this.say('Loading the network …');
      const [known, network] = await Promise.all([meta(), api.network(undefined, this.stop.signal)]);
      this.graph = new Graph(network, known);
      this.together = null;
      this.paths = null;
      this.drawnAs = null;
      this.listedAs = null;
      this.details.refresh();
      this.makeStage();
      this.makeControls();
      await this.follow({ camera: first });
    } catch (error) {
      if (!this.stop.signal.aborted) this.fail(error as Error);
    }
  }

  private fail(error: Error): void {
    const retry = h('button', { type: 'button', class: 'primary', onclick: () => void this.load() }, 'Try again');
    fill(this.parts.over, message('The network could not be loaded', error.message, retry));
  }

  private say(text: string): void {
    fill(this.parts.over, h('p', { class: 'loading', role: 'status' }, text));
  }

  private makeStage(): void {
    if (this.stage) return;
    try {
      this.stage = new Stage(this.parts.canvas, palette(), {
        select: (what) => this.clicked(what),
        unfold: (node) => void this.toggle(node),
        pin: (node, at) => this.pin(node, at),
        camera: (camera) => this.change({ camera }, 'replace'),
      });
    } catch {
      this.state = { ...this.state, list: true };
      notice('This browser cannot draw the network (WebGL is off), so it is listed.');
    }
  }

  private makeControls(): void {
    const graph = this.graph as Graph;
    const change = (part: Partial<ViewState>): void => this.change(part);
    this.filters = controls(graph, change, (key) => this.change({ hidden: without(this.state.hidden, key) }));
    const close = h('button', { type: 'button', class: 'quiet close', 'aria-label': 'Close the filters', onclick: () => this.toggleFilters() }, '×');
    fill(this.parts.filters, h('p', { class: 'closing drawer' }, close), this.filters.element);
    zoomButtons(this.parts.zooming, (factor) => this.stage?.zoom(factor), () => this.fit());
    toolbar(this.parts.toolbar, {
      all: () => this.change({ all: !this.state.all, camera: null }),
      restart: () => { this.paths = null; this.choosingFrom = null; navigate('/'); },
      list: () => this.change({ list: !this.state.list }),
      filters: () => this.toggleFilters(),
      save: (format) => void this.save(format),
      dialog: (name) => void openDialog(name, { entities: this.visible.nodes.map((node) => graph.key[node]) }),
    });
    provideView(() => ({
      entities: this.visible.nodes.map((node) => graph.key[node]),
      facts: this.visible.edges.map((edge) => graph.id[edge]),
    }));
  }

  private toggleFilters(): void {
    const open = this.parts.filters.clientWidth > 0;
    this.container.classList.toggle('filters-open', !open);
    this.container.classList.toggle('filters-closed', open);
  }

  // State

  /** Change the view, write it into the address, and show it. */
  private change(part: Partial<ViewState>, history: 'push' | 'replace' = 'push'): void {
    const before = this.state;
    this.state = { ...before, ...part };
    const query = write(this.state);
    navigate(query ? `/?${query}` : '/', { quiet: true, replace: history === 'replace' });
    if (history === 'push' || Object.keys(part).join() !== 'camera') void this.follow({ grown: part.growth !== undefined, camera: part.camera === null });
  }

  /** Bring everything in line with the state. `grown`: keep what is new in sight; `camera`: look where the state says. */
  private async follow(how: { grown?: boolean; camera?: boolean }): Promise<void> {
    const { graph } = this;
    if (!graph) return;
    try {
      await this.complete(graph);
      if (this.state.together && !this.together) this.together = await this.loadTogether(graph);
    } catch (error) {
      if (this.stop.signal.aborted) return;
      notice((error as Error).message);
    }
    if (graph !== this.graph || this.stop.signal.aborted) return;
    const before = this.visible;
    this.draw(graph, how.camera ?? false);
    if (how.grown) this.reveal(before);
    this.showDetails(graph);
    this.followPath(graph);
  }

  private draw(graph: Graph, camera: boolean): void {
    const { state } = this;
    const view = write({ ...state, selected: null, camera: null, list: false, path: null }) + (this.paths?.answer ? JSON.stringify(this.paths.answer) : '');
    const redrawn = view !== this.drawnAs;
    if (redrawn) {
      this.drawnAs = view;
      this.visible = compute(graph, state, this.pathNodes(graph));
      this.laid = lay(graph, this.visible, state.pinned, state.tall ? TALL : WIDE);
      this.scene = makeScene(graph, this.visible, this.laid.places, state, state.together ? this.together ?? [] : [], palette());
      this.stage?.show(this.scene, this.laid.frame, this.focus(), palette());
      legend(this.parts.legend, graph, state, this.visible.nodes);
    } else this.stage?.bringOut(this.focus());
    if (camera) this.stage?.look(state.camera);
    this.filters?.update(state);
    this.showList(graph);
    this.showCounts(graph);
  }

  private showList(graph: Graph): void {
    const { list } = this.parts;
    list.hidden = !this.state.list;
    this.container.classList.toggle('listed', this.state.list);
    if (list.hidden || this.listedAs === this.drawnAs) return;
    this.listedAs = this.drawnAs;
    fill(list, listing(graph, this.visible, {
      select: (key) => this.change({ selected: { kind: 'node', key } }),
      selectFact: (id) => this.change({ selected: { kind: 'fact', id } }),
    }));
  }

  private showCounts(graph: Graph): void {
    const { nodes, edges } = this.visible;
    const text = `${nodes.length.toLocaleString('en')} of ${graph.total.nodes.toLocaleString('en')} entities · ${edges.length.toLocaleString('en')} facts`;
    const { counts } = this.parts;
    if (counts.textContent !== text) counts.textContent = text;
    this.parts.stage.setAttribute('aria-label', `Network of ${text}. Arrow keys go from entity to entity, L lists them all.`);
    this.container.dispatchEvent(new CustomEvent('kg:view', { detail: this.state }));
    this.showEmpty(graph);
  }

  private showEmpty(graph: Graph): void {
    if (this.visible.nodes.length) return fill(this.parts.over);
    if (!graph.total.nodes) {
      return fill(this.parts.over, message('There is nothing here yet', 'Give it articles: kg build FOLDER. This page shows them as soon as they are read.'));
    }
    const reset = h('button', { type: 'button', class: 'primary', onclick: () => navigate('/') }, 'Start again');
    const advice = graph.total.edges ? 'Loosen the filters on the left, or start again.' : 'The articles name entities, but no sentence that was understood links two of them.';
    fill(this.parts.over, message('Nothing to show', advice, reset));
  }

  private showDetails(graph: Graph): void {
    const { selected, path, pinned } = this.state;
    const node = selected?.kind === 'node' ? graph.node(selected.key) : undefined;
    const important = [...this.visible.nodes].sort((a, b) => graph.weight[b] - graph.weight[a] || a - b).slice(0, IMPORTANT);
    this.details.show(selected, path && { answer: this.paths?.answer ?? null, a: path[0], b: path[1] }, {
      graph, important,
      more: node === undefined ? 0 : this.visible.hiddenNeighbours.get(node) ?? 0,
      pinned: selected?.kind === 'node' && pinned.has(selected.key),
      shown: node !== undefined && this.scene.index.has(node),
    });
    this.container.classList.toggle('chosen', selected !== null || path !== null);
  }

  /** Load parts of a large graph that the address speaks of; drop what no longer exists. */
  private async complete(graph: Graph): Promise<void> {
    const { state } = this;
    const selected = state.selected?.kind === 'node' ? [state.selected.key] : [];
    const named = [...state.start, ...state.growth.map(({ key }) => key), ...(state.path ?? []), ...selected];
    for (const key of new Set(named.filter((one) => graph.node(one) === undefined))) {
      try {
        graph.merge(await api.neighbours(key, this.stop.signal));
        if (graph.node(key) === undefined) this.rename(key, (await api.entity(key, this.stop.signal)).key);
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 404) throw error;
        notice(`There is no entity ${truncate(key, key, 60)} in this graph any more.`);
        this.rename(key, null);
      }
    }
  }

  /** Write another key (or none) where the state names `key`. */
  private rename(key: string, now: string | null): void {
    const map = (one: string): string[] => (one !== key ? [one] : now === null ? [] : [now]);
    const { state } = this;
    const [a, b] = (state.path ?? []).flatMap(map);
    const chosen = state.selected?.kind === 'node' ? map(state.selected.key)[0] : undefined;
    this.state = {
      ...state,
      start: state.start.flatMap(map),
      growth: state.growth.flatMap((growth) => map(growth.key).map((found) => ({ ...growth, key: found }))),
      path: a && b ? [a, b] : null,
      selected: state.selected?.kind !== 'node' ? state.selected : chosen ? { kind: 'node', key: chosen } : null,
    };
  }

  private async loadTogether(graph: Graph): Promise<PairCount[]> {
    const { source, target, count } = await api.together(undefined, this.stop.signal);
    return source.flatMap((key, i) => {
      const [a, b] = [graph.node(key), graph.node(target[i])];
      return a === undefined || b === undefined ? [] : [{ a, b, count: count[i] }];
    });
  }

  // What is chosen

  private selectedKey(): string | null {
    return this.state.selected?.kind === 'node' ? this.state.selected.key : null;
  }

  private focus(path: number | null = null): Focus | null {
    const { selected } = this.state;
    const { graph, scene } = this;
    if (!graph) return null;
    const index = (key: string): number[] => { const node = graph.node(key); const i = node === undefined ? undefined : scene.index.get(node); return i === undefined ? [] : [i]; };
    if (!selected) return this.paths?.answer ? this.pathFocus(this.paths.answer, path) : null;
    if (selected.kind === 'node') return index(selected.key).length ? around(scene, index(selected.key)) : null;
    const edge = selected.kind === 'fact' ? scene.byName.get(`f:${selected.id}`) : scene.byName.get(`p:${selected.a}~${selected.b}`) ?? scene.byName.get(`p:${selected.b}~${selected.a}`);
    if (edge !== undefined) {
      const ends = [scene.edges[edge].a, scene.edges[edge].b];
      return { nodes: new Set(ends), edges: new Set([edge]), main: new Set(ends) };
    }
    return null;
  }

  private pathFocus(paths: Paths, only: number | null): Focus | null {
    const { graph, scene } = this;
    const focus = { nodes: new Set<number>(), edges: new Set<number>(), main: new Set<number>() };
    paths.paths.forEach((path, i) => {
      if (only !== null && only !== i) return;
      path.nodes.forEach(({ key }, j) => {
        const node = scene.index.get(graph?.node(key) ?? -1);
        if (node === undefined) return;
        focus.nodes.add(node);
        if (j === 0 || j === path.nodes.length - 1) focus.main.add(node);
      });
      path.steps.flat().forEach((id) => { const edge = scene.byName.get(`f:${id}`); if (edge !== undefined) focus.edges.add(edge); });
    });
    return focus.nodes.size ? focus : null;
  }

  private highlight(path: number | null): void {
    this.stage?.bringOut(this.focus(path));
  }

  private clicked(what: { node: number } | { edge: string } | null): void {
    const { graph } = this;
    if (!graph) return;
    this.parts.stage.focus({ preventScroll: true });
    if (this.choosingFrom && what && 'node' in what) return this.showPath(this.choosingFrom, graph.key[what.node]);
    this.change({ selected: selection(what, graph) });
    if (what && 'node' in what) this.announce(what.node);
  }

  private announce(node: number): void {
    const graph = this.graph as Graph;
    const more = this.visible.hiddenNeighbours.get(node) ?? 0;
    const shown = this.visible.edges.filter((edge) => graph.source[edge] === node || graph.target[edge] === node).length;
    this.parts.live.textContent = `${truncate(graph.name[node], graph.key[node], 80)}, ${graph.type[node]}, ${shown} facts shown${more ? `, ${more} more neighbours to unfold` : ''}`;
  }

  /** Choose the next entity in a direction (screen coordinates), or the most important one. */
  private moveSelection(dx: number, dy: number): void {
    const { stage, graph, scene } = this;
    if (!stage || !graph || !scene.nodes.length) return;
    const key = this.selectedKey();
    const from = key === null ? undefined : scene.index.get(graph.node(key) ?? -1);
    const to = from === undefined ? 0 : nextTowards(scene.nodes.map((_, i) => stage.positionOf(i)), from, dx, dy);
    if (to === null) return;
    this.change({ selected: { kind: 'node', key: graph.key[scene.nodes[to].node] } }, from === undefined ? 'push' : 'replace');
    stage.reveal([to]);
    this.announce(scene.nodes[to].node);
  }

  // Growing and shrinking

  private async unfold(key: string): Promise<void> {
    const { graph } = this;
    const node = graph?.node(key);
    if (!graph || node === undefined) return;
    if (this.state.collapsed.has(key)) return this.change({ collapsed: without(this.state.collapsed, key) });
    if (graph.isPartial(node) && graph.total.nodes > graph.key.length) {
      try {
        graph.merge(await api.neighbours(key, this.stop.signal));
      } catch (error) {
        if (!this.stop.signal.aborted) notice((error as Error).message);
        return;
      }
    }
    const hidden = ranked(graph, node, this.visible.passes).filter((other) => this.state.hidden.has(graph.key[other]));
    if (!this.visible.hiddenNeighbours.get(node) && !graph.isPartial(node)) return notice('All its neighbours are shown.');
    if (hidden.length && hidden.length === this.visible.hiddenNeighbours.get(node)) {
      return this.change({ hidden: hidden.reduce((all, other) => without(all, graph.key[other]), this.state.hidden) });
    }
    this.change({ growth: [...this.state.growth, { key, steps: 1, at: this.state.pinned.get(key) ?? null }] });
  }

  private fold(key: string): void {
    const { growth, collapsed } = this.state;
    const mine = growth.filter((one) => one.key === key && one.steps > 0);
    if (!mine.length) return this.change({ collapsed: new Set([...collapsed, key]) });
    const first = growth.indexOf(mine[0]);
    const kept = growth.flatMap((one, i) => (one.key !== key ? [one] : i === first ? [{ ...one, steps: 0 }] : []));
    this.change({ growth: kept });
  }

  private async toggle(node: number): Promise<void> {
    const graph = this.graph as Graph;
    if (this.choosingFrom) return;
    const key = graph.key[node];
    if (this.visible.hiddenNeighbours.get(node) || graph.isPartial(node)) await this.unfold(key);
    else this.fold(key);
  }

  private hide(key: string): void {
    const selected = this.selectedKey() === key ? null : this.state.selected;
    this.change({ hidden: new Set([...this.state.hidden, key]), selected });
    const node = this.graph?.node(key);
    notice(`${truncate(node === undefined ? key : (this.graph as Graph).name[node], key)} is hidden.`, { label: 'Show again', run: () => this.change({ hidden: without(this.state.hidden, key) }) });
  }

  private pin(node: number, at: Point): void {
    const pinned = new Map(this.state.pinned);
    pinned.set((this.graph as Graph).key[node], [Math.round(at[0] * 10) / 10, Math.round(at[1] * 10) / 10]);
    this.change({ pinned });
  }

  private togglePin(key: string): void {
    const node = this.graph?.node(key);
    const place = node === undefined ? undefined : this.laid.places.get(node);
    if (node === undefined || !place) return;
    if (!this.state.pinned.has(key)) return this.pin(node, place);
    const pinned = new Map(this.state.pinned);
    pinned.delete(key);
    this.change({ pinned });
  }

  /** An entity was found by the search: choose it, bring it into the view where it is not. */
  private async pick(key: string): Promise<void> {
    const { graph } = this;
    if (!graph) return;
    if (this.choosingFrom) return this.showPath(this.choosingFrom, key);
    const node = graph.node(key);
    const shown = node !== undefined && this.scene.index.has(node);
    const part: Partial<ViewState> = { selected: { kind: 'node', key } };
    if (!shown) {
      part.hidden = without(this.state.hidden, key);
      part.growth = [...this.state.growth, { key, steps: 1, at: null }];
    }
    this.state = { ...this.state, ...part };
    await this.complete(graph);
    this.change({});
    const now = graph.node(key);
    if (now !== undefined) {
      await this.follow({});
      const i = this.scene.index.get(now);
      if (i !== undefined) this.stage?.reveal([i]);
      this.announce(now);
    }
    this.parts.stage.focus({ preventScroll: true });
  }

  /** Have in sight what was not there before. */
  private reveal(before: Visible): void {
    const known = new Set(before.nodes);
    const fresh = this.scene.nodes.flatMap((node, i) => (known.has(node.node) ? [] : [i]));
    const key = this.selectedKey();
    const anchor = key === null ? undefined : this.scene.index.get(this.graph?.node(key) ?? -1);
    this.stage?.reveal(anchor === undefined ? fresh : [anchor, ...fresh]);
  }

  private fit(): void {
    this.stage?.go(null);
  }

  // Paths

  private choosePath(key: string): void {
    const graph = this.graph as Graph;
    this.choosingFrom = key;
    const node = graph.node(key);
    const search = searchBox({ label: 'The other end of the path', placeholder: 'Search the other end …', pick: (found) => void this.pick(found) });
    fill(this.parts.banner,
      h('span', {}, 'Path from ', h('bdi', {}, truncate(node === undefined ? key : graph.name[node], key)), ' to: click an entity, or'),
      search.element,
      h('button', { type: 'button', class: 'small', onclick: () => this.endChoosing() }, 'Cancel'));
    this.parts.banner.hidden = false;
    search.focus();
  }

  private endChoosing(): void {
    this.choosingFrom = null;
    this.parts.banner.hidden = true;
    fill(this.parts.banner);
  }

  private showPath(a: string, b: string): void {
    if (a === b) return notice('Choose another entity than the one the path begins at.');
    this.endChoosing();
    this.paths = null;
    this.change({ path: [a, b], selected: null });
  }

  private followPath(graph: Graph): void {
    const { path, filters } = this.state;
    if (!path) {
      if (this.paths) { this.paths = null; void this.follow({}); }
      return;
    }
    const statuses = [...filters.statuses].sort().join(',');
    if (this.paths && this.paths.a === path[0] && this.paths.b === path[1] && this.paths.statuses === statuses) return;
    const asked = { a: path[0], b: path[1], statuses, answer: null as Paths | null };
    this.paths = asked;
    api.paths(path[0], path[1], { statuses, limit: 5, longest: LONGEST }, this.stop.signal).then(async (answer) => {
      if (this.paths !== asked || this.graph !== graph) return;
      const before = this.visible;
      const unknown = answer.paths.flatMap(({ nodes }) => nodes).filter(({ key }) => graph.node(key) === undefined);
      for (const { key } of unknown) if (graph.node(key) === undefined) graph.merge(await api.neighbours(key, this.stop.signal));
      asked.answer = answer;
      await this.follow({});
      if (before.nodes.length !== this.visible.nodes.length || !this.state.camera) {
        this.stage?.reveal(answer.paths.flatMap(({ nodes }) => nodes.map(({ key }) => this.scene.index.get(graph.node(key) ?? -1) ?? -1)).filter((i) => i >= 0));
      }
      this.parts.live.textContent = `${answer.paths.length} paths found`;
    }).catch((error: Error) => {
      if (this.stop.signal.aborted) return;
      notice(error.message);
      asked.answer = { paths: [] };
      this.showDetails(graph);
    });
  }

  private pathNodes(graph: Graph): number[] {
    const keys = this.paths?.answer?.paths.flatMap(({ nodes }) => nodes.map(({ key }) => key)) ?? [];
    return [...new Set([...(this.state.path ?? []), ...keys])].map((key) => graph.node(key)).filter((node) => node !== undefined);
  }

  // Files

  private async save(format: 'png' | 'svg' | 'link'): Promise<void> {
    try {
      if (format === 'link') {
        await navigator.clipboard.writeText(location.href);
        return notice('The link to this view is copied.');
      }
      if (!this.stage) return notice('There is no picture to save: this browser cannot draw the network.');
      const picture = this.stage.picture(`${this.parts.counts.textContent} · ${this.graph?.meta.title ?? ''}`.replace(/ · $/, ''));
      const blob = format === 'png' ? await png(picture) : new Blob([svg(picture)], { type: 'image/svg+xml' });
      const url = URL.createObjectURL(blob);
      const link = h('a', { href: url, download: `network.${format}` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    } catch (error) {
      notice(`That did not work: ${(error as Error).message}`);
    }
  }

  // For tests

  /** What is shown and where, in words that tests can ask for. */
  probe(): Record<string, unknown> {
    const graph = this.graph as Graph;
    return {
      ready: this.graph !== null && this.drawnAs !== null,
      state: write(this.state),
      entities: this.visible.nodes.map((node) => graph.key[node]),
      facts: this.visible.edges.map((edge) => graph.id[edge]),
      statuses: this.visible.edges.map((edge) => graph.status[edge]),
      ends: this.visible.edges.map((edge) => [graph.key[graph.source[edge]], graph.key[graph.target[edge]]]),
      lines: this.scene.edges.map((edge) => edge.id),
    };
  }

  dates(): (string | null)[][] {
    const { first, last } = this.graph as Graph;
    return this.visible.edges.map((edge) => [first[edge], last[edge]]);
  }

  places(): Record<string, Point> {
    return Object.fromEntries(this.scene.nodes.map(({ node, x, y }) => [(this.graph as Graph).key[node], [x, y]]));
  }

  discs(): { key: string; radius: number; colour: string }[] {
    return this.scene.nodes.map(({ node, radius, colour }) => ({ key: (this.graph as Graph).key[node], radius, colour }));
  }

  lines(): { id: string; ends: string[]; headed: boolean; dashed: boolean }[] {
    const key = (i: number): string => (this.graph as Graph).key[this.scene.nodes[i].node];
    return (this.stage?.drawn().lines ?? []).map((line) => {
      const edge = this.scene.edges[line.edge];
      return { id: edge.id, ends: [key(edge.a), key(edge.b)], headed: line.head !== null, dashed: line.dash.length > 0 };
    });
  }

  /** What is brought out now. */
  lit(): { nodes: string[]; lines: string[] } {
    const focus = this.focus();
    return {
      nodes: [...(focus?.nodes ?? [])].map((i) => (this.graph as Graph).key[this.scene.nodes[i].node]),
      lines: [...(focus?.edges ?? [])].map((i) => this.scene.edges[i].id),
    };
  }

  positionOf(key: string): { x: number; y: number } | null {
    const i = this.scene.index.get(this.graph?.node(key) ?? -1);
    return i === undefined || !this.stage ? null : this.onPage(this.stage.positionOf(i));
  }

  middleOf(line: string): { x: number; y: number } | null {
    const i = this.scene.byName.get(line);
    const found = this.stage?.drawn().lines.find((drawn) => drawn.edge === i);
    if (!found) return null;
    return this.onPage({ x: (found.x0 + 2 * found.cx + found.x1) / 4, y: (found.y0 + 2 * found.cy + found.y1) / 4 });
  }

  labels(): { text: string; x: number; y: number; width: number; size: number; angle: number; edge: boolean }[] {
    return (this.stage?.drawn().labels ?? []).map(({ text, x, y, width, size, angle, of }) => ({ text, x, y, width, size, angle, edge: of < 0 }));
  }

  private onPage({ x, y }: { x: number; y: number }): { x: number; y: number } {
    const box = this.parts.canvas.getBoundingClientRect();
    return { x: x + box.left, y: y + box.top };
  }
}

function without<T>(set: ReadonlySet<T>, value: T): Set<T> {
  const copy = new Set(set);
  copy.delete(value);
  return copy;
}

function selection(what: { node: number } | { edge: string } | null, graph: Graph): Selection | null {
  if (!what) return null;
  if ('node' in what) return { kind: 'node', key: graph.key[what.node] };
  if (what.edge.startsWith('f:')) return { kind: 'fact', id: what.edge.slice(2) };
  const [a, b] = what.edge.slice(2).split('~');
  return { kind: 'pair', a, b };
}

/** The nearest point in a direction: what lies ahead counts by its distance, more so the further off the line it is. */
function nextTowards(points: readonly { x: number; y: number }[], from: number, dx: number, dy: number): number | null {
  let [best, least]: [number | null, number] = [null, Infinity];
  points.forEach((point, i) => {
    const [x, y] = [point.x - points[from].x, point.y - points[from].y];
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy - y * dx);
    if (i === from || ahead <= 0 || aside > ahead * 1.6) return;
    const cost = ahead + aside * 1.5;
    if (cost < least) [best, least] = [i, cost];
  });
  return best;
}

function frameOfPage() {
  const canvas = h('div', { class: 'canvas', 'aria-hidden': 'true' });
  const over = h('div', { class: 'over' });
  const legendList = h('ul');
  legendList.className = 'legend';
  legendList.setAttribute('aria-label', 'Legend');
  const stage = h('section', { class: 'stage', tabindex: 0, role: 'application', 'aria-roledescription': 'network', 'aria-label': 'Network' }, canvas, over);
  const zooming = h('div', { class: 'zooming', role: 'group', 'aria-label': 'Zoom' });
  const bar = h('div', { class: 'toolbar', role: 'toolbar', 'aria-label': 'View' });
  const counts = h('p', { class: 'counts' });
  const banner = h('div', { class: 'banner', role: 'group', 'aria-label': 'Choose the other end of a path', hidden: true });
  const list = h('section', { class: 'list', 'aria-label': 'What is shown, as a list', hidden: true });
  const filters = h('aside', { class: 'filters', 'aria-label': 'Filters' });
  const panel = h('aside', { class: 'panel', 'aria-label': 'Details' });
  const live = h('p', { class: 'sr', 'aria-live': 'polite' });
  const middle = h('div', { class: 'middle' }, h('div', { class: 'top' }, bar, counts), banner, h('div', { class: 'stack' }, stage, list), h('div', { class: 'bottom' }, legendList, zooming));
  return { all: [filters, middle, panel, live], canvas, over, legend: legendList, stage, zooming, toolbar: bar, counts, banner, list, filters, panel, live };
}
