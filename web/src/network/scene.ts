/** What is to be drawn: nodes with size and colour, edges with their bend, in the layout's units. */

import { truncate } from '../dom';
import { BUNDLE, type Graph } from './data';
import type { Laid } from './layout';
import type { SectorName } from './sectors';
import { nodeColour, statusColour, type Palette } from './palette';
import { dashOf, marked } from '../wording';
import { shapeOf } from './shapes';
import type { Point, ViewState } from './viewstate';
import type { Visible } from './visible';

export interface SceneNode {
  node: number; // of the graph; -1: a fold, whose id is the key
  key: string;
  x: number;
  y: number;
  radius: number;
  shape: string;
  colour: string;
  label: string;
  more: number;
  pinned: boolean;
}

export interface SceneEdge {
  edge: number; // of the graph; -1: two entities named in one sentence, -2: leads to a fold
  id: string; // what a selection calls it
  a: number; // index into the scene's nodes
  b: number;
  bend: number; // how far the middle is off the straight line, as a share of its length
  directed: boolean;
  dash: readonly number[];
  width: number;
  colour: string;
  label: string;
  names: readonly string[]; // of all facts that the line stands for, where they are several
}

export interface Scene {
  nodes: SceneNode[];
  edges: SceneEdge[];
  index: Map<number, number>; // node of the graph -> index into nodes
  byName: Map<string, number>; // edge id -> index into edges
  sectors: readonly SectorName[];
  isEgo: boolean; // names stand on the side away from the middle
  ring: Point | null; // the radii of the ring around the middle
}

export interface PairCount {
  a: number;
  b: number;
  count: number;
}

const RADII = { few: [4.5, 12.5], many: [1.6, 11] } as const;
const MANY = 700;
const LABEL = 28;
const BEND = 0.17;
const DOTS = [2, 4]; // of what is only named in one sentence
const FOLD = 8; // the radius of a fold

export function makeScene(
  graph: Graph,
  visible: Visible,
  laid: Laid,
  state: ViewState,
  together: readonly PairCount[],
  palette: Palette,
): Scene {
  const most = visible.nodes.reduce((top, node) => Math.max(top, measure(graph, node, state)), 1e-12);
  const [least, largest] = visible.nodes.length > MANY ? RADII.many : RADII.few;
  const nodes = visible.nodes.map((node): SceneNode => {
    const [x, y] = laid.places.get(node) ?? [0, 0];
    const share = Math.sqrt(Math.max(0, measure(graph, node, state)) / most);
    return {
      node,
      key: graph.key[node],
      x,
      y,
      radius: least + (largest - least) * share,
      shape: shapeOf(graph.type[node]),
      colour: nodeColour(graph, node, state.colour, palette),
      label: truncate(graph.name[node], graph.key[node], LABEL),
      more: visible.hiddenNeighbours.get(node) ?? 0,
      pinned: state.pinned.has(graph.key[node]),
    };
  });
  const index = new Map(visible.nodes.map((node, i) => [node, i]));
  const names = new Map<string, number>();
  const groups = grouped(graph, visible.edges);
  const pairs = together.filter((pair) => index.has(pair.a) && index.has(pair.b));
  for (const pair of pairs) {
    const group = groups.get(pairKey(pair.a, pair.b));
    if (!group) groups.set(pairKey(pair.a, pair.b), []);
  }
  const counts = new Map(pairs.map((pair) => [pairKey(pair.a, pair.b), pair]));
  const edges: SceneEdge[] = [];
  for (const [key, facts] of groups) {
    const pair = counts.get(key);
    const lines =
      facts.length > BUNDLE
        ? [bundle(graph, facts, index, palette)]
        : [
            ...facts.map((edge) => factEdge(graph, edge, index, palette)),
            ...(pair && !(facts.length && visible.ego)
              ? [pairEdge(graph, pair, index, palette, visible.ego !== null)]
              : []),
          ];
    if (facts.length > BUNDLE) facts.forEach((edge) => names.set(`f:${graph.id[edge]}`, edges.length));
    bend(lines);
    for (const line of lines) names.set(line.id, edges.push(line) - 1);
  }
  addFolds(visible, laid, nodes, edges, index, palette);
  return {
    nodes,
    edges,
    index,
    byName: names,
    sectors: laid.sectors?.names ?? [],
    ring: laid.sectors?.ring ?? null,
    isEgo: laid.sectors !== undefined,
  };
}

/** What stands for many neighbours of one relation. */
function addFolds(
  visible: Visible,
  laid: Laid,
  nodes: SceneNode[],
  edges: SceneEdge[],
  index: ReadonlyMap<number, number>,
  palette: Palette,
): void {
  const centre = visible.ego ? index.get(visible.ego.centre) : undefined;
  if (!visible.ego || centre === undefined) return;
  for (const { id, label, members } of visible.ego.folds) {
    const [x, y] = laid.sectors?.folds.get(id) ?? [0, 0];
    const text = `${label} · ${members.length.toLocaleString('en')}`;
    const b =
      nodes.push({
        node: -1,
        key: id,
        x,
        y,
        radius: FOLD,
        shape: 'fold',
        colour: palette.strong,
        label: text,
        more: 0,
        pinned: false,
      }) - 1;
    edges.push({
      edge: -2,
      id: `fold:${id}`,
      a: centre,
      b,
      bend: 0,
      directed: false,
      dash: [],
      width: 1.3 + Math.min(3, Math.log2(members.length) * 0.6),
      colour: palette.edge,
      label: '',
      names: [],
    });
  }
}

function pairKey(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/** Facts by the two entities that they link. */
function grouped(graph: Graph, edges: readonly number[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const edge of edges) {
    if (graph.source[edge] === graph.target[edge]) continue; // of itself: stands in the panel
    const key = pairKey(graph.source[edge], graph.target[edge]);
    const group = groups.get(key);
    if (group) group.push(edge);
    else groups.set(key, [edge]);
  }
  return groups;
}

function measure(graph: Graph, node: number, state: ViewState): number {
  return state.size === 'degree' ? graph.degree[node] : graph.weight[node];
}

function factEdge(graph: Graph, edge: number, index: Map<number, number>, palette: Palette): SceneEdge {
  const info = graph.info(graph.relation[edge]);
  const status = graph.status[edge];
  return {
    edge,
    id: `f:${graph.id[edge]}`,
    bend: 0,
    a: index.get(graph.source[edge]) as number,
    b: index.get(graph.target[edge]) as number,
    directed: !info.symmetric,
    dash: dashOf(status),
    width: 1.3 + Math.min(2.2, Math.log2(Math.max(1, graph.support[edge])) * 0.8),
    colour: statusColour(status, palette),
    label: marked(info.label, status),
    names: [],
  };
}

function pairEdge(
  graph: Graph,
  pair: PairCount,
  index: Map<number, number>,
  palette: Palette,
  quiet: boolean, // whether the ring says what the line is
): SceneEdge {
  const label = pair.count === 1 ? 'in one sentence' : `in ${pair.count} sentences`;
  return {
    edge: -1,
    id: `p:${graph.key[pair.a]}~${graph.key[pair.b]}`,
    bend: 0,
    a: index.get(pair.a) as number,
    b: index.get(pair.b) as number,
    directed: false,
    dash: DOTS,
    width: 0.9,
    colour: palette.together,
    label: quiet ? '' : label,
    names: [label],
  };
}

/** One line for many facts between the same two. */
function bundle(graph: Graph, facts: readonly number[], index: Map<number, number>, palette: Palette): SceneEdge {
  const [first] = facts;
  const [source, target] = [graph.source[first], graph.target[first]];
  const statuses = new Set(facts.map((edge) => graph.status[edge]));
  const ordered = [...facts].sort(
    (a, b) => graph.support[b] - graph.support[a] || graph.confidence[b] - graph.confidence[a] || a - b,
  );
  const named = ordered.map((edge) => marked(graph.info(graph.relation[edge]).label, graph.status[edge]));
  const oneWay = facts.every((edge) => graph.source[edge] === source && !graph.info(graph.relation[edge]).symmetric);
  return {
    edge: first,
    id: `p:${graph.key[source]}~${graph.key[target]}`,
    bend: 0,
    a: index.get(source) as number,
    b: index.get(target) as number,
    directed: oneWay,
    dash: statuses.has('asserted') ? [] : dashOf(graph.status[first]),
    width: 2.2 + Math.min(2.8, Math.log2(facts.length) * 0.5),
    colour: statusColour(statuses.has('asserted') ? 'asserted' : graph.status[first], palette),
    label: `${named[0]} +${facts.length - 1}`,
    names: [...new Set(named)],
  };
}

/** Bend lines between the same two nodes apart. */
function bend(lines: readonly SceneEdge[]): void {
  const share = Math.min(BEND, 1 / lines.length);
  lines.forEach((line, i) => {
    line.bend = (line.a < line.b ? 1 : -1) * share * (i - (lines.length - 1) / 2);
  });
}
