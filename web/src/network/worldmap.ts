/** The places of a view on a map that moves and zooms, with the facts at each beside it. */

import type { Ref, Spot, Spots } from '../api';
import { h, message, truncate } from '../dom';
import { degrees } from '../pages/entity/map';
import { counted } from '../pages/parts/names';
import { s } from '../pages/parts/svg';
import { time } from '../panel/evidence';
import { around, held, labelled, moved, project, zoomed, type Box, type Dot } from './mapview';
import type { TableActions } from './table';

const OPEN = 3; // places whose facts are unfolded at first
const ZOOM = 1.5;

export function worldMap({ spots, unknown }: Spots, actions: TableActions): HTMLElement {
  if (!spots.length) {
    return message(
      'No place here lies on the map',
      unknown.length
        ? `Where ${namesOf(unknown)} ${unknown.length === 1 ? 'lies' : 'lie'} is not known.`
        : 'Add places to the view, or facts that tell where they happened.',
    );
  }
  const items = new Map(spots.map((spot, i) => [spot.key, listed(spot, i < OPEN, actions)]));
  const choose = (key: string): void => {
    const item = items.get(key);
    if (item) {
      item.open = true;
      item.scrollIntoView({ block: 'nearest' });
    }
    actions.select(key);
  };
  return h(
    'div',
    { class: 'places' },
    picture(spots, choose),
    h(
      'div',
      { class: 'places-list' },
      [...items.values()],
      unknown.length > 0 && h('p', { class: 'faint' }, `Not on the map: ${namesOf(unknown)}.`),
    ),
  );
}

function namesOf(refs: readonly Ref[]): string {
  const named = refs.slice(0, 6).map((ref) => truncate(ref.name, ref.key, 40));
  return named.join(', ') + (refs.length > named.length ? ` and ${refs.length - named.length} more` : '');
}

function listed(spot: Spot, open: boolean, actions: TableActions): HTMLDetailsElement {
  const fact = (one: Spot['facts'][number]): HTMLElement =>
    h(
      'li',
      {},
      h(
        'button',
        { type: 'button', class: 'link', title: 'Show the sentences', onclick: () => actions.selectFact(one.id) },
        h('bdi', {}, truncate(one.subject.name, one.subject.key, 40)),
        h('span', { class: 'relation' }, ` ${one.label} `),
        h('bdi', {}, truncate(one.object?.name ?? one.value ?? '', '', 40)),
      ),
      time(one) && h('span', { class: 'when' }, ` ${time(one)}`),
    );
  return h(
    'details',
    { class: 'place', open: open && spot.count > 0 },
    h(
      'summary',
      {},
      h('bdi', {}, truncate(spot.name, spot.key, 50)),
      h('span', { class: 'faint' }, ` · ${spot.line}${spot.count ? ` · ${counted(spot.count, 'fact')}` : ''}`),
    ),
    spot.count > 0 ? h('ul', {}, spot.facts.map(fact)) : h('p', { class: 'faint' }, 'No fact of this view is at it.'),
    spot.count > spot.facts.length &&
      h('p', { class: 'faint' }, `The ${spot.facts.length} best attested are listed; filters narrow them down.`),
  );
}

function picture(spots: readonly Spot[], choose: (key: string) => void): HTMLElement {
  const whole = around(spots.map(project));
  let box = whole;
  const land = s('path', { class: 'land' });
  const marks = s('g', {});
  const svg = s(
    'svg',
    { class: 'world moving', role: 'group', 'aria-label': `Map with ${counted(spots.length, 'place')}` },
    s('rect', { class: 'sea', x: -360, y: 0, width: 1080, height: 180 }),
    land,
    marks,
  );
  import('../pages/parts/land').then(
    (module) => land.setAttribute('d', module.default),
    () => undefined,
  );
  const draw = (): void => {
    svg.setAttribute('viewBox', `${box.x} ${box.y} ${box.width} ${box.height}`);
    const unit = box.width / (svg.clientWidth || 640); // degrees for each pixel
    marks.replaceChildren(...labelled(spots, box, unit).map((dot) => drawn(dot, unit, choose)));
  };
  const look = (next: Box): void => {
    box = held(next);
    draw();
  };
  svg.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      look(zoomed(box, event.deltaY > 0 ? 1.25 : 0.8, at(event)));
    },
    { passive: false },
  );
  const at = (event: MouseEvent): readonly [number, number] => {
    const frame = svg.getBoundingClientRect();
    return [(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height];
  };
  drag(svg, (dx, dy) => look(moved(box, dx / (svg.clientWidth || 1), dy / (svg.clientHeight || 1))));
  new ResizeObserver(draw).observe(svg);
  draw();
  const button = (label: string, title: string, run: () => void): HTMLButtonElement =>
    h('button', { type: 'button', class: 'small', title, 'aria-label': title, onclick: run }, label);
  return h(
    'div',
    { class: 'places-map' },
    svg,
    h(
      'div',
      { class: 'zooming', role: 'group', 'aria-label': 'Zoom of the map' },
      button('+', 'Zoom into the map', () => look(zoomed(box, 1 / ZOOM, [0.5, 0.5]))),
      button('−', 'Zoom out of the map', () => look(zoomed(box, ZOOM, [0.5, 0.5]))),
      button('⤢', 'All places in sight', () => look(whole)),
    ),
  );
}

function drawn({ spot, x, y, radius, name }: Dot, unit: number, choose: (key: string) => void): SVGGElement {
  const told = `${truncate(spot.name, spot.key)}: ${counted(spot.count, 'fact')}, ${degrees(spot.latitude, spot.longitude)}`;
  return s(
    'g',
    {
      class: 'spot-mark',
      role: 'button',
      tabindex: 0,
      'aria-label': told,
      'data-key': spot.key,
      onclick: () => choose(spot.key),
      onkeydown: (event: KeyboardEvent) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        choose(spot.key);
      },
    },
    s('title', {}, told),
    s('circle', { class: 'spot', cx: x, cy: y, r: radius }),
    name &&
      s(
        'text',
        { x: name.x, y: name.y, 'font-size': unit * 12, 'stroke-width': unit * 3, 'text-anchor': name.anchor },
        name.text,
      ),
  );
}

/** Call `by` with how many pixels a pressed pointer has moved since the last call. */
function drag(element: SVGSVGElement, by: (dx: number, dy: number) => void): void {
  let last: PointerEvent | null = null;
  element.addEventListener('pointerdown', (event) => {
    if (!(event.target as Element).closest('.spot-mark')) last = event;
  });
  element.addEventListener('pointermove', (event) => {
    if (!last || !event.buttons) return;
    element.setPointerCapture(event.pointerId);
    by(event.clientX - last.clientX, event.clientY - last.clientY);
    last = event;
  });
  for (const end of ['pointerup', 'pointercancel'] as const) {
    element.addEventListener(end, () => {
      last = null;
    });
  }
}
