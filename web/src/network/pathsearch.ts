/** Paths between two entities: choosing the other end, asking the server, and what is shown of the answer. */

import { api, type Paths } from '../api';
import { fill, h, notice, truncate } from '../dom';
import { searchBox } from '../search';
import type { Graph } from './data';
import { indexOf } from './focus';
import type { PairCount } from './scene';
import type { View } from './view';

const LONGEST = 8; // steps of a path

interface Asked {
  a: string;
  b: string;
  statuses: string;
  answer: Paths | null;
}

export class PathSearch {
  private asked: Asked | null = null;
  from: string | null = null; // one end of a path, while the other is being chosen

  /** `pick` is told what was found as the other end, `failed` when there is an answer without paths. */
  constructor(
    private readonly view: View,
    private readonly pick: (key: string) => void,
    private readonly failed: (graph: Graph) => void,
  ) {}

  get answer(): Paths | null {
    return this.asked?.answer ?? null;
  }

  forget(): void {
    this.asked = null;
  }

  /** Have the other end chosen. */
  choose(key: string): void {
    const { graph, parts } = this.view;
    this.from = key;
    const node = graph?.node(key);
    const search = searchBox({
      label: 'The other end of the path',
      placeholder: 'Search the other end …',
      pick: (found) => this.pick(found),
    });
    const name = truncate(node === undefined ? key : (graph as Graph).name[node], key);
    fill(
      parts.banner,
      h('span', {}, 'Path from ', h('bdi', {}, name), ' to: click an entity, or'),
      search.element,
      h('button', { type: 'button', class: 'small', onclick: () => this.endChoosing() }, 'Cancel'),
    );
    parts.banner.hidden = false;
    search.focus();
  }

  endChoosing(): void {
    this.from = null;
    this.view.parts.banner.hidden = true;
    fill(this.view.parts.banner);
  }

  show(a: string, b: string): void {
    if (a === b) return notice('Choose another entity than the one the path begins at.');
    this.endChoosing();
    this.asked = null;
    this.view.change({ path: [a, b], selected: null });
  }

  /** Ask for the path that the state names, or drop what it names no more. */
  follow(graph: Graph): void {
    const { path, filters } = this.view.state;
    if (!path) {
      if (this.asked) {
        this.asked = null;
        void this.view.follow({});
      }
      return;
    }
    const statuses = [...filters.statuses].sort().join(',');
    if (this.asked && this.asked.a === path[0] && this.asked.b === path[1] && this.asked.statuses === statuses) return;
    const asked: Asked = { a: path[0], b: path[1], statuses, answer: null };
    this.asked = asked;
    this.ask(graph, asked).catch((error: Error) => {
      if (this.view.signal.aborted) return;
      notice(error.message);
      asked.answer = { paths: [] };
      this.failed(graph);
    });
  }

  private async ask(graph: Graph, asked: Asked): Promise<void> {
    const { signal } = this.view;
    const answer = await api.paths(asked.a, asked.b, { statuses: asked.statuses, limit: 5, longest: LONGEST }, signal);
    if (this.asked !== asked || this.view.graph !== graph) return;
    const before = this.view.visible;
    const unknown = answer.paths.flatMap(({ nodes }) => nodes).filter(({ key }) => graph.node(key) === undefined);
    for (const { key } of unknown) if (graph.node(key) === undefined) graph.merge(await api.neighbours(key, signal));
    asked.answer = answer;
    await this.view.follow({});
    if (before.nodes.length !== this.view.visible.nodes.length || !this.view.state.camera) {
      const indices = answer.paths.flatMap(({ nodes }) => nodes.map(({ key }) => indexOf(graph, this.view.scene, key)));
      this.view.stage?.reveal(indices.filter((i) => i !== undefined));
    }
    this.view.parts.live.textContent = `${answer.paths.length} paths found`;
  }

  /** Steps of paths over two that are only named in one sentence. */
  pairs(graph: Graph): PairCount[] {
    return (this.answer?.paths ?? []).flatMap(({ nodes, steps, sentences }) =>
      steps.flatMap((step, i): PairCount[] => {
        const [a, b] = [graph.node(nodes[i].key), graph.node(nodes[i + 1].key)];
        return step.length || a === undefined || b === undefined ? [] : [{ a, b, count: sentences[i] }];
      }),
    );
  }

  /** Both ends, and what lies between. */
  nodes(graph: Graph): number[] {
    const keys = this.answer?.paths.flatMap(({ nodes }) => nodes.map(({ key }) => key)) ?? [];
    return [...new Set([...(this.view.state.path ?? []), ...keys])]
      .map((key) => graph.node(key))
      .filter((node) => node !== undefined);
  }
}
