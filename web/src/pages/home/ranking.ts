/** Who and what is in the news: by the number of articles that name them, each with office or kind. */

import type { Story } from '../../api';
import { h, plain, truncate, uniqueId, type Child } from '../../dom';
import { links } from '../../router';
import { pluralOf } from '../../wording';
import { typeDot } from '../parts/names';

const SHOWN: Readonly<Record<string, number>> = { Person: 8, Organization: 6, Place: 6 };
const OTHERS = 3;

type Ranked = Story['ranking'][string][number];

export function ranking(story: Story): Child {
  return Object.entries(story.ranking)
    .filter(([, list]) => list.length)
    .map(([type, list]) => section(type, list));
}

function section(type: string, list: readonly Ranked[]): HTMLElement {
  const id = uniqueId('ranking');
  const most = Math.max(1, ...list.map(({ articles }) => articles));
  const shown = SHOWN[type] ?? OTHERS;
  const rows = list.map((one) => row(one, most));
  rows.slice(shown).forEach((element) => {
    element.hidden = true;
  });
  const more = h(
    'button',
    {
      type: 'button',
      class: 'link small',
      onclick: () => {
        rows.forEach((element) => {
          element.hidden = false;
        });
        rows[shown]?.querySelector('a')?.focus();
        more.remove();
      },
    },
    `${list.length - shown} more`,
  );
  return h(
    'section',
    { class: 'home-section', 'aria-labelledby': id },
    h('h2', { id }, typeDot(type), type === 'Person' ? 'People in the news' : `${pluralOf(type)} in the news`),
    h('ol', { class: 'ranking' }, rows),
    list.length > shown && more,
  );
}

function row(one: Ranked, most: number): HTMLElement {
  const bar = h('span', { class: 'ranking-bar', 'aria-hidden': 'true' });
  bar.style.width = `${Math.max(4, (100 * one.articles) / most)}%`;
  const articles = `${one.articles.toLocaleString('en')} ${one.articles === 1 ? 'article' : 'articles'}`;
  return h(
    'li',
    {},
    h(
      'a',
      { href: links.network(one.key), title: plain(one.name, one.key).slice(0, 300) },
      h(
        'span',
        { class: 'ranking-name' },
        h('bdi', {}, truncate(one.name, one.key, 40)),
        h(
          'span',
          { class: 'count', title: articles },
          one.articles.toLocaleString('en'),
          h('span', { class: 'sr' }, one.articles === 1 ? ' article' : ' articles'),
        ),
      ),
      h('span', { class: 'ranking-line' }, h('bdi', {}, truncate(one.line, '', 52))),
      bar,
    ),
  );
}
