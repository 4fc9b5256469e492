/** What hangs together in the collection: a circle for each large group, lines for the facts that cross. */

import { circlesIn, linesIn } from 'virtual:circles';
import type { Bubble, Story } from '../../api';
import { h, truncate, uniqueId, type Child } from '../../dom';
import { links, navigate } from '../../router';
import { counted } from '../parts/names';
import { s } from '../parts/svg';

type Circle = Bubble['circle'];
const FACE = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif";
const ruler = document.createElement('canvas');

export function bubbles(story: Story): Child {
  const { communities, small } = story;
  const id = uniqueId('groups');
  return h(
    'section',
    { class: 'home-section groups', 'aria-labelledby': id },
    h('h2', { id }, 'What hangs together'),
    communities.bubbles.length
      ? picture(communities)
      : h('p', { class: 'faint empty' }, 'No fact joins two entities here: search for a name, or read the articles.'),
    h(
      'p',
      { class: 'groups-note' },
      communities.bubbles.length > 0 &&
        h(
          'span',
          {},
          'A circle is a group that many facts join, as large as its articles are many; a line stands for facts between two. Click one to open it. ',
        ),
      h('a', { href: '/network' }, 'The most connected part'),
    ),
    smallGroups(small),
  );
}

/** The circles, drawn anew as the window changes. */
function picture(communities: Story['communities']): HTMLElement {
  const box = h('div', { class: 'bubbles-box' });
  new ResizeObserver(() => {
    if (box.clientWidth && box.clientHeight) box.replaceChildren(drawn(communities, box.clientWidth, box.clientHeight));
  }).observe(box);
  return box;
}

function drawn({ bubbles: found, edges }: Story['communities'], width: number, height: number): SVGSVGElement {
  const circles = circlesIn(
    found.map(({ circle }) => circle),
    width,
    height,
  );
  const most = Math.max(1, ...edges.map(({ count }) => count));
  const lines = edges.map((edge) => line(circles[edge.ends[0]], circles[edge.ends[1]], edge, most));
  return s(
    'svg',
    {
      class: 'bubbles',
      viewBox: `0 0 ${width} ${height}`,
      role: 'group',
      'aria-label': 'Groups of the collection',
    },
    ...lines,
    ...found.map((bubble, i) => circle(bubble, circles[i], i)),
  );
}

function line(
  [ax, ay, ar]: Circle,
  [bx, by, br]: Circle,
  edge: Story['communities']['edges'][number],
  most: number,
): SVGGElement {
  const far = Math.hypot(bx - ax, by - ay) || 1;
  const [ux, uy] = [(bx - ax) / far, (by - ay) / far];
  const ends = { x1: ax + ux * ar, y1: ay + uy * ar, x2: bx - ux * br, y2: by - uy * br };
  const examples = edge.facts.map(
    (fact) => `${truncate(fact.subject.name, '', 40)} ${fact.label} ${truncate(fact.object?.name ?? '', '', 40)}`,
  );
  const words = [counted(edge.count, 'fact'), ...examples].join('\n');
  const width = 1.2 + 7 * Math.sqrt(edge.count / most);
  return s(
    'g',
    { class: 'bubble-link' },
    s('title', {}, words),
    s('line', { ...ends, 'stroke-width': width }),
    s('line', { ...ends, class: 'wide', 'stroke-width': 16 }),
  );
}

function circle(bubble: Bubble, [x, y, radius]: Circle, i: number): SVGAElement {
  const href = links.group(bubble.opens);
  const kinds = Object.entries(bubble.kinds)
    .map(([kind, count]) => `${count} ${kind.toLowerCase()}${count === 1 ? '' : 's'}`)
    .join(', ');
  const name = bubble.names.map((ref) => truncate(ref.name, ref.key, 60)).join(', ');
  return s(
    'a',
    {
      class: `bubble bubble-${i % 12}`,
      href,
      onclick: (event: MouseEvent) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        navigate(href);
      },
    },
    s(
      'title',
      {},
      `${name}\n${counted(bubble.size, 'entity', 'entities')} (${kinds}), ${counted(bubble.articles, 'article')}`,
    ),
    s('circle', { class: 'under', cx: x, cy: y, r: radius }),
    s('circle', { cx: x, cy: y, r: radius }),
    ...names(bubble, x, y, radius),
  );
}

/** Up to three names, and the number of articles. */
function names(bubble: Bubble, x: number, y: number, radius: number): SVGTextElement[] {
  const lines = linesIn(
    bubble.names.map((ref) => truncate(ref.name, ref.key, 60)),
    counted(bubble.articles, 'article'),
    radius,
    (text, kind, size) => widthOf(text, `${kind === 'first' ? 650 : 400} ${size}px ${FACE}`),
    (text, most) => truncate(text, '', most),
  );
  return lines.map(({ text, kind, off, size }) =>
    s('text', { class: kind, x, y: y + off + size * 0.35, 'font-size': size }, text),
  );
}

function widthOf(text: string, font: string): number {
  const context = ruler.getContext('2d') as CanvasRenderingContext2D;
  context.font = font;
  return context.measureText(text).width;
}

function smallGroups(small: Story['small']): Child {
  if (!small.groups && !small.alone) return null;
  const words = [
    small.groups > 0 && `${counted(small.groups, 'small group')} of ${counted(small.entities, 'entity', 'entities')}`,
    small.alone > 0 && `${counted(small.alone, 'entity', 'entities')} that no fact joins to another`,
  ]
    .filter(Boolean)
    .join(', and ');
  return h(
    'details',
    { class: 'small-groups' },
    h('summary', {}, `Besides: ${words}`),
    h(
      'ul',
      {},
      small.listed.map(({ names: refs, size, opens }) =>
        h(
          'li',
          {},
          h(
            'a',
            { href: links.group(opens) },
            refs.map((ref, i) => [i > 0 && ', ', h('bdi', {}, truncate(ref.name, ref.key, 34))]),
          ),
          size > refs.length && h('span', { class: 'faint' }, ` and ${size - refs.length} more`),
        ),
      ),
    ),
    small.groups > small.listed.length &&
      h('p', { class: 'faint' }, `The first ${small.listed.length} are listed; search finds the others.`),
  );
}
