/** What is shown and where, for browser tests and benchmarks, which see only pixels otherwise. */

import type { Graph } from './data';
import type { Focus } from './drawing';
import { indexOf } from './focus';
import type { Scene } from './scene';
import type { Stage } from './stage';
import { write, type Point, type ViewState } from './viewstate';
import type { Visible } from './visible';

interface Now {
  ready: boolean;
  graph: Graph;
  state: ViewState;
  visible: Visible;
  scene: Scene;
  stage: Stage | null;
  focus: Focus | null;
  canvas: HTMLElement;
}

export class Probe {
  constructor(
    private readonly now: () => Now,
    readonly unfold: (key: string) => Promise<void>,
  ) {}

  probe(): Record<string, unknown> {
    const { ready, graph, state, visible, scene } = this.now();
    return {
      ready,
      state: write(state),
      entities: visible.nodes.map((node) => graph.key[node]),
      facts: visible.edges.map((edge) => graph.id[edge]),
      statuses: visible.edges.map((edge) => graph.status[edge]),
      ends: visible.edges.map((edge) => [graph.key[graph.source[edge]], graph.key[graph.target[edge]]]),
      lines: scene.edges.map((edge) => edge.id),
    };
  }

  get shown(): number {
    return this.now().visible.nodes.length;
  }

  get ready(): boolean {
    return this.now().ready;
  }

  dates(): (string | null)[][] {
    const { graph, visible } = this.now();
    return visible.edges.map((edge) => [graph.first[edge], graph.last[edge]]);
  }

  places(): Record<string, Point> {
    return Object.fromEntries(this.now().scene.nodes.map(({ key, x, y }) => [key, [x, y]]));
  }

  discs(): { key: string; radius: number; shape: string; colour: string }[] {
    return this.now().scene.nodes.map(({ key, radius, shape, colour }) => ({ key, radius, shape, colour }));
  }

  lines(): { id: string; ends: string[]; headed: boolean; dashed: boolean }[] {
    const { scene, stage } = this.now();
    return (stage?.drawn().lines ?? []).map((line) => {
      const edge = scene.edges[line.edge];
      return {
        id: edge.id,
        ends: [scene.nodes[edge.a].key, scene.nodes[edge.b].key],
        headed: line.head !== null,
        dashed: line.dash.length > 0,
      };
    });
  }

  /** What is brought out. */
  lit(): { nodes: string[]; lines: string[] } {
    const { scene, focus } = this.now();
    return {
      nodes: [...(focus?.nodes ?? [])].map((i) => scene.nodes[i].key),
      lines: [...(focus?.edges ?? [])].map((i) => scene.edges[i].id),
    };
  }

  positionOf(key: string): { x: number; y: number } | null {
    const { graph, scene, stage, ready } = this.now();
    const i = ready ? indexOf(graph, scene, key) : undefined;
    return i === undefined || !stage ? null : this.onPage(stage.positionOf(i));
  }

  /** Where what stands for many neighbours of a relation is. */
  foldAt(id: string): { x: number; y: number } | null {
    const { scene, stage } = this.now();
    const i = scene.nodes.findIndex(({ node, key }) => node < 0 && key === id);
    return i < 0 || !stage ? null : this.onPage(stage.positionOf(i));
  }

  middleOf(line: string): { x: number; y: number } | null {
    const { scene, stage } = this.now();
    const i = scene.byName.get(line);
    const found = stage?.drawn().lines.find((drawn) => drawn.edge === i);
    if (!found) return null;
    return this.onPage({ x: (found.x0 + 2 * found.cx + found.x1) / 4, y: (found.y0 + 2 * found.cy + found.y1) / 4 });
  }

  labels(): { text: string; x: number; y: number; width: number; size: number; angle: number; edge: boolean }[] {
    const { stage } = this.now();
    return (stage?.drawn().labels ?? []).map(({ text, x, y, width, size, angle, of }) => ({
      text,
      x,
      y,
      width,
      size,
      angle,
      edge: of < 0,
    }));
  }

  /** Move the camera sideways by a share of the view. */
  shake(share: number): void {
    this.now().stage?.lens.shake(share);
  }

  private onPage({ x, y }: { x: number; y: number }): { x: number; y: number } {
    const box = this.now().canvas.getBoundingClientRect();
    return { x: x + box.left, y: y + box.top };
  }
}
