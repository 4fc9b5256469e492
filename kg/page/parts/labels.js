// Names of entities: the important ones first, and never over one another.

const SURE = 20; // so many of the most important nodes in view get their label, if need be over other nodes
const ALL_NAMED = 32; // where so few entities are drawn, all have their names

// The entities and links that the selection puts in front.
function front() {
  const { selected } = state;
  const isMiddle = selected?.kind === 'node' && shown.scene.kind === 'around' && shown.scene.id === selected.id;
  if (!selected || isMiddle) return { nodes: new Set(), links: new Set() };
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

// Labels keep off the heads of arrows where there is another place for them.
function arrowHeads(places, at, scale, before) {
  if (shown.edges.size > 1200 || scale < 0.3) return [];
  return edges.filter((fact) => shown.edges.has(fact.id) && !fact.symmetric && fact.from !== fact.to
    && (!before.links.size || before.links.has(fact.id))).map((fact) => {
    const [from, to] = [at(fact.curve ? middle(fact, places) : places[fact.from]), at(places[fact.to])];
    const length = Math.hypot(from.x - to.x, from.y - to.y) || 1;
    const back = nodes[fact.to].size * scale + 7 * scale;
    return boxAt(to.x + ((from.x - to.x) / length) * back, to.y + ((from.y - to.y) / length) * back, 12 * scale, 12 * scale);
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
    const box = { ...boxAt(p.x, p.y, width, width), owner: node.id };
    dots.take(box);
    if (rank.get(node.id) < SURE) great.take(box);
  }
  const heads = new Ground();
  arrowHeads(places, at, scale, before).forEach((head) => heads.take(head));
  const few = spots.length <= ALL_NAMED;
  const labels = spots.flatMap(({ node, p }, i) =>
    nodeLabel(context, node, p, { scale, ground, dots, heads, great, before, view, sure: few || i < SURE, few }));
  return { labels, dots };
}

function nodeLabel(context, node, p, { scale, ground, dots, heads, great, before, view, sure, few }) {
  const chosen = state.selected?.kind === 'node' && state.selected.id === node.id;
  const dim = before.nodes.size > 0 && !before.nodes.has(node.id);
  const points = Math.round(11.5 + (3 * (node.size - 8)) / 18);
  const font = `${chosen || node.size > 20 ? 600 : 400} ${points}px ${FACE}`;
  const [width, height] = [widthOf(context, font, node.label) + 6, points + 4];
  const r = radiusOf(node, scale);
  const [right, down] = [r + width / 2 + 1, r + height / 2 + 1];
  const [aside, low] = [0.7 * r + width / 2, 0.7 * r + height / 2];
  const near = [[0, down], [0, -down], [right, 0], [-right, 0], [aside, low], [-aside, low], [aside, -low], [-aside, -low]];
  const further = few || chosen ? near.flatMap(([dx, dy]) => [[dx, dy * 1.6], [dx * 1.25, dy], [dx * 0.5, dy * 1.2 + Math.sign(dy) * 6]]) : [];
  const boxes = [...near, ...further].map(([dx, dy]) => boxAt(p.x + dx, p.y + dy, width, height))
    .filter((box) => ground.free(box) && inside(box, view));
  const free = boxes.filter((box) => dots.free(box, node.id));
  const best = free.find((box) => heads.free(box)) ?? free[0]
    ?? (sure ? boxes.find((box) => great.free(box, node.id)) ?? (few ? boxes[0] : undefined) : undefined) ?? (chosen ? boxes[0] : undefined);
  if (!best) return [];
  ground.take(best);
  return [{ ...best, kind: 'node', id: node.id, text: node.label, font, color: dim ? theme.edge : theme.text, dim }];
}

