/** Colours of what is drawn, from the tokens of style.css. */

import appearance from '../../../kg/page/appearance.json';
import { isDark, token } from '../theme';
import type { Graph } from './data';

export interface Palette {
  canvas: string;
  text: string;
  soft: string;
  accent: string;
  edge: string;
  strong: string;
  together: string;
  other: string;
  types: Record<string, string>;
  statuses: Record<string, string>;
  communities: readonly string[];
}

const LIGHT = [
  '#2f6fde',
  '#c2570c',
  '#2a8a5c',
  '#a23b8f',
  '#8a6d00',
  '#0f7f93',
  '#c0392b',
  '#5b5fc7',
  '#6b8e23',
  '#b5547a',
  '#45699c',
  '#8d5a34',
];
const DARK = [
  '#6fa2ff',
  '#f29a4a',
  '#58c48f',
  '#e07fd0',
  '#d9bd4a',
  '#55c4d6',
  '#ff8577',
  '#a3a6ff',
  '#a9cc60',
  '#f099bb',
  '#8fb3e2',
  '#cf9d73',
];

export function palette(): Palette {
  return {
    canvas: token('canvas'),
    text: token('text'),
    soft: token('soft'),
    accent: token('accent'),
    edge: token('edge'),
    strong: token('edge-strong'),
    together: token('faint'),
    other: token('other'),
    types: Object.fromEntries(appearance.types.map(({ id }) => [id, token(id.toLowerCase())])),
    statuses: Object.fromEntries(appearance.statuses.flatMap(({ id, light }) => (light ? [[id, token(id)]] : []))),
    communities: isDark() ? DARK : LIGHT,
  };
}

/** Colours for paper: those of the light theme on white. */
export function printPalette(): Palette {
  return {
    canvas: '#ffffff',
    text: '#1b2330',
    soft: '#4a5566',
    accent: '#1d5fc4',
    edge: '#8a96a6',
    strong: '#5c6b80',
    together: '#7a8495',
    other: appearance.other.light,
    types: Object.fromEntries(appearance.types.map(({ id, light }) => [id, light])),
    statuses: Object.fromEntries(appearance.statuses.flatMap(({ id, light }) => (light ? [[id, light]] : []))),
    communities: LIGHT,
  };
}

export function nodeColour(graph: Graph, node: number, by: 'type' | 'community', colours: Palette): string {
  if (by === 'type') return colours.types[graph.type[node]] ?? colours.other;
  return communityColour(graph.community[node], colours);
}

/** Communities are numbered by size; the small ones share a colour. */
export function communityColour(community: number, colours: Palette): string {
  return colours.communities[community] ?? colours.other;
}

export function statusColour(status: string, colours: Palette): string {
  return colours.statuses[status] ?? colours.edge;
}

/** `colour` (#rrggbb) faded towards `back`. */
export function faded(colour: string, back: string, share = 0.75): string {
  const [one, other] = [rgb(colour), rgb(back)];
  return `#${one
    .map((value, i) =>
      Math.round(value + (other[i] - value) * share)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

function rgb(colour: string): [number, number, number] {
  const number = parseInt(colour.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}
