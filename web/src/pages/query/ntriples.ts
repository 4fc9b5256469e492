/** N-Triples, as the server writes them, as rows of three cells. */

import type { Cell } from '../../api';

const TERM = /\s*(?:<([^>]*)>|_:(\S+?)(?=[\s.])|"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?)/y;
const ESCAPES: Readonly<Record<string, string>> = {
  t: '\t',
  b: '\b',
  n: '\n',
  r: '\r',
  f: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

/** The statements of a text; a line that is none raises an error that shows it. */
export function triples(text: string): Cell[][] {
  return text
    .split('\n')
    .filter((line) => line.trim() && !line.startsWith('#'))
    .map(statement);
}

function statement(line: string): Cell[] {
  TERM.lastIndex = 0;
  return [0, 1, 2].map(() => {
    const found = TERM.exec(line);
    if (!found) throw new Error(`The server's answer is no N-Triples: ${line.slice(0, 80)}`);
    return term(found);
  });
}

function term([, iri, blank, text, language, datatype]: RegExpExecArray): Cell {
  if (iri !== undefined) return { value: unescaped(iri), kind: 'uri', datatype: null, language: null };
  if (blank !== undefined) return { value: blank, kind: 'bnode', datatype: null, language: null };
  return { value: unescaped(text ?? ''), kind: 'literal', datatype: datatype ?? null, language: language ?? null };
}

function unescaped(text: string): string {
  return text.replace(
    /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g,
    (all, four?: string, eight?: string, one?: string) => {
      const code = four ?? eight;
      if (code) return String.fromCodePoint(parseInt(code, 16));
      return ESCAPES[one ?? ''] ?? all;
    },
  );
}
