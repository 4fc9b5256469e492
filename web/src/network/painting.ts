/** A drawing put on a canvas, or written as SVG. */

import type { Label, Line } from './drawing';
import type { Measure } from './labelling';
import type { Palette } from './palette';
import { outlineElement, trace } from './shapes';

export interface Disc {
  x: number;
  y: number;
  radius: number;
  shape: string;
  colour: string;
  ring: string | null;
  pinned: boolean;
}

export const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif";

export function font(size: number, bold: boolean): string {
  return `${bold ? '600 ' : ''}${size}px ${FONT}`;
}

/** A way to measure texts, each only once. */
export function measurer(): Measure {
  const context = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
  const widths = new Map<string, number>();
  return (text, size, bold) => {
    const key = `${size} ${bold ? 1 : 0} ${text}`;
    let found = widths.get(key);
    if (found === undefined) {
      context.font = font(size, bold);
      found = context.measureText(text).width;
      widths.set(key, found);
    }
    return found;
  };
}

export function paintLines(context: CanvasRenderingContext2D, lines: readonly Line[]): void {
  context.lineCap = 'butt';
  for (const line of lines) {
    context.strokeStyle = line.colour;
    context.lineWidth = line.width;
    context.setLineDash(line.dash as number[]);
    context.beginPath();
    context.moveTo(line.x0, line.y0);
    context.quadraticCurveTo(line.cx, line.cy, line.x1, line.y1);
    context.stroke();
    if (!line.head) continue;
    const [x, y, lx, ly, rx, ry] = line.head;
    context.fillStyle = line.colour;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(lx, ly);
    context.lineTo(rx, ry);
    context.fill();
  }
  context.setLineDash([]);
}

export function paintLabels(context: CanvasRenderingContext2D, labels: readonly Label[], palette: Palette): void {
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.strokeStyle = palette.canvas;
  for (const label of labels) {
    context.font = font(label.size, label.bold);
    context.save();
    context.translate(label.x, label.y);
    if (label.angle) context.rotate(label.angle);
    context.lineWidth = 3.5;
    context.strokeText(label.text, 0, 0);
    context.fillStyle = label.colour;
    context.fillText(label.text, 0, 0);
    context.restore();
  }
}

/** What stands for entities, each in the shape of its type; of a large graph sigma draws them as discs. */
export function paintDiscs(context: CanvasRenderingContext2D, discs: readonly Disc[], palette: Palette): void {
  for (const disc of discs) {
    context.fillStyle = disc.colour;
    trace(context, disc.shape, disc.x, disc.y, disc.radius);
    context.fill();
  }
  paintRings(context, discs, palette);
}

/** The dotted ring of those who are only named in the same sentence. */
export function paintRing(
  context: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  [rx, ry]: readonly [number, number],
  palette: Palette,
): void {
  context.strokeStyle = palette.edge;
  context.lineWidth = 1;
  context.setLineDash([1, 6]);
  context.beginPath();
  context.ellipse(x, y, Math.abs(rx), Math.abs(ry), 0, 0, 2 * Math.PI);
  context.stroke();
  context.setLineDash([]);
}

/** The line that is being drawn around what shall be chosen. */
export function paintLasso(
  context: CanvasRenderingContext2D,
  line: readonly (readonly [number, number])[],
  palette: Palette,
): void {
  context.strokeStyle = palette.accent;
  context.lineWidth = 1.5;
  context.setLineDash([5, 4]);
  context.beginPath();
  line.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.stroke();
  context.setLineDash([]);
}

/** What discs have around them: the ring of a chosen one, the dot of a pinned one. */
export function paintRings(context: CanvasRenderingContext2D, discs: readonly Disc[], palette: Palette): void {
  for (const disc of discs) {
    if (disc.ring) {
      context.strokeStyle = disc.ring;
      context.lineWidth = 2.5;
      trace(context, disc.shape, disc.x, disc.y, disc.radius + 3);
      context.stroke();
    }
    if (disc.pinned) {
      context.fillStyle = palette.canvas;
      context.beginPath();
      context.arc(disc.x, disc.y, Math.max(1.6, disc.radius * 0.32), 0, 2 * Math.PI);
      context.fill();
    }
  }
}

export function lineElement(line: Line): string {
  const dash = line.dash.length ? ` stroke-dasharray="${line.dash.join(' ')}"` : '';
  return `<path d="M${n(line.x0)} ${n(line.y0)}Q${n(line.cx)} ${n(line.cy)} ${n(line.x1)} ${n(line.y1)}" stroke="${line.colour}" stroke-width="${n(line.width)}"${dash}/>`;
}

export function headElement(line: Line): string[] {
  if (!line.head) return [];
  const [x, y, lx, ly, rx, ry] = line.head.map(n);
  return [`<path d="M${x} ${y}L${lx} ${ly}L${rx} ${ry}Z" fill="${line.colour}"/>`];
}

export function discElements(disc: Disc, palette: Palette): string[] {
  const circle = (radius: number, rest: string): string =>
    `<circle cx="${n(disc.x)}" cy="${n(disc.y)}" r="${n(radius)}" ${rest}/>`;
  return [
    outlineElement(disc.shape, disc.x, disc.y, disc.radius, `fill="${disc.colour}"`),
    ...(disc.ring
      ? [
          outlineElement(
            disc.shape,
            disc.x,
            disc.y,
            disc.radius + 3,
            `fill="none" stroke="${disc.ring}" stroke-width="2.5"`,
          ),
        ]
      : []),
    ...(disc.pinned ? [circle(Math.max(1.6, disc.radius * 0.32), `fill="${palette.canvas}"`)] : []),
  ];
}

export function labelElement(label: Label): string {
  const turn = label.angle
    ? ` transform="rotate(${n((label.angle * 180) / Math.PI)} ${n(label.x)} ${n(label.y)})"`
    : '';
  const weight = label.bold ? ' font-weight="600"' : '';
  return `<text x="${n(label.x)}" y="${n(label.y + label.size * 0.35)}" font-size="${n(label.size)}"${weight} fill="${label.colour}"${turn}>${escaped(label.text)}</text>`;
}

export function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Text as XML allows it. */
export function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
