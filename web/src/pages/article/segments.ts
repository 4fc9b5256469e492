/** A text cut where any mark begins or ends, so that overlapping marks become pieces that lie in several. */

export interface Span {
  start: number;
  end: number;
}

export interface Segment<M extends Span> {
  start: number;
  end: number;
  marks: M[]; // all that cover it, longest first
}

/** Cut `length` units of text by `marks`; marks outside the text are cut to it, empty ones are left out. */
export function segments<M extends Span>(length: number, marks: readonly M[]): Segment<M>[] {
  const inside = marks.filter(({ start, end }) => Math.max(0, start) < Math.min(length, end));
  const opening = grouped(inside, ({ start }) => Math.max(0, start));
  const closing = grouped(inside, ({ end }) => Math.min(length, end));
  const cuts = [...new Set([0, length, ...opening.keys(), ...closing.keys()])].sort((a, b) => a - b);
  const active = new Set<M>();
  const found: Segment<M>[] = [];
  cuts.forEach((cut, i) => {
    for (const mark of closing.get(cut) ?? []) active.delete(mark);
    for (const mark of opening.get(cut) ?? []) active.add(mark);
    const next = cuts[i + 1];
    if (next !== undefined) found.push({ start: cut, end: next, marks: [...active].sort(longestFirst) });
  });
  return found;
}

function longestFirst(a: Span, b: Span): number {
  return b.end - b.start - (a.end - a.start) || a.start - b.start;
}

function grouped<M>(items: readonly M[], by: (item: M) => number): Map<number, M[]> {
  const groups = new Map<number, M[]>();
  for (const item of items) {
    const at = by(item);
    const group = groups.get(at);
    if (group) group.push(item);
    else groups.set(at, [item]);
  }
  return groups;
}

/** The stretches between blank lines; a line that is as long as a paragraph is one. */
export function paragraphs(text: string): Span[] {
  const found: Span[] = [];
  const gap = /\n[ \t\r]*\n\s*|(?<=[^\n]{100})\r?\n\s*/g;
  let start = 0;
  for (let match = gap.exec(text); match; match = gap.exec(text)) {
    if (match.index > start) found.push({ start, end: match.index });
    start = match.index + match[0].length;
  }
  if (start < text.length) found.push({ start, end: text.length });
  return found;
}

const WORD = /[\p{L}\p{N}_]/u;

/** A stretch that was marked, without the space around it, up to where its first and last word begin and end. */
export function wholeWords(text: string, { start, end }: Span): Span | null {
  let [from, to] = [start, end];
  while (from < to && /\s/.test(text[from] ?? '')) from += 1;
  while (to > from && /[\s.,;:!?]/.test(text[to - 1] ?? '')) to -= 1;
  if (from >= to) return null;
  while (from > 0 && WORD.test(text[from] ?? '') && WORD.test(text[from - 1] ?? '')) from -= 1;
  while (to < text.length && WORD.test(text[to - 1] ?? '') && WORD.test(text[to] ?? '')) to += 1;
  return { start: from, end: to };
}
