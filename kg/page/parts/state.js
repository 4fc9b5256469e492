// The state in the address, so that a view can be kept and sent.

// Text that is no proper encoding stands for nothing that this page knows.
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return '';
    throw error;
  }
}

function list(set) {
  return [...set].sort().map(encodeURIComponent).join(',');
}

function unlist(text) {
  return new Set(text ? text.split(',').map(decode) : []);
}

// `step` makes a view that the browser's way back leads to.
function writeHash(step) {
  const fields = {
    types: list(state.offTypes), relations: list(state.offRelations), confidence: state.confidence || '',
    statuses: list(rest.statuses.map((status) => status.name).filter((name) => !state.offStatuses.has(name) && name !== 'asserted')),
    stated: state.offStatuses.has('asserted') ? 'off' : '',
    open: state.open === null ? '' : String(state.open), together: state.together ? 'on' : '',
    focus: state.focus === null ? '' : encodeURIComponent(nodes[state.focus].key),
    selected: state.selected ? `${state.selected.kind}=${encodeURIComponent(selectedKey())}` : '',
  };
  const text = Object.entries(fields).filter(([, value]) => value !== '').map(([name, value]) => `${name}:${value}`).join('&');
  if (location.hash.slice(1) === text) return;
  if (step) history.pushState(null, '', `#${text}`);
  else history.replaceState(null, '', `#${text}`);
}

const selectedKey = () => (state.selected.kind === 'node' ? nodes[state.selected.id].key : state.selected.id);

// What the address asks for and this page holds; the rest of it is ignored.
function readHash() {
  const fields = new Map(location.hash.slice(1).split('&').map((part) => {
    const at = part.indexOf(':');
    return [part.slice(0, at), part.slice(at + 1)];
  }));
  const on = unlist(fields.get('statuses'));
  state.offTypes = unlist(fields.get('types'));
  state.offRelations = unlist(fields.get('relations'));
  state.offStatuses = new Set(rest.statuses.map((status) => status.name)
    .filter((name) => (name === 'asserted' ? fields.get('stated') === 'off' : !on.has(name))));
  state.confidence = Math.min(Math.max(Number(fields.get('confidence')) || 0, 0), 1);
  state.open = opened(fields.get('open') ?? '');
  state.together = fields.get('together') === 'on';
  state.more = false;
  state.focus = nodeByKey.get(decode(fields.get('focus') ?? ''))?.id ?? null;
  state.selected = selectedFrom(fields.get('selected') ?? '');
}

// The number of a group that this page has, or 'all'.
function opened(text) {
  if (text === 'all') return text;
  return /^\d{1,6}$/.test(text) && Number(text) < groups.length ? Number(text) : null;
}

function selectedFrom(text) {
  const at = text.indexOf('=');
  const [kind, key] = [text.slice(0, at), decode(text.slice(at + 1))];
  if (kind === 'node' && nodeByKey.has(key)) return { kind, id: nodeByKey.get(key).id };
  if (kind === 'fact' && factById.has(key)) return { kind, id: key };
  if (kind === 'pair' && pairById.has(key)) return { kind, id: key };
  return null;
}
