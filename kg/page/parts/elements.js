// Elements are made here, with text only: nothing that an article says is ever read as HTML.

const byId = (id) => document.getElementById(id);

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'class') made.className = value;
    else if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// A name in a run of its own, so that its direction does not turn what stands around it.
const bdi = (text, className) => element('bdi', className ? { class: className } : {}, text);

function button(text, action, attributes = {}) {
  return element('button', { type: 'button', onclick: action, ...attributes }, text);
}

const plural = (count, one, many) => `${count.toLocaleString('en')} ${count === 1 ? one : many ?? `${one}s`}`;

function say(text) {
  byId('said').textContent = text;
}
