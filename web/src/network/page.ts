/** The network page: one view state, and everything that is drawn from it. */

import { openDialog } from '../actions';
import { api, onGeneration } from '../api';
import { notice } from '../dom';
import { navigate, type Live } from '../router';
import { meta, provideView } from '../state';
import { Choosing } from './choosing';
import { complete, cooccurring, NO_PAIRS, renamed, type Cooccurring } from './completing';
import { bars } from './bars';
import { countShown, type Controls } from './controls';
import { showCounts, showFailure, showLoading } from './counts';
import { Composition, joined } from './composition';
import { isCrowd } from './crowd';
import { Graph } from './data';
import { Details } from './details';
import type { Focus } from './drawing';
import { focusOf, indexOf, pickedFocus } from './focus';
import { Growing } from './growing';
import { keyboard } from './keyboard';
import type { Laid } from './layout';
import { legend } from './legend';
import { palette } from './palette';
import { makeParts } from './parts';
import { PathSearch } from './pathsearch';
import { pickingBar } from './picking';
import { Probe } from './probe';
import { saveView, type Format } from './saving';
import type { Scene } from './scene';
import { Sheets } from './sheets';
import { Stage } from './stage';
import { timeBar, type TimeBar } from './timebar';
import { shownIn, type Following, type View } from './view';
import { read, write, type Tall, type ViewState } from './viewstate';
import type { Visible } from './visible';
import { detailActions, keyActions, mouseActions, pickActions } from './wiring';

const IMPORTANT = 12;

export class NetworkPage implements Live, View {
  graph: Graph | null = null;
  stage: Stage | null = null;
  state: ViewState;
  readonly parts = makeParts();
  private filters: Controls | null = null;
  private readonly time: TimeBar;
  private pairs: Cooccurring = NO_PAIRS;
  private readonly composition = new Composition();
  private readonly sheets = new Sheets(this);
  private readonly stop = new AbortController();
  private readonly undo: (() => void)[] = [];
  private readonly growing = new Growing(this);
  private readonly paths = new PathSearch(
    this,
    (key) => void this.choosing.pick(key),
    (graph) => this.showDetails(graph),
  );
  private readonly choosing = new Choosing(this, this.growing, this.paths, {
    savePicture: () => void this.save('png'),
    exportShown: () => void openDialog('export', shownIn(this)),
  });
  private readonly details: Details;

  constructor(
    private readonly container: HTMLElement,
    params: URLSearchParams,
  ) {
    this.state = read(params);
    container.append(...this.parts.all);
    if (!params.has('tall')) this.state = { ...this.state, tall: this.tall() };
    this.details = new Details(
      this.parts.panel,
      detailActions(this, this.growing, this.paths, (path) => this.stage?.bringOut(this.focus(path))),
    );
    this.time = timeBar(this.parts.time, (part) =>
      this.change({ filters: { ...this.state.filters, ...part } }, 'replace'),
    );
    this.listen();
    void this.load();
  }

  get signal(): AbortSignal {
    return this.stop.signal;
  }

  get visible(): Visible {
    return this.composition.visible;
  }

  get laid(): Laid {
    return this.composition.laid;
  }

  get scene(): Scene {
    return this.composition.scene;
  }

  tall(): Tall {
    const { clientWidth, clientHeight } = this.parts.stage;
    return clientHeight < clientWidth * 1.05 ? 0 : clientHeight < clientWidth * 1.5 ? 1 : 2;
  }

  unmount(): void {
    this.stop.abort();
    this.time.stop();
    this.details.destroy();
    this.stage?.destroy();
    this.undo.forEach((run) => run());
    provideView(null);
  }

  update(params: URLSearchParams): void {
    this.state = { ...read(params), ...(params.has('tall') ? {} : { tall: this.tall() }) };
    void this.follow({ camera: true });
  }

  private listen(): void {
    const { signal } = this.stop;
    addEventListener('kg:pick', (event) => void this.choosing.pick((event as CustomEvent<string>).detail), { signal });
    addEventListener(
      'kg:theme',
      () => {
        this.composition.forget();
        void this.follow({});
      },
      { signal },
    );
    this.undo.push(onGeneration(() => void this.load()));
    keyboard(this.parts.stage, keyActions(this, this.choosing, this.growing, this.paths));
  }

  // Loading

  private async load(): Promise<void> {
    try {
      const first = !this.graph;
      if (first) showLoading(this.parts);
      const [known, network] = await Promise.all([meta(), api.network(undefined, this.stop.signal)]);
      this.graph = new Graph(network, known);
      this.pairs = NO_PAIRS;
      this.paths.forget();
      this.composition.forget();
      this.sheets.forget();
      this.details.refresh();
      this.makeStage();
      this.makeControls();
      await this.follow({ camera: first });
    } catch (error) {
      if (!this.stop.signal.aborted) showFailure(this.parts, error as Error, () => void this.load());
    }
  }

  private makeStage(): void {
    if (this.stage) return;
    try {
      this.stage = new Stage(this.parts.canvas, palette(), {
        ...mouseActions(this, this.choosing, this.growing, this.paths),
        camera: (camera) => {
          this.change({ camera }, 'replace');
          if (isCrowd(this.visible, camera?.[2] ?? 1) !== this.composition.crowded) void this.follow({});
        },
      });
    } catch {
      this.state = { ...this.state, sheet: 'list' };
      notice('This browser cannot draw the network (WebGL is off), so it is listed.');
    }
  }

  private makeControls(): void {
    const graph = this.graph as Graph;
    this.filters = bars(this, graph, {
      restart: () => {
        this.paths.forget();
        this.paths.endChoosing();
        navigate('/network');
      },
      time: () => this.time.toggle(),
      step: (steps) => this.choosing.step(steps),
      choose: (key) => this.choosing.choose(key),
      save: (format) => void this.save(format),
      shown: () => shownIn(this),
    });
    provideView(() => shownIn(this));
  }

  // State

  change(part: Partial<ViewState>, history: 'push' | 'replace' = 'push'): void {
    const before = this.state;
    this.state = { ...before, ...part };
    const query = write(this.state);
    navigate(query ? `/network?${query}` : '/network', { quiet: true, replace: history === 'replace' });
    if (history === 'push' || Object.keys(part).join() !== 'camera')
      void this.follow({ grown: part.growth !== undefined, camera: part.camera === null });
  }

  async follow(how: Following): Promise<void> {
    const { graph } = this;
    if (!graph) return;
    try {
      const rename = (key: string, to: string | null): void => {
        this.state = renamed(this.state, key, to);
      };
      await complete(graph, this.state, rename, this.signal);
      this.pairs = await cooccurring(graph, this.state, this.pairs, this.signal);
    } catch (error) {
      if (this.stop.signal.aborted) return;
      notice((error as Error).message);
    }
    if (graph !== this.graph || this.stop.signal.aborted) return;
    const before = this.visible;
    this.draw(graph, how.camera ?? false);
    if (how.grown) this.reveal(before);
    this.showDetails(graph);
    this.paths.follow(graph);
  }

  private draw(graph: Graph, camera: boolean): void {
    const { state } = this;
    if (this.composition.follow(graph, state, this.pairs, this.paths)) {
      this.stage?.show(this.scene, this.laid.frame, this.focus(), palette());
      legend(this.parts.legend, graph, state, this.visible.nodes, this.pairs.found.length > 0);
    } else this.stage?.bringOut(this.focus());
    if (camera) this.stage?.lens.look(state.camera);
    this.time.update(graph, this.visible, state.filters);
    this.filters?.update(state, countShown(graph, this.visible.nodes, this.visible.edges));
    pickingBar(this.parts.picked, graph, state.picked, pickActions(this));
    this.sheets.show(graph, this.composition.drawnAs);
    showCounts(this.parts, graph, this.visible);
    this.container.dispatchEvent(new CustomEvent('kg:view', { detail: this.state }));
  }

  private showDetails(graph: Graph): void {
    const { selected, path, pinned } = this.state;
    const node = selected?.kind === 'node' ? graph.node(selected.key) : undefined;
    const important = [...this.visible.nodes]
      .sort((a, b) => graph.weight[b] - graph.weight[a] || a - b)
      .slice(0, IMPORTANT);
    this.details.show(selected, path && { answer: this.paths.answer, a: path[0], b: path[1] }, {
      graph,
      important,
      more: node === undefined ? 0 : (this.visible.hiddenNeighbours.get(node) ?? 0),
      pinned: selected?.kind === 'node' && pinned.has(selected.key),
      shown: node !== undefined && this.scene.index.has(node),
    });
    this.container.classList.toggle('chosen', selected !== null || path !== null);
  }

  // What is chosen

  selectedKey(): string | null {
    return this.state.selected?.kind === 'node' ? this.state.selected.key : null;
  }

  private focus(path: number | null = null): Focus | null {
    if (this.graph && this.state.picked.length) return pickedFocus(this.graph, this.scene, this.state.picked);
    return this.graph && focusOf(this.graph, this.scene, this.state.selected, this.paths.answer, path);
  }

  /** Have in sight what was not there before. */
  private reveal(before: Visible): void {
    const known = new Set(before.nodes);
    const fresh = this.scene.nodes.flatMap((node, i) => (known.has(node.node) ? [] : [i]));
    const key = this.selectedKey();
    const anchor = this.graph ? indexOf(this.graph, this.scene, key) : undefined;
    this.stage?.reveal(anchor === undefined ? fresh : [anchor, ...fresh]);
  }

  fit(): void {
    this.stage?.lens.go(null);
  }

  // Files

  private save(format: Format | 'link'): Promise<void> {
    const { graph, state, visible, laid, stage } = this;
    const pairs = graph ? joined(graph, this.pairs, this.paths) : [];
    return saveView(format, stage, graph && { graph, state, visible, laid, pairs });
  }

  /** What browser tests and benchmarks may ask. */
  probe(): Probe {
    return new Probe(
      () => ({
        ready: this.graph !== null && this.composition.drawnAs !== null,
        graph: this.graph as Graph,
        state: this.state,
        visible: this.visible,
        scene: this.scene,
        stage: this.stage,
        focus: this.focus(),
        canvas: this.parts.canvas,
      }),
      (key) => this.growing.unfold(key),
    );
  }
}
