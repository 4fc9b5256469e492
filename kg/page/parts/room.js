// Room for names on the canvas: boxes that are taken, how wide a text is, where one may stand.

const FACE = 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const CELL = 48;
const widths = new Map();

function widthOf(context, font, text) {
  const key = font + text;
  if (!widths.has(key)) {
    context.font = font;
    widths.set(key, context.measureText(text).width);
  }
  return widths.get(key);
}

// Boxes that are taken, found by the cells that they touch.
class Ground {
  constructor() {
    this.cells = new Map();
  }

  * near({ left, right, top, bottom }) {
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x += 1) {
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y += 1) yield `${x},${y}`;
    }
  }

  free(box, owner) {
    for (const cell of this.near(box)) {
      for (const other of this.cells.get(cell) ?? []) {
        const apart = other.left >= box.right || other.right <= box.left || other.top >= box.bottom || other.bottom <= box.top;
        if (!apart && (owner === undefined || other.owner !== owner)) return false;
      }
    }
    return true;
  }

  take(box) {
    for (const cell of this.near(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }
}

const boxAt = (x, y, width, height) =>
  ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });

const inside = (box, view) => box.left >= 0 && box.top >= 0 && box.right <= view.width && box.bottom <= view.height;
