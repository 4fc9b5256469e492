/** All articles of the graph, and what their texts and sentences say of some words. */

import { aborted, api, type Article, type SearchAnswer } from '../../api';
import { fill, h, marked, message, plain, truncate, uniqueId, type Child } from '../../dom';
import { address, navigate, type Live } from '../../router';
import { keepScroll, load } from '../parts/loading';
import { articleLink, articleSource, counted, entityLink } from '../parts/names';
import './articles.css';

export const title = 'Articles';
type Row = Article & { entities: number; facts: number };
type Order = 'date' | 'title' | 'facts' | 'entities';

const PORTION = 200;
const FOUND = 40;
const DELAY = 250;
const ORDERS: readonly (readonly [Order, string])[] = [
  ['date', 'newest first'],
  ['title', 'by title'],
  ['facts', 'most facts first'],
  ['entities', 'most entities first'],
];

interface Wanted {
  q: string;
  source: string;
  order: Order;
}

export function mount(container: HTMLElement, params: URLSearchParams): Live {
  const scroll = keepScroll(container);
  const page = h('div', { class: 'articles-page' });
  container.append(page);
  let view: View | null = null;
  let now = params;
  const loading = load(
    page,
    (signal) => api.articles(signal),
    (articles) => {
      if (!articles.length) return message('No articles', 'Read some into the graph: kg build FOLDER');
      view = new View(articles);
      view.follow(now);
      setTimeout(scroll.restore, 0);
      return view.element;
    },
  );
  return {
    unmount: () => {
      scroll.remember();
      loading.stop();
      view?.stop();
    },
    update: (next) => {
      now = next;
      view?.follow(next);
    },
  };
}

class View {
  private readonly words = h('input', {
    type: 'search',
    placeholder: 'Words of a title or of the text …',
    'aria-label': 'Search the articles',
    maxlength: 200,
  });
  private readonly source: HTMLSelectElement;
  private readonly order = h(
    'select',
    { 'aria-label': 'Order' },
    ORDERS.map(([value, label]) => h('option', { value }, label)),
  );
  private readonly list = h('div', { class: 'article-rows' });
  private readonly found = h('div', { class: 'found' });
  private timer = 0;
  private asked: AbortController | null = null;
  private searched = '';

  constructor(private readonly articles: readonly Row[]) {
    this.source = this.sources();
    this.words.addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.changed(), DELAY);
    });
    for (const control of [this.source, this.order]) control.addEventListener('change', () => this.changed());
  }

  get element(): Child {
    return [
      h(
        'header',
        { class: 'articles-head' },
        h('h1', {}, 'Articles'),
        h(
          'form',
          {
            class: 'articles-form',
            role: 'search',
            onsubmit: (event: Event) => {
              event.preventDefault();
              this.changed();
            },
          },
          this.words,
          this.source,
          this.order,
        ),
      ),
      this.found,
      this.list,
    ];
  }

  stop(): void {
    clearTimeout(this.timer);
    this.asked?.abort();
  }

  follow(params: URLSearchParams): void {
    const order = ORDERS.find(([value]) => value === params.get('order'))?.[0] ?? 'date';
    const wanted = { q: params.get('q') ?? '', source: params.get('source') ?? '', order };
    if (document.activeElement !== this.words) this.words.value = wanted.q;
    this.source.value = wanted.source;
    this.order.value = wanted.order;
    this.draw(wanted);
    void this.search(wanted.q);
  }

  private changed(): void {
    navigate(
      address('/articles', {
        q: this.words.value.trim(),
        source: this.source.value,
        order: this.order.value === 'date' ? '' : this.order.value,
      }),
      { replace: true },
    );
  }

  private sources(): HTMLSelectElement {
    const counts = new Map<string, number>();
    for (const { source } of this.articles) counts.set(source ?? '', (counts.get(source ?? '') ?? 0) + 1);
    const options = [...counts].filter(([name]) => name).sort(([a], [b]) => (a < b ? -1 : 1));
    return h(
      'select',
      { 'aria-label': 'Publisher' },
      h('option', { value: '' }, 'every publisher'),
      options.map(([name, count]) => h('option', { value: name }, `${truncate(name, '', 60)} (${count})`)),
    );
  }

  private draw(wanted: Wanted): void {
    const rows = sorted(
      this.articles.filter((article) => fits(article, wanted)),
      wanted.order,
    );
    const id = uniqueId('articles');
    const body = h('ul', { class: 'article-list' });
    const more = h('button', { type: 'button', onclick: () => add() });
    let shown = 0;
    const add = (): void => {
      body.append(...rows.slice(shown, shown + PORTION).map(row));
      shown = Math.min(rows.length, shown + PORTION);
      more.hidden = shown === rows.length;
      more.textContent = `Show more (${(rows.length - shown).toLocaleString('en')} left)`;
    };
    add();
    const all = rows.length === this.articles.length;
    const heading = all
      ? `All ${counted(rows.length, 'article')}`
      : `${rows.length.toLocaleString('en')} of ${counted(this.articles.length, 'article')}${wanted.q ? ' by title, publisher or author' : ''}`;
    fill(
      this.list,
      h(
        'section',
        { 'aria-labelledby': id },
        h('h2', { id, role: 'status' }, heading),
        rows.length ? [body, more] : h('p', { class: 'faint' }, 'None. Use fewer words, or another publisher.'),
      ),
    );
  }

  private async search(q: string): Promise<void> {
    if (q === this.searched) return;
    this.searched = q;
    this.asked?.abort();
    if (!q) return fill(this.found);
    this.asked = new AbortController();
    const { signal } = this.asked;
    try {
      const answer = await api.search(q, FOUND, signal);
      fill(this.found, inTexts(answer));
    } catch (error) {
      if (!aborted(error))
        fill(
          this.found,
          h('p', { class: 'faint', role: 'alert' }, error instanceof Error ? error.message : String(error)),
        );
    }
  }
}

function fits(article: Row, { q, source }: Wanted): boolean {
  if (source && article.source !== source) return false;
  const text = [article.title, article.source, article.author, article.published, article.id].join(' ').toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function sorted(rows: readonly Row[], order: Order): Row[] {
  const by: Readonly<Record<Order, (a: Row, b: Row) => number>> = {
    date: (a, b) => compare(b.published ?? '', a.published ?? ''),
    title: (a, b) => compare(a.title ?? a.id, b.title ?? b.id),
    facts: (a, b) => b.facts - a.facts,
    entities: (a, b) => b.entities - a.entities,
  };
  return [...rows].sort((a, b) => by[order](a, b) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function row(article: Row): HTMLElement {
  return h(
    'li',
    {},
    h('span', { class: 'article-title' }, articleLink(article, 140)),
    h(
      'span',
      { class: 'source' },
      articleSource(article),
      article.author && h('bdi', { class: 'faint' }, truncate(article.author, '', 40)),
    ),
    h(
      'span',
      { class: 'article-counts' },
      counted(article.entities, 'entity', 'entities'),
      ' · ',
      counted(article.facts, 'fact'),
    ),
  );
}

/** What the full-text search finds: entities, sentences behind facts, and articles. */
function inTexts({ entities, sentences, articles }: SearchAnswer): Child {
  if (!entities.length && !sentences.length && !articles.length)
    return h('p', { class: 'faint' }, 'No name, sentence or article holds these words.');
  return [
    entities.length > 0 &&
      part(
        'Entities',
        h(
          'p',
          { class: 'found-entities' },
          entities.slice(0, 12).map((entity) => entityLink(entity, 50)),
        ),
      ),
    sentences.length > 0 &&
      part(
        'Sentences behind facts',
        h(
          'ul',
          { class: 'found-list' },
          sentences.map(({ text, marks, article }) =>
            h(
              'li',
              {},
              h('blockquote', {}, marked(text, marks)),
              h('p', { class: 'source' }, articleLink(article, 80), articleSource(article)),
            ),
          ),
        ),
      ),
    articles.length > 0 &&
      part(
        'In the text',
        h(
          'ul',
          { class: 'found-list' },
          articles.map((article) =>
            h(
              'li',
              {},
              h('p', {}, articleLink(article, 110)),
              h('blockquote', { class: 'faint' }, marked(article.text, article.marks)),
              h('p', { class: 'source' }, articleSource(article)),
            ),
          ),
        ),
      ),
  ];
}

function part(heading: string, content: Child): HTMLElement {
  const id = uniqueId('part');
  return h('section', { 'aria-labelledby': id, class: 'card' }, h('h2', { id }, plain(heading)), content);
}
