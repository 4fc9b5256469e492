// The left side: what is switched on, which is the legend too.

const SVG = 'http://www.w3.org/2000/svg';
const OUTLINES = {
  dot: { tag: 'circle', cx: 7, cy: 7, r: 6 },
  square: { tag: 'rect', x: 1.5, y: 1.5, width: 11, height: 11 },
  triangle: { tag: 'path', d: 'M7 1 L13 12.5 L1 12.5 Z' },
  hexagon: { tag: 'path', d: 'M10.2 1.4 L13.5 7.0 L10.3 12.6 L3.8 12.6 L0.5 7.0 L3.8 1.4 Z' },
  star: { tag: 'path', d: 'M7.0 0.2 L8.6 4.7 L13.5 4.9 L9.7 7.9 L11.0 12.5 L7.0 9.8 L3.0 12.5 L4.3 7.9 L0.5 4.9 L5.4 4.7 Z' },
  diamond: { tag: 'path', d: 'M7 0.5 L13.5 7 L7 13.5 L0.5 7 Z' },
};

function drawn(className, width, { tag, ...attributes }) {
  const svg = document.createElementNS(SVG, 'svg');
  const entries = { class: className, width, height: 14, viewBox: `0 0 ${width} 14`, 'aria-hidden': 'true' };
  for (const [name, value] of Object.entries(entries)) svg.setAttribute(name, value);
  const shape = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
  svg.append(shape);
  return svg;
}

const KNOWN = { person: true, organization: true, place: true, group: true, event: true };

function swatch(type) {
  const name = type.toLowerCase();
  const shape = nodes.find((node) => node.type === type)?.shape ?? 'diamond';
  return drawn(`swatch type-${Object.hasOwn(KNOWN, name) ? name : 'other'}`, 14, OUTLINES[shape]);
}

function lineSample(status) {
  const known = Object.hasOwn(STATUS_LOOKS, status) ? status : 'asserted';
  const dashes = statusDash(status);
  return drawn(`line status-${known}`, 30, { tag: 'path', d: 'M0 7 L30 7', ...(dashes && { 'stroke-dasharray': dashes.join(' ') }) });
}

function check(label, { on, count, help, sample, change, text }) {
  const box = element('input', { type: 'checkbox', checked: on });
  box.addEventListener('change', () => change(box.checked));
  return element('label', { class: 'check', title: help || null, 'data-name': text ?? label }, box, sample,
    element('span', { class: 'what' }, label),
    count === undefined ? null : element('span', { class: 'count' }, count.toLocaleString('en')));
}

function group(title, ...children) {
  return element('fieldset', {}, element('legend', {}, title), ...children);
}

const toggle = (set, name) => (on) => {
  if (on) set.delete(name);
  else set.add(name);
  update();
};

function typeFilter() {
  return group('Entities', ...rest.types.map(({ name, count }) => check(typeWord(name), {
    on: !state.offTypes.has(name), count, sample: swatch(name), change: toggle(state.offTypes, name), text: name,
  })));
}

function statusFilter() {
  return group('How the text puts it', ...rest.statuses.map(({ name, count }) => check(statusWord(name).label, {
    on: !state.offStatuses.has(name), count, help: statusWord(name).help, sample: lineSample(name),
    change: toggle(state.offStatuses, name), text: name,
  })));
}

function relationFilter() {
  const all = (on) => () => {
    state.offRelations = new Set(on ? [] : rest.relations.map((relation) => relation.name));
    fillFilters();
    update();
  };
  const list = element('div', { class: 'scroll' }, ...rest.relations.map(({ name, label, help, count }) => check(label, {
    on: !state.offRelations.has(name), count, help, change: toggle(state.offRelations, name), text: name,
  })));
  return group('Relations', element('div', { class: 'both' }, button('All', all(true)), button('None', all(false))), list);
}

function confidenceFilter() {
  const shownValue = element('output', { for: 'confidence' }, state.confidence.toFixed(2));
  const slider = element('input', { type: 'range', id: 'confidence', min: 0, max: 1, step: 0.05, value: state.confidence });
  slider.addEventListener('input', () => {
    state.confidence = Number(slider.value);
    shownValue.textContent = state.confidence.toFixed(2);
    update();
  });
  return group('Confidence', element('label', { for: 'confidence', class: 'slider' }, 'At least ', shownValue), slider);
}

function togetherFilter() {
  if (!rest.together.length) return null;
  return group('Besides', check('Named in the same sentence', {
    on: state.together, count: rest.together.length, text: 'together',
    help: 'One sentence names both. That is no statement that they have to do with each other.',
    sample: drawn('line together', 30, { tag: 'path', d: 'M0 7 L30 7', 'stroke-dasharray': '1 5' }),
    change: (on) => { state.together = on; update(); },
  }), element('p', { class: 'hint' }, 'Counts sentences; says nothing about how the two are related.'));
}

function fillFilters() {
  const side = byId('controls');
  const scrolled = side.querySelector('.scroll')?.scrollTop ?? 0;
  const listed = [typeFilter(), statusFilter(), relationFilter(), confidenceFilter(), togetherFilter()];
  const atHome = sceneOf(state).kind === 'home';
  side.setAttribute('aria-label', atHome ? 'In the news' : 'Filters');
  side.replaceChildren(...(atHome ? ranking() : listed.filter(Boolean)));
  if (!atHome) side.querySelector('.scroll').scrollTop = scrolled;
}
