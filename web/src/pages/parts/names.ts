/** Names of entities and articles as links, the same on every page. */

import type { Article, Ref } from '../../api';
import { h, plain, truncate, type Child } from '../../dom';
import { links } from '../../router';
import './parts.css';

/** An entity's name with the dot of its type, leading to its page. */
export function entityLink(ref: Ref, length = 60): HTMLElement {
  return h(
    'a',
    { class: 'entity-link', href: links.entity(ref.key), title: plain(ref.name, ref.key).slice(0, 300) },
    typeDot(ref.type),
    h('bdi', {}, truncate(ref.name, ref.key, length)),
  );
}

/** The coloured dot of a type; the type's name stands beside it or in a title. */
export function typeDot(type: string): HTMLElement {
  return h('span', { class: `dot type-${type.toLowerCase().replace(/[^a-z]/g, '')}`, 'aria-hidden': 'true' });
}

/** The type that a key begins with: "Person" of person/anna-berg. */
export function typeOfKey(key: string): string {
  const start = key.split('/')[0] ?? '';
  return start.charAt(0).toUpperCase() + start.slice(1);
}

/** An article's title, leading to its page. */
export function articleLink(article: Article, length = 110): HTMLElement {
  return h(
    'a',
    { href: links.article(article.id) },
    h('bdi', {}, truncate(article.title ?? article.id, article.id, length)),
  );
}

/** Who published an article and when. */
export function articleSource(article: Article): Child {
  return [
    article.source && h('bdi', { class: 'publisher' }, truncate(article.source, '', 50)),
    article.published && h('time', { datetime: article.published }, article.published),
  ];
}

/** `1 article`, `2 articles`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
