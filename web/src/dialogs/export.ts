import type { DialogContext } from '../actions';
import { api } from '../api';
import { h, notice } from '../dom';
import { counted } from '../pages/parts/names';
import { currentView, meta } from '../state';
import { choice, chosen, field, openForm } from './dialog';
import { saveResponse } from './download';

const FORMATS = [
  { value: 'html', label: 'Web page', hint: 'one file that works offline, to be mailed' },
  { value: 'csv', label: 'CSV', hint: 'a row for each claim with its sentence, for spreadsheets' },
  { value: 'graphml', label: 'GraphML', hint: 'for Gephi, Cytoscape, yEd' },
  { value: 'gexf', label: 'GEXF', hint: 'for Gephi' },
  { value: 'turtle', label: 'Turtle', hint: 'RDF' },
  { value: 'jsonld', label: 'JSON-LD', hint: 'RDF as JSON' },
];
const ENDINGS: Readonly<Record<string, string>> = { turtle: 'ttl' };

/** Export some entities and facts: those that were handed over, else what the network shows. */
export async function openExport(context: DialogContext): Promise<void> {
  const shown = currentView();
  const entities = context.entities ?? shown.entities;
  const facts = context.facts ?? (context.entities ? null : shown.facts); // null: all between the entities
  if (!entities.length && !facts?.length)
    throw new Error('Nothing is shown that could be exported. Search for an entity first.');
  const title = h('input', {
    type: 'text',
    maxlength: 200,
    value: context.title ?? (await meta()).title,
    autocomplete: 'off',
  });
  const frame = openForm({
    title: 'Export',
    intro: `${counted(entities.length, 'entity', 'entities')}${facts ? ` and ${counted(facts.length, 'fact')}` : ' with all facts between them'}, and the sentences behind them.`,
    body: [choice('Format', 'format', FORMATS, 'html'), field('Title', title)],
    submit: 'Export',
    run: async () => {
      const format = chosen(frame.dialog, 'format');
      const answer = await api.exportView(format, { entities, facts }, title.value.trim() || undefined);
      notice(`Saved ${await saveResponse(answer, `export.${ENDINGS[format] ?? format}`)}`);
    },
  });
}
