import { expect, test } from 'vitest';
import type { Spot } from '../src/api';
import { around, held, labelled, moved, project, zoomed } from '../src/network/mapview';

const spot = (name: string, latitude: number, longitude: number, count = 1): Spot => ({
  key: `place/${name}`,
  name,
  type: 'Place',
  line: '',
  latitude,
  longitude,
  count,
  facts: [],
});

test('a map shows all its places with room around them, and never more than the world', () => {
  const points = [spot('a', 59, 18), spot('b', 35, 51)].map(project);
  const box = around(points);
  for (const [x, y] of points) {
    expect(x).toBeGreaterThan(box.x);
    expect(x).toBeLessThan(box.x + box.width);
    expect(y).toBeGreaterThan(box.y);
    expect(y).toBeLessThan(box.y + box.height);
  }
  const whole = around([spot('c', 70, -179), spot('d', -50, 179)].map(project));
  expect(whole.width).toBe(360);
  expect(held(moved(whole, 3, 0)).x).toBe(0);
});

test('zooming keeps the point under the pointer', () => {
  const box = { x: 100, y: 20, width: 80, height: 50 };
  const near = zoomed(box, 0.5, [0.25, 0.5]);
  expect(near.x + near.width * 0.25).toBeCloseTo(box.x + box.width * 0.25);
  expect(near.y + near.height * 0.5).toBeCloseTo(box.y + box.height * 0.5);
  expect(zoomed(box, 0.0001, [0.5, 0.5]).width).toBe(8);
});

test('names do not overlap; the place with most facts has its own', () => {
  const spots = [spot('Northtown', 50, 10, 9), spot('Southtown', 49.9, 10.1), spot('Westtown', 50.1, 9.9)];
  const dots = labelled(spots, { x: 100, y: 0, width: 180, height: 112 }, 180 / 600);
  expect(dots.find((dot) => dot.spot === spots[0])?.name?.text).toBe('Northtown');
  const named = dots.flatMap(({ name }) => (name ? [`${name.x},${name.y}`] : []));
  expect(new Set(named).size).toBe(named.length);
});
