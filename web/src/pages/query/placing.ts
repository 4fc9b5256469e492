/** Where the nodes of an answer stand: each connected part by its stress, the parts beside each other. */

import { pack } from '../../network/packing';
import { stress, type Link } from '../../network/stress';
import type { Net } from './pairs';

export interface Spot {
  x: number;
  y: number;
}

const EDGE = 130; // room for a relation's name
const ROOM = { wide: 92, high: 44 }; // around a part, for names
const TURN = 2.399963; // the golden angle: a start where no two stand in a line

export function places(count: number, links: Net['links'], aspect: number): Spot[] {
  const parts = components(count, links);
  const placed = parts.map((part) => {
    const number = new Map(part.map((node, i) => [node, i]));
    const own = links.flatMap(({ source, target }): Link[] => {
      const [from, to] = [number.get(source), number.get(target)];
      return from === undefined || to === undefined ? [] : [[from, to]];
    });
    return stress(
      part.map((_, i) => [Math.sqrt(i) * Math.cos(i * TURN), Math.sqrt(i) * Math.sin(i * TURN)] as const),
      own,
      EDGE,
      aspect,
    );
  });
  const moves = pack(placed, aspect, ROOM);
  const spots: Spot[] = Array.from({ length: count }, () => ({ x: 0, y: 0 }));
  parts.forEach((part, i) =>
    part.forEach((node, j) => {
      spots[node] = { x: placed[i][j][0] + moves[i][0], y: placed[i][j][1] + moves[i][1] };
    }),
  );
  return spots;
}

/** Connected parts, the largest first. */
function components(count: number, links: Net['links']): number[][] {
  const root = Array.from({ length: count }, (_, i) => i);
  const find = (node: number): number => {
    while (root[node] !== node) node = root[node] = root[root[node]];
    return node;
  };
  for (const { source, target } of links) root[find(source)] = find(target);
  const parts = new Map<number, number[]>();
  for (let node = 0; node < count; node++) parts.set(find(node), [...(parts.get(find(node)) ?? []), node]);
  return [...parts.values()].sort((a, b) => b.length - a.length || a[0] - b[0]);
}
