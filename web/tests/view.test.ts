import { expect, test } from 'vitest';
import type { Meta, Network } from '../src/api';
import { renamed } from '../src/network/completing';
import { Graph } from '../src/network/data';
import { lay } from '../src/network/layout';
import { stepsOf } from '../src/network/timebar';
import { compute, filterEdges } from '../src/network/visible';
import { isOn, NO_FILTERS, read, toggled, write, type ViewState } from '../src/network/viewstate';

const view = (query = ''): ViewState => read(new URLSearchParams(query));

/** Nodes a, b, ... with edges of one relation between them; `first` is a month of each edge. */
function graph(
  keys: string,
  edges: readonly (readonly [
    number,
    number,
    Partial<{ status: number; first: string; begins: string; ends: string }>?,
  ])[],
) {
  const count = keys.length;
  const zeros = Array.from({ length: count }, () => 0);
  const each = <T>(value: T): T[] => edges.map(() => value);
  const network: Network = {
    generation: 1,
    total: { nodes: count, edges: edges.length },
    types: ['Person'],
    statuses: ['asserted', 'hedged'],
    relations: ['knows'],
    sources: ['The Gazette'],
    nodes: {
      key: [...keys],
      name: [...keys],
      type: zeros,
      x: zeros.map((_, i) => i),
      y: zeros.map((_, i) => i % 2),
      weight: zeros.map((_, i) => count - i),
      community: zeros,
      degree: zeros.map((_, node) => edges.filter(([a, b]) => a === node || b === node).length),
    },
    edges: {
      id: edges.map((_, i) => `e${i}`),
      source: edges.map(([a]) => a),
      target: edges.map(([, b]) => b),
      relation: each(0),
      status: edges.map(([, , more]) => more?.status ?? 0),
      confidence: each(90),
      support: each(1),
      sources: each([0]),
      first: edges.map(([, , more]) => more?.first ?? null),
      last: each(null),
      begins: edges.map(([, , more]) => more?.begins ?? null),
      ends: edges.map(([, , more]) => more?.ends ?? null),
    },
  };
  const meta = {
    types: [{ id: 'Person' }],
    statuses: [{ id: 'asserted' }, { id: 'hedged' }],
    relations: [{ id: 'knows', label: 'knows', symmetric: true }],
  } as unknown as Meta;
  return new Graph(network, meta);
}

test.each([
  '',
  'at=2019-05&untimed=0',
  'start=person/mira&start=place/å',
  'x=person/mira*2@10.5,-3&c=place/x&hide=person/y&pin=person/z@1,2',
  'type=Person&norel=knows&src=',
  'status=asserted,hedged&conf=70&from=2020-01&to=2021-12&undated=0',
  'all=1&tall=1&colour=community&size=degree&together=1&as=list',
  'path=person/a~person/b&sel=p:person/a~person/b&cam=1.5,2,0.25',
])('a view is read from its address and written to the same: %s', (query) => {
  const written = write(view(query));
  expect(decodeURIComponent(written)).toBe(query);
  expect(view(written)).toEqual(view(query));
});

test('what cannot be understood in an address is left out', () => {
  expect(view('conf=lots&from=May&cam=1,2&path=a&sel=q:7&pin=x@here&colour=red')).toEqual(view());
  expect(view('conf=400').filters.confidence).toBe(100);
});

test('values are on or off, also where only some are wanted', () => {
  const without = toggled(NO_FILTERS.types, 'Person');
  expect([isOn(without, 'Person'), isOn(without, 'Place')]).toEqual([false, true]);
  expect(toggled(without, 'Person').values.size).toBe(0);
  const only = { only: true, values: new Set(['Place']) };
  expect([isOn(only, 'Person'), isOn(only, 'Place')]).toEqual([false, true]);
});

test('filters let through what has the status and the time', () => {
  const some = graph('abc', [
    [0, 1, { first: '2020-05-01' }],
    [1, 2, { status: 1 }],
  ]);
  const passes = (query: string): number[] => [...filterEdges(some, view(query).filters)];
  expect(passes('')).toEqual([1, 0]);
  expect(passes('status=hedged')).toEqual([0, 1]);
  expect(passes('status=asserted,hedged&from=2020-05&to=2020-05')).toEqual([1, 1]);
  expect(passes('status=asserted,hedged&from=2020-06')).toEqual([0, 1]);
  expect(passes('status=asserted,hedged&from=2020-05&undated=0')).toEqual([1, 0]);
});

test('a view shows its start and what lies next to it, and says what could be unfolded', () => {
  const chain = graph('abcd', [
    [0, 1],
    [1, 2],
    [2, 3],
  ]);
  const seen = compute(chain, view('start=a'), []);
  expect(seen.nodes.map((node) => chain.key[node])).toEqual(['a', 'b']);
  expect(seen.hiddenNeighbours).toEqual(new Map([[1, 1]]));
  const grown = compute(chain, view('start=a&x=b'), []);
  expect(grown.nodes.map((node) => chain.key[node])).toEqual(['a', 'b', 'c']);
  expect(compute(chain, view('start=a&hide=b'), []).nodes).toEqual([0]);
  expect(compute(chain, view('all=1'), []).edges).toEqual([0, 1, 2]);
});

test('no node comes twice, though two starts share neighbours', () => {
  const star = graph('abc', [
    [0, 2],
    [1, 2],
  ]);
  expect(compute(star, view('start=a&start=b&x=c'), []).nodes).toEqual([0, 1, 2]);
});

test('the same view stands in the same places, nobody on another, and what is pinned stays', () => {
  const star = graph('abcdef', [
    [0, 1],
    [0, 2],
    [0, 3],
    [4, 5],
  ]);
  const pinned = new Map([['b', [7, 8] as const]]);
  const shown = compute(star, view('all=1'), []);
  const { places } = lay(star, shown, pinned, 1.5);
  expect(lay(star, shown, pinned, 1.5).places).toEqual(places);
  expect(places.get(1)).toEqual([7, 8]);
  const spots = [...places].filter(([node]) => node !== 1).map(([, at]) => at);
  for (const [i, one] of spots.entries()) {
    for (const other of spots.slice(i + 1))
      expect(Math.hypot(one[0] - other[0], one[1] - other[1])).toBeGreaterThan(50);
  }
});

test('a key of before is written as it is now wherever the view names it, and is taken out where it is gone', () => {
  const before = view('start=old&only=old&only=x&x=old&path=old~x&sel=n:old&hide=y');
  const now = renamed(before, 'old', 'new');
  expect(now.start).toEqual(['new']);
  expect(now.only).toEqual(['new', 'x']);
  expect(now.growth.map(({ key }) => key)).toEqual(['new']);
  expect(now.path).toEqual(['new', 'x']);
  expect(now.selected).toEqual({ kind: 'node', key: 'new' });
  const gone = renamed(before, 'old', null);
  expect([gone.start, gone.only, gone.growth, gone.path, gone.selected]).toEqual([[], ['x'], [], null, null]);
  expect(gone.hidden).toEqual(new Set(['y']));
  expect(renamed(view('sel=f:old'), 'old', null).selected).toEqual({ kind: 'fact', id: 'old' });
});

test('a time that is looked at leaves out what did not hold, and nobody moves', () => {
  const dated = graph('abcd', [
    [0, 1, { begins: '2019-03-01' }],
    [0, 2, { ends: '2018-12-31' }],
    [0, 3],
  ]);
  const shown = (query: string): (readonly number[])[] => {
    const { nodes, edges } = compute(dated, view(`only=a&only=b&only=c&only=d&${query}`), []);
    return [nodes, edges];
  };
  expect(shown('')).toEqual([
    [0, 1, 2, 3],
    [0, 1, 2],
  ]);
  expect(shown('at=2018')).toEqual([
    [0, 1, 2, 3],
    [1, 2],
  ]);
  expect(shown('at=2019-02')[1]).toEqual([2]);
  expect(shown('at=2019-03&untimed=0')[1]).toEqual([0]);
});

test('time goes by years, or by months where there are few', () => {
  const times = { begins: ['2018-11-01', null], ends: [null, '2019-01-31'] };
  expect(stepsOf(times, [0, 1], null)).toEqual(['2018-11', '2018-12', '2019-01']);
  expect(stepsOf({ begins: ['2010-01-01'], ends: ['2016-12-31'] }, [0], null)).toHaveLength(7);
  expect(stepsOf({ begins: ['1000-01-01'], ends: ['2016-12-31'] }, [0], null)).toEqual(['1000', '2016']);
  expect(stepsOf(times, [], '2020')).toEqual(['2020']);
});
