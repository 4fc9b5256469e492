// Where the page begins: a circle for each large group, lines for the facts that cross, the small ones as a list.

const ruler = element('canvas').getContext('2d');
const NAME = 60; // letters of a name that a circle or a list shows at most

const shortened = (text, most) => {
  const line = [...text.replace(/\s+/g, ' ').trim()];
  return line.length <= most ? line.join('') : `${line.slice(0, Math.max(1, most - 1)).join('').trimEnd()}…`;
};

function svg(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const namesOf = (group) => group.names.map((name) => shortened(name, NAME)).join(', ');

let bubbleCircles = []; // the circles, in pixels

function drawHome() {
  const most = Math.max(1, ...rest.lines.map(({ count }) => count));
  const box = element('div', { class: 'bubbles-box' });
  byId('home').replaceChildren(
    box,
    element('p', { class: 'hint' }, 'A circle is a group that many facts join, as large as its articles are many; '
      + 'a line stands for facts from one to the other. Click one to open it.'),
  );
  const { clientWidth: width, clientHeight: height } = box;
  bubbleCircles = circlesIn(rest.bubbles.map(({ circle }) => circle), width, height);
  box.append(svg('svg', { class: 'bubbles', viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': 'Groups that hang together' },
    ...rest.lines.map((line) => crossing(line, most)), ...rest.bubbles.map(bubble)));
}

function bubble(group, i) {
  const [cx, cy, r] = bubbleCircles[i];
  const kinds = Object.entries(group.kinds).map(([kind, count]) => `${count} ${count === 1 ? kind.toLowerCase() : typeWord(kind).toLowerCase()}`);
  const about = `${plural(group.size, 'entity', 'entities')} (${kinds.join(', ')}), ${plural(group.articles, 'article')}`;
  const made = svg('a', { class: `bubble bubble-${i % 12}`, href: `#open:${i}` },
    svg('title', {}, `${namesOf(group)}\n${about}`), svg('circle', { class: 'under', cx, cy, r }), svg('circle', { cx, cy, r }),
    ...bubbleText(group, cx, cy, r));
  made.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openGroup(i);
  });
  return made;
}

function bubbleText(group, x, y, radius) {
  const names = group.names.map((name) => shortened(name, NAME));
  const width = (text, kind, size) => widthOf(ruler, `${kind === 'first' ? 650 : 400} ${size}px ${FACE}`, text);
  return linesIn(names, plural(group.articles, 'article'), radius, width, shortened).map(({ text, kind, off, size }) =>
    svg('text', { class: kind, x, y: y + off + size * 0.35, 'font-size': size }, text));
}

function crossing(line, most) {
  const [[ax, ay, ar], [bx, by, br]] = line.ends.map((end) => bubbleCircles[end]);
  const far = Math.hypot(bx - ax, by - ay) || 1;
  const [ux, uy] = [(bx - ax) / far, (by - ay) / far];
  const at = { x1: ax + ux * ar, y1: ay + uy * ar, x2: bx - ux * br, y2: by - uy * br };
  const examples = line.facts.map((id) => factById.get(id))
    .map((fact) => `${visibleName(nodes[fact.from])} ${edgeLabel(fact)} ${visibleName(nodes[fact.to])}`);
  const made = svg('g', { class: 'crossing' }, svg('title', {}, [plural(line.count, 'fact'), ...examples].join('\n')),
    svg('line', { ...at, 'stroke-width': 1.2 + 7 * Math.sqrt(line.count / most) }), svg('line', { ...at, class: 'wide', 'stroke-width': 16 }));
  made.addEventListener('click', () => crossingPanel(line));
  return made;
}

function crossingPanel(line) {
  const known = line.facts.map((id) => factById.get(id));
  byId('panel').replaceChildren(
    button('Overview', () => fillPanel(), { class: 'back' }),
    element('h2', {}, `${plural(line.count, 'fact')} across`),
    element('p', { class: 'about' }, bdi(namesOf(rest.bubbles[line.ends[0]])), ' – ', bdi(namesOf(rest.bubbles[line.ends[1]]))),
    element('ul', { class: 'facts' }, ...known.map((fact) => wholeFact(fact))),
    line.count > known.length ? element('p', { class: 'hint' }, `The ${known.length} best attested are listed.`) : '',
  );
}

// What is not drawn, as a list: small groups, and those whom no fact joins.
function fillBesides() {
  const { scene, small } = shown;
  const lonely = nodes.filter((node) => !factsOf.get(node.id).length);
  const listed = scene.kind === 'home' ? rest.small.map((group, i) => groupItem(group, rest.bubbles.length + i)) : small.map(partItem);
  const apart = scene.kind === 'home' || scene.kind === 'all';
  const count = scene.kind === 'home' ? rest.counts.smallGroups : small.length;
  const inside = scene.kind === 'home' ? rest.counts.inSmallGroups : small.flat().length;
  const words = [
    count && `${plural(count, 'small group')} of ${plural(inside, 'entity', 'entities')}`,
    lonely.length && `${plural(lonely.length, 'entity', 'entities')} without a fact`,
  ].filter(Boolean).join(', and ');
  const besides = byId('besides');
  besides.hidden = !apart || !words;
  if (besides.hidden) return;
  besides.replaceChildren(element('summary', {}, `Besides: ${words}`),
    element('ul', {}, ...listed, ...lonely.map((node) => item([bdi(shortened(visibleName(node), NAME))], () => setFocus(node.id)))));
}

const item = (content, action) => element('li', {}, element('button', { type: 'button', class: 'link', onclick: action }, ...content));

const inRow = (names) => names.flatMap((name, i) => [i ? ', ' : '', bdi(shortened(name, 34))]);

function groupItem(group, number) {
  const more = group.size > group.names.length ? ` and ${group.size - group.names.length} more` : null;
  return item([...inRow(group.names), more].filter(Boolean), () => openGroup(number));
}

// The one that most links join stands in the middle.
function partItem(part) {
  const degree = (id) => factsOf.get(id).length;
  const middle = [...part].sort((a, b) => degree(b) - degree(a) || a - b)[0];
  return item(inRow(part.map((id) => visibleName(nodes[id]))), () => setFocus(middle));
}
