import type { DialogContext } from '../actions';
import { api } from '../api';
import { h, plain, truncate } from '../dom';
import { decide } from './decide';
import { field, openForm } from './dialog';
import { needEntity } from './need';

const LONGEST_NAME = 300;
const LONGEST_NOTE = 2000;

/** Choose the name that an entity goes by: one of its own, or another. */
export async function openRename(context: DialogContext): Promise<void> {
  const entity = await api.entity(needEntity(context).key);
  const input = h('input', {
    type: 'text',
    value: plain(entity.name, '').slice(0, LONGEST_NAME),
    maxlength: LONGEST_NAME,
    autocomplete: 'off',
  });
  const take = (name: string) => (): void => {
    input.value = name;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.focus();
  };
  const others = entity.aliases.filter((alias) => plain(alias, '')).slice(0, 12);
  openForm({
    title: 'Rename',
    body: [
      field('Name', input),
      others.length > 0 &&
        h(
          'div',
          { class: 'proposals', role: 'group', 'aria-label': 'Names in the articles' },
          others.map((alias) =>
            h(
              'button',
              { type: 'button', class: 'small', onclick: take(plain(alias).slice(0, LONGEST_NAME)) },
              h('bdi', {}, truncate(alias, undefined, 50)),
            ),
          ),
        ),
    ],
    submit: 'Rename',
    ready: () => input.value.trim() !== '' && input.value.trim() !== entity.name,
    run: () => decide('rename', [entity.key, input.value.trim()], `Renamed to ${truncate(input.value, '', 60)}.`),
  });
}

/** Write a note on an entity. */
export async function openNote(context: DialogContext): Promise<void> {
  const entity = await api.entity(needEntity(context).key);
  const before = entity.note ?? '';
  const area = h('textarea', { rows: 4, maxlength: LONGEST_NOTE }, before);
  openForm({
    title: `Note on ${truncate(entity.name, entity.key, 50)}`,
    intro: 'It stands on the entity’s page and in every file that is made of the graph.',
    body: field('Note', area),
    submit: 'Keep note',
    ready: () => area.value.trim() !== '' && area.value.trim() !== before,
    run: () => decide('note', [entity.key, area.value.trim().replace(/\s+/g, ' ')], 'Noted.'),
  });
}
