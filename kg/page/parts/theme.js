// Colours stand in page.css, once for light and once for dark; the canvas takes them from there.

const theme = {};
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const DASHES = {
  attributed: [8, 4],
  hedged: [2, 5],
  planned: [14, 5],
  former: [10, 4, 2, 4],
  negated: [4, 4],
};

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const names = ['ground', 'text', 'quiet', 'edge', 'strong', 'said', 'hedged', 'planned', 'former', 'negated',
    'together', 'person', 'organization', 'place', 'other', 'outline'];
  for (const name of names) theme[name] = style.getPropertyValue(`--${name}`).trim();
}

const typeColor = (type) => theme[type.toLowerCase()] ?? theme.other;

function statusColor(status) {
  if (status === 'asserted') return theme.edge;
  return (status === 'attributed' ? theme.said : theme[status]) ?? theme.edge;
}

function nodeLook(node) {
  const color = typeColor(node.type);
  const look = { background: color, border: theme.outline };
  return { color: { ...look, highlight: { background: color, border: theme.text }, hover: look } };
}

function edgeLook(fact) {
  const color = statusColor(fact.status);
  return { color: { color, highlight: theme.strong, hover: theme.strong, inherit: false } };
}

function pairLook() {
  return { color: { color: theme.together, highlight: theme.strong, hover: theme.strong, inherit: false } };
}
