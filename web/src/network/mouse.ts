/** The mouse, or a finger, on the stage: what is hovered, clicked, dragged, or caught with a lasso. */

import type Sigma from 'sigma';
import { screen } from './drawing';
import type { Lens } from './lens';
import type { Scene } from './scene';
import type { Point } from './viewstate';

export type Clicked = { node: number } | { edge: string } | { fold: string };
export type Hovered = { node: number } | { edge: number } | null;

export interface Actions {
  select: (what: Clicked | null, more: boolean) => void; // more: beside what is chosen
  context: (what: Clicked | null, at: { x: number; y: number }) => void;
  lasso: (nodes: number[]) => void;
  unfold: (node: number) => void;
  pin: (node: number, at: Point) => void;
}

/** What is on the stage now. */
export interface Seen {
  readonly scene: Scene;
  readonly partial: boolean; // only some lines are drawn
  /** The edge (index) nearest to a point, if one is near enough. */
  lineAt(x: number, y: number): number | null;
}

export class Mouse {
  hovered: Hovered = null;
  lasso: Point[] | null = null; // being drawn, in pixels
  dragged: { i: number; from: Point; moved: boolean } | null = null;

  constructor(
    private readonly sigma: Sigma,
    private readonly box: HTMLElement,
    private readonly lens: Lens,
    private readonly seen: Seen,
    private readonly actions: Actions,
  ) {
    this.listen();
  }

  private listen(): void {
    const { sigma } = this;
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
      const hit = this.seen.lineAt(event.x, event.y);
      if (hit !== null && this.seen.scene.edges[hit].edge === -2) return;
      this.actions.select(hit === null ? null : { edge: this.seen.scene.edges[hit].id }, event.original.shiftKey);
    });
    sigma.on('rightClickNode', ({ node, event }) => this.context(event, this.nodeAt(Number(node))));
    sigma.on('rightClickStage', ({ event }) => {
      const hit = this.seen.lineAt(event.x, event.y);
      this.context(
        event,
        hit === null || this.seen.scene.edges[hit].edge === -2 ? null : { edge: this.seen.scene.edges[hit].id },
      );
    });
    sigma.on('doubleClickStage', ({ event, preventSigmaDefault }) => {
      preventSigmaDefault();
      if (this.seen.lineAt(event.x, event.y) === null) this.lens.zoom(0.6);
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
      if (this.seen.scene.nodes[i].node < 0) return;
      this.dragged = { i, from: [this.seen.scene.nodes[i].x, this.seen.scene.nodes[i].y], moved: false };
    });
    sigma.on('upNode', () => this.drop());
    sigma.on('upStage', () => (this.lasso ? this.catch() : this.drop()));
  }

  private nodeAt(i: number): Clicked {
    const { node, key } = this.seen.scene.nodes[i];
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
    const camera = this.lens.now();
    const inside = this.seen.scene.nodes.filter(({ node, x, y }) => node >= 0 && holds(line, screen(camera, x, y)));
    if (inside.length) this.actions.lasso(inside.map(({ node }) => node));
  }

  private drag(x: number, y: number, preventDefault: () => void): void {
    const { dragged } = this;
    if (!dragged) return;
    preventDefault();
    const at = this.sigma.viewportToGraph({ x, y });
    const start = screen(this.lens.now(), dragged.from[0], dragged.from[1]);
    if (!dragged.moved && Math.hypot(start[0] - x, start[1] - y) < 5) return;
    dragged.moved = true;
    const node = this.seen.scene.nodes[dragged.i];
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
      const node = this.seen.scene.nodes[dragged.i];
      this.actions.pin(node.node, [node.x, node.y]);
    }
  }

  private hover(what: Hovered): void {
    this.hovered = what;
    this.box.classList.toggle('pointing', what !== null);
    this.sigma.scheduleRender();
  }

  private hoverLine(x: number, y: number): void {
    const hit = this.seen.partial ? null : this.seen.lineAt(x, y);
    const now = this.hovered && 'edge' in this.hovered ? this.hovered.edge : null;
    if (hit !== now) this.hover(hit === null ? null : { edge: hit });
  }
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
