import type { DialogName } from '../actions';
import { fill, h } from '../dom';
import type { Format } from './saving';
import type { Sheet, ViewState } from './viewstate';

export interface ToolActions {
  all: () => void;
  restart: () => void;
  sheet: (sheet: Sheet) => void;
  time: () => void;
  saved: (at: HTMLElement) => void;
  filters: () => void;
  steps: (steps: 1 | 2 | 3) => void;
  onlyThis: () => void;
  go: (way: 'back' | 'forward') => void;
  save: (format: Format | 'link') => void;
  dialog: (name: DialogName) => void;
}

const SHEETS: readonly (readonly [Sheet, string, string])[] = [
  ['list', 'List', 'As tables (L)'],
  ['times', 'Timeline', 'Offices and dated facts of what is chosen or shown, on one axis'],
  ['map', 'Map', 'Places and the facts at them'],
];
const STEPS = [1, 2, 3] as const;

/** The buttons over the network. */
export function toolbar(element: HTMLElement, actions: ToolActions): void {
  const tool = (label: string, title: string, run: () => void, extra: Record<string, string> = {}): HTMLButtonElement =>
    h('button', { type: 'button', class: 'small', title, onclick: run, ...extra }, label);
  const all = tool('Show all', 'Everything that passes the filters', actions.all);
  const sheets = SHEETS.map(([sheet, label, title]) => ({
    sheet,
    button: tool(label, title, () => actions.sheet(sheet), { 'aria-pressed': 'false' }),
  }));
  const time = tool('Time', 'What held when, with a slider', actions.time, { 'aria-pressed': 'false' });
  const saved = tool('Views', 'Views that were saved by name, and this one', () => actions.saved(saved));
  const restart = tool('Start again', 'The most connected part, without filters', actions.restart);
  const steps = STEPS.map((count) =>
    tool(
      String(count),
      `What is up to ${count === 1 ? 'one step' : `${count} steps`} around`,
      () => actions.steps(count),
      {
        'aria-label': count === 1 ? '1 step around' : `${count} steps around`,
        'aria-pressed': 'false',
      },
    ),
  );
  const only = tool('Only this', 'Only what is chosen and its neighbours', actions.onlyThis);
  const away = h('span', { class: 'joined', role: 'group', 'aria-label': 'Steps around' }, steps);
  fill(
    element,
    h(
      'span',
      { class: 'joined', role: 'group', 'aria-label': 'Views before and after' },
      tool('←', 'The view before', () => actions.go('back'), { 'aria-label': 'Back' }),
      tool('→', 'The view after', () => actions.go('forward'), { 'aria-label': 'Forward' }),
    ),
    away,
    only,
    tool('Filters', 'Show or hide the filters', actions.filters, { class: 'small filters-button' }),
    time,
    all,
    restart,
    h(
      'span',
      { class: 'joined', role: 'group', 'aria-label': 'In place of the drawing' },
      sheets.map(({ button }) => button),
    ),
    saved,
    share(tool, actions),
  );
  element.closest('main')?.addEventListener('kg:view', (event) => {
    const state = (event as CustomEvent<ViewState>).detail;
    const centred = state.start.length > 0 && !state.only.length && !state.all;
    const chosen = state.selected?.kind === 'node';
    all.textContent = state.all ? 'Most connected' : 'Show all';
    all.title = state.all ? 'Only the most connected part' : 'Everything that passes the filters';
    time.setAttribute('aria-pressed', String(state.filters.at !== null));
    for (const { sheet, button } of sheets) button.setAttribute('aria-pressed', String(state.sheet === sheet));
    steps.forEach((button, i) => {
      button.setAttribute('aria-pressed', String(centred && state.steps === i + 1));
      button.disabled = !centred && !chosen;
    });
    only.disabled = !chosen && !centred;
  });
}

type Tool = (label: string, title: string, run: () => void) => HTMLButtonElement;

function share(tool: Tool, actions: ToolActions): HTMLDetailsElement {
  const save = h(
    'details',
    { class: 'menu' },
    h('summary', { class: 'button small' }, 'Share'),
    h(
      'div',
      { class: 'menu-items' },
      tool('Copy the link', 'To this very view', () => actions.save('link')),
      tool('Picture (PNG)', 'To print or to paste', () => actions.save('png')),
      tool('Picture without background', 'A PNG to lay over something', () => actions.save('clear')),
      tool('Picture (SVG)', 'To print or to edit', () => actions.save('svg')),
      tool('Other formats …', 'GraphML, GEXF, CSV, Turtle, a page for mailing', () => actions.dialog('export')),
      tool('Dossier …', 'A document with a footnote for every fact', () => actions.dialog('dossier')),
    ),
  );
  save.addEventListener('click', (event) => {
    if ((event.target as Element).closest('.menu-items')) save.open = false;
  });
  save.addEventListener('focusout', (event) => {
    if (!save.contains(event.relatedTarget as Node | null)) save.open = false;
  });
  return save;
}

const ZOOM = 1.35;

/** The buttons in the corner of the stage. */
export function zoomButtons(element: HTMLElement, zoom: (factor: number) => void, fit: () => void): void {
  const button = (label: string, title: string, run: () => void): HTMLButtonElement =>
    h('button', { type: 'button', class: 'small', title, 'aria-label': title, onclick: run }, label);
  fill(
    element,
    button('+', 'Zoom in', () => zoom(1 / ZOOM)),
    button('−', 'Zoom out', () => zoom(ZOOM)),
    button('⤢', 'All in sight (0)', fit),
  );
}
