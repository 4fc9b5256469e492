/** What part of the map of the world is looked at, and where dots and their names stand on it. */

import type { Spot } from '../api';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
} // in degrees: x from 180° W, y from 90° N
export interface Dot {
  spot: Spot;
  x: number;
  y: number;
  radius: number;
  name: { text: string; x: number; y: number; anchor: 'start' | 'end' | 'middle' } | null;
}
type Point = readonly [number, number];

const ASPECT = 1.6;
const NARROWEST = 8; // degrees: the coastline tells no more
const LEAST = 26; // at first
const ROOM = 0.18; // around the dots, of their spread
const RADII = [4, 13] as const; // pixels
const LETTER = 6.6;
const LINE = 14;
const MOST = 28; // letters of a name

export function project({ latitude, longitude }: Pick<Spot, 'latitude' | 'longitude'>): Point {
  return [longitude + 180, 90 - latitude];
}

/** The part of the map that holds some points, with room around them. */
export function around(points: readonly Point[]): Box {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const width = Math.max((right - left) * (1 + 2 * ROOM), (bottom - top) * (1 + 2 * ROOM) * ASPECT, LEAST);
  const height = width / ASPECT;
  return held({ x: (left + right - width) / 2, y: (top + bottom - height) / 2, width, height });
}

/** A box that shows no more than the world, and no less than can be told apart. */
export function held({ x, y, width, height }: Box): Box {
  const wide = Math.min(Math.max(width, NARROWEST), 360);
  const high = (height / width) * wide;
  const within = (at: number, size: number, all: number): number =>
    size >= all ? (all - size) / 2 : Math.min(Math.max(at, 0), all - size);
  return {
    x: within(x + (width - wide) / 2, wide, 360),
    y: within(y + (height - high) / 2, high, 180),
    width: wide,
    height: high,
  };
}

/** `box` larger by a factor, around a point of it (0 to 1 on both axes). */
export function zoomed(box: Box, factor: number, [x, y]: Point): Box {
  const width = Math.min(Math.max(box.width * factor, NARROWEST), 360);
  const height = (box.height / box.width) * width;
  return { x: box.x + (box.width - width) * x, y: box.y + (box.height - height) * y, width, height };
}

/** `box` moved by shares of itself, as a hand drags the map. */
export function moved(box: Box, dx: number, dy: number): Box {
  return { ...box, x: box.x - dx * box.width, y: box.y - dy * box.height };
}

/** The dots of a box with names where there is room, those with most facts first. */
export function labelled(spots: readonly Spot[], box: Box, unit: number): Dot[] {
  const most = Math.max(1, ...spots.map(({ count }) => count));
  const taken: Box[] = [];
  const dots = spots.map((spot): Dot => {
    const [x, y] = project(spot);
    const radius = unit * (RADII[0] + (RADII[1] - RADII[0]) * Math.sqrt(spot.count / most));
    taken.push({ x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius });
    return { spot, x, y, radius, name: null };
  });
  for (const dot of dots) {
    if (dot.x < box.x || dot.x > box.x + box.width || dot.y < box.y || dot.y > box.y + box.height) continue;
    const [place, room] = placeOf(dot, box, unit, taken) ?? [null, null];
    dot.name = place;
    if (room) taken.push(room);
  }
  return dots.reverse(); // the most important on top
}

function placeOf(dot: Dot, box: Box, unit: number, taken: readonly Box[]): [Dot['name'], Box] | null {
  const text = dot.spot.name.length > MOST ? `${dot.spot.name.slice(0, MOST - 1).trimEnd()}…` : dot.spot.name;
  const [width, height] = [text.length * LETTER * unit, LINE * unit];
  const aside = dot.radius + 3 * unit;
  const places = [
    { x: dot.x + aside, y: dot.y + 4 * unit, anchor: 'start' as const, left: dot.x + aside },
    { x: dot.x - aside, y: dot.y + 4 * unit, anchor: 'end' as const, left: dot.x - aside - width },
    { x: dot.x, y: dot.y - dot.radius - 4 * unit, anchor: 'middle' as const, left: dot.x - width / 2 },
    { x: dot.x, y: dot.y + dot.radius + 12 * unit, anchor: 'middle' as const, left: dot.x - width / 2 },
  ];
  for (const { x, y, anchor, left } of places) {
    const room = { x: left, y: y - height * 0.8, width, height };
    const inside = room.x >= box.x && room.x + width <= box.x + box.width && room.y >= box.y;
    if (inside && !taken.some((other) => overlap(other, room))) return [{ text, x, y, anchor }, room];
  }
  return null;
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
