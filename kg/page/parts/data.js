// What the file holds, and who belongs to what.

const read = (id) => JSON.parse(byId(id).textContent);
const nodes = read('nodes');
const edges = read('edges');
const rest = read('rest');

const STATUS_WORDS = {
  asserted: { name: 'Stated', help: 'The article says so itself', mark: '' },
  attributed: { name: 'Attributed', help: 'Somebody in the article says so, not the article', mark: 'said' },
  hedged: { name: 'Uncertain', help: 'Put as possible, alleged or asked', mark: 'maybe' },
  planned: { name: 'Planned', help: 'Put as something to come', mark: 'planned' },
  former: { name: 'Former', help: 'Put as over', mark: 'formerly' },
  negated: { name: 'Denied', help: 'The text says that it is not so', mark: 'not' },
};
const TYPE_WORDS = { Person: 'People', Organization: 'Organizations', Place: 'Places', Group: 'Groups', Event: 'Events' };

const nodeByKey = new Map(nodes.map((node) => [node.key, node]));
const relationByName = new Map(rest.relations.map((relation) => [relation.name, relation]));
const facts = [...edges, ...rest.values];
const factById = new Map(facts.map((fact) => [fact.id, fact]));
const pairById = new Map(rest.together.map((pair) => [pair.id, pair]));

const factsOf = new Map(nodes.map((node) => [node.id, []]));
const pairsOf = new Map(nodes.map((node) => [node.id, []]));
for (const fact of facts) {
  factsOf.get(fact.from).push(fact);
  if (fact.to !== undefined && fact.to !== fact.from) factsOf.get(fact.to).push(fact);
}
for (const pair of rest.together) {
  pairsOf.get(pair.from).push(pair);
  pairsOf.get(pair.to).push(pair);
}

const statusWord = (status) => STATUS_WORDS[status] ?? { name: status, help: '', mark: status };
const typeWord = (type) => TYPE_WORDS[type] ?? type;

// "governs", "not governs": what stands on an edge.
function edgeLabel(fact) {
  const { mark } = statusWord(fact.status);
  const label = relationByName.get(fact.relation).label;
  return mark ? `${mark}: ${label}` : label;
}
