/** A search box that proposes entities while one types (a combobox as WAI-ARIA describes it). */

import { aborted, api, type SearchAnswer } from './api';
import { fill, h, truncate, uniqueId } from './dom';

export interface SearchOptions {
  label: string;
  placeholder: string;
  pick: (key: string, name: string) => void;
  more?: ((text: string) => void) | undefined; // a last option for everything else that matches
  keep?: boolean; // leave the chosen name in the box
}

export interface SearchBox {
  element: HTMLElement;
  input: HTMLInputElement;
  focus: () => void;
}

interface Option {
  text: string;
  detail: string;
  type: string | null;
  run: () => void;
}

const DELAY = 25; // between keys of one stroke, not after the last
const LIMIT = 8;

export function searchBox(options: SearchOptions): SearchBox {
  const list = h('ul', { role: 'listbox', id: uniqueId('found'), 'aria-label': options.label, hidden: true });
  const input = h('input', {
    type: 'text',
    role: 'combobox',
    placeholder: options.placeholder,
    'aria-label': options.label,
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': list.id,
    autocomplete: 'off',
    spellcheck: 'false',
    maxlength: 200,
  });
  const element = h('div', { class: 'search', role: 'search' }, input, list);
  let shown: Option[] = [];
  let active = 0;
  let asked: AbortController | null = null;
  let timer = 0;
  let waiting: (() => void) | null = null; // what Enter meant before the answer came

  const close = (): void => {
    asked?.abort();
    clearTimeout(timer);
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const choose = (option: Option): void => {
    close();
    shown = [];
    input.value = options.keep ? option.text : '';
    option.run();
  };
  const point = (to: number): void => {
    active = (to + shown.length) % Math.max(1, shown.length);
    [...list.children].forEach((row, i) => row.setAttribute('aria-selected', String(i === active)));
    const row = list.children[active];
    if (row?.id) input.setAttribute('aria-activedescendant', row.id);
    row?.scrollIntoView({ block: 'nearest' });
  };
  const open = (rows: Option[], otherwise: string): void => {
    shown = rows;
    fill(
      list,
      rows.map((row) => optionRow(row, () => choose(row))),
    );
    if (!rows.length) fill(list, h('li', { class: 'nothing', role: 'option', 'aria-disabled': 'true' }, otherwise));
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    point(0);
  };
  const ask = async (): Promise<void> => {
    const text = input.value.trim();
    asked?.abort();
    if (!text) return close();
    asked = new AbortController();
    try {
      const answer = await api.search(text, LIMIT, asked.signal);
      open(proposals(answer, text, options), 'Nothing of this name');
    } catch (error) {
      if (aborted(error)) return;
      open([], error instanceof Error ? error.message : String(error));
    }
    waiting?.();
    waiting = null;
  };

  input.addEventListener('input', () => {
    clearTimeout(timer);
    waiting = null;
    shown = [];
    timer = window.setTimeout(() => void ask(), DELAY);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) void ask();
      else point(active + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const first = (): void => {
        if (shown.length) choose(shown[active]);
      };
      if (shown.length) first();
      else waiting = first;
    } else if (event.key === 'Escape') {
      if (list.hidden) input.value = '';
      close();
    }
  });
  input.addEventListener('blur', close);
  input.addEventListener('focus', () => {
    if (input.value.trim() && !options.keep) void ask();
  });
  const focus = (): void => {
    input.focus();
    input.select();
  };
  return { element, input, focus };
}

function proposals(answer: SearchAnswer, text: string, options: SearchOptions): Option[] {
  const rows: Option[] = answer.entities.map((found) => ({
    text: truncate(found.name, found.key, 60),
    detail: found.matched && found.matched !== found.name ? `also ${truncate(found.matched, '', 40)}` : found.type,
    type: found.type,
    run: () => options.pick(found.key, found.name),
  }));
  const { more } = options;
  const texts = answer.sentences.length + answer.articles.length;
  if (more && texts) {
    rows.push({
      text: `All that matches “${truncate(text, '', 30)}”`,
      detail: 'in sentences and articles',
      type: null,
      run: () => more(text),
    });
  }
  return rows;
}

function optionRow(row: Option, choose: () => void): HTMLElement {
  const dot = row.type ? h('span', { class: `dot type-${row.type.toLowerCase()}`, 'aria-hidden': 'true' }) : null;
  const item = h(
    'li',
    { role: 'option', id: uniqueId('option'), 'aria-selected': 'false' },
    dot,
    h('bdi', { class: 'name' }, row.text),
    h('bdi', { class: 'detail' }, row.detail),
  );
  item.addEventListener('pointerdown', (event) => event.preventDefault()); // keep the focus in the box
  item.addEventListener('click', choose);
  return item;
}
