/** The dialogs by their names; actions.ts loads this module when the first of them is opened. */

import type { DialogContext, DialogName } from '../actions';
import { notice } from '../dom';
import { openAssert } from './assert';
import { openDossier } from './dossier';
import { openExport } from './export';
import { openMerge } from './merge';
import { openNote, openRename } from './rename';
import { openSplit } from './split';

const DIALOGS: Readonly<Record<DialogName, (context: DialogContext) => Promise<void> | void>> = {
  merge: openMerge,
  split: openSplit,
  rename: openRename,
  note: openNote,
  assert: openAssert,
  export: openExport,
  dossier: openDossier,
};

/** Open a dialog; what it needs to know first may fail, which is said in passing. */
export function open(name: DialogName, context: DialogContext): void {
  Promise.resolve()
    .then(() => DIALOGS[name](context))
    .catch((error: unknown) => notice(error instanceof Error ? error.message : String(error)));
}
