/** Pairs of entities that may be one, the most doubtful first, and what a person decided. */

import { api, type EntityDetail, type Pair, type Ref, type Undecided } from '../../api';
import { decideOrSay } from '../../dialogs/decide';
import { fill, h, message, plain, truncate, uniqueId, type Child } from '../../dom';
import { factEvidence, sentence } from '../../panel/evidence';
import { address, navigate, type Live } from '../../router';
import { failure, load } from '../parts/loading';
import { articleLink, articleSource, counted } from '../parts/names';
import { made } from './made';
import { side } from './side';
import './decide.css';

export const title = 'Decide';
const LIMIT = 200;
const TOGETHER = 3;

interface Doubt {
  left: Ref;
  right: Ref;
  reasons: string[];
}

let at = 0; // which pair is shown; after a decision the next one moves up to its place
let decidedByKey = false; // then the next pair takes the focus

export function mount(container: HTMLElement, params: URLSearchParams): Live {
  const page = h('div', { class: 'decide-page' });
  container.append(page);
  let view: View | null = null;
  let now = params;
  const loading = load(
    page,
    (signal) => api.undecided(LIMIT, signal),
    (pairs, signal) => {
      view?.stop();
      view = new View(pairs, signal);
      view.follow(now);
      return view.element;
    },
  );
  const listen = (event: KeyboardEvent): void => view?.key(event);
  document.addEventListener('keydown', listen);
  return {
    unmount: () => {
      document.removeEventListener('keydown', listen);
      view?.stop();
      loading.stop();
    },
    update: (next) => {
      now = next;
      view?.follow(next);
    },
  };
}

class View {
  private readonly stage = h('div', { class: 'decide-stage' });
  private readonly list: HTMLElement;
  private shown: Doubt | null = null;
  private asked = new AbortController();
  private busy = false;

  constructor(
    private readonly pairs: readonly Undecided[],
    private readonly signal: AbortSignal,
  ) {
    this.list = h(
      'ol',
      { class: 'pair-list' },
      pairs.map(({ left, right }, i) =>
        h(
          'li',
          {},
          h(
            'button',
            { type: 'button', class: 'quiet', onclick: () => this.go(i) },
            h('bdi', {}, truncate(left.name, left.key, 32)),
            h('span', { class: 'faint' }, '='),
            h('bdi', {}, truncate(right.name, right.key, 32)),
          ),
        ),
      ),
    );
  }

  get element(): Child {
    return [
      h('div', { class: 'decide-main' }, this.stage),
      h(
        'aside',
        { class: 'decide-aside' },
        section('Undecided', this.pairs.length ? this.list : h('p', { class: 'faint' }, 'Nothing is left.')),
        section('Decided', made(this.signal)),
      ),
    ];
  }

  stop(): void {
    this.asked.abort();
  }

  /** A pair that the address names, or the one whose turn it is. */
  follow(params: URLSearchParams): void {
    const [a, b] = [params.get('a'), params.get('b')];
    const found =
      a && b
        ? this.pairs.findIndex(
            ({ left, right }) => (left.key === a && right.key === b) || (left.key === b && right.key === a),
          )
        : -1;
    if (found >= 0) at = found;
    at = Math.min(Math.max(0, at), Math.max(0, this.pairs.length - 1));
    const named = a && b && found < 0 ? { left: bare(a), right: bare(b), reasons: [] } : this.pairs[at];
    if (named) this.show(named);
    else
      fill(
        this.stage,
        message(
          'Nothing to decide',
          'The graph knows of no two entities that may be one. When new articles bring some, they are listed here.',
          h('a', { class: 'button', href: '/network' }, 'Open the network'),
        ),
      );
  }

  key(event: KeyboardEvent): void {
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      (event.target as Element).closest?.('input, textarea, select, dialog')
    )
      return;
    const run = {
      m: () => this.decide('merge', true),
      s: () => this.decide('split', true),
      ArrowRight: () => this.go(at + 1),
      ArrowLeft: () => this.go(at - 1),
    }[event.key];
    if (!run || !this.shown) return;
    event.preventDefault();
    run();
  }

  private go(to: number): void {
    const pair = this.pairs[(to + this.pairs.length) % Math.max(1, this.pairs.length)];
    if (pair) navigate(address('/decide', { a: pair.left.key, b: pair.right.key }), { replace: true });
  }

  private decide(kind: 'merge' | 'split', byKey: boolean): void {
    const pair = this.shown;
    if (!pair || this.busy) return;
    this.busy = true;
    decidedByKey = byKey;
    this.stage.setAttribute('aria-busy', 'true');
    const names = `${truncate(pair.left.name, pair.left.key, 40)} and ${truncate(pair.right.name, pair.right.key, 40)}`;
    history.replaceState(null, '', '/decide'); // the next pair, not this one again
    void decideOrSay(
      kind,
      [pair.left.key, pair.right.key],
      kind === 'merge' ? `Merged: ${names} are one.` : `Kept apart: ${names} are two.`,
    ).finally(() => {
      this.busy = false;
      this.stage.removeAttribute('aria-busy');
    });
  }

  private show(pair: Doubt): void {
    this.shown = pair;
    this.asked.abort();
    this.asked = new AbortController();
    const { signal } = this.asked;
    [...this.list.children].forEach((row, i) => {
      const current = this.pairs[i] === pair;
      row.querySelector('button')?.setAttribute('aria-pressed', String(current));
      if (current) row.scrollIntoView({ block: 'nearest' });
    });
    const heading = h('h1', { tabindex: '-1' }, 'Are these the same?');
    const body = h('div', { class: 'pair-body' }, h('p', { class: 'loading' }, 'Loading …'));
    fill(
      this.stage,
      h('header', { class: 'pair-head' }, heading, this.place(pair), this.reasons(pair), this.buttons()),
      body,
    );
    if (decidedByKey) {
      decidedByKey = false;
      setTimeout(() => heading.focus({ preventScroll: true }), 0);
    }
    Promise.all([
      api.entity(pair.left.key, signal),
      api.entity(pair.right.key, signal),
      api.pair(pair.left.key, pair.right.key, signal),
    ])
      .then(([left, right, both]) => fill(body, sides(left, right, signal), joined(both)))
      .catch((error: unknown) => {
        if (!signal.aborted)
          fill(
            body,
            failure(error, () => this.show(pair)),
          );
      });
  }

  private place(pair: Doubt): Child {
    const index = (this.pairs as readonly Doubt[]).indexOf(pair);
    return index >= 0 && h('p', { class: 'faint' }, `${index + 1} of ${this.pairs.length}`);
  }

  private reasons({ reasons }: Doubt): Child {
    return (
      reasons.length > 0 &&
      h(
        'ul',
        { class: 'pair-reasons', 'aria-label': 'Why they may be the same, or not' },
        reasons.map((reason) => h('li', {}, plain(reason))),
      )
    );
  }

  private buttons(): HTMLElement {
    const button = (label: string, key: string, run: () => void, kind = ''): HTMLElement =>
      h(
        'button',
        { type: 'button', class: kind, onclick: run, 'aria-keyshortcuts': key },
        label,
        h('kbd', { 'aria-hidden': 'true' }, KEYS[key] ?? key),
      );
    return h(
      'p',
      { class: 'pair-buttons' },
      button('The same: merge', 'm', () => this.decide('merge', false), 'primary'),
      button('Not the same: keep apart', 's', () => this.decide('split', false)),
      this.pairs.length > 1 && [
        button('Before', 'ArrowLeft', () => this.go(at - 1), 'quiet'),
        button('Later', 'ArrowRight', () => this.go(at + 1), 'quiet'),
      ],
    );
  }
}

const KEYS: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→' };

function bare(key: string): Ref {
  return { key, name: key, type: '' };
}

function sides(left: EntityDetail, right: EntityDetail, signal: AbortSignal): HTMLElement {
  return h('div', { class: 'sides' }, side(left, signal), side(right, signal));
}

/** Facts between the two, and sentences that name both, speak against their being one. */
function joined(both: Pair): Child {
  return [
    both.facts.length > 0 &&
      h(
        'section',
        { class: 'card together' },
        h('h3', {}, 'What is said of the two'),
        both.facts.map((fact) => factEvidence(fact)),
      ),
    both.together.length > 0 && named(both),
  ];
}

function named(both: Pair): HTMLElement {
  return h(
    'section',
    { class: 'card together' },
    h('h3', {}, `Named together in ${counted(both.together.length, 'sentence')}`),
    both.together
      .slice(0, TOGETHER)
      .map(({ sentence: text, marks, article }) =>
        h(
          'figure',
          {},
          sentence(text, marks),
          h('figcaption', { class: 'source' }, articleLink(article, 60), articleSource(article)),
        ),
      ),
  );
}

function section(heading: string, content: Child): HTMLElement {
  const id = uniqueId('section');
  return h('section', { 'aria-labelledby': id }, h('h2', { id }, heading), content);
}
