import type { DialogContext } from '../actions';
import { api } from '../api';
import { h, notice, plain, truncate } from '../dom';
import { counted } from '../pages/parts/names';
import { currentView } from '../state';
import { choice, chosen, field, openForm } from './dialog';
import { saveResponse } from './download';

const FORMATS = [
  { value: 'docx', label: 'Word document', hint: '.docx, with footnotes' },
  { value: 'markdown', label: 'Markdown', hint: 'plain text with footnotes' },
];

/** A text about one entity or several, with a footnote to article and sentence for every fact. */
export function openDossier(context: DialogContext): void {
  const entities = context.entities ?? (context.entity ? [context.entity.key] : currentView().entities);
  if (!entities.length) throw new Error('Choose an entity first.');
  const about =
    context.entity && entities.length === 1
      ? truncate(context.entity.name, context.entity.key, 60)
      : counted(entities.length, 'entity', 'entities');
  const title = h('input', {
    type: 'text',
    maxlength: 200,
    autocomplete: 'off',
    value: context.title ?? (context.entity ? plain(context.entity.name, context.entity.key).slice(0, 200) : 'Dossier'),
  });
  const frame = openForm({
    title: 'Dossier',
    intro: [
      'Everything the articles say of ',
      h('bdi', {}, about),
      ', every fact with a footnote to its article and sentence.',
    ],
    body: [choice('Format', 'format', FORMATS, 'docx'), field('Title', title)],
    submit: 'Make dossier',
    run: async () => {
      const format = chosen(frame.dialog, 'format');
      const answer = await api.dossier(format, entities, title.value.trim() || undefined);
      notice(`Saved ${await saveResponse(answer, format === 'docx' ? 'dossier.docx' : 'dossier.md')}`);
    },
  });
}
