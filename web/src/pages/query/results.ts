/** An answer as a table or as a network, and as files. */

import type { Cell } from '../../api';
import { saveResponse, saveText } from '../../dialogs/download';
import { fill, h, notice, type Child } from '../../dom';
import { counted } from '../parts/names';
import { columnName, content } from './cells';
import { csv } from './csv';
import { nothingFits, type Again } from './near';
import { picture } from './picture';
import type { Answer } from './sparql';

const PORTION = 200;
const LONG = 80; // characters of a text that wants a wide column
export type Form = 'table' | 'network';

export interface ResultOptions {
  base: string;
  name: string; // of files
  form: Form;
  onForm: (form: Form) => void;
  turtle?: (() => Promise<Response>) | undefined;
  again?: Again | undefined;
}

export function results(answer: Answer, options: ResultOptions): HTMLElement {
  const body = h('div', { class: 'answer-body' });
  const forms: [Form, string][] = [
    ['table', 'Table'],
    ['network', 'Network'],
  ];
  const tabs = forms.map(([form, label]) =>
    h('button', { type: 'button', class: 'small', onclick: () => show(form, true) }, label),
  );
  const show = (form: Form, told: boolean): void => {
    forms.forEach(([other], i) => tabs[i]?.setAttribute('aria-pressed', String(other === form)));
    fill(body, form === 'network' ? picture(answer) : table(answer, options));
    if (told) options.onForm(form);
  };
  show(options.form, false);
  return h(
    'section',
    { class: 'answer', 'aria-label': 'Answer' },
    h(
      'div',
      { class: 'answer-bar' },
      h(
        'strong',
        { role: 'status' },
        answer.kind === 'boolean'
          ? 'Yes or no'
          : counted(answer.rows.length, answer.kind === 'graph' ? 'statement' : 'row'),
      ),
      h('span', { class: 'group', role: 'group', 'aria-label': 'Show as' }, tabs),
      h('span', { class: 'group' }, downloads(answer, options)),
    ),
    body,
  );
}

function downloads(answer: Answer, options: ResultOptions): Child {
  const { turtle } = options;
  return [
    h(
      'button',
      { type: 'button', class: 'small', onclick: () => saveText(csv(answer), `${options.name}.csv`, 'text/csv') },
      'Download CSV',
    ),
    turtle &&
      answer.kind === 'graph' &&
      h(
        'button',
        {
          type: 'button',
          class: 'small',
          onclick: () => {
            turtle().then(
              (response) => saveResponse(response, `${options.name}.ttl`),
              (error: Error) => notice(error.message),
            );
          },
        },
        'Download Turtle',
      ),
  ];
}

function table(answer: Answer, options: ResultOptions): HTMLElement {
  const { base } = options;
  if (!answer.rows.length) return nothingFits(answer.near ?? [], options.again);
  let order = { column: -1, up: true };
  const body = h('tbody');
  const more = h('button', { type: 'button', class: 'small', onclick: () => draw(PORTION) });
  let rows = answer.rows;
  let shown = 0;
  const draw = (count: number): void => {
    body.append(
      ...rows.slice(shown, shown + count).map((row) =>
        h(
          'tr',
          {},
          row.map((cell, i) => h('td', { class: kindOf(cell) }, content(cell, base, answer.variables[i]))),
        ),
      ),
    );
    shown = Math.min(rows.length, shown + count);
    more.hidden = shown === rows.length;
    more.textContent = `Show more (${counted(rows.length - shown, 'row')} left)`;
  };
  const heads = answer.variables.map((name, column) =>
    h(
      'th',
      { scope: 'col', class: answer.rows.some((row) => isNumber(row[column] ?? null)) ? 'number' : null },
      h('button', { type: 'button', class: 'sort', onclick: () => sort(column) }, columnName(name)),
    ),
  );
  const sort = (column: number): void => {
    order = { column, up: order.column === column ? !order.up : true };
    heads.forEach((head, i) => {
      if (i === column) head.setAttribute('aria-sort', order.up ? 'ascending' : 'descending');
      else head.removeAttribute('aria-sort');
    });
    rows = [...answer.rows].sort((a, b) => compare(a[column] ?? null, b[column] ?? null) * (order.up ? 1 : -1));
    shown = 0;
    body.replaceChildren();
    draw(PORTION);
  };
  draw(PORTION);
  return h('div', { class: 'answer-table' }, h('table', {}, h('thead', {}, h('tr', {}, heads)), body), more);
}

function kindOf(cell: Cell | null): string {
  if (isNumber(cell)) return 'number';
  return cell && !cell.key && cell.value.length > LONG ? 'long' : '';
}

function isNumber(cell: Cell | null): boolean {
  return /#(integer|decimal|double|float|int|long)$/.test(cell?.datatype ?? '');
}

function compare(a: Cell | null, b: Cell | null): number {
  if (!a || !b) return Number(Boolean(b)) - Number(Boolean(a));
  if (isNumber(a) && isNumber(b)) return Number(a.value) - Number(b.value);
  const [left, right] = [a.name ?? a.value, b.name ?? b.value];
  return left < right ? -1 : Number(left > right);
}
