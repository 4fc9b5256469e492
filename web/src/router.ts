/** Pages by path; everything else about a view is in the query string, so back, forward and reload work. */

/** Takes a page down: stop listening, abort requests, drop timers. */
export type Unmount = () => void;

/** A page that can follow a changed query string by itself instead of being mounted anew. */
export interface Live {
  unmount: Unmount;
  update: (params: URLSearchParams) => void;
}

export type Mount = (container: HTMLElement, params: URLSearchParams) => Unmount | Live;

export interface PageModule {
  mount: Mount;
  title: string;
}

export type Pages = Readonly<Record<string, () => Promise<PageModule>>>;

let pages: Pages = {};
let current: { path: string; live: Unmount | Live } | null = null;
let ticket = 0;

/** Listen for links and the history, and show the page of the present address. */
export function start(table: Pages): void {
  pages = table;
  addEventListener('popstate', () => void show());
  document.addEventListener('click', (event) => {
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || link.target || link.hasAttribute('download')) return;
    const url = new URL(link.href, location.href);
    if (url.origin !== location.origin || !(url.pathname in pages) || url.hash) return;
    event.preventDefault();
    navigate(url.pathname + url.search);
  });
  void show();
}

/** Go to a page; `replace` leaves no step in the history, `quiet` only writes the address. */
export function navigate(url: string, options: { replace?: boolean; quiet?: boolean } = {}): void {
  if (url === location.pathname + location.search) {
    if (!options.quiet) void show();
    return;
  }
  if (options.replace) history.replaceState(null, '', url);
  else history.pushState(null, '', url);
  dispatchEvent(new Event('kg:address'));
  if (!options.quiet) void show();
}

/** Mount the present page anew, for instance when the graph has changed. */
export function reload(): void {
  take();
  void show();
}

function take(): void {
  const live = current?.live;
  current = null;
  if (typeof live === 'function') live();
  else live?.unmount();
}

async function show(): Promise<void> {
  if (location.pathname === '/' && location.search) history.replaceState(null, '', `/network${location.search}`); // as older links have it
  const { pathname } = location;
  const params = new URLSearchParams(location.search);
  const mine = ++ticket; // a page that is still being fetched is not wanted any more
  if (current?.path === pathname && typeof current.live !== 'function') {
    current.live.update(params);
    return;
  }
  const load = pages[pathname] ?? pages['/'];
  const module = await load();
  if (mine !== ticket) return;
  take();
  const main = document.getElementById('main') as HTMLElement;
  main.replaceChildren();
  main.className = `page-${pathname.slice(1) || 'home'}`;
  document.title = `${module.title} · newskg`;
  current = { path: pathname, live: module.mount(main, params) };
  dispatchEvent(new Event('kg:page'));
}

/** The address of a page with parameters; empty ones are left out. */
export function address(
  path: string,
  params: Readonly<Record<string, string | number | null | undefined>> = {},
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value));
  }
  const text = query.toString().replace(/%2F/g, '/').replace(/%3A/g, ':');
  return text ? `${path}?${text}` : path;
}

export const links = {
  network: (key: string): string => address('/network', { start: key, sel: `n:${key}` }),
  group: (keys: readonly string[]): string =>
    `/network?${keys
      .map((key) => `only=${encodeURIComponent(key)}`)
      .join('&')
      .replace(/%2F/g, '/')}`,
  paths: (a: string, b: string): string =>
    `/network?path=${encodeURIComponent(`${a}~${b}`).replace(/%2F/g, '/').replace(/%7E/g, '~')}`,
  fact: (key: string, id: string): string => address('/entity', { key, fact: id }),
  entity: (key: string): string => address('/entity', { key }),
  article: (id: string, claim?: string): string => address('/article', { id, claim }),
  articles: (q?: string): string => address('/articles', { q }),
  query: (name: string, values: Readonly<Record<string, string>>, inside: readonly string[] = []): string =>
    address('/query', {
      name,
      ...Object.fromEntries(Object.entries(values).map(([key, value]) => [`p.${key}`, value])),
      in: inside[0],
    }),
};
