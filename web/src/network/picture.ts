/** A view as a picture to print or paste: title, drawing, legend, where it comes from; light, whatever the page is. */

import type { Drawing, Label, Line } from './drawing';
import {
  discElements,
  escaped,
  FONT,
  headElement,
  labelElement,
  lineElement,
  n,
  paintDiscs,
  paintLabels,
  paintLines,
  type Disc,
} from './painting';
import type { Palette } from './palette';

export const HEAD = 64; // over the drawing
export const FOOT = 62; // under it
const MARGIN = 20;
const PIXELS = 3; // of a PNG for each one of the page: 300 for an inch, where a page has 96
const LETTER = 6.1; // about as wide as one of the legend
const MOST_LEGEND = 9;

export interface LegendRow {
  label: string;
  shape: string | null; // null: a line
  colour: string;
  dash: readonly number[];
}

export interface Picture {
  drawing: Drawing;
  discs: Disc[];
  width: number;
  height: number; // with head and foot
  palette: Palette;
  title: string;
  subtitle: string;
  legend: readonly LegendRow[];
  sources: string;
  clear: boolean; // without a background
}

/** The drawing with what stands around it. */
function whole(picture: Picture): { lines: Line[]; discs: Disc[]; labels: Label[] } {
  const { width, height, palette } = picture;
  const text = (words: string, x: number, y: number, size: number, bold: boolean, colour: string): Label => ({
    text: words,
    x,
    y,
    angle: 0,
    size,
    bold,
    colour,
    width: 0,
    of: 0,
  });
  const foot = legend(picture, height - FOOT + 16);
  return {
    lines: [...picture.drawing.lines, ...foot.lines],
    discs: [...picture.discs, ...foot.discs],
    labels: [
      ...picture.drawing.labels,
      text(picture.title, width / 2, 24, 18, true, palette.text),
      text(picture.subtitle, width / 2, 46, 12, false, palette.soft),
      ...foot.labels,
      text(picture.sources, width / 2, height - 18, 10.5, false, palette.soft),
    ],
  };
}

function legend(
  { legend: all, width, palette }: Picture,
  y: number,
): { lines: Line[]; discs: Disc[]; labels: Label[] } {
  const rows = all.slice(0, MOST_LEGEND);
  const sizes = rows.map(({ label }) => 26 + label.length * LETTER + 18);
  let x = Math.max(MARGIN, (width - sizes.reduce((sum, size) => sum + size, 0)) / 2);
  const made = { lines: [] as Line[], discs: [] as Disc[], labels: [] as Label[] };
  rows.forEach(({ label, shape, colour, dash }, i) => {
    if (shape !== null) made.discs.push({ x: x + 11, y, radius: 6, shape, colour, ring: null, pinned: false });
    else
      made.lines.push({
        edge: -1,
        x0: x,
        y0: y,
        cx: x + 11,
        cy: y,
        x1: x + 22,
        y1: y,
        head: null,
        colour,
        width: 1.8,
        dash: [...dash],
      });
    const wide = label.length * LETTER;
    made.labels.push({
      text: label,
      x: x + 28 + wide / 2,
      y,
      angle: 0,
      size: 11.5,
      bold: false,
      colour: palette.soft,
      width: wide,
      of: 0,
    });
    x += sizes[i];
  });
  return made;
}

export function png(picture: Picture): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = picture.width * PIXELS;
  canvas.height = picture.height * PIXELS;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.scale(PIXELS, PIXELS);
  if (!picture.clear) {
    context.fillStyle = picture.palette.canvas;
    context.fillRect(0, 0, picture.width, picture.height);
  }
  const { lines, discs, labels } = whole(picture);
  paintLines(context, lines);
  paintDiscs(context, discs, picture.palette);
  paintLabels(context, labels, picture.palette);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large'))), 'image/png');
  });
}

export function svg(picture: Picture): string {
  const { width, height, palette } = picture;
  const { lines, discs, labels } = whole(picture);
  const own = discs.slice(0, picture.discs.length);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}" font-family="${escaped(FONT)}">`,
    `<title>${escaped(picture.title)}</title>`,
    picture.clear ? '' : `<rect width="100%" height="100%" fill="${palette.canvas}"/>`,
    '<g fill="none">',
    ...lines.map(lineElement),
    '</g>',
    '<g>',
    ...lines.flatMap(headElement),
    '</g>',
    '<g class="entities">',
    ...own.flatMap((disc) => discElements(disc, palette)),
    '</g>',
    '<g class="legend">',
    ...discs.slice(own.length).flatMap((disc) => discElements(disc, palette)),
    '</g>',
    `<g text-anchor="middle" stroke="${palette.canvas}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke">`,
    ...labels.map(labelElement),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}
