/** The network on the screen: sigma draws nodes and takes the mouse; lines and labels are drawn over and under them. */

import type Sigma from 'sigma';
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
import { around } from './focus';
import { labels } from './labelling';
import type { Laid } from './layout';
import {
  measurer,
  paintDiscs,
  paintLabels,
  paintLasso,
  paintLines,
  paintRing,
  paintRings,
  type Disc,
} from './painting';
import { Lens } from './lens';
import { Mouse, type Actions } from './mouse';
import { faded, type Palette } from './palette';
import { FOOT, HEAD } from './picture';
import { addPairs, discGraph, renderer } from './renderer';
import type { Scene } from './scene';
import type { Point } from './viewstate';

export interface StageActions extends Actions {
  camera: (camera: [number, number, number] | null) => void; // null: all in sight
}

const DRAWN_LINES = 1200; // more than that in sight are left to the graphics card
const HIT = 7; // pixels around a line that count as on it
const SHAPED = 800; // more entities than that in sight are discs, too small to have a shape
const HEAVY = 2500; // edges from which on moving shows nodes only

export class Stage {
  readonly lens: Lens;
  private readonly sigma: Sigma;
  private readonly mouse: Mouse;
  private readonly width = measurer();
  private readonly observer: ResizeObserver;
  scene: Scene = { nodes: [], edges: [], index: new Map(), byName: new Map(), sectors: [], ring: null, isEgo: false };
  private focus: Focus | null = null;
  private drawing: Drawing = { lines: [], labels: [] };
  private heavy = false;
  private animation = 0;

  constructor(
    box: HTMLElement,
    private palette: Palette,
    actions: StageActions,
  ) {
    this.sigma = renderer(box);
    this.lens = new Lens(this.sigma, actions.camera);
    this.mouse = new Mouse(this.sigma, box, this.lens, this, actions);
    this.sigma.on('afterRender', () => this.paint());
    this.observer = new ResizeObserver(() => this.sigma.scheduleRender());
    this.observer.observe(box);
  }

  destroy(): void {
    cancelAnimationFrame(this.animation);
    this.lens.destroy();
    this.observer.disconnect();
    this.sigma.kill();
  }

  /** Show a scene; nodes that were there already glide to where they stand now. */
  show(scene: Scene, frame: Laid['frame'], focus: Focus | null, palette: Palette): void {
    const before = new Map(this.scene.nodes.map((node) => [node.key, [node.x, node.y] as const]));
    const ends = scene.nodes.map((node): Point => [node.x, node.y]);
    this.scene = scene;
    this.lens.frame = frame;
    this.focus = focus;
    this.palette = palette;
    this.mouse.hovered = null;
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
    const graph = discGraph(this.scene, (i) => this.colourOf(i));
    if (this.heavy) addPairs(graph, this.scene, this.palette);
    this.sigma.setGraph(graph);
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

  /** The edge nearest to a point, if one is near enough. */
  lineAt(x: number, y: number): number | null {
    const camera = this.lens.now();
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

  private paint(): void {
    const canvases = this.sigma.getCanvases();
    const camera = this.lens.now();
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
    if (this.mouse.lasso) paintLasso(over, this.mouse.lasso, this.palette);
  }

  private inSight = 0; // entities
  partial = false; // only some lines are drawn here, the card draws all

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
    if (!this.mouse.hovered || this.mouse.dragged) return null;
    if ('edge' in this.mouse.hovered) {
      const { a, b } = this.scene.edges[this.mouse.hovered.edge];
      return this.focus
        ? null
        : { nodes: new Set([a, b]), edges: new Set([this.mouse.hovered.edge]), main: new Set([a, b]) };
    }
    return this.focus ? null : around(this.scene, [this.mouse.hovered.node]);
  }

  private discs(camera: Camera, all = false): Disc[] {
    const hovered = this.mouse.hovered && 'node' in this.mouse.hovered ? this.mouse.hovered.node : -1;
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
    const kept = [this.scene, this.palette, this.focus, this.mouse.hovered, this.partial] as const;
    scene.nodes.forEach((node, i) => {
      const now = kept[0].nodes[i];
      if (now?.key === node.key) [node.x, node.y] = [now.x, now.y];
    });
    [this.scene, this.palette, this.focus, this.mouse.hovered] = [scene, palette, null, null];
    const now = this.lens.now();
    const camera = { ...now, f: now.f + HEAD, height: now.height + HEAD + FOOT };
    let drawing = this.draw(camera);
    if (this.partial)
      drawing = { ...drawing, lines: [...this.everyLine(camera)].map((line) => ({ ...line, width: 0.5 })) };
    const discs = this.discs(camera, true);
    [this.scene, this.palette, this.focus, this.mouse.hovered, this.partial] = kept;
    return { drawing, discs, width: camera.width, height: camera.height };
  }

  /** Move and zoom out as far as needed to have these nodes (indices) in sight. */
  reveal(wanted: readonly number[]): void {
    this.lens.reveal(this.scene.nodes, wanted);
  }

  // For keys and tests

  /** Where a node (index) is on the page's stage, in pixels. */
  positionOf(i: number): { x: number; y: number } {
    const [x, y] = screen(this.lens.now(), this.scene.nodes[i].x, this.scene.nodes[i].y);
    return { x, y };
  }

  /** What is drawn now. */
  drawn(): Drawing {
    return this.drawing;
  }
}

function moved(from: Point | undefined, to: { x: number; y: number }): boolean {
  return from !== undefined && (Math.abs(from[0] - to.x) > 0.5 || Math.abs(from[1] - to.y) > 0.5);
}
