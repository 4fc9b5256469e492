// Who and what is in the news: by the number of articles that name them.

const RANKED = { Person: 9, Organization: 7, Place: 7 };
const FURTHER = 3; // of other types

function ranking() {
  const best = [...nodes].sort((a, b) => b.articles - a.articles || a.id - b.id);
  const most = best[0]?.articles ?? 1;
  const sections = rest.types.map(({ name }) => {
    const list = best.filter((node) => node.type === name).slice(0, RANKED[name] ?? FURTHER);
    return element('section', { class: 'ranking' },
      element('h3', {}, swatch(name), typeWord(name)),
      element('ol', {}, ...list.map((node) => ranked(node, most))));
  });
  return [element('h2', {}, 'In the news'), ...sections];
}

function ranked(node, most) {
  const made = button('', () => setFocus(node.id), { class: 'ranked', title: 'Show it with its neighbours' });
  const bar = document.createElementNS(SVG, 'svg');
  for (const [name, value] of Object.entries({ class: 'bar', viewBox: '0 0 100 2', preserveAspectRatio: 'none', 'aria-hidden': 'true' })) {
    bar.setAttribute(name, value);
  }
  const rect = document.createElementNS(SVG, 'rect');
  for (const [name, value] of Object.entries({ width: Math.max(3, (100 * node.articles) / most), height: 2 })) rect.setAttribute(name, value);
  bar.append(rect);
  made.append(bdi(visibleName(node), 'name'), element('span', { class: 'count', title: plural(node.articles, 'article') }, node.articles.toLocaleString('en')), bar);
  return element('li', {}, made);
}
