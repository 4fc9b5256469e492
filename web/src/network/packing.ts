/** Parts that have nothing to do with each other, set beside each other without overlap. */

import type { Point } from './viewstate';

interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** How far to move each part (the largest comes first), so that together they fill about `aspect`. */
export function pack(
  parts: readonly (readonly Point[])[],
  aspect: number,
  around: number | { wide: number; high: number },
): Point[] {
  const margin = typeof around === 'number' ? { wide: around, high: around } : around;
  const placed: Box[] = [];
  return parts.map((part) => {
    const [left, right] = [Math.min(...part.map((p) => p[0])), Math.max(...part.map((p) => p[0]))];
    const [top, bottom] = [Math.min(...part.map((p) => p[1])), Math.max(...part.map((p) => p[1]))];
    const size = { w: right - left + 2 * margin.wide, h: bottom - top + 2 * margin.high };
    const box = best(size, placed, aspect);
    placed.push(box);
    return [box.x + margin.wide - left, box.y + margin.high - top];
  });
}

/** The free place where the whole stays smallest, among those that touch what stands already. */
function best(size: { w: number; h: number }, placed: readonly Box[], aspect: number): Box {
  if (!placed.length) return { x: -size.w / 2, y: -size.h / 2, ...size };
  let found: Box | null = null;
  let least = Infinity;
  const whole = bounds(placed);
  for (const [x, y] of candidates(size, placed)) {
    const box = { x, y, ...size };
    const far = reach(whole, box, aspect) + 1e-3 * Math.hypot(x + size.w / 2, (y + size.h / 2) * aspect);
    if (far < least && !placed.some((other) => overlap(box, other))) [least, found] = [far, box];
  }
  return found ?? { x: Math.max(...placed.map((box) => box.x + box.w)), y: 0, ...size };
}

function candidates(size: { w: number; h: number }, placed: readonly Box[]): Point[] {
  const xs = placed.flatMap((box) => [box.x, box.x + box.w, box.x + box.w - size.w, box.x - size.w]);
  const ys = placed.flatMap((box) => [box.y, box.y + box.h, box.y + box.h - size.h, box.y - size.h]);
  const along = placed.flatMap((box) =>
    ys.flatMap((y): Point[] => [
      [box.x + box.w, y],
      [box.x - size.w, y],
    ]),
  );
  const across = placed.flatMap((box) =>
    xs.flatMap((x): Point[] => [
      [x, box.y + box.h],
      [x, box.y - size.h],
    ]),
  );
  return [...along, ...across];
}

function overlap(a: Box, b: Box): boolean {
  const hair = 1e-6;
  return a.x + a.w > b.x + hair && b.x + b.w > a.x + hair && a.y + a.h > b.y + hair && b.y + b.h > a.y + hair;
}

function bounds(boxes: readonly Box[]): Box {
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  return {
    x,
    y,
    w: Math.max(...boxes.map((box) => box.x + box.w)) - x,
    h: Math.max(...boxes.map((box) => box.y + box.h)) - y,
  };
}

function reach(whole: Box, box: Box, aspect: number): number {
  const w = Math.max(whole.x + whole.w, box.x + box.w) - Math.min(whole.x, box.x);
  const h = Math.max(whole.y + whole.h, box.y + box.h) - Math.min(whole.y, box.y);
  return Math.max(w, h * aspect);
}
