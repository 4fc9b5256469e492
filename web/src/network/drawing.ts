/** From a scene to strokes on the screen: lines with arrowheads. */

import { faded, type Palette } from './palette';
import type { Scene } from './scene';

/** Layout units to pixels: x' = ax + cy + e, y' = bx + dy + f; `scale` multiplies radii. */
export interface Camera {
  a: number;
  b: number;
  c: number;
  d: number;
  e: number;
  f: number;
  scale: number;
  width: number;
  height: number;
}

export interface Line {
  edge: number; // index into the scene's edges
  x0: number;
  y0: number;
  cx: number;
  cy: number;
  x1: number;
  y1: number; // a quadratic curve
  head: [number, number, number, number, number, number] | null;
  colour: string;
  width: number;
  dash: readonly number[];
}

export interface Label {
  text: string;
  x: number; // where its middle is
  y: number;
  angle: number;
  size: number;
  bold: boolean;
  colour: string;
  width: number;
  of: number; // index into nodes, or -1 - index into edges
}

/** What is chosen now; null: nothing, so nothing is faded. */
export interface Focus {
  nodes: ReadonlySet<number>;
  edges: ReadonlySet<number>;
  main: ReadonlySet<number>;
}

export interface Drawing {
  lines: Line[];
  labels: Label[];
}

export function screen(camera: Camera, x: number, y: number): [number, number] {
  return [camera.a * x + camera.c * y + camera.e, camera.b * x + camera.d * y + camera.f];
}

export function onScreen(camera: Camera, x: number, y: number, margin: number): boolean {
  return x > -margin && y > -margin && x < camera.width + margin && y < camera.height + margin;
}

/** The lines of `edges` (indices). */
export function lines(
  scene: Scene,
  edges: Iterable<number>,
  camera: Camera,
  focus: Focus | null,
  palette: Palette,
): Line[] {
  const found: Line[] = [];
  for (const i of edges) {
    const line = drawLine(scene, i, camera);
    if (!line) continue;
    const edge = scene.edges[i];
    const chosen = focus?.edges.has(i) ?? false;
    line.width = edge.width + (chosen ? 1 : 0);
    line.colour = chosen && edge.colour === palette.edge ? palette.strong : edge.colour;
    if (focus && !chosen) line.colour = faded(edge.colour, palette.canvas, 0.65);
    line.dash = edge.dash;
    found.push(line);
  }
  return found.sort(
    (one, other) => Number(focus?.edges.has(one.edge) ?? 0) - Number(focus?.edges.has(other.edge) ?? 0),
  );
}

/** The curve of one edge from border to border, or null where none of it can be seen. */
export function drawLine(scene: Scene, i: number, camera: Camera): Line | null {
  const edge = scene.edges[i];
  const [from, to] = [scene.nodes[edge.a], scene.nodes[edge.b]];
  const [x0, y0] = screen(camera, from.x, from.y);
  const [x1, y1] = screen(camera, to.x, to.y);
  if (
    Math.max(x0, x1) < 0 ||
    Math.max(y0, y1) < 0 ||
    Math.min(x0, x1) > camera.width ||
    Math.min(y0, y1) > camera.height
  )
    return null;
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = Math.hypot(dx, dy);
  if (length < 1) return null;
  const [cx, cy] = [(x0 + x1) / 2 + 2 * edge.bend * dy, (y0 + y1) / 2 - 2 * edge.bend * dx];
  const line: Line = { edge: i, x0, y0, cx, cy, x1, y1, head: null, colour: edge.colour, width: edge.width, dash: [] };
  if (edge.directed) point(line, to.radius * camera.scale, length);
  return line;
}

/** End a line at the border of its target, with an arrowhead. */
function point(line: Line, radius: number, length: number): void {
  const [tx, ty] = [line.x1 - line.cx, line.y1 - line.cy];
  const tangent = Math.hypot(tx, ty) || 1;
  const [ux, uy] = [tx / tangent, ty / tangent];
  const size = Math.min(9, Math.max(0, length - radius - 2));
  if (size < 3) return;
  const [px, py] = [line.x1 - ux * (radius + 1.5), line.y1 - uy * (radius + 1.5)];
  const [bx, by] = [px - ux * size, py - uy * size];
  const half = size * 0.42;
  line.head = [px, py, bx - uy * half, by + ux * half, bx + uy * half, by - ux * half];
  [line.x1, line.y1] = [bx + ux, by + uy];
}

export function curveAt(line: Line, t: number): [number, number] {
  const s = 1 - t;
  return [
    s * s * line.x0 + 2 * s * t * line.cx + t * t * line.x1,
    s * s * line.y0 + 2 * s * t * line.cy + t * t * line.y1,
  ];
}

/** How far a point is from a line. */
export function distance(line: Line, x: number, y: number): number {
  const straight =
    Math.abs((line.cx - line.x0) * (line.y1 - line.y0) - (line.cy - line.y0) * (line.x1 - line.x0)) < 1e-3;
  const pieces = straight ? 1 : 10;
  let least = Infinity;
  let [px, py] = [line.x0, line.y0];
  for (let i = 1; i <= pieces; i++) {
    const [qx, qy] = curveAt(line, i / pieces);
    const [dx, dy] = [qx - px, qy - py];
    const t = Math.min(1, Math.max(0, ((x - px) * dx + (y - py) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(px + t * dx - x, py + t * dy - y));
    [px, py] = [qx, qy];
  }
  return least;
}
