/** The menu of a right click: what can be done with what lies under the pointer. */

import { h } from '../dom';

export interface MenuItem {
  label: string;
  run: () => void;
}

let open: HTMLElement | null = null;

/** Show a menu at a place of the window; it closes when something is chosen, or anywhere else clicked. */
export function showMenu(at: { x: number; y: number }, heading: string, items: readonly MenuItem[]): void {
  closeMenu();
  const before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const buttons = items.map(({ label, run }) =>
    h(
      'button',
      {
        type: 'button',
        role: 'menuitem',
        tabindex: -1,
        onclick: () => {
          closeMenu();
          run();
        },
      },
      label,
    ),
  );
  const menu = h(
    'div',
    { class: 'menu-items context-menu', role: 'menu', 'aria-label': heading },
    h('p', { class: 'context-name' }, h('bdi', {}, heading)),
    buttons,
  );
  menu.addEventListener('keydown', (event) => {
    const i = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: i + 1, ArrowUp: i - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      buttons[(to + buttons.length) % buttons.length]?.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      closeMenu();
      before?.focus();
    }
  });
  document.body.append(menu);
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(4, Math.min(at.x, innerWidth - width - 4))}px`;
  menu.style.top = `${Math.max(4, Math.min(at.y, innerHeight - height - 4))}px`;
  open = menu;
  buttons[0]?.focus();
  setTimeout(() => addEventListener('pointerdown', outside, { capture: true }), 0);
}

function outside(event: Event): void {
  if (!open?.contains(event.target as Node)) closeMenu();
}

export function closeMenu(): void {
  removeEventListener('pointerdown', outside, { capture: true });
  open?.remove();
  open = null;
}
