import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

type Point = readonly [number, number];
interface Geometry {
  type: string;
  arcs: number[][] | number[][][];
}
interface Topology {
  transform: { scale: Point; translate: Point };
  arcs: Point[][];
  objects: { land: { geometries: Geometry[] } };
}

const NAME = 'virtual:land';
const FILE = createRequire(import.meta.url).resolve('world-atlas/land-110m.json');
const MODULE = FILE.replace(/\.json$/, '-path.js'); // of that package, so that its licence is listed
const GRID = 2; // points per degree: more than a map of some hundred pixels shows
const SOUTH = -60; // below lies Antarctica only

/** `virtual:land`: the world's coastline as one SVG path in degrees, x = longitude + 180, y = 90 - latitude. */
export function land(): Plugin {
  return {
    name: 'land',
    resolveId: (id) => (id === NAME ? MODULE : null),
    load: (id) => (id === MODULE ? `export default ${JSON.stringify(path(topology()))};` : null),
  };
}

function topology(): Topology {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Topology;
}

function path(world: Topology): string {
  const arcs = world.arcs.map((arc) => unpacked(arc, world));
  const rings = world.objects.land.geometries.flatMap(
    (geometry) => (geometry.type === 'Polygon' ? geometry.arcs : (geometry.arcs as number[][][]).flat()) as number[][],
  );
  return rings
    .flatMap((ring) => within(rounded(joined(ring, arcs))))
    .filter((ring) => ring.length > 3 && ring.some(([, y]) => y < 90 - SOUTH))
    .map(drawn)
    .join('');
}

/** A ring that crosses the date line, drawn on both sides of the map; the picture's frame cuts it. */
function within(ring: readonly Point[]): Point[][] {
  let turn = 0;
  const whole = ring.map(([x, y], i): Point => {
    const step = x - (ring[i - 1]?.[0] ?? x);
    if (Math.abs(step) > 180) turn -= 360 * Math.sign(step);
    return [x + turn, y];
  });
  const shifted = (by: number): Point[] => whole.map(([x, y]) => [x + by, y]);
  const reaches = (way: 1 | -1): boolean => whole.some(([x]) => (way > 0 ? x > 360 : x < 0));
  return [whole, ...(reaches(1) ? [shifted(-360)] : []), ...(reaches(-1) ? [shifted(360)] : [])];
}

/** TopoJSON keeps points as differences on a grid. */
function unpacked(arc: readonly Point[], { transform: { scale, translate } }: Topology): Point[] {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => {
    [x, y] = [x + dx, y + dy];
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
}

function joined(ring: readonly number[], arcs: readonly Point[][]): Point[] {
  return ring.flatMap((index, place) => {
    const arc = index < 0 ? [...(arcs[~index] ?? [])].reverse() : (arcs[index] ?? []);
    return place ? arc.slice(1) : arc;
  });
}

function rounded(ring: readonly Point[]): Point[] {
  const points = ring.map(([x, y]): Point => [Math.round((x + 180) * GRID) / GRID, Math.round((90 - y) * GRID) / GRID]);
  return points.filter(([x, y], i) => i === 0 || x !== points[i - 1]?.[0] || y !== points[i - 1]?.[1]);
}

function drawn(ring: readonly Point[]): string {
  const steps = ring.slice(1).map(([x, y], i) => `${x - (ring[i]?.[0] ?? 0)} ${y - (ring[i]?.[1] ?? 0)}`);
  return `M${ring[0]?.join(' ')}l${steps.join(' ').replace(/ -/g, '-')}z`;
}
