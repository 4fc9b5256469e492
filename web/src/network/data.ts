/** The whole network as it was loaded: columns by number, and which edges touch a node. */

import type { Meta, Network } from '../api';
import type { Kind } from './ego';

export interface RelationInfo {
  label: string;
  symmetric: boolean;
  kind: Kind;
}

export const BUNDLE = 3; // more facts than that between the same two are one line

/** Nodes and edges are numbers; attributes are columns. More may be merged in; numbers stay. */
export class Graph {
  readonly key: string[] = [];
  readonly name: string[] = [];
  readonly type: string[] = [];
  readonly x: number[] = [];
  readonly y: number[] = [];
  readonly weight: number[] = [];
  readonly community: number[] = [];
  readonly degree: number[] = [];
  readonly id: string[] = [];
  readonly source: number[] = [];
  readonly target: number[] = [];
  readonly relation: string[] = [];
  readonly status: string[] = [];
  readonly confidence: number[] = []; // 0..100
  readonly support: number[] = [];
  readonly sources: string[][] = [];
  readonly first: (string | null)[] = [];
  readonly last: (string | null)[] = [];
  readonly begins: (string | null)[] = []; // the time that a fact speaks of; null where it is open or not told
  readonly ends: (string | null)[] = [];
  readonly total: { nodes: number; edges: number };
  readonly generation: number;
  readonly types: string[];
  readonly statuses: string[];
  readonly used = new Set<string>(); // relations that some edge has; others lead to texts and dates
  private readonly nodes = new Map<string, number>();
  private readonly edges = new Map<string, number>();
  private readonly touching: number[][] = [];
  private readonly relations = new Map<string, RelationInfo>();

  constructor(
    network: Network,
    readonly meta: Meta,
  ) {
    this.total = network.total;
    this.generation = network.generation;
    this.types = meta.types.map((type) => type.id);
    this.statuses = meta.statuses.map((status) => status.id);
    for (const relation of meta.relations) this.relations.set(relation.id, relation);
    this.merge(network);
  }

  /** Take in another part of the same graph; what is known already stays as it is. */
  merge(part: Network): void {
    const { nodes, edges } = part;
    const local = nodes.key.map((key, i) => {
      const known = this.nodes.get(key);
      if (known !== undefined) return known;
      const number = this.key.push(key) - 1;
      this.nodes.set(key, number);
      this.name.push(nodes.name[i]);
      this.type.push(part.types[nodes.type[i]]);
      this.x.push(nodes.x[i]);
      this.y.push(nodes.y[i]);
      this.weight.push(nodes.weight[i]);
      this.community.push(nodes.community[i]);
      this.degree.push(nodes.degree[i]);
      this.touching.push([]);
      return number;
    });
    edges.id.forEach((id, i) => {
      if (this.edges.has(id)) return;
      const number = this.id.push(id) - 1;
      this.edges.set(id, number);
      const [source, target] = [local[edges.source[i]], local[edges.target[i]]];
      this.source.push(source);
      this.target.push(target);
      this.relation.push(part.relations[edges.relation[i]]);
      this.used.add(part.relations[edges.relation[i]]);
      this.status.push(part.statuses[edges.status[i]]);
      this.confidence.push(edges.confidence[i]);
      this.support.push(edges.support[i]);
      this.sources.push(edges.sources[i].map((number) => part.sources[number]));
      this.first.push(edges.first[i]);
      this.last.push(edges.last[i]);
      this.begins.push(edges.begins[i]);
      this.ends.push(edges.ends[i]);
      this.touching[source].push(number);
      if (target !== source) this.touching[target].push(number);
    });
  }

  node(key: string): number | undefined {
    return this.nodes.get(key);
  }

  edge(id: string): number | undefined {
    return this.edges.get(id);
  }

  /** The edges of a node. */
  at(node: number): readonly number[] {
    return this.touching[node];
  }

  /** The other end of an edge. */
  across(edge: number, node: number): number {
    return this.source[edge] === node ? this.target[edge] : this.source[edge];
  }

  info(relation: string): RelationInfo {
    return this.relations.get(relation) ?? { label: relation, symmetric: false, kind: 'other' };
  }

  /** Whether the server knows edges of this node that are not here. */
  isPartial(node: number): boolean {
    return this.degree[node] > this.touching[node].length;
  }
}
