// Colours stand in page.css, once for light and once for dark; the canvas takes them from there.

const theme = {};
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const statusDash = (status) => statusWord(status).dash;

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const looks = [...APPEARANCE.statuses, ...APPEARANCE.types].map(({ id }) => id.toLowerCase());
  const names = ['ground', 'text', 'quiet', 'edge', 'strong', 'together', 'other', 'outline', ...looks];
  for (const name of names) theme[name] = style.getPropertyValue(`--${name}`).trim();
}

const typeColor = (type) => theme[type.toLowerCase()] || theme.other;

const statusColor = (status) => theme[status] || theme.edge;

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
