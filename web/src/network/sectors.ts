/** Where neighbours stand around an entity: in a sector for each kind of relation, the others in a ring around. */

import { KIND_NAMES, KINDS, type Ego, type Fold, type Kind } from './ego';
import type { Point } from './viewstate';

const NEAR = 1.9; // edge lengths from the middle to the neighbours
const CROWD = 0.115; // further for each of them
const OUT = 1.42; // of that, to the ring
const NAMES = 1.17; // of that, to the names of sectors
const GAP = 0.8; // between sectors, in neighbours

export interface SectorName {
  label: string;
  at: Point;
}

export interface Sectors {
  places: Map<number, Point>;
  folds: Map<string, Point>;
  names: SectorName[];
  ring: Point | null; // its radii
}

type Slot = { node: number } | { fold: Fold };

/** Places around the centre at 0, 0; `wide` is the width of the field by its height. */
export function sectors(found: Ego, edge: number, wide: number): Sectors {
  const slots = KINDS.map((kind) => slotsOf(found, kind));
  const used = KINDS.filter((_, i) => slots[i].length);
  const count = slots.reduce((sum, { length }) => sum + length, 0);
  const radius = edge * (NEAR + CROWD * count);
  const [rx, ry] = [radius * Math.sqrt(wide), radius / Math.sqrt(wide)];
  const at = (turn: number, far: number): Point => [rx * far * Math.cos(turn), ry * far * Math.sin(turn)];
  const made: Sectors = { places: new Map([[found.centre, [0, 0]]]), folds: new Map(), names: [], ring: null };
  const step = (2 * Math.PI) / Math.max(1, count + (used.length > 1 ? GAP * used.length : 0));
  let turn = -Math.PI / 2 - ((slots.find(({ length }) => length)?.length ?? 1) - 1) * 0.5 * step;
  KINDS.forEach((kind, i) => {
    if (!slots[i].length) return;
    slots[i].forEach((slot, j) => {
      const place = at(turn + j * step, count > 14 && j % 2 ? 0.8 : 1);
      if ('node' in slot) made.places.set(slot.node, place);
      else made.folds.set(slot.fold.id, place);
    });
    const middle = turn + ((slots[i].length - 1) * step) / 2;
    if (used.length > 1) made.names.push({ label: KIND_NAMES[kind], at: at(middle, NAMES) });
    turn += (slots[i].length + (used.length > 1 ? GAP : 0)) * step;
  });
  const far = count ? OUT : 1;
  found.ring.forEach((node, i) =>
    made.places.set(node, at(-Math.PI / 2 + ((i + 0.5) * 2 * Math.PI) / found.ring.length, far)),
  );
  if (found.ring.length) made.ring = [rx * far, ry * far];
  return made;
}

function slotsOf(found: Ego, kind: Kind): Slot[] {
  const nodes = [...found.kinds].filter(([, of]) => of === kind).map(([node]): Slot => ({ node }));
  return [...nodes, ...found.folds.filter((fold) => fold.kind === kind).map((fold): Slot => ({ fold }))];
}
