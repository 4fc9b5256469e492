/** Dialogs by name (src/dialogs/index.ts), so that panels and pages can open them without loading them first. */

import type { Ref } from './api';

export type DialogName = 'merge' | 'split' | 'rename' | 'note' | 'assert' | 'export' | 'dossier';
export interface DialogContext {
  entity?: Ref; // what the dialog is about
  entities?: string[]; // keys, for a selection
  facts?: string[]; // ids, to export just these; all between the entities where it is left out
  title?: string; // what the exported file is about
}
export interface DialogModule {
  open: (name: DialogName, context: DialogContext) => void;
}

const modules = import.meta.glob<DialogModule>('./dialogs/index.ts');

/** Open a dialog; its module is loaded when first needed. */
export async function openDialog(name: DialogName, context: DialogContext = {}): Promise<void> {
  const load = Object.values(modules)[0];
  if (!load) throw new Error('src/dialogs/index.ts is missing');
  (await load()).open(name, context);
}
