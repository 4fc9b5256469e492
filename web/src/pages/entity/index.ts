/** Everything that is known of one entity. */

import { openDialog } from '../../actions';
import { api, request, type ApiError, type EntityDetail, type Relation } from '../../api';
import { saveResponse } from '../../dialogs/download';
import { h, message, notice, plain, truncate, uniqueId, type Child } from '../../dom';
import { chooseType } from '../../mend/name';
import { links, navigate, type Unmount } from '../../router';
import { meta } from '../../state';
import { keepScroll, load } from '../parts/loading';
import { counted, typeDot } from '../parts/names';
import { factList } from './facts';
import { placeMap } from './map';
import { articleList, doubts, neighbourList } from './related';
import { timeline } from '../parts/timeline';
import '../parts/timeline.css';
import './entity.css';

export const title = 'Entity';

export function mount(container: HTMLElement, params: URLSearchParams): Unmount {
  const key = params.get('key') ?? '';
  const scroll = keepScroll(container);
  if (!key) {
    container.append(
      message(
        'No entity is named',
        'Search for a person, an organization or a place above, or click on one in the network.',
        h('a', { class: 'button', href: '/network' }, 'Open the network'),
      ),
    );
    return () => undefined;
  }
  const page = h('div', { class: 'entity-page' });
  container.append(page);
  const loading = load(
    page,
    async (signal) => {
      const found = await Promise.all([api.entity(key, signal), meta()]);
      setTimeout(scroll.restore, 0);
      return found;
    },
    ([entity, { relations }], signal) => draw(entity, relations, signal, params.get('fact')),
    { missing },
  );
  return () => {
    scroll.remember();
    loading.stop();
  };
}

function missing(error: ApiError): Child {
  return message(
    'No such entity',
    `${error.message}. It may have gone with the articles that named it, or with what was decided; that can be taken back.`,
    h('a', { class: 'button', href: '/decide' }, 'What was decided'),
    h('a', { class: 'button', href: '/network' }, 'Open the network'),
  );
}

function draw(entity: EntityDetail, relations: readonly Relation[], signal: AbortSignal, fact: string | null): Child {
  document.title = `${truncate(entity.name, entity.key, 60)} · newskg`;
  if (new URLSearchParams(location.search).get('key') !== entity.key) {
    navigate(links.entity(entity.key), { replace: true, quiet: true }); // a former key
  }
  const symmetric = new Set(relations.filter((relation) => relation.symmetric).map(({ id }) => id));
  const facts = factList(entity, symmetric, signal);
  if (fact) setTimeout(() => facts.open(fact), 0);
  const times = timeline(truncate(entity.name, entity.key, 40), entity.timeline, symmetric, facts.open);
  const unsure = doubts(entity);
  return [
    head(entity),
    h(
      'div',
      { class: 'entity-columns' },
      h(
        'div',
        { class: 'entity-main' },
        unsure && section('Undecided', unsure, 'warning'),
        times && section('Over time', times),
        entity.facts.length
          ? section(`Facts`, facts.element)
          : section('Facts', h('p', { class: 'faint' }, 'No fact was read about it; the articles name it only.')),
      ),
      h(
        'div',
        { class: 'entity-side' },
        entity.place && section('On the map', place(entity)),
        entity.neighbours.length > 0 && section('Neighbours', neighbourList(entity)),
        entity.articles.length > 0 && section('Articles', articleList(entity)),
        section('Identity', identity(entity)),
      ),
    ),
  ];
}

function section(heading: string, content: Child, kind = ''): HTMLElement {
  const id = uniqueId('section');
  return h('section', { class: `card ${kind}`, 'aria-labelledby': id }, h('h2', { id }, heading), content);
}

function head(entity: EntityDetail): HTMLElement {
  const others = entity.aliases.filter((alias) => alias !== entity.name);
  return h(
    'header',
    { class: 'entity-head' },
    h(
      'div',
      { class: 'entity-names' },
      h(
        'p',
        { class: 'entity-type' },
        typeDot(entity.type),
        entity.type,
        entity.place?.kind ? `, ${plain(entity.place.kind)}` : null,
        h(
          'span',
          { class: 'faint' },
          ` · ${counted(entity.facts.length, 'fact')} · ${counted(entity.articleCount, 'article')}`,
        ),
      ),
      h(
        'h1',
        {},
        h('bdi', { title: plain(entity.name, entity.key).slice(0, 300) }, truncate(entity.name, entity.key, 160)),
      ),
      others.length > 0 && h('p', { class: 'aliases' }, h('span', { class: 'faint' }, 'also '), names(others)),
      entity.known.length > 0 && h('p', { class: 'listed' }, entity.known.map(listed)),
      entity.note && h('p', { class: 'note' }, h('bdi', {}, plain(entity.note, '').slice(0, 2000))),
    ),
    actions(entity),
  );
}

/** An entry of a known list: its topics (sanction, role.pep), or its name where it has none. */
function listed(entry: EntityDetail['known'][number]): Child {
  const words = entry.topics.length > 0 ? entry.topics : [`listed as ${entry.name}`];
  const title = plain(`${entry.name} (${entry.id}): ${entry.reason}`).slice(0, 300);
  return words.map((word) => h('bdi', { class: 'badge topic', title }, truncate(word, undefined, 60)));
}

function names(all: readonly string[]): Child {
  const most = 12;
  const chip = (name: string): HTMLElement =>
    h('bdi', { class: 'chip', title: plain(name).slice(0, 300) }, truncate(name, undefined, 60));
  if (all.length <= most) return all.map(chip);
  const more = h(
    'button',
    { type: 'button', class: 'small quiet', onclick: () => more.replaceWith(...all.slice(most).map(chip)) },
    `and ${all.length - most} more`,
  );
  return [all.slice(0, most).map(chip), more];
}

function actions(entity: EntityDetail): HTMLElement {
  const about = { entity: { key: entity.key, name: entity.name, type: entity.type } };
  const around = [entity.key, ...entity.neighbours.filter((other) => other.facts > 0).map((other) => other.key)];
  const facts = entity.facts.map((fact) => fact.id);
  const button = (label: string, run: () => void): HTMLElement =>
    h('button', { type: 'button', class: 'small', onclick: run }, label);
  return h(
    'div',
    { class: 'entity-actions', role: 'group', 'aria-label': 'What you can do with it' },
    h('a', { class: 'button small primary', href: links.network(entity.key) }, 'Open in network'),
    button('Dossier …', () => void openDialog('dossier', { ...about, entities: [entity.key] })),
    button(
      'Export …',
      () => void openDialog('export', { ...about, entities: around, facts, title: plain(entity.name, entity.key) }),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'small',
        onclick: (event: Event) => chooseType(about.entity, event.currentTarget as HTMLElement),
      },
      `Not of the type ${entity.type} …`,
    ),
    button('Rename …', () => void openDialog('rename', about)),
    button('Note …', () => void openDialog('note', about)),
    button('Merge with …', () => void openDialog('merge', about)),
    button('Split …', () => void openDialog('split', about)),
    button('Add a fact …', () => void openDialog('assert', about)),
  );
}

function place(entity: EntityDetail): Child {
  const { place } = entity;
  if (!place) return null;
  const id = /(Q\d+)$/.exec(place.wikidata ?? '')?.[1];
  const country = countryOf(place.country);
  return [
    placeMap(place.latitude, place.longitude, entity.name),
    h(
      'p',
      { class: 'faint' },
      country && country !== entity.name ? h('bdi', {}, country, id ? ' · ' : '') : null,
      id
        ? h(
            'a',
            { href: `https://www.wikidata.org/entity/${id}`, target: '_blank', rel: 'noreferrer noopener' },
            `Wikidata ${id}`,
          )
        : null,
    ),
  ];
}

const DATA = [
  { label: 'Turtle', accept: 'text/turtle', ending: 'ttl' },
  { label: 'JSON-LD', accept: 'application/ld+json', ending: 'jsonld' },
];

/** What the entity's IRI answers to programs, as a file. */
async function saveData(entity: EntityDetail, accept: string, ending: string): Promise<void> {
  const path = entity.key.split('/').map(encodeURIComponent).join('/');
  try {
    const answer = await request(`/id/${path}`, { headers: { Accept: accept } });
    await saveResponse(answer, `${entity.key.replace(/[^\w-]+/g, '-')}.${ending}`);
  } catch (error) {
    notice(error instanceof Error ? error.message : String(error));
  }
}

/** The name of a country by its code ("country/RU"). */
function countryOf(key: string | null): string | null {
  const code = /(?:^|\/)([A-Z]{2})$/.exec(key ?? '')?.[1];
  return code ? (new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }).of(code) ?? code) : null;
}

function identity(entity: EntityDetail): Child {
  return h(
    'dl',
    { class: 'identity' },
    h('dt', {}, 'Key'),
    h('dd', {}, h('code', {}, entity.key)),
    h('dt', {}, 'IRI'),
    h('dd', {}, h('code', {}, entity.iri)),
    h('dt', {}, 'As data'),
    h(
      'dd',
      { class: 'data-buttons' },
      DATA.map(({ label, accept, ending }) =>
        h('button', { type: 'button', class: 'small', onclick: () => void saveData(entity, accept, ending) }, label),
      ),
    ),
    entity.formerKeys.length > 0 && [
      h('dt', {}, 'Former keys'),
      entity.formerKeys.map((key) => h('dd', {}, h('code', {}, key))),
    ],
  );
}
