/** A field in which an entity is looked up and chosen. */

import type { Ref } from '../api';
import { h, truncate } from '../dom';
import { typeDot, typeOfKey } from '../pages/parts/names';
import { searchBox } from '../search';

export interface Picker {
  element: HTMLElement;
  chosen: () => Ref | null;
  text: () => string; // what was typed and not chosen from
}

export interface PickerOptions {
  placeholder?: string;
  not?: string; // the key of one that cannot be chosen
  start?: Ref | undefined;
  none?: string; // what it means to choose nothing, where that is allowed
}

export function picker(label: string, options: PickerOptions = {}): Picker {
  let picked: Ref | null = options.start ?? null;
  const shown = h('p', { class: 'picked', 'aria-live': 'polite' });
  const show = (): void => {
    shown.replaceChildren();
    if (picked)
      shown.append(
        typeDot(picked.type),
        h('bdi', {}, truncate(picked.name, picked.key, 70)),
        h('code', {}, picked.key),
      );
    else shown.append(h('span', { class: 'faint' }, options.none ?? 'Nothing chosen yet.'));
    if (picked && options.none)
      shown.append(
        h(
          'button',
          {
            type: 'button',
            class: 'small quiet',
            'aria-label': `${label}: clear`,
            onclick: () => {
              picked = null;
              show();
              box.focus();
            },
          },
          '×',
        ),
      );
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
      picked = { key, name, type: typeOfKey(key) };
      show();
    },
  });
  show();
  return {
    element: h('div', { class: 'picker' }, h('span', { class: 'picker-label' }, label), box.element, shown),
    chosen: () => picked,
    text: () => box.input.value.trim(),
  };
}
