/** What is to be drawn: nodes with size and colour, edges with their bend, in the layout's units. */

import { truncate } from '../dom';
import type { Graph } from './data';
import type { Places } from './layout';
import { nodeColour, statusColour, type Palette } from './palette';
import type { ViewState } from './viewstate';
import type { Visible } from './visible';

export interface SceneNode { node: number; x: number; y: number; radius: number; colour: string; label: string; more: number; pinned: boolean }

export interface SceneEdge {
  edge: number; // of the graph; -1: two entities named in one sentence
  id: string; // what a selection calls it
  a: number; // index into the scene's nodes
  b: number;
  bend: number; // how far the middle is off the straight line, as a share of its length
  directed: boolean;
  dashed: boolean;
  width: number;
  colour: string;
  label: string;
}

export interface Scene {
  nodes: SceneNode[];
  edges: SceneEdge[];
  index: Map<number, number>; // node of the graph -> index into nodes
  byName: Map<string, number>; // edge id -> index into edges
}

export interface PairCount { a: number; b: number; count: number }

const LEAST_RADIUS = 4.5;
const MOST_RADIUS = 17;
const BEND = 0.17;

export function makeScene(
  graph: Graph, visible: Visible, places: Places, state: ViewState, together: readonly PairCount[], palette: Palette,
): Scene {
  const most = visible.nodes.reduce((top, node) => Math.max(top, measure(graph, node, state)), 1e-12);
  const nodes = visible.nodes.map((node): SceneNode => {
    const [x, y] = places.get(node) ?? [0, 0];
    const share = Math.sqrt(Math.max(0, measure(graph, node, state)) / most);
    return {
      node, x, y, radius: LEAST_RADIUS + (MOST_RADIUS - LEAST_RADIUS) * share,
      colour: nodeColour(graph, node, state.colour, palette),
      label: truncate(graph.name[node], graph.key[node]),
      more: visible.hiddenNeighbours.get(node) ?? 0,
      pinned: state.pinned.has(graph.key[node]),
    };
  });
  const index = new Map(visible.nodes.map((node, i) => [node, i]));
  const edges = bent([
    ...visible.edges.map((edge) => factEdge(graph, edge, index, palette)),
    ...together.filter((pair) => index.has(pair.a) && index.has(pair.b)).map((pair) => pairEdge(graph, pair, index, palette)),
  ]);
  return { nodes, edges, index, byName: new Map(edges.map((edge, i) => [edge.id, i])) };
}

function measure(graph: Graph, node: number, state: ViewState): number {
  return state.size === 'degree' ? graph.degree[node] : graph.weight[node];
}

function factEdge(graph: Graph, edge: number, index: Map<number, number>, palette: Palette): SceneEdge {
  const info = graph.info(graph.relation[edge]);
  const status = graph.status[edge];
  return {
    edge, id: `f:${graph.id[edge]}`, bend: 0,
    a: index.get(graph.source[edge]) as number,
    b: index.get(graph.target[edge]) as number,
    directed: !info.symmetric,
    dashed: status !== 'asserted',
    width: 1.3 + Math.min(2.2, Math.log2(Math.max(1, graph.support[edge])) * 0.8),
    colour: statusColour(status, palette),
    label: status === 'asserted' ? info.label : `${info.label} (${status})`,
  };
}

function pairEdge(graph: Graph, pair: PairCount, index: Map<number, number>, palette: Palette): SceneEdge {
  return {
    edge: -1, id: `p:${graph.key[pair.a]}~${graph.key[pair.b]}`, bend: 0,
    a: index.get(pair.a) as number,
    b: index.get(pair.b) as number,
    directed: false, dashed: true, width: 0.9, colour: palette.together,
    label: pair.count === 1 ? 'in one sentence' : `in ${pair.count} sentences`,
  };
}

/** Bend edges between the same two nodes apart. */
function bent(edges: SceneEdge[]): SceneEdge[] {
  const groups = new Map<string, SceneEdge[]>();
  for (const edge of edges) {
    const pair = edge.a < edge.b ? `${edge.a} ${edge.b}` : `${edge.b} ${edge.a}`;
    const group = groups.get(pair);
    if (group) group.push(edge);
    else groups.set(pair, [edge]);
  }
  for (const group of groups.values()) {
    const share = Math.min(BEND, 1 / group.length);
    group.forEach((edge, i) => {
      const side = edge.a < edge.b ? 1 : -1;
      edge.bend = side * share * (i - (group.length - 1) / 2);
    });
  }
  return edges;
}
