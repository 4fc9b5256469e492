import { expect, test } from 'vitest';
import type { TimelineItem } from '../src/api';
import { axisOf, barOf, ticks } from '../src/pages/parts/timeline';
import { days, firstDayOf } from '../src/pages/parts/edtf';

const item = (when: Partial<TimelineItem>): TimelineItem =>
  ({ since: null, until: null, on: null, ...when }) as TimelineItem;

test('without a date there is no axis', () => {
  expect(axisOf([item({}), item({ since: 'lately' })])).toBeNull();
});

test('the axis covers all dates, with room', () => {
  const axis = axisOf([item({ since: '2010' }), item({ on: '2020-05-05' })]);
  expect(axis?.from).toBeLessThan(firstDayOf(2010));
  expect(axis?.to).toBeGreaterThan(days('2020-05-05')?.last ?? Infinity);
});

test('an end that is not known is open', () => {
  const axis = { from: firstDayOf(2000), to: firstDayOf(2020) };
  expect(barOf(item({ since: '2010' }), axis)).toMatchObject({ from: firstDayOf(2010), to: axis.to, open: 'end' });
  expect(barOf(item({ until: '2010' }), axis)).toMatchObject({
    from: axis.from,
    sureTo: firstDayOf(2010),
    open: 'start',
  });
  expect(barOf(item({ since: '2010', until: '2012' }), axis)).toMatchObject({
    from: firstDayOf(2010),
    to: firstDayOf(2013) - 1,
    open: '',
  });
  expect(barOf(item({}), axis)).toBeNull();
});

test('an axis has whole years, few of them', () => {
  expect(ticks({ from: firstDayOf(2000) - 100, to: firstDayOf(2004) + 100 })).toEqual([2000, 2001, 2002, 2003, 2004]);
  const many = ticks({ from: firstDayOf(1800), to: firstDayOf(2020) });
  expect(many.length).toBeLessThanOrEqual(8);
  expect(many[0]).toBe(1800);
});
