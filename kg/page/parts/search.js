// Finds entities by any of their names, also misspelt a little, without marks and case.

const fold = (text) => text.normalize('NFKD').replace(/[\p{M}\p{Cf}]/gu, '').toLowerCase().trim();
const MAX_NAME = 200; // no one types more

const searchNames = nodes.map((node) => {
  const names = [node.name, ...(node.aliases ?? []), ...(node.latin ?? [])];
  return [...new Set(names.map((name) => fold(name.slice(0, MAX_NAME))))].map((name) => ({
    name,
    words: name.split(/[^\p{L}\p{N}]+/u).filter(Boolean),
  }));
});

// Edits between two words (a swap of neighbours is one), or more than `most`.
function edits(a, b, most) {
  if (Math.abs(a.length - b.length) > most || most === 0) return a === b ? 0 : most + 1;
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(change, last[j] + 1, row[j - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    before = last;
    last = row;
  }
  return last[b.length];
}

const allowed = (word) => (word.length < 4 ? 0 : word.length < 6 ? 1 : 2);

// How well a name fits as it was typed: 0 is best, Infinity is not at all.
function exactScore(query, queryWords, { name, words }) {
  if (name === query) return 0;
  if (name.startsWith(query)) return 1;
  if (queryWords.length && queryWords.every((part) => words.some((word) => word.startsWith(part)))) return 2;
  return name.includes(query) ? 3 : Infinity;
}

// How well it fits with a few letters wrong.
function looseScore(query, queryWords, { words }) {
  let sum = 4;
  for (const part of queryWords) {
    const most = allowed(part);
    const best = Math.min(...words.map((word) => edits(part, word.slice(0, part.length + most), most)), Infinity);
    if (best > most) return Infinity;
    sum += best;
  }
  return queryWords.length ? sum : Infinity;
}

const ENOUGH = 5;

// The best entities first; of equally good ones the more important.
function search(text, most = 12) {
  const query = fold(text.slice(0, MAX_NAME));
  if (!query) return [];
  const queryWords = query.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const hits = (score) => nodes
    .map((node, i) => ({ node, score: Math.min(...searchNames[i].map((name) => score(query, queryWords, name))) }))
    .filter((hit) => hit.score < Infinity)
    .sort((a, b) => a.score - b.score || a.node.id - b.node.id)
    .map((hit) => hit.node);
  const exact = hits(exactScore);
  const found = exact.length < ENOUGH ? [...exact, ...hits(looseScore)] : exact;
  return [...new Set(found)].slice(0, most);
}

function startSearch(choose) {
  const input = byId('search');
  const list = byId('results');
  let hits = [];
  let active = -1;

  const close = () => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    active = -1;
  };
  const mark = (number) => {
    active = number;
    [...list.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === active)));
    if (active < 0) return;
    input.setAttribute('aria-activedescendant', `result-${active}`);
    list.children[active].scrollIntoView({ block: 'nearest' });
  };
  const take = (number) => {
    const node = hits[number];
    if (!node) return;
    input.value = node.name.slice(0, MAX_NAME);
    close();
    choose(node);
  };
  const result = (node, number) => {
    const query = fold(input.value);
    const other = (node.aliases ?? []).find((name) => fold(name).includes(query) && !fold(node.name).includes(query));
    const item = element('li', { role: 'option', id: `result-${number}`, 'aria-selected': 'false' },
      swatch(node.type), bdi(node.name, 'name'), other ? element('small', {}, 'also ', bdi(other)) : null);
    item.addEventListener('pointerdown', (event) => event.preventDefault());
    item.addEventListener('click', () => take(number));
    return item;
  };
  const show = () => {
    hits = search(input.value);
    const nothing = element('li', { class: 'nothing', role: 'option', 'aria-disabled': 'true' }, 'No entity of this name');
    list.replaceChildren(...(hits.length ? hits.map(result) : [nothing]));
    const open = input.value.trim() !== '';
    list.hidden = !open;
    input.setAttribute('aria-expanded', String(open));
    mark(hits.length && open ? 0 : -1);
    if (open) say(plural(hits.length, 'entity', 'entities'));
  };
  const keys = {
    ArrowDown: () => (list.hidden ? show() : mark(Math.min(active + 1, hits.length - 1))),
    ArrowUp: () => mark(Math.max(active - 1, 0)),
    Enter: () => take(Math.max(active, 0)),
    Escape: () => { if (list.hidden) input.value = ''; close(); },
  };
  input.addEventListener('input', show);
  input.addEventListener('focus', () => { if (input.value.trim()) show(); });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (!keys[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
}
