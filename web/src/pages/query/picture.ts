/** A small network as SVG, laid out by forces from a fixed start, so the same answer gives the same picture. */

import { h, truncate } from '../../dom';
import { address, links as pages, navigate } from '../../router';
import { counted } from '../parts/names';
import { s } from '../parts/svg';
import { net, type Net, type Node } from './pairs';
import type { Table } from '../../api';

const WIDTH = 960;
const HEIGHT = 560;
const EDGE = 46; // from the border, for names
const ROUNDS = 260;
const MOST_STARTS = 60; // in one address

interface Point { x: number; y: number }

/** The network of an answer, or what to do to get one. */
export function picture(table: Table): HTMLElement {
  const found = net(table);
  if (!found.links.length) {
    return h('p', { class: 'faint empty' }, 'No row of this answer holds two entities. Select two of them in each row, with their relation between: SELECT ?subject ?relation ?object …');
  }
  const keys = found.nodes.flatMap(({ key }) => (key ? [key] : []));
  return h('div', { class: 'picture' },
    h('p', { class: 'picture-line' }, `${counted(found.nodes.length, 'entity', 'entities')}, ${counted(found.links.length, 'link')}`,
      found.left > 0 && h('span', { class: 'faint' }, ` · ${counted(found.left, 'row')} not shown`),
      keys.length > 0 && h('a', { class: 'button small', href: networkOf(keys) }, 'Open in network')),
    drawing(found));
}

function networkOf(keys: readonly string[]): string {
  return `${address('/')}?${keys.slice(0, MOST_STARTS).map((key) => `start=${encodeURIComponent(key)}`).join('&')}`;
}

function drawing({ nodes, links }: Net): SVGSVGElement {
  const at = layout(nodes.length, links);
  const lines = links.map(({ source, target, label }) => line(at[source] as Point, at[target] as Point, label));
  return s('svg', { class: 'net', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'group', 'aria-label': 'Network of the answer' },
    s('defs', {}, s('marker', { id: 'net-arrow', viewBox: '0 0 8 8', refX: 15, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto-start-reverse' }, s('path', { d: 'M0 0L8 4L0 8z' }))),
    ...lines, ...nodes.map((node, i) => dot(node, at[i] as Point)));
}

function line(from: Point, to: Point, label: string): SVGGElement {
  const text = label && s('text', { class: 'net-relation', x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 - 4 }, truncate(label, '', 28));
  return s('g', { class: 'net-link' }, s('line', { x1: from.x, y1: from.y, x2: to.x, y2: to.y, 'marker-end': 'url(#net-arrow)' }), text || null);
}

function dot(node: Node, { x, y }: Point): SVGElement {
  const type = (node.key?.split('/')[0] ?? 'other').replace(/[^a-z]/g, '');
  const parts = [
    s('circle', { class: `net-dot net-${type}`, cx: x, cy: y, r: 7 }),
    s('text', { class: 'net-name', x, y: y + 21 }, truncate(node.name, node.id, 26)),
  ];
  if (!node.key) return s('g', {}, ...parts);
  const href = pages.entity(node.key);
  return s('a', { href, onclick: (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    navigate(href);
  } }, ...parts);
}

/** Fruchterman and Reingold's forces: all push, links pull, steps get shorter. */
export function layout(count: number, links: Net['links']): Point[] {
  const at = Array.from({ length: count }, (_, i): Point => {
    const radius = Math.sqrt((i + 0.5) / count) * 0.45;
    return { x: 0.5 + radius * Math.cos(i * 2.399963), y: 0.5 + radius * Math.sin(i * 2.399963) };
  });
  const wished = Math.sqrt(1 / Math.max(1, count)) * 0.8;
  for (let round = 0; round < ROUNDS; round++) step(at, links, wished, 0.1 * (1 - round / ROUNDS) + 0.001);
  return stretched(at);
}

function step(at: Point[], links: Net['links'], wished: number, most: number): void {
  const moved = at.map(({ x, y }): Point => ({ x: (0.5 - x) * 0.02, y: (0.5 - y) * 0.02 }));
  const push = (i: number, j: number, force: number, dx: number, dy: number): void => {
    const [a, b] = [moved[i] as Point, moved[j] as Point];
    a.x += dx * force; a.y += dy * force;
    b.x -= dx * force; b.y -= dy * force;
  };
  for (let i = 0; i < at.length; i++) {
    for (let j = i + 1; j < at.length; j++) {
      const [dx, dy] = [(at[i] as Point).x - (at[j] as Point).x, (at[i] as Point).y - (at[j] as Point).y];
      push(i, j, (wished * wished) / Math.max(dx * dx + dy * dy, 1e-6), dx, dy);
    }
  }
  for (const { source, target } of links) {
    const [dx, dy] = [(at[source] as Point).x - (at[target] as Point).x, (at[source] as Point).y - (at[target] as Point).y];
    push(source, target, -Math.hypot(dx, dy) / wished, dx, dy);
  }
  at.forEach((point, i) => {
    const { x, y } = moved[i] as Point;
    const length = Math.hypot(x, y) || 1;
    const go = Math.min(length, most) / length;
    point.x += x * go;
    point.y += y * go;
  });
}

function stretched(at: readonly Point[]): Point[] {
  const [xs, ys] = [at.map(({ x }) => x), at.map(({ y }) => y)];
  const fit = (value: number, all: readonly number[], size: number): number => {
    const [low, high] = [Math.min(...all), Math.max(...all)];
    return high - low < 1e-9 ? size / 2 : EDGE * 1.4 + ((value - low) / (high - low)) * (size - EDGE * 2.8);
  };
  return at.map(({ x, y }) => ({ x: fit(x, xs, WIDTH), y: fit(y, ys, HEIGHT) }));
}
