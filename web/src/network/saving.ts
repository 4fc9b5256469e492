/** The view as a picture or as a link. */

import { h, notice, truncate } from '../dom';
import { counted } from '../pages/parts/names';
import { dashOf, pluralOf, statusLabel } from '../wording';
import type { Graph } from './data';
import type { Laid } from './layout';
import { printPalette, statusColour, type Palette } from './palette';
import { png, svg, type LegendRow, type Picture } from './picture';
import { makeScene, type PairCount } from './scene';
import { shapeOf } from './shapes';
import type { Stage } from './stage';
import type { ViewState } from './viewstate';
import type { Visible } from './visible';

export type Format = 'png' | 'clear' | 'svg';
const SOURCES = 4; // publishers that are named

/** What is to be saved: a view, and how it is laid out. */
export interface Saved {
  graph: Graph;
  state: ViewState;
  visible: Visible;
  laid: Laid;
  pairs: readonly PairCount[];
}

/** Save a view as a picture, or its link; what does not work is told. */
export async function saveView(format: Format | 'link', stage: Stage | null, view: Saved | null): Promise<void> {
  if (!view || (!stage && format !== 'link'))
    return notice('There is no picture to save: this browser cannot draw the network.');
  try {
    if (format === 'link') await copyLink();
    else if (stage) await savePicture(format, stage, view);
  } catch (error) {
    notice(`That did not work: ${(error as Error).message}`);
  }
}

async function copyLink(): Promise<void> {
  await navigator.clipboard.writeText(location.href);
  notice('The link to this view is copied.');
}

async function savePicture(format: Format, stage: Stage, view: Saved): Promise<void> {
  const picture = pictureOf(stage, view, format === 'clear');
  const blob = format === 'svg' ? new Blob([svg(picture)], { type: 'image/svg+xml' }) : await png(picture);
  const url = URL.createObjectURL(blob);
  const name =
    picture.title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60) || 'network';
  h('a', { href: url, download: `${name}.${format === 'svg' ? 'svg' : 'png'}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The view in the colours of print, nothing greyed; what the camera shows stays as it is. */
function pictureOf(stage: Stage, { graph, state, visible, laid, pairs }: Saved, clear: boolean): Picture {
  const palette = printPalette();
  const scene = makeScene(graph, visible, laid, state, pairs, palette);
  return {
    ...stage.picture(scene, palette),
    palette,
    title: titleOf(graph, state),
    subtitle: `${counted(visible.nodes.length, 'entity', 'entities')}, ${counted(visible.edges.length, 'fact')}`,
    legend: legendOf(graph, visible, pairs.length > 0, palette),
    sources: sourcesOf(graph, visible),
    clear,
  };
}

/** What a view is of, in words. */
export function titleOf(graph: Graph, state: ViewState): string {
  const name = (key: string): string => {
    const node = graph.node(key);
    return truncate(node === undefined ? key : graph.name[node], key, 60);
  };
  if (state.path) return `How ${name(state.path[0])} and ${name(state.path[1])} are joined`;
  if (state.start.length === 1) return `What ${name(state.start[0])} is joined to`;
  return graph.meta.title || 'Network';
}

function legendOf(graph: Graph, visible: Visible, together: boolean, palette: Palette): LegendRow[] {
  const types = new Set(visible.nodes.map((node) => graph.type[node]));
  const statuses = new Set(visible.edges.map((edge) => graph.status[edge]));
  return [
    ...graph.types
      .filter((type) => types.has(type))
      .map((type) => ({
        label: pluralOf(type),
        shape: shapeOf(type),
        colour: palette.types[type] ?? palette.other,
        dash: [],
      })),
    ...graph.statuses
      .filter((status) => statuses.has(status))
      .map((status) => ({
        label: statusLabel(status),
        shape: null,
        colour: statusColour(status, palette),
        dash: dashOf(status),
      })),
    ...(together ? [{ label: 'Named in one sentence', shape: null, colour: palette.together, dash: [2, 4] }] : []),
  ];
}

/** Who published what the facts were read from, when, and when the picture was made. */
function sourcesOf(graph: Graph, visible: Visible): string {
  const counts = new Map<string, number>();
  for (const source of visible.edges.flatMap((edge) => graph.sources[edge]))
    counts.set(source, (counts.get(source) ?? 0) + 1);
  const names = [...counts.keys()]
    .filter(Boolean)
    .sort((a, b) => (counts.get(b) as number) - (counts.get(a) as number) || (a < b ? -1 : 1));
  const days = visible.edges
    .flatMap((edge) => [graph.first[edge], graph.last[edge]])
    .filter((day) => day !== null)
    .sort();
  const by = names.length
    ? `Sources: ${names.slice(0, SOURCES).join(', ')}${names.length > SOURCES ? ` and ${names.length - SOURCES} more` : ''}`
    : '';
  const when = days.length
    ? `articles of ${days[0]}${days[0] === days[days.length - 1] ? '' : ` to ${days[days.length - 1]}`}`
    : '';
  const made = `drawn ${new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })}`;
  return [by, when, made].filter(Boolean).join(' · ');
}
