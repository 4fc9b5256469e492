/** Rejecting a claim whose words were read as something else besides: that is asked about, too. */

import type { Twin } from '../api';
import { decideAll } from '../dialogs/decide';
import { h, notice, truncate } from '../dom';

/** Ask in place of `row` whether what the same words were read as is wrong, too. */
export function askTwins(row: HTMLElement, twins: readonly Twin[], answer: (both: boolean) => void): void {
  if (row.querySelector('.twins')) return;
  const words = twins.map(({ label, value }) => truncate(`${label} ${value ?? ''}`, '', 60)).join(', ');
  const button = (label: string, both: boolean): HTMLElement =>
    h(
      'button',
      {
        type: 'button',
        class: 'small',
        onclick: () => {
          box.remove();
          answer(both);
        },
      },
      label,
    );
  const first = button('Reject both', true);
  const box = h(
    'span',
    { class: 'twins', role: 'group', 'aria-label': 'Read from the same words' },
    h('span', {}, 'The same words were read as “', h('bdi', {}, words), '”. '),
    first,
    button('Only this', false),
  );
  row.append(box);
  first.focus();
}

/** Reject claims together, to be taken back together; `done` is told whether they are rejected now. */
export function rejectAll(claims: readonly string[], done: (rejected: boolean) => void = () => undefined): void {
  const said = claims.length > 1 ? 'Rejected both: the graph leaves them out.' : 'Rejected: the graph leaves it out.';
  decideAll(
    'reject',
    claims.map((id) => [id]),
    said,
  ).then(
    () => done(true),
    (error: Error) => {
      notice(error.message);
      done(false);
    },
  );
}
