/** Asking /sparql of this server, and its answers as one kind of table. */

import { request, type Cell, type Table } from '../../api';
import { triples } from './ntriples';
import { iriOf, keyOf, PREFIXES } from './terms';

const ACCEPT = 'application/sparql-results+json, application/n-triples;q=0.9';
const MOST_NAMES = 400;

/** An answer: a table; for CONSTRUCT and DESCRIBE the statements as rows of three, with their text. */
export interface Answer extends Table {
  kind: 'table' | 'graph' | 'boolean';
  text?: string; // the statements as N-Triples
}

interface Term {
  type: string;
  value: string;
  datatype?: string;
  'xml:lang'?: string;
}
interface Json {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Record<string, Term>[] };
}

/** Run a query; entities among its answers get their names by a second, small one. */
export async function ask(query: string, base: string, signal: AbortSignal): Promise<Answer> {
  const answer = parsed(await send(query, ACCEPT, signal));
  return named(await answer, base, signal);
}

/** The same answer in a format to be kept as a file. */
export function send(query: string, accept: string, signal?: AbortSignal): Promise<Response> {
  const headers = { 'Content-Type': 'application/sparql-query', Accept: accept };
  return request('/sparql', { method: 'POST', headers, body: query, signal });
}

async function parsed(response: Response): Promise<Answer> {
  const text = await response.text();
  if (!(response.headers.get('Content-Type') ?? '').includes('json')) {
    return { kind: 'graph', variables: ['subject', 'predicate', 'object'], rows: triples(text), text };
  }
  const json = JSON.parse(text) as Json;
  if (typeof json.boolean === 'boolean') {
    return {
      kind: 'boolean',
      variables: ['answer'],
      rows: [[{ value: json.boolean ? 'yes' : 'no', kind: 'literal', datatype: null, language: null }]],
    };
  }
  const variables = json.head.vars ?? [];
  const rows = (json.results?.bindings ?? []).map((row) => variables.map((name) => cell(row[name])));
  return { kind: 'table', variables, rows };
}

function cell(term: Term | undefined): Cell | null {
  if (!term) return null;
  const kind = term.type === 'typed-literal' ? 'literal' : term.type;
  return { value: term.value, kind, datatype: term.datatype ?? null, language: term['xml:lang'] ?? null };
}

async function named(answer: Answer, base: string, signal: AbortSignal): Promise<Answer> {
  const keys = new Set<string>();
  for (const found of answer.rows.flat()) {
    const key = found?.kind === 'uri' ? keyOf(found.value, base) : null;
    if (found && key) {
      found.key = key;
      keys.add(key);
    }
  }
  if (!keys.size) return answer;
  const names = await namesOf([...keys].slice(0, MOST_NAMES), base, signal);
  for (const found of answer.rows.flat()) {
    const name = found?.key && names.get(found.key);
    if (found && name) found.name = name;
  }
  return answer;
}

async function namesOf(keys: readonly string[], base: string, signal: AbortSignal): Promise<Map<string, string>> {
  const values = keys.map((key) => `<${iriOf(key, base)}>`).join(' ');
  const query = `SELECT ?e ?n { VALUES ?e { ${values} } ?e <${PREFIXES['skos']}prefLabel> ?n }`;
  const { rows } = await parsed(await send(query, ACCEPT, signal));
  return new Map(
    rows.flatMap(([entity, name]) => {
      const key = entity && keyOf(entity.value, base);
      return key && name ? [[key, name.value] as const] : [];
    }),
  );
}
