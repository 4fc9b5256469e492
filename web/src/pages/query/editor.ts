/** The SPARQL editor (Yasqe without what would ask other sites: plugins/editor.ts); a module of its own, loaded on need. */

import Yasqe from '@zazuko/yasqe';
import '@zazuko/yasqe/build/yasqe.min.css';
import './editor.css';

export interface Editor {
  text: () => string;
  setText: (text: string) => void;
  addPrefixes: (prefixes: Readonly<Record<string, string>>) => void;
  focus: () => void;
  close: () => void;
}

export interface EditorOptions {
  text: string;
  words: readonly string[]; // prefixed names to propose
  changed: (text: string) => void;
  run: () => void;
}

const NAME = /^[A-Za-z]+:[\w-]*$/;

export function openEditor(parent: HTMLElement, options: EditorOptions): Editor {
  propose(options.words);
  const extraKeys = {
    'Ctrl-Enter': options.run,
    'Cmd-Enter': options.run,
    'Ctrl-Space': complete,
    Tab: false,
    'Shift-Tab': false,
  };
  const editor = new Yasqe(parent, {
    value: options.text,
    // Its own ways of asking, keeping and sharing stay shut: this page has its own.
    requestConfig: { endpoint: '/sparql' },
    createShareableLink: undefined,
    createShortLink: undefined,
    consumeShareLink: null,
    persistenceId: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: '300px',
    autocompleters: ['variables', 'terms'],
    extraKeys: { ...(Yasqe.defaults.extraKeys as object), ...extraKeys },
    screenReaderLabel: 'SPARQL query',
  } as unknown as ConstructorParameters<typeof Yasqe>[1]);
  editor.on('change', () => options.changed(editor.getValue()));
  return {
    text: () => editor.getValue(),
    setText: (text) => editor.setValue(text),
    addPrefixes: (prefixes) => editor.addPrefixes({ ...prefixes }),
    focus: () => editor.focus(),
    close: () => editor.destroy(),
  };
}

function complete(editor: Yasqe): void {
  editor.autocomplete();
}

function propose(words: readonly string[]): void {
  Yasqe.registerAutocompleter(
    {
      name: 'terms',
      bulk: false,
      autoShow: true,
      isValidCompletionPosition: (editor: Yasqe) =>
        NAME.test((editor.getCompleteToken() as { string?: string }).string ?? ''),
      get: (_editor: Yasqe, token?: { string: string }) =>
        words.filter((word) => word.toLowerCase().startsWith((token?.string ?? '').toLowerCase())).slice(0, 60),
    } as Parameters<typeof Yasqe.registerAutocompleter>[0],
    false,
  );
}
