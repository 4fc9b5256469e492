// What is painted after vis-network has drawn: names, and what would be too small to see; and what is where.

const FAR = 0.5; // below this scale, lines and nodes are painted larger than they are
let painted = []; // boxes of the labels on the canvas, for clicks

// Far away, vis-network's nodes would be too small to see: these are painted at a size that isn't.
const radiusOf = (node, scale) => Math.max(node.size * scale, 2.6 + node.size / 9);

function outline(shape) {
  const { tag, d, x, y, width, height } = OUTLINES[shape] ?? OUTLINES.diamond;
  if (tag === 'path') return new Path2D(d);
  const made = new Path2D();
  if (tag === 'rect') made.rect(x, y, width, height);
  else made.arc(7, 7, 6, 0, 2 * Math.PI);
  return made;
}

function dot(context, node, p, scale, dim) {
  if (node.size * scale >= radiusOf(node, scale)) return;
  const r = radiusOf(node, scale);
  context.globalAlpha = dim ? 0.3 : 1;
  context.fillStyle = typeColor(node.type);
  context.strokeStyle = theme.ground;
  context.save();
  context.translate(p.x, p.y);
  context.scale(r / 6, r / 6);
  context.translate(-7, -7);
  context.lineWidth = 6 / r;
  const shape = outline(node.shape);
  context.fill(shape);
  context.stroke(shape);
  context.restore();
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
  painted = [...labels, ...linkNames(context, places, at, { ground, dots, before, view })];
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
