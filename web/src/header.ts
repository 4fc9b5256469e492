import { fill, h } from './dom';
import { links, navigate, type Pages } from './router';
import { searchBox } from './search';
import { meta } from './state';
import { nextTheme, theme } from './theme';

const PAGES: readonly (readonly [string, string])[] = [
  ['/', 'Overview'],
  ['/network', 'Network'],
  ['/articles', 'Articles'],
  ['/query', 'Query'],
  ['/decide', 'Decide'],
];
const THEMES = { system: 'as the system', light: 'light', dark: 'dark' };

/** The bar on every page: where one can go, the search, the theme. */
export function header(container: HTMLElement, pages: Pages): void {
  const nav = h('nav', { 'aria-label': 'Pages' });
  const menu = h(
    'button',
    {
      type: 'button',
      class: 'menu-button quiet',
      'aria-label': 'Pages',
      'aria-expanded': 'false',
      onclick: () => toggle(),
    },
    '☰',
  );
  const toggle = (open = !container.classList.contains('open')): void => {
    container.classList.toggle('open', open);
    menu.setAttribute('aria-expanded', String(open));
  };
  addEventListener('kg:page', () => toggle(false));
  const title = h('a', { class: 'brand', href: '/' }, h('span', { class: 'logo', 'aria-hidden': 'true' }), 'newskg');
  const list = PAGES.filter(([path]) => path in pages);
  const mark = (): void =>
    fill(
      nav,
      list.map(([path, label]) =>
        h('a', { href: path, 'aria-current': location.pathname === path ? 'page' : null }, label),
      ),
    );
  addEventListener('kg:page', mark);
  mark();
  const search = searchBox({
    label: 'Search the graph',
    placeholder: 'A name, two names, or a question: who governs …',
    pick: pickEntity,
    more: '/articles' in pages ? (text) => navigate(links.articles(text)) : undefined,
  });
  fill(container, title, nav, search.element, themeButton(), menu);
  meta().then(
    (found) => {
      if (found.title) title.title = found.title;
    },
    () => undefined,
  ); // the page itself says what is wrong
  addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    if (event.key === '/' && !target.closest('input, textarea, select, [contenteditable], .cm-editor, .CodeMirror')) {
      event.preventDefault();
      search.focus();
    }
  });
}

/** Wherever one is, an entity that is looked up is shown with what it is joined to. */
function pickEntity(key: string): void {
  if (location.pathname === '/network') dispatchEvent(new CustomEvent('kg:pick', { detail: key }));
  else navigate(links.network(key));
}

function themeButton(): HTMLElement {
  const button = h('button', { type: 'button', class: 'theme quiet' });
  const say = (): void => {
    const now = theme();
    button.textContent = now === 'system' ? '◐' : now === 'light' ? '☀' : '☾';
    button.setAttribute('aria-label', `Colours: ${THEMES[now]}`);
    button.title = `Colours: ${THEMES[now]}`;
  };
  button.addEventListener('click', () => {
    nextTheme();
    say();
  });
  say();
  return button;
}
