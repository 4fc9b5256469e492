/** A small panel beside what it is about: it takes the focus, and goes on Escape or with a press elsewhere. */

import { h, type Child } from '../dom';
import './mend.css';

export interface Anchor {
  getBoundingClientRect: () => DOMRect;
}
interface Open {
  element: HTMLElement;
  closed: (chosen: boolean) => void;
  before: HTMLElement | null;
}

const GAP = 6;
let open: Open | null = null;

export interface PopoverOptions {
  focus?: boolean; // on its first control; left where it is while a person marks words
  closed?: (chosen: boolean) => void; // whether something in it was chosen
  stays?: (target: Element) => boolean; // presses that leave it open
}

/** Show the panel in place of the one that is open. */
export function showPopover(
  at: Anchor,
  heading: Child,
  label: string,
  body: Child,
  options: PopoverOptions = {},
): void {
  closePopover();
  const before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const close = h(
    'button',
    { type: 'button', class: 'quiet small', 'aria-label': 'Close', onclick: () => closePopover({ back: true }) },
    '×',
  );
  const element = h(
    'div',
    { class: 'popover', role: 'dialog', 'aria-label': label },
    h('div', { class: 'popover-head' }, h('p', { class: 'popover-name' }, heading), close),
    body,
  );
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    closePopover({ back: true });
  });
  document.body.append(element);
  place(element, at.getBoundingClientRect());
  const { closed = () => undefined, stays = () => false, focus = true } = options;
  open = { element, closed, before };
  if (focus) first(element)?.focus({ preventScroll: true });
  const outside = (event: Event): void => {
    if (open?.element !== element) return removeEventListener('pointerdown', outside, { capture: true });
    const target = event.target as Element;
    if (!element.contains(target) && !stays(target)) closePopover();
  };
  setTimeout(() => addEventListener('pointerdown', outside, { capture: true }), 0);
}

function first(element: HTMLElement): HTMLElement | null {
  return element.querySelector<HTMLElement>('[data-first]') ?? element.querySelector<HTMLElement>('a, button, input');
}

/** Under what it is about, or above where there is more room; never out of the window. */
function place(element: HTMLElement, about: DOMRect): void {
  const { width, height } = element.getBoundingClientRect();
  const below = innerHeight - about.bottom - GAP;
  const above = about.top - GAP;
  const top = height <= below || below >= above ? about.bottom + GAP : about.top - GAP - height;
  element.style.left = `${Math.max(4, Math.min(about.left, innerWidth - width - 4))}px`;
  element.style.top = `${Math.max(4, Math.min(top, innerHeight - height - 4))}px`;
}

/** Close it; `back` gives the focus back, `chosen` says that something was taken. */
export function closePopover({ back = false, chosen = false } = {}): void {
  const now = open;
  open = null;
  now?.element.remove();
  if (back) now?.before?.focus({ preventScroll: true });
  now?.closed(chosen);
}

/** A button of a panel: it closes the panel and does something. */
export function choice(label: Child, run: () => void, attributes: Record<string, string | boolean> = {}): HTMLElement {
  return h(
    'button',
    {
      type: 'button',
      class: 'popover-choice',
      ...attributes,
      onclick: () => {
        closePopover({ back: true, chosen: true });
        run();
      },
    },
    label,
  );
}
