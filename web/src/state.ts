/** What every page needs to know of the graph, loaded once and again when the graph has changed. */

import { api, onGeneration, type Meta } from './api';

let loaded: Promise<Meta> | null = null;

/** What the graph holds: counts, types, relations, statuses, sources, months. */
export function meta(): Promise<Meta> {
  loaded ??= api.meta().catch((error: unknown) => {
    loaded = null;
    throw error;
  });
  return loaded;
}

onGeneration(() => {
  loaded = null;
});

/** What the network page shows now; other pages' dialogs (export, dossier) ask for it. */
export interface View {
  entities: string[];
  facts: string[];
}
let viewer: (() => View) | null = null;

export function provideView(source: (() => View) | null): void {
  viewer = source;
}

/** The entities and facts that are shown now; empty where no network is open. */
export function currentView(): View {
  return viewer ? viewer() : { entities: [], facts: [] };
}
