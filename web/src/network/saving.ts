/** The view as a picture or as a link. */

import { h, notice } from '../dom';
import { png, svg } from './painting';
import type { Stage } from './stage';

export async function save(format: 'png' | 'svg' | 'link', stage: Stage | null, caption: string): Promise<void> {
  if (format === 'link') {
    await navigator.clipboard.writeText(location.href);
    return notice('The link to this view is copied.');
  }
  if (!stage) return notice('There is no picture to save: this browser cannot draw the network.');
  const picture = stage.picture(caption);
  const blob = format === 'png' ? await png(picture) : new Blob([svg(picture)], { type: 'image/svg+xml' });
  const url = URL.createObjectURL(blob);
  h('a', { href: url, download: `network.${format}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
