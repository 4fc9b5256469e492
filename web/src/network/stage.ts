/** The network on the screen: sigma draws nodes and takes the mouse; lines and labels are drawn over and under them. */

import { MultiGraph } from 'graphology';
import Sigma from 'sigma';
import { EdgeLineProgram } from 'sigma/rendering';
import type { CameraState } from 'sigma/types';
import { reducedMotion } from '../theme';
import {
  distance,
  drawLine,
  lines,
  onScreen,
  screen,
  type Camera,
  type Drawing,
  type Focus,
  type Line,
} from './drawing';
import { labels } from './labelling';
import type { Laid } from './layout';
import { font, paintDiscs, paintLabels, paintLasso, paintLines, paintRing, paintRings, type Disc } from './painting';
import { faded, type Palette } from './palette';
import { FOOT, HEAD } from './picture';
import type { Scene } from './scene';
import type { Point } from './viewstate';

export type Clicked = { node: number } | { edge: string } | { fold: string };

export interface Actions {
  select: (what: Clicked | null, more: boolean) => void; // more: beside what is chosen
  context: (what: Clicked | null, at: { x: number; y: number }) => void;
  lasso: (nodes: number[]) => void;
  unfold: (node: number) => void;
  pin: (node: number, at: Point) => void;
  camera: (camera: [number, number, number] | null) => void; // null: all in sight
}

const DRAWN_LINES = 1200; // more than that in sight are left to the graphics card
const HIT = 7; // pixels around a line that count as on it
const SHAPED = 800; // more entities than that in sight are discs, too small to have a shape
const HEAVY = 2500; // edges from which on moving shows nodes only

export class Stage {
  private readonly sigma: Sigma;
  private readonly measure = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
  private readonly widths = new Map<string, number>();
  private readonly observer: ResizeObserver;
  private scene: Scene = { nodes: [], edges: [], index: new Map(), byName: new Map(), sectors: [], ring: null };
  private frame: Laid['frame'] = { x: [-1, 1], y: [-1, 1] };
  private focus: Focus | null = null;
  private hovered: { node: number } | { edge: number } | null = null;
  private lasso: Point[] | null = null; // being drawn, in pixels
  private dragged: { i: number; from: Point; moved: boolean } | null = null;
  private drawing: Drawing = { lines: [], labels: [] };
  private heavy = false;
  private settled = 0;
  private animation = 0;
  private quiet = false; // camera moves of our own are not reported

  constructor(
    private readonly box: HTMLElement,
    private palette: Palette,
    private readonly actions: Actions,
  ) {
    this.sigma = new Sigma(new MultiGraph(), box, {
      renderLabels: false,
      renderEdgeLabels: false,
      enableEdgeEvents: false,
      enableCameraRotation: false,
      hideEdgesOnMove: true,
      allowInvalidContainer: true,
      stagePadding: 46,
      zIndex: false,
      minCameraRatio: 0.004,
      maxCameraRatio: 6,
      doubleClickZoomingDuration: 0,
      doubleClickZoomingRatio: 1,
      defaultDrawNodeHover: () => undefined,
      defaultEdgeType: 'line',
      edgeProgramClasses: { line: EdgeLineProgram },
      inertiaDuration: reducedMotion() ? 0 : 200,
      zoomDuration: reducedMotion() ? 0 : 200,
    });
    this.listen();
    this.observer = new ResizeObserver(() => this.sigma.scheduleRender());
    this.observer.observe(box);
  }

  destroy(): void {
    cancelAnimationFrame(this.animation);
    clearTimeout(this.settled);
    this.observer.disconnect();
    this.sigma.kill();
  }

  /** Show a scene; nodes that were there already glide to where they stand now. */
  show(scene: Scene, frame: Laid['frame'], focus: Focus | null, palette: Palette): void {
    const before = new Map(this.scene.nodes.map((node) => [node.key, [node.x, node.y] as const]));
    const ends = scene.nodes.map((node): Point => [node.x, node.y]);
    this.scene = scene;
    this.frame = frame;
    this.focus = focus;
    this.palette = palette;
    this.hovered = null;
    this.heavy = scene.edges.length > HEAVY;
    this.sigma.setCustomBBox({ x: [frame.x[0], frame.x[1]], y: [frame.y[0], frame.y[1]] });
    this.sigma.setSetting('minEdgeThickness', this.heavy ? 0.6 : 1.2);
    cancelAnimationFrame(this.animation);
    const moves =
      before.size > 0 &&
      !this.heavy &&
      !reducedMotion() &&
      scene.nodes.some((node) => moved(before.get(node.key), node));
    if (moves)
      scene.nodes.forEach((node) => {
        [node.x, node.y] = before.get(node.key) ?? [node.x, node.y];
      });
    this.load();
    if (moves) this.glide(ends);
  }

  private load(): void {
    const graph = new MultiGraph();
    this.scene.nodes.forEach((node, i) =>
      graph.addNode(i, { x: node.x, y: node.y, size: node.radius, color: this.colourOf(i) }),
    );
    if (this.heavy) this.addPairs(graph);
    this.sigma.setGraph(graph);
  }

  /** For the graphics card: one straight line for each two nodes. */
  private addPairs(graph: MultiGraph): void {
    const seen = new Set<number>();
    const count = this.scene.nodes.length;
    const colour = faded(this.palette.edge, this.palette.canvas, this.scene.edges.length > 20_000 ? 0.55 : 0.3);
    for (const { a, b } of this.scene.edges) {
      const pair = Math.min(a, b) * count + Math.max(a, b);
      if (seen.has(pair)) continue;
      seen.add(pair);
      graph.addEdge(a, b, { size: 1, color: colour });
    }
  }

  private colourOf(i: number): string {
    const { colour } = this.scene.nodes[i];
    return this.focus && !this.focus.nodes.has(i) ? faded(colour, this.palette.canvas, 0.72) : colour;
  }

  /** Bring out what is chosen, and fade the rest. */
  bringOut(focus: Focus | null): void {
    this.focus = focus;
    this.sigma
      .getGraph()
      .updateEachNodeAttributes((node, attributes) => ({ ...attributes, color: this.colourOf(Number(node)) }), {
        attributes: ['color'],
      });
    this.sigma.scheduleRender();
  }

  private glide(ends: readonly Point[]): void {
    const begun = performance.now();
    const starts = this.scene.nodes.map((node): Point => [node.x, node.y]);
    const step = (): void => {
      const t = Math.min(1, (performance.now() - begun) / 260);
      const eased = 1 - (1 - t) ** 3;
      this.scene.nodes.forEach((node, i) => {
        node.x = starts[i][0] + (ends[i][0] - starts[i][0]) * eased;
        node.y = starts[i][1] + (ends[i][1] - starts[i][1]) * eased;
      });
      this.place();
      if (t < 1) this.animation = requestAnimationFrame(step);
    };
    this.animation = requestAnimationFrame(step);
  }

  private place(): void {
    const { nodes } = this.scene;
    this.sigma
      .getGraph()
      .updateEachNodeAttributes(
        (node, attributes) => ({ ...attributes, x: nodes[Number(node)].x, y: nodes[Number(node)].y }),
        { attributes: ['x', 'y'] },
      );
  }

  // Camera

  /** Layout units to pixels, as of now. */
  camera(): Camera {
    const [o, x, y] = [
      [0, 0],
      [1000, 0],
      [0, 1000],
    ].map(([px, py]) => this.sigma.graphToViewport({ x: px, y: py }));
    const { width, height } = this.sigma.getDimensions();
    return {
      a: (x.x - o.x) / 1000,
      b: (x.y - o.y) / 1000,
      c: (y.x - o.x) / 1000,
      d: (y.y - o.y) / 1000,
      e: o.x,
      f: o.y,
      scale: this.sigma.scaleSize(1),
      width,
      height,
    };
  }

  private get span(): number {
    return Math.max(this.frame.x[1] - this.frame.x[0], this.frame.y[1] - this.frame.y[0]);
  }

  /** Set the camera (centre in layout units, ratio); null shows the frame. */
  look(at: readonly [number, number, number] | null): void {
    const camera = this.sigma.getCamera();
    const [now, then] = [camera.getState(), this.seen(at)];
    if (now.x === then.x && now.y === then.y && now.ratio === then.ratio) return;
    this.quiet = true;
    camera.setState(then);
    this.sigma.refresh({ skipIndexation: true });
    this.quiet = false;
  }

  /** Move the camera for somebody to see, and tell where it is then. */
  go(at: readonly [number, number, number] | null): void {
    if (reducedMotion()) this.sigma.getCamera().setState(this.seen(at));
    else void this.sigma.getCamera().animate(this.seen(at), { duration: 250 });
  }

  private seen(at: readonly [number, number, number] | null): CameraState {
    if (!at) return { x: 0.5, y: 0.5, ratio: 1, angle: 0 };
    const [x, y] = [(this.frame.x[0] + this.frame.x[1]) / 2, (this.frame.y[0] + this.frame.y[1]) / 2];
    return { x: 0.5 + (at[0] - x) / this.span, y: 0.5 + (at[1] - y) / this.span, ratio: at[2], angle: 0 };
  }

  private report(): void {
    const { x, y, ratio } = this.sigma.getCamera().getState();
    const still = Math.abs(x - 0.5) + Math.abs(y - 0.5) + Math.abs(ratio - 1) < 1e-3;
    this.actions.camera(still ? null : this.where());
  }

  where(): [number, number, number] {
    const { x, y, ratio } = this.sigma.getCamera().getState();
    return [
      (x - 0.5) * this.span + (this.frame.x[0] + this.frame.x[1]) / 2,
      (y - 0.5) * this.span + (this.frame.y[0] + this.frame.y[1]) / 2,
      ratio,
    ];
  }

  zoom(factor: number): void {
    const [x, y, ratio] = this.where();
    this.go([x, y, Math.min(6, Math.max(0.004, ratio * factor))]);
  }

  pan(dx: number, dy: number): void {
    const [x, y, ratio] = this.where();
    const camera = this.camera();
    this.go([x + dx / camera.a, y + dy / camera.d, ratio]);
  }

  /** Move and zoom out as far as needed to have these nodes (indices) in sight. */
  reveal(wanted: readonly number[]): void {
    const camera = this.camera();
    const at = wanted
      .filter((i) => this.scene.nodes[i])
      .map((i) => screen(camera, this.scene.nodes[i].x, this.scene.nodes[i].y));
    if (!at.length || at.every(([x, y]) => onScreen(camera, x, y, -36))) return;
    const [left, right] = [Math.min(...at.map((p) => p[0])), Math.max(...at.map((p) => p[0]))];
    const [top, bottom] = [Math.min(...at.map((p) => p[1])), Math.max(...at.map((p) => p[1]))];
    const factor = Math.max(1, (right - left) / (camera.width - 160), (bottom - top) / (camera.height - 120));
    const centre = this.sigma.viewportToGraph({ x: (left + right) / 2, y: (top + bottom) / 2 });
    this.go([centre.x, centre.y, this.where()[2] * factor]);
  }

  // Mouse and touch

  private listen(): void {
    const { sigma } = this;
    sigma.on('afterRender', () => this.paint());
    sigma.on('clickNode', ({ node, event }) => {
      if (!this.dragged?.moved) this.actions.select(this.nodeAt(Number(node)), event.original.shiftKey);
    });
    sigma.on('doubleClickNode', ({ node, event, preventSigmaDefault }) => {
      preventSigmaDefault();
      const what = this.nodeAt(Number(node));
      if (event.original.shiftKey)
        this.actions.select(what, true); // two that were clicked quickly one after the other
      else if ('node' in what) this.actions.unfold(what.node);
    });
    sigma.on('clickStage', ({ event }) => {
      if (this.lasso) return;
      const hit = this.lineAt(event.x, event.y);
      if (hit !== null && this.scene.edges[hit].edge === -2) return;
      this.actions.select(hit === null ? null : { edge: this.scene.edges[hit].id }, event.original.shiftKey);
    });
    sigma.on('rightClickNode', ({ node, event }) => this.context(event, this.nodeAt(Number(node))));
    sigma.on('rightClickStage', ({ event }) => {
      const hit = this.lineAt(event.x, event.y);
      this.context(
        event,
        hit === null || this.scene.edges[hit].edge === -2 ? null : { edge: this.scene.edges[hit].id },
      );
    });
    sigma.on('doubleClickStage', ({ event, preventSigmaDefault }) => {
      preventSigmaDefault();
      if (this.lineAt(event.x, event.y) === null) this.zoom(0.6);
    });
    sigma.on('enterNode', ({ node }) => this.hover({ node: Number(node) }));
    sigma.on('leaveNode', () => this.hover(null));
    sigma.on('moveBody', ({ event }) => {
      if (this.lasso) this.trail(event.x, event.y, event.preventSigmaDefault);
      else if (this.dragged) this.drag(event.x, event.y, event.preventSigmaDefault);
      else if (!(this.hovered && 'node' in this.hovered)) this.hoverLine(event.x, event.y);
    });
    sigma.on('downStage', ({ event, preventSigmaDefault }) => {
      if (!event.original.shiftKey) return;
      preventSigmaDefault();
      this.lasso = [[event.x, event.y]];
    });
    sigma.on('downNode', ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      const i = Number(node);
      if (this.scene.nodes[i].node < 0) return;
      this.dragged = { i, from: [this.scene.nodes[i].x, this.scene.nodes[i].y], moved: false };
    });
    sigma.on('upNode', () => this.drop());
    sigma.on('upStage', () => (this.lasso ? this.catch() : this.drop()));
    sigma.getCamera().on('updated', () => {
      if (this.quiet) return;
      clearTimeout(this.settled);
      this.settled = window.setTimeout(() => this.report(), 260);
    });
  }

  private nodeAt(i: number): Clicked {
    const { node, key } = this.scene.nodes[i];
    return node < 0 ? { fold: key } : { node };
  }

  private context(
    event: { x: number; y: number; original: Event; preventSigmaDefault: () => void },
    what: Clicked | null,
  ): void {
    event.preventSigmaDefault();
    event.original.preventDefault();
    const box = this.box.getBoundingClientRect();
    this.actions.context(what, { x: box.left + event.x, y: box.top + event.y });
  }

  private trail(x: number, y: number, preventDefault: () => void): void {
    preventDefault();
    this.lasso?.push([x, y]);
    this.sigma.scheduleRender();
  }

  /** Choose what the line around some of the stage holds. */
  private catch(): void {
    const line = this.lasso ?? [];
    setTimeout(() => {
      this.lasso = null; // kept until the click that follows has been told
      this.sigma.scheduleRender();
    }, 0);
    if (line.length < 4) return;
    const camera = this.camera();
    const inside = this.scene.nodes.filter(({ node, x, y }) => node >= 0 && holds(line, screen(camera, x, y)));
    if (inside.length) this.actions.lasso(inside.map(({ node }) => node));
  }

  private drag(x: number, y: number, preventDefault: () => void): void {
    const { dragged } = this;
    if (!dragged) return;
    preventDefault();
    const at = this.sigma.viewportToGraph({ x, y });
    const start = screen(this.camera(), dragged.from[0], dragged.from[1]);
    if (!dragged.moved && Math.hypot(start[0] - x, start[1] - y) < 5) return;
    dragged.moved = true;
    const node = this.scene.nodes[dragged.i];
    [node.x, node.y] = [at.x, at.y];
    this.sigma.getGraph().mergeNodeAttributes(dragged.i, { x: at.x, y: at.y });
  }

  private drop(): void {
    const { dragged } = this;
    // Kept until the click that follows has been told from a drag.
    setTimeout(() => {
      if (this.dragged === dragged) this.dragged = null;
    }, 0);
    if (dragged?.moved) {
      const node = this.scene.nodes[dragged.i];
      this.actions.pin(node.node, [node.x, node.y]);
    }
  }

  private hover(what: Stage['hovered']): void {
    this.hovered = what;
    this.box.classList.toggle('pointing', what !== null);
    this.sigma.scheduleRender();
  }

  private hoverLine(x: number, y: number): void {
    const hit = this.partial ? null : this.lineAt(x, y);
    const now = this.hovered && 'edge' in this.hovered ? this.hovered.edge : null;
    if (hit !== now) this.hover(hit === null ? null : { edge: hit });
  }

  /** The edge nearest to a point, if one is near enough. */
  private lineAt(x: number, y: number): number | null {
    const camera = this.camera();
    let [best, least]: [number | null, number] = [null, HIT];
    const candidates = this.partial ? this.everyLine(camera) : this.drawing.lines;
    for (const line of candidates) {
      const far = distance(line, x, y);
      if (far < least) [best, least] = [line.edge, far];
    }
    return best;
  }

  private *everyLine(camera: Camera): Generator<Line> {
    for (let i = 0; i < this.scene.edges.length; i++) {
      const line = drawLine(this.scene, i, camera);
      if (line) yield line;
    }
  }

  // Drawing

  private paint(): void {
    const canvases = this.sigma.getCanvases();
    const camera = this.camera();
    const [under, over] = [canvases['edgeLabels'], canvases['labels']].map(
      (canvas) => canvas.getContext('2d') as CanvasRenderingContext2D,
    );
    for (const context of [under, over]) context.clearRect(0, 0, camera.width, camera.height);
    this.drawing = this.draw(camera);
    canvases['edges'].classList.toggle('unseen', this.drawing.lines.length > 0 && !this.partial);
    if (this.scene.ring)
      paintRing(
        under,
        screen(camera, 0, 0),
        [this.scene.ring[0] * camera.a, this.scene.ring[1] * camera.d],
        this.palette,
      );
    paintLines(under, this.drawing.lines);
    const shaped = this.inSight <= SHAPED;
    for (const layer of ['nodes', 'hoverNodes']) canvases[layer].classList.toggle('unseen', shaped);
    if (shaped) paintDiscs(over, this.discs(camera, true), this.palette);
    else paintRings(over, this.discs(camera), this.palette);
    paintLabels(over, this.drawing.labels, this.palette);
    if (this.lasso) paintLasso(over, this.lasso, this.palette);
  }

  private inSight = 0; // entities
  private partial = false; // only some lines are drawn here, the card draws all

  private draw(camera: Camera): Drawing {
    const { scene } = this;
    const focus = this.hoverFocus() ?? this.focus;
    const inSight: number[] = [];
    scene.nodes.forEach((node, i) => {
      const [x, y] = screen(camera, node.x, node.y);
      if (onScreen(camera, x, y, 20)) inSight.push(i);
    });
    this.inSight = inSight.length;
    let edges: Iterable<number> = scene.edges.keys();
    this.partial = false;
    if (this.heavy) {
      const seen = new Set(inSight);
      const near: number[] = [];
      for (let i = 0; i < scene.edges.length && near.length <= DRAWN_LINES; i++) {
        if (seen.has(scene.edges[i].a) || seen.has(scene.edges[i].b)) near.push(i);
      }
      if (near.length > DRAWN_LINES) {
        this.partial = true;
        edges = [...(focus?.edges ?? [])].slice(0, DRAWN_LINES);
      } else edges = near;
    }
    const drawn = lines(scene, edges, camera, focus, this.palette);
    const found = labels(scene, inSight, drawn, camera, focus, this.palette, this.width);
    return { lines: drawn, labels: found };
  }

  /** What the mouse is on, with what hangs on it. */
  private hoverFocus(): Focus | null {
    if (!this.hovered || this.dragged) return null;
    if ('edge' in this.hovered) {
      const { a, b } = this.scene.edges[this.hovered.edge];
      return this.focus ? null : { nodes: new Set([a, b]), edges: new Set([this.hovered.edge]), main: new Set([a, b]) };
    }
    return this.focus ? null : around(this.scene, [this.hovered.node]);
  }

  private readonly width = (text: string, size: number, bold: boolean): number => {
    const key = `${size} ${bold ? 1 : 0} ${text}`;
    let found = this.widths.get(key);
    if (found === undefined) {
      this.measure.font = font(size, bold);
      found = this.measure.measureText(text).width;
      this.widths.set(key, found);
    }
    return found;
  };

  private discs(camera: Camera, all = false): Disc[] {
    const hovered = this.hovered && 'node' in this.hovered ? this.hovered.node : -1;
    const found: Disc[] = [];
    this.scene.nodes.forEach((node, i) => {
      const main = i === hovered || (this.focus?.main.has(i) ?? false);
      if (!all && !main && !node.pinned) return;
      const [x, y] = screen(camera, node.x, node.y);
      if (!onScreen(camera, x, y, 30)) return;
      found.push({
        x,
        y,
        radius: node.radius * camera.scale,
        shape: node.shape,
        colour: this.colourOf(i),
        ring: main ? this.palette.accent : null,
        pinned: node.pinned,
      });
    });
    return found;
  }

  /** What is in sight, of another scene of the same places, for files: nothing chosen, with room for head and foot. */
  picture(scene: Scene, palette: Palette): { drawing: Drawing; discs: Disc[]; width: number; height: number } {
    const kept = [this.scene, this.palette, this.focus, this.hovered, this.partial] as const;
    scene.nodes.forEach((node, i) => {
      const now = kept[0].nodes[i];
      if (now?.key === node.key) [node.x, node.y] = [now.x, now.y];
    });
    [this.scene, this.palette, this.focus, this.hovered] = [scene, palette, null, null];
    const now = this.camera();
    const camera = { ...now, f: now.f + HEAD, height: now.height + HEAD + FOOT };
    let drawing = this.draw(camera);
    if (this.partial)
      drawing = { ...drawing, lines: [...this.everyLine(camera)].map((line) => ({ ...line, width: 0.5 })) };
    const discs = this.discs(camera, true);
    [this.scene, this.palette, this.focus, this.hovered, this.partial] = kept;
    return { drawing, discs, width: camera.width, height: camera.height };
  }

  // For keys and tests

  /** Where a node (index) is on the page's stage, in pixels. */
  positionOf(i: number): { x: number; y: number } {
    const [x, y] = screen(this.camera(), this.scene.nodes[i].x, this.scene.nodes[i].y);
    return { x, y };
  }

  shake(share: number): void {
    this.sigma.getCamera().setState({ x: 0.5 + share, y: 0.5 });
  }

  /** What is drawn now. */
  drawn(): Drawing {
    return this.drawing;
  }
}

/** Some nodes (indices), their edges and neighbours. */
export function around(scene: Scene, main: readonly number[]): Focus {
  const centre = new Set(main);
  const focus = { nodes: new Set(main), edges: new Set<number>(), main: centre };
  scene.edges.forEach((edge, i) => {
    if (!centre.has(edge.a) && !centre.has(edge.b)) return;
    focus.edges.add(i);
    focus.nodes.add(edge.a);
    focus.nodes.add(edge.b);
  });
  return focus;
}

function moved(from: Point | undefined, to: { x: number; y: number }): boolean {
  return from !== undefined && (Math.abs(from[0] - to.x) > 0.5 || Math.abs(from[1] - to.y) > 0.5);
}

/** Whether a closed line goes around a point. */
function holds(line: readonly Point[], [x, y]: readonly [number, number]): boolean {
  let inside = false;
  line.forEach(([ax, ay], i) => {
    const [bx, by] = line[(i + 1) % line.length];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}
