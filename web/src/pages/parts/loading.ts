/** A page while it loads, when it fails, and where it was scrolled to when it comes back. */

import { aborted, ApiError } from '../../api';
import { fill, h, message, type Child } from '../../dom';

/** What a page asks for, dropped when the page goes. */
export interface Loading {
  signal: AbortSignal;
  stop: () => void;
}

const scrolled = new Map<string, number>();

/** Ask, then draw; meanwhile say so, and if it fails say why and offer to try again. */
export function load<T>(
  container: HTMLElement,
  ask: (signal: AbortSignal) => Promise<T>,
  draw: (found: T, signal: AbortSignal) => Child,
  options: { missing?: (error: ApiError) => Child } = {},
): Loading {
  const control = new AbortController();
  const attempt = async (): Promise<void> => {
    container.setAttribute('aria-busy', 'true');
    const timer = setTimeout(() => fill(container, h('p', { class: 'loading', role: 'status' }, 'Loading …')), 150);
    try {
      const found = await ask(control.signal);
      if (!control.signal.aborted) fill(container, draw(found, control.signal));
    } catch (error) {
      if (aborted(error) || control.signal.aborted) return;
      fill(
        container,
        failure(error, () => void attempt(), options.missing),
      );
    } finally {
      clearTimeout(timer);
      container.removeAttribute('aria-busy');
    }
  };
  void attempt();
  return { signal: control.signal, stop: () => control.abort() };
}

/** What went wrong, and a button to try again. */
export function failure(error: unknown, again: () => void, missing?: (error: ApiError) => Child): Child {
  if (missing && error instanceof ApiError && error.status === 404) return missing(error);
  const words = error instanceof Error ? error.message : String(error);
  return message('This did not work', words, h('button', { type: 'button', onclick: again }, 'Try again'));
}

/** Go back to where this address was scrolled to, if it was left a moment ago; the answer remembers the place. */
export function keepScroll(container: HTMLElement): { restore: () => void; remember: () => void } {
  const place = location.pathname + location.search;
  const scroller = (): Element => scrollerOf(container);
  return {
    restore: () => {
      const at = scrolled.get(place);
      scrolled.delete(place);
      if (at) scroller().scrollTop = at;
    },
    remember: () => {
      scrolled.clear();
      scrolled.set(place, scroller().scrollTop);
    },
  };
}

function scrollerOf(element: HTMLElement): Element {
  for (let at: HTMLElement | null = element; at; at = at.parentElement) {
    if (at.scrollHeight > at.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return document.scrollingElement ?? document.documentElement;
}
