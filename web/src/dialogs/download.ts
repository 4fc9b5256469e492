/** A server's answer as a file in the person's downloads. */

import { h } from '../dom';

/** Save a response under the name that it gives itself. */
export async function saveResponse(response: Response, fallback: string): Promise<string> {
  const name = fileName(response.headers.get('Content-Disposition')) ?? fallback;
  save(await response.blob(), name);
  return name;
}

/** Save a text. */
export function saveText(text: string, name: string, type: string): void {
  save(new Blob([text], { type: `${type};charset=utf-8` }), name);
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = h('a', { href: url, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function fileName(disposition: string | null): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  if (encoded) return decodeURIComponent(encoded);
  return /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1] ?? null;
}
