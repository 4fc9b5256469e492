import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const NAME = 'virtual:circles';
const FILE = join(import.meta.dirname, '..', '..', 'kg', 'page', 'parts', 'circles.js');

/** `virtual:circles`: where circles of groups and their names stand, from the part that the mailed page has, too. */
export function circles(): Plugin {
  return {
    name: 'circles',
    resolveId: (id) => (id === NAME ? join(import.meta.dirname, '..', 'src', 'circles.js') : null), // not on disk
    load: (id) =>
      id.endsWith(join('src', 'circles.js')) ? `${readFileSync(FILE, 'utf8')}\nexport { circlesIn, linesIn };` : null,
  };
}
