// Puts it together: what a click, a key and a choice do.

// Makes everything on the page agree with the state; `step` is one that the way back undoes.
function update(step = false) {
  const before = shown.nodes;
  const wasHome = shown.scene.kind === 'home';
  const other = refresh();
  const atHome = shown.scene.kind === 'home';
  const fresh = before.size !== shown.nodes.size || [...before].some((id) => !shown.nodes.has(id));
  showScene(atHome);
  if (wasHome !== atHome) fillFilters();
  if (other || (untouched && fresh)) fit(!other);
  const { links } = front();
  const chosen = state.selected?.kind === 'node' && shown.nodes.has(state.selected.id) ? [state.selected.id] : [];
  network.setSelection({ nodes: chosen, edges: [...links].filter((id) => shown.edges.has(id)) }, { highlightEdges: false });
  document.body.classList.toggle('chosen', state.selected !== null);
  fillEmpty(atHome);
  fillBesides();
  writeHash(step);
}

function showScene(atHome) {
  byId('home').hidden = !atHome;
  byId('network').classList.toggle('behind', atHome);
  byId('fit').disabled = atHome;
  document.querySelector('.zoom').hidden = atHome;
  for (const id of ['groups', 'all']) byId(id).hidden = !rest.bubbles.length;
  byId('groups').setAttribute('aria-pressed', String(atHome));
  byId('all').setAttribute('aria-pressed', String(shown.scene.kind === 'all'));
  fillFocus();
}

// Above the drawing: what is shown, if it is a part, and the way back to the whole.
function fillFocus() {
  const { kind, group, id } = shown.scene;
  const bar = byId('focus');
  bar.hidden = kind !== 'around' && kind !== 'group';
  if (bar.hidden) return;
  const told = kind === 'group' ? tellGroup(group) : tellAround(id);
  const more = kind === 'around' && !state.more && shown.near > NEAR
    ? button(`All ${shown.near}`, () => { state.more = true; update(); }, { title: 'Show all neighbours' }) : null;
  const back = () => show({ open: kind === 'group' ? null : state.open });
  bar.replaceChildren(element('span', {}, ...told), ...[more].filter(Boolean),
    button(kind === 'group' ? 'All groups' : 'Show all', back, { class: 'whole' }));
}

function tellGroup(group) {
  const drawn = group.opens.length;
  return [element('strong', {}, ...inRow(group.names)),
    drawn < group.size ? ` · the ${drawn} best known of ${plural(group.size, 'entity', 'entities')}` : ` · ${plural(group.size, 'entity', 'entities')}`];
}

function tellAround(id) {
  const count = shown.nodes.size - 1;
  const told = count < shown.near ? `the ${count} most important of ${shown.near} neighbours`
    : count ? plural(count, 'neighbour') : 'nothing that is switched on joins it to another';
  return [element('strong', {}, bdi(shortened(visibleName(nodes[id]), NAME))), ` · ${told}`];
}

// Goes to another scene; with nothing said of a selection, there is none then.
function show({ open = null, focus = null, selected = null }) {
  extra.clear();
  Object.assign(state, { open, focus, selected, more: false });
  untouched = true;
  update(true);
  fillPanel();
}

const openGroup = (number) => { show({ open: number }); say(namesOf(groups[number])); };

function choose(selected) {
  if (!selected && !state.selected) return;
  const ids = selected === null ? [] : selected.kind === 'node' ? [selected.id] : ends(factById.get(selected.id) ?? pairById.get(selected.id));
  if (ids.some((id) => !shown.nodes.has(id))) show({ open: state.open, focus: ids[0], selected });
  state.selected = selected;
  ids.filter((id) => !shown.nodes.has(id)).forEach((id) => extra.add(id));
  fillPanel();
  update();
  say(selected ? byId('panel').querySelector('h2').textContent : 'Overview');
}

// An entity amid its neighbours; null goes back to where that was asked for.
function setFocus(id) {
  show({ open: state.open, focus: id, selected: id === null ? null : { kind: 'node', id } });
  if (id !== null) say(byId('panel').querySelector('h2').textContent);
}

function centre(id) {
  if (!shown.nodes.has(id)) return setFocus(id);
  untouched = false;
  network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: motion() });
}

function startAgain() {
  extra.clear();
  history.pushState(null, '', '#');
  readHash();
  byId('search').value = '';
  untouched = true;
  fillFilters();
  update();
  fillPanel();
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

function fillEmpty(atHome) {
  const empty = byId('empty');
  empty.hidden = atHome || shown.nodes.size > 0;
  if (empty.hidden) return;
  const lines = nodes.length === 0
    ? ['Nothing to draw yet.', 'Put news articles in a folder, type “kg build” and its name, and open this page again.']
    : facts.length === 0
      ? [`The articles name ${plural(nodes.length, 'entity', 'entities')}, but no fact was read.`, 'They are listed below; “Named in the same sentence” shows who is named beside whom.']
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
  Escape: () => (state.selected && state.focus === null ? choose(null) : show({ open: state.focus === null ? null : state.open })),
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
  byId('groups').addEventListener('click', () => show({ open: null }));
  byId('all').addEventListener('click', () => show({ open: 'all' }));
  byId('side').addEventListener('click', () => {
    const open = document.body.classList.toggle('side');
    byId('side').setAttribute('aria-expanded', String(open));
  });
  dark.addEventListener('change', repaint);
  window.addEventListener('resize', fitWindow);
  network.on('resize', () => setTimeout(() => { if (untouched) fit(false); }, 0)); // vis-network scales the view itself
  window.addEventListener('hashchange', () => { extra.clear(); readHash(); untouched = true; fillFilters(); update(); fillPanel(); });
}

// The layout of the scene for the window as it is now.
function fitWindow() {
  if (rest.bubbles.length) drawHome();
  settle(true);
  if (untouched) fit(false);
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
  scene: () => shown.scene.kind,
  focus: () => (state.focus === null ? null : nodes[state.focus].key),
}) });

fillCounts();
fillFilters();
fillPanel();
startSearch((node) => setFocus(node.id));
listen();
update();
fitWindow();
