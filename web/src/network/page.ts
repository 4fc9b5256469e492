/** The network page: one view state, and everything that is drawn from it. */

import { api, ApiError, onGeneration, type Paths } from '../api';
import { openDialog } from '../actions';
import { fill, h, message, notice, truncate } from '../dom';
import { links, navigate, type Live } from '../router';
import { searchBox } from '../search';
import { meta, provideView } from '../state';
import { controls, countShown, type Controls } from './controls';
import { cameraAt, crowd, isCrowd } from './crowd';
import { Graph } from './data';
import { Details } from './details';
import type { Focus } from './drawing';
import { focusOf, indexOf, nextTowards, pickedFocus, selection } from './focus';
import { keyboard } from './keyboard';
import { lay, type Laid } from './layout';
import { legend } from './legend';
import { palette } from './palette';
import { showMenu } from './menu';
import { makeParts } from './parts';
import { pickingBar } from './picking';
import { Probe } from './probe';
import { copyLink, savePicture, type Format } from './saving';
import { makeScene, type PairCount, type Scene } from './scene';
import { Stage, type Clicked } from './stage';
import { listing } from './table';
import { toolbar, zoomButtons } from './toolbar';
import { read, write, type Point, type ViewState } from './viewstate';
import { centreOf, compute, ranked, wantsTogether, type Visible } from './visible';

const IMPORTANT = 12;
const LONGEST = 8; // steps of a path
const WIDE = 1.4; // a stage's width by its height, the same for all that are not tall, so that a link gives one picture
const TALL = 0.85;
const NOTHING: Visible = {
  passes: new Uint8Array(),
  steps: [],
  nodes: [],
  edges: [],
  hiddenNeighbours: new Map(),
  ego: null,
};

export class NetworkPage implements Live {
  private graph: Graph | null = null;
  private stage: Stage | null = null;
  private filters: Controls | null = null;
  private readonly details: Details;
  private state: ViewState;
  private visible: Visible = NOTHING;
  private laid: Laid = { places: new Map(), frame: { x: [-1, 1], y: [-1, 1] } };
  private scene: Scene = { nodes: [], edges: [], index: new Map(), byName: new Map(), sectors: [], ring: null };
  private pairs: { of: string; found: PairCount[] } = { of: '', found: [] }; // named in one sentence, as far as the view wants them
  private paths: { a: string; b: string; statuses: string; answer: Paths | null } | null = null;
  private choosingFrom: string | null = null; // one end of a path, while the other is being chosen
  private drawnAs: string | null = null; // the view that is drawn
  private crowded = false; // whether communities are drawn in place of entities
  private listedAs: string | null = null;
  private readonly stop = new AbortController();
  private readonly parts = makeParts();
  private readonly undo: (() => void)[] = [];

  constructor(
    private readonly container: HTMLElement,
    params: URLSearchParams,
  ) {
    this.state = read(params);
    container.append(...this.parts.all);
    if (!params.has('tall')) this.state = { ...this.state, tall: this.isTall() };
    this.details = new Details(this.parts.panel, {
      select: (selected) => this.change({ selected }),
      unfold: (key) => void this.unfold(key),
      fold: (key) => this.fold(key),
      hide: (key) => this.hide(key),
      pin: (key) => this.togglePin(key),
      pathFrom: (key) => this.choosePath(key),
      clearPath: () => {
        this.paths = null;
        this.change({ path: null });
      },
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
    this.state = { ...read(params), ...(params.has('tall') ? {} : { tall: this.isTall() }) };
    void this.follow({ camera: true });
  }

  private listen(): void {
    const { signal } = this.stop;
    addEventListener('kg:pick', (event) => void this.pick((event as CustomEvent<string>).detail), { signal });
    addEventListener(
      'kg:theme',
      () => {
        this.drawnAs = null;
        void this.follow({});
      },
      { signal },
    );
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
      escape: () => (this.choosingFrom ? this.endChoosing() : this.change({ selected: null, picked: [] })),
    });
  }

  // Loading

  private async load(): Promise<void> {
    try {
      const first = !this.graph;
      if (first) this.say('Loading the network …');
      const [known, network] = await Promise.all([meta(), api.network(undefined, this.stop.signal)]);
      this.graph = new Graph(network, known);
      this.pairs = { of: '', found: [] };
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
        select: (what, more) => this.clicked(what, more),
        context: (what, at) => this.contextMenu(what, at),
        lasso: (nodes) => this.pickMore(nodes.map((node) => (this.graph as Graph).key[node])),
        unfold: (node) => void this.toggle(node),
        pin: (node, at) => this.pin(node, at),
        camera: (camera) => {
          this.change({ camera }, 'replace');
          if (isCrowd(this.visible, camera?.[2] ?? 1) !== this.crowded) void this.follow({});
        },
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
    const close = h(
      'button',
      { type: 'button', class: 'quiet close', 'aria-label': 'Close the filters', onclick: () => this.toggleFilters() },
      '×',
    );
    fill(this.parts.filters, h('p', { class: 'closing drawer' }, close), this.filters.element);
    zoomButtons(
      this.parts.zooming,
      (factor) => this.stage?.zoom(factor),
      () => this.fit(),
    );
    toolbar(this.parts.toolbar, {
      all: () => this.change({ all: !this.state.all, camera: null }),
      restart: () => {
        this.paths = null;
        this.choosingFrom = null;
        navigate('/network');
      },
      list: () => this.change({ list: !this.state.list }),
      steps: (steps) => this.step(steps),
      onlyThis: () => this.choose(this.selectedKey() ?? this.state.start[0]),
      go: (way) => (way === 'back' ? history.back() : history.forward()),
      filters: () => this.toggleFilters(),
      save: (format) => void this.save(format),
      dialog: (name) => void openDialog(name, this.shown(graph)),
    });
    provideView(() => this.shown(graph));
  }

  private shown(graph: Graph): { entities: string[]; facts: string[] } {
    return {
      entities: this.visible.nodes.map((node) => graph.key[node]),
      facts: this.visible.edges.map((edge) => graph.id[edge]),
    };
  }

  private toggleFilters(): void {
    const open = this.parts.filters.clientHeight > 0;
    this.container.classList.toggle('filters-open', !open);
    this.container.classList.toggle('filters-closed', open);
  }

  /** Show what is so many steps around the entity that is chosen, or that the view is of. */
  private step(steps: 1 | 2 | 3): void {
    const key = this.selectedKey();
    const start = key !== null ? [key] : [...this.state.start];
    this.change({ start, steps, only: [], growth: [], collapsed: new Set(), all: false, path: null, camera: null });
  }

  // State

  /** Change the view, write it into the address, and show it. */
  private change(part: Partial<ViewState>, history: 'push' | 'replace' = 'push'): void {
    const before = this.state;
    this.state = { ...before, ...part };
    const query = write(this.state);
    navigate(query ? `/network?${query}` : '/network', { quiet: true, replace: history === 'replace' });
    if (history === 'push' || Object.keys(part).join() !== 'camera')
      void this.follow({ grown: part.growth !== undefined, camera: part.camera === null });
  }

  /** Bring everything in line with the state. `grown`: keep what is new in sight; `camera`: look where the state says. */
  private async follow(how: { grown?: boolean; camera?: boolean }): Promise<void> {
    const { graph } = this;
    if (!graph) return;
    try {
      await this.complete(graph);
      await this.loadTogether(graph);
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
    const view =
      write({ ...state, selected: null, picked: [], camera: null, list: false, path: null }) +
      this.pairs.of +
      (this.paths?.answer ? JSON.stringify(this.paths.answer) : '');
    const crowded = view === this.drawnAs && isCrowd(this.visible, state.camera?.[2] ?? 1);
    const redrawn = view !== this.drawnAs || crowded !== this.crowded;
    if (redrawn) {
      if (view !== this.drawnAs) {
        this.drawnAs = view;
        this.visible = compute(graph, state, this.pathNodes(graph), this.pairs.found);
        this.laid = lay(graph, this.visible, state.pinned, state.tall ? TALL : WIDE);
      }
      this.crowded = isCrowd(this.visible, state.camera?.[2] ?? 1);
      this.scene = this.crowded
        ? crowd(graph, this.visible, this.laid, palette())
        : makeScene(graph, this.visible, this.laid, state, [...this.pairs.found, ...this.pathPairs(graph)], palette());
      this.stage?.show(this.scene, this.laid.frame, this.focus(), palette());
      legend(this.parts.legend, graph, state, this.visible.nodes, this.pairs.found.length > 0);
    } else this.stage?.bringOut(this.focus());
    if (camera) this.stage?.look(state.camera);
    this.filters?.update(state, countShown(graph, this.visible.nodes, this.visible.edges));
    pickingBar(this.parts.picked, graph, state.picked, {
      hide: (keys) => this.change({ hidden: new Set([...state.hidden, ...keys]), picked: [] }),
      keep: (keys) =>
        this.change({ ...read(new URLSearchParams()), filters: state.filters, only: [...keys], tall: this.isTall() }),
      clear: () => this.change({ picked: [] }),
    });
    this.showList(graph);
    this.showCounts(graph);
  }

  private showList(graph: Graph): void {
    const { list } = this.parts;
    list.hidden = !this.state.list;
    this.container.classList.toggle('listed', this.state.list);
    if (list.hidden || this.listedAs === this.drawnAs) return;
    this.listedAs = this.drawnAs;
    fill(
      list,
      listing(graph, this.visible, {
        select: (key) => this.change({ selected: { kind: 'node', key } }),
        selectFact: (id) => this.change({ selected: { kind: 'fact', id } }),
      }),
    );
  }

  private showCounts(graph: Graph): void {
    const { nodes, edges } = this.visible;
    const text = `${nodes.length.toLocaleString('en')} of ${graph.total.nodes.toLocaleString('en')} entities · ${edges.length.toLocaleString('en')} facts`;
    const { counts } = this.parts;
    if (counts.textContent !== text) counts.textContent = text;
    this.parts.stage.setAttribute(
      'aria-label',
      `Network of ${text}. Arrow keys go from entity to entity, L lists them all.`,
    );
    this.container.dispatchEvent(new CustomEvent('kg:view', { detail: this.state }));
    this.showEmpty(graph);
  }

  private showEmpty(graph: Graph): void {
    if (this.visible.nodes.length) return fill(this.parts.over);
    if (!graph.total.nodes) {
      return fill(
        this.parts.over,
        message(
          'There is nothing here yet',
          'Give it articles: kg build FOLDER. This page shows them as soon as they are read.',
        ),
      );
    }
    const reset = h('button', { type: 'button', class: 'primary', onclick: () => navigate('/network') }, 'Start again');
    const advice = graph.total.edges
      ? 'Loosen the filters on the left, or start again.'
      : 'The articles name entities, but no sentence that was understood links two of them.';
    fill(this.parts.over, message('Nothing to show', advice, reset));
  }

  private showDetails(graph: Graph): void {
    const { selected, path, pinned } = this.state;
    const node = selected?.kind === 'node' ? graph.node(selected.key) : undefined;
    const important = [...this.visible.nodes]
      .sort((a, b) => graph.weight[b] - graph.weight[a] || a - b)
      .slice(0, IMPORTANT);
    this.details.show(selected, path && { answer: this.paths?.answer ?? null, a: path[0], b: path[1] }, {
      graph,
      important,
      more: node === undefined ? 0 : (this.visible.hiddenNeighbours.get(node) ?? 0),
      pinned: selected?.kind === 'node' && pinned.has(selected.key),
      shown: node !== undefined && this.scene.index.has(node),
    });
    this.container.classList.toggle('chosen', selected !== null || path !== null);
  }

  /** Load parts of a large graph that the address speaks of; drop what no longer exists. */
  private async complete(graph: Graph): Promise<void> {
    const { state } = this;
    const selected = state.selected?.kind === 'node' ? [state.selected.key] : [];
    const named = [
      ...state.start,
      ...state.only,
      ...state.growth.map(({ key }) => key),
      ...(state.path ?? []),
      ...selected,
    ];
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
      only: state.only.flatMap(map),
      growth: state.growth.flatMap((growth) => map(growth.key).map((found) => ({ ...growth, key: found }))),
      path: a && b ? [a, b] : null,
      selected: state.selected?.kind !== 'node' ? state.selected : chosen ? { kind: 'node', key: chosen } : null,
    };
  }

  /** Ask who is named in one sentence with whom, where the view shows that. */
  private async loadTogether(graph: Graph): Promise<void> {
    const centre = centreOf(graph, this.state);
    const of = !wantsTogether(graph, this.state) ? '' : centre === null ? 'all' : graph.key[centre];
    if (of === this.pairs.of) return;
    const { signal } = this.stop;
    const found =
      of === '' ? null : of === 'all' ? await api.together(undefined, signal) : await api.beside(of, signal);
    const pairs = (found?.source ?? []).flatMap((key, i): PairCount[] => {
      const [a, b] = [graph.node(key), graph.node(found?.target[i] ?? '')];
      return a === undefined || b === undefined ? [] : [{ a, b, count: found?.count[i] ?? 0 }];
    });
    this.pairs = { of, found: pairs };
  }

  // What is chosen

  private selectedKey(): string | null {
    return this.state.selected?.kind === 'node' ? this.state.selected.key : null;
  }

  private focus(path: number | null = null): Focus | null {
    if (this.graph && this.state.picked.length) return pickedFocus(this.graph, this.scene, this.state.picked);
    return this.graph && focusOf(this.graph, this.scene, this.state.selected, this.paths?.answer ?? null, path);
  }

  private highlight(path: number | null): void {
    this.stage?.bringOut(this.focus(path));
  }

  private clicked(what: Clicked | null, more = false): void {
    const { graph } = this;
    if (!graph) return;
    this.parts.stage.focus({ preventScroll: true });
    if (this.choosingFrom && what && 'node' in what) return this.showPath(this.choosingFrom, graph.key[what.node]);
    if (what && 'fold' in what) return this.openFold(what.fold);
    if (more && !what) return;
    if (more && what && 'node' in what) return this.pickMore([graph.key[what.node]]);
    this.change({ selected: selection(what, graph), picked: [] });
    if (what && 'node' in what) this.announce(what.node);
  }

  /** Show some more of the neighbours that a fold stands for. */
  private openFold(id: string): void {
    if (id.startsWith('community:')) return this.stage?.go(cameraAt(this.scene, id));
    const { opened } = this.state;
    this.change({ opened: new Map([...opened, [id, (opened.get(id) ?? 0) + 1]]) });
  }

  /** Add entities to those chosen together, or take them out. */
  private pickMore(keys: readonly string[]): void {
    const { picked, selected } = this.state;
    const before = picked.length || selected?.kind !== 'node' ? picked : [selected.key];
    const all = new Set(before);
    for (const key of keys) if (keys.length > 1 || !all.delete(key)) all.add(key);
    this.change({ picked: [...all], selected: null });
  }

  private contextMenu(what: Clicked | null, at: { x: number; y: number }): void {
    const graph = this.graph as Graph;
    if (what && 'fold' in what) return this.openFold(what.fold);
    if (what && 'edge' in what) {
      const chosen = selection(what, graph);
      return showMenu(at, 'This fact', [
        { label: 'Show the sentences', run: () => this.change({ selected: chosen, picked: [] }) },
      ]);
    }
    if (what) return this.entityMenu(graph.key[what.node], at);
    showMenu(at, 'This view', [
      { label: 'All in sight', run: () => this.fit() },
      { label: 'Show all', run: () => this.change({ all: true, camera: null }) },
      { label: 'As a list', run: () => this.change({ list: true }) },
      { label: 'Picture (PNG)', run: () => void this.save('png') },
      { label: 'Export …', run: () => void openDialog('export', this.shown(graph)) },
    ]);
  }

  private entityMenu(key: string, at: { x: number; y: number }): void {
    const graph = this.graph as Graph;
    const node = graph.node(key) as number;
    const name = truncate(graph.name[node], key, 60);
    const entity = { key, name: graph.name[node], type: graph.type[node] };
    showMenu(at, name, [
      { label: 'Only this and its neighbours', run: () => this.choose(key) },
      { label: 'Show more neighbours', run: () => void this.unfold(key) },
      { label: 'Fold up', run: () => this.fold(key) },
      { label: 'Hide', run: () => this.hide(key) },
      { label: this.state.pinned.has(key) ? 'Unpin' : 'Pin', run: () => this.togglePin(key) },
      { label: 'Path to …', run: () => this.choosePath(key) },
      { label: 'Choose together with others', run: () => this.pickMore([key]) },
      { label: 'Open page', run: () => navigate(links.entity(key)) },
      { label: 'Merge with another …', run: () => void openDialog('merge', { entity, entities: [key] }) },
      { label: 'Dossier …', run: () => void openDialog('dossier', { entity, entities: [key] }) },
    ]);
  }

  private announce(node: number): void {
    const graph = this.graph as Graph;
    const more = this.visible.hiddenNeighbours.get(node) ?? 0;
    const shown = this.visible.edges.filter(
      (edge) => graph.source[edge] === node || graph.target[edge] === node,
    ).length;
    this.parts.live.textContent = `${truncate(graph.name[node], graph.key[node], 80)}, ${graph.type[node]}, ${shown} facts shown${more ? `, ${more} more neighbours to unfold` : ''}`;
  }

  /** Choose the next entity in a direction (screen coordinates), or the most important one. */
  private moveSelection(dx: number, dy: number): void {
    const { stage, graph, scene } = this;
    if (!stage || !graph || !scene.nodes.length) return;
    const key = this.selectedKey();
    const from = indexOf(graph, scene, key);
    const to =
      from === undefined
        ? 0
        : nextTowards(
            scene.nodes.map((_, i) => stage.positionOf(i)),
            from,
            dx,
            dy,
          );
    if (to === null || scene.nodes[to].node < 0) return;
    this.change(
      { picked: [], selected: { kind: 'node', key: graph.key[scene.nodes[to].node] } },
      from === undefined ? 'push' : 'replace',
    );
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
    if (!this.visible.hiddenNeighbours.get(node) && !graph.isPartial(node))
      return notice('All its neighbours are shown.');
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
    notice(`${truncate(node === undefined ? key : (this.graph as Graph).name[node], key)} is hidden.`, {
      label: 'Show again',
      run: () => this.change({ hidden: without(this.state.hidden, key) }),
    });
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

  /** An entity was found by the search: choose it. */
  private async pick(key: string): Promise<void> {
    const { graph } = this;
    if (!graph) return;
    if (this.choosingFrom) return this.showPath(this.choosingFrom, key);
    this.choose(key);
    await this.follow({ camera: true });
    const node = graph.node(key);
    if (node !== undefined) this.announce(node);
    this.parts.stage.focus({ preventScroll: true });
  }

  /** Show an entity with all that it is joined to, and nothing else, fitted. */
  private choose(key: string): void {
    const { filters, colour, size } = this.state;
    const fresh = read(new URLSearchParams());
    this.paths = null;
    this.change({
      ...fresh,
      filters,
      colour,
      size,
      tall: this.isTall(),
      start: [key],
      selected: { kind: 'node', key },
    });
  }

  /** Have in sight what was not there before. */
  private reveal(before: Visible): void {
    const known = new Set(before.nodes);
    const fresh = this.scene.nodes.flatMap((node, i) => (known.has(node.node) ? [] : [i]));
    const key = this.selectedKey();
    const anchor = this.graph ? indexOf(this.graph, this.scene, key) : undefined;
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
    const search = searchBox({
      label: 'The other end of the path',
      placeholder: 'Search the other end …',
      pick: (found) => void this.pick(found),
    });
    fill(
      this.parts.banner,
      h(
        'span',
        {},
        'Path from ',
        h('bdi', {}, truncate(node === undefined ? key : graph.name[node], key)),
        ' to: click an entity, or',
      ),
      search.element,
      h('button', { type: 'button', class: 'small', onclick: () => this.endChoosing() }, 'Cancel'),
    );
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
      if (this.paths) {
        this.paths = null;
        void this.follow({});
      }
      return;
    }
    const statuses = [...filters.statuses].sort().join(',');
    if (this.paths && this.paths.a === path[0] && this.paths.b === path[1] && this.paths.statuses === statuses) return;
    const asked = { a: path[0], b: path[1], statuses, answer: null as Paths | null };
    this.paths = asked;
    api
      .paths(path[0], path[1], { statuses, limit: 5, longest: LONGEST }, this.stop.signal)
      .then(async (answer) => {
        if (this.paths !== asked || this.graph !== graph) return;
        const before = this.visible;
        const unknown = answer.paths.flatMap(({ nodes }) => nodes).filter(({ key }) => graph.node(key) === undefined);
        for (const { key } of unknown)
          if (graph.node(key) === undefined) graph.merge(await api.neighbours(key, this.stop.signal));
        asked.answer = answer;
        await this.follow({});
        if (before.nodes.length !== this.visible.nodes.length || !this.state.camera) {
          this.stage?.reveal(
            answer.paths
              .flatMap(({ nodes }) => nodes.map(({ key }) => indexOf(graph, this.scene, key)))
              .filter((i) => i !== undefined),
          );
        }
        this.parts.live.textContent = `${answer.paths.length} paths found`;
      })
      .catch((error: Error) => {
        if (this.stop.signal.aborted) return;
        notice(error.message);
        asked.answer = { paths: [] };
        this.showDetails(graph);
      });
  }

  /** Steps of paths over two that are only named in one sentence. */
  private pathPairs(graph: Graph): PairCount[] {
    return (this.paths?.answer?.paths ?? []).flatMap(({ nodes, steps, sentences }) =>
      steps.flatMap((step, i): PairCount[] => {
        const [a, b] = [graph.node(nodes[i].key), graph.node(nodes[i + 1].key)];
        return step.length || a === undefined || b === undefined ? [] : [{ a, b, count: sentences[i] }];
      }),
    );
  }

  private pathNodes(graph: Graph): number[] {
    const keys = this.paths?.answer?.paths.flatMap(({ nodes }) => nodes.map(({ key }) => key)) ?? [];
    return [...new Set([...(this.state.path ?? []), ...keys])]
      .map((key) => graph.node(key))
      .filter((node) => node !== undefined);
  }

  // Files

  private async save(format: Format | 'link'): Promise<void> {
    const { graph, state, visible, laid, stage } = this;
    if (!graph || (!stage && format !== 'link'))
      return notice('There is no picture to save: this browser cannot draw the network.');
    try {
      if (format === 'link') await copyLink();
      else if (stage)
        await savePicture(format, stage, {
          graph,
          state,
          visible,
          laid,
          pairs: [...this.pairs.found, ...this.pathPairs(graph)],
        });
    } catch (error) {
      notice(`That did not work: ${(error as Error).message}`);
    }
  }

  /** What browser tests and benchmarks may ask. */
  probe(): Probe {
    return new Probe(
      () => ({
        ready: this.graph !== null && this.drawnAs !== null,
        graph: this.graph as Graph,
        state: this.state,
        visible: this.visible,
        scene: this.scene,
        stage: this.stage,
        focus: this.focus(),
        canvas: this.parts.canvas,
      }),
      (key) => this.unfold(key),
    );
  }
}

function without<T>(set: ReadonlySet<T>, value: T): Set<T> {
  const copy = new Set(set);
  copy.delete(value);
  return copy;
}
