/** The facts of an entity by relation, each with its sentences behind a button. */

import { api, type EntityDetail, type Fact } from '../../api';
import { fill, h, notice, truncate, uniqueId } from '../../dom';
import { claimCard, confidenceBar, statusBadge, time } from '../../panel/evidence';
import { counted, entityLink } from '../parts/names';

const MANY = 150; // facts of an entity
const PORTION = { few: 40, many: 8 }; // of a relation, that are shown at first
const MOST = 500; // sentences of a fact

/** Facts that were open stay open when the page is drawn anew after a decision. */
const opened = new Set<string>();

export interface FactList {
  element: HTMLElement;
  open: (fact: string) => void;
}

interface Group {
  heading: string;
  outward: boolean;
  facts: Fact[];
}

export function factList(entity: EntityDetail, symmetric: ReadonlySet<string>, signal: AbortSignal): FactList {
  const rows = new Map<string, Row>();
  const element = h(
    'div',
    { class: 'fact-groups' },
    groups(entity, symmetric).map((group) => {
      const id = uniqueId('relation');
      return h(
        'section',
        { class: 'fact-group', 'aria-labelledby': id },
        h(
          'h3',
          { id },
          group.outward ? group.heading : heading(group, entity),
          ' ',
          h('span', { class: 'count' }, group.facts.length),
        ),
        portioned(group.facts, entity.facts.length > MANY ? PORTION.many : PORTION.few, (fact) => {
          const made = row(fact, fact.subject.key === entity.key, signal);
          rows.set(fact.id, made);
          if (opened.has(fact.id)) made.toggle(true);
          return made.element;
        }),
      );
    }),
  );
  return {
    element,
    open: (fact) => {
      if (!rows.has(fact)) element.querySelectorAll<HTMLElement>('.more-facts').forEach((button) => button.click());
      const found = rows.get(fact);
      found?.toggle(true);
      found?.element.scrollIntoView({ block: 'center' });
      found?.button.focus({ preventScroll: true });
    },
  };
}

/** The first facts of a group, and a button for the others. */
function portioned(facts: readonly Fact[], portion: number, draw: (fact: Fact) => HTMLElement): HTMLElement {
  const list = h('ul', {}, facts.slice(0, portion).map(draw));
  if (facts.length <= portion) return list;
  const more = h(
    'li',
    {},
    h(
      'button',
      { type: 'button', class: 'small more-facts', onclick: () => more.replaceWith(...facts.slice(portion).map(draw)) },
      `Show ${counted(facts.length - portion, 'more fact', 'more facts')}`,
    ),
  );
  list.append(more);
  return list;
}

function heading(group: Group, entity: EntityDetail): (string | HTMLElement)[] {
  return ['… ', group.heading, ' ', h('bdi', {}, truncate(entity.name, entity.key, 22))];
}

/** Facts by relation and direction: what the entity does first, larger groups first, then by name. */
export function groups(entity: EntityDetail, symmetric: ReadonlySet<string>): Group[] {
  const found = new Map<string, Group>();
  for (const fact of entity.facts) {
    const outward = fact.subject.key === entity.key || symmetric.has(fact.relation);
    const id = `${outward ? '' : '~'}${fact.relation}`;
    const group = found.get(id) ?? { heading: fact.label, outward, facts: [] };
    group.facts.push(fact);
    found.set(id, group);
  }
  return [...found.values()].sort(
    (a, b) =>
      Number(b.outward) - Number(a.outward) || b.facts.length - a.facts.length || (a.heading < b.heading ? -1 : 1),
  );
}

interface Row {
  element: HTMLElement;
  button: HTMLElement;
  toggle: (open?: boolean) => void;
}

function row(fact: Fact, outward: boolean, signal: AbortSignal): Row {
  const other = outward ? fact.object : fact.subject;
  const panel = h('div', { class: 'fact-sentences', id: uniqueId('sentences'), hidden: true });
  const button = h(
    'button',
    {
      type: 'button',
      class: 'small quiet toggle',
      'aria-expanded': 'false',
      'aria-controls': panel.id,
      onclick: () => toggle(),
    },
    counted(fact.claims, 'sentence'),
  );
  const when = time(fact);
  const element = h(
    'li',
    { class: 'fact', 'data-fact': fact.id },
    h(
      'div',
      { class: 'fact-row' },
      h(
        'span',
        { class: 'fact-what' },
        other ? entityLink(other) : h('bdi', { class: 'value' }, truncate(fact.value ?? '', '', 300)),
        fact.role && fact.role !== fact.value ? h('bdi', { class: 'role' }, truncate(fact.role, '', 80)) : null,
        when ? h('span', { class: 'when' }, when) : null,
      ),
      h(
        'span',
        { class: 'fact-measures' },
        statusBadge(fact.status),
        confidenceBar(fact.confidence),
        h('span', { class: 'support' }, counted(fact.support, 'article')),
        button,
      ),
    ),
    panel,
  );
  let asked = false;
  const toggle = (open = panel.hidden): void => {
    panel.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    if (open) opened.add(fact.id);
    else opened.delete(fact.id);
    if (!open || asked) return;
    asked = true;
    sentences(panel, fact.id, signal).catch((error: Error) => {
      asked = false;
      fill(panel, h('p', { class: 'faint', role: 'alert' }, `${error.message} Close and open again to retry.`));
    });
  };
  return { element, button, toggle };
}

async function sentences(panel: HTMLElement, id: string, signal: AbortSignal, limit?: number): Promise<void> {
  if (limit === undefined) fill(panel, h('p', { class: 'faint' }, 'Loading …'));
  const found = await api.fact(id, signal, limit);
  const more = (): void => void sentences(panel, id, signal, MOST).catch((error: Error) => notice(error.message));
  fill(
    panel,
    h(
      'ol',
      { class: 'claims' },
      found.evidence.map((claim) => h('li', {}, claimCard(claim, found))),
    ),
    found.hidden > 0 &&
      (limit === undefined
        ? h(
            'button',
            { type: 'button', class: 'small', onclick: more },
            `Show ${counted(found.hidden, 'more sentence')}`,
          )
        : h('p', { class: 'faint' }, `${found.hidden} more not shown here.`)),
  );
}
