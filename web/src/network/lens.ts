/** The camera of the stage: what part of the layout is in sight, and how it moves. */

import type Sigma from 'sigma';
import type { CameraState } from 'sigma/types';
import { reducedMotion } from '../theme';
import { onScreen, screen, type Camera } from './drawing';
import type { Laid } from './layout';

export class Lens {
  frame: Laid['frame'] = { x: [-1, 1], y: [-1, 1] };
  private settled = 0;
  private quiet = false; // camera moves of our own are not reported

  /** `report` is told where the camera stands once it has come to rest; null: all in sight. */
  constructor(
    private readonly sigma: Sigma,
    private readonly report: (camera: [number, number, number] | null) => void,
  ) {
    sigma.getCamera().on('updated', () => {
      if (this.quiet) return;
      clearTimeout(this.settled);
      this.settled = window.setTimeout(() => this.tell(), 260);
    });
  }

  destroy(): void {
    clearTimeout(this.settled);
  }

  /** Layout units to pixels, as of now. */
  now(): Camera {
    const [o, x, y] = [
      [0, 0],
      [1000, 0],
      [0, 1000],
    ].map(([px, py]) => this.sigma.graphToViewport({ x: px, y: py }));
    const { width, height } = this.sigma.getDimensions();
    return {
      a: (x.x - o.x) / 1000,
      b: (x.y - o.y) / 1000,
      c: (y.x - o.x) / 1000,
      d: (y.y - o.y) / 1000,
      e: o.x,
      f: o.y,
      scale: this.sigma.scaleSize(1),
      width,
      height,
    };
  }

  private get span(): number {
    return Math.max(this.frame.x[1] - this.frame.x[0], this.frame.y[1] - this.frame.y[0]);
  }

  /** Set the camera (centre in layout units, ratio); null shows the frame. */
  look(at: readonly [number, number, number] | null): void {
    const camera = this.sigma.getCamera();
    const [now, then] = [camera.getState(), this.seen(at)];
    if (now.x === then.x && now.y === then.y && now.ratio === then.ratio) return;
    this.quiet = true;
    camera.setState(then);
    this.sigma.refresh({ skipIndexation: true });
    this.quiet = false;
  }

  /** Move the camera for somebody to see, and tell where it is then. */
  go(at: readonly [number, number, number] | null): void {
    if (reducedMotion()) this.sigma.getCamera().setState(this.seen(at));
    else void this.sigma.getCamera().animate(this.seen(at), { duration: 250 });
  }

  private seen(at: readonly [number, number, number] | null): CameraState {
    if (!at) return { x: 0.5, y: 0.5, ratio: 1, angle: 0 };
    const [x, y] = [(this.frame.x[0] + this.frame.x[1]) / 2, (this.frame.y[0] + this.frame.y[1]) / 2];
    return { x: 0.5 + (at[0] - x) / this.span, y: 0.5 + (at[1] - y) / this.span, ratio: at[2], angle: 0 };
  }

  where(): [number, number, number] {
    const { x, y, ratio } = this.sigma.getCamera().getState();
    return [
      (x - 0.5) * this.span + (this.frame.x[0] + this.frame.x[1]) / 2,
      (y - 0.5) * this.span + (this.frame.y[0] + this.frame.y[1]) / 2,
      ratio,
    ];
  }

  zoom(factor: number): void {
    const [x, y, ratio] = this.where();
    this.go([x, y, Math.min(6, Math.max(0.004, ratio * factor))]);
  }

  pan(dx: number, dy: number): void {
    const [x, y, ratio] = this.where();
    const camera = this.now();
    this.go([x + dx / camera.a, y + dy / camera.d, ratio]);
  }

  /** Move and zoom out as far as needed to have these nodes (indices) in sight. */
  reveal(nodes: readonly { x: number; y: number }[], wanted: readonly number[]): void {
    const camera = this.now();
    const at = wanted.filter((i) => nodes[i]).map((i) => screen(camera, nodes[i].x, nodes[i].y));
    if (!at.length || at.every(([x, y]) => onScreen(camera, x, y, -36))) return;
    const [left, right] = [Math.min(...at.map((p) => p[0])), Math.max(...at.map((p) => p[0]))];
    const [top, bottom] = [Math.min(...at.map((p) => p[1])), Math.max(...at.map((p) => p[1]))];
    const factor = Math.max(1, (right - left) / (camera.width - 160), (bottom - top) / (camera.height - 120));
    const centre = this.sigma.viewportToGraph({ x: (left + right) / 2, y: (top + bottom) / 2 });
    this.go([centre.x, centre.y, this.where()[2] * factor]);
  }

  private tell(): void {
    const { x, y, ratio } = this.sigma.getCamera().getState();
    const still = Math.abs(x - 0.5) + Math.abs(y - 0.5) + Math.abs(ratio - 1) < 1e-3;
    this.report(still ? null : this.where());
  }

  shake(share: number): void {
    this.sigma.getCamera().setState({ x: 0.5 + share, y: 0.5 });
  }
}
