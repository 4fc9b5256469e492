import { join } from 'node:path';
import type { Plugin } from 'vite';
import appearance from '../../kg/page/appearance.json';

const NAME = 'virtual:appearance.css';
const MODULE = join(import.meta.dirname, '..', 'src', 'appearance.css'); // not on disk

type Colours = readonly (readonly [name: string, light: string, dark: string])[];

/** `virtual:appearance.css`: the colours of statuses and types, and what carries them, from the file that the page is made with too. */
export function appearanceStyle(): Plugin {
  return {
    name: 'appearance',
    resolveId: (id) => (id === NAME ? MODULE : null),
    load: (id) => (id === MODULE ? style() : null),
  };
}

function style(): string {
  const statuses: Colours = appearance.statuses.flatMap(({ id, light, dark }) =>
    light && dark ? [[id, light, dark] as const] : [],
  );
  const types: Colours = appearance.types.map(({ id, light, dark }) => [id.toLowerCase(), light, dark] as const);
  const all: Colours = [...statuses, ...types, ['other', appearance.other.light, appearance.other.dark]];
  const tokens = (which: 1 | 2): string => all.map((colours) => `--${colours[0]}: ${colours[which]};`).join(' ');
  return [
    `:root { ${tokens(1)} }`,
    `:root[data-theme='dark'] { ${tokens(2)} }`,
    ...statuses.map(
      ([id]) =>
        `:root .status-${id} { color: var(--${id}); } .stroke.stroke-${id} { border-top: 2px dashed var(--${id}); }`,
    ),
    ...types.map(
      ([id]) =>
        `.dot.type-${id} { background: var(--${id}); } .net-dot.net-${id} { fill: var(--${id}); } .piece.mention.type-mention-${id} { border-bottom-color: var(--${id}); }`,
    ),
  ].join('\n');
}
