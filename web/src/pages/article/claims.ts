/** The list of what was read from an article, beside its text. */

import type { ArticleDetail } from '../../api';
import { decideOrSay } from '../../dialogs/decide';
import { h, truncate } from '../../dom';
import { mendButtons } from '../../mend/claim';
import { statusBadge, time } from '../../panel/evidence';
import { askTwins, rejectAll } from '../../panel/twins';
import { address } from '../../router';
import { typeOfKey } from '../parts/names';
import type { End } from '../../mend/relations';

type ClaimSpan = ArticleDetail['claims'][number];

export interface ClaimList {
  element: HTMLElement;
  select: (claim: string | null) => void;
}

export type PickEnd = (claim: { id: string; label: string }, field: 'subject' | 'object') => void;

export function claimList(article: ArticleDetail, picked: (claim: string) => void, end: PickEnd): ClaimList {
  const names = namesOf(article);
  const items = new Map<string, HTMLElement>();
  const sorted = [...article.claims].sort(
    (a, b) => a.evidence[0] - b.evidence[0] || a.subject[0] - b.subject[0] || a.object[0] - b.object[0],
  );
  const list = h(
    'ol',
    { class: 'claim-list' },
    sorted.map((claim) => {
      const button = h(
        'button',
        { type: 'button', class: 'claim-button quiet', 'aria-pressed': 'false', onclick: () => picked(claim.id) },
        h(
          'span',
          { class: 'claim-words' },
          part(names, claim.subjectKey, article.text, claim.subject),
          ' ',
          h('span', { class: 'relation' }, claim.label),
          ' ',
          part(names, claim.objectKey, article.text, claim.object),
          time(claim) && h('span', { class: 'claim-time' }, ` ${time(claim)}`),
        ),
        h(
          'span',
          { class: 'claim-marks' },
          claim.byHand && h('span', { class: 'badge', title: 'A person has said or mended it' }, 'by hand'),
          statusBadge(claim.rejected ? 'rejected' : claim.status),
        ),
      );
      const item = h('li', { class: claim.rejected ? 'rejected' : '', 'data-claim': claim.id }, button);
      items.set(claim.id, item);
      return item;
    }),
  );
  const byId = new Map(article.claims.map((claim) => [claim.id, claim]));
  const select = (id: string | null): void => {
    for (const [other, item] of items) {
      item.querySelector('.claim-more')?.remove();
      item.querySelector('button')?.setAttribute('aria-pressed', String(other === id));
    }
    const claim = id === null ? undefined : byId.get(id);
    const item = claim && items.get(claim.id);
    if (!claim || !item) return;
    item.append(more(claim, mending(article, names, claim, end)));
    item.scrollIntoView({ block: 'nearest' });
  };
  return { element: list, select };
}

function namesOf(article: ArticleDetail): Map<string, string> {
  return new Map(article.mentions.flatMap(({ key, name }) => (key && name ? [[key, name] as const] : [])));
}

function part(
  names: ReadonlyMap<string, string>,
  key: string | null,
  text: string,
  [start, end]: readonly [number, number],
): HTMLElement {
  const name = (key && names.get(key)) || text.slice(start, end);
  return h('bdi', {}, truncate(name, key ?? undefined, 60));
}

/** The buttons that mend a claim. */
function mending(
  article: ArticleDetail,
  names: ReadonlyMap<string, string>,
  claim: ClaimSpan,
  end: PickEnd,
): HTMLElement {
  const side = (key: string | null, [from, to]: readonly [number, number]): End => ({
    name: (key && names.get(key)) || article.text.slice(from, to),
    type: key && typeOfKey(key),
  });
  const button = (label: string, field: 'subject' | 'object'): HTMLElement =>
    h(
      'button',
      {
        type: 'button',
        class: 'small quiet',
        title: `Click another name in the text, or mark its words, as the ${field}`,
        onclick: () => end(claim, field),
      },
      label,
    );
  const ends = { subject: side(claim.subjectKey, claim.subject), object: side(claim.objectKey, claim.object) };
  return mendButtons({ ...claim, ...ends, literal: claim.objectKey === null && claim.value !== null }, [
    button('Subject …', 'subject'),
    button('Object …', 'object'),
  ]);
}

/** What can be done with the claim that is chosen. */
function more(claim: ClaimSpan, mend: HTMLElement): HTMLElement {
  const say = (kind: 'confirm' | 'reject', words: string): HTMLElement =>
    h(
      'button',
      {
        type: 'button',
        class: 'small',
        onclick: (event: Event) => {
          if (kind === 'reject' && claim.twins.length)
            return askTwins(row, claim.twins, (both) =>
              rejectAll(both ? [claim.id, ...claim.twins.map(({ id }) => id)] : [claim.id]),
            );
          (event.currentTarget as HTMLButtonElement).disabled = true;
          void decideOrSay(kind, [claim.id], words).then((done) => {
            if (!done) (event.target as HTMLButtonElement).disabled = false;
          });
        },
      },
      kind === 'confirm' ? '✓ Confirm' : '✗ Reject',
    );
  const row: HTMLElement = h(
    'p',
    { class: 'claim-more' },
    claim.subjectKey &&
      claim.fact &&
      h(
        'a',
        { class: 'button small', href: address('/entity', { key: claim.subjectKey, fact: claim.fact }) },
        'The fact',
      ),
    claim.rejected
      ? h('span', { class: 'faint' }, 'Rejected; take it back under Decide.')
      : [say('confirm', 'Confirmed: the sentence says so.'), say('reject', 'Rejected: the graph leaves it out.')],
    !claim.rejected && mend,
  );
  return row;
}
