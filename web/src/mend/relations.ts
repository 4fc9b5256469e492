/** Which relations may join two: a list to choose from, the most used ones first, narrowed by typing. */

import type { Known, Meta } from '../api';
import { fill, h, truncate, type Child } from '../dom';
import { choice } from './popover';

/** An end of a claim: a name of the text with its type, or words that nobody read as a name. */
export interface End {
  name: string;
  type: string | null;
}
export interface Direction {
  relation: Known;
  turned: boolean; // from the second to the first
}

/** The relations that may be said of the two, in either direction. */
export function fitting({ vocabulary, relations }: Meta, first: End, second: End): Direction[] {
  const used = new Map(relations.map(({ id, count }) => [id, count]));
  const found = vocabulary.flatMap((relation) =>
    [false, true]
      .filter((turned) =>
        turned ? !relation.symmetric && fits(relation, second, first) : fits(relation, first, second),
      )
      .map((turned) => ({ relation, turned })),
  );
  const count = ({ relation }: Direction): number => used.get(relation.id) ?? 0;
  return found.sort((a, b) => count(b) - count(a) || Number(a.turned) - Number(b.turned));
}

function fits(relation: Known, from: End, to: End): boolean {
  const { domain, range } = relation;
  const may = (end: End, kinds: readonly string[]): boolean => end.type === null || kinds.includes(end.type);
  if (relation.dated) return false;
  if (relation.literal) return may(from, domain) && to.type === null;
  return (may(from, domain) && may(to, range)) || (relation.symmetric && may(from, range) && may(to, domain));
}

/** A field that narrows, and the relations; Enter takes the first. */
export function relationList(
  found: readonly Direction[],
  [first, second]: readonly [End, End],
  picked: (direction: Direction) => void,
): Child {
  const list = h('div', { class: 'relation-choices' });
  const words = (text: string): HTMLElement => h('bdi', {}, truncate(text, undefined, 22));
  const row = (one: Direction): HTMLElement => {
    const [from, to] = one.turned ? [second, first] : [first, second];
    const line = [words(from.name), ' ', h('b', {}, one.relation.label), ' ', words(to.name)];
    return choice(line, () => picked(one), { title: one.relation.help, 'data-relation': one.relation.id });
  };
  let shown = found;
  const draw = (): void =>
    fill(list, shown.length ? shown.map(row) : h('p', { class: 'faint' }, 'No relation of that name joins these two.'));
  const field = h('input', {
    type: 'search',
    class: 'relation-filter',
    placeholder: 'Which relation? Type to narrow …',
    'aria-label': 'Narrow the relations',
    autocomplete: 'off',
    'data-first': true,
    oninput: () => {
      const typed = field.value.trim().toLowerCase();
      const holds = ({ relation }: Direction): boolean =>
        `${relation.label} ${relation.id.toLowerCase()} ${relation.help.toLowerCase()}`.includes(typed);
      const begins = ({ relation }: Direction): number => (relation.label.startsWith(typed) ? 0 : 1);
      shown = found.filter(holds).sort((a, b) => (typed ? begins(a) - begins(b) : 0));
      draw();
    },
    onkeydown: (event: KeyboardEvent) => {
      if (event.key === 'Enter') list.querySelector('button')?.click();
      if (event.key === 'ArrowDown') list.querySelector('button')?.focus();
    },
  });
  list.addEventListener('keydown', (event) => {
    const rows = [...list.querySelectorAll('button')];
    const at = rows.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    (rows[to] ?? (to < 0 ? field : rows[rows.length - 1]))?.focus();
  });
  draw();
  return [field, list];
}
