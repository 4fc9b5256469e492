/** Questions to the graph: the named ones as forms, and SPARQL of one's own. */

import { aborted, api, type Meta, type NamedQuery } from '../../api';
import { fill, h, type Child } from '../../dom';
import { address, links, navigate, type Live } from '../../router';
import { meta } from '../../state';
import { failure, load } from '../parts/loading';
import { asSparql, namedForm, type Values } from './named';
import type { Again } from './near';
import { ownQuery } from './own';
import { results, type Form } from './results';
import { ask, send, type Answer } from './sparql';
import './query.css';

export const title = 'Query';
const LONGEST = 12_000; // characters of a query that still go into an address

export function mount(container: HTMLElement, params: URLSearchParams): Live {
  const page = h('div', { class: 'query-page' });
  container.append(page);
  let view: View | null = null;
  let now = params;
  const loading = load(
    page,
    (signal) => Promise.all([api.queries(signal), meta()]),
    ([queries, known]) => {
      view = new View(queries, known);
      setTimeout(() => view?.follow(now), 0);
      return view.elements;
    },
  );
  return {
    unmount: () => {
      loading.stop();
      view?.stop();
    },
    update: (next) => {
      now = next;
      view?.follow(next);
    },
  };
}

/** The list of queries, the form of the chosen one, and its answer. */
class View {
  private readonly list: HTMLElement;
  private readonly form = h('div', { class: 'query-form' });
  private readonly answer = h('div', { class: 'query-answer', 'aria-live': 'off' });
  private running: AbortController | null = null;
  private drawn: string | null = null; // of which query the form is shown
  private own: { stop: () => void } | null = null;
  private shape: Form = 'table';

  constructor(
    private readonly queries: readonly NamedQuery[],
    private readonly known: Meta,
  ) {
    this.list = this.menu();
  }

  get elements(): Child {
    return [this.list, h('div', { class: 'query-main' }, this.form, this.answer)];
  }

  stop(): void {
    this.running?.abort();
    this.own?.stop();
  }

  /** Show what the address names. A named query runs at once when nothing is missing. */
  follow(params: URLSearchParams): void {
    const name = params.get('name') ?? '';
    const query = this.queries.find((other) => other.name === name);
    this.shape = params.get('view') === 'network' ? 'network' : 'table';
    this.mark(query?.name ?? '');
    const values = Object.fromEntries(
      [...params].filter(([key]) => key.startsWith('p.')).map(([key, value]) => [key.slice(2), value]),
    );
    const inside = params.getAll('in');
    const id = query ? named(name, values, inside) : `q ${params.get('q') ?? ''}`;
    if (this.drawn === id) return;
    this.stop();
    this.own = null;
    this.drawn = id;
    fill(this.answer);
    if (query) this.showNamed(query, values, inside);
    else this.showOwn(params.get('q'), name && !query ? name : null);
  }

  private menu(): HTMLElement {
    const link = (name: string, label: string, purpose: string): HTMLElement =>
      h(
        'li',
        {},
        h('a', { href: address('/query', { name }), 'data-name': name, title: purpose }, h('span', {}, label)),
      );
    const filter = h('input', { type: 'search', placeholder: 'Filter …', 'aria-label': 'Filter the questions' });
    const items = this.queries.map((query) => ({
      text: `${query.title} ${query.purpose}`.toLowerCase(),
      element: link(query.name, query.title, query.purpose),
    }));
    filter.addEventListener('input', () => {
      const words = filter.value.toLowerCase().split(/\s+/);
      for (const { text, element } of items) element.hidden = !words.every((word) => text.includes(word));
    });
    return h(
      'nav',
      { class: 'query-list', 'aria-label': 'Questions' },
      h(
        'ul',
        {},
        h('li', { class: 'own' }, h('a', { href: '/query', 'data-name': '' }, h('span', {}, 'Your own, in SPARQL'))),
      ),
      filter,
      h(
        'ul',
        {},
        items.map(({ element }) => element),
      ),
    );
  }

  private mark(name: string): void {
    for (const link of this.list.querySelectorAll('a')) {
      if (link.dataset['name'] === name) {
        link.setAttribute('aria-current', 'true');
        setTimeout(() => link.scrollIntoView({ block: 'nearest' }), 0);
      } else link.removeAttribute('aria-current');
    }
  }

  private showNamed(query: NamedQuery, given: Values, inside: readonly string[]): void {
    const form = namedForm(query, given, this.known, inside);
    const run = h('button', { type: 'submit', class: 'primary' }, 'Ask');
    const edit = h(
      'button',
      { type: 'button', onclick: () => this.toOwn(asSparql(query, form.values(), this.known.base)) },
      'Edit as SPARQL',
    );
    const check = (): void => {
      run.disabled = form.missing().length > 0;
    };
    const element = h(
      'form',
      { class: 'named' },
      h('h1', {}, query.title),
      h('p', { class: 'purpose' }, sentence(query.purpose)),
      form.element,
      h('p', { class: 'query-buttons' }, run, edit),
    );
    element.addEventListener('submit', (event) => {
      event.preventDefault();
      const values = form.values();
      this.drawn = named(query.name, values, form.inside());
      navigate(links.query(query.name, values, form.inside()), { quiet: true });
      void this.runNamed(query, values, form.inside());
    });
    for (const kind of ['input', 'change', 'kg:changed']) element.addEventListener(kind, check);
    fill(this.form, element);
    check();
    if (!form.missing().length) void this.runNamed(query, form.values(), form.inside());
  }

  private runNamed(query: NamedQuery, values: Values, inside: readonly string[]): Promise<void> {
    const again = (parameter: string, key: string): void =>
      navigate(links.query(query.name, { ...values, [parameter]: key }, inside));
    return this.run(
      query.name,
      async (signal) => {
        const found = await api.query(query.name, { ...values }, inside, signal);
        return { ...found, kind: /^\s*CONSTRUCT/im.test(query.text) ? ('graph' as const) : ('table' as const) };
      },
      /^\s*CONSTRUCT/im.test(query.text) ? () => send(query.text, 'text/turtle') : undefined,
      again,
    );
  }

  private showOwn(text: string | null, unknown: string | null): void {
    const own = ownQuery({
      text,
      words: this.known.vocabulary,
      unknown,
      run: (query) => void this.runOwn(query),
    });
    this.own = own;
    fill(this.form, own.element);
    if ((history.state as { ran?: boolean } | null)?.ran && text) void this.runOwn(text);
  }

  private toOwn(text: string): void {
    navigate(address('/query', { q: text }));
  }

  private async runOwn(query: string): Promise<void> {
    if (query.length <= LONGEST) {
      this.drawn = `q ${query}`;
      navigate(address('/query', { q: query, view: this.shape === 'network' ? 'network' : null }), { quiet: true });
      history.replaceState({ ran: true }, '', location.href); // reload and back show the answer again; a link does not run by itself
    }
    await this.run(
      'query',
      (signal) => ask(query, this.known.base, signal),
      () => send(query, 'text/turtle'),
    );
  }

  private async run(
    name: string,
    question: (signal: AbortSignal) => Promise<Answer>,
    turtle?: () => Promise<Response>,
    again?: Again,
  ): Promise<void> {
    this.running?.abort();
    const control = new AbortController();
    this.running = control;
    const stop = h('button', { type: 'button', class: 'small', onclick: () => control.abort() }, 'Stop');
    fill(this.answer, h('p', { class: 'running', role: 'status' }, 'Asking …', stop));
    try {
      const found = await question(control.signal);
      fill(
        this.answer,
        results(found, {
          base: this.known.base,
          name,
          form: this.shape,
          onForm: (form) => this.keepForm(form),
          turtle,
          again,
        }),
      );
    } catch (error) {
      if (this.running !== control) return;
      if (aborted(error)) fill(this.answer, h('p', { class: 'faint' }, 'Stopped.'));
      else
        fill(
          this.answer,
          failure(error, () => void this.run(name, question, turtle, again)),
        );
    }
  }

  private keepForm(form: Form): void {
    this.shape = form;
    const params = new URLSearchParams(location.search);
    if (form === 'network') params.set('view', form);
    else params.delete('view');
    const { state } = history;
    navigate(`/query${params.size ? `?${params.toString()}` : ''}`, { replace: true, quiet: true });
    history.replaceState(state, '', location.href);
  }
}

/** What the page shows of a named query, to be compared. */
function named(name: string, values: Values, inside: readonly string[]): string {
  return `name ${name} ${JSON.stringify(values)} ${inside.join()}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
