/** What the network opens with. */

import { BUNDLE, type Graph } from './data';

const CORE_LINKS = 1.1; // lines for each node of the core, at most, so that it can be read
const CORE_FREE = 5; // lines that are never too many

/** The most important nodes that hang together: from the most important one on, always the best neighbour. */
export function core(graph: Graph, passes: Uint8Array, typed: (node: number) => boolean, most: number): number[] {
  const better = (a: number, b: number): number => graph.weight[b] - graph.weight[a] || a - b;
  const order = [...graph.key.keys()]
    .filter((node) => typed(node) && graph.at(node).some((edge) => passes[edge]))
    .sort(better);
  const chosen = new Set<number>();
  const border = new Map<number, number>(); // candidate -> how many lines link it to the chosen
  let [lines, next] = [0, 0];
  while (chosen.size < most) {
    const room = CORE_FREE + CORE_LINKS * (chosen.size + 1) - lines;
    let best = -1;
    for (const [node, links] of border) if (links <= room && (best < 0 || better(node, best) < 0)) best = node;
    if (best < 0) {
      while (next < order.length && (chosen.has(order[next]) || border.has(order[next]))) next++;
      if (next === order.length || chosen.size > most - 3) break; // one that nothing hangs on says little
      best = order[next];
    }
    lines += border.get(best) ?? 0;
    border.delete(best);
    chosen.add(best);
    for (const [other, count] of linesTo(graph, best, passes))
      if (!chosen.has(other)) border.set(other, (border.get(other) ?? 0) + count);
  }
  return [...chosen];
}

/** How many lines lead from a node to each neighbour. */
function linesTo(graph: Graph, node: number, passes: Uint8Array): [number, number][] {
  const facts = new Map<number, number>();
  for (const edge of graph.at(node)) {
    const other = graph.across(edge, node);
    if (passes[edge] && other !== node) facts.set(other, (facts.get(other) ?? 0) + 1);
  }
  return [...facts].map(([other, count]) => [other, count > BUNDLE ? 1 : count]);
}
