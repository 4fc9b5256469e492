/** Keys on the network: everything that the mouse can do. */

export interface KeyActions {
  selected: () => string | null;
  move: (dx: number, dy: number) => void;
  pan: (dx: number, dy: number) => void;
  zoom: (factor: number) => void;
  fit: () => void;
  open: () => void;
  unfold: (key: string) => void;
  fold: (key: string) => void;
  hide: (key: string) => void;
  pin: (key: string) => void;
  path: (key: string) => void;
  list: () => void;
  escape: () => void;
}

const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const PAN = 80;
const ZOOM = 1.35;

export function keyboard(element: HTMLElement, actions: KeyActions): void {
  const plain: Readonly<Record<string, () => void>> = {
    PageUp: () => actions.zoom(1 / ZOOM),
    PageDown: () => actions.zoom(ZOOM),
    0: actions.fit,
    Enter: actions.open,
    l: actions.list,
    Escape: actions.escape,
  };
  const chosen: Readonly<Record<string, (key: string) => void>> = {
    '+': actions.unfold,
    '=': actions.unfold,
    '-': actions.fold,
    h: actions.hide,
    p: actions.pin,
    t: actions.path,
  };
  const unchosen: Readonly<Record<string, () => void>> = {
    '+': () => actions.zoom(1 / ZOOM),
    '=': () => actions.zoom(1 / ZOOM),
    '-': () => actions.zoom(ZOOM),
  };
  element.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== element) return;
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const way = WAYS[name];
    const key = actions.selected();
    if (way && event.shiftKey) actions.pan(way[0] * PAN, way[1] * PAN);
    else if (way) actions.move(way[0], way[1]);
    else if (key !== null && name in chosen) chosen[name](key);
    else if (name in plain) plain[name]();
    else if (key === null && name in unchosen) unchosen[name]();
    else return;
    event.preventDefault();
  });
}
