import 'virtual:appearance.css';
import { onGeneration } from './api';
import { header } from './header';
import { reload, start, type PageModule, type Pages } from './router';
import { applyTheme } from './theme';

/** A page is a file of src/pages (or its folder's index.ts): pages/entity.ts answers at /entity. */
const files = import.meta.glob<PageModule>(['./pages/*.ts', './pages/*/index.ts']);

function pages(): Pages {
  const table: Record<string, () => Promise<PageModule>> = {};
  for (const [file, load] of Object.entries(files)) {
    const name = file.replace('./pages/', '').replace(/(\/index)?\.ts$/, '');
    table[name === 'home' ? '/' : `/${name}`] = load;
  }
  return table;
}

applyTheme();
header(document.getElementById('header') as HTMLElement, pages());
start(pages());

// The drawing comes before the text beside it.
document.querySelector('.skip')?.addEventListener('click', (event) => {
  event.preventDefault();
  (document.querySelector<HTMLElement>('#main .stage') ?? document.getElementById('main'))?.focus();
});

// The network page follows a changed graph by itself, without losing its view.
onGeneration(() => {
  if (location.pathname !== '/network') setTimeout(reload, 0);
});
