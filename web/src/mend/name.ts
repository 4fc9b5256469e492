/** What can be mended on an entity: what it is, or that it is none. */

import type { Ref } from '../api';
import { decideOrSay } from '../dialogs/decide';
import { h, truncate, type Child } from '../dom';
import { choice, showPopover, type Anchor } from './popover';

const TYPES = ['Person', 'Organization', 'Place', 'Group', 'Event'];

/** Buttons for the other types, and one for a name that is no entity. */
export function typeChoices(entity: Ref): Child {
  const name = truncate(entity.name, entity.key, 40);
  return h(
    'div',
    { class: 'type-choices', role: 'group', 'aria-label': 'What it is' },
    TYPES.filter((type) => type !== entity.type).map((type) =>
      choice(type, () => void decideOrSay('type', [entity.key, type], `${name} is of the type ${type} now.`), {
        class: 'small',
        'data-type': type,
      }),
    ),
    choice('None of these', () => void decideOrSay('none', [entity.key], `${name} is no entity any more.`), {
      class: 'small danger',
      title: 'This is no name of anybody or anything: it is left out, with what is said of it',
    }),
  );
}

/** The same as a panel of its own. */
export function chooseType(entity: Ref, at: Anchor): void {
  showPopover(at, [`Not of the type ${entity.type}, but`], 'Choose a type', [
    typeChoices(entity),
    h('p', { class: 'faint hint' }, 'It holds for these names in all articles.'),
  ]);
}
