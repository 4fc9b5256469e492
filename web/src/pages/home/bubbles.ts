/** What hangs together in the collection: a circle for each large group, lines for the facts that cross. */

import type { Bubble, Story } from '../../api';
import { h, truncate, uniqueId, type Child } from '../../dom';
import { links, navigate } from '../../router';
import { counted } from '../parts/names';
import { s } from '../parts/svg';

const ROOM = 14; // around the picture
const LINE = 15; // height of a line of text
const NAME = 13.5; // size of letters
const SMALL = 11;
const LARGER = 1.25; // on a small screen
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

function picture({ bubbles: found, edges }: Story['communities']): SVGSVGElement {
  const small = matchMedia('(max-width: 620px)').matches;
  const all = small ? found.map(turned) : found;
  const box = around(all);
  const most = Math.max(1, ...edges.map(({ count }) => count));
  const lines = edges.map((edge) => line(all[edge.ends[0]], all[edge.ends[1]], edge, most));
  return s(
    'svg',
    {
      class: 'bubbles',
      viewBox: `${box.x} ${box.y} ${box.width} ${box.height}`,
      role: 'group',
      'aria-label': 'Groups of the collection',
    },
    ...lines,
    ...all.map((bubble, i) => circle(bubble, i, small ? LARGER : 1)),
  );
}

/** For a screen that is higher than wide. */
function turned(bubble: Bubble): Bubble {
  const [x, y, radius] = bubble.circle;
  return { ...bubble, circle: [y, x, radius] };
}

function around(all: readonly Bubble[]): { x: number; y: number; width: number; height: number } {
  const edge = (axis: 0 | 1, side: 1 | -1): number =>
    side * Math.max(...all.map(({ circle }) => side * circle[axis] + circle[2]));
  const [x, y] = [edge(0, -1) - ROOM, edge(1, -1) - ROOM];
  return { x, y, width: edge(0, 1) + ROOM - x, height: edge(1, 1) + ROOM - y };
}

function line(from: Bubble, to: Bubble, edge: Story['communities']['edges'][number], most: number): SVGGElement {
  const [[ax, ay, ar], [bx, by, br]] = [from.circle, to.circle];
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

function circle(bubble: Bubble, i: number, large: number): SVGAElement {
  const [x, y, radius] = bubble.circle;
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
    ...names(bubble, x, y, radius, large),
  );
}

/** Up to three names on lines of their own, as long as the circle is wide there, and the number of articles. */
function names(bubble: Bubble, x: number, y: number, radius: number, large: number): SVGTextElement[] {
  const step = LINE * large;
  const lines = [...bubble.names.map((ref) => truncate(ref.name, ref.key, 60)), counted(bubble.articles, 'article')];
  const top = -((lines.length - 1) * step) / 2;
  return lines.map((text, i) => {
    const off = top + i * step;
    const wide = 2 * Math.sqrt(Math.max(0, radius ** 2 - (Math.abs(off) + step / 3) ** 2));
    const kind = i === 0 ? 'first' : i === lines.length - 1 ? 'small' : '';
    const size = (kind === 'small' ? SMALL : NAME) * large;
    return s(
      'text',
      { class: kind, x, y: y + off + size * 0.3, 'font-size': size },
      fitting(text, `${kind === 'first' ? 650 : 400} ${size}px ${FACE}`, wide - 6),
    );
  });
}

/** As much of a text as is at most so wide. */
function fitting(text: string, font: string, wide: number): string {
  const context = ruler.getContext('2d') as CanvasRenderingContext2D;
  context.font = font;
  let most = [...text].length;
  while (most > 4 && context.measureText(truncate(text, '', most)).width > wide) most -= 1;
  return truncate(text, '', most);
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
