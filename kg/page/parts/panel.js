// The right side: what is known of the selected entity, fact or pair, with the sentences that say it.

const FIRST = 6; // facts of each kind to look at first

function article(row) {
  const { title, url, source, published } = rest.articles[row];
  const name = url
    ? element('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, bdi(title))
    : bdi(title);
  const about = [source, published].filter(Boolean).join(', ');
  return element('p', { class: 'article' }, name, about ? element('span', {}, ' · ', bdi(about)) : null);
}

// The sentence with its marks; where two marks overlap, the later one is left out.
function sentence({ sentence: row, marks }) {
  const { text, cutBefore, cutAfter } = rest.sentences[row];
  const quote = element('blockquote', { dir: 'auto' }, cutBefore ? '… ' : '');
  let at = 0;
  for (const [start, end, what] of [...marks].sort((a, b) => a[0] - b[0])) {
    if (start < at) continue;
    quote.append(text.slice(at, start), element('mark', { class: what }, text.slice(start, end)));
    at = end;
  }
  quote.append(text.slice(at), cutAfter ? ' …' : '');
  return quote;
}

function details(pairs) {
  const known = pairs.filter(([, value]) => value !== undefined && value !== null && value !== '');
  return element('dl', {}, ...known.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
}

function claimView(claim, status) {
  const time = [claim.on && `on ${claim.on}`, claim.since && `since ${claim.since}`, claim.until && `until ${claim.until}`];
  return element('li', { class: `claim status-${Object.hasOwn(STATUS_LOOKS, status) ? status : 'asserted'}` },
    sentence(claim), article(rest.sentences[claim.sentence].article),
    details([
      ['Said by', claim.speaker && bdi(claim.speaker)], ['As', claim.role && bdi(claim.role)],
      ['When', time.filter(Boolean).join(', ')], ['Rule', claim.rule], ['Confidence', claim.confidence.toFixed(2)],
    ]));
}

function entity(id) {
  const made = button('', () => choose({ kind: 'node', id }), { class: 'entity', title: 'Show this entity' });
  made.append(swatch(nodes[id].type), bdi(visibleName(nodes[id]), 'name'));
  return made;
}

const visibleName = (node) => (/[\p{L}\p{N}\p{P}\p{S}]/u.test(node.name) ? node.name : node.key);

const badge = (status) => (status === 'asserted' ? null
  : element('span', { class: `badge status-${Object.hasOwn(STATUS_LOOKS, status) ? status : 'asserted'}`, title: statusWord(status).help }, statusWord(status).label));

function factView(fact) {
  const relation = relationByName.get(fact.relation);
  const object = fact.to === undefined ? bdi(fact.value, 'value') : entity(fact.to);
  const others = facts.filter((other) => other !== fact && other.to !== undefined && fact.to !== undefined
    && ((other.from === fact.from && other.to === fact.to) || (other.from === fact.to && other.to === fact.from)));
  return [
    element('h2', { class: 'fact' }, entity(fact.from), element('span', { class: 'relation' }, relation.label), object),
    element('p', { class: 'about' }, badge(fact.status), badge(fact.status) ? ' ' : null,
      statusWord(fact.status).help, '. ', relation.help ? `“${relation.label}”: ${relation.help}. ` : null,
      `Confidence ${fact.confidence.toFixed(2)}, `, plural(fact.support, 'independent article'), '.'),
    element('h3', {}, plural(fact.claims.length + (fact.more ?? 0), 'sentence')),
    element('ul', { class: 'claims' }, ...fact.claims.map((claim) => claimView(claim, fact.status))),
    fact.more ? element('p', { class: 'hint' }, `And ${plural(fact.more, 'sentence')} more: kg show lists all.`) : null,
    others.length ? element('h3', {}, 'Also between these two') : null,
    others.length ? element('ul', { class: 'facts' }, ...others.map((other) => factLine(other, fact.from))) : null,
  ];
}

// One fact in the list of an entity.
function factLine(fact, id) {
  const outward = fact.from === id;
  const other = fact.to === undefined ? bdi(fact.value) : bdi(visibleName(nodes[outward ? fact.to : fact.from]));
  const relation = element('span', { class: 'relation' }, relationByName.get(fact.relation).label);
  const arrow = fact.to === undefined || fact.symmetric ? '' : outward ? ' → ' : ' ← ';
  const made = button('', () => choose({ kind: 'fact', id: fact.id }), { class: 'line', title: 'Show the sentences' });
  made.append(relation, arrow || ' ', other, ' ', ...[badge(fact.status)].filter(Boolean),
    element('span', { class: 'count', title: 'independent articles' }, String(fact.support)));
  return element('li', {}, made);
}

// A fact with both its ends.
function wholeFact(fact) {
  const made = button('', () => choose({ kind: 'fact', id: fact.id }), { class: 'line', title: 'Show the sentences' });
  made.append(bdi(visibleName(nodes[fact.from])), element('span', { class: 'relation' }, ` ${relationByName.get(fact.relation).label} `),
    fact.to === undefined ? bdi(fact.value) : bdi(visibleName(nodes[fact.to])),
    element('span', { class: 'count', title: 'independent articles' }, String(fact.support)));
  return element('li', {}, made);
}

const order = (fact) => rest.statuses.findIndex((status) => status.name === fact.status);

function factLists(id) {
  const groups = new Map();
  const sorted = [...factsOf.get(id)].sort((a, b) => order(a) - order(b) || b.support - a.support || (a.id < b.id ? -1 : 1));
  for (const fact of sorted) {
    const name = `${fact.relation} ${fact.from === id ? '' : 'of'}`;
    groups.set(name, [...(groups.get(name) ?? []), fact]);
  }
  return [...groups.values()].map((list) => element('ul', { class: 'facts' }, ...list.map((fact) => factLine(fact, id))));
}

function nodeView(id) {
  const node = nodes[id];
  const linked = [...new Set(factsOf.get(id).filter((fact) => fact.to !== undefined)
    .map((fact) => (fact.from === id ? fact.to : fact.from)))].sort((a, b) => a - b);
  const pairs = pairsOf.get(id).slice(0, 12);
  return [
    element('h2', { class: 'entity-name' }, swatch(node.type), bdi(visibleName(node), 'name')),
    element('p', { class: 'about' }, `${node.type} · named or meant ${plural(node.mentions, 'time')} in ${plural(node.articles, 'article')}`),
    node.aliases ? element('p', { class: 'aliases' }, 'Also: ', ...node.aliases.flatMap((name, i) => [i ? ', ' : '', bdi(name)])) : null,
    node.note ? element('p', { class: 'note' }, bdi(node.note)) : null,
    element('p', { class: 'actions' },
      button(state.focus === id ? 'Show all' : 'Only its neighbours', () => setFocus(state.focus === id ? null : id)),
      state.focus === id ? null : button('Go there', () => centre(id))),
    element('h3', {}, plural(factsOf.get(id).length, 'fact')),
    ...factLists(id),
    factsOf.get(id).length ? null : element('p', { class: 'hint' }, 'The articles name this entity; no fact about it was read.'),
    linked.length ? element('h3', {}, plural(linked.length, 'neighbour')) : null,
    linked.length ? element('div', { class: 'entities' }, ...linked.map(entity)) : null,
    pairs.length ? element('h3', {}, 'Named in the same sentence') : null,
    pairs.length ? element('ul', { class: 'facts' }, ...pairs.map((pair) => pairLine(pair, id))) : null,
  ];
}

function pairLine(pair, id) {
  const made = button('', () => choose({ kind: 'pair', id: pair.id }), { class: 'line', title: 'Show the sentences' });
  made.append(bdi(visibleName(nodes[pair.from === id ? pair.to : pair.from])),
    element('span', { class: 'count' }, String(pair.count)));
  return element('li', {}, made);
}

function pairView(pair) {
  const more = pair.count - pair.sentences.length;
  return [
    element('h2', { class: 'fact' }, entity(pair.from), element('span', { class: 'relation' }, 'named in the same sentence as'), entity(pair.to)),
    element('p', { class: 'about' }, 'One sentence names both. That is no statement that they have to do with each other.'),
    element('h3', {}, plural(pair.count, 'sentence')),
    element('ul', { class: 'claims' }, ...pair.sentences.map((found) =>
      element('li', { class: 'claim' }, sentence(found), article(rest.sentences[found.sentence].article)))),
    more > 0 ? element('p', { class: 'hint' }, `And ${plural(more, 'sentence')} more.`) : null,
  ];
}

// Facts to look at first: those of several articles, and the newest.
function first() {
  const stated = facts.filter((fact) => fact.status === 'asserted' && fact.to !== undefined);
  const day = (fact) => fact.claims.map((claim) => rest.articles[rest.sentences[claim.sentence].article].published ?? '').sort()[0] ?? '';
  const days = new Map(stated.map((fact) => [fact, day(fact)]));
  const several = stated.filter((fact) => fact.support > 1).sort((a, b) => b.support - a.support || (a.id < b.id ? -1 : 1));
  const newest = stated.filter((fact) => days.get(fact))
    .sort((a, b) => (days.get(a) < days.get(b) ? 1 : days.get(a) > days.get(b) ? -1 : a.from - b.from || (a.id < b.id ? -1 : 1)));
  return [['In several articles', several], ['New', newest]].filter(([, list]) => list.length).flatMap(([title, list]) =>
    [element('h3', {}, title), element('ul', { class: 'facts' }, ...list.slice(0, FIRST).map(wholeFact))]);
}

function overview() {
  const top = nodes.filter((node) => factsOf.get(node.id).length).slice(0, 12);
  return [
    element('h2', {}, 'Details'),
    element('p', { class: 'about' }, 'Choose an entity or a line to see the sentences behind it. Search, or a double click on an entity, shows it amid its neighbours.'),
    top.length && sceneOf(state).kind !== 'home' ? element('h3', {}, 'Most connected') : null,
    top.length && sceneOf(state).kind !== 'home' ? element('div', { class: 'entities column' }, ...top.map((node) => entity(node.id))) : null,
    ...first(),
  ];
}

function fillPanel() {
  const { selected } = state;
  const views = { node: nodeView, fact: (id) => factView(factById.get(id)), pair: (id) => pairView(pairById.get(id)) };
  const content = selected ? views[selected.kind](selected.id) : overview();
  const back = selected ? button('Overview', () => choose(null), { class: 'back' }) : null;
  byId('panel').replaceChildren(...[back, ...content].filter(Boolean));
  byId('panel').scrollTop = 0;
}
