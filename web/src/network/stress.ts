/**
 * Layout by stress: nodes stand as far apart as the graph says, by stochastic gradient descent over pairs
 * (Zheng, Pawar and Goodman, "Graph Drawing by Stochastic Gradient Descent", 2019), in a fixed order.
 */

import type { Point } from './viewstate';

export type Link = readonly [from: number, to: number, least?: number]; // the length it needs, in edges

const ROUNDS = 36;
const LAST_STEP = 0.06;
const LONGEST = 1.8; // edges that a name makes a link at most

/** Places of a connected graph, beginning from `from` (any scale), with edges about `edge` long. */
export function stress(from: readonly Point[], links: readonly Link[], edge: number, aspect: number): Point[] {
  const count = from.length;
  const at = scaled(from, edge * Math.sqrt(count));
  if (count < 2) return at.map(([x, y]) => [x, y]);
  const pairs = distances(count, links);
  shuffle(pairs);
  const longest = pairs.reduce((most, [, , far]) => Math.max(most, far), 1);
  const decay = Math.log((longest * longest) / LAST_STEP) / (ROUNDS - 1);
  for (let round = 0; round < ROUNDS; round++) {
    const step = longest * longest * Math.exp(-decay * round);
    for (const [a, b, far] of pairs) pull(at, a, b, far * edge, Math.min(1, step / (far * far)));
  }
  const wide = lying(at, aspect);
  apart(wide, edge * 0.8);
  return wide.map(([x, y]) => [x, y]);
}

type Place = [number, number];

function scaled(from: readonly Point[], size: number): Place[] {
  const [left, top] = [Math.min(...from.map((p) => p[0])), Math.min(...from.map((p) => p[1]))];
  const span = Math.max(1e-9, Math.max(...from.map((p) => p[0])) - left, Math.max(...from.map((p) => p[1])) - top);
  // A little off the given place, differently for each, so that none stands on another.
  return from.map((p, i) => [
    ((p[0] - left) / span) * size + Math.cos(i * 2.4),
    ((p[1] - top) / span) * size + Math.sin(i * 2.4),
  ]);
}

/** Steps between all pairs. */
function distances(count: number, links: readonly Link[]): [number, number, number][] {
  const next: number[][] = Array.from({ length: count }, () => []);
  const least = new Map<number, number>();
  for (const [a, b, long] of links) {
    next[a].push(b);
    next[b].push(a);
    least.set(Math.min(a, b) * count + Math.max(a, b), Math.min(LONGEST, long ?? 1));
  }
  const pairs: [number, number, number][] = [];
  for (let start = 0; start < count; start++) {
    const far = new Int32Array(count).fill(-1);
    far[start] = 0;
    const queue = [start];
    for (const node of queue) {
      for (const other of next[node]) {
        if (far[other] < 0) {
          far[other] = far[node] + 1;
          queue.push(other);
        }
      }
    }
    for (const other of queue)
      if (other > start) {
        const wanted = room(far[other], next[start].length, next[other].length);
        pairs.push([start, other, Math.max(wanted, least.get(start * count + other) ?? 0)]);
      }
  }
  return pairs;
}

/** Ends of an edge with many neighbours need more room around them. */
function room(far: number, one: number, other: number): number {
  const crowd = 0.16 * (Math.sqrt(one) + Math.sqrt(other) - 2.4);
  return far === 1 ? 1 + Math.min(1.1, Math.max(0, crowd)) : far * 0.92 + 0.1 + Math.min(0.8, Math.max(0, crowd) / 2);
}

/** A fixed disorder, so that no direction is preferred and the result is always the same. */
function shuffle<T>(items: T[]): void {
  let seed = 12345;
  for (let i = items.length - 1; i > 0; i--) {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    const j = seed % (i + 1);
    [items[i], items[j]] = [items[j], items[i]];
  }
}

function pull(at: Place[], a: number, b: number, wanted: number, share: number): void {
  const [dx, dy] = [at[a][0] - at[b][0], at[a][1] - at[b][1]];
  const far = Math.hypot(dx, dy) || 1e-6;
  const move = (share * (far - wanted)) / 2 / far;
  at[a][0] -= move * dx;
  at[a][1] -= move * dy;
  at[b][0] += move * dx;
  at[b][1] += move * dy;
}

/** Turned so that the longest direction lies as the stage does. */
function lying(at: Place[], aspect: number): Place[] {
  const mean = [0, 1].map((axis) => at.reduce((sum, place) => sum + place[axis], 0) / at.length);
  let [xx, xy, yy] = [0, 0, 0];
  for (const place of at) {
    const [x, y] = [place[0] - mean[0], place[1] - mean[1]];
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  const turn = -0.5 * Math.atan2(2 * xy, xx - yy) + (aspect < 1 ? Math.PI / 2 : 0);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return at.map((place) => {
    const [x, y] = [place[0] - mean[0], place[1] - mean[1]];
    return [x * cos - y * sin, x * sin + y * cos];
  });
}

/** Push apart what stands closer than `least`. */
function apart(at: Place[], least: number): void {
  for (let round = 0; round < 24; round++) {
    for (let a = 0; a < at.length; a++) {
      for (let b = a + 1; b < at.length; b++) {
        const far = Math.hypot(at[a][0] - at[b][0], at[a][1] - at[b][1]);
        if (far < least) pull(at, a, b, least, 0.5);
      }
    }
  }
}

/** Nodes moved apart as far as needed for names under them, each as wide as `names` says. */
export function parted(from: readonly Point[], names: readonly number[], high: number): Point[] {
  const at: Place[] = from.map(([x, y]) => [x, y]);
  for (let round = 0; round < 40; round++) {
    let moved = false;
    for (let a = 0; a < at.length; a++) {
      for (let b = a + 1; b < at.length; b++) {
        const [dx, dy] = [at[b][0] - at[a][0], at[b][1] - at[a][1]];
        const [wide, deep] = [(names[a] + names[b]) / 2 - Math.abs(dx), high - Math.abs(dy)];
        if (wide <= 0 || deep <= 0) continue;
        moved = true;
        const [axis, by] = wide < deep ? [0, (dx < 0 ? -wide : wide) / 4] : [1, (dy < 0 ? -deep : deep) / 4];
        at[a][axis] -= by;
        at[b][axis] += by;
      }
    }
    if (!moved) break;
  }
  return at;
}

const GROWTH_ROUNDS = 50;

/** Let `fresh` nodes find room: near their neighbours, away from everything; the rest hardly moves. */
export function spread(
  places: Map<number, Point>,
  fresh: ReadonlySet<number>,
  neighbours: (node: number) => number[],
  edge: number,
): void {
  const nodes = [...places.keys()];
  const at: Place[] = nodes.map((node) => [...(places.get(node) as Point)]);
  const numbers = new Map(nodes.map((node, i) => [node, i]));
  const ties = nodes.map((node) =>
    fresh.has(node) ? neighbours(node).map((other) => numbers.get(other) as number) : [],
  );
  const loose = nodes.map((node) => (fresh.has(node) ? 1 : 0.06));
  for (let round = 0; round < GROWTH_ROUNDS; round++) {
    const heat = 0.5 * (1 - round / GROWTH_ROUNDS) + 0.1;
    for (let a = 0; a < nodes.length; a++) {
      if (!fresh.has(nodes[a])) continue;
      for (const b of ties[a]) shift(at, loose, a, b, edge * 1.1, heat * 0.4);
      for (let b = 0; b < nodes.length; b++) {
        const [dx, dy] = [at[a][0] - at[b][0], at[a][1] - at[b][1]];
        if (b !== a && Math.abs(dx) < edge && Math.abs(dy) < edge && Math.hypot(dx, dy) < edge * 0.8) {
          shift(at, loose, a, b, edge * 0.8, heat);
        }
      }
    }
  }
  nodes.forEach((node, i) => places.set(node, at[i]));
}

function shift(at: Place[], loose: readonly number[], a: number, b: number, wanted: number, heat: number): void {
  let [dx, dy] = [at[a][0] - at[b][0], at[a][1] - at[b][1]];
  if (Math.abs(dx) + Math.abs(dy) < 1e-6) [dx, dy] = [Math.cos(a), Math.sin(a)];
  const far = Math.hypot(dx, dy);
  const move = (heat * (far - wanted)) / far / (loose[a] + loose[b]);
  at[a][0] -= move * dx * loose[a];
  at[a][1] -= move * dy * loose[a];
  at[b][0] += move * dx * loose[b];
  at[b][1] += move * dy * loose[b];
}
