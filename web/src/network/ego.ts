/** The view of one entity: its neighbours by kind of relation, folded where they are many, and who is named beside it. */

import type { Graph } from './data';
import type { PairCount } from './scene';
import type { Tall } from './viewstate';

const MANY = [25, 25, 14] as const; // neighbours that are drawn one by one, on a stage that is wide, tall, a phone's
const LEAST = 3; // neighbours that are worth a fold
const PORTION = 12; // of a fold that one click shows
const RING = 16; // entities that are only named in the same sentence
const FEW = 8; // facts under which these are shown unless told otherwise

/** Kinds of relations in the order of their sectors, clockwise from above. */
export const KINDS = ['office', 'organization', 'meeting', 'place', 'family', 'conflict', 'other'] as const;
export type Kind = (typeof KINDS)[number];
export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  office: 'Offices',
  organization: 'Organizations',
  meeting: 'Meetings and talks',
  place: 'Places',
  family: 'Family',
  conflict: 'Conflict',
  other: 'Other',
};

/** Neighbours of one relation that are drawn as one. */
export interface Fold {
  id: string; // the relation, with ~ before one that comes from the neighbours
  label: string; // of all but its number
  kind: Kind;
  members: number[];
}

export interface Ego {
  centre: number;
  kinds: Map<number, Kind>; // by neighbour that is drawn
  folds: Fold[];
  ring: number[];
}

/** What is drawn around `centre`. `opened` tells how many portions of a fold are shown. */
export function ego(
  graph: Graph,
  centre: number,
  passes: Uint8Array,
  opened: ReadonlyMap<string, number>,
  pairs: readonly PairCount[],
  tall: Tall = 0,
): Ego {
  const groups = byRelation(graph, centre, passes);
  const count = [...groups.values()].reduce((sum, { members }) => sum + members.length, 0);
  const folds = count > MANY[tall] ? folded([...groups.values()], opened, count, MANY[tall]) : [];
  const away = new Set(folds.flatMap(({ members }) => members));
  const kinds = new Map<number, Kind>();
  for (const { kind, members } of groups.values()) {
    for (const node of members) if (!away.has(node)) kinds.set(node, kind);
  }
  return { centre, kinds, folds, ring: ring(pairs, centre, new Set([...kinds.keys(), ...away])) };
}

/** Whether those named in the same sentence are shown unless a person says otherwise. */
export function isSparse(graph: Graph, centre: number, passes: Uint8Array): boolean {
  return graph.at(centre).filter((edge) => passes[edge]).length < FEW;
}

/** The neighbours, each once, by the relation that is best supported. */
function byRelation(graph: Graph, centre: number, passes: Uint8Array): Map<string, Fold> {
  const best = new Map<number, number>();
  const better = (a: number, b: number): boolean =>
    graph.support[a] - graph.support[b] > 0 ||
    (graph.support[a] === graph.support[b] && graph.confidence[a] > graph.confidence[b]);
  for (const edge of graph.at(centre)) {
    const other = graph.across(edge, centre);
    if (!passes[edge] || other === centre) continue;
    const known = best.get(other);
    if (known === undefined || better(edge, known)) best.set(other, edge);
  }
  const groups = new Map<string, Fold>();
  const order = [...best.keys()].sort((a, b) => graph.weight[b] - graph.weight[a] || a - b);
  for (const node of order) {
    const edge = best.get(node) as number;
    const info = graph.info(graph.relation[edge]);
    const outward = info.symmetric || graph.source[edge] === centre;
    const id = `${outward ? '' : '~'}${graph.relation[edge]}`;
    const group = groups.get(id) ?? { id, label: info.label, kind: kindOf(info.kind, graph.type[node]), members: [] };
    group.members.push(node);
    groups.set(id, group);
  }
  return groups;
}

/** What lies in a place is no place: its bodies and people stand apart. */
function kindOf(kind: Kind, type: string): Kind {
  if (kind !== 'place' || type === 'Place') return kind;
  return type === 'Organization' ? 'organization' : 'other';
}

/** Fold the largest relations until few enough neighbours are left; the best known of an opened one stay out. */
function folded(groups: readonly Fold[], opened: ReadonlyMap<string, number>, count: number, most: number): Fold[] {
  const folds: Fold[] = [];
  let left = count;
  for (const group of [...groups].sort((a, b) => b.members.length - a.members.length)) {
    const shown = (opened.get(group.id) ?? 0) * PORTION;
    if (group.members.length < LEAST || left <= most) continue;
    left -= group.members.length;
    if (group.members.length - shown > 1) folds.push({ ...group, members: group.members.slice(shown) });
  }
  if (left <= most) return folds;
  const away = new Set(folds.flatMap(({ members }) => members));
  const rest = groups
    .filter(({ members }) => members.length < LEAST)
    .flatMap(({ members }) => members)
    .filter((node) => !away.has(node));
  const others = rest.slice(Math.max(0, most - (left - rest.length)) + (opened.get('others') ?? 0) * PORTION);
  return others.length > 1
    ? [...folds, { id: 'others', label: 'other relations', kind: 'other', members: others }]
    : folds;
}

/** Those named most often in the same sentence who have no fact with the centre. */
function ring(pairs: readonly PairCount[], centre: number, known: ReadonlySet<number>): number[] {
  return pairs
    .filter(({ a, b }) => a === centre || b === centre)
    .map(({ a, b, count }) => ({ node: a === centre ? b : a, count }))
    .filter(({ node }) => node !== centre && !known.has(node))
    .sort((one, other) => other.count - one.count || one.node - other.node)
    .slice(0, RING)
    .map(({ node }) => node);
}
