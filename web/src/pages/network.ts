import { message } from '../dom';
import type { Unmount } from '../router';

export const title = 'Network';

export function mount(container: HTMLElement): Unmount {
  container.append(message('Network', 'Loading …'));
  return () => undefined;
}
