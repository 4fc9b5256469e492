/** Light or dark: as the system says, or as the person chose. */

export type Theme = 'system' | 'light' | 'dark';
const ORDER: readonly Theme[] = ['system', 'light', 'dark'];
const KEY = 'kg-theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

export function theme(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  } catch {
    return 'system'; // storage may be switched off
  }
}

export function isDark(): boolean {
  const chosen = theme();
  return chosen === 'system' ? dark.matches : chosen === 'dark';
}

/** Put the theme on the page and tell listeners of `kg:theme`. */
export function applyTheme(): void {
  document.documentElement.dataset['theme'] = isDark() ? 'dark' : 'light';
  dispatchEvent(new Event('kg:theme'));
}

export function nextTheme(): Theme {
  const next = ORDER[(ORDER.indexOf(theme()) + 1) % ORDER.length];
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // then it holds for this page only
  }
  applyTheme();
  return next;
}

dark.addEventListener('change', applyTheme);

/** The value of a colour or size of style.css, for what is drawn rather than styled. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

export function reducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
