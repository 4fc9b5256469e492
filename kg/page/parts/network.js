// The network itself: what is visible, what is selected, where the view is.

const state = {
  offTypes: new Set(),
  offRelations: new Set(),
  offStatuses: new Set(rest.statuses.map((status) => status.name).filter((name) => name !== 'asserted')),
  confidence: 0,
  lonely: false, // entities without any fact
  together: false, // the layer "named in the same sentence"
  focus: null, // a node id: only it and its neighbours
  selected: null, // { kind: 'node' | 'fact' | 'pair', id }
};
const extra = new Set(); // nodes that a search brought up in spite of filters
const shown = { nodes: new Set(), edges: new Set() };

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

// The links (facts and pairs) that the filters let through, before focus.
function liveLinks() {
  const typeOn = (id) => extra.has(id) || !state.offTypes.has(nodes[id].type);
  const live = facts.filter((fact) => onFilter(fact) && typeOn(fact.from) && (fact.to === undefined || typeOn(fact.to)));
  const layer = state.together ? rest.together.filter((pair) => typeOn(pair.from) && typeOn(pair.to)) : [];
  return [...live, ...layer];
}

function neighbourhood(id, links) {
  const near = new Set([id]);
  for (const link of links) {
    if (link.from === id && link.to !== undefined) near.add(link.to);
    if (link.to === id) near.add(link.from);
  }
  return near;
}

function work() {
  let links = liveLinks();
  const near = state.focus === null ? null : neighbourhood(state.focus, links);
  if (near) links = links.filter((link) => near.has(link.from) && (link.to === undefined || near.has(link.to)));
  const visible = new Set(links.flatMap((link) => (link.to === undefined ? [link.from] : [link.from, link.to])));
  for (const id of extra) visible.add(id);
  if (state.focus !== null) visible.add(state.focus);
  if (state.lonely && !near) {
    for (const node of nodes) if (!factsOf.get(node.id).length && !state.offTypes.has(node.type)) visible.add(node.id);
  }
  return { nodes: visible, edges: new Set(links.filter((link) => link.to !== undefined).map((link) => link.id)) };
}

readTheme();
readHash();
Object.assign(shown, work());
const nodeSet = new vis.DataSet(nodes.map(visNode));
const edgeSet = new vis.DataSet([...edges.map(visEdge), ...(state.together ? rest.together.map(visPair) : [])]);
const network = new vis.Network(byId('network'), { nodes: nodeSet, edges: edgeSet }, read('options'));

function changed(now, before, set) {
  const off = [...before].filter((id) => !now.has(id)).map((id) => ({ id, hidden: true }));
  const on = [...now].filter((id) => !before.has(id)).map((id) => ({ id, hidden: false }));
  if (off.length || on.length) set.update([...off, ...on]);
}

// Brings the canvas in step with the state.
function refresh() {
  const now = work();
  if (state.together && !edgeSet.get(rest.together[0]?.id)) edgeSet.add(rest.together.map(visPair));
  changed(now.nodes, shown.nodes, nodeSet);
  changed(now.edges, shown.edges, edgeSet);
  Object.assign(shown, now);
  network.redraw();
}

function repaint() {
  readTheme();
  nodeSet.update(nodes.map((node) => ({ id: node.id, ...nodeLook(node) })));
  edgeSet.update([
    ...edges.map((fact) => ({ id: fact.id, ...edgeLook(fact) })),
    ...rest.together.filter((pair) => edgeSet.get(pair.id)).map((pair) => ({ id: pair.id, ...pairLook() })),
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
  const places = Object.values(network.getPositions(ids));
  const [left, right] = [Math.min(...places.map((p) => p.x)), Math.max(...places.map((p) => p.x))];
  const [top, bottom] = [Math.min(...places.map((p) => p.y)), Math.max(...places.map((p) => p.y))];
  const { clientWidth, clientHeight } = byId('network');
  const scale = Math.min((clientWidth - 150) / (right - left + 1), (clientHeight - 90) / (bottom - top + 1), 1.3);
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

// Where the middle of a link is drawn, in the network's coordinates.
function middle(link, places) {
  const [a, b, via] = [places[link.from], places[link.to], bend(link, places)];
  return { x: (a.x + b.x) / 4 + via.x / 2, y: (a.y + b.y) / 4 + via.y / 2 };
}
