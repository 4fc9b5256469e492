/** Views that were saved by name, as a list to reopen them from, and a form that saves the present one. */

import { api, type SavedView } from '../api';
import { fill, h, notice, truncate } from '../dom';
import { showPopover } from '../mend/popover';

/** Open the list beside a button; `view` is the query string of what is shown, `title` a name for it. */
export async function showSaved(at: HTMLElement, view: string, title: string): Promise<void> {
  try {
    open(at, view, title, await api.views());
  } catch (error) {
    notice((error as Error).message);
  }
}

function open(at: HTMLElement, view: string, title: string, found: readonly SavedView[]): void {
  const list = h('ul', { class: 'saved-views' });
  const name = h('input', { type: 'text', maxlength: 120, value: title, autocomplete: 'off', 'data-first': true });
  const note = h('textarea', { rows: 2, maxlength: 2000 });
  const row = (saved: SavedView): HTMLElement =>
    h(
      'li',
      {},
      h(
        'div',
        {},
        h(
          'a',
          { href: saved.view ? `/network?${saved.view}` : '/network' },
          h('bdi', {}, truncate(saved.name, '', 60)),
        ),
        saved.note && h('p', { class: 'faint' }, h('bdi', {}, truncate(saved.note, '', 300))),
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'small quiet',
          'aria-label': `Delete the view ${truncate(saved.name)}`,
          onclick: () => void drop(saved),
        },
        '×',
      ),
    );
  const show = (views: readonly SavedView[]): void =>
    fill(list, views.length ? views.map(row) : h('li', { class: 'faint' }, 'None yet.'));
  const drop = async (saved: SavedView): Promise<void> => {
    show(await api.dropView(saved.name));
    notice(`Deleted: ${saved.name}`, { label: 'Undo', run: () => void keep(saved) });
  };
  const keep = async (saved: SavedView): Promise<void> => {
    try {
      show(await api.saveView(saved));
      notice(`Saved: ${saved.name}`);
    } catch (error) {
      notice((error as Error).message);
    }
  };
  show(found);
  const save = (event: Event): void => {
    event.preventDefault();
    if (name.value.trim()) void keep({ name: name.value.trim(), note: note.value.trim(), view });
  };
  showPopover(at, 'Saved views', 'Saved views', [
    h(
      'form',
      { class: 'saved-form', onsubmit: save },
      h('label', {}, h('span', {}, 'This view as'), name),
      h('label', {}, h('span', {}, 'Note'), note),
      h('button', { type: 'submit', class: 'small primary' }, 'Save'),
    ),
    list,
    h('p', { class: 'faint hint' }, 'They stand in views.json of the graph folder, which can be sent along.'),
  ]);
}
