/** What keys, the mouse and the panel do to the view. */

import type { Choosing } from './choosing';
import type { Graph } from './data';
import type { DetailActions } from './details';
import type { Growing } from './growing';
import type { KeyActions } from './keyboard';
import type { Actions } from './mouse';
import type { PathSearch } from './pathsearch';
import type { PickActions } from './picking';
import { factsAmong, type View } from './view';
import { read } from './viewstate';

export function keyActions(view: View, choosing: Choosing, growing: Growing, paths: PathSearch): KeyActions {
  return {
    selected: () => view.selectedKey(),
    move: (x, y) => choosing.move(x, y),
    pan: (x, y) => view.stage?.lens.pan(x, y),
    zoom: (factor) => view.stage?.lens.zoom(factor),
    fit: () => view.fit(),
    open: () => view.parts.panel.querySelector<HTMLElement>('h2, h3, button')?.focus(),
    unfold: (key) => void growing.unfold(key),
    fold: (key) => growing.fold(key),
    hide: (key) => growing.hide(key),
    pin: (key) => growing.togglePin(key),
    path: (key) => paths.choose(key),
    list: () => view.change({ sheet: view.state.sheet === 'list' ? null : 'list' }),
    escape: () => (paths.from ? paths.endChoosing() : view.change({ selected: null, picked: [] })),
  };
}

export function mouseActions(view: View, choosing: Choosing, growing: Growing, paths: PathSearch): Actions {
  return {
    select: (what, more) => choosing.clicked(what, more),
    context: (what, at) => choosing.contextMenu(what, at),
    lasso: (nodes) => choosing.pickMore(nodes.map((node) => (view.graph as Graph).key[node])),
    unfold: (node) => {
      if (!paths.from) void growing.toggle(node);
    },
    pin: (node, at) => growing.pin(node, at),
  };
}

export function pickActions(view: View): PickActions {
  return {
    hide: (keys) => view.change({ hidden: new Set([...view.state.hidden, ...keys]), picked: [] }),
    keep: (keys) =>
      view.change({
        ...read(new URLSearchParams()),
        filters: view.state.filters,
        only: [...keys],
        tall: view.tall(),
      }),
    facts: (keys) => factsAmong(view, keys),
    times: () => view.change({ sheet: 'times' }),
    clear: () => view.change({ picked: [] }),
  };
}

/** `highlight` brings out one path, or all of them. */
export function detailActions(
  view: View,
  growing: Growing,
  paths: PathSearch,
  highlight: DetailActions['highlight'],
): DetailActions {
  return {
    select: (selected) => view.change({ selected }),
    unfold: (key) => void growing.unfold(key),
    fold: (key) => growing.fold(key),
    hide: (key) => growing.hide(key),
    pin: (key) => growing.togglePin(key),
    pathFrom: (key) => paths.choose(key),
    clearPath: () => {
      paths.forget();
      view.change({ path: null });
    },
    highlight,
  };
}
