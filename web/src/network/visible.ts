/** Which nodes and edges a view shows: a readable part of the network, grown step by step. */

import { core } from './core';
import type { Graph } from './data';
import { ego, isSparse, type Ego } from './ego';
import type { PairCount } from './scene';
import { isOn, type Filters, type Growth, type ViewState } from './viewstate';

const CORE_NODES = [30, 30, 16] as const; // on a stage that is wide, tall, a phone's
export const PORTION = 24; // neighbours that one step of growing adds

/** What an unfolding adds: `added` nodes, around `anchor`. */
export interface Step {
  anchor: number | null;
  at: readonly [number, number] | null;
  added: number[];
}

export interface Visible {
  passes: Uint8Array; // by edge: whether filters let it through
  steps: Step[]; // the start and all growth, in order; each node once
  nodes: number[];
  edges: number[];
  between: number[]; // edges of any time; those of the one that is looked at are `edges`
  hiddenNeighbours: Map<number, number>; // by visible node: neighbours that could be unfolded
  ego: Ego | null; // where the view is of one entity
}

/** Everything that `state` shows of `graph`. `extra` nodes are shown besides (those of paths), and those of `pairs`. */
export function compute(
  graph: Graph,
  state: ViewState,
  extra: readonly number[],
  pairs: readonly PairCount[] = [],
): Visible {
  const passes = filterOnce(graph, state.filters);
  const typed = (node: number): boolean => isOn(state.filters.types, graph.type[node]);
  if (state.all) return everything(graph, state, passes, typed);
  const centre = centreOf(graph, state);
  const around = centre === null ? null : ego(graph, centre, passes, state.opened, pairs, state.tall);
  const first = around
    ? [around.centre, ...around.kinds.keys(), ...around.ring]
    : beginning(graph, state, passes, typed);
  const beside = around || !state.together ? [] : named(pairs, new Set(first), typed);
  const steps = unfold(graph, state, passes, [...first, ...beside], extra);
  const grown = steps.flatMap((step) => step.added);
  const gone = new Set([...state.hidden].map((key) => graph.node(key)));
  const leaves = collapsedLeaves(graph, state, passes, new Set(grown));
  const nodes = grown.filter((node) => !gone.has(node) && !leaves.has(node));
  return finish(graph, state.filters, passes, steps, nodes, around);
}

/** The entity that a view is of, with what is one step around; null where it is of something else. */
export function centreOf(graph: Graph, state: ViewState): number | null {
  const isEgo = state.start.length === 1 && state.steps === 1 && !state.only.length && !state.all;
  return isEgo ? (graph.node(state.start[0]) ?? null) : null;
}

/** Whether those named in the same sentence belong to a view. */
export function wantsTogether(graph: Graph, state: ViewState): boolean {
  if (state.together !== null) return state.together;
  const centre = centreOf(graph, state);
  return centre !== null && isSparse(graph, centre, filterOnce(graph, state.filters));
}

const BESIDE = 24; // entities that sentences add to a view that is not of one

/** Those who are most often named in one sentence with one of `shown`. */
function named(pairs: readonly PairCount[], shown: ReadonlySet<number>, typed: (node: number) => boolean): number[] {
  const counts = new Map<number, number>();
  for (const { a, b, count } of pairs) {
    if (shown.has(a) === shown.has(b)) continue;
    const other = shown.has(a) ? b : a;
    if (typed(other)) counts.set(other, (counts.get(other) ?? 0) + count);
  }
  return [...counts.keys()]
    .sort((a, b) => (counts.get(b) as number) - (counts.get(a) as number) || a - b)
    .slice(0, BESIDE);
}

// Of the last filters: most changes of a view leave them as they are.
let last: { graph: Graph; filters: Filters; edges: number; passes: Uint8Array; cores: Map<number, number[]> } | null =
  null;

function filterOnce(graph: Graph, filters: Filters): Uint8Array {
  if (!last || last.graph !== graph || last.filters !== filters || last.edges !== graph.id.length) {
    last = { graph, filters, edges: graph.id.length, passes: filterEdges(graph, filters), cores: new Map() };
  }
  return last.passes;
}

/** Whether filters let each edge through. */
export function filterEdges(graph: Graph, filters: Filters): Uint8Array {
  const passes = new Uint8Array(graph.id.length);
  const anySource = !filters.sources.only && !filters.sources.values.size;
  const relations = lookup(
    graph.meta.relations.map((r) => r.id),
    (id) => isOn(filters.relations, id),
  );
  const types = lookup(graph.types, (id) => isOn(filters.types, id));
  const dated = filters.from !== null || filters.to !== null;
  for (let edge = 0; edge < passes.length; edge++) {
    passes[edge] = Number(
      filters.statuses.has(graph.status[edge]) &&
        graph.confidence[edge] >= filters.confidence &&
        relations.get(graph.relation[edge]) !== false &&
        types.get(graph.type[graph.source[edge]]) !== false &&
        types.get(graph.type[graph.target[edge]]) !== false &&
        (anySource || graph.sources[edge].some((source) => isOn(filters.sources, source))) &&
        (filters.support === 'any' || (filters.support === 'one') === graph.support[edge] < 2) &&
        ((!dated && filters.undated) || inTime(graph.first[edge], graph.last[edge], filters)),
    );
  }
  return passes;
}

function lookup(values: readonly string[], test: (value: string) => boolean): Map<string, boolean> {
  return new Map(values.map((value) => [value, test(value)]));
}

function inTime(first: string | null, last: string | null, filters: Filters): boolean {
  if (!first) return filters.undated;
  const [from, to] = [first.slice(0, 7), (last ?? first).slice(0, 7)];
  return (!filters.from || to >= filters.from) && (!filters.to || from <= filters.to);
}

/** Whether a fact may have held in the year or month that is looked at; everybody keeps their place meanwhile. */
function heldAt(graph: Graph, edge: number, { at, untimed }: Filters): boolean {
  const [begins, ends] = [graph.begins[edge], graph.ends[edge]];
  if (!at || (!begins && !ends)) return !at || untimed;
  return (!begins || begins.slice(0, at.length) <= at) && (!ends || ends.slice(0, at.length) >= at);
}

function everything(graph: Graph, state: ViewState, passes: Uint8Array, typed: (node: number) => boolean): Visible {
  const gone = new Set([...state.hidden].map((key) => graph.node(key)));
  const kept = new Set(
    [...state.start, ...state.only, ...state.growth.map((g) => g.key), ...state.pinned.keys()].map((key) =>
      graph.node(key),
    ),
  );
  const nodes: number[] = [];
  for (let node = 0; node < graph.key.length; node++) {
    if (!gone.has(node) && typed(node) && (kept.has(node) || graph.at(node).some((edge) => passes[edge])))
      nodes.push(node);
  }
  return finish(graph, state.filters, passes, [{ anchor: null, at: null, added: nodes }], nodes);
}

const REACH = [0, PORTION, 70, 140]; // entities of a view of so many steps, at most

/** What a view that is not of one entity begins with. */
function beginning(graph: Graph, state: ViewState, passes: Uint8Array, typed: (node: number) => boolean): number[] {
  const known = (keys: readonly string[]): number[] =>
    keys.map((key) => graph.node(key)).filter((node) => node !== undefined);
  if (state.only.length) return known(state.only);
  if (state.start.length) return reached(graph, known(state.start), state.steps, passes);
  if (state.path && !state.growth.length) return [];
  return coreOnce(graph, passes, typed, CORE_NODES[state.tall]);
}

/** All within some steps of `starts`, those nearest first, then the most important. */
function reached(graph: Graph, starts: readonly number[], steps: number, passes: Uint8Array): number[] {
  const found = new Set(starts);
  let edge: number[] = [...starts];
  for (let step = 1; step <= steps; step++) {
    const next =
      step === 1
        ? edge.flatMap((node) => ranked(graph, node, passes).slice(0, PORTION))
        : [...new Set(edge.flatMap((node) => ranked(graph, node, passes)))].sort(
            (a, b) => graph.weight[b] - graph.weight[a] || a - b,
          );
    edge = [...new Set(next)].filter((node) => !found.has(node));
    if (step > 1) edge = edge.slice(0, Math.max(0, REACH[step] - found.size));
    for (const node of edge) found.add(node);
  }
  return [...found];
}

function unfold(
  graph: Graph,
  state: ViewState,
  passes: Uint8Array,
  first: readonly number[],
  extra: readonly number[],
): Step[] {
  const seen = new Set<number>();
  const take = (nodes: readonly number[]): number[] => {
    const fresh = [...new Set(nodes)].filter((node) => !seen.has(node));
    for (const node of fresh) seen.add(node);
    return fresh;
  };
  const steps: Step[] = [{ anchor: null, at: null, added: take(first) }];
  for (const growth of state.growth) {
    const node = graph.node(growth.key);
    if (node === undefined) continue;
    steps.push({ anchor: node, at: growth.at, added: take([node, ...portion(graph, node, passes, growth, seen)]) });
  }
  const others = take(extra);
  if (!steps[0].added.length) steps[0].added = others;
  else for (const node of others) steps.push({ anchor: null, at: null, added: [node] });
  return steps;
}

/** `steps` portions of a node's neighbours that are not there yet, the most important first. */
function portion(graph: Graph, node: number, passes: Uint8Array, growth: Growth, seen: ReadonlySet<number>): number[] {
  return ranked(graph, node, passes)
    .filter((other) => !seen.has(other))
    .slice(0, PORTION * growth.steps);
}

/** The neighbours of a node along edges that pass, the most important first. */
export function ranked(graph: Graph, node: number, passes: Uint8Array): number[] {
  const found = new Set<number>();
  for (const edge of graph.at(node)) if (passes[edge]) found.add(graph.across(edge, node));
  found.delete(node);
  return [...found].sort((a, b) => graph.weight[b] - graph.weight[a] || a - b);
}

function coreOnce(graph: Graph, passes: Uint8Array, typed: (node: number) => boolean, most: number): number[] {
  const known = last?.passes === passes ? last.cores.get(most) : undefined;
  const found = known ?? core(graph, passes, typed, most);
  if (last?.passes === passes) last.cores.set(most, found);
  return found;
}

/** What folding up hides: neighbours that hang on collapsed nodes only and that nobody asked for. */
function collapsedLeaves(graph: Graph, state: ViewState, passes: Uint8Array, grown: ReadonlySet<number>): Set<number> {
  const folded = new Set([...state.collapsed].map((key) => graph.node(key)).filter((node) => node !== undefined));
  if (!folded.size) return new Set();
  const asked = new Set(
    [...state.start, ...state.only, ...state.growth.map((g) => g.key), ...state.pinned.keys()].map((key) =>
      graph.node(key),
    ),
  );
  const leaves = new Set<number>();
  for (const node of grown) {
    if (folded.has(node) || asked.has(node)) continue;
    const others = graph
      .at(node)
      .filter((edge) => passes[edge])
      .map((edge) => graph.across(edge, node))
      .filter((other) => grown.has(other));
    if (others.length && others.every((other) => folded.has(other))) leaves.add(node);
  }
  return leaves;
}

function finish(
  graph: Graph,
  filters: Filters,
  passes: Uint8Array,
  steps: Step[],
  nodes: number[],
  around: Ego | null = null,
): Visible {
  const shown = new Set(nodes);
  const between: number[] = [];
  const hiddenNeighbours = new Map<number, number>();
  for (const node of nodes) {
    const missing = new Set<number>();
    for (const edge of graph.at(node)) {
      if (!passes[edge]) continue;
      const other = graph.across(edge, node);
      if (!shown.has(other)) missing.add(other);
      else if (graph.source[edge] === node) between.push(edge);
    }
    if (missing.size) hiddenNeighbours.set(node, missing.size);
  }
  between.sort((a, b) => a - b);
  const edges = filters.at === null ? between : between.filter((edge) => heldAt(graph, edge, filters));
  return { passes, steps, nodes, edges, between, hiddenNeighbours, ego: around };
}
