/** The place to write SPARQL: a plain field at once, the editor in its place when it has been loaded. */

import { fill, h } from '../../dom';
import type { Editor } from './editor';
import { EXAMPLE, PREFIXES, vocabulary } from './terms';

export interface OwnQuery {
  element: HTMLElement;
  stop: () => void;
}

export interface OwnOptions {
  text: string | null;
  words: readonly { id: string }[];
  unknown: string | null; // a named query that the address asks for and that is not there
  run: (query: string) => void;
}

let draft = EXAMPLE; // what was written last, kept while one looks at other pages

export function ownQuery(options: OwnOptions): OwnQuery {
  if (options.text !== null) draft = options.text;
  let editor: Editor | null = null;
  let gone = false;
  const area = h(
    'textarea',
    { class: 'plain-editor', rows: 12, spellcheck: 'false', 'aria-label': 'SPARQL query' },
    draft,
  );
  const slot = h('div', { class: 'editor' }, area);
  const text = (): string => editor?.text() ?? area.value;
  const run = (): void => options.run(text());
  area.addEventListener('input', () => {
    draft = area.value;
  });
  area.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run();
  });
  import('./editor').then(
    (module) => {
      if (gone) return;
      const focused = document.activeElement === area;
      draft = area.value;
      fill(slot);
      editor = module.openEditor(slot, {
        text: draft,
        words: vocabulary(options.words),
        run,
        changed: (now) => {
          draft = now;
        },
      });
      if (focused) editor.focus();
    },
    () => undefined,
  ); // the plain field stays
  const prefixes = (): void => {
    if (editor) editor.addPrefixes(PREFIXES);
    else
      area.value =
        Object.entries(PREFIXES)
          .map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`)
          .join('') + area.value;
  };
  const element = h(
    'div',
    { class: 'own-query' },
    h('h1', {}, 'Ask in SPARQL'),
    options.unknown &&
      h(
        'p',
        { class: 'faint', role: 'alert' },
        `There is no question named ${options.unknown}. Choose one from the list, or write your own.`,
      ),
    slot,
    h(
      'p',
      { class: 'query-buttons' },
      h('button', { type: 'button', class: 'primary', onclick: run, title: 'Ctrl+Enter' }, 'Run'),
      h('button', { type: 'button', onclick: prefixes }, 'Add all prefixes'),
      h(
        'span',
        { class: 'hint' },
        'Ctrl+Enter runs it, Ctrl+Space completes a name, Esc leaves the editor. Queries only read.',
      ),
    ),
  );
  return {
    element,
    stop: () => {
      gone = true;
      editor?.close();
    },
  };
}
