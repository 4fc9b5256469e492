// Circles of groups in a window of any shape, with their names: the explorer draws with the same functions.

const EDGE = 8; // pixels around all circles
const SPREAD = 1.35; // times that circles may stand further apart than they have to, where there is room on one side
const LETTERS = [10.5, 15]; // the size of names in small circles and in large ones, in pixels
const OF_RADIUS = 0.19; // that size by the radius
const COUNT = 0.84; // the size of the number below, by that of names
const LEADING = 1.2;

// Circles [x, y, radius] in a window, as large as they can be: turned where it is higher than wide, drawn out to its sides.
function circlesIn(circles, width, height) {
  const all = height > 1.15 * width ? circles.map(([x, y, r]) => [y, x, r]) : circles;
  const low = (axis) => Math.min(...all.map((circle) => circle[axis] - circle[2]));
  const high = (axis) => Math.max(...all.map((circle) => circle[axis] + circle[2]));
  const room = [width - 2 * EDGE, height - 2 * EDGE].map((side) => Math.max(60, side));
  const spans = [0, 1].map((axis) => high(axis) - low(axis));
  const scale = Math.min(room[0] / spans[0], room[1] / spans[1]);
  const at = (circle, axis) => {
    const out = Math.min(SPREAD, room[axis] / (spans[axis] * scale));
    return (axis ? height : width) / 2 + (circle[axis] - (low(axis) + high(axis)) / 2) * scale * out;
  };
  return all.map((circle) => [at(circle, 0), at(circle, 1), circle[2] * scale]);
}

// Names in a circle and a last line, each with how far it is off the middle: broken in two, and cut only where they must be.
function linesIn(names, last, radius, widthOf, cut) {
  const size = Math.round(2 * Math.min(LETTERS[1], Math.max(LETTERS[0], OF_RADIUS * radius))) / 2;
  const step = size * LEADING;
  const ends = [[{ text: last, kind: 'small' }], []];
  const choices = choicesOf(names).flatMap((broken) => ends.map((end) => {
    const lines = [...broken, ...end].map((line, i, all) => {
      const off = (i - (all.length - 1) / 2) * step;
      return { ...line, off, size: line.kind === 'small' ? size * COUNT : size, wide: chord(radius, Math.abs(off) + step / 2.6) - 4 };
    });
    const fitted = lines.map((line) => ({ ...line, fit: fitting(line, widthOf, cut) }));
    const lost = fitted.reduce((sum, { text, fit }) => sum + [...text].length - [...fit].length + (fit === text ? 0 : 2), 0);
    const dropped = names.length - broken.filter(({ begins }) => begins).length;
    return { lines: fitted, cost: lost + 9 * dropped + (end.length ? 0 : 4) + 0.1 * lines.length };
  }));
  const best = choices.reduce((one, other) => (other.cost < one.cost ? other : one));
  return best.lines.map(({ fit, kind, off, size: letters }) => ({ text: fit, kind, off, size: letters }));
}

const chord = (radius, off) => 2 * Math.sqrt(Math.max(0, radius ** 2 - off ** 2));

// The ways to write names: of fewer of them, and each whole or in two lines.
function choicesOf(names) {
  const ways = (list, kind) => {
    if (!list.length) return [[]];
    const [name, ...others] = list;
    const whole = [{ text: name, kind, begins: true }];
    const halves = inTwo(name).map((text, i) => ({ text, kind, begins: i === 0 }));
    return ways(others, '').flatMap((rest) => [[...whole, ...rest], ...(halves.length ? [[...halves, ...rest]] : [])]);
  };
  return names.map((_, i) => ways(names.slice(0, i + 1), 'first')).flat();
}

// A name broken at the space nearest to its middle; nothing where it has none.
function inTwo(name) {
  const spaces = [...name.matchAll(/ /g)].map(({ index }) => index);
  if (!spaces.length) return [];
  const at = spaces.reduce((one, other) => (Math.abs(other - name.length / 2) < Math.abs(one - name.length / 2) ? other : one));
  return [name.slice(0, at), name.slice(at + 1)];
}

// As much of a text as is at most so wide.
function fitting({ text, kind, size, wide }, widthOf, cut) {
  let most = [...text].length;
  while (most > 2 && widthOf(most === [...text].length ? text : cut(text, most), kind, size) > wide) most -= 1;
  return most === [...text].length ? text : cut(text, most);
}
