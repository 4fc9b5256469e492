import { expect, test } from 'vitest';
import { plain, truncate } from '../src/dom';
import { paragraphs, segments } from '../src/pages/article/segments';
import { degrees } from '../src/pages/entity/map';
import { counted } from '../src/pages/parts/names';
import { address, links } from '../src/router';

test('overlapping marks become pieces that lie in several, longest first', () => {
  const long = { start: 0, end: 6 };
  const short = { start: 4, end: 8 };
  expect(segments(10, [short, long])).toEqual([
    { start: 0, end: 4, marks: [long] },
    { start: 4, end: 6, marks: [long, short] },
    { start: 6, end: 8, marks: [short] },
    { start: 8, end: 10, marks: [] },
  ]);
});

test('marks are cut to the text, empty ones left out', () => {
  const over = { start: -2, end: 3 };
  expect(segments(2, [over, { start: 1, end: 1 }, { start: 5, end: 9 }])).toEqual([
    { start: 0, end: 2, marks: [over] },
  ]);
});

test('paragraphs stand between blank lines', () => {
  const text = 'One.\nStill one.\n\nTwo.\n \n\nThree.';
  expect(paragraphs(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    'One.\nStill one.',
    'Two.',
    'Three.',
  ]);
});

test('a name is shown on one line, with nothing that turns the text around it', () => {
  expect(plain('a\u202eb\n\tc ')).toBe('ab c');
  expect(plain('\u200b \u0007')).toBe('(no name)');
  expect(plain('', 'person/x')).toBe('person/x');
});

test('a label is cut between code points', () => {
  expect(truncate('abcdef', undefined, 6)).toBe('abcdef');
  expect(truncate('abc defg', undefined, 5)).toBe('abc…');
  expect(truncate('😀😀😀', undefined, 2)).toBe('😀…');
});

test('an address has the parameters that are not empty', () => {
  expect(address('/entity', { key: 'person/å', fact: null, page: 2, q: '' })).toBe('/entity?key=person/%C3%A5&page=2');
  expect(address('/')).toBe('/');
  expect(links.article('a b.txt')).toBe('/article?id=a+b.txt');
});

test('counts and degrees are in words', () => {
  expect([counted(1, 'article'), counted(1200, 'article'), counted(2, 'entity', 'entities')]).toEqual([
    '1 article',
    '1,200 articles',
    '2 entities',
  ]);
  expect(degrees(-33.9, 18.42)).toBe('33.90° S, 18.42° E');
});
