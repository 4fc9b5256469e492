/** The bars around the drawing: filters, buttons, zoom. */

import { openDialog } from '../actions';
import { fill, h } from '../dom';
import { controls, type Controls } from './controls';
import type { Graph } from './data';
import { showSaved } from './saved';
import { titleOf, type Format } from './saving';
import { toolbar, zoomButtons } from './toolbar';
import { without, type View } from './view';
import { write } from './viewstate';

export interface BarActions {
  restart: () => void;
  time: () => void;
  step: (steps: 1 | 2 | 3) => void;
  choose: (key: string) => void;
  save: (format: Format | 'link') => void;
  shown: () => { entities: string[]; facts: string[] };
}

/** Fill the bars for a graph; what comes back is brought up to date with each view. */
export function bars(view: View, graph: Graph, actions: BarActions): Controls {
  const { parts } = view;
  const page = parts.stage.closest('main');
  const toggle = (): void => {
    const open = parts.filters.clientHeight > 0;
    page?.classList.toggle('filters-open', !open);
    page?.classList.toggle('filters-closed', open);
  };
  const filters = controls(
    graph,
    (part) => view.change(part),
    (key) => view.change({ hidden: without(view.state.hidden, key) }),
  );
  const close = h(
    'button',
    { type: 'button', class: 'quiet close', 'aria-label': 'Close the filters', onclick: toggle },
    '×',
  );
  fill(parts.filters, h('p', { class: 'closing drawer' }, close), filters.element);
  zoomButtons(
    parts.zooming,
    (factor) => view.stage?.lens.zoom(factor),
    () => view.fit(),
  );
  toolbar(parts.toolbar, {
    all: () => view.change({ all: !view.state.all, camera: null }),
    restart: actions.restart,
    sheet: (sheet) => view.change({ sheet: view.state.sheet === sheet ? null : sheet }),
    time: actions.time,
    saved: (at) => void showSaved(at, write(view.state), titleOf(graph, view.state)),
    steps: actions.step,
    onlyThis: () => actions.choose(view.selectedKey() ?? view.state.start[0]),
    go: (way) => (way === 'back' ? history.back() : history.forward()),
    filters: toggle,
    save: actions.save,
    dialog: (name) => void openDialog(name, actions.shown()),
  });
  return filters;
}
