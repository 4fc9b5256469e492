// Puts it together: what a click, a key and a choice do.

// Makes everything on the page agree with the state.
function update() {
  const before = shown.nodes;
  refresh();
  if (untouched && (before.size !== shown.nodes.size || [...before].some((id) => !shown.nodes.has(id)))) fit();
  const focus = byId('focus');
  focus.hidden = state.focus === null;
  if (state.focus !== null) {
    focus.firstElementChild.replaceChildren('Only ', bdi(visibleName(nodes[state.focus])), ' and its ',
      plural(shown.nodes.size - 1, 'neighbour'));
  }
  const { links } = front();
  const chosen = state.selected?.kind === 'node' ? [state.selected.id] : [];
  network.setSelection({ nodes: chosen, edges: [...links].filter((id) => shown.edges.has(id)) }, { highlightEdges: false });
  fillEmpty();
  writeHash();
}

function choose(selected) {
  if (!selected && !state.selected) return;
  state.selected = selected;
  if (selected?.kind === 'node' && !shown.nodes.has(selected.id)) bringUp(selected.id);
  if (selected && selected.kind !== 'node') bringUpLink(selected.id);
  fillPanel();
  update();
  say(selected ? byId('panel').querySelector('h2').textContent : 'Overview');
}

// Shows an entity that filters or focus hide.
function bringUp(id) {
  if (state.focus !== null && state.focus !== id) state.focus = null;
  extra.add(id);
  update();
}

function bringUpLink(id) {
  const link = factById.get(id) ?? pairById.get(id);
  const ends = link.to === undefined ? [link.from] : [link.from, link.to];
  for (const end of ends) if (!shown.nodes.has(end)) bringUp(end);
}

function setFocus(id) {
  state.focus = id;
  if (id !== null) state.selected = { kind: 'node', id };
  update();
  fillPanel();
  fit();
}

function centre(id) {
  if (!shown.nodes.has(id)) bringUp(id);
  untouched = false;
  network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: motion() });
}

function startAgain() {
  extra.clear();
  history.replaceState(null, '', '#');
  readHash();
  byId('search').value = '';
  fillFilters();
  fillPanel();
  update();
  fit();
}

function fillCounts() {
  const { articles, entities, facts: all, shownEntities, shownFacts } = rest.counts;
  byId('counts').textContent = [plural(entities, 'entity', 'entities'), plural(all, 'fact'), plural(articles, 'article')].join(' · ');
  const notice = byId('notice');
  notice.hidden = shownEntities === entities;
  notice.textContent = `Drawn: the ${shownEntities.toLocaleString('en')} most important of ${plural(entities, 'entity', 'entities')}, `
    + `with ${shownFacts.toLocaleString('en')} of ${plural(all, 'fact')}. The others are in the graph: kg show, kg query.`;
}

function fillEmpty() {
  const empty = byId('empty');
  empty.hidden = shown.nodes.size > 0;
  if (shown.nodes.size) return;
  const lines = nodes.length === 0
    ? ['Nothing to draw yet.', 'Put news articles in a folder, type “kg build” and its name, and open this page again.']
    : facts.length === 0
      ? [`The articles name ${plural(nodes.length, 'entity', 'entities')}, but no fact was read.`, 'Switch on “Without facts” or “Named in the same sentence”.']
      : ['Nothing passes the filters.', 'Switch some on again, or start again.'];
  empty.replaceChildren(element('strong', {}, lines[0]), element('span', {}, lines[1]));
}

// What a point of the canvas belongs to: an entity, a label or a link.
function thingAt(point) {
  const id = nodeAt(point);
  if (id !== undefined) return { kind: 'node', id };
  const box = labelAt(point);
  if (box) return { kind: box.kind, id: box.id };
  const link = linkAt(point);
  return link === undefined ? null : { kind: pairById.has(link) ? 'pair' : 'fact', id: link };
}

const KEYS = {
  '+': () => zoom(1.3), '=': () => zoom(1.3), '-': () => zoom(1 / 1.3), 0: () => fit(),
  ArrowLeft: () => move(-1, 0), ArrowRight: () => move(1, 0), ArrowUp: () => move(0, -1), ArrowDown: () => move(0, 1),
  Escape: () => (state.focus === null ? choose(null) : setFocus(null)),
};

function listen() {
  for (const event of ['dragStart', 'zoom']) network.on(event, () => { untouched = false; });
  network.on('click', ({ pointer }) => choose(thingAt(pointer.DOM)));
  const only = (point) => {
    const thing = thingAt(point);
    if (thing?.kind === 'node') setFocus(thing.id);
  };
  network.on('doubleClick', ({ pointer, event }) => {
    if (event.pointerType === 'touch') only(pointer.DOM); // browsers tell of double clicks, but not of double taps
  });
  byId('network').addEventListener('dblclick', ({ offsetX: x, offsetY: y }) => only({ x, y }));
  byId('network').addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  byId('network').addEventListener('mousemove', ({ offsetX: x, offsetY: y }) => {
    byId('network').classList.toggle('over', thingAt({ x, y }) !== null);
  });
  byId('fit').addEventListener('click', () => fit());
  byId('reset').addEventListener('click', startAgain);
  byId('closer').addEventListener('click', () => zoom(1.4));
  byId('further').addEventListener('click', () => zoom(1 / 1.4));
  byId('focus').querySelector('button').addEventListener('click', () => setFocus(null));
  dark.addEventListener('change', repaint);
  window.addEventListener('hashchange', () => { readHash(); fillFilters(); fillPanel(); update(); });
}

// For tests and the console: where things are drawn, in pixels of the window, and what is on.
function inWindow(point) {
  const frame = byId('network').getBoundingClientRect();
  const at = network.canvasToDOM(point);
  return { x: frame.left + at.x, y: frame.top + at.y };
}

Object.defineProperty(window, 'kg', { value: Object.freeze({
  positionOf: (key) => inWindow(network.getPosition(nodeByKey.get(key).id)),
  middleOf: (id) => {
    const link = factById.get(id) ?? pairById.get(id);
    return inWindow(middle(link, network.getPositions([link.from, link.to])));
  },
  visibleEntities: () => [...shown.nodes].sort((a, b) => a - b).map((id) => nodes[id].key),
  visibleLinks: () => [...shown.edges].sort(),
  labels: () => painted.map(({ left, right, top, bottom, kind, id, text }) => ({ left, right, top, bottom, kind, id, text })),
  selected: () => state.selected && { kind: state.selected.kind, id: selectedKey() },
  focus: () => (state.focus === null ? null : nodes[state.focus].key),
}) });

fillCounts();
fillFilters();
fillPanel();
startSearch((node) => { choose({ kind: 'node', id: node.id }); centre(node.id); });
listen();
update();
fit(false);
