/** How statuses and relations are worded, on every page the same as in the page to mail. */

import appearance from '../../kg/page/appearance.json';

interface Look {
  id: string;
  label: string;
  mark: string;
  help: string;
  dash?: number[];
}
const LOOKS = new Map<string, Look>(appearance.statuses.map((look) => [look.id, look]));

/** The name of a status: "Uncertain" for hedged. */
export function statusLabel(status: string): string {
  return LOOKS.get(status)?.label ?? status;
}

/** What a status means. */
export function statusHelp(status: string): string {
  return LOOKS.get(status)?.help ?? '';
}

/** A relation with the mark of its status: "maybe: governs". */
export function marked(relation: string, status: string): string {
  const mark = LOOKS.get(status)?.mark;
  return mark ? `${mark}: ${relation}` : relation;
}

/** The strokes of a line of a status; none for a line drawn through. */
export function dashOf(status: string): readonly number[] {
  return LOOKS.get(status)?.dash ?? [];
}

/** Types in the plural: "People". */
export function pluralOf(type: string): string {
  return appearance.types.find(({ id }) => id === type)?.plural ?? `${type}s`;
}

/** `headOfStateOf` as "head of state of". */
export function words(id: string): string {
  return id.replace(/([a-z0-9])(?=[A-Z])/g, '$1 ').toLowerCase();
}
