// Names are painted after vis-network has drawn, the important ones first, and never over one another.

const FACE = 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const CELL = 48;
const FAR = 0.5; // below this scale, lines and nodes are painted larger than they are
const MOST_EDGE_LABELS = 250;
const SURE = 20; // so many of the most important nodes in view get their label, if need be over other nodes
const widths = new Map();
let painted = []; // boxes of the labels on the canvas, for clicks

function widthOf(context, font, text) {
  const key = font + text;
  if (!widths.has(key)) {
    context.font = font;
    widths.set(key, context.measureText(text).width);
  }
  return widths.get(key);
}

// Boxes that are taken, found by the cells that they touch.
class Ground {
  constructor() {
    this.cells = new Map();
  }

  * near({ left, right, top, bottom }) {
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x += 1) {
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y += 1) yield `${x},${y}`;
    }
  }

  free(box, owner) {
    for (const cell of this.near(box)) {
      for (const other of this.cells.get(cell) ?? []) {
        const apart = other.left >= box.right || other.right <= box.left || other.top >= box.bottom || other.bottom <= box.top;
        if (!apart && (owner === undefined || other.owner !== owner)) return false;
      }
    }
    return true;
  }

  take(box) {
    for (const cell of this.near(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }
}

const around = (x, y, width, height) =>
  ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });

// The entities and links that the selection puts in front.
function front() {
  const { selected } = state;
  if (!selected) return { nodes: new Set(), links: new Set() };
  if (selected.kind === 'node') {
    const links = [...factsOf.get(selected.id), ...pairsOf.get(selected.id)].filter((link) => shown.edges.has(link.id));
    return {
      nodes: new Set([selected.id, ...links.flatMap((link) => [link.from, link.to])]),
      links: new Set(links.map((link) => link.id)),
    };
  }
  const link = factById.get(selected.id) ?? pairById.get(selected.id);
  return { nodes: new Set([link.from, link.to ?? link.from]), links: new Set([link.id]) };
}

// Everything but what is selected steps back.
function veil(context, canvas, ratio, before) {
  if (!before.nodes.size) return;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.globalAlpha = 0.6;
  context.fillStyle = theme.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.restore();
  const body = network.body;
  for (const id of before.links) if (shown.edges.has(id)) { body.edges[id].draw(context); body.edges[id].drawArrows(context); }
  for (const id of before.nodes) if (shown.nodes.has(id)) body.nodes[id].draw(context);
}

// Far away, vis-network's nodes would be too small to see: these are painted at a size that isn't.
const radiusOf = (node, scale) => Math.max(node.size * scale, 2.6 + node.size / 9);

function dot(context, node, p, scale, dim) {
  if (node.size * scale >= radiusOf(node, scale)) return;
  const r = radiusOf(node, scale);
  context.globalAlpha = dim ? 0.3 : 1;
  context.fillStyle = typeColor(node.type);
  context.strokeStyle = theme.ground;
  context.lineWidth = 1;
  context.beginPath();
  if (node.shape === 'dot') context.arc(p.x, p.y, r, 0, 2 * Math.PI);
  else if (node.shape === 'square') context.rect(p.x - r * 0.9, p.y - r * 0.9, r * 1.8, r * 1.8);
  else {
    const corners = node.shape === 'triangle' ? [[0, -1.15], [1.05, 0.75], [-1.05, 0.75]] : [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]];
    corners.forEach(([x, y], i) => context[i ? 'lineTo' : 'moveTo'](p.x + x * r, p.y + y * r));
    context.closePath();
  }
  context.fill();
  context.stroke();
}

const inside = (box, view) => box.left >= 0 && box.top >= 0 && box.right <= view.width && box.bottom <= view.height;

// Labels keep off the heads of arrows where there is another place for them.
function arrowHeads(places, at, scale, before) {
  if (shown.edges.size > 1200 || scale < 0.3) return [];
  return edges.filter((fact) => shown.edges.has(fact.id) && !fact.symmetric && fact.from !== fact.to
    && (!before.links.size || before.links.has(fact.id))).map((fact) => {
    const [from, to] = [at(fact.curve ? middle(fact, places) : places[fact.from]), at(places[fact.to])];
    const length = Math.hypot(from.x - to.x, from.y - to.y) || 1;
    const back = nodes[fact.to].size * scale + 7 * scale;
    return around(to.x + ((from.x - to.x) / length) * back, to.y + ((from.y - to.y) / length) * back, 12 * scale, 12 * scale);
  });
}

function nodeLabels(context, places, at, scale, ground, before, view) {
  const order = [...shown.nodes].sort((a, b) => before.nodes.has(b) - before.nodes.has(a) || a - b);
  const spots = order.map((id) => ({ node: nodes[id], p: at(places[id]) }))
    .filter(({ p }) => p.x > -80 && p.y > -30 && p.x < view.width + 80 && p.y < view.height + 30);
  const rank = new Map(spots.map(({ node }, i) => [node.id, i]));
  const [dots, great] = [new Ground(), new Ground()];
  for (const { node, p } of spots.toReversed()) {
    dot(context, node, p, scale, before.nodes.size > 0 && !before.nodes.has(node.id));
    const width = 2 * radiusOf(node, scale);
    const box = { ...around(p.x, p.y, width, width), owner: node.id };
    dots.take(box);
    if (rank.get(node.id) < SURE) great.take(box);
  }
  const heads = new Ground();
  arrowHeads(places, at, scale, before).forEach((head) => heads.take(head));
  const labels = spots.flatMap(({ node, p }, i) =>
    nodeLabel(context, node, p, { scale, ground, dots, heads, great, before, view, sure: i < SURE }));
  return { labels, dots };
}

function nodeLabel(context, node, p, { scale, ground, dots, heads, great, before, view, sure }) {
  const chosen = state.selected?.kind === 'node' && state.selected.id === node.id;
  const dim = before.nodes.size > 0 && !before.nodes.has(node.id);
  const points = Math.round(11.5 + (3 * (node.size - 8)) / 18);
  const font = `${chosen || node.size > 20 ? 600 : 400} ${points}px ${FACE}`;
  const [width, height] = [widthOf(context, font, node.label) + 6, points + 4];
  const r = radiusOf(node, scale);
  const [right, down] = [r + width / 2 + 1, r + height / 2 + 1];
  const [aside, low] = [0.7 * r + width / 2, 0.7 * r + height / 2];
  const boxes = [[0, down], [0, -down], [right, 0], [-right, 0], [aside, low], [-aside, low], [aside, -low], [-aside, -low]]
    .map(([dx, dy]) => around(p.x + dx, p.y + dy, width, height))
    .filter((box) => ground.free(box) && inside(box, view));
  const free = boxes.filter((box) => dots.free(box, node.id));
  const best = free.find((box) => heads.free(box)) ?? free[0]
    ?? (sure ? boxes.find((box) => great.free(box, node.id)) : undefined) ?? (chosen ? boxes[0] : undefined);
  if (!best) return [];
  ground.take(best);
  return [{ ...best, kind: 'node', id: node.id, text: node.label, font, color: dim ? theme.edge : theme.text, dim }];
}

function edgeLabels(context, places, at, { ground, dots, before, view }) {
  const font = `11px ${FACE}`;
  const links = [];
  for (const id of shown.edges) {
    if (before.links.size && !before.links.has(id)) continue;
    const link = factById.get(id) ?? pairById.get(id);
    const [a, b] = [at(places[link.from]), at(places[link.to])];
    const p = at(middle(link, places));
    if (p.x < 0 || p.y < 0 || p.x > view.width || p.y > view.height || link.count === 1) continue;
    links.push({ link, p, length: Math.hypot(a.x - b.x, a.y - b.y), flat: Math.abs(a.x - b.x) });
  }
  if (links.length > MOST_EDGE_LABELS && !before.links.size) return []; // too many to tell whose they are
  links.sort((a, b) => (b.link.support ?? 0) - (a.link.support ?? 0) || (b.link.confidence ?? 0) - (a.link.confidence ?? 0)
    || (a.link.id < b.link.id ? -1 : 1));
  const made = [];
  for (const { link, p, length, flat } of links) {
    const text = link.relation ? edgeLabel(link) : `${link.count}×`;
    const width = widthOf(context, font, text) + 4;
    const box = around(p.x, p.y, width, 13);
    const room = length > 36 && (flat < length * 0.6 || flat > width * 0.8);
    const free = inside(box, view) && ground.free(box) && (before.links.size > 0 || (room && dots.free(box)));
    if (free || state.selected?.id === link.id) {
      ground.take(box);
      made.push({ ...box, kind: link.relation ? 'fact' : 'pair', id: link.id, text, font, color: theme.quiet });
    }
  }
  return made;
}

function paint(context, box) {
  context.font = box.font;
  context.globalAlpha = box.dim ? 0.5 : 1;
  context.lineWidth = 3.5;
  context.lineJoin = 'round';
  context.strokeStyle = theme.ground;
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  context.strokeText(box.text, x, y);
  context.fillStyle = box.color;
  context.fillText(box.text, x, y);
}

// Far away, vis-network's lines are too thin to see; these keep their width on the screen.
network.on('beforeDrawing', (context) => {
  const scale = network.getScale();
  if (scale > FAR) return;
  const places = network.getPositions([...shown.nodes]);
  const paths = new Map();
  for (const id of shown.edges) {
    const link = factById.get(id) ?? pairById.get(id);
    const [a, b, via] = [places[link.from], places[link.to], bend(link, places)];
    const kind = link.status ?? 'together';
    if (!paths.has(kind)) paths.set(kind, new Path2D());
    paths.get(kind).moveTo(a.x, a.y);
    paths.get(kind).quadraticCurveTo(via.x, via.y, b.x, b.y);
  }
  context.save();
  context.lineWidth = (shown.edges.size > 2000 ? 0.35 : 0.8) / scale;
  for (const [kind, path] of paths) {
    context.strokeStyle = kind === 'together' ? theme.together : statusColor(kind);
    context.setLineDash((kind === 'together' ? [1, 4] : statusDash(kind) ?? []).map((length) => (length * 0.6) / scale));
    context.stroke(path);
  }
  context.restore();
});

// From the network's coordinates to pixels of the canvas, for the view as it is now.
function onCanvas() {
  const { clientWidth: width, clientHeight: height } = byId('network').querySelector('canvas');
  const [scale, centre] = [network.getScale(), network.getViewPosition()];
  return (p) => ({ x: (p.x - centre.x) * scale + width / 2, y: (p.y - centre.y) * scale + height / 2 });
}

network.on('afterDrawing', (context) => {
  const { canvas } = context;
  const view = { width: canvas.clientWidth, height: canvas.clientHeight };
  const ratio = canvas.width / Math.max(view.width, 1);
  const before = front();
  veil(context, canvas, ratio, before);
  const places = network.getPositions([...shown.nodes]);
  const scale = network.getScale();
  const at = onCanvas();
  const ground = new Ground();
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  ground.take({ left: view.width - 52, right: view.width, top: view.height - 90, bottom: view.height }); // zoom buttons
  const { labels, dots } = nodeLabels(context, places, at, scale, ground, before, view);
  painted = [...labels, ...edgeLabels(context, places, at, { ground, dots, before, view })];
  painted.forEach((box) => paint(context, box));
  context.restore();
});

const labelAt = ({ x, y }) => painted.find((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);

// The visible entity under a point of the canvas, as large as it is painted, or undefined.
function nodeAt({ x, y }) {
  const at = onCanvas();
  const places = network.getPositions([...shown.nodes]);
  const near = [...shown.nodes].map((id) => {
    const p = at(places[id]);
    return { id, away: Math.hypot(p.x - x, p.y - y) - radiusOf(nodes[id], network.getScale()) };
  }).filter(({ away }) => away <= 2);
  return near.sort((a, b) => a.away - b.away || a.id - b.id)[0]?.id;
}

// The visible link that passes nearest to a point of the canvas, at most `reach` pixels away, or undefined.
function linkAt({ x, y }, reach = 7) {
  const at = onCanvas();
  const places = network.getPositions([...shown.nodes]);
  let [best, least] = [undefined, reach];
  for (const id of shown.edges) {
    const link = factById.get(id) ?? pairById.get(id);
    const [a, b, via] = [at(places[link.from]), at(places[link.to]), at(bend(link, places))];
    const away = distanceToCurve({ x, y }, a, via, b);
    if (away < least) [best, least] = [id, away];
  }
  return best;
}

function distanceToCurve(point, a, via, b) {
  const steps = 16;
  let least = Infinity;
  let last = a;
  for (let i = 1; i <= steps; i += 1) {
    const t = i / steps;
    const next = {
      x: (1 - t) ** 2 * a.x + 2 * t * (1 - t) * via.x + t ** 2 * b.x,
      y: (1 - t) ** 2 * a.y + 2 * t * (1 - t) * via.y + t ** 2 * b.y,
    };
    least = Math.min(least, distanceToLine(point, last, next));
    last = next;
  }
  return least;
}

function distanceToLine(p, a, b) {
  const length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2 || 1;
  const t = Math.min(Math.max(((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length, 0), 1);
  return Math.hypot(p.x - a.x - t * (b.x - a.x), p.y - a.y - t * (b.y - a.y));
}
