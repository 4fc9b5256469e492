/** What a person had opened in the panel, kept while the panel is filled anew. */

/** How far a person had come in the panel: what was open, where it was scrolled to, what had the focus. */
export interface Kept {
  open: string[];
  scroll: number;
  focus: string | null;
}

export function remember(panel: HTMLElement): Kept {
  const open = [...panel.querySelectorAll<HTMLElement>('details.fact[open]')].map((row) => row.dataset['fact'] ?? '');
  const held = document.activeElement?.closest<HTMLElement>('.verdict button');
  const claim = held && panel.contains(held) ? held.closest<HTMLElement>('[data-claim]')?.dataset['claim'] : undefined;
  const focus = claim
    ? `[data-claim="${CSS.escape(claim)}"] .${held?.classList.contains('reject') ? 'reject' : 'confirm'}`
    : null;
  return { open, scroll: panel.scrollTop, focus };
}

export function restore(panel: HTMLElement, kept: Kept): void {
  for (const id of kept.open)
    panel.querySelector<HTMLDetailsElement>(`details.fact[data-fact="${CSS.escape(id)}"]`)?.setAttribute('open', '');
  const settle = (): void => {
    panel.scrollTop = kept.scroll;
    if (kept.focus) panel.querySelector<HTMLElement>(kept.focus)?.focus({ preventScroll: true });
  };
  settle();
  if (kept.open.length) setTimeout(settle, 250); // once the sentences are there again
}
