/** A small map of the world with a dot: equirectangular, so a place is where its degrees are. */

import { h, truncate } from '../../dom';
import { s } from '../parts/svg';

const NORTH = 84;
const SOUTH = -58;

/** The map; the coastline's data is loaded when the first place is looked at. */
export function placeMap(latitude: number, longitude: number, name: string): HTMLElement {
  const x = longitude + 180;
  const y = 90 - Math.min(NORTH, Math.max(SOUTH, latitude));
  const land = s('path', { class: 'land' });
  const picture = s(
    'svg',
    {
      class: 'world',
      viewBox: `0 ${90 - NORTH} 360 ${NORTH - SOUTH}`,
      role: 'img',
      'aria-label': `${truncate(name)} on a map of the world: ${degrees(latitude, longitude)}`,
    },
    s('rect', { class: 'sea', x: 0, y: 0, width: 360, height: 180 }),
    land,
    s('line', { class: 'cross', x1: 0, x2: 360, y1: y, y2: y }),
    s('line', { class: 'cross', x1: x, x2: x, y1: 0, y2: 180 }),
    s('circle', { class: 'ring', cx: x, cy: y, r: 5 }),
    s('circle', { class: 'spot', cx: x, cy: y, r: 2.4 }),
  );
  import('../parts/land').then(
    (module) => land.setAttribute('d', module.default),
    () => undefined,
  ); // without it the cross remains
  return h('figure', { class: 'map' }, picture, h('figcaption', {}, degrees(latitude, longitude)));
}

/** `59.33° N, 18.06° E` */
export function degrees(latitude: number, longitude: number): string {
  const side = (value: number, [plus, minus]: readonly [string, string]): string =>
    `${Math.abs(value).toFixed(2)}° ${value < 0 ? minus : plus}`;
  return `${side(latitude, ['N', 'S'])}, ${side(longitude, ['E', 'W'])}`;
}
