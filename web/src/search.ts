/** A search box that proposes while one types (a combobox as WAI-ARIA describes it): entities, questions, sentences, articles. */

import { aborted, api, type SearchAnswer } from './api';
import { fill, h, truncate, uniqueId } from './dom';
import { links, navigate } from './router';

export interface SearchOptions {
  label: string;
  placeholder: string;
  pick: (key: string, name: string) => void;
  more?: ((text: string) => void) | undefined; // a last option for everything else that matches; without it only entities are proposed
  keep?: boolean; // leave the chosen name in the box
}

export interface SearchBox {
  element: HTMLElement;
  input: HTMLInputElement;
  focus: () => void;
}

interface Option {
  group: string;
  text: string;
  detail: string;
  type: string | null;
  run: () => void;
}

const DELAY = 25; // between keys of one stroke, not after a lone one
const LONE = 150; // milliseconds after which a key is a lone one
const LIMIT = 8;
const TEXTS = 3; // sentences, and articles

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
  let rows: HTMLElement[] = [];
  let active = 0;
  let asked: AbortController | null = null;
  let timer = 0;
  let typed = -LONE;
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
    active = (to + rows.length) % Math.max(1, rows.length);
    rows.forEach((row, i) => row.setAttribute('aria-selected', String(i === active)));
    const row = rows[active];
    if (row?.id) input.setAttribute('aria-activedescendant', row.id);
    row?.scrollIntoView({ block: 'nearest' });
  };
  const open = (found: Option[], otherwise: string): void => {
    shown = found;
    rows = found.map((one) => optionRow(one, () => choose(one)));
    const headed = found.some(({ group }) => group !== found[0]?.group);
    const heads = found.map(
      ({ group }, i) =>
        headed && group !== found[i - 1]?.group && h('li', { class: 'group-name', role: 'presentation' }, group),
    );
    fill(
      list,
      rows.map((row, i) => [heads[i], row]),
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
    const since = performance.now() - typed;
    typed += since;
    if (since > LONE) void ask();
    else timer = window.setTimeout(() => void ask(), DELAY);
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
  return { element, input, focus: () => (input.focus(), input.select()) };
}

function proposals(answer: SearchAnswer, text: string, options: SearchOptions): Option[] {
  const { more } = options;
  const entities = answer.entities.map(
    (found): Option => ({
      group: 'People, organizations, places',
      text: truncate(found.name, found.key, 60),
      detail: [
        truncate(found.line, '', 46),
        found.matched && found.matched !== found.name && `also ${truncate(found.matched, '', 30)}`,
      ]
        .filter(Boolean)
        .join(' · '),
      type: found.type,
      run: () => options.pick(found.key, found.name),
    }),
  );
  if (!more) return entities;
  const asked = questions(answer);
  return [...(asked.length ? [...asked, ...entities.slice(0, LIMIT - 3)] : entities), ...texts(answer, text, more)];
}

/** What a search asks: how two are joined, or a named query. */
function questions(answer: SearchAnswer): Option[] {
  return [
    ...answer.pairs.map(
      ({ a, b }): Option => ({
        group: 'Questions',
        text: `How are ${truncate(a.name, a.key, 40)} and ${truncate(b.name, b.key, 40)} joined?`,
        detail: 'paths between the two',
        type: null,
        run: () => navigate(links.paths(a.key, b.key)),
      }),
    ),
    ...answer.questions.map(
      (one): Option => ({
        group: 'Questions',
        text: truncate(one.title, '', 80),
        detail: one.within.length ? 'places in it, too' : one.purpose,
        type: null,
        run: () => navigate(links.query(one.query, one.parameters, one.within)),
      }),
    ),
  ];
}

function texts(answer: SearchAnswer, text: string, more: (text: string) => void): Option[] {
  const sentences = answer.sentences.slice(0, TEXTS).map(
    (one): Option => ({
      group: 'Sentences',
      text: truncate(one.text, '', 96),
      detail: truncate(one.article.title ?? one.article.id, '', 34),
      type: null,
      run: () => navigate(links.article(one.article.id)),
    }),
  );
  const articles = answer.articles.slice(0, TEXTS).map(
    (one): Option => ({
      group: 'Articles',
      text: truncate(one.title ?? one.id, one.id, 80),
      detail: [one.source, one.published].filter(Boolean).join(', '),
      type: null,
      run: () => navigate(links.article(one.id)),
    }),
  );
  if (!answer.sentences.length && !answer.articles.length) return [];
  const all: Option = {
    group: 'Articles',
    text: `All that matches “${truncate(text, '', 30)}”`,
    detail: 'in sentences and articles',
    type: null,
    run: () => more(text),
  };
  return [...sentences, ...articles, all];
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
