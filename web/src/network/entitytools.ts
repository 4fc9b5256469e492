/** The buttons of an entity in the panel. */

import { openDialog, type DialogName } from '../actions';
import { h, type Child } from '../dom';
import { links } from '../router';
import type { Around, DetailActions } from './details';
import { number } from './numbers';

/** What can be done with an entity that is chosen. */
export function entityTools(
  entity: { key: string; name: string; type: string },
  around: Around,
  actions: DetailActions,
): Child[] {
  const { key } = entity;
  const tool = (
    label: string,
    title: string,
    run: () => void,
    extra: Record<string, string | boolean> = {},
  ): HTMLElement => h('button', { type: 'button', class: 'small', title, onclick: run, ...extra }, label);
  const dialog = (name: DialogName, label: string): HTMLElement =>
    tool(
      label,
      '',
      () => void openDialog(name, { entity: { key, name: entity.name, type: entity.type }, entities: [key] }),
    );
  return [
    around.more > 0
      ? tool(`Unfold ${number(around.more)} more`, 'Show neighbours (+)', () => actions.unfold(key))
      : null,
    tool('Fold up', 'Hide neighbours that hang on this alone (−)', () => actions.fold(key)),
    tool('Hide', 'Leave it out of the view (H)', () => actions.hide(key)),
    tool(around.pinned ? 'Unpin' : 'Pin', 'Keep it in its place (P)', () => actions.pin(key), {
      'aria-pressed': String(around.pinned),
    }),
    tool('Path to …', 'Find how it hangs together with another (T)', () => actions.pathFrom(key)),
    h('a', { class: 'button small', href: links.entity(key) }, 'Open page'),
    h(
      'details',
      { class: 'menu' },
      h('summary', { class: 'button small' }, 'Correct …'),
      h(
        'div',
        { class: 'menu-items' },
        dialog('merge', 'Merge with another'),
        dialog('split', 'Split off'),
        dialog('rename', 'Rename'),
        dialog('note', 'Write a note'),
        dialog('assert', 'Add a fact'),
        dialog('dossier', 'Dossier'),
      ),
    ),
  ];
}
