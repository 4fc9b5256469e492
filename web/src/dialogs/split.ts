import type { DialogContext } from '../actions';
import { api, type Member } from '../api';
import { h, truncate } from '../dom';
import { articleSource, counted } from '../pages/parts/names';
import { decideAll } from './decide';
import { openForm } from './dialog';
import { needEntity } from './need';

/** Say that what some articles call by one name is two: choose who is not the rest. */
export async function openSplit(context: DialogContext): Promise<void> {
  const entity = await api.members(needEntity(context).key);
  const { members } = entity;
  if (members.length < 2) throw new Error('Only one article names it, so there is nothing to split.');
  const boxes = members.map((member) => h('input', { type: 'checkbox', value: member.id }));
  const ticked = (): Member[] => members.filter((_, i) => boxes[i]?.checked);
  openForm({
    title: `Split ${truncate(entity.name, entity.key, 50)}`,
    intro: `Tick the articles that speak of somebody else. They are kept apart from the first one that is not ticked.`,
    body: h(
      'ul',
      { class: 'members' },
      members.map((member, i) =>
        h(
          'li',
          {},
          h(
            'label',
            {},
            boxes[i],
            h(
              'span',
              {},
              h('bdi', { class: 'member-name' }, truncate(member.name, '', 60)),
              h(
                'small',
                { class: 'hint' },
                h('bdi', {}, truncate(member.article.title ?? member.article.id, '', 80)),
                ' ',
                articleSource(member.article),
              ),
            ),
          ),
        ),
      ),
    ),
    submit: 'Split',
    ready: () => ticked().length > 0 && ticked().length < members.length,
    run: async () => {
      const away = ticked();
      const stays = members.find((member) => !away.includes(member));
      if (!stays) return;
      await decideAll(
        'split',
        away.map((member) => [stays.id, member.id]),
        `Split: ${counted(away.length, 'article')} kept apart.`,
      );
    },
  });
}
