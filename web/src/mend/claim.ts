/** What can be mended on a claim: relation, direction, status, dates, and on its article's page the ends. */

import { decideOrSay } from '../dialogs/decide';
import { h, type Child } from '../dom';
import { meta } from '../state';
import { statusHelp, statusLabel } from '../wording';
import { choice, closePopover, showPopover } from './popover';
import { fitting, relationList, type End } from './relations';

export interface Mendable {
  id: string;
  relation: string;
  label: string;
  status: string;
  subject: End;
  object: End;
  literal: boolean; // what it says is a text
  since: string | null;
  until: string | null;
  on: string | null;
}

const STATUSES = ['asserted', 'attributed', 'hedged', 'planned', 'former', 'negated'];
const DATES = { on: 'on', since: 'since', until: 'until' } as const;
const DATE_SHAPE = /^\d{3}[\dX](-\d\d(-\d\d)?)?$/; // as EDTF has it, in short

/** The buttons; `ends` are those that mark another subject or object. */
export function mendButtons(claim: Mendable, ends: Child = null): HTMLElement {
  const button = (label: string, help: string, run: (at: HTMLElement) => void): HTMLElement =>
    h(
      'button',
      {
        type: 'button',
        class: 'small quiet',
        title: help,
        onclick: (event: Event) => run(event.currentTarget as HTMLElement),
      },
      label,
    );
  return h(
    'span',
    { class: 'mend-buttons', role: 'group', 'aria-label': 'Mend this claim' },
    button('Relation …', 'It says something else of the two', (at) => void chooseRelation(claim, at)),
    !claim.literal &&
      button('Turn round', 'Subject and object are the wrong way round', () =>
        change(claim, 'direction', 'swapped', 'Turned round.'),
      ),
    button('Status …', 'Whether the article states it itself', (at) => chooseStatus(claim, at)),
    button('Date …', 'When it holds or happened', (at) => chooseDate(claim, at)),
    ends,
  );
}

/** Write one correction. */
export function change(claim: { id: string }, field: string, value: string | [number, number], said: string): void {
  void decideOrSay('correct', [claim.id, field, value], said);
}

async function chooseRelation(claim: Mendable, at: HTMLElement): Promise<void> {
  const { subject, object } = claim;
  const known = await meta();
  const found = fitting(known, subject, claim.literal ? { ...object, type: null } : object).filter(
    ({ relation, turned }) => !turned && relation.id !== claim.relation && relation.literal === claim.literal,
  );
  showPopover(
    at,
    'What does it say?',
    'Choose a relation',
    relationList(found, [subject, object], ({ relation }) =>
      change(claim, 'relation', relation.id, `Changed: ${claim.label} is now ${relation.label}.`),
    ),
  );
}

function chooseStatus(claim: Mendable, at: HTMLElement): void {
  const row = (status: string): HTMLElement =>
    choice(
      [h('b', {}, statusLabel(status)), ' ', h('span', { class: 'faint' }, statusHelp(status))],
      () => change(claim, 'status', status, `Changed: it is now “${statusLabel(status)}”.`),
      { 'data-status': status },
    );
  showPopover(
    at,
    'How does the article say it?',
    'Choose a status',
    h('div', { class: 'relation-choices' }, STATUSES.filter((status) => status !== claim.status).map(row)),
  );
}

function chooseDate(claim: Mendable, at: HTMLElement): void {
  const field = (['since', 'until', 'on'] as const).find((name) => claim[name]) ?? 'on';
  const which = h(
    'select',
    { 'aria-label': 'What the date says' },
    Object.entries(DATES).map(([name, label]) => h('option', { value: name, selected: name === field }, label)),
  );
  const value = h('input', {
    type: 'text',
    'aria-label': 'Date',
    placeholder: '2024-05-04, 2024-05 or 2024',
    value: claim[field] ?? '',
    'data-first': true,
    autocomplete: 'off',
    oninput: () => value.setCustomValidity(''),
  });
  which.addEventListener('change', () => {
    value.value = claim[which.value as keyof typeof DATES] ?? '';
    value.focus();
  });
  const save = (event: Event): void => {
    event.preventDefault();
    const given = value.value.trim();
    if (!DATE_SHAPE.test(given)) {
      value.setCustomValidity('A year, a month such as 2024-05 or a day such as 2024-05-04');
      value.reportValidity();
      return;
    }
    closePopover({ back: true, chosen: true });
    change(claim, which.value, given, `Changed: ${which.value} ${given}.`);
  };
  const none = choice('No date', () => change(claim, which.value, 'none', `Changed: no “${which.value}”.`));
  showPopover(
    at,
    'When?',
    'Set a date',
    h(
      'form',
      { class: 'date-form', novalidate: true, onsubmit: save },
      which,
      value,
      h('button', { type: 'submit', class: 'small primary' }, 'Set'),
      claim[field] && none,
    ),
  );
}
