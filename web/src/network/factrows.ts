/** The facts of an entity as lines of the panel, each opening to its sentences. */

import { aborted, type Fact } from '../api';
import { fill, h, truncate } from '../dom';
import { statusBadge } from '../panel/evidence';
import { number } from './numbers';

const FACTS = 40;

type Open = (fact: string) => Promise<HTMLElement>;

/** The facts of an entity, the first of them at once; `open` gives the sentences of one. */
export function factRows(facts: readonly Fact[], key: string, open: Open): HTMLElement {
  const list = h('ul', { class: 'facts' });
  const row = (fact: Fact): HTMLElement => h('li', {}, factRow(fact, key, open));
  fill(list, facts.slice(0, FACTS).map(row));
  if (facts.length > FACTS) {
    const more = h(
      'button',
      {
        type: 'button',
        class: 'link small',
        onclick: () => {
          more.remove();
          list.append(...facts.slice(FACTS).map(row));
        },
      },
      `All ${number(facts.length)} facts`,
    );
    list.append(more);
  }
  return list;
}

/** A fact on a line that opens to its sentences. */
function factRow(fact: Fact, key: string, open: Open): HTMLElement {
  const mine = fact.subject.key === key;
  const other = mine ? fact.object : fact.subject;
  const text = other
    ? h('bdi', { class: 'other' }, truncate(other.name, other.key, 60))
    : h('bdi', { class: 'other' }, truncate(fact.value ?? '', '', 90));
  const body = h('div', { class: 'fact-body' });
  const row = h(
    'details',
    { class: 'fact', 'data-fact': fact.id },
    h(
      'summary',
      {},
      h(
        'span',
        {},
        mine
          ? [h('span', { class: 'relation' }, `${fact.label} `), text]
          : [
              text,
              h(
                'span',
                { class: 'relation' },
                ` ${fact.label} `,
                h('bdi', {}, truncate(fact.object?.name ?? '', key, 40)),
              ),
            ],
      ),
      fact.status !== 'asserted' && statusBadge(fact.status),
      fact.support > 1 && h('span', { class: 'count', title: 'articles' }, fact.support),
    ),
    body,
  );
  row.addEventListener('toggle', () => {
    if (!row.open || body.childElementCount) return;
    fill(body, h('p', { class: 'loading' }, 'Loading …'));
    open(fact.id).then(
      (evidence) => fill(body, evidence),
      (error: Error) => {
        if (!aborted(error)) fill(body, h('p', { class: 'hint' }, error.message));
      },
    );
  });
  return row;
}
