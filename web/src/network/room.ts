/** Where labels stand already, so that none is written over another. */

import type { Camera } from './drawing';

export interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}
const CELL = 64;

function overlap(one: Box, other: Box): boolean {
  return one.x0 < other.x1 && other.x0 < one.x1 && one.y0 < other.y1 && other.y0 < one.y1;
}

/** Where something stands already. */
export class Taken {
  private readonly cells = new Map<number, Box[]>();
  private readonly across: number;

  constructor(camera: Camera) {
    this.across = Math.ceil(camera.width / CELL) + 40;
  }

  private *touched(box: Box): Generator<number> {
    for (let row = Math.floor(box.y0 / CELL); row <= Math.floor(box.y1 / CELL); row++) {
      for (let column = Math.floor(box.x0 / CELL); column <= Math.floor(box.x1 / CELL); column++)
        yield row * this.across + column;
    }
  }

  free(box: Box): boolean {
    for (const cell of this.touched(box)) {
      if (this.cells.get(cell)?.some((other) => overlap(box, other))) return false;
    }
    return true;
  }

  /** How much stands in a box. */
  hits(box: Box): number {
    const found = new Set<Box>();
    for (const cell of this.touched(box)) {
      for (const other of this.cells.get(cell) ?? []) if (overlap(box, other)) found.add(other);
    }
    return found.size;
  }

  add(box: Box): void {
    for (const cell of this.touched(box)) {
      const boxes = this.cells.get(cell);
      if (boxes) boxes.push(box);
      else this.cells.set(cell, [box]);
    }
  }
}

/** Whether all of a box is in sight. */
export function inside(box: Box, camera: Camera): boolean {
  return box.x0 >= 2 && box.y0 >= 2 && box.x1 <= camera.width - 2 && box.y1 <= camera.height - 2;
}
