/** The text of an article with everything marked that was read in it. */

import type { ArticleDetail } from '../../api';
import { h, plain, type Child } from '../../dom';
import { links } from '../../router';
import { paragraphs, segments, type Segment, type Span } from './segments';

type Mention = ArticleDetail['mentions'][number];
type ClaimSpan = ArticleDetail['claims'][number];

interface Mark extends Span {
  kind: 'front' | 'unread' | 'mention' | 'evidence' | 'quote' | 'paragraph';
  why: string;
  mention?: Mention;
  claim?: ClaimSpan;
}

export interface ArticleText {
  element: HTMLElement;
  select: (claim: string | null) => void;
}

const WRAPPED: readonly [number, number] = [55, 100]; // lengths of lines that are broken at a fixed width
const FRONT = 'front-matter'; // of the file, told by the head of the page
const SKIPS: Readonly<Record<string, string>> = {
  furniture: 'page furniture',
  credit: 'a credit line',
  repeat: 'a repetition',
  related: 'a link to another article',
};

/** Draw the text; a click on a sentence that a claim was read from tells `picked` of it. */
export function articleText(article: ArticleDetail, picked: (claim: string) => void): ArticleText {
  const { text } = article;
  const pieces = new Map<Segment<Mark>, HTMLElement>();
  const all = segments(text.length, [...marks(article), ...paragraphMarks(text)]);
  const drawn = all.map((segment) => {
    const element = piece(text, segment, picked);
    pieces.set(segment, element);
    return element;
  });
  const element = h(
    'div',
    { class: `article-text ${isWrapped(text) ? 'wrapped' : ''}`, dir: 'auto', lang: 'en' },
    inParagraphs(text, all, drawn),
  );
  const claims = new Map(article.claims.map((claim) => [claim.id, claim]));
  return { element, select: (id) => highlight(pieces, id === null ? undefined : claims.get(id)) };
}

/** Whether line breaks inside paragraphs only come from a fixed width, so that they may be drawn as spaces. */
function isWrapped(text: string): boolean {
  const lines = text.split(/\n[ \t\r]*\n\s*/).flatMap((paragraph) => paragraph.split('\n').slice(0, -1));
  return lines.filter(({ length }) => length > WRAPPED[0] && length < WRAPPED[1]).length * 2 > lines.length;
}

function marks(article: ArticleDetail): Mark[] {
  return [
    ...article.skips.map(
      ([start, end, kind]): Mark => ({
        start,
        end,
        kind: kind === FRONT ? 'front' : 'unread',
        why: SKIPS[kind] ?? kind,
      }),
    ),
    ...article.mentions.map(
      (mention): Mark => ({ start: mention.start, end: mention.end, kind: 'mention', why: '', mention }),
    ),
    ...article.claims.map(
      (claim): Mark => ({ start: claim.evidence[0], end: claim.evidence[1], kind: 'evidence', why: '', claim }),
    ),
    // Subject and object are pieces of their own, so that they can be lit up apart from their sentence.
    ...article.claims.flatMap((claim) =>
      [claim.subject, claim.object].map(([start, end]): Mark => ({ start, end, kind: 'evidence', why: '', claim })),
    ),
    ...article.quotes.map(
      ({ start, end, direct }): Mark => ({
        start,
        end,
        kind: 'quote',
        why: direct ? 'direct speech' : 'indirect speech',
      }),
    ),
  ];
}

/** Paragraph ends cut segments too, so that each lies in one paragraph. */
function paragraphMarks(text: string): Mark[] {
  return paragraphs(text).map((span) => ({ ...span, kind: 'paragraph', why: '' }));
}

function inParagraphs(text: string, all: readonly Segment<Mark>[], drawn: readonly HTMLElement[]): HTMLElement[] {
  let at = 0;
  return paragraphs(text)
    .map((span) => {
      const inside: Child[] = [];
      while ((all[at]?.end ?? Infinity) <= span.start) at += 1; // blank lines
      for (; (all[at]?.end ?? Infinity) <= span.end; at += 1)
        if (isShown(all[at], text, inside.length === 0)) inside.push(drawn[at]);
      return inside.length ? h('p', {}, inside) : null;
    })
    .filter((paragraph) => paragraph !== null);
}

/** Metadata of the file is not shown, nor the space behind it. */
function isShown({ start, end, marks: on }: Segment<Mark>, text: string, first: boolean): boolean {
  return !on.some(({ kind }) => kind === 'front') && !(first && !text.slice(start, end).trim());
}

function piece(text: string, segment: Segment<Mark>, picked: (claim: string) => void): HTMLElement {
  const words = text.slice(segment.start, segment.end);
  const mention = segment.marks.filter((mark) => mark.mention).pop()?.mention; // the innermost
  const claim =
    segment.marks.find((mark) => mark.claim && !mark.claim.rejected)?.claim ??
    segment.marks.find((mark) => mark.claim)?.claim;
  const classes = ['piece', ...new Set(segment.marks.map((mark) => mark.kind))];
  if (mention?.key) {
    const first = mention.start === segment.start;
    return h(
      'a',
      {
        class: [...classes, `type-mention-${typeOf(mention.key)}`, mention.kind].join(' '),
        href: links.entity(mention.key),
        title: mentionTitle(mention),
        draggable: 'false', // so that its words can be marked
        'data-start': segment.start,
        tabindex: first ? null : -1,
      },
      words,
    );
  }
  const skip = segment.marks.find((mark) => mark.kind === 'unread');
  const element = h(
    'span',
    {
      class: classes.join(' '),
      'data-start': segment.start,
      title: skip ? `Not read: ${skip.why}` : mention ? mentionTitle(mention) : null,
    },
    words,
  );
  if (claim)
    element.addEventListener('click', () => {
      if (!getSelection()?.toString()) picked(claim.id);
    });
  return element;
}

function typeOf(key: string): string {
  return (key.split('/')[0] ?? '').replace(/[^a-z]/g, '');
}

function mentionTitle(mention: Mention): string {
  const name = plain(mention.name ?? mention.key ?? '', '').slice(0, 200);
  const kind = mention.kind === 'name' ? mention.type : `${mention.type}, ${mention.kind}`;
  return [name, kind, mention.why].filter(Boolean).join(' · ');
}

function highlight(pieces: ReadonlyMap<Segment<Mark>, HTMLElement>, claim: ClaimSpan | undefined): void {
  let first: HTMLElement | null = null;
  for (const [segment, element] of pieces) {
    const lit = claim !== undefined && within(segment, claim.evidence);
    element.classList.toggle('lit', lit);
    element.classList.toggle('subject', lit && within(segment, claim.subject));
    element.classList.toggle('object', lit && within(segment, claim.object));
    if (lit) first ??= element;
  }
  if (first && !inView(first)) first.scrollIntoView({ block: 'center' });
}

function inView(element: HTMLElement): boolean {
  const frame = element.closest('.article-main')?.getBoundingClientRect();
  const { top, bottom } = element.getBoundingClientRect();
  return frame !== undefined && top >= frame.top + 20 && bottom <= frame.bottom - 60;
}

function within(segment: Span, [start, end]: readonly [number, number]): boolean {
  return start <= segment.start && segment.end <= end;
}
