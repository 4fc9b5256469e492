/** A network too large to be read: its communities first, which zooming in opens to their members. */

import { truncate } from '../dom';
import type { Graph } from './data';
import type { Laid } from './layout';
import { communityColour, type Palette } from './palette';
import type { Scene, SceneEdge, SceneNode } from './scene';
import type { Point, Tall } from './viewstate';
import type { Visible } from './visible';

export const CROWD = 500; // more entities than that begin as communities
export const OPENS = 0.42; // the camera's ratio from which on they are drawn one by one
const MOST = 60; // communities
const LINES = 140; // between them
const LEAST = 4; // members of one that is drawn
const RADII = [4, 46] as const;
// Pixels that a view is wide and high, about, on a stage that is wide, tall, a phone's.
const STAGES = [
  [850, 500],
  [740, 900],
  [340, 600],
] as const;
const FULL = 1.3; // the radius of a circle by how far from its middle half of its members stand
const CLOSE = 0.18; // the camera's ratio that a click on one leads to

/** Whether a view is shown by its communities, at a camera's ratio. */
export function isCrowd(visible: Visible, ratio: number): boolean {
  return visible.nodes.length > CROWD && ratio > OPENS;
}

/** The camera that looks at a community of a crowd's scene. */
export function cameraAt(scene: Scene, key: string): [number, number, number] | null {
  const node = scene.nodes.find((one) => one.key === key);
  return node ? [node.x, node.y, CLOSE] : null;
}

/** The communities of what is visible as a scene. */
export function crowd(graph: Graph, visible: Visible, laid: Laid, palette: Palette, tall: Tall): Scene {
  const members = new Map<number, number[]>();
  for (const node of visible.nodes) {
    const own = members.get(graph.community[node]);
    if (own) own.push(node);
    else members.set(graph.community[node], [node]);
  }
  const linked = new Set(visible.edges.flatMap((edge) => [graph.source[edge], graph.target[edge]]));
  const drawn = [...members]
    .filter(([, own]) => own.length >= LEAST && linked.has(own[0]))
    .sort((a, b) => b[1].length - a[1].length || a[0] - b[0])
    .slice(0, MOST);
  const { x: wide, y: high } = laid.frame;
  const unit = Math.min(STAGES[tall][0] / (wide[1] - wide[0]), STAGES[tall][1] / (high[1] - high[0]));
  const nodes = drawn.map(([community, own]): SceneNode => {
    const [x, y] = middle(own, laid);
    return {
      node: -1,
      key: `community:${community}`,
      x,
      y,
      radius: Math.min(RADII[1], Math.max(RADII[0], unit * reach(own, [x, y], laid))),
      shape: 'dot',
      colour: communityColour(community % palette.communities.length, palette),
      label: nameOf(graph, own),
      more: 0,
      pinned: false,
    };
  });
  const index = new Map(drawn.map(([community], i) => [community, i]));
  return {
    nodes,
    edges: crossing(graph, visible, index, palette),
    index: new Map(),
    byName: new Map(),
    sectors: [],
    ring: null,
    isEgo: false,
  };
}

function middle(own: readonly number[], laid: Laid): Point {
  let [x, y, count] = [0, 0, 0];
  for (const node of own) {
    const at = laid.places.get(node);
    if (at) [x, y, count] = [x + at[0], y + at[1], count + 1];
  }
  return [x / Math.max(1, count), y / Math.max(1, count)];
}

/** How far from their middle members of a community stand; a few may stand far off. */
function reach(own: readonly number[], [x, y]: Point, laid: Laid): number {
  const far = own.map((node) => laid.places.get(node) ?? [x, y]).map((at) => Math.hypot(at[0] - x, at[1] - y));
  return FULL * (far.sort((a, b) => a - b)[far.length >> 1] ?? 0);
}

/** After its two most important members, with how many there are. */
function nameOf(graph: Graph, own: readonly number[]): string {
  const best = [...own].sort((a, b) => graph.weight[b] - graph.weight[a] || a - b).slice(0, 2);
  return `${best.map((node) => truncate(graph.name[node], graph.key[node], 18)).join(', ')} · ${own.length.toLocaleString('en')}`;
}

function crossing(graph: Graph, visible: Visible, index: ReadonlyMap<number, number>, palette: Palette): SceneEdge[] {
  const counts = new Map<string, number>();
  for (const edge of visible.edges) {
    const [a, b] = [index.get(graph.community[graph.source[edge]]), index.get(graph.community[graph.target[edge]])];
    if (a === undefined || b === undefined || a === b) continue;
    const pair = a < b ? `${a} ${b}` : `${b} ${a}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  const most = Math.max(1, ...counts.values());
  return [...counts]
    .sort((one, other) => other[1] - one[1])
    .slice(0, LINES)
    .map(([pair, count]): SceneEdge => {
      const [a, b] = pair.split(' ').map(Number);
      return {
        edge: -2,
        id: `between:${pair}`,
        a,
        b,
        bend: 0,
        directed: false,
        dash: [],
        width: 0.8 + 5 * Math.sqrt(count / most),
        colour: palette.edge,
        label: '',
        names: [`${count.toLocaleString('en')} facts`],
      };
    });
}
