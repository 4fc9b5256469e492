// Names of links: each beside its line where there is room for it; where few are drawn, all have theirs.

const NAME_HEIGHT = 13;
const MOST_NAMED = 250;
const FEW_LINKS = 60; // so many have their names wherever they can stand
const STEPS = [-9, -8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]; // lines up and down
const ASIDE = [-1.4, -0.9, -0.55, 0, 0.55, 0.9, 1.4]; // widths of the name to the sides
const ALONG = [0.5, 0.6, 0.4, 0.68, 0.32, 0.76, 0.24]; // shares of the way, the best one first

// The links in view that have a name, the best attested first.
function namedLinks(places, at, before, view) {
  const links = [];
  for (const id of shown.edges) {
    if (before.links.size && !before.links.has(id)) continue;
    const link = factById.get(id) ?? pairById.get(id);
    if (link.count === 1) continue;
    const [a, b] = [at(places[link.from]), at(places[link.to])];
    const on = ALONG.map((t) => at(middle(link, places, t)));
    const seen = on.some(({ x, y }) => x >= 0 && y >= 0 && x <= view.width && y <= view.height);
    if (seen) links.push({ link, on, length: Math.hypot(a.x - b.x, a.y - b.y), flat: Math.abs(a.x - b.x) });
  }
  return links.sort((a, b) => (b.link.support ?? 0) - (a.link.support ?? 0)
    || (b.link.confidence ?? 0) - (a.link.confidence ?? 0) || (a.link.id < b.link.id ? -1 : 1));
}

// Places beside the middle of a line, the nearest first.
function beside({ x, y }, width) {
  const places = STEPS.flatMap((step) => ASIDE.map((aside) => [aside * width, step * NAME_HEIGHT * 0.85]));
  places.sort((a, b) => Math.hypot(...a) - Math.hypot(...b));
  return places.map(([right, down]) => boxAt(x + right, y + down, width, NAME_HEIGHT));
}

function linkNames(context, places, at, { ground, dots, before, view }) {
  const font = `11px ${FACE}`;
  const links = namedLinks(places, at, before, view);
  if (links.length > MOST_NAMED && !before.links.size) return []; // too many to tell whose they are
  const all = links.length <= FEW_LINKS;
  const made = [];
  for (const { link, on, length, flat } of links) {
    const others = shown.besides.get(link.id);
    const text = (link.relation ? edgeLabel(link) : `${link.count}×`) + (others ? ` +${others}` : '');
    const width = widthOf(context, font, text) + 4;
    const open = (box) => inside(box, view) && ground.free(box);
    const boxes = on.map((p) => boxAt(p.x, p.y, width, NAME_HEIGHT)).filter(open);
    const roomy = length > 36 && (flat < length * 0.6 || flat > width * 0.8);
    const clear = boxes.find((box) => dots.free(box));
    const chosen = state.selected?.id === link.id;
    const forced = () => clear ?? beside(on[0], width).find((box) => open(box) && dots.free(box)) ?? boxes[0] ?? beside(on[0], width).find(open);
    const box = roomy && clear ? clear : all || before.links.size || chosen ? forced() : undefined;
    if (!box) continue;
    ground.take(box);
    made.push({ ...box, kind: link.relation ? 'fact' : 'pair', id: link.id, text, font, color: theme.quiet });
  }
  return made;
}
