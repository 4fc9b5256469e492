/** One of two entities that may be the same: what is known of it, and the sentences that say so. */

import { api, type ArticleDetail, type Claim, type EntityDetail, type Mark } from '../../api';
import { fill, h, plain, truncate, type Child } from '../../dom';
import { sentence, statusBadge, time } from '../../panel/evidence';
import { links } from '../../router';
import { articleLink, articleSource, counted, entityLink } from '../parts/names';

const FACTS = 7;
const ARTICLES = 5;
const SENTENCES = 3;
const AROUND = 160; // characters of an article around a mention

interface Quoted {
  text: string;
  marks: readonly Mark[];
  source: Child;
}

export function side(entity: EntityDetail, signal: AbortSignal): HTMLElement {
  const sentences = h('div', { class: 'side-sentences' }, h('p', { class: 'faint' }, 'Loading sentences …'));
  quoted(entity, signal).then(
    (found) =>
      fill(
        sentences,
        found.length
          ? found.map(({ text, marks, source }) =>
              h('figure', {}, sentence(text, marks), h('figcaption', { class: 'source' }, source)),
            )
          : h('p', { class: 'faint' }, 'No sentence is at hand.'),
      ),
    () => fill(sentences, h('p', { class: 'faint' }, 'The sentences could not be loaded.')),
  );
  const others = entity.aliases.filter((alias) => alias !== entity.name).slice(0, 10);
  return h(
    'article',
    { class: 'side', 'aria-label': truncate(entity.name, entity.key, 60) },
    h('h3', { class: 'side-name' }, entityLink(entity, 90)),
    h(
      'p',
      { class: 'faint' },
      entity.type,
      ' · ',
      counted(entity.facts.length, 'fact'),
      ' · ',
      counted(entity.articles.length, 'article'),
    ),
    others.length > 0 &&
      h(
        'p',
        { class: 'aliases' },
        others.map((alias) => h('bdi', { class: 'chip' }, truncate(alias, undefined, 50))),
      ),
    entity.note && h('p', { class: 'note' }, plain(entity.note, '').slice(0, 400)),
    entity.facts.length > 0 &&
      h(
        'ul',
        { class: 'side-facts' },
        entity.facts.slice(0, FACTS).map((fact) => factLine(fact, entity.key)),
        entity.facts.length > FACTS && h('li', { class: 'faint' }, `and ${entity.facts.length - FACTS} more`),
      ),
    h('h4', {}, 'Sentences'),
    sentences,
    entity.articles.length > 0 && [
      h('h4', {}, 'Articles'),
      h(
        'ul',
        { class: 'side-articles' },
        entity.articles
          .slice(0, ARTICLES)
          .map((article) =>
            h('li', {}, articleLink(article, 70), ' ', h('small', { class: 'source' }, articleSource(article))),
          ),
        entity.articles.length > ARTICLES &&
          h('li', { class: 'faint' }, `and ${entity.articles.length - ARTICLES} more`),
      ),
    ],
  );
}

function factLine(fact: EntityDetail['facts'][number], key: string): HTMLElement {
  const outward = fact.subject.key === key;
  const other = outward ? fact.object : fact.subject;
  const name = other ? entityLink(other, 44) : h('bdi', {}, truncate(fact.value ?? '', '', 60));
  const label = h('span', { class: 'relation' }, fact.label);
  return h(
    'li',
    {},
    outward ? [label, ' ', name] : [name, ' ', label],
    time(fact) && h('span', { class: 'when' }, ` ${time(fact)}`),
    fact.status === 'asserted' ? null : [' ', statusBadge(fact.status)],
  );
}

/** Sentences about an entity: those of its facts, else the words around its first mentions. */
async function quoted(entity: EntityDetail, signal: AbortSignal): Promise<Quoted[]> {
  const facts = await Promise.all(entity.facts.slice(0, SENTENCES).map(({ id }) => api.fact(id, signal)));
  const claims = new Map<string, Claim>();
  for (const claim of facts.flatMap(({ evidence }) => evidence))
    if (!claims.has(claim.sentence)) claims.set(claim.sentence, claim);
  const found = [...claims.values()].slice(0, SENTENCES).map(
    (claim): Quoted => ({
      text: claim.sentence,
      marks: claim.marks,
      source: [articleLink(claim.article, 60), articleSource(claim.article)],
    }),
  );
  if (found.length >= SENTENCES) return found;
  const known = new Set([...claims.values()].map(({ article }) => article.id));
  const others = entity.articles.filter(({ id }) => !known.has(id)).slice(0, SENTENCES - found.length);
  const articles = await Promise.all(others.map(({ id }) => api.article(id, signal)));
  return [...found, ...articles.flatMap((article) => around(article, entity.key) ?? [])];
}

/** The words around the first mention of an entity by name. */
function around(article: ArticleDetail, key: string): Quoted | null {
  const own = article.mentions.filter((mention) => mention.key === key);
  const mention = own.find(({ kind }) => kind === 'name') ?? own[0];
  if (!mention) return null;
  const { text } = article;
  const from = boundary(text, mention.start, -1);
  const to = boundary(text, mention.end, 1);
  const mark: Mark = [mention.start - from, mention.end - from, 'subject'];
  const source = [
    h('a', { href: links.article(article.id) }, h('bdi', {}, truncate(article.title ?? article.id, article.id, 60))),
    articleSource(article),
  ];
  return { text: text.slice(from, to), marks: [mark], source };
}

/** Where the line or the stretch around a place ends, at a space where there is one. */
function boundary(text: string, at: number, way: 1 | -1): number {
  const most = way < 0 ? Math.max(0, at - AROUND) : Math.min(text.length, at + AROUND);
  const line = way < 0 ? text.lastIndexOf('\n', at - 1) + 1 : text.indexOf('\n', at);
  if (way < 0 && line >= most) return line;
  if (way > 0 && line >= 0 && line <= most) return line;
  const space = way < 0 ? text.indexOf(' ', most) + 1 : text.lastIndexOf(' ', most);
  return way < 0 ? (most === 0 ? 0 : Math.min(space || most, at)) : most === text.length ? most : Math.max(space, at);
}
