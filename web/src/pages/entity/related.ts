/** Who and what an entity is seen with: neighbours, articles, and entities that may be the same. */

import type { EntityDetail, Ref } from '../../api';
import { decideOrSay } from '../../dialogs/decide';
import { h, plain, truncate, type Child } from '../../dom';
import { address } from '../../router';
import { articleLink, articleSource, counted, entityLink } from '../parts/names';

const SHOWN = 12;

export function neighbourList(entity: EntityDetail): HTMLElement {
  return longList(entity.neighbours, entity.neighbourCount, 'neighbours', (other) => [
    entityLink(other),
    h(
      'span',
      { class: 'aside' },
      [other.facts && counted(other.facts, 'fact'), other.sentences && counted(other.sentences, 'sentence')]
        .filter(Boolean)
        .join(', '),
    ),
  ]);
}

export function articleList(entity: EntityDetail): HTMLElement {
  return longList(entity.articles, entity.articleCount, 'articles', (article) => [
    h(
      'span',
      { class: 'article-line' },
      articleLink(article, 90),
      h('small', { class: 'source' }, articleSource(article), h('span', {}, counted(article.mentions, 'mention'))),
    ),
  ]);
}

/** A list of which the rest comes when asked for. */
function longList<T>(items: readonly T[], count: number, what: string, draw: (item: T) => Child): HTMLElement {
  const rows = (some: readonly T[]): HTMLElement[] => some.map((item) => h('li', {}, draw(item)));
  const list = h('ul', { class: 'plain-list' }, rows(items.slice(0, SHOWN)));
  if (items.length <= SHOWN) return list;
  const more = h(
    'button',
    {
      type: 'button',
      class: 'small',
      onclick: () => {
        list.append(...rows(items.slice(SHOWN)));
        list.querySelector<HTMLElement>(`li:nth-child(${SHOWN + 1}) a`)?.focus();
        more.remove();
      },
    },
    items.length < count
      ? `Show ${items.length.toLocaleString('en')} of ${count.toLocaleString('en')} ${what}`
      : `Show all ${count.toLocaleString('en')} ${what}`,
  );
  return h('div', {}, list, more);
}

/** Entities that may be this one, with the reasons, and what a person can say to it. */
export function doubts(entity: EntityDetail): HTMLElement | null {
  if (!entity.undecided.length) return null;
  return h(
    'ul',
    { class: 'doubts' },
    entity.undecided.map(({ other, reasons }) =>
      h(
        'li',
        {},
        h('p', {}, 'May be the same as ', entityLink(other)),
        reasons.length ? h('p', { class: 'faint reasons' }, reasons.map((reason) => plain(reason)).join(' · ')) : null,
        h('p', { class: 'doubt-buttons' }, verdicts(entity, other)),
      ),
    ),
  );
}

function verdicts(entity: Ref, other: Ref): Child {
  const names = `${truncate(entity.name, entity.key, 40)} and ${truncate(other.name, other.key, 40)}`;
  const say =
    (kind: 'merge' | 'split', words: string) =>
    (event: Event): void => {
      const buttons = (event.currentTarget as HTMLElement).parentElement?.querySelectorAll('button') ?? [];
      buttons.forEach((button) => {
        button.disabled = true;
      });
      void decideOrSay(kind, [entity.key, other.key], words).then((done) => {
        if (!done)
          buttons.forEach((button) => {
            button.disabled = false;
          });
      });
    };
  return [
    h('button', { type: 'button', class: 'small', onclick: say('merge', `Merged: ${names} are one.`) }, 'The same'),
    h(
      'button',
      { type: 'button', class: 'small', onclick: say('split', `Kept apart: ${names} are two.`) },
      'Not the same',
    ),
    h('a', { class: 'button small', href: address('/decide', { a: entity.key, b: other.key }) }, 'Compare'),
  ];
}
