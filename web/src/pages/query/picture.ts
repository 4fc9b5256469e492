/** A small network as SVG; the same answer gives the same picture. */

import { h, truncate } from '../../dom';
import { address, links as pages, navigate } from '../../router';
import { counted } from '../parts/names';
import { s } from '../parts/svg';
import type { Table } from '../../api';
import { places, type Spot } from './placing';
import { net, type Net, type Node } from './pairs';

const WIDTH = 960; // of the picture at least
const HEIGHT = 420;
const MARGIN = 60; // for names
const SCALE = 0.9; // a larger picture is scrolled rather than made too small to read
const MOST_STARTS = 60; // in one address

/** The network of an answer, or what to do to get one. */
export function picture(table: Table): HTMLElement {
  const found = net(table);
  if (!found.links.length) {
    return h(
      'p',
      { class: 'faint empty' },
      'No row of this answer holds two entities. Select two of them in each row, with their relation between: SELECT ?subject ?relation ?object …',
    );
  }
  const keys = found.nodes.flatMap(({ key }) => (key ? [key] : []));
  return h(
    'div',
    { class: 'picture' },
    h(
      'p',
      { class: 'picture-line' },
      `${counted(found.nodes.length, 'entity', 'entities')}, ${counted(found.links.length, 'link')}`,
      found.left > 0 && h('span', { class: 'faint' }, ` · ${counted(found.left, 'row')} not shown`),
      keys.length > 0 && h('a', { class: 'button small', href: networkOf(keys) }, 'Open in network'),
    ),
    h(
      'div',
      { class: 'picture-frame', tabindex: '0', role: 'region', 'aria-label': 'Picture of the answer' },
      drawing(found),
    ),
  );
}

function networkOf(keys: readonly string[]): string {
  return `${address('/network')}?${keys
    .slice(0, MOST_STARTS)
    .map((key) => `start=${encodeURIComponent(key)}`)
    .join('&')}`;
}

function drawing({ nodes, links }: Net): SVGSVGElement {
  const at = places(nodes.length, links, WIDTH / HEIGHT);
  const lines = links.map(({ source, target, label }) => line(at[source], at[target], label));
  const { x, y, width, height } = box(at);
  return s(
    'svg',
    {
      class: 'net',
      viewBox: `${x} ${y} ${width} ${height}`,
      width: Math.round(width * SCALE),
      role: 'group',
      'aria-label': 'Network of the answer',
    },
    s(
      'defs',
      {},
      s(
        'marker',
        {
          id: 'net-arrow',
          viewBox: '0 0 8 8',
          refX: 15,
          refY: 4,
          markerWidth: 7,
          markerHeight: 7,
          orient: 'auto-start-reverse',
        },
        s('path', { d: 'M0 0L8 4L0 8z' }),
      ),
    ),
    ...lines,
    ...nodes.map((node, i) => dot(node, at[i])),
  );
}

/** The part of the plane that is shown: around the middle, not larger than life. */
function box(at: readonly Spot[]): { x: number; y: number; width: number; height: number } {
  const [xs, ys] = [at.map(({ x }) => x), at.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const width = Math.max(WIDTH, right - left + 2 * MARGIN);
  const height = Math.max(HEIGHT, bottom - top + 2 * MARGIN);
  return { x: (left + right - width) / 2, y: (top + bottom - height) / 2, width, height };
}

function line(from: Spot, to: Spot, label: string): SVGGElement {
  const text =
    label &&
    s('text', { class: 'net-relation', x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 - 4 }, truncate(label, '', 28));
  return s(
    'g',
    { class: 'net-link' },
    s('line', { x1: from.x, y1: from.y, x2: to.x, y2: to.y, 'marker-end': 'url(#net-arrow)' }),
    text || null,
  );
}

function dot(node: Node, { x, y }: Spot): SVGElement {
  const type = (node.key?.split('/')[0] ?? 'other').replace(/[^a-z]/g, '');
  const parts = [
    s('circle', { class: `net-dot net-${type}`, cx: x, cy: y, r: 7 }),
    s('text', { class: 'net-name', x, y: y + 21 }, truncate(node.name, node.id, 26)),
  ];
  if (!node.key) return s('g', {}, ...parts);
  const href = pages.entity(node.key);
  return s(
    'a',
    {
      href,
      onclick: (event: MouseEvent) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        navigate(href);
      },
    },
    ...parts,
  );
}
