/** The decisions that were made, each with a way back. */

import { api, type Decision } from '../../api';
import { undoDecision } from '../../dialogs/decide';
import { fill, h, plain, truncate } from '../../dom';
import { links } from '../../router';

const KEY = /^[a-z]+\/[^\s#]+$/;
type Say = (words: readonly HTMLElement[]) => (string | HTMLElement)[];
const SENTENCES: Readonly<Record<string, Say | undefined>> = {
  merge: ([a, b]) => [a as HTMLElement, ' is the same as ', b as HTMLElement],
  split: ([a, b]) => [a as HTMLElement, ' is not the same as ', b as HTMLElement],
  rename: ([a, b]) => [a as HTMLElement, ' is called ', b as HTMLElement],
  note: ([a, b]) => [a as HTMLElement, ': ', b as HTMLElement],
  confirm: ([a]) => ['claim ', a as HTMLElement, ' is right'],
  reject: ([a]) => ['claim ', a as HTMLElement, ' is wrong'],
  claim: ([article, sentence, a, relation, b]) => [
    'in ',
    article as HTMLElement,
    ': ',
    a as HTMLElement,
    ' ',
    relation as HTMLElement,
    ' ',
    b as HTMLElement,
    ' (“',
    sentence as HTMLElement,
    '”)',
  ],
  correct: ([article, , a, relation, b, field, value]) => [
    'in ',
    article as HTMLElement,
    ': of ',
    a as HTMLElement,
    ' ',
    relation as HTMLElement,
    ' ',
    b as HTMLElement,
    ' the ',
    field as HTMLElement,
    ' is ',
    value as HTMLElement,
  ],
  type: ([a, b]) => [a as HTMLElement, ' is of the type ', b as HTMLElement],
  none: ([a]) => [a as HTMLElement, ' is no entity'],
  extent: ([article, , a, b]) => [
    'in ',
    article as HTMLElement,
    ': the name ',
    a as HTMLElement,
    ' is ',
    b as HTMLElement,
  ],
  assert: ([a, b, c, , e]) => [
    a as HTMLElement,
    ' ',
    b as HTMLElement,
    ' ',
    c as HTMLElement,
    ', says ',
    e as HTMLElement,
  ],
};

/** The list, newest first; it is loaded with the page and again after each decision. */
export function made(signal: AbortSignal): HTMLElement {
  const list = h('div', {}, h('p', { class: 'faint' }, 'Loading …'));
  api.decisions(signal).then(
    (all) =>
      fill(
        list,
        all.length
          ? rows(all)
          : h(
              'p',
              { class: 'faint' },
              'None yet. What you decide here or with kg merge, kg split, kg confirm and the like is listed here and can be taken back.',
            ),
      ),
    (error: Error) => {
      if (!signal.aborted) fill(list, h('p', { class: 'faint', role: 'alert' }, error.message));
    },
  );
  return list;
}

function rows(all: readonly Decision[]): HTMLElement {
  return h(
    'ol',
    { class: 'decisions' },
    [...all].reverse().map((decision) => {
      const button = h(
        'button',
        {
          type: 'button',
          class: 'small',
          'aria-label': `Undo: ${plain(decision.text).slice(0, 100)}`,
          onclick: () => {
            button.disabled = true;
            void undoDecision(decision).finally(() => {
              button.disabled = false;
            });
          },
        },
        'Undo',
      );
      return h(
        'li',
        {},
        h('span', { class: 'badge' }, decision.kind),
        h('span', { class: 'decision-words' }, words(decision)),
        button,
      );
    }),
  );
}

function words({ kind, words: given, text }: Decision): (string | HTMLElement)[] {
  const parts = given.map((word, i) =>
    KEY.test(word) && !(kind === 'assert' && i === 1)
      ? h('a', { href: links.entity(word) }, h('bdi', {}, truncate(word, '', 60)))
      : h('bdi', {}, truncate(word, '', 120)),
  );
  const say = SENTENCES[kind];
  return say && parts.length ? say(parts).filter(Boolean) : [truncate(text, '', 200)];
}
