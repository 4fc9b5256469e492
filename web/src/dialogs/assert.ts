import type { DialogContext } from '../actions';
import { h } from '../dom';
import { meta } from '../state';
import { decide } from './decide';
import { field, openForm } from './dialog';
import { picker } from './picker';

/** Add a fact that no article says, with the source that does. */
export async function openAssert(context: DialogContext): Promise<void> {
  const { vocabulary } = await meta();
  const subject = picker('Who or what', { start: context.entity });
  const relation = h(
    'select',
    { 'data-first': true },
    vocabulary.map(({ id, label, help }) => h('option', { value: id, title: help }, label)),
  );
  const object = picker('Whom or what', {
    placeholder: 'A name, or a date or text …',
    none: 'What you type stands as it is, unless you choose an entity.',
  });
  const target = (): string => object.chosen()?.key ?? object.text();
  const source = h('input', { type: 'text', maxlength: 500, placeholder: 'Minutes, 4 May 2023', autocomplete: 'off' });
  openForm({
    title: 'Add a fact',
    intro: 'For what the articles do not say. It stands in the graph with your source in place of a sentence.',
    body: [
      subject.element,
      field('Relation', relation),
      object.element,
      field('Source', source, 'Where you know it from.'),
    ],
    submit: 'Add',
    ready: () => Boolean(subject.chosen() && target() && source.value.trim()),
    run: async () => {
      const from = subject.chosen();
      if (from) await decide('assert', [from.key, relation.value, target(), 'source', source.value.trim()], 'Added.');
    },
  });
}
