/** Cells of an answer: what they name is a link, relations and statuses are worded, confidence is per cent. */

import type { Cell } from '../../api';
import { h, plain, truncate, type Child } from '../../dom';
import { address, links } from '../../router';
import { statusLabel, words } from '../../wording';
import { typeDot } from '../parts/names';
import { short } from './terms';

const RELATION = /^(relation|does|predicate)$/;
const STATUS = /^(status|state)$/;

/** The heading of a column. */
export function columnName(variable: string): string {
  const text = words(variable);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function content(cell: Cell | null, base: string, variable: string): Child {
  if (!cell) return null;
  if (cell.key) return entity(cell, cell.key);
  if (cell.fact) return fact(cell, variable);
  if (cell.article) return article(cell, cell.article);
  if (cell.kind === 'uri')
    return h('code', { title: cell.value.slice(0, 500) }, truncate(short(cell.value, base), '', 80));
  return literal(cell, variable);
}

function entity(cell: Cell, key: string): HTMLElement {
  const title = cell.kind === 'uri' ? cell.value.slice(0, 300) : null;
  return h(
    'a',
    { class: 'entity-link', href: links.entity(key), title },
    typeDot(key.split('/')[0] ?? ''),
    h('bdi', {}, truncate(cell.name ?? key, key, 80)),
  );
}

function fact(cell: Cell, variable: string): HTMLElement {
  const href = address('/entity', { key: cell.subject, fact: cell.fact });
  return h('a', { href, title: 'Show the sentences' }, shown(cell.value, variable));
}

/** A sentence leads to its claim in the article, an id to the article. */
function article(cell: Cell, id: string): HTMLElement {
  const text = cell.claim ? plain(cell.value, '').slice(0, 500) : truncate(cell.name ?? cell.value, cell.value, 110);
  return h(
    'a',
    { class: cell.claim ? 'sentence-link' : null, href: links.article(id, cell.claim) },
    h('bdi', {}, text),
  );
}

function literal(cell: Cell, variable: string): HTMLElement {
  const language = cell.language ? h('small', { class: 'faint' }, ` @${cell.language}`) : null;
  if (variable === 'article' && !cell.datatype)
    return h('a', { href: links.article(cell.value) }, h('bdi', {}, truncate(cell.value, '', 120)));
  return h('bdi', {}, truncate(shown(cell.value, variable), '', 500), language);
}

/** A value as it is shown in a column. */
export function shown(value: string, variable: string): string {
  if (/confidence$/i.test(variable) && Number(value) <= 1) return `${Math.round(Number(value) * 100)} %`;
  if (RELATION.test(variable)) return words(value);
  if (STATUS.test(variable)) return statusLabel(value);
  return value;
}
