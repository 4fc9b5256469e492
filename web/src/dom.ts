/** Elements made in code: text is always a text node, so nothing that an article says can become markup. */

export type Child = Node | string | number | null | undefined | false | readonly Child[];
type Value = string | number | boolean | null | undefined | ((event: never) => void);
export type Attributes = Readonly<Record<string, Value>>;

/** An element with attributes (`onclick: handler` listens) and children. `style` is refused by the page's policy. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  append(element, children);
  return element;
}

function set(element: HTMLElement, name: string, value: Value): void {
  if (typeof value === 'function') {
    element.addEventListener(name.replace(/^on/, ''), value as EventListener);
  } else if (name.startsWith('on') || name === 'style') {
    throw new Error(`${name} must not be set as text`);
  } else if (name === 'href' && !isSafe(String(value))) {
    return;
  } else if (value === true) {
    element.setAttribute(name, '');
  } else if (value !== null && value !== undefined && value !== false) {
    element.setAttribute(name, String(value));
  }
}

/** Whether a link may point there: a page of this site, or the web. */
export function isSafe(href: string): boolean {
  try {
    return ['http:', 'https:', 'blob:'].includes(new URL(href, location.href).protocol);
  } catch {
    return false;
  }
}

function append(parent: Node, children: readonly Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) append(parent, child as readonly Child[]);
    else if (child instanceof Node) parent.appendChild(child);
    else if (child !== null && child !== undefined && child !== false) {
      parent.appendChild(document.createTextNode(String(child)));
    }
  }
}

/** Put `children` in place of what `parent` holds. */
export function fill(parent: Element, ...children: readonly Child[]): void {
  parent.replaceChildren();
  append(parent, children);
}

const INVISIBLE = /[\p{C}\p{Z}]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
const DIRECTING = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g; // would turn the text around them
const LABEL_LENGTH = 34;

/** `name` on one line that can be seen: controls out, `fallback` where nothing is left. */
export function plain(name: string, fallback = '(no name)'): string {
  const short = name.length > 2000 ? name.slice(0, 2000) : name;
  if (short.replace(INVISIBLE, '') === '') return fallback;
  return short.replace(DIRECTING, '').replace(CONTROLS, ' ').replace(/\s+/g, ' ').trim();
}

/** `name` cut to the length of a label. */
export function truncate(name: string, fallback?: string, length = LABEL_LENGTH): string {
  const points = Array.from(plain(name, fallback));
  return points.length <= length
    ? points.join('')
    : `${points
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}

/** `text` with the stretches of `marks` ([start, end, class], UTF-16 units) in <mark>; overlaps nest in order. */
export function marked(text: string, marks: readonly (readonly [number, number, string?])[]): DocumentFragment {
  const fragment = document.createDocumentFragment();
  const cuts = [...new Set([0, text.length, ...marks.flatMap(([start, end]) => [start, end])])]
    .filter((cut) => cut >= 0 && cut <= text.length)
    .sort((a, b) => a - b);
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [from, to] = [cuts[i], cuts[i + 1]];
    const kinds = marks.filter(([start, end]) => start <= from && to <= end).map(([, , kind]) => kind ?? 'match');
    const piece = document.createTextNode(text.slice(from, to));
    fragment.appendChild(kinds.length ? h('mark', { class: kinds.join(' ') }, piece) : piece);
  }
  return fragment;
}

let ids = 0;
/** An id that no other element of the page has. */
export function uniqueId(prefix: string): string {
  ids += 1;
  return `${prefix}-${ids}`;
}

/** Say something in passing (read out by screen readers); with `action` there is a button for it. */
export function notice(text: string, action?: { label: string; run: () => void }): void {
  const box = document.getElementById('notices');
  if (!box) return;
  const item = h('div', { class: 'notice' }, h('span', {}, text));
  const close = (): void => item.remove();
  if (action) {
    const act = (): void => {
      close();
      action.run();
    };
    item.append(h('button', { type: 'button', onclick: act }, action.label));
  }
  item.append(h('button', { type: 'button', class: 'quiet', 'aria-label': 'Dismiss', onclick: close }, '×'));
  box.replaceChildren(item);
  setTimeout(close, action ? 15_000 : 6_000);
}

/** A box that says what is missing or went wrong, and what to do about it. */
export function message(title: string, advice: string, ...more: readonly Child[]): HTMLElement {
  return h('div', { class: 'message' }, h('h2', {}, title), h('p', {}, advice), ...more);
}
