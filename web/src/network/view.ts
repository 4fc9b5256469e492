/** What the network page shows now and how it is changed, as far as the parts of the page share it. */

import type { Graph } from './data';
import type { Laid } from './layout';
import type { Parts } from './parts';
import type { Scene } from './scene';
import type { Stage } from './stage';
import type { Tall, ViewState } from './viewstate';
import type { Visible } from './visible';

/** What is to be done besides drawing anew. `grown`: keep what is new in sight; `camera`: look where the state says. */
export interface Following {
  grown?: boolean;
  camera?: boolean;
}

export interface View {
  readonly graph: Graph | null;
  readonly stage: Stage | null;
  readonly state: ViewState;
  readonly visible: Visible;
  readonly laid: Laid;
  readonly scene: Scene;
  readonly parts: Parts;
  readonly signal: AbortSignal; // aborted when the page is left
  /** Change the view, write it into the address, and show it. */
  change(part: Partial<ViewState>, history?: 'push' | 'replace'): void;
  /** Bring everything in line with the state. */
  follow(how: Following): Promise<void>;
  /** The key of the entity that is chosen. */
  selectedKey(): string | null;
  /** What stage there is now. */
  tall(): Tall;
  fit(): void;
}

/** Keys and ids of what a view shows, as files and pictures are asked for. */
export function shownIn({ graph, visible }: View): { entities: string[]; facts: string[] } {
  return {
    entities: visible.nodes.map((node) => graph?.key[node] ?? ''),
    facts: visible.edges.map((edge) => graph?.id[edge] ?? ''),
  };
}

/** The ids of the facts that a view shows between some entities. */
export function factsAmong({ graph, visible }: View, keys: readonly string[]): string[] {
  const nodes = new Set(keys.map((key) => graph?.node(key)));
  if (!graph) return [];
  return visible.edges
    .filter((edge) => nodes.has(graph.source[edge]) && nodes.has(graph.target[edge]))
    .map((edge) => graph.id[edge]);
}

export function without<T>(set: ReadonlySet<T>, value: T): Set<T> {
  const copy = new Set(set);
  copy.delete(value);
  return copy;
}
