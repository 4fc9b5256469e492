// Where the page begins: a circle for each large group, lines for the facts that cross, the small ones as a list.

const MARGIN = 12;
const LEAST_LETTERS = 0.75; // of the size that names have at most, in pixels of the screen
const FONT_SIZES = { first: 13.5, small: 11, '': 13.5 };
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

const circleOf = ({ circle: [x, y, radius] }) => [...turned([x, y]), radius];

function drawHome() {
  const circles = rest.bubbles.map(circleOf);
  const edge = (axis, side) => side * Math.max(...circles.map((circle) => side * circle[axis] + circle[2]));
  const [x, y] = [edge(0, -1) - MARGIN, edge(1, -1) - MARGIN];
  const [width, height] = [edge(0, 1) + MARGIN - x, edge(1, 1) + MARGIN - y];
  const { clientWidth, clientHeight } = byId('stage');
  const scale = Math.min(clientWidth / width, clientHeight / height) || 1;
  const large = Math.min(Math.max(LEAST_LETTERS / scale, 1), 1.5); // small screens have larger letters
  const box = `${x} ${y} ${width} ${height}`;
  const most = Math.max(1, ...rest.lines.map(({ count }) => count));
  byId('home').replaceChildren(
    svg('svg', { class: 'bubbles', viewBox: box, role: 'group', 'aria-label': 'Groups that hang together' },
      ...rest.lines.map((line) => crossing(line, most)), ...rest.bubbles.map((group, i) => bubble(group, i, large))),
    element('p', { class: 'hint' }, 'A circle is a group that many facts join, as large as its articles are many; '
      + 'a line stands for facts from one to the other. Click one to open it.'),
  );
}

function bubble(group, i, large) {
  const [cx, cy, r] = circleOf(group);
  const kinds = Object.entries(group.kinds).map(([kind, count]) => `${count} ${count === 1 ? kind.toLowerCase() : typeWord(kind).toLowerCase()}`);
  const about = `${plural(group.size, 'entity', 'entities')} (${kinds.join(', ')}), ${plural(group.articles, 'article')}`;
  const made = svg('a', { class: `bubble bubble-${i % 12}`, href: `#open:${i}` },
    svg('title', {}, `${namesOf(group)}\n${about}`), svg('circle', { class: 'under', cx, cy, r }), svg('circle', { cx, cy, r }),
    ...bubbleText(group, cx, cy, r, large));
  made.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openGroup(i);
  });
  return made;
}

// The names on lines of their own, as long as the circle is wide there.
function bubbleText(group, x, y, radius, large) {
  const step = 15 * large;
  const lines = [...group.names, plural(group.articles, 'article')];
  return lines.map((text, i) => {
    const off = (i - (lines.length - 1) / 2) * step;
    const wide = 2 * Math.sqrt(Math.max(0, radius ** 2 - (Math.abs(off) + step / 3) ** 2));
    const kind = i === 0 ? 'first' : i === lines.length - 1 ? 'small' : '';
    const size = FONT_SIZES[kind] * large;
    const font = `${kind === 'first' ? 650 : 400} ${size}px ${FACE}`;
    return svg('text', { class: kind, x, y: y + off + size * 0.3, 'font-size': size }, fitting(shortened(text, NAME), font, wide - 6));
  });
}

// As much of a text as is at most so wide.
function fitting(text, font, wide) {
  let most = [...text].length;
  while (most > 4 && widthOf(ruler, font, shortened(text, most)) > wide) most -= 1;
  return shortened(text, most);
}

function crossing(line, most) {
  const [[ax, ay, ar], [bx, by, br]] = line.ends.map((end) => circleOf(rest.bubbles[end]));
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
