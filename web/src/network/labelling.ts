/** The labels of a scene: each where there is room for it, the most important first. */

import { curveAt, onScreen, screen, type Camera, type Focus, type Label, type Line } from './drawing';
import { faded, type Palette } from './palette';
import { inside, Taken, type Box } from './room';
import type { Scene, SceneEdge, SceneNode } from './scene';

const NODE_LABEL = 12.5;
const EDGE_LABEL = 11;
const SECTOR_LABEL = 11.5;
const OUTWARD = [1, 1.06, 1.12, 1.2, 1.3, 0.92, 0.74, 0.64]; // of the way to the name of a sector, where it may stand, too
const ALL_NAMED = 60; // lines that all have their names
const PLACES = [0.5, 0.58, 0.42, 0.66, 0.34, 0.74, 0.26]; // along a line, the best one first
const SHORT = 20; // of a label that finds no room in full
const LABELLED_NODES = 260;
const LABELLED_EDGES = 160;
const FEW = 32; // entities that all have their names
const NARROW = 480; // pixels: on a stage as wide as a phone, what is chosen has names alone, and none stands on another
const FOLD = 1.7; // a fold's width by its height
const LEADING = 7; // the most important ones have a label in any case

export type Measure = (text: string, size: number, bold: boolean) => number;

/** Labels of nodes and lines, the most important first, none over another or over a node. */
export function labels(
  scene: Scene,
  shown: readonly number[],
  drawn: readonly Line[],
  camera: Camera,
  focus: Focus | null,
  palette: Palette,
  measure: Measure,
): Label[] {
  const taken = new Taken(camera);
  const rank = (i: number): number =>
    (focus?.main.has(i) ? 2e6 : focus?.nodes.has(i) ? 1e6 : 0) + scene.nodes[i].radius;
  const order = [...shown].sort((a, b) => rank(b) - rank(a) || a - b).slice(0, LABELLED_NODES);
  const at = new Map(order.map((i) => [i, screen(camera, scene.nodes[i].x, scene.nodes[i].y)]));
  for (const [i, [x, y]] of at) {
    const radius = scene.nodes[i].radius * camera.scale;
    taken.add({ x0: x - radius * 0.85, y0: y - radius * 0.85, x1: x + radius * 0.85, y1: y + radius * 0.85 });
  }
  const found: Label[] = [];
  const written = new Taken(camera);
  const few = shown.length <= FEW;
  order.forEach((i, place) => {
    if (focus && !focus.nodes.has(i) && shown.length > 150) return;
    const label = nodeLabel(
      scene,
      i,
      at.get(i) as [number, number],
      camera,
      focus,
      palette,
      measure,
      taken,
      place < LEADING || few ? written : null,
      few,
    );
    if (!label) return;
    found.push(label);
    written.add(boxOf(label));
  });
  const chosen = drawn.filter((line) => focus?.edges.has(line.edge));
  const all = drawn.length <= ALL_NAMED;
  const narrow = camera.width < NARROW;
  const rest = focus && (!all || narrow) ? [] : drawn.filter((line) => !focus?.edges.has(line.edge)).slice(0, 500);
  for (const line of [...chosen, ...rest].slice(0, LABELLED_EDGES)) {
    const label = lineLabel(scene, line, camera, palette, measure, taken, written, all || focus !== null, focus);
    if (!label) continue;
    found.push(label);
    for (const box of along(label.x, label.y, label.angle, label.width)) written.add(box);
  }
  return [...found, ...sectorLabels(scene, camera, palette, measure, taken)];
}

function boxAround([x, y]: readonly [number, number], w: number, h: number): Box {
  return { x0: x - w, y0: y - h, x1: x + w, y1: y + h };
}

/** The names of sectors, where they stand on nothing. */
function sectorLabels(scene: Scene, camera: Camera, palette: Palette, measure: Measure, taken: Taken): Label[] {
  return scene.sectors.flatMap(({ label: text, at }): Label[] => {
    const width = measure(text, SECTOR_LABEL, true);
    const box = OUTWARD.map((far) => boxAround(screen(camera, at[0] * far, at[1] * far), width / 2, 8)).find(
      (one) => taken.free(one) && inside(one, camera),
    );
    if (!box) return [];
    taken.add(box);
    const [x, y] = [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2];
    return [
      {
        text,
        x,
        y,
        angle: 0,
        size: SECTOR_LABEL,
        bold: true,
        colour: faded(palette.soft, palette.canvas, 0.25),
        width,
        of: Number.NaN,
      },
    ];
  });
}

function nodeLabel(
  scene: Scene,
  i: number,
  at: [number, number],
  camera: Camera,
  focus: Focus | null,
  palette: Palette,
  measure: Measure,
  taken: Taken,
  written: Taken | null, // the other labels, where this one may stand on discs if need be
  always: boolean,
): Label | null {
  const node: SceneNode = scene.nodes[i];
  const main = focus?.main.has(i) ?? false;
  const out = scene.isEgo && (node.x || node.y) ? ([node.x * camera.a, node.y * camera.d] as const) : null;
  const size = NODE_LABEL + Math.min(2.5, Math.max(0, node.radius - 8) * 0.3);
  const full = main && node.more ? `${node.label}  +${node.more}` : node.label;
  const short = node.label.length > SHORT ? `${node.label.slice(0, SHORT - 1).trimEnd()}…` : full;
  const radius = node.radius * camera.scale;
  const around = (text: string): Box[] =>
    spots(at, radius, measure(text, size, main) / 2 + 2, size * 0.62, node.shape === 'fold' ? FOLD : 1, out);
  const free = around(full).filter((box) => taken.free(box));
  const within = free.find((box) => inside(box, camera));
  const shortened =
    within || short === full ? undefined : around(short).find((box) => taken.free(box) && inside(box, camera));
  const standing = within ?? shortened ?? (main ? free[0] : undefined);
  const onDiscs = standing || !written ? undefined : over(around(short), at, written);
  const seen = onScreen(camera, at[0], at[1], -radius);
  const forced = onDiscs ?? (main || always ? around(main ? full : short)[0] : undefined);
  const box = standing ?? (forced && seen ? shifted(forced, camera) : forced);
  if (!box) return null;
  taken.add(box);
  const text = box === shortened || (onDiscs && box !== within) || (always && !main && box !== within) ? short : full;
  const colour = focus && !focus.nodes.has(i) ? faded(palette.text, palette.canvas, 0.6) : palette.text;
  return {
    text,
    x: (box.x0 + box.x1) / 2,
    y: (box.y0 + box.y1) / 2,
    angle: 0,
    size,
    bold: main,
    colour,
    width: box.x1 - box.x0 - 4,
    of: i,
  };
}

/** A place for the label of an important node amid others: on its disc, or over those of lesser ones. */
function over(boxes: readonly Box[], at: [number, number], written: Taken): Box | undefined {
  const [w, h] = [(boxes[0].x1 - boxes[0].x0) / 2, (boxes[0].y1 - boxes[0].y0) / 2];
  const middle = { x0: at[0] - w, y0: at[1] - h, x1: at[0] + w, y1: at[1] + h };
  const further = boxes.map((box) => moved(box, (box.x0 + box.x1) / 2 - at[0], (box.y0 + box.y1) / 2 - at[1]));
  return [boxes[2], boxes[3], boxes[0], boxes[1], ...boxes.slice(4), middle, ...further].find((box) =>
    written.free(box),
  );
}

/** A box moved to the side as far as needed to be in sight. */
function shifted(box: Box, { width }: Camera): Box {
  const by = Math.max(0, 3 - box.x0) - Math.max(0, box.x1 - width + 3);
  return { ...box, x0: box.x0 + by, x1: box.x1 + by };
}

/** A box a little further away, in the direction in which it lies. */
function moved(box: Box, x: number, y: number): Box {
  const far = 14 / (Math.hypot(x, y) || 1);
  return { x0: box.x0 + x * far, y0: box.y0 + y * far, x1: box.x1 + x * far, y1: box.y1 + y * far };
}

function boxOf(label: Label): Box {
  const [w, h] = [label.width / 2 + 2, label.size * 0.62];
  return { x0: label.x - w, y0: label.y - h, x1: label.x + w, y1: label.y + h };
}

/** Where a label of half the width `w` and height `h` may stand at a disc, or a shape `wide` times as wide, best first. */
function spots(
  [x, y]: [number, number],
  radius: number,
  w: number,
  h: number,
  wide: number,
  out: readonly [number, number] | null, // to the side that is best; null: to the right
): Box[] {
  const [right, below, slant] = [radius * wide + 4 + w, radius + 3 + h, radius * wide * 0.86 + 3 + w];
  const middles = [
    [right, 0],
    [-right, 0],
    [0, below],
    [0, -below],
    [slant, radius * 0.86 + h],
    [slant, -radius * 0.86 - h],
    [-slant, radius * 0.86 + h],
    [-slant, -radius * 0.86 - h],
    [w * 0.6, below],
    [-w * 0.6, below],
    [w * 0.6, -below],
    [-w * 0.6, -below],
  ];
  if (out) middles.sort((a, b) => inward(a, out) - inward(b, out));
  return middles.map(([dx, dy]) => ({ x0: x + dx - w, y0: y + dy - h, x1: x + dx + w, y1: y + dy + h }));
}

/** How little a place lies to the side that is best; straight beside or over a disc is better than aslant. */
function inward([dx, dy]: readonly number[], [ox, oy]: readonly [number, number]): number {
  const straight = dx === 0 || dy === 0 ? 0.2 : 0;
  return -(dx * ox + dy * oy) / (Math.hypot(dx, dy) * Math.hypot(ox, oy)) - straight;
}

function lineLabel(
  scene: Scene,
  line: Line,
  camera: Camera,
  palette: Palette,
  measure: Measure,
  taken: Taken,
  written: Taken, // other labels
  always: boolean, // whether it has its name where there is no room, too
  focus: Focus | null,
): Label | null {
  const edge: SceneEdge = scene.edges[line.edge];
  const lit = focus?.edges.has(line.edge) ?? false;
  const text = lit && edge.names.length && focus && focus.edges.size < 3 ? edge.names.join(' · ') : edge.label;
  if (!text) return null;
  const free = Math.hypot(line.x1 - line.x0, line.y1 - line.y0) - scene.nodes[edge.a].radius * camera.scale;
  const width = measure(text, EDGE_LABEL, false);
  if (!always && free < width + 12) return null;
  let angle = Math.atan2(line.y1 - line.y0, line.x1 - line.x0);
  if (angle > Math.PI / 2 || angle <= -Math.PI / 2) angle += angle > 0 ? -Math.PI : Math.PI;
  const places = PLACES.map((t) => curveAt(line, t)).filter(([x, y]) => onScreen(camera, x, y, 0));
  const fits =
    (among: Taken) =>
    ([x, y]: readonly [number, number]): boolean =>
      along(x, y, angle, width).every((box) => among.free(box));
  const plain = edge.edge === -1 ? palette.together : palette.soft;
  const colour = focus && !lit ? faded(plain, palette.canvas, 0.45) : plain;
  const label = { text, size: EDGE_LABEL, bold: false, colour, width, of: -1 - line.edge };
  const on = free >= width * 0.6 ? places.find(fits(taken)) : undefined;
  if (on) {
    for (const box of along(on[0], on[1], angle, width)) taken.add(box);
    return { ...label, x: on[0], y: on[1], angle };
  }
  if (!always || !places.length) return null;
  const beneath = places.slice(0, 3).flatMap((place) => beside(place, width).filter((box) => inside(box, camera)));
  const near =
    beneath.find((box) => taken.free(box)) ??
    (camera.width < NARROW && !lit ? undefined : least(beneath, taken, written));
  if (!near) return null;
  taken.add(near);
  return { ...label, x: (near.x0 + near.x1) / 2, y: (near.y0 + near.y1) / 2, angle: 0 };
}

/** The box that stands on as little as can be, on other labels least of all. */
function least(boxes: readonly Box[], taken: Taken, written: Taken): Box | undefined {
  const cost = (box: Box): number => taken.hits(box) + 4 * written.hits(box);
  let [best, least]: [Box | undefined, number] = [undefined, Infinity];
  for (const box of boxes) {
    const found = cost(box);
    if (found < least) [best, least] = [box, found];
  }
  return best;
}

/** Where the name of a short line may stand beside its middle, the nearest place first. */
function beside([x, y]: readonly [number, number], width: number): Box[] {
  const [w, h] = [width / 2 + 1, EDGE_LABEL * 0.6];
  const far = [0, 1, 2, 3].flatMap((step) => [
    [0, step],
    [0, -step],
    [step, 0],
    [-step, 0],
    [step, step],
    [-step, -step],
    [step, -step],
    [-step, step],
  ]);
  return far.map(([dx, dy]) => {
    const [cx, cy] = [x + dx * (w * 0.55 + 4), y + dy * 11];
    return { x0: cx - w, y0: cy - h, x1: cx + w, y1: cy + h };
  });
}

/** A turned text as small boxes along its line. */
function along(x: number, y: number, angle: number, width: number): Box[] {
  const half = EDGE_LABEL * 0.6;
  const steps = Math.max(1, Math.ceil(width / (half * 1.6)));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const off = (i / steps - 0.5) * width;
    const [cx, cy] = [x + off * Math.cos(angle), y + off * Math.sin(angle)];
    return { x0: cx - half, y0: cy - half, x1: cx + half, y1: cy + half };
  });
}
