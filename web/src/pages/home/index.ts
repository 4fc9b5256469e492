/** The first screen: what the collection is about, and where to begin. */

import { aborted, api, type Story } from '../../api';
import { fill, h, message, notice } from '../../dom';
import { histogram } from '../../network/histogram';
import type { Unmount } from '../../router';
import { meta } from '../../state';
import { load } from '../parts/loading';
import { counted } from '../parts/names';
import { bubbles } from './bubbles';
import { lookFirst } from './first';
import { ranking } from './ranking';
import './home.css';

export const title = 'Overview';

export function mount(container: HTMLElement): Unmount {
  const page = h('div', { class: 'home-page' });
  container.append(page);
  let brushing: AbortController | null = null;
  const loading = load(
    page,
    (signal) => Promise.all([api.story(null, null, signal), meta()]),
    ([story, known]) => {
      if (!known.counts.entities)
        return message(
          'There is nothing here yet',
          'Give it articles: kg build FOLDER. This page shows them as soon as they are read.',
        );
      const [left, centre, right] = ['home-left', 'home-centre', 'home-right'].map((name) => h('div', { class: name }));
      const draw = (now: Story): void => {
        fill(left, ranking(now));
        fill(centre, bubbles(now));
        fill(right, lookFirst(now));
      };
      const brush = (from: string | null, to: string | null): void => {
        brushing?.abort();
        brushing = new AbortController();
        api.story(from, to, brushing.signal).then(
          (now) => {
            draw(now);
            said.textContent = told(now);
          },
          (error: Error) => {
            if (!aborted(error)) notice(error.message);
          },
        );
      };
      const said = h('p', { class: 'faint', role: 'status' }, told(story));
      draw(story);
      setTimeout(focusSearch, 0);
      return [
        h(
          'header',
          { class: 'home-head' },
          h('div', {}, h('h1', {}, known.title || 'The collection'), said),
          times(story, brush),
        ),
        h('div', { class: 'home-columns' }, left, centre, right),
      ];
    },
  );
  return () => {
    brushing?.abort();
    loading.stop();
  };
}

function told(story: Story): string {
  const people = Object.values(story.ranking).reduce((sum, list) => sum + list.length, 0);
  return people
    ? `${counted(story.articles, 'article')} tell of the people, bodies and places below.`
    : `${counted(story.articles, 'article')}, but none that names anybody.`;
}

/** The articles by month, with a stretch of them to choose. */
function times(story: Story, brush: (from: string | null, to: string | null) => void): HTMLElement {
  const months = story.months.filter(({ month }) => month);
  const undated = story.months.find(({ month }) => !month)?.count ?? 0;
  if (months.length < 2) {
    return h(
      'p',
      { class: 'faint' },
      months.length ? `All dated articles are of ${months[0].month}.` : 'No article has a date.',
    );
  }
  const chart = histogram(months, brush);
  chart.update(null, null);
  if (undated)
    chart.element.append(
      h(
        'span',
        { class: 'undated', title: 'They are left out once you choose months.' },
        `${counted(undated, 'article')} without a date`,
      ),
    );
  return h('div', { class: 'home-times' }, chart.element);
}

/** Whoever opens the page wants to ask; on a touch screen a keyboard would cover it. */
function focusSearch(): void {
  const input = document.querySelector<HTMLInputElement>('#header .search input');
  if (matchMedia('(pointer: fine)').matches && document.activeElement === document.body)
    input?.focus({ preventScroll: true });
}
