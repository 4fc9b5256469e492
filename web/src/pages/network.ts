import { NetworkPage } from '../network/page';
import type { Live } from '../router';
import './parts/timeline.css';
import '../network/network.css';

export const title = 'Network';

export function mount(container: HTMLElement, params: URLSearchParams): Live {
  const page = new NetworkPage(container, params);
  Object.assign(window, { kgNetwork: page.probe() }); // what browser tests ask
  return page;
}
