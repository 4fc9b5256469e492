// What can be looked at: the groups, one of them, all that hangs together, or one entity with its neighbours.

const OPENED = 30; // entities that a group opens at most: so few can all be drawn, whatever joins them
const LEAST = 4; // entities of a part that is drawn; smaller ones are listed
const NEAR = 36; // neighbours that are drawn around an entity, the most important ones

const groups = [...rest.bubbles, ...rest.small];

function sceneOf({ focus, open }) {
  if (focus !== null) return { kind: 'around', id: focus };
  if (open === 'all' || !rest.bubbles.length) return { kind: 'all' };
  return open === null ? { kind: 'home' } : { kind: 'group', group: groups[open] };
}

const ends = (link) => (link.to === undefined || link.to === link.from ? [link.from] : [link.from, link.to]);

// Those who hang together by links, in parts, the largest first.
function partsOf(links) {
  const owner = new Map();
  const root = (id) => {
    let at = id;
    while (owner.get(at) !== at) at = owner.get(at);
    owner.set(id, at);
    return at;
  };
  for (const id of links.flatMap(ends)) owner.set(id, id);
  for (const link of links) {
    const [a, b] = ends(link).map(root);
    if (b !== undefined && a !== b) owner.set(Math.max(a, b), Math.min(a, b));
  }
  const parts = new Map();
  for (const id of [...owner.keys()].sort((a, b) => a - b)) {
    const at = root(id);
    if (!parts.has(at)) parts.set(at, []);
    parts.get(at).push(id);
  }
  return [...parts.values()].sort((a, b) => b.length - a.length || a[0] - b[0]);
}

// The parts that are drawn and those that are listed, of all that links join.
function sorted(links) {
  const parts = partsOf(links);
  if (parts.flat().length <= OPENED) return { large: parts, small: [] };
  return { large: parts.filter((part) => part.length >= LEAST), small: parts.filter((part) => part.length < LEAST) };
}

// Whom links join to an entity, the most important first.
function neighboursOf(id, links) {
  const near = new Set(links.flatMap((link) => (ends(link).includes(id) ? ends(link) : [])));
  near.delete(id);
  return [...near].sort((a, b) => a - b);
}

const BESIDE = 3; // links between the same two that are drawn, the best attested ones

// The links that are drawn, and how many others the last one between two stands for; `kept` is drawn in any case.
function thinned(links, kept) {
  const pairs = new Map();
  for (const link of links) {
    const pair = [link.from, link.to].sort((a, b) => a - b).join();
    pairs.set(pair, [...(pairs.get(pair) ?? []), link]);
  }
  const [between, besides] = [[], new Map()];
  for (const list of pairs.values()) {
    list.sort((a, b) => Math.abs(a.curve) - Math.abs(b.curve)); // as they were bent, the best attested one least
    const drawn = list.filter((link, i) => i < BESIDE || link.id === kept);
    between.push(...drawn);
    if (drawn.length < list.length) besides.set(drawn[BESIDE - 1].id, list.length - drawn.length);
  }
  return { between, besides };
}

// Whether there is more room from top to bottom than from side to side: what is laid out wide is then turned.
const isTall = () => byId('stage').clientHeight > 1.15 * byId('stage').clientWidth;
const turned = ([x, y]) => (isTall() ? [y, x] : [x, y]);

const STRETCH = 1.8; // at most

// Points drawn out to the side on which the window has more room than they take.
function stretched(points) {
  const span = (axis) => Math.max(...points.map((point) => point[axis])) - Math.min(...points.map((point) => point[axis])) + 200;
  const lack = span(1) / span(0) / (byId('stage').clientHeight / Math.max(1, byId('stage').clientWidth));
  const [wide, high] = [Math.min(Math.max(lack, 1), STRETCH), Math.min(Math.max(1 / lack, 1), STRETCH)];
  return points.map(([x, y]) => ({ x: Math.round(x * wide), y: Math.round(y * high) }));
}

// Where each entity of a scene is drawn.
function placesOf(scene, visible, links) {
  if (scene.kind === 'group') {
    const points = stretched(scene.group.places.map(turned));
    return new Map(scene.group.opens.map((id, i) => [id, points[i]]));
  }
  if (scene.kind === 'around') return around.places(scene.id, [...visible], links);
  return new Map(nodes.map(({ id, x, y }) => [id, { x, y }]));
}
