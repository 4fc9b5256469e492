/** What is chosen, what that brings out, and what lies next to it. */

import type { Paths } from '../api';
import type { Graph } from './data';
import type { Focus } from './drawing';
import type { Scene } from './scene';
import type { Selection } from './viewstate';

/** What to bring out: the chosen entity or fact, or paths (all, or the one numbered `only`). */
export function focusOf(
  graph: Graph,
  scene: Scene,
  selected: Selection | null,
  paths: Paths | null,
  only: number | null,
): Focus | null {
  if (!selected) return paths && pathFocus(graph, scene, paths, only);
  if (selected.kind === 'node') {
    const node = indexOf(graph, scene, selected.key);
    return node === undefined ? null : around(scene, [node]);
  }
  const { byName } = scene;
  const edge =
    selected.kind === 'fact'
      ? byName.get(`f:${selected.id}`)
      : pairNames(selected.a, selected.b)
          .map((name) => byName.get(name))
          .find((found) => found !== undefined);
  if (edge === undefined) return null;
  const ends = [scene.edges[edge].a, scene.edges[edge].b];
  return { nodes: new Set(ends), edges: new Set([edge]), main: new Set(ends) };
}

function pairNames(a: string, b: string): [string, string] {
  return [`p:${a}~${b}`, `p:${b}~${a}`];
}

/** Where an entity stands in the scene, if it does. */
export function indexOf(graph: Graph, scene: Scene, key: string | null): number | undefined {
  const node = key === null ? undefined : graph.node(key);
  return node === undefined ? undefined : scene.index.get(node);
}

function pathFocus(graph: Graph, scene: Scene, paths: Paths, only: number | null): Focus | null {
  const focus = { nodes: new Set<number>(), edges: new Set<number>(), main: new Set<number>() };
  for (const path of paths.paths.filter((_, i) => only === null || only === i)) {
    path.nodes.forEach(({ key }, j) => {
      const node = indexOf(graph, scene, key);
      if (node === undefined) return;
      focus.nodes.add(node);
      if (j === 0 || j === path.nodes.length - 1) focus.main.add(node);
    });
    path.steps.forEach((step, j) => {
      const names = step.length ? step.map((id) => `f:${id}`) : pairNames(path.nodes[j].key, path.nodes[j + 1].key);
      for (const edge of names.map((name) => scene.byName.get(name))) if (edge !== undefined) focus.edges.add(edge);
    });
  }
  return focus.nodes.size ? focus : null;
}

/** Several entities, with what lies between them. */
export function pickedFocus(graph: Graph, scene: Scene, keys: readonly string[]): Focus {
  const nodes = new Set(keys.map((key) => indexOf(graph, scene, key)).filter((i) => i !== undefined));
  const edges = new Set<number>();
  scene.edges.forEach((edge, i) => {
    if (nodes.has(edge.a) && nodes.has(edge.b)) edges.add(i);
  });
  return { nodes, edges, main: nodes };
}

/** What a click says as a selection of the view. */
export function selection(what: { node: number } | { edge: string } | null, graph: Graph): Selection | null {
  if (!what) return null;
  if ('node' in what) return { kind: 'node', key: graph.key[what.node] };
  if (what.edge.startsWith('f:')) return { kind: 'fact', id: what.edge.slice(2) };
  const [a, b] = what.edge.slice(2).split('~');
  return { kind: 'pair', a, b };
}

/** The nearest point in a direction: what lies ahead counts by its distance, more so the further off the line it is. */
export function nextTowards(
  points: readonly { x: number; y: number }[],
  from: number,
  dx: number,
  dy: number,
): number | null {
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
