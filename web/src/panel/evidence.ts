/** What stands behind a fact: each claim's sentence with its marks, where it comes from, and a person's verdict. */

import { api, type Article, type Claim, type Fact, type FactDetail, type Mark } from '../api';
import { askTwins, rejectAll } from './twins';
import { fill, h, marked, notice, plain, truncate } from '../dom';
import { mendButtons } from '../mend/claim';
import { links } from '../router';
import { statusHelp, statusLabel } from '../wording';

const BY_HAND = 'decisions'; // the article of facts that no article says

export interface EvidenceOptions {
  pick?: (key: string) => void; // a name was clicked; without it names link to the entity's page
}

/** A fact with all its claims. */
export function factEvidence(fact: FactDetail, options: EvidenceOptions = {}): HTMLElement {
  return h(
    'section',
    { class: 'fact-evidence', 'data-fact': fact.id },
    factLine(fact, options),
    fact.evidence.length > 1 && factFacts(fact),
    h(
      'ol',
      { class: 'claims' },
      fact.evidence.map((claim) => h('li', {}, claimCard(claim, fact))),
    ),
    fact.hidden > 0 && h('p', { class: 'faint' }, `${fact.hidden} more not shown here.`),
  );
}

/** Subject, relation, object of a fact on a line. */
export function factLine(fact: Fact, options: EvidenceOptions = {}): HTMLElement {
  return h(
    'h3',
    { class: 'fact-line' },
    entityLink(fact.subject.key, fact.subject.name, options),
    ' ',
    h('span', { class: 'relation' }, fact.label),
    ' ',
    fact.object
      ? entityLink(fact.object.key, fact.object.name, options)
      : h('bdi', { class: 'value' }, truncate(fact.value ?? '', '', 200)),
  );
}

function entityLink(key: string, name: string, options: EvidenceOptions): HTMLElement {
  const text = h('bdi', {}, truncate(name, key, 80));
  const { pick } = options;
  return pick
    ? h(
        'button',
        { type: 'button', class: 'link', title: plain(name, key).slice(0, 300), onclick: () => pick(key) },
        text,
      )
    : h('a', { href: links.entity(key), title: plain(name, key).slice(0, 300) }, text);
}

function factFacts(fact: Fact): HTMLElement {
  return h(
    'p',
    { class: 'facts-of-fact' },
    statusBadge(fact.status),
    confidenceBar(fact.confidence),
    h('span', {}, fact.support === 1 ? '1 article' : `${fact.support} articles`),
    time(fact) && h('span', {}, time(fact)),
    fact.role && h('bdi', {}, `as ${truncate(fact.role, '', 60)}`),
  );
}

/** A status as a coloured word. */
export function statusBadge(status: string): HTMLElement {
  return h(
    'span',
    { class: `badge status-${status.replace(/[^a-z]/g, '')}`, title: statusHelp(status) },
    statusLabel(status),
  );
}

/** Confidence (0..1) as a bar and per cent. */
export function confidenceBar(confidence: number): HTMLElement {
  const percent = Math.round(confidence * 100);
  return h(
    'span',
    { class: 'confidence', title: 'How often such readings were right' },
    h('meter', { min: 0, max: 100, value: percent, 'aria-label': 'Confidence' }),
    ` ${percent} %`,
  );
}

/** When something held, in words. */
export function time(of: { since: string | null; until: string | null; on: string | null }): string {
  if (of.on) return `on ${of.on}`;
  return [of.since && `since ${of.since}`, of.until && `until ${of.until}`].filter(Boolean).join(' ');
}

/** One claim of a fact: its sentence, its article, how it was read, and the buttons that judge and mend it. */
export function claimCard(claim: Claim, fact: Fact): HTMLElement {
  const card = h('article', { class: 'claim', 'data-claim': claim.id });
  let decided = claim.decided;
  const draw = (): void => {
    const held = ['confirm', 'reject'].find(
      (kind) => card.querySelector(`.${kind}`) === document.activeElement && card.contains(document.activeElement),
    );
    card.classList.toggle('rejected', decided === 'reject');
    fill(
      card,
      sentence(claim.sentence, claim.marks),
      articleLine(claim.article, claim.id),
      claim.place && h('p', { class: 'faint place' }, claim.place),
      h(
        'p',
        { class: 'reading' },
        statusBadge(claim.status),
        confidenceBar(claim.confidence),
        claim.speaker && h('span', {}, 'says ', speaker(claim.speaker)),
        time(claim) && h('span', {}, time(claim)),
        claim.role && h('bdi', {}, `as ${truncate(claim.role, '', 60)}`),
        h('span', { class: 'rule', title: claim.ruleDescription ?? '' }, `rule ${claim.rule}`),
      ),
      verdict(claim, decided, (now) => {
        decided = now;
        draw();
      }),
      decided !== 'reject' && claim.article.id !== BY_HAND && mending(claim, fact),
    );
    if (held) card.querySelector<HTMLElement>(`.${held}`)?.focus({ preventScroll: true });
  };
  draw();
  return card;
}

/** The buttons that mend a claim; its ends are marked in the article. */
function mending(claim: Claim, fact: Fact): HTMLElement {
  const about = { ...fact, ...claim, literal: fact.object === null, subject: fact.subject };
  const object = fact.object ?? { name: fact.value ?? '', type: null };
  return mendButtons(
    { ...about, object },
    h(
      'a',
      {
        class: 'button small quiet',
        href: links.article(claim.article.id, claim.id),
        title: 'Choose another name in the article, where this claim is open',
      },
      'Subject or object …',
    ),
  );
}

/** A sentence with what it names marked. */
export function sentence(text: string, marks: readonly Mark[]): HTMLElement {
  return h('blockquote', { dir: 'auto' }, marked(text, marks));
}

function speaker(of: { key: string | null; name: string }): HTMLElement {
  const name = h('bdi', {}, truncate(of.name, of.key ?? undefined, 60));
  return of.key ? h('a', { href: links.entity(of.key) }, name) : name;
}

/** Where a sentence stands: title, publisher, date, and links to read on. */
export function articleLine(article: Article, claim?: string): HTMLElement {
  const title = truncate(article.title ?? article.id, article.id, 90);
  return h(
    'p',
    { class: 'source' },
    h('a', { href: links.article(article.id, claim), title: 'Open the article here' }, h('bdi', {}, title)),
    article.source && h('bdi', {}, truncate(article.source, '', 50)),
    article.published && h('time', {}, article.published),
    article.url &&
      h(
        'a',
        {
          href: article.url,
          target: '_blank',
          rel: 'noreferrer noopener',
          class: 'outside',
          'aria-label': 'The article on the web',
        },
        '↗',
      ),
  );
}

function verdict(claim: Claim, decided: Claim['decided'], changed: (now: Claim['decided']) => void): HTMLElement {
  const row = h('p', { class: 'verdict' });
  const decide = (kind: 'confirm' | 'reject'): void => {
    if (row.ariaBusy === 'true') return;
    if (kind === 'reject' && claim.twins.length)
      return askTwins(row, claim.twins, (both) =>
        rejectAll(both ? [claim.id, ...claim.twins.map(({ id }) => id)] : [claim.id], (now) =>
          changed(now ? 'reject' : decided),
        ),
      );
    row.ariaBusy = 'true'; // not disabled, which would lose the focus
    row.append(h('span', { class: 'faint', role: 'status' }, 'Saving …'));
    api.decide(kind, [claim.id]).then(
      (answer) => {
        changed(kind);
        const words = kind === 'confirm' ? 'Confirmed: the sentence says so.' : 'Rejected: the graph leaves it out.';
        notice(
          words,
          answer.line === undefined ? undefined : { label: 'Undo', run: () => undo(answer.line as number) },
        );
      },
      (error: Error) => {
        notice(error.message);
        changed(decided);
      },
    );
  };
  const undo = (line: number): void => {
    api.undo(line).then(
      () => changed(null),
      (error: Error) => notice(error.message),
    );
  };
  const button = (kind: 'confirm' | 'reject', label: string, help: string): HTMLElement =>
    h(
      'button',
      {
        type: 'button',
        class: `small ${kind}`,
        'aria-pressed': String(decided === kind),
        title: help,
        onclick: () => (decided === kind ? findAndUndo(kind, claim.id, changed) : decide(kind)),
      },
      label,
    );
  row.append(
    button('confirm', decided === 'confirm' ? '✓ Confirmed' : '✓ Confirm', 'The sentence says this'),
    button(
      'reject',
      decided === 'reject' ? '✗ Rejected' : '✗ Reject',
      'The sentence does not say this; the graph leaves it out',
    ),
  );
  return row;
}

/** Take back a decision that was made earlier: its line is the last one of this kind about the claim. */
function findAndUndo(kind: string, claim: string, changed: (now: Claim['decided']) => void): void {
  const run = async (): Promise<void> => {
    const all = await api.decisions();
    const found = all.filter((decision) => decision.kind === kind && decision.words[0] === claim).pop();
    if (!found) throw new Error('This decision stands in another file: take it back there.');
    await api.undo(found.line);
    changed(null);
    notice('Taken back.');
  };
  run().catch((error: Error) => notice(error.message));
}
