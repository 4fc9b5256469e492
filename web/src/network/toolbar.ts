import type { DialogName } from '../actions';
import { fill, h } from '../dom';
import type { ViewState } from './viewstate';

export interface ToolActions {
  all: () => void;
  restart: () => void;
  list: () => void;
  filters: () => void;
  save: (format: 'png' | 'svg' | 'link') => void;
  dialog: (name: DialogName) => void;
}

/** The buttons over the network. */
export function toolbar(element: HTMLElement, actions: ToolActions): void {
  const tool = (label: string, title: string, run: () => void, extra: Record<string, string> = {}): HTMLButtonElement =>
    h('button', { type: 'button', class: 'small', title, onclick: run, ...extra }, label);
  const all = tool('Show all', 'Everything that passes the filters', actions.all);
  const list = tool('List', 'As tables (L)', actions.list, { 'aria-pressed': 'false' });
  const restart = tool('Start again', 'The most connected part, without filters', actions.restart);
  const save = h(
    'details',
    { class: 'menu' },
    h('summary', { class: 'button small' }, 'Share'),
    h(
      'div',
      { class: 'menu-items' },
      tool('Copy the link', 'To this very view', () => actions.save('link')),
      tool('Picture (PNG)', '', () => actions.save('png')),
      tool('Picture (SVG)', '', () => actions.save('svg')),
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
  fill(
    element,
    tool('Filters', 'Show or hide the filters', actions.filters, { class: 'small filters-button' }),
    all,
    restart,
    list,
    save,
  );
  element.closest('main')?.addEventListener('kg:view', (event) => {
    const state = (event as CustomEvent<ViewState>).detail;
    all.textContent = state.all ? 'Most connected' : 'Show all';
    all.title = state.all ? 'Only the most connected part' : 'Everything that passes the filters';
    list.setAttribute('aria-pressed', String(state.list));
  });
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
