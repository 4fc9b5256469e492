import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const PERMISSIVE = [
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'Unlicense',
  'CC0-1.0',
  'BlueOak-1.0.0',
];

interface Manifest {
  name: string;
  version: string;
  license: string;
  dependencies?: Record<string, string>;
}

/** Write the licences of every package whose code is in the bundle, and fail at one that is not permissive. */
export function licenses(fileName: string): Plugin {
  return {
    name: 'licenses',
    generateBundle(_options, bundle) {
      const folders = new Set<string>();
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const id of chunk.moduleIds) {
          const folder = packageFolder(id);
          if (folder) withDependencies(folder, folders);
        }
      }
      const texts = [...folders].map(describe).sort();
      const head = "Packages of others in this folder's scripts, with their licences.\n";
      this.emitFile({ type: 'asset', fileName, source: [head, ...texts].join(`\n${'-'.repeat(80)}\n\n`) });
    },
  };
}

/** A package and what it depends on: some packages come with their dependencies' code inside. */
function withDependencies(folder: string, found: Set<string>): void {
  if (found.has(folder)) return;
  found.add(folder);
  for (const name of Object.keys(manifestOf(folder).dependencies ?? {})) {
    for (let at = folder; at !== dirname(at); at = dirname(at)) {
      const inside = join(at, 'node_modules', name);
      if (!existsSync(join(inside, 'package.json'))) continue;
      withDependencies(inside, found);
      break;
    }
  }
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** The folder under node_modules that a module's file belongs to. */
function packageFolder(id: string): string | null {
  const file = id.replace(/^\0/, '').split('?')[0] ?? '';
  if (!file.includes('/node_modules/')) return null;
  let folder = dirname(file);
  while (!isPackage(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

function isPackage(path: string): boolean {
  return existsSync(path) && 'version' in JSON.parse(readFileSync(path, 'utf8'));
}

function describe(folder: string): string {
  const manifest = manifestOf(folder);
  const choices = String(manifest.license).replace(/[()]/g, '').split(/ OR /);
  if (!choices.some((choice) => PERMISSIVE.includes(choice))) {
    throw new Error(
      `${manifest.name} ${manifest.version} has the licence ${manifest.license}, which is not permissive`,
    );
  }
  const file = readdirSync(folder)
    .sort()
    .find((name) => /^licen[cs]e/i.test(name));
  const text = file
    ? readFileSync(join(folder, file), 'utf8').replace(/\r\n/g, '\n').trim()
    : '(no licence file in the package)';
  return `${manifest.name} ${manifest.version}: ${manifest.license}\n\n${text}\n`;
}
