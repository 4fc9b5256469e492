/** Mending in the text: a click on a name, or words that are marked, open a panel with what can be said of them. */

import type { ArticleDetail } from '../../api';
import { decideOrSay } from '../../dialogs/decide';
import { h, notice, plain, truncate, type Child } from '../../dom';
import { typeChoices } from '../../mend/name';
import { choice, closePopover, showPopover, type Anchor } from '../../mend/popover';
import { fitting, relationList, type Direction } from '../../mend/relations';
import { links } from '../../router';
import { meta } from '../../state';
import { change } from '../../mend/claim';
import { typeDot, typeOfKey } from '../parts/names';
import { wholeWords, type Span } from './segments';

type Mention = ArticleDetail['mentions'][number];

/** A name, or words that were marked, with where they are drawn. */
interface Marked extends Span {
  mention: Mention | null; // what was read there, if these are its words
  at: Anchor;
}

const NEAR = 8; // names that are offered as the other end

export interface Marking {
  /** The next name or words are the end of a claim. */
  end: (claim: { id: string; label: string }, field: 'subject' | 'object') => void;
  stop: () => void;
}

/** Listen on the text of an article. */
export function marking(article: ArticleDetail, text: HTMLElement): Marking {
  let first: Marked | null = null; // waits for another name
  let wanted: ((marked: Marked) => void) | null = null;
  const light = (): void =>
    text.querySelectorAll('.piece').forEach((element) => {
      const { start } = element instanceof HTMLElement ? spanOf(element) : { start: -1 };
      element.classList.toggle('first', first !== null && first.start <= start && start < first.end);
    });
  const wait = (marked: Marked | null): void => {
    first = marked;
    light();
  };
  const options = {
    closed: () => wait(null),
    stays: (target: Element) => text.contains(target),
  };

  const take = (marked: Marked): void => {
    const before = first;
    if (wanted) {
      wanted(marked);
      wanted = null;
      text.classList.remove('picking');
      return;
    }
    closePopover();
    if (before && before.start !== marked.start) void relate(before, marked);
    else ask(marked);
  };

  /** What can be said of one name, and whom it can be joined with. */
  const ask = (marked: Marked): void => {
    const { mention } = marked;
    const words = wordsOf(article, marked);
    const overlapping = mention ? null : readThere(article, marked);
    const others = near(article, marked);
    const body: Child[] = [
      mention?.key && about(mention, mention.key),
      overlapping && extent(article, marked, overlapping),
      h('h3', {}, 'Say what the text says of it and …'),
      others.length > 0 &&
        h(
          'div',
          { class: 'type-choices', role: 'group', 'aria-label': 'The other name' },
          others.map((other) =>
            h(
              'button',
              { type: 'button', class: 'small', onclick: () => take({ ...other, at: marked.at }) },
              h('bdi', {}, truncate(wordsOf(article, other), undefined, 30)),
            ),
          ),
        ),
      h('p', { class: 'faint hint' }, 'or click another name, or mark any words, in the text.'),
      mention?.key && [
        h('h3', {}, `Not of the type ${typeOfKey(mention.key)}, but`),
        typeChoices(refOf(mention, mention.key)),
      ],
    ];
    const heading: Child[] = [
      mention?.key && typeDot(typeOfKey(mention.key)),
      ' ',
      h('bdi', {}, truncate(words, undefined, 70)),
    ];
    if (mention?.key && mention.name && plain(mention.name) !== words)
      heading.push(h('span', { class: 'faint' }, ' · ', h('bdi', {}, truncate(mention.name, mention.key, 50))));
    showPopover(marked.at, heading, `What can be done with ${truncate(words)}`, body, options);
    wait(marked);
  };

  const relate = async (one: Marked, other: Marked): Promise<void> => {
    const known = await meta();
    const ends = [one, other].map((marked) => ({ name: wordsOf(article, marked), type: typeOf(marked) })) as [
      { name: string; type: string | null },
      { name: string; type: string | null },
    ];
    const found = fitting(known, ...ends);
    const add = ({ relation, turned }: Direction): void => {
      const [from, to] = turned ? [other, one] : [one, other];
      const said = `Added: ${truncate(wordsOf(article, from))} ${relation.label} ${truncate(wordsOf(article, to))}.`;
      void decideOrSay('claim', [article.id, null, [from.start, from.end], relation.id, [to.start, to.end]], said);
    };
    showPopover(other.at, 'What does the text say?', 'Choose a relation', relationList(found, ends, add), options);
    wait(one);
  };

  const clicked = (event: MouseEvent): void => {
    if (!isPlain(event)) return;
    restore();
    const piece = (event.target as Element).closest<HTMLElement>('a.piece');
    if (!piece || getSelection()?.toString()) {
      if (piece) event.preventDefault();
      return;
    }
    const { start } = spanOf(piece);
    const mention = article.mentions.filter((one) => one.key && one.start <= start && start < one.end).pop();
    if (!mention) return;
    event.preventDefault();
    event.stopPropagation();
    piece.focus({ preventScroll: true });
    take({ start: mention.start, end: mention.end, mention, at: piece });
  };
  const selected = (): void => {
    const marked = selection(article, text);
    if (marked) take(marked);
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && wanted) {
      wanted = null;
      text.classList.remove('picking');
    } else if (event.shiftKey && event.key.startsWith('Arrow')) return;
    else if (event.key === 'Shift') selected(); // marked by keyboard, where a caret can be
  };
  // In a link nothing can be marked with the mouse, so that it is none while a button is down.
  let restore = (): void => undefined;
  const pressed = (event: PointerEvent): void => {
    restore();
    const link = (event.target as Element).closest<HTMLElement>('a.piece');
    const href = link?.getAttribute('href');
    if (!link || !href || !isPlain(event)) return;
    link.removeAttribute('href');
    restore = () => link.setAttribute('href', href);
    for (const ending of ['pointerup', 'pointercancel'])
      addEventListener(ending, () => setTimeout(restore, 0), { once: true });
  };
  const released = (): void => void setTimeout(selected, 0);
  text.addEventListener('pointerdown', pressed);
  text.addEventListener('click', clicked);
  text.addEventListener('pointerup', released);
  document.addEventListener('keyup', key);
  return {
    end: (claim, field) => {
      closePopover();
      text.classList.add('picking');
      notice(`Click the name that is the ${field} of “${claim.label}”, or mark its words.`);
      wanted = (marked) =>
        change(
          claim,
          field,
          [marked.start, marked.end],
          `Changed: the ${field} is ${truncate(wordsOf(article, marked))}.`,
        );
    },
    stop: () => {
      closePopover();
      document.removeEventListener('keyup', key);
    },
  };
}

function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

function about(mention: Mention, key: string): HTMLElement {
  const name = plain(mention.name ?? '', key);
  return h(
    'p',
    { class: 'popover-links' },
    h('a', { class: 'button small primary', href: links.entity(key), title: name, 'data-first': true }, 'Its page'),
    h('a', { class: 'button small', href: links.network(key) }, 'In the network'),
  );
}

/** Words that are marked across a name are where it really begins and ends. */
function extent(article: ArticleDetail, marked: Marked, read: Mention): HTMLElement {
  const [now, before] = [marked, read].map((span) => truncate(wordsOf(article, span), undefined, 50));
  return choice(
    ['The name is ', h('bdi', {}, `“${now}”`), ', not ', h('bdi', {}, `“${before}”`)],
    () =>
      void decideOrSay(
        'extent',
        [article.id, null, [read.start, read.end], [marked.start, marked.end]],
        `The name is “${now}” now.`,
      ),
  );
}

/** The name that was read where words are marked. */
function readThere(article: ArticleDetail, { start, end }: Span): Mention | null {
  const inside = article.mentions.filter((one) => one.key && one.kind === 'name' && one.start < end && start < one.end);
  return inside[0] ?? null;
}

/** Names of the same paragraph, the nearest first, each entity once. */
function near(article: ArticleDetail, marked: Marked): Marked[] {
  const breaks = [article.text.lastIndexOf('\n\n', marked.start), article.text.indexOf('\n\n', marked.end)] as const;
  const own = marked.mention?.key;
  const seen = new Set<string>();
  const far = (one: Span): number => Math.max(one.start - marked.end, marked.start - one.end);
  return article.mentions
    .filter((one) => one.key && one.key !== own && one.start > breaks[0] && (breaks[1] < 0 || one.end <= breaks[1]))
    .filter((one) => one.end <= marked.start || one.start >= marked.end)
    .sort((a, b) => far(a) - far(b))
    .filter((one) => one.key && !seen.has(one.key) && seen.add(one.key))
    .slice(0, NEAR)
    .map((mention) => ({ start: mention.start, end: mention.end, mention, at: marked.at }));
}

function typeOf({ mention }: Marked): string | null {
  return mention?.key ? typeOfKey(mention.key) : null;
}

function refOf(mention: Mention, key: string): { key: string; name: string; type: string } {
  return { key, name: mention.name ?? '', type: typeOfKey(key) };
}

function wordsOf(article: ArticleDetail, { start, end }: Span): string {
  return plain(article.text.slice(start, end));
}

function spanOf(piece: HTMLElement): Span {
  const start = Number(piece.dataset['start']);
  return { start, end: start + (piece.textContent?.length ?? 0) };
}

/** The words that are marked now, made whole; null where none are. */
function selection(article: ArticleDetail, text: HTMLElement): Marked | null {
  const chosen = getSelection();
  if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return null;
  const range = chosen.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const [from, to] = [offsetAt(range.startContainer, range.startOffset), offsetAt(range.endContainer, range.endOffset)];
  if (from === null || to === null) return null;
  const span = wholeWords(article.text, { start: from, end: to });
  if (!span) return null;
  const mention = article.mentions.find((one) => one.key && one.start === span.start && one.end === span.end) ?? null;
  const at = range.getBoundingClientRect();
  return { ...span, mention, at: { getBoundingClientRect: () => at } };
}

/** Where a place of the drawn text lies in the article's. */
function offsetAt(node: Node, offset: number): number | null {
  const piece = (node instanceof Element ? (node.childNodes[offset] ?? node.lastChild) : node) as Node | null;
  const element = piece instanceof Element ? piece : piece?.parentElement;
  const found = element?.closest<HTMLElement>('.piece') ?? element?.querySelector<HTMLElement>('.piece') ?? null;
  if (!found) return null;
  const { start } = spanOf(found);
  return node instanceof Text ? start + offset : start;
}
