// The network itself: what is visible, what is selected, where the view is.

const state = {
  offTypes: new Set(),
  offRelations: new Set(),
  offStatuses: new Set(rest.statuses.map((status) => status.name).filter((name) => name !== 'asserted')),
  confidence: 0,
  more: false, // all neighbours of the focus, however many
  together: false, // the layer "named in the same sentence"
  open: null, // the number of a group, or 'all'; null where the page begins
  focus: null, // a node id: only it and its neighbours
  selected: null, // { kind: 'node' | 'fact' | 'pair', id }
};
const extra = new Set(); // nodes that a search brought up in spite of filters
const shown = { scene: null, nodes: new Set(), edges: new Set(), links: [], small: [], near: 0, besides: new Map() };

const smooth = (curve) =>
  curve ? { enabled: true, type: curve > 0 ? 'curvedCW' : 'curvedCCW', roundness: Math.abs(curve) } : { enabled: false };

const thin = nodes.length > 40 ? 1.6 : 1; // a larger network is seen from further away

function visNode({ id, x, y, size, shape, type }) {
  return { id, x, y, size, shape, borderWidth: 1.5, borderWidthSelected: 3, hidden: !shown.nodes.has(id), ...nodeLook({ type }) };
}

function visEdge(fact) {
  return {
    id: fact.id, from: fact.from, to: fact.to, hidden: !shown.edges.has(fact.id),
    arrows: fact.symmetric ? '' : { to: { enabled: true, scaleFactor: 0.55 } },
    dashes: statusDash(fact.status) ?? false,
    width: thin + Math.min(fact.support, 5) * 0.4,
    smooth: smooth(fact.curve), selectionWidth: 0.6, hoverWidth: 0.5, ...edgeLook(fact),
  };
}

function visPair(pair) {
  return {
    id: pair.id, from: pair.from, to: pair.to, hidden: !shown.edges.has(pair.id), arrows: '', dashes: [1, 5],
    width: 1 + Math.min(pair.count, 6) * 0.4,
    smooth: smooth(pair.curve), selectionWidth: 0.6, hoverWidth: 0.5, ...pairLook(),
  };
}

function onFilter(fact) {
  return !state.offRelations.has(fact.relation) && !state.offStatuses.has(fact.status) && fact.confidence >= state.confidence;
}

const typeOn = (id) => extra.has(id) || id === state.focus || !state.offTypes.has(nodes[id].type);

// The links (facts and pairs) that the filters let through.
function liveLinks() {
  const live = facts.filter((fact) => onFilter(fact) && ends(fact).every(typeOn));
  const layer = state.together ? rest.together : state.focus !== null && !factsOf.get(state.focus).length ? pairsOf.get(state.focus) : [];
  return [...live, ...layer.filter((pair) => ends(pair).every(typeOn))];
}

// Who is drawn in the scene, of those that links join; who is listed or left out instead.
function castOf(scene, links) {
  if (scene.kind === 'home') return { cast: [] };
  if (scene.kind === 'group') return { cast: scene.group.opens.filter(typeOn) };
  if (scene.kind === 'around') {
    const near = neighboursOf(scene.id, links);
    return { cast: [scene.id, ...(state.more ? near : near.slice(0, NEAR))], near: near.length };
  }
  const { large, small } = sorted(links);
  return { cast: [...large.flat(), ...extra], small };
}

function work() {
  const scene = sceneOf(state);
  const live = liveLinks();
  const { cast, small = [], near = 0 } = castOf(scene, live);
  const visible = new Set(cast);
  const links = live.filter((link) => ends(link).every((id) => visible.has(id)));
  const all = links.filter((link) => link.to !== undefined);
  const { between, besides } = scene.kind === 'all' ? { between: all, besides: new Map() } : thinned(all, state.selected?.id);
  return { scene, small, near, besides, nodes: visible, edges: new Set(between.map((link) => link.id)), links: between };
}

readTheme();
readHash();
Object.assign(shown, work());
const standing = new Map(nodes.map(({ id, x, y }) => [id, { x, y }]));
const layered = new Set(); // pairs that the canvas knows
const nodeSet = new vis.DataSet(nodes.map(visNode));
const edgeSet = new vis.DataSet(edges.map(visEdge));
const network = new vis.Network(byId('network'), { nodes: nodeSet, edges: edgeSet }, read('options'));
settle(true);

function changed(now, before, set) {
  const off = [...before].filter((id) => !now.has(id)).map((id) => ({ id, hidden: true }));
  const on = [...now].filter((id) => !before.has(id)).map((id) => ({ id, hidden: false }));
  if (off.length || on.length) set.update([...off, ...on]);
}

function addPairs(links) {
  const fresh = links.filter((link) => !link.relation && !layered.has(link.id));
  fresh.forEach(({ id }) => layered.add(id));
  if (fresh.length) edgeSet.add(fresh.map(visPair));
}

// Puts each entity where it is in the scene, if that is another place.
function settle(anew) {
  addPairs(shown.links);
  if (!anew) return;
  const wanted = placesOf(shown.scene, shown.nodes, shown.links);
  const moved = [...shown.nodes].filter((id) => standing.get(id).x !== wanted.get(id).x || standing.get(id).y !== wanted.get(id).y);
  moved.forEach((id) => standing.set(id, wanted.get(id)));
  if (moved.length) nodeSet.update(moved.map((id) => ({ id, ...standing.get(id) })));
}

const sceneName = ({ kind, id, group }) => `${kind} ${id ?? groups.indexOf(group)} ${state.more}`;

// Brings the canvas in step with the state; says whether there is another scene.
function refresh() {
  const before = sceneName(shown.scene);
  const now = work();
  const other = sceneName(now.scene) !== before;
  changed(now.nodes, shown.nodes, nodeSet);
  addPairs(now.links);
  changed(now.edges, shown.edges, edgeSet);
  Object.assign(shown, now);
  settle(other || now.scene.kind === 'around');
  network.redraw();
  return other;
}

function repaint() {
  readTheme();
  nodeSet.update(nodes.map((node) => ({ id: node.id, ...nodeLook(node) })));
  edgeSet.update([
    ...edges.map((fact) => ({ id: fact.id, ...edgeLook(fact) })),
    ...rest.together.filter((pair) => layered.has(pair.id)).map((pair) => ({ id: pair.id, ...pairLook() })),
  ]);
}

const still = window.matchMedia('(prefers-reduced-motion: reduce)');
const motion = () => (still.matches ? false : { duration: 300, easingFunction: 'easeInOutQuad' });

let untouched = true; // until somebody moves the view, it follows what is switched on

// The whole of what is visible, with room for the labels at its border.
function fit(animate = true) {
  const ids = [...shown.nodes];
  untouched = true;
  if (!ids.length) return;
  const canvas = byId('network').querySelector('canvas');
  if (canvas.clientHeight !== byId('network').clientHeight) network.setSize('100%', '100%'); // it would notice only later
  const at = Object.values(network.getPositions(ids));
  const [left, right] = [Math.min(...at.map((p) => p.x)), Math.max(...at.map((p) => p.x))];
  const [top, bottom] = [Math.min(...at.map((p) => p.y)), Math.max(...at.map((p) => p.y))];
  const { clientWidth, clientHeight } = byId('network');
  const [aside, above] = [Math.min(170, clientWidth / 3.6), Math.min(100, clientHeight / 5)];
  const scale = Math.min((clientWidth - aside) / (right - left + 1), (clientHeight - above) / (bottom - top + 1), shown.scene.kind === 'around' ? 1.1 : 1.4);
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: animate && motion() });
}

function zoom(factor) {
  untouched = false;
  network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.02), 8), animation: motion() });
}

function move(right, down) {
  untouched = false;
  const at = network.getViewPosition();
  const step = 80 / network.getScale();
  network.moveTo({ position: { x: at.x + right * step, y: at.y + down * step } });
}

// The point that pulls a link aside, in the network's coordinates; vis-network bends its edges so.
function bend(link, places) {
  const [a, b] = [places[link.from], places[link.to]];
  const angle = Math.atan2(a.y - b.y, b.x - a.x) + (0.5 + link.curve / 2) * Math.PI;
  const reach = (0.5 + Math.abs(link.curve) / 2) * Math.hypot(a.x - b.x, a.y - b.y);
  return { x: a.x + reach * Math.sin(angle), y: a.y + reach * Math.cos(angle) };
}

// Where a link is drawn, in the network's coordinates: its middle, or a share of its way.
function middle(link, places, t = 0.5) {
  const [a, b, via] = [places[link.from], places[link.to], bend(link, places)];
  const on = (axis) => (1 - t) ** 2 * a[axis] + 2 * t * (1 - t) * via[axis] + t ** 2 * b[axis];
  return { x: on('x'), y: on('y') };
}
