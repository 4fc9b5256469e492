// An entity in the middle of its neighbours, those of one relation beside each other, on rings as wide as the window.

const around = (() => {
  const FIRST = 12; // on the innermost ring
  const MORE = 8; // on each further one
  const RING = 190; // from one ring to the next
  const INNER = 120;

  // The relation that stands for how two are joined: the best attested one.
  function relation(id, other, links) {
    const between = links.filter((link) => ends(link).includes(id) && ends(link).includes(other));
    between.sort((a, b) => (b.support ?? 0) - (a.support ?? 0) || (a.id < b.id ? -1 : 1));
    const best = between[0];
    return best?.relation ? `${best.relation} ${best.from === id ? 0 : 1}` : '~';
  }

  // Neighbours in order of their relation, the most frequent one first.
  function ordered(id, others, links) {
    const kinds = new Map(others.map((other) => [other, relation(id, other, links)]));
    const counts = new Map();
    for (const kind of kinds.values()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return [...others].sort((a, b) => {
      const [one, two] = [kinds.get(a), kinds.get(b)];
      return counts.get(two) - counts.get(one) || (one < two ? -1 : one > two ? 1 : a - b);
    });
  }

  // How many are on each ring, so that the outer ones are not crowded either.
  function rings(count) {
    const room = [];
    while (room.reduce((sum, size) => sum + size, 0) < count) room.push(FIRST + MORE * room.length);
    const share = count / room.reduce((sum, size) => sum + size, 0);
    const sizes = room.map((size) => Math.round(size * share));
    sizes[sizes.length - 1] += count - sizes.reduce((sum, size) => sum + size, 0);
    return sizes;
  }

  function places(id, visible, links) {
    const others = ordered(id, visible.filter((other) => other !== id), links);
    const { clientWidth: width, clientHeight: height } = byId('stage');
    const wide = Math.min(Math.max(width / Math.max(height, 1), 0.7), 1.7) ** 0.5;
    const found = new Map([[id, { x: 0, y: 0 }]]);
    const sizes = others.length ? rings(others.length) : [];
    // Each goes round once; which ring it is on goes up and down, so that relations stay together.
    const slots = sizes.flatMap((size, ring) => Array.from({ length: size }, (_, i) => ({ ring, angle: (i + (ring % 2) / 2) / size })));
    slots.sort((a, b) => a.angle - b.angle || a.ring - b.ring);
    others.forEach((other, i) => {
      const { ring, angle } = slots[i];
      const reach = INNER + RING * (ring + (sizes.length > 1 ? 0.4 : 0.5));
      const turn = 2 * Math.PI * angle - Math.PI / 2;
      found.set(other, { x: Math.round(reach * wide * Math.cos(turn)), y: Math.round((reach / wide) * Math.sin(turn)) });
    });
    return found;
  }

  return { places };
})();
