import type { DialogContext } from '../actions';
import { h, truncate } from '../dom';
import { decide } from './decide';
import { openForm } from './dialog';
import { needEntity } from './need';
import { picker } from './picker';

/** Say that an entity is the same as another one. */
export function openMerge(context: DialogContext): void {
  const entity = needEntity(context);
  const other = picker('Merge with', { not: entity.key });
  openForm({
    title: 'Merge with another entity',
    intro: [
      h('bdi', {}, truncate(entity.name, entity.key, 60)),
      ' and the one you choose become one: their names, facts and articles are put together. You can take it back.',
    ],
    body: other.element,
    submit: 'Merge',
    ready: () => other.chosen() !== null,
    run: async () => {
      const chosen = other.chosen();
      if (!chosen) return;
      await decide(
        'merge',
        [entity.key, chosen.key],
        `Merged: ${truncate(entity.name, entity.key, 40)} and ${truncate(chosen.name, chosen.key, 40)} are one.`,
      );
    },
  });
}
