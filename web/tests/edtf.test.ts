import { expect, test } from 'vitest';
import { days, firstDayOf, yearOf } from '../src/pages/parts/edtf';

const day = (text: string): number => Date.parse(`${text}T00:00Z`) / 86_400_000;

test.each([
  ['2022-03-07', '2022-03-07', '2022-03-07'],
  ['2022-02', '2022-02-01', '2022-02-28'],
  ['2024-02', '2024-02-01', '2024-02-29'],
  ['2022-12', '2022-12-01', '2022-12-31'],
  ['2022', '2022-01-01', '2022-12-31'],
  ['199X', '1990-01-01', '1999-12-31'],
  ['19XX', '1900-01-01', '1999-12-31'],
  ['1969~', '1969-01-01', '1969-12-31'],
])('%s may mean %s to %s', (edtf, first, last) => {
  expect(days(edtf)).toEqual({ first: day(first), last: day(last) });
});

test.each([null, '', 'spring', '22', '199X-03', '2022-3', '2022/2023'])('%s is no date', (edtf) => {
  expect(days(edtf)).toBeNull();
});

test('a day lies in its year', () => {
  expect(yearOf(firstDayOf(2000))).toBe(2000);
  expect(yearOf(day('2023-07-02'))).toBeCloseTo(2023.5, 2);
});
