import { expect, test } from 'vitest';
import type { Cell } from '../src/api';
import { csv } from '../src/pages/query/csv';
import { triples } from '../src/pages/query/ntriples';
import { net } from '../src/pages/query/pairs';
import { iriOf, keyOf, short, vocabulary } from '../src/pages/query/terms';

const BASE = 'https://graph.example/';
const literal = (value: string, datatype: string | null = null): Cell => ({
  value,
  kind: 'literal',
  datatype,
  language: null,
});
const uri = (value: string): Cell => ({ value, kind: 'uri', datatype: null, language: null });
const entity = (key: string, name = key): Cell => ({ ...uri(iriOf(key, BASE)), key, name });

test('a table becomes CSV with names, quoted where it must be', () => {
  const rows = [
    [entity('person/mira', 'Mira "M" Okafor'), literal('a, b')],
    [null, literal('two\nlines')],
  ];
  expect(csv({ variables: ['who', 'what'], rows })).toBe('who,what\r\n"Mira ""M"" Okafor","a, b"\r\n,"two\nlines"\r\n');
});

test.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-1.5', '-1.5'],
  ['+7', '+7'],
  ['-x', "'-x"],
])('a spreadsheet does not run %s', (text, written) => {
  expect(csv({ variables: ['v'], rows: [[literal(text)]] })).toBe(`v\r\n${written}\r\n`);
});

test('statements of N-Triples are rows of three', () => {
  const text = [
    '# a comment',
    '<https://a.example/s> <https://a.example/p> "a \\"word\\"\\n\\u00e9"@en .',
    '_:b0 <https://a.example/p> "3"^^<http://www.w3.org/2001/XMLSchema#integer> .',
    '',
  ].join('\n');
  const [first, second] = triples(text);
  expect(first).toEqual([
    uri('https://a.example/s'),
    uri('https://a.example/p'),
    { ...literal('a "word"\né'), language: 'en' },
  ]);
  expect(second?.[0]).toMatchObject({ kind: 'bnode', value: 'b0' });
  expect(second?.[2]).toEqual(literal('3', 'http://www.w3.org/2001/XMLSchema#integer'));
});

test('what is no statement is shown in the error', () => {
  expect(() => triples('nothing of the kind')).toThrow('nothing of the kind');
});

test('keys and IRIs of entities lead to each other', () => {
  for (const key of ['person/mira-okafor', 'place/å/b c']) expect(keyOf(iriOf(key, BASE), BASE)).toBe(key);
  expect(keyOf('https://elsewhere.example/id/x', BASE)).toBeNull();
  expect(keyOf(`${BASE}id/%E0%A4%A`, BASE)).toBeNull();
  expect(short('https://newskg.example/ns#governs', BASE)).toBe('kg:governs');
  expect(short(`${BASE}id/person/x`, BASE)).toBe('id/person/x');
  expect(vocabulary([{ id: 'leads' }, { id: 'status' }]).filter((term) => term === 'kg:status')).toHaveLength(1);
});

test('rows with two entities are links; the same link counts once, a loop not at all', () => {
  const [a, b, c] = [entity('person/a'), entity('person/b'), entity('person/c')];
  const rows = [
    [a, uri('https://newskg.example/ns#worksFor'), b],
    [a, uri('https://newskg.example/ns#worksFor'), b],
    [b, uri('https://newskg.example/ns#leads'), b],
    [c, null, a],
  ];
  const found = net({ variables: ['subject', 'relation', 'object'], rows });
  expect(found.nodes.map(({ key }) => key)).toEqual(['person/a', 'person/b', 'person/c']);
  expect(found.links).toEqual([
    { source: 0, target: 1, label: 'works for' },
    { source: 2, target: 0, label: '' },
  ]);
  expect(found.left).toBe(0);
});

test('a network of an answer says how many rows did not fit', () => {
  const rows = Array.from({ length: 200 }, (_, i) => [entity(`person/${i}`), entity(`place/${i}`)]);
  const found = net({ variables: ['who', 'where'], rows });
  expect(found.nodes.length).toBeLessThan(200);
  expect(found.nodes.length / 2 + found.left).toBe(200);
});
