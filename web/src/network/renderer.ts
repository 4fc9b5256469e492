/** What the graphics card draws: sigma, its settings, and its graph of a scene. */

import { MultiGraph } from 'graphology';
import Sigma from 'sigma';
import { EdgeLineProgram } from 'sigma/rendering';
import { reducedMotion } from '../theme';
import { faded, type Palette } from './palette';
import type { Scene } from './scene';

/** Sigma without labels, hovering and lines of its own, all of which the stage draws. */
export function renderer(box: HTMLElement): Sigma {
  return new Sigma(new MultiGraph(), box, {
    renderLabels: false,
    renderEdgeLabels: false,
    enableEdgeEvents: false,
    enableCameraRotation: false,
    hideEdgesOnMove: true,
    allowInvalidContainer: true,
    stagePadding: 22,
    zIndex: false,
    minCameraRatio: 0.004,
    maxCameraRatio: 6,
    doubleClickZoomingDuration: 0,
    doubleClickZoomingRatio: 1,
    defaultDrawNodeHover: () => undefined,
    defaultEdgeType: 'line',
    edgeProgramClasses: { line: EdgeLineProgram },
    inertiaDuration: reducedMotion() ? 0 : 200,
    zoomDuration: reducedMotion() ? 0 : 200,
  });
}

/** The nodes of a scene, named by their index. */
export function discGraph({ nodes }: Scene, colourOf: (i: number) => string): MultiGraph {
  const graph = new MultiGraph();
  nodes.forEach((node, i) => graph.addNode(i, { x: node.x, y: node.y, size: node.radius, color: colourOf(i) }));
  return graph;
}

/** Add one straight line for each two nodes that an edge joins. */
export function addPairs(graph: MultiGraph, scene: Scene, palette: Palette): void {
  const seen = new Set<number>();
  const count = scene.nodes.length;
  const colour = faded(palette.edge, palette.canvas, scene.edges.length > 20_000 ? 0.55 : 0.3);
  for (const { a, b } of scene.edges) {
    const pair = Math.min(a, b) * count + Math.max(a, b);
    if (seen.has(pair)) continue;
    seen.add(pair);
    graph.addEdge(a, b, { size: 1, color: colour });
  }
}
