import type { DialogContext } from '../actions';
import { h } from '../dom';
import { meta } from '../state';
import { decide } from './decide';
import { field, openForm } from './dialog';
import { picker } from './picker';

/** Add a fact that no article says, with the source that does. */
export async function openAssert(context: DialogContext): Promise<void> {
  const { relations } = await meta();
  const subject = picker('Who or what', { start: context.entity });
  const relation = h('select', {}, [...relations].sort((a, b) => (a.label < b.label ? -1 : 1))
    .map(({ id, label }) => h('option', { value: id }, label)));
  const object = picker('Whom or what');
  const source = h('input', { type: 'text', maxlength: 500, placeholder: 'Minutes, 4 May 2023', autocomplete: 'off' });
  openForm({
    title: 'Add a fact',
    intro: 'For what the articles do not say. It stands in the graph with your source in place of a sentence.',
    body: [subject.element, field('Relation', relation), object.element, field('Source', source, 'Where you know it from.')],
    submit: 'Add',
    ready: () => Boolean(subject.chosen() && object.chosen() && source.value.trim()),
    run: async () => {
      const [from, to] = [subject.chosen(), object.chosen()];
      if (from && to) await decide('assert', [from.key, relation.value, to.key, 'source', source.value.trim()], 'Added.');
    },
  });
}
