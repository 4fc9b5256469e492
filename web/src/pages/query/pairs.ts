/** The network that an answer holds: which entities stand together in its rows, and by what relation. */

import type { Cell, Table } from '../../api';

export interface Node {
  id: string;
  name: string;
  key: string | null;
}
export interface Link {
  source: number;
  target: number;
  label: string;
}
export interface Net {
  nodes: Node[];
  links: Link[];
  left: number;
} // left: rows that did not fit

const MOST = 160;
const RELATION = /^(relation|predicate|does|property|p)$/i;

/** Nodes and links of a table: (entity, relation, entity) where a relation's column lies between two, else entity pairs of a row. */
export function net(table: Table): Net {
  const at = table.variables.findIndex((name, i) => i > 0 && i + 1 < table.variables.length && RELATION.test(name));
  const nodes = new Map<string, number>();
  const found: Net = { nodes: [], links: [], left: 0 };
  const seen = new Set<string>();
  const place = (cell: Cell): number => {
    const id = cell.key ?? cell.value;
    const known = nodes.get(id);
    if (known !== undefined) return known;
    nodes.set(id, found.nodes.length);
    return found.nodes.push({ id, name: cell.name ?? cell.value, key: cell.key ?? null }) - 1;
  };
  for (const row of table.rows) {
    const triple = tripleOf(row, at);
    if (!triple || same(triple)) continue;
    if (found.nodes.length >= MOST) {
      found.left += 1;
      continue;
    }
    const [source, target] = [place(triple.from), place(triple.to)];
    const id = `${source} ${target} ${triple.label}`;
    if (!seen.has(id)) found.links.push({ source, target, label: triple.label });
    seen.add(id);
  }
  return found;
}

interface Triple {
  from: Cell;
  to: Cell;
  label: string;
}

function tripleOf(row: readonly (Cell | null)[], at: number): Triple | null {
  const relation = at > 0 ? row[at] : null;
  const label = relation ? words(relation.value) : '';
  const entities = row.filter((cell): cell is Cell => Boolean(cell?.key));
  if (entities.length >= 2) return { from: entities[0] as Cell, to: entities[1] as Cell, label };
  const [from, to] = [row[at - 1], row[at + 1]];
  if (!relation || !from || !to || from.datatype?.endsWith('integer') || to.datatype?.endsWith('integer')) return null;
  return entities.length || from.kind === 'literal'
    ? to.kind === 'uri' && !to.key
      ? null
      : { from, to, label }
    : null;
}

function same({ from, to }: Triple): boolean {
  return (from.key ?? from.value) === (to.key ?? to.value);
}

function words(iri: string): string {
  return iri
    .replace(/^.*[#/]/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase();
}
