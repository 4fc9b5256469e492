/** A field in which an entity is looked up and chosen. */

import type { Ref } from '../api';
import { h, truncate } from '../dom';
import { typeDot } from '../pages/parts/names';
import { searchBox } from '../search';

export interface Picker {
  element: HTMLElement;
  chosen: () => Ref | null;
}

export function picker(label: string, options: { placeholder?: string; not?: string; start?: Ref | undefined } = {}): Picker {
  let picked: Ref | null = options.start ?? null;
  const shown = h('p', { class: 'picked', 'aria-live': 'polite' });
  const show = (): void => {
    shown.replaceChildren();
    if (picked) shown.append(typeDot(picked.type), h('bdi', {}, truncate(picked.name, picked.key, 70)), h('code', {}, picked.key));
    else shown.append(h('span', { class: 'faint' }, 'Nothing chosen yet.'));
    shown.dispatchEvent(new Event('kg:changed', { bubbles: true }));
  };
  const box = searchBox({
    label,
    placeholder: options.placeholder ?? 'A name, in any spelling …',
    pick: (key, name) => {
      if (key === options.not) {
        shown.replaceChildren(h('span', { class: 'faint' }, 'That is the entity itself; choose another.'));
        return;
      }
      picked = { key, name, type: typeOf(key) };
      show();
    },
  });
  show();
  return { element: h('div', { class: 'picker' }, h('span', { class: 'picker-label' }, label), box.element, shown), chosen: () => picked };
}

function typeOf(key: string): string {
  const start = key.split('/')[0] ?? '';
  return start.charAt(0).toUpperCase() + start.slice(1);
}
