/** What is shown, as tables: for keyboards, screen readers, and to copy from. */

import { fill, h, truncate } from '../dom';
import { statusLabel } from '../wording';
import type { Graph } from './data';
import type { Visible } from './visible';

const ROWS = 300;

export interface TableActions {
  select: (key: string) => void;
  selectFact: (id: string) => void;
}
interface Column {
  title: string;
  number?: boolean;
  value: (i: number) => string | number;
  cell?: (i: number) => Node;
}

/** Two tables, entities and facts, that sort by a click on a heading. */
export function listing(graph: Graph, visible: Visible, actions: TableActions): HTMLElement {
  const shownFacts = new Map<number, number>();
  for (const edge of visible.edges) {
    for (const node of [graph.source[edge], graph.target[edge]]) shownFacts.set(node, (shownFacts.get(node) ?? 0) + 1);
  }
  const entity = (node: number): Node =>
    h(
      'button',
      { type: 'button', class: 'link', onclick: () => actions.select(graph.key[node]) },
      h('bdi', {}, truncate(graph.name[node], graph.key[node], 60)),
    );
  const entities: Column[] = [
    { title: 'Name', value: (n) => graph.name[n].toLowerCase(), cell: entity },
    { title: 'Type', value: (n) => graph.type[n] },
    { title: 'Facts shown', number: true, value: (n) => shownFacts.get(n) ?? 0 },
    { title: 'Facts in all', number: true, value: (n) => graph.degree[n] },
  ];
  const facts: Column[] = [
    { title: 'Subject', value: (e) => graph.name[graph.source[e]].toLowerCase(), cell: (e) => entity(graph.source[e]) },
    {
      title: 'Relation',
      value: (e) => graph.info(graph.relation[e]).label,
      cell: (e) =>
        h(
          'button',
          {
            type: 'button',
            class: 'link',
            'aria-label': `${graph.info(graph.relation[e]).label}: show the sentences`,
            onclick: () => actions.selectFact(graph.id[e]),
          },
          graph.info(graph.relation[e]).label,
        ),
    },
    { title: 'Object', value: (e) => graph.name[graph.target[e]].toLowerCase(), cell: (e) => entity(graph.target[e]) },
    { title: 'Status', value: (e) => statusLabel(graph.status[e]) },
    {
      title: 'Confidence',
      number: true,
      value: (e) => graph.confidence[e],
      cell: (e) => document.createTextNode(`${graph.confidence[e]} %`),
    },
    { title: 'Articles', number: true, value: (e) => graph.support[e] },
    { title: 'First', value: (e) => graph.first[e] ?? '' },
  ];
  return h(
    'div',
    { class: 'listing' },
    table(`Entities shown (${visible.nodes.length.toLocaleString('en')})`, visible.nodes, entities),
    table(`Facts shown (${visible.edges.length.toLocaleString('en')})`, visible.edges, facts),
  );
}

function table(caption: string, items: readonly number[], columns: readonly Column[]): HTMLElement {
  const body = h('tbody');
  let [sorted, down] = [-1, false];
  const draw = (): void => {
    const rows =
      sorted < 0
        ? items
        : [...items].sort((a, b) => compare(columns[sorted].value(a), columns[sorted].value(b)) * (down ? -1 : 1));
    fill(
      body,
      rows.slice(0, ROWS).map((item) =>
        h(
          'tr',
          {},
          columns.map((column) =>
            h('td', { class: column.number ? 'number' : null }, column.cell?.(item) ?? column.value(item)),
          ),
        ),
      ),
    );
  };
  const heads = columns.map((column, i) => {
    const head = h('th', { scope: 'col', class: column.number ? 'number' : null });
    head.append(
      h(
        'button',
        {
          type: 'button',
          class: 'link',
          onclick: () => {
            [sorted, down] = [i, sorted === i ? !down : column.number === true];
            heads.forEach((other) => other.removeAttribute('aria-sort'));
            head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
            draw();
          },
        },
        column.title,
      ),
    );
    return head;
  });
  draw();
  return h(
    'section',
    {},
    h('table', {}, h('caption', {}, caption), h('thead', {}, h('tr', {}, heads)), body),
    items.length > ROWS &&
      h('p', { class: 'faint' }, `The first ${ROWS} are listed. Filters or a search narrow them down.`),
  );
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
