/** A named query as a form of its parameters. */

import { api, type Meta, type NamedQuery, type QueryParameter, type Ref } from '../../api';
import { field } from '../../dialogs/dialog';
import { picker, type Picker } from '../../dialogs/picker';
import { fill, h } from '../../dom';
import { iriOf, PREFIXES } from './terms';

export type Values = Readonly<Record<string, string>>;

export interface NamedForm {
  element: HTMLElement;
  values: () => Values;
  inside: () => string[]; // names of parameters whose inner places count, too
  missing: () => string[]; // names of parameters that have to be given
}

interface Control {
  element: HTMLElement;
  value: () => string;
}

/** The form; `given` fills it, entities by their keys. */
export function namedForm(query: NamedQuery, given: Values, meta: Meta, inside: readonly string[]): NamedForm {
  const controls = new Map(
    query.parameters.map((parameter) => [
      parameter.name,
      control(parameter, given[parameter.name] ?? parameter.default ?? '', meta),
    ]),
  );
  const values = (): Values =>
    Object.fromEntries([...controls].map(([name, { value }]) => [name, value()]).filter(([, value]) => value));
  const wide = query.parameters.filter(
    ({ name, type, required }) => type === 'entity' && name === 'place' && !required,
  );
  const boxes = wide.map(({ name }) => h('input', { type: 'checkbox', value: name, checked: inside.includes(name) }));
  return {
    element: h(
      'div',
      { class: 'named-fields' },
      [...controls.values()].map(({ element }) => element),
      boxes.map((box) => h('label', { class: 'inside' }, box, 'Places in it, too')),
    ),
    values,
    inside: () => boxes.filter((box) => box.checked).map((box) => box.value),
    missing: () => query.parameters.filter(({ name, required }) => required && !values()[name]).map(({ name }) => name),
  };
}

function control(parameter: QueryParameter, value: string, meta: Meta): Control {
  const label =
    parameter.name.charAt(0).toUpperCase() + parameter.name.slice(1) + (parameter.required ? '' : ' (optional)');
  if (parameter.type === 'entity') return entityControl(label, parameter, value);
  const input = plainInput(parameter, value, meta);
  return { element: field(label, input, parameter.help), value: () => input.value.trim() };
}

function plainInput(parameter: QueryParameter, value: string, meta: Meta): HTMLInputElement | HTMLSelectElement {
  if (parameter.type === 'relation')
    return select(
      meta.vocabulary.map(({ id, label }) => [id, label] as const),
      value,
      parameter.required,
    );
  if (parameter.type === 'status')
    return select(
      meta.statuses.map(({ id, label }) => [id, label] as const),
      value,
      parameter.required,
    );
  const types: Readonly<Record<string, string>> = { date: 'date', integer: 'number' };
  return h('input', {
    type: types[parameter.type] ?? 'text',
    value,
    required: parameter.required,
    autocomplete: 'off',
    maxlength: 300,
  });
}

function select(options: readonly (readonly [string, string])[], value: string, required: boolean): HTMLSelectElement {
  const sorted = [...options].sort(([, a], [, b]) => (a < b ? -1 : 1));
  const known = sorted.some(([id]) => id === value);
  return h(
    'select',
    {},
    h('option', { value: '' }, required ? 'choose …' : 'any'),
    !known && value && h('option', { value, selected: true }, value),
    sorted.map(([id, label]) => h('option', { value: id, selected: id === value }, label)),
  );
}

/** An entity is picked by a search; one that the address gives by its key gets its name from the server. */
function entityControl(label: string, parameter: QueryParameter, key: string): Control {
  const slot = h('div', { class: 'entity-field' });
  let current: Picker;
  const put = (start: Ref | undefined): void => {
    current = picker(label, {
      start,
      placeholder: `${parameter.help} …`,
      ...(parameter.required ? {} : { none: 'any' }),
    });
    fill(slot, current.element);
  };
  put(key ? guess(key) : undefined);
  if (key)
    api.entity(key).then(
      ({ key: now, name, type }) => put({ key: now, name, type }),
      () => undefined,
    ); // the key remains
  return { element: slot, value: () => current.chosen()?.key ?? '' };
}

function guess(key: string): Ref {
  const [type = '', ...rest] = key.split('/');
  return { key, type: type.charAt(0).toUpperCase() + type.slice(1), name: rest.join('/') || key };
}

/** The query as SPARQL of one's own, with the values written into a VALUES line. */
export function asSparql(query: NamedQuery, values: Values, base: string): string {
  const bound = query.parameters.filter(({ name }) => values[name]);
  if (!bound.length) return query.text;
  const names = bound.map(({ name }) => `?${name}`).join(' ');
  const terms = bound.map(({ name, type }) => sparqlTerm(type, values[name] ?? '', base)).join(' ');
  const at = whereStart(query.text);
  return `${query.text.slice(0, at)}\n  VALUES (${names}) { (${terms}) }${query.text.slice(at)}`;
}

function sparqlTerm(type: string, value: string, base: string): string {
  if (type === 'entity') return `<${iriOf(value, base)}>`;
  if (type === 'relation' || type === 'status') return `<${PREFIXES['kg']}${encodeURIComponent(value)}>`;
  if (type === 'integer') return String(Math.round(Number(value)) || 0);
  const text = `"${value.replace(/["\\\n\r]/g, (c) => (c === '\n' ? '\\n' : c === '\r' ? '\\r' : `\\${c}`))}"`;
  return type === 'date' ? `${text}^^<${PREFIXES['xsd']}date>` : text;
}

/** Behind the first brace that opens the pattern: of WHERE, or of a SELECT without the word. */
function whereStart(text: string): number {
  const found = /\b(?:WHERE\s*\{|SELECT\b[^{]*\{)/i.exec(
    text.replace(/#[^\n]*|<[^>]*>/g, (skipped) => ' '.repeat(skipped.length)),
  );
  return found ? found.index + found[0].length : text.length;
}
