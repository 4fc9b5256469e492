/** What to look at first: new facts, those of several articles or of one only, disagreements, duplicates. */

import type { DatedFact, Story } from '../../api';
import { h, truncate, uniqueId, type Child } from '../../dom';
import { address, links } from '../../router';
import { time } from '../../panel/evidence';
import { counted } from '../parts/names';

export function lookFirst({ first, duplicates }: Story): Child {
  return [
    facts('New', first.newest, (fact) => fact.published, null),
    facts(
      'In several articles',
      first.several,
      (fact) => counted(fact.support, 'article'),
      links.query('corroborated-facts', {}),
    ),
    facts('Articles disagree', first.disagreements, () => null, links.query('disagreements', {})),
    duplicates.count > 0 &&
      block(
        'May be the same',
        duplicates.count,
        '/decide',
        duplicates.pairs.map(({ left, right }) =>
          h(
            'a',
            { href: address('/decide', { a: left.key, b: right.key }) },
            h(
              'span',
              { class: 'first-fact' },
              h('bdi', {}, truncate(left.name, left.key, 40)),
              h('span', { class: 'relation' }, ' and '),
              h('bdi', {}, truncate(right.name, right.key, 40)),
            ),
          ),
        ),
      ),
    facts(
      'Only one article says',
      first.single,
      (fact) => `${Math.round(fact.confidence * 100)} %`,
      links.query('single-source-facts', {}),
    ),
  ];
}

function facts(
  heading: string,
  { count, facts: list }: { count: number; facts: DatedFact[] },
  note: (fact: DatedFact) => string | null,
  all: string | null,
): Child {
  return (
    count > 0 &&
    block(
      heading,
      count,
      all,
      list.map((fact) => line(fact, note(fact))),
    )
  );
}

function block(heading: string, count: number, all: string | null, rows: readonly HTMLElement[]): HTMLElement {
  const id = uniqueId('first');
  return h(
    'section',
    { class: 'home-section', 'aria-labelledby': id },
    h('h2', { id }, heading, ' ', h('span', { class: 'count' }, count.toLocaleString('en'))),
    h(
      'ul',
      { class: 'first-list' },
      rows.map((row) => h('li', {}, row)),
    ),
    all !== null && count > rows.length && h('a', { class: 'all', href: all }, 'All of them'),
  );
}

function line(fact: DatedFact, note: string | null): HTMLElement {
  const when = time(fact);
  return h(
    'a',
    { href: links.fact(fact.subject.key, fact.id), title: 'Show the sentences' },
    h(
      'span',
      { class: 'first-fact' },
      h('bdi', {}, truncate(fact.subject.name, fact.subject.key, 40)),
      h('span', { class: 'relation' }, ` ${fact.label} `),
      h('bdi', {}, truncate(fact.object?.name ?? fact.value ?? '', '', 44)),
      when && h('span', { class: 'when' }, ` ${when}`),
    ),
    note && h('span', { class: 'note-of' }, note),
  );
}
