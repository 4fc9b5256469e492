/** The panel beside the network: what is chosen, with the sentences behind it. */

import { aborted, api, type EntityDetail, type Fact, type FactDetail, type Paths } from '../api';
import { openDialog, type DialogName } from '../actions';
import { fill, h, message, plain, truncate, type Child } from '../dom';
import { articleLine, factEvidence, sentence, statusBadge } from '../panel/evidence';
import { links } from '../router';
import type { Graph } from './data';
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

const FACTS = 40;

export class Details {
  private asked: AbortController | null = null;
  private shown = '';
  private stale = false;

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
    const kept = same ? remember(this.element) : null;
    this.shown = name;
    this.stale = false;
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
    else fill(this.element, this.overview(around));
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
          if (aborted(error)) return;
          this.shown = '';
          const retry = h('button', { type: 'button', onclick: () => this.show(selected, null, around) }, 'Try again');
          fill(this.element, this.closing(back), message('This could not be loaded', error.message, retry));
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

  private overview(around: Around): Child[] {
    const { graph } = around;
    const { counts } = graph.meta;
    return [
      h('h2', {}, graph.meta.title ? truncate(graph.meta.title, undefined, 60) : 'The network'),
      h(
        'p',
        { class: 'faint' },
        `${number(counts.entities)} entities and ${number(counts.facts)} facts from ${number(counts.articles)} ${counts.articles === 1 ? 'article' : 'articles'}.`,
      ),
      h(
        'p',
        {},
        'Click an entity or a line to see the sentences behind it. Double-click an entity to unfold its neighbours.',
      ),
      around.important.length > 0 && h('h3', {}, 'Most important here'),
      h(
        'ol',
        { class: 'important' },
        around.important.map((node) =>
          h('li', {}, this.entityButton(graph.key[node], graph.name[node], graph.type[node])),
        ),
      ),
      h('details', { class: 'keys' }, h('summary', {}, 'Keys'), keys()),
    ];
  }

  private entityButton(key: string, name: string, type?: string): HTMLElement {
    return h(
      'button',
      {
        type: 'button',
        class: 'link',
        title: plain(name, key).slice(0, 300),
        onclick: () => this.actions.select({ kind: 'node', key }),
      },
      type && h('span', { class: `dot type-${type.toLowerCase()}`, 'aria-hidden': 'true' }),
      h('bdi', {}, truncate(name, key, 60)),
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
      h('div', { class: 'tools', 'data-tools': key }, this.tools(entity, around)),
      entity.undecided.length > 0 &&
        h(
          'p',
          { class: 'hint' },
          'May be the same as ',
          this.entityButton(entity.undecided[0].other.key, entity.undecided[0].other.name),
          '. ',
          h('a', { href: '/decide' }, 'Decide'),
        ),
      h('h3', {}, entity.facts.length === 1 ? '1 fact' : `${number(entity.facts.length)} facts`),
      entity.facts.length === 0 &&
        h('p', { class: 'faint' }, 'The articles name it, but no sentence that was understood says more.'),
      this.factRows(entity.facts, key),
      entity.articles.length > 0 &&
        h('h3', {}, entity.articles.length === 1 ? 'In 1 article' : `In ${number(entity.articles.length)} articles`),
      h(
        'ul',
        { class: 'articles' },
        entity.articles.slice(0, 12).map((article) => h('li', {}, articleLine(article))),
      ),
    ];
  }

  private tools(entity: { key: string; name: string; type: string }, around: Around): Child[] {
    const { key } = entity;
    const { actions } = this;
    const tool = (
      label: string,
      title: string,
      run: () => void,
      extra: Record<string, string | boolean> = {},
    ): HTMLElement => h('button', { type: 'button', class: 'small', title, onclick: run, ...extra }, label);
    const dialog = (name: DialogName, label: string): HTMLElement =>
      tool(
        label,
        '',
        () => void openDialog(name, { entity: { key, name: entity.name, type: entity.type }, entities: [key] }),
      );
    return [
      around.more > 0
        ? tool(`Unfold ${number(around.more)} more`, 'Show neighbours (+)', () => actions.unfold(key))
        : null,
      tool('Fold up', 'Hide neighbours that hang on this alone (−)', () => actions.fold(key)),
      tool('Hide', 'Leave it out of the view (H)', () => actions.hide(key)),
      tool(around.pinned ? 'Unpin' : 'Pin', 'Keep it in its place (P)', () => actions.pin(key), {
        'aria-pressed': String(around.pinned),
      }),
      tool('Path to …', 'Find how it hangs together with another (T)', () => actions.pathFrom(key)),
      h('a', { class: 'button small', href: links.entity(key) }, 'Open page'),
      h(
        'details',
        { class: 'menu' },
        h('summary', { class: 'button small' }, 'Correct …'),
        h(
          'div',
          { class: 'menu-items' },
          dialog('merge', 'Merge with another'),
          dialog('split', 'Split off'),
          dialog('rename', 'Rename'),
          dialog('note', 'Write a note'),
          dialog('assert', 'Add a fact'),
          dialog('dossier', 'Dossier'),
        ),
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
    fill(box, this.tools({ key: selected.key, name: graph.name[node], type: graph.type[node] }, around));
    if (held >= 0) (box.children[Math.min(held, box.children.length - 1)] as HTMLElement).focus();
  }

  private factRows(facts: readonly Fact[], key: string): HTMLElement {
    const list = h('ul', { class: 'facts' });
    const row = (fact: Fact): HTMLElement => h('li', {}, this.factRow(fact, key));
    fill(list, facts.slice(0, FACTS).map(row));
    if (facts.length > FACTS) {
      const more = h(
        'button',
        {
          type: 'button',
          class: 'link small',
          onclick: () => {
            more.remove();
            list.append(...facts.slice(FACTS).map(row));
          },
        },
        `All ${number(facts.length)} facts`,
      );
      list.append(more);
    }
    return list;
  }

  /** A fact on a line that opens to its sentences. */
  private factRow(fact: Fact, key: string): HTMLElement {
    const mine = fact.subject.key === key;
    const other = mine ? fact.object : fact.subject;
    const text = other
      ? h('bdi', { class: 'other' }, truncate(other.name, other.key, 60))
      : h('bdi', { class: 'other' }, truncate(fact.value ?? '', '', 90));
    const body = h('div', { class: 'fact-body' });
    const row = h(
      'details',
      { class: 'fact', 'data-fact': fact.id },
      h(
        'summary',
        {},
        h(
          'span',
          {},
          mine
            ? [h('span', { class: 'relation' }, `${fact.label} `), text]
            : [
                text,
                h(
                  'span',
                  { class: 'relation' },
                  ` ${fact.label} `,
                  h('bdi', {}, truncate(fact.object?.name ?? '', key, 40)),
                ),
              ],
        ),
        fact.status !== 'asserted' && statusBadge(fact.status),
        fact.support > 1 && h('span', { class: 'count', title: 'articles' }, fact.support),
      ),
      body,
    );
    row.addEventListener('toggle', () => {
      if (!row.open || body.childElementCount) return;
      fill(body, h('p', { class: 'loading' }, 'Loading …'));
      api.fact(fact.id, this.asked?.signal).then(
        (detail) => fill(body, this.evidence(detail)),
        (error: Error) => {
          if (!aborted(error)) fill(body, h('p', { class: 'hint' }, error.message));
        },
      );
    });
    return row;
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
        this.entityButton(pair.a.key, pair.a.name),
        ' and ',
        this.entityButton(pair.b.key, pair.b.name),
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

/** How far a person had come in the panel: what was open, where it was scrolled to, what had the focus. */
interface Kept {
  open: string[];
  scroll: number;
  focus: string | null;
}

function remember(panel: HTMLElement): Kept {
  const open = [...panel.querySelectorAll<HTMLElement>('details.fact[open]')].map((row) => row.dataset['fact'] ?? '');
  const held = document.activeElement?.closest<HTMLElement>('.verdict button');
  const claim = held && panel.contains(held) ? held.closest<HTMLElement>('[data-claim]')?.dataset['claim'] : undefined;
  const focus = claim
    ? `[data-claim="${CSS.escape(claim)}"] .${held?.classList.contains('reject') ? 'reject' : 'confirm'}`
    : null;
  return { open, scroll: panel.scrollTop, focus };
}

function restore(panel: HTMLElement, kept: Kept): void {
  for (const id of kept.open)
    panel.querySelector<HTMLDetailsElement>(`details.fact[data-fact="${CSS.escape(id)}"]`)?.setAttribute('open', '');
  const settle = (): void => {
    panel.scrollTop = kept.scroll;
    if (kept.focus) panel.querySelector<HTMLElement>(kept.focus)?.focus({ preventScroll: true });
  };
  settle();
  if (kept.open.length) setTimeout(settle, 250); // once the sentences are there again
}

function number(value: number): string {
  return value.toLocaleString('en');
}

/** Other edges between the ends of a fact. */
function siblings(graph: Graph, id: string): number[] {
  const edge = graph.edge(id);
  if (edge === undefined) return [];
  const [a, b] = [graph.source[edge], graph.target[edge]];
  return graph.at(a).filter((other) => other !== edge && graph.across(other, a) === b);
}

function pathList(
  paths: { answer: Paths | null; a: string; b: string },
  graph: Graph,
  actions: DetailActions,
): Child[] {
  const name = (key: string): string => {
    const node = graph.node(key);
    return truncate(node === undefined ? key : graph.name[node], key, 60);
  };
  const close = h(
    'button',
    { type: 'button', class: 'quiet close', 'aria-label': 'Close', onclick: () => actions.clearPath() },
    '×',
  );
  const head = [
    h('p', { class: 'closing' }, close),
    h('h2', { tabindex: -1 }, 'From ', h('bdi', {}, name(paths.a)), ' to ', h('bdi', {}, name(paths.b))),
  ];
  if (!paths.answer) return [...head, h('p', { class: 'loading', role: 'status' }, 'Looking for paths …')];
  if (!paths.answer.paths.length) {
    return [
      ...head,
      h(
        'p',
        { class: 'hint' },
        'No path of up to eight facts leads from one to the other along the statuses that are switched on, nor do sentences that name two of them. Switch on more statuses among the filters, or try two others.',
      ),
    ];
  }
  return [
    ...head,
    h(
      'ol',
      { class: 'paths' },
      paths.answer.paths.map((path, i) =>
        h(
          'li',
          {
            onpointerenter: () => actions.highlight(i),
            onpointerleave: () => actions.highlight(null),
            onfocusin: () => actions.highlight(i),
            onfocusout: () => actions.highlight(null),
          },
          h(
            'p',
            { class: 'faint' },
            path.steps.length === 1 ? '1 step' : `${path.steps.length} steps`,
            path.trivial && ' · says little: only where they are or come from',
            path.steps.some((step) => !step.length) && ' · partly by being named in the same sentence',
          ),
          h(
            'ol',
            { class: 'path' },
            path.nodes.map((node, j) =>
              h(
                'li',
                {},
                j > 0 &&
                  (path.steps[j - 1].length
                    ? stepLine(path.steps[j - 1], path.nodes[j - 1].key, graph, actions)
                    : togetherLine(path.nodes[j - 1].key, node.key, path.sentences[j - 1], actions)),
                h(
                  'button',
                  { type: 'button', class: 'link', onclick: () => actions.select({ kind: 'node', key: node.key }) },
                  h('bdi', {}, truncate(node.name, node.key, 60)),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  ];
}

function togetherLine(a: string, b: string, sentences: number, actions: DetailActions): HTMLElement {
  const label = sentences === 1 ? 'named in the same sentence' : `named in ${sentences} sentences together`;
  return h(
    'span',
    { class: 'step' },
    h('button', { type: 'button', class: 'link small', onclick: () => actions.select({ kind: 'pair', a, b }) }, label),
  );
}

function stepLine(facts: readonly string[], from: string, graph: Graph, actions: DetailActions): HTMLElement {
  return h(
    'span',
    { class: 'step' },
    facts.slice(0, 4).map((id) => {
      const edge = graph.edge(id);
      const label = edge === undefined ? 'fact' : graph.info(graph.relation[edge]).label;
      const forward = edge === undefined || graph.key[graph.source[edge]] === from;
      return h(
        'button',
        { type: 'button', class: 'link small', onclick: () => actions.select({ kind: 'fact', id }) },
        forward ? `${label} ↓` : `↑ ${label}`,
      );
    }),
  );
}

const KEYS: readonly (readonly [string, string])[] = [
  ['/', 'search'],
  ['arrows', 'go to the next entity that way'],
  ['Shift + arrows', 'move the view'],
  ['Enter', 'go to the sentences'],
  ['+ and −', 'unfold and fold up; zoom where nothing is chosen'],
  ['H, P, T', 'hide, pin, path to another'],
  ['Page up, Page down', 'zoom'],
  ['0', 'all in sight'],
  ['L', 'list'],
  ['Esc', 'choose nothing'],
];

function keys(): HTMLElement {
  return h(
    'dl',
    { class: 'key-list' },
    KEYS.map(([key, what]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, what)]),
  );
}

export type { EntityDetail };
