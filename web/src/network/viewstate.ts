/** All that makes up a view of the network, and how it is written into the address. */

/** A step of growing the view: the node itself, and `steps` portions of its neighbours. */
export interface Growth {
  key: string;
  steps: number;
  at: Point | null;
}
export type Point = readonly [number, number];
export type Selection =
  | { kind: 'node'; key: string }
  | { kind: 'fact'; id: string }
  | { kind: 'pair'; a: string; b: string };

/** Which of some values are on: all but some, or only some. */
export interface Choice {
  only: boolean;
  values: ReadonlySet<string>;
}

export type Sheet = (typeof SHEETS)[number];
export type Support = 'any' | 'several' | 'one'; // articles that say a fact

export interface Filters {
  types: Choice;
  relations: Choice;
  sources: Choice;
  statuses: ReadonlySet<string>;
  confidence: number; // 0..100
  from: string | null; // months
  to: string | null;
  undated: boolean;
  support: Support;
  at: string | null; // a year or month: only facts that may have held then
  untimed: boolean; // those that tell no time, too
}

const TALLS = [0, 1, 2] as const; // the stage that a view is laid out for: wide, higher than wide, a phone's
export type Tall = (typeof TALLS)[number];

export interface ViewState {
  start: readonly string[]; // empty: the most connected part
  only: readonly string[]; // just these, where there are any
  steps: 1 | 2 | 3; // how far around the start
  opened: ReadonlyMap<string, number>; // folds of neighbours, by how many portions of each are shown
  growth: readonly Growth[];
  collapsed: ReadonlySet<string>;
  hidden: ReadonlySet<string>;
  pinned: ReadonlyMap<string, Point>;
  filters: Filters;
  all: boolean;
  tall: Tall;
  colour: 'type' | 'community';
  size: 'importance' | 'degree';
  together: boolean | null; // null: on where there is little else
  picked: readonly string[]; // several that are chosen beside the selection
  sheet: Sheet | null; // what is shown in place of the drawing
  camera: readonly [number, number, number] | null; // centre in the layout's units, ratio
  selected: Selection | null;
  path: readonly [string, string] | null;
}

const SHEETS = ['list', 'times', 'map'] as const;
export const EVERYTHING: Choice = { only: false, values: new Set() };
export const NO_FILTERS: Filters = {
  types: EVERYTHING,
  relations: EVERYTHING,
  sources: EVERYTHING,
  statuses: new Set(['asserted']),
  confidence: 0,
  from: null,
  to: null,
  undated: true,
  support: 'any',
  at: null,
  untimed: true,
};
const FRESH: ViewState = {
  start: [],
  only: [],
  steps: 1,
  opened: new Map(),
  picked: [],
  growth: [],
  collapsed: new Set(),
  hidden: new Set(),
  pinned: new Map(),
  filters: NO_FILTERS,
  all: false,
  tall: 0,
  colour: 'type',
  size: 'importance',
  together: null,
  sheet: null,
  camera: null,
  selected: null,
  path: null,
};

export function isOn(choice: Choice, value: string): boolean {
  return choice.only === choice.values.has(value);
}

/** `choice` with one value switched. */
export function toggled(choice: Choice, value: string): Choice {
  const values = new Set(choice.values);
  if (!values.delete(value)) values.add(value);
  return { only: choice.only, values };
}

const PREFIX = { node: 'n', fact: 'f' } as const;

/** The query string of a view, without the question mark; what is as usual is left out. */
export function write(state: ViewState): string {
  const query = new URLSearchParams();
  const each = (name: string, values: Iterable<string>): void => {
    for (const value of values) query.append(name, value);
  };
  const flag = (name: string, on: boolean): void => {
    if (on) query.set(name, '1');
  };
  const { filters } = state;
  each('start', state.start);
  each('only', state.only);
  each(
    'open',
    [...state.opened].map(([id, count]) => (count === 1 ? id : `${id}*${count}`)),
  );
  each('pick', state.picked);
  if (state.steps !== 1) query.set('steps', String(state.steps));
  each('x', state.growth.map(writeGrowth));
  each('c', state.collapsed);
  each('hide', state.hidden);
  each(
    'pin',
    [...state.pinned].map(([key, at]) => `${key}@${writePoint(at)}`),
  );
  writeChoice(query, 'type', filters.types);
  writeChoice(query, 'rel', filters.relations);
  writeChoice(query, 'src', filters.sources);
  const statuses = [...filters.statuses].sort();
  if (statuses.join() !== 'asserted') query.set('status', statuses.join(','));
  if (filters.confidence) query.set('conf', String(filters.confidence));
  if (filters.from) query.set('from', filters.from);
  if (filters.to) query.set('to', filters.to);
  if (!filters.undated) query.set('undated', '0');
  if (filters.support !== 'any') query.set('sup', filters.support);
  if (filters.at) query.set('at', filters.at);
  if (!filters.untimed) query.set('untimed', '0');
  flag('all', state.all);
  if (state.tall) query.set('tall', String(state.tall));
  if (state.colour !== 'type') query.set('colour', state.colour);
  if (state.size !== 'importance') query.set('size', state.size);
  if (state.together !== null) query.set('together', state.together ? '1' : '0');
  if (state.sheet) query.set('as', state.sheet);
  if (state.path) query.set('path', state.path.join('~'));
  if (state.selected) query.set('sel', writeSelection(state.selected));
  if (state.camera) query.set('cam', state.camera.map((value, i) => round(value, i < 2 ? 1 : 3)).join(','));
  return query
    .toString()
    .replace(/%2F/g, '/')
    .replace(/%2C/g, ',')
    .replace(/%3A/g, ':')
    .replace(/%40/g, '@')
    .replace(/%7E/g, '~');
}

/** The view of a query string; what cannot be understood is left out. */
export function read(query: URLSearchParams): ViewState {
  const from = month(query.get('from'));
  return {
    ...FRESH,
    start: query.getAll('start').filter(Boolean),
    only: query.getAll('only').filter(Boolean),
    steps: readSteps(query.get('steps')),
    opened: new Map(query.getAll('open').map(readOpened)),
    picked: query.getAll('pick').filter(Boolean),
    growth: query
      .getAll('x')
      .map(readGrowth)
      .filter((found) => found !== null),
    collapsed: new Set(query.getAll('c')),
    hidden: new Set(query.getAll('hide')),
    pinned: new Map(
      query
        .getAll('pin')
        .map(readPin)
        .filter((found) => found !== null),
    ),
    filters: {
      types: readChoice(query, 'type'),
      relations: readChoice(query, 'rel'),
      sources: readChoice(query, 'src'),
      statuses: query.has('status')
        ? new Set((query.get('status') ?? '').split(',').filter(Boolean))
        : NO_FILTERS.statuses,
      confidence: Math.min(100, Math.max(0, Math.round(Number(query.get('conf'))) || 0)),
      from,
      to: month(query.get('to')),
      undated: query.get('undated') !== '0',
      support: readSupport(query.get('sup')),
      at: /^\d{4}(-\d{2})?$/.exec(query.get('at') ?? '')?.[0] ?? null,
      untimed: query.get('untimed') !== '0',
    },
    all: query.get('all') === '1',
    tall: TALLS.find((tall) => String(tall) === query.get('tall')) ?? 0,
    colour: query.get('colour') === 'community' ? 'community' : 'type',
    size: query.get('size') === 'degree' ? 'degree' : 'importance',
    together: query.has('together') ? query.get('together') === '1' : null,
    sheet: query.get('list') === '1' ? 'list' : (SHEETS.find((sheet) => sheet === query.get('as')) ?? null),
    camera: readCamera(query.get('cam')),
    selected: readSelection(query.get('sel')),
    path: readPair(query.get('path')),
  };
}

function readSupport(text: string | null): Support {
  return text === 'several' || text === 'one' ? text : 'any';
}

function readSteps(text: string | null): 1 | 2 | 3 {
  return text === '2' ? 2 : text === '3' ? 3 : 1;
}

function readOpened(text: string): [string, number] {
  const found = /^(.*?)(?:\*(\d{1,3}))?$/.exec(text);
  return [found?.[1] ?? text, Number(found?.[2] ?? 1)];
}

function writeChoice(query: URLSearchParams, name: string, choice: Choice): void {
  const values = [...choice.values].sort();
  if (choice.only && !values.length) query.set(name, '');
  for (const value of values) query.append(choice.only ? name : `no${name}`, value);
}

function readChoice(query: URLSearchParams, name: string): Choice {
  if (query.has(name))
    return { only: true, values: new Set(query.getAll(name).filter((v, _, all) => v || all.length > 1)) };
  return { only: false, values: new Set(query.getAll(`no${name}`)) };
}

function writeGrowth(growth: Growth): string {
  const steps = growth.steps === 1 ? '' : `*${growth.steps}`;
  return growth.key + steps + (growth.at ? `@${writePoint(growth.at)}` : '');
}

function readGrowth(text: string): Growth | null {
  const found = /^(.+?)(?:\*(\d{1,3}))?(?:@([-\d.]+),([-\d.]+))?$/.exec(text);
  if (!found) return null;
  return { key: found[1], steps: found[2] ? Number(found[2]) : 1, at: point(found[3], found[4]) };
}

function readPin(text: string): [string, Point] | null {
  const found = /^(.+)@([-\d.]+),([-\d.]+)$/.exec(text);
  const at = found && point(found[2], found[3]);
  return found && at ? [found[1], at] : null;
}

function point(x: string | undefined, y: string | undefined): Point | null {
  const at: Point = [Number(x), Number(y)];
  return at.every(Number.isFinite) ? at : null;
}

function writePoint(at: Point): string {
  return `${round(at[0], 1)},${round(at[1], 1)}`;
}

function round(value: number, digits: number): number {
  const unit = 10 ** digits;
  return Math.round(value * unit) / unit;
}

function readCamera(text: string | null): ViewState['camera'] {
  const values = (text ?? '').split(',').map(Number);
  if (values.length !== 3 || !values.every(Number.isFinite) || values[2] <= 0) return null;
  return [values[0], values[1], values[2]];
}

export function writeSelection(selected: Selection): string {
  if (selected.kind === 'pair') return `p:${selected.a}~${selected.b}`;
  return `${PREFIX[selected.kind]}:${selected.kind === 'node' ? selected.key : selected.id}`;
}

function readSelection(text: string | null): Selection | null {
  const rest = text?.slice(2) ?? '';
  if (!rest) return null;
  if (text?.startsWith('n:')) return { kind: 'node', key: rest };
  if (text?.startsWith('f:')) return { kind: 'fact', id: rest };
  const pair = text?.startsWith('p:') ? readPair(rest) : null;
  return pair && { kind: 'pair', a: pair[0], b: pair[1] };
}

function readPair(text: string | null): readonly [string, string] | null {
  const parts = (text ?? '').split('~');
  return parts.length === 2 && parts[0] && parts[1] ? [parts[0], parts[1]] : null;
}

function month(text: string | null): string | null {
  return text && /^\d{4}-\d{2}$/.test(text) ? text : null;
}
