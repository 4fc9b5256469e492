import { join } from 'node:path';
import type { Plugin } from 'vite';
import appearance from '../../kg/page/appearance.json';

const NAME = 'virtual:appearance.css';
const MODULE = join(import.meta.dirname, '..', 'src', 'appearance.css'); // not on disk

/** The shape of a type as its dot has it; src/network/shapes.ts draws the same ones. */
const SHAPES: Readonly<Record<string, string>> = {
  square: 'border-radius: 1px; transform: scale(0.9);',
  diamond: 'border-radius: 1px; transform: rotate(45deg) scale(0.85);',
  triangle: 'border-radius: 0; clip-path: polygon(50% 4%, 100% 94%, 0 94%);',
  hexagon: 'border-radius: 0; clip-path: polygon(25% 5%, 75% 5%, 100% 50%, 75% 95%, 25% 95%, 0 50%);',
  star: 'border-radius: 0; clip-path: polygon(50% 0, 63% 34%, 100% 37%, 72% 60%, 82% 96%, 50% 76%, 18% 96%, 28% 60%, 0 37%, 37% 34%);',
};

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
    ...appearance.types.map(({ id, shape }) => `.dot.type-${id.toLowerCase()} { ${SHAPES[shape] ?? ''} }`),
    ...types.map(
      ([id]) =>
        `.dot.type-${id} { background: var(--${id}); } .net-dot.net-${id} { fill: var(--${id}); } .piece.mention.type-mention-${id} { border-bottom-color: var(--${id}); }`,
    ),
  ].join('\n');
}
