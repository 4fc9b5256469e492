/** The outline of each type of entity, so that types differ by more than colour; the page to mail has the same ones. */

import appearance from '../../../kg/page/appearance.json';

type Corner = readonly [number, number]; // of a shape about the size of a circle of radius 1

const around = (count: number, radius: (i: number) => number, turn = -Math.PI / 2): Corner[] =>
  Array.from({ length: count }, (_, i) => {
    const angle = turn + (2 * Math.PI * i) / count;
    return [radius(i) * Math.cos(angle), radius(i) * Math.sin(angle)];
  });

const CORNERS: Readonly<Record<string, readonly Corner[]>> = {
  square: around(4, () => 1.24, -Math.PI / 4),
  diamond: around(4, () => 1.3),
  triangle: around(3, () => 1.36).map(([x, y]) => [x, y + 0.16]),
  hexagon: around(6, () => 1.1, 0),
  fold: [
    [-1.7, -0.75],
    [1.7, -0.75],
    [1.7, 0.75],
    [-1.7, 0.75],
  ],
  star: around(10, (i) => (i % 2 ? 0.62 : 1.42)),
};

const SHAPES = new Map(appearance.types.map(({ id, shape }) => [id, shape]));

/** The name of the shape of a type. */
export function shapeOf(type: string): string {
  return SHAPES.get(type) ?? appearance.other.shape;
}

/** The corners of a shape of some size at a place; none for a circle. */
export function corners(shape: string, x: number, y: number, radius: number): Corner[] {
  return (CORNERS[shape] ?? []).map(([dx, dy]) => [x + dx * radius, y + dy * radius]);
}

/** Lay the outline of a shape on a canvas, to be filled or stroked. */
export function trace(context: CanvasRenderingContext2D, shape: string, x: number, y: number, radius: number): void {
  const outline = corners(shape, x, y, radius);
  context.beginPath();
  if (!outline.length) context.arc(x, y, radius, 0, 2 * Math.PI);
  outline.forEach(([cx, cy], i) => (i ? context.lineTo(cx, cy) : context.moveTo(cx, cy)));
  context.closePath();
}

/** The outline of a shape as an element of SVG, with other attributes. */
export function outlineElement(shape: string, x: number, y: number, radius: number, rest: string): string {
  const n = (value: number): number => Math.round(value * 100) / 100;
  const outline = corners(shape, x, y, radius);
  if (!outline.length) return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" ${rest}/>`;
  return `<path d="M${outline.map(([cx, cy]) => `${n(cx)} ${n(cy)}`).join('L')}Z" ${rest}/>`;
}
