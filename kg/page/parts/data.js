// What the file holds, and who belongs to what.

const read = (id) => JSON.parse(byId(id).textContent);
const nodes = read('nodes');
const edges = read('edges');
const rest = read('rest');

const STATUS_LOOKS = Object.fromEntries(APPEARANCE.statuses.map((look) => [look.id, look]));
const TYPE_WORDS = Object.fromEntries(APPEARANCE.types.map((look) => [look.id, look.plural]));

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

const statusWord = (status) => STATUS_LOOKS[status] ?? { label: status, help: '', mark: status };
const typeWord = (type) => TYPE_WORDS[type] ?? type;

// "governs", "not governs": what stands on an edge.
function edgeLabel(fact) {
  const { mark } = statusWord(fact.status);
  const label = relationByName.get(fact.relation).label;
  return mark ? `${mark}: ${label}` : label;
}
