/**
 * Where nodes stand. A small view is laid out here, step by step as it grew, so that what stands
 * stays where it is and the same address gives the same picture; a large one stands as the server says.
 */

import type { Graph } from './data';
import { pack } from './packing';
import { sectors, type Sectors } from './sectors';
import { parted, spread, stress, type Link } from './stress';
import type { Visible } from './visible';
import type { Point } from './viewstate';

export const EDGE = 100; // the length an edge should have
const ROUNDS = [1.45, 0.77, 0.62] as const; // the width of a view of one entity by its height, on a stage that is wide, tall, a phone's
const [LETTER, ENDS] = [5.6, 44]; // what a line needs for a letter of its name, and besides
const [NAME, LONGEST, HIGH] = [7, 24, 46]; // a letter of an entity's name, letters that count, height of an entity with its name
const STRETCH = 1.6; // at most
const MARGIN = { wide: EDGE * 0.75, high: EDGE * 0.25 }; // labels stand beside nodes
export const SMALL = 700; // more nodes than that stand where the server put them

export type Places = Map<number, Point>;

export interface Laid {
  places: Places;
  frame: { x: [number, number]; y: [number, number] }; // what a camera at rest shows
  sectors?: Sectors | undefined; // where the view is of one entity
}

/** Places of all nodes that a view ever grew, hidden ones too. `aspect` is the stage's width by its height. */
export function lay(graph: Graph, visible: Visible, pinned: ReadonlyMap<string, Point>, aspect: number): Laid {
  const count = visible.steps.reduce((sum, step) => sum + step.added.length, 0);
  const laid = count > SMALL ? given(graph, visible) : unfolded(graph, visible, aspect);
  for (const [key, at] of pinned) {
    const node = graph.node(key);
    if (node !== undefined && laid.places.has(node)) laid.places.set(node, at);
  }
  return laid;
}

function given(graph: Graph, visible: Visible): Laid {
  const nodes = visible.steps.flatMap((step) => step.added);
  const unit =
    (EDGE * Math.sqrt(nodes.length)) /
    Math.max(1e-9, extent(nodes.map((n) => graph.x[n])), extent(nodes.map((n) => graph.y[n])));
  const places: Places = new Map(nodes.map((node) => [node, [graph.x[node] * unit, graph.y[node] * unit] as const]));
  return { places, frame: frame([...places.values()], 0) };
}

function extent(values: readonly number[]): number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high - low;
}

function unfolded(graph: Graph, visible: Visible, aspect: number): Laid {
  const [first, ...later] = visible.steps;
  const around = visible.ego ? sectors(visible.ego, EDGE, ROUNDS[aspect > 1 ? 0 : aspect > 0.7 ? 1 : 2]) : undefined;
  const places = around ? new Map(around.places) : beginning(graph, first.added, visible.passes, aspect);
  const all = [...places.values(), ...(around?.folds.values() ?? []), ...(around?.names.map(({ at }) => at) ?? [])];
  const bounds = around ? frame(all, EDGE * 0.15, EDGE * (aspect > 1 ? 1 : 0.6)) : frame(all, MARGIN.high, MARGIN.wide);
  for (const step of later) grow(graph, places, step.added, step.anchor, step.at, visible.passes);
  return { places, frame: bounds, sectors: around };
}

/** Each connected part by its stress, with room for names; then all of them beside each other, as wide as the stage is. */
function beginning(graph: Graph, nodes: readonly number[], passes: Uint8Array, aspect: number): Places {
  const parts = components(graph, nodes, passes).map((part) => {
    const numbers = new Map(part.map((node, i) => [node, i]));
    const links = part.flatMap((node, i) =>
      linksOf(graph, node, passes, numbers)
        .filter(([to]) => to > i)
        .map(([to, edge]): Link => [i, to, (LETTER * graph.info(graph.relation[edge]).label.length + ENDS) / EDGE]),
    );
    const placed = stress(
      part.map((node) => [graph.x[node], graph.y[node]]),
      links,
      EDGE,
      aspect,
    );
    const names = part.map((node) => NAME * Math.min(LONGEST, graph.name[node].length) + 14);
    return { part, placed: parted(placed, names, HIGH) };
  });
  const moves = pack(
    parts.map(({ placed }) => placed),
    aspect,
    { wide: EDGE * 0.72, high: EDGE * 0.5 },
  );
  const places: Places = new Map();
  parts.forEach(({ part, placed }, i) => {
    part.forEach((node, j) => places.set(node, [placed[j][0] + moves[i][0], placed[j][1] + moves[i][1]]));
  });
  return stretched(places, aspect);
}

/** Drawn out to the sides on which the stage has more room. */
function stretched(places: Places, aspect: number): Places {
  const all = [...places.values()];
  const wide = extent(all.map(([x]) => x)) + 2 * MARGIN.wide;
  const high = extent(all.map(([, y]) => y)) + 2 * MARGIN.high;
  const [x, y] = [(high * aspect) / wide, wide / (high * aspect)].map((lack) => Math.min(STRETCH, Math.max(1, lack)));
  return new Map([...places].map(([node, place]) => [node, [place[0] * x, place[1] * y] as const]));
}

function linksOf(
  graph: Graph,
  node: number,
  passes: Uint8Array,
  numbers: ReadonlyMap<number, number>,
): [number, number][] {
  const found = new Map<number, number>();
  for (const edge of graph.at(node)) {
    const to = passes[edge] ? numbers.get(graph.across(edge, node)) : undefined;
    if (to !== undefined) found.set(to, edge);
  }
  return [...found];
}

function components(graph: Graph, nodes: readonly number[], passes: Uint8Array): number[][] {
  const left = new Set(nodes);
  const parts: number[][] = [];
  for (const seed of nodes) {
    if (!left.delete(seed)) continue;
    const part = [seed];
    for (let i = 0; i < part.length; i++) {
      for (const edge of graph.at(part[i])) {
        const other = graph.across(edge, part[i]);
        if (passes[edge] && left.delete(other)) part.push(other);
      }
    }
    parts.push(part.sort((a, b) => a - b));
  }
  return parts.sort((a, b) => b.length - a.length || a[0] - b[0]);
}

/** Put new nodes around their anchor, turned away from what stands there already. */
function grow(
  graph: Graph,
  places: Places,
  added: readonly number[],
  anchor: number | null,
  at: Point | null,
  passes: Uint8Array,
): void {
  const centre = at ?? (anchor === null ? undefined : places.get(anchor));
  const fresh = added.filter((node) => !places.has(node));
  const others = fresh.filter((node) => node !== anchor);
  const origin = centre ?? near(graph, fresh[0], places, passes);
  if (!origin) return;
  if (anchor !== null && fresh.includes(anchor)) places.set(anchor, origin);
  const away = anchor === null ? 0 : direction(graph, anchor, origin, places, passes);
  others.forEach((node, i) => {
    const turn =
      away + (i % 2 ? 1 : -1) * Math.ceil(i / 2) * Math.min(0.55, (2 * Math.PI) / Math.max(1, others.length));
    const far = anchor === null ? 0 : EDGE * (others.length > 12 && i % 2 ? 1.7 : 1.1);
    places.set(node, [origin[0] + far * Math.cos(turn), origin[1] + far * Math.sin(turn)]);
  });
  spread(places, new Set(fresh), (node) => neighbours(graph, node, places, passes), EDGE);
}

function neighbours(graph: Graph, node: number, places: Places, passes: Uint8Array): number[] {
  return [
    ...new Set(
      graph
        .at(node)
        .filter((edge) => passes[edge])
        .map((edge) => graph.across(edge, node)),
    ),
  ].filter((other) => other !== node && places.has(other));
}

function direction(graph: Graph, node: number, origin: Point, places: Places, passes: Uint8Array): number {
  let [x, y] = [0, 0];
  for (const other of neighbours(graph, node, places, passes)) {
    const place = places.get(other) as Point;
    x += place[0] - origin[0];
    y += place[1] - origin[1];
  }
  if (!x && !y) [x, y] = [-origin[0], -origin[1]];
  return Math.atan2(-y, -x || 1e-9);
}

/** A place for a node that nothing was unfolded for: amid its neighbours, or beside everything. */
function near(graph: Graph, node: number | undefined, places: Places, passes: Uint8Array): Point | null {
  if (node === undefined) return null;
  const around = neighbours(graph, node, places, passes).map((other) => places.get(other) as Point);
  if (around.length) {
    const mean = (axis: 0 | 1): number => around.reduce((sum, place) => sum + place[axis], 0) / around.length;
    return [mean(0) + (around.length === 1 ? EDGE : 1), mean(1) + 1];
  }
  const bounds = frame([...places.values()], 0);
  return places.size ? [bounds.x[1] + EDGE * 2, (bounds.y[0] + bounds.y[1]) / 2] : [0, 0];
}

export function frame(points: readonly Point[], high: number, wide = high): Laid['frame'] {
  const axis = (i: 0 | 1, margin: number): [number, number] => {
    let [from, to] = [Infinity, -Infinity];
    for (const point of points) {
      if (point[i] < from) from = point[i];
      if (point[i] > to) to = point[i];
    }
    return from > to ? [-EDGE, EDGE] : [from - margin, Math.max(to + margin, from + margin + 1)];
  };
  return { x: axis(0, wide), y: axis(1, high) };
}
