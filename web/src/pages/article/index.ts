/** An article with everything that was read in it. */

import { api, type ApiError, type ArticleDetail } from '../../api';
import { h, message, plain, truncate, type Child } from '../../dom';
import { links, navigate, type Live } from '../../router';
import { keepScroll, load } from '../parts/loading';
import { counted } from '../parts/names';
import { claimList } from './claims';
import { marking } from './marking';
import { articleText } from './text';
import './article.css';

export const title = 'Article';

interface Drawn {
  elements: Child;
  stop: () => void;
  select: (claim: string | null) => void;
}

export function mount(container: HTMLElement, params: URLSearchParams): Live {
  let view = open(container, params);
  return {
    unmount: () => view.stop(),
    update: (now) => {
      if ((now.get('id') ?? '') === view.id) return view.follow(now.get('claim'));
      view.stop();
      container.replaceChildren();
      view = open(container, now);
    },
  };
}

interface View {
  id: string;
  stop: () => void;
  follow: (claim: string | null) => void;
}

function open(container: HTMLElement, params: URLSearchParams): View {
  const id = params.get('id') ?? '';
  if (!id) {
    container.append(
      message(
        'No article is named',
        'Choose one from the list of articles.',
        h('a', { class: 'button', href: '/articles' }, 'All articles'),
      ),
    );
    return { id, stop: () => undefined, follow: () => undefined };
  }
  const scroll = keepScroll(container);
  const page = h('div', { class: 'article-page' });
  container.append(page);
  let shown = params.get('claim');
  let select: Drawn['select'] = () => undefined;
  let leave = (): void => undefined;
  const pick = (claim: string): void =>
    navigate(links.article(id, claim === shown ? undefined : claim), { replace: true });
  const loading = load(
    page,
    (signal) => api.article(id, signal),
    (article) => {
      leave();
      const drawn = draw(article, pick);
      ({ select, stop: leave } = drawn);
      setTimeout(() => {
        select(shown);
        scroll.restore();
      }, 0);
      return drawn.elements;
    },
    { missing },
  );
  return {
    id,
    stop: () => {
      scroll.remember();
      leave();
      loading.stop();
    },
    follow: (claim) => {
      shown = claim;
      select(claim);
    },
  };
}

function missing(error: ApiError): Child {
  return message(
    'No such article',
    `${error.message}. It may have been taken out of the graph.`,
    h('a', { class: 'button', href: '/articles' }, 'All articles'),
  );
}

function draw(article: ArticleDetail, picked: (claim: string) => void): Drawn {
  const name = article.title ?? article.id;
  document.title = `${truncate(name, article.id, 60)} · newskg`;
  const text = articleText(article, picked);
  const marks = marking(article, text.element);
  const claims = claimList(article, picked, marks.end);
  return {
    elements: [
      h('div', { class: 'article-main' }, h('div', { class: 'article-column' }, head(article), text.element)),
      h(
        'aside',
        { class: 'article-claims', 'aria-label': 'What was read in this article' },
        h('h2', {}, 'What it says ', h('span', { class: 'count' }, article.claims.length)),
        article.claims.length
          ? [h('p', { class: 'hint' }, 'Choose one to see the words it was read from, or to mend it.'), claims.element]
          : h('p', { class: 'faint' }, 'No claim was read from this article.'),
        h('p', { class: 'hint' }, 'Missing one? Click a name in the text, then another.'),
      ),
    ],
    stop: marks.stop,
    select: (claim) => {
      claims.select(claim);
      text.select(claim);
    },
  };
}

function head(article: ArticleDetail): HTMLElement {
  const copies = article.duplicates.filter((id) => id !== article.id);
  return h(
    'header',
    { class: 'article-head' },
    h('h1', {}, h('bdi', {}, truncate(article.title ?? article.id, article.id, 300))),
    h(
      'p',
      { class: 'source' },
      article.source && h('bdi', {}, truncate(article.source, '', 80)),
      article.published && h('time', { datetime: article.published }, article.published),
      article.author && h('bdi', {}, truncate(article.author, '', 80)),
      article.url && h('a', { href: article.url, target: '_blank', rel: 'noreferrer noopener' }, 'on the web ↗'),
    ),
    h(
      'p',
      { class: 'faint' },
      counted(article.mentions.filter(({ key }) => key).length, 'mention'),
      ' · ',
      h('code', {}, plain(article.id)),
    ),
    copies.length > 0 &&
      h(
        'p',
        { class: 'faint' },
        'The same article: ',
        copies.map((id, i) => [i ? ', ' : '', h('a', { href: links.article(id) }, h('bdi', {}, truncate(id, id, 80)))]),
      ),
    legend(),
  );
}

function legend(): HTMLElement {
  const sample = (classes: string, words: string): HTMLElement =>
    h('li', {}, h('span', { class: `piece ${classes}` }, words));
  return h(
    'ul',
    { class: 'article-legend', 'aria-label': 'Legend' },
    sample('mention type-mention-person', 'Person'),
    sample('mention type-mention-organization', 'Organization'),
    sample('mention type-mention-place', 'Place'),
    sample('evidence', 'read as a claim'),
    sample('unread', 'left out'),
  );
}
