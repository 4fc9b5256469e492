/** From the state of the view to what is drawn: what is visible, where it lies, and the scene of it. */

import type { Cooccurring } from './completing';
import { crowd, isCrowd } from './crowd';
import type { Graph } from './data';
import { lay, type Laid } from './layout';
import { palette } from './palette';
import type { PathSearch } from './pathsearch';
import { makeScene, type PairCount, type Scene } from './scene';
import { write, type ViewState } from './viewstate';
import { compute, type Visible } from './visible';

const ASPECTS = [1.7, 0.85, 0.58] as const; // a stage's width by its height, few of them, so that a link gives one picture
const NOTHING: Visible = {
  passes: new Uint8Array(),
  steps: [],
  nodes: [],
  edges: [],
  between: [],
  hiddenNeighbours: new Map(),
  ego: null,
};

export class Composition {
  visible: Visible = NOTHING;
  laid: Laid = { places: new Map(), frame: { x: [-1, 1], y: [-1, 1] } };
  scene: Scene = { nodes: [], edges: [], index: new Map(), byName: new Map(), sectors: [], ring: null, isEgo: false };
  drawnAs: string | null = null; // the view that is drawn
  crowded = false; // whether communities are drawn in place of entities

  /** The colours or the graph have changed: all is to be made anew. */
  forget(): void {
    this.drawnAs = null;
  }

  /** Bring the scene in line with the state; whether it is another one now. */
  follow(graph: Graph, state: ViewState, pairs: Cooccurring, paths: PathSearch): boolean {
    const view =
      write({ ...state, selected: null, picked: [], camera: null, sheet: null, path: null }) +
      pairs.of +
      (paths.answer ? JSON.stringify(paths.answer) : '');
    const crowded = view === this.drawnAs && isCrowd(this.visible, state.camera?.[2] ?? 1);
    if (view === this.drawnAs && crowded === this.crowded) return false;
    if (view !== this.drawnAs) {
      this.drawnAs = view;
      this.visible = compute(graph, state, paths.nodes(graph), pairs.found);
      this.laid = lay(graph, this.visible, state.pinned, ASPECTS[state.tall]);
    }
    this.crowded = isCrowd(this.visible, state.camera?.[2] ?? 1);
    this.scene = this.crowded
      ? crowd(graph, this.visible, this.laid, palette(), state.tall)
      : makeScene(graph, this.visible, this.laid, state, joined(graph, pairs, paths), palette());
    return true;
  }
}

/** Who is named in one sentence with whom, as far as the view or a path has it. */
export function joined(graph: Graph, pairs: Cooccurring, paths: PathSearch): PairCount[] {
  return [...pairs.found, ...paths.pairs(graph)];
}
