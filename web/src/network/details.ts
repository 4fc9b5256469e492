/** The panel beside the network: what is chosen, with the sentences behind it. */

import { aborted, api, ApiError, type FactDetail, type Paths } from '../api';
import { fill, h, message, plain, truncate, type Child } from '../dom';
import { articleLine, factEvidence, sentence, statusBadge } from '../panel/evidence';
import type { Graph } from './data';
import { entityTools } from './entitytools';
import { factRows } from './factrows';
import { remember, restore, type Kept } from './kept';
import { number } from './numbers';
import { entityButton, overview } from './overview';
import { pathList } from './pathlist';
import type { Selection } from './viewstate';

export interface DetailActions {
  select: (selected: Selection | null) => void;
  unfold: (key: string) => void;
  fold: (key: string) => void;
  hide: (key: string) => void;
  pin: (key: string) => void;
  pathFrom: (key: string) => void;
  clearPath: () => void;
  highlight: (path: number | null) => void;
}

/** What the panel must know of the view beside what is chosen. */
export interface Around {
  graph: Graph;
  more: number;
  pinned: boolean;
  shown: boolean;
  important: readonly number[];
}

function gone(error: Error): HTMLElement {
  return message(
    'This is no longer there',
    `${error.message}. It may have gone with what was decided, which can be taken back.`,
    h('a', { class: 'button', href: '/decide' }, 'What was decided'),
  );
}

function failed(error: Error, again: () => void): HTMLElement {
  return message(
    'This could not be loaded',
    error.message,
    h('button', { type: 'button', onclick: again }, 'Try again'),
  );
}

export class Details {
  private asked: AbortController | null = null;
  private shown = '';
  private stale = false;
  private wasEdge = false; // whether what is shown is a fact that the graph draws

  constructor(
    private readonly element: HTMLElement,
    private readonly actions: DetailActions,
  ) {}

  destroy(): void {
    this.asked?.abort();
  }

  /** The graph has changed: what is shown must be asked for anew. */
  refresh(): void {
    this.stale = true;
  }

  show(selected: Selection | null, paths: { answer: Paths | null; a: string; b: string } | null, around: Around): void {
    const name = JSON.stringify([
      selected,
      selected ? null : paths && [paths.a, paths.b, paths.answer?.paths.length ?? -1],
    ]);
    const same = name === this.shown;
    if (same && selected && !this.stale) return this.updateTools(selected, around);
    this.stale = false;
    const isEdge = selected?.kind === 'fact' && around.graph.edge(selected.id) !== undefined;
    if (same && this.wasEdge && !isEdge) return; // what was rejected can be taken back where it stands
    this.wasEdge = isEdge;
    const kept = same ? remember(this.element) : null;
    this.shown = name;
    this.asked?.abort();
    const back =
      paths &&
      selected &&
      h(
        'button',
        { type: 'button', class: 'link small', onclick: () => this.actions.select(null) },
        '← Back to the paths',
      );
    if (!kept) this.element.scrollTop = 0;
    if (selected) this.load(selected, around, back, kept);
    else if (paths) fill(this.element, pathList(paths, around.graph, this.actions));
    else fill(this.element, overview(around, this.actions.select));
  }

  private load(selected: Selection, around: Around, back: Child, kept: Kept | null): void {
    const asked = new AbortController();
    this.asked = asked;
    const waiting = setTimeout(
      () => kept || fill(this.element, this.closing(back), h('p', { class: 'loading', role: 'status' }, 'Loading …')),
      150,
    );
    const content =
      selected.kind === 'node'
        ? this.entity(selected.key, around, asked.signal)
        : selected.kind === 'fact'
          ? this.fact(selected.id, around, asked.signal)
          : this.pair(selected.a, selected.b, asked.signal);
    content
      .then(
        (children) => {
          fill(this.element, this.closing(back), children);
          if (kept) restore(this.element, kept);
        },
        (error: Error) => {
          const missing = error instanceof ApiError && error.status === 404;
          if (aborted(error) || (missing && kept)) return;
          this.shown = '';
          const retry = (): void => this.show(selected, null, around);
          fill(this.element, this.closing(back), missing ? gone(error) : failed(error, retry));
        },
      )
      .finally(() => clearTimeout(waiting));
  }

  private closing(back: Child): HTMLElement {
    return h(
      'p',
      { class: 'closing' },
      back,
      h(
        'button',
        {
          type: 'button',
          class: 'quiet close',
          'aria-label': 'Close',
          title: 'Close (Esc)',
          onclick: () => this.actions.select(null),
        },
        '×',
      ),
    );
  }

  private async entity(key: string, around: Around, signal: AbortSignal): Promise<Child[]> {
    const entity = await api.entity(key, signal);
    const aliases = entity.aliases.slice(0, 12);
    return [
      h(
        'h2',
        { tabindex: -1 },
        h('span', { class: `dot type-${entity.type.toLowerCase()}`, 'aria-hidden': 'true' }),
        ' ',
        h('bdi', { title: plain(entity.name, key).slice(0, 300) }, truncate(entity.name, key, 120)),
      ),
      h('p', { class: 'faint' }, [entity.type, entity.place?.kind, entity.place?.country].filter(Boolean).join(' · ')),
      aliases.length > 0 &&
        h(
          'p',
          { class: 'aliases' },
          'Also ',
          aliases.map((alias, i) => [i > 0 && ', ', h('bdi', {}, truncate(alias, '', 50))]),
          entity.aliases.length > 12 && ` and ${entity.aliases.length - 12} more`,
        ),
      entity.note && h('p', { class: 'note' }, entity.note),
      h('div', { class: 'tools', 'data-tools': key }, entityTools(entity, around, this.actions)),
      entity.undecided.length > 0 &&
        h(
          'p',
          { class: 'hint' },
          'May be the same as ',
          entityButton(entity.undecided[0].other.key, entity.undecided[0].other.name, this.actions.select),
          '. ',
          h('a', { href: '/decide' }, 'Decide'),
        ),
      h('h3', {}, entity.facts.length === 1 ? '1 fact' : `${number(entity.facts.length)} facts`),
      entity.facts.length === 0 &&
        h('p', { class: 'faint' }, 'The articles name it, but no sentence that was understood says more.'),
      factRows(entity.facts, key, async (id) => this.evidence(await api.fact(id, signal))),
      entity.articles.length > 0 &&
        h('h3', {}, entity.articles.length === 1 ? 'In 1 article' : `In ${number(entity.articles.length)} articles`),
      h(
        'ul',
        { class: 'articles' },
        entity.articles.slice(0, 12).map((article) => h('li', {}, articleLine(article))),
      ),
    ];
  }

  private updateTools(selected: Selection, around: Around): void {
    if (selected.kind !== 'node') return;
    const { graph } = around;
    const node = graph.node(selected.key);
    const box = this.element.querySelector(`[data-tools="${CSS.escape(selected.key)}"]`);
    if (!box || node === undefined) return;
    const held = box.contains(document.activeElement)
      ? [...box.children].indexOf(document.activeElement as Element)
      : -1;
    fill(box, entityTools({ key: selected.key, name: graph.name[node], type: graph.type[node] }, around, this.actions));
    if (held >= 0) (box.children[Math.min(held, box.children.length - 1)] as HTMLElement).focus();
  }

  private evidence(fact: FactDetail): HTMLElement {
    return factEvidence(fact, { pick: (key) => this.actions.select({ kind: 'node', key }) });
  }

  private async fact(id: string, around: Around, signal: AbortSignal): Promise<Child[]> {
    const fact = await api.fact(id, signal);
    const others = fact.object ? siblings(around.graph, id) : [];
    const { graph } = around;
    return [
      this.evidence(fact),
      others.length > 0 && h('h3', {}, 'Also between these two'),
      h(
        'ul',
        { class: 'important' },
        others.map((edge) =>
          h(
            'li',
            {},
            h(
              'button',
              {
                type: 'button',
                class: 'link',
                onclick: () => this.actions.select({ kind: 'fact', id: graph.id[edge] }),
              },
              `${truncate(graph.name[graph.source[edge]], graph.key[graph.source[edge]], 30)} ${graph.info(graph.relation[edge]).label} ${truncate(graph.name[graph.target[edge]], graph.key[graph.target[edge]], 30)}`,
            ),
            ' ',
            graph.status[edge] !== 'asserted' && statusBadge(graph.status[edge]),
          ),
        ),
      ),
    ];
  }

  private async pair(a: string, b: string, signal: AbortSignal): Promise<Child[]> {
    const pair = await api.pair(a, b, signal);
    return [
      h(
        'h2',
        { tabindex: -1 },
        entityButton(pair.a.key, pair.a.name, this.actions.select),
        ' and ',
        entityButton(pair.b.key, pair.b.name, this.actions.select),
      ),
      pair.facts.length > 0 && [
        h('h3', {}, pair.facts.length === 1 ? '1 fact' : `${number(pair.facts.length)} facts`),
        pair.facts.map((fact) => this.evidence(fact)),
      ],
      pair.together.length > 0 && [
        h('h3', {}, 'Named in the same sentence'),
        pair.facts.length === 0 &&
          h('p', { class: 'hint' }, 'That alone does not say that they have to do with each other.'),
        pair.together.map((one) =>
          h('article', { class: 'claim' }, sentence(one.sentence, one.marks), articleLine(one.article)),
        ),
      ],
      pair.facts.length + pair.together.length === 0 && h('p', { class: 'faint' }, 'No sentence names both.'),
    ];
  }
}

/** Other edges between the ends of a fact. */
function siblings(graph: Graph, id: string): number[] {
  const edge = graph.edge(id);
  if (edge === undefined) return [];
  const [a, b] = [graph.source[edge], graph.target[edge]];
  return graph.at(a).filter((other) => other !== edge && graph.across(other, a) === b);
}
