declare module 'virtual:land' {
  const path: string;
  export default path;
}
declare module 'virtual:appearance.css';
declare module 'virtual:circles' {
  type Circle = readonly [x: number, y: number, radius: number];
  type Kind = 'first' | 'small' | '';
  interface Line {
    text: string;
    kind: Kind;
    off: number; // of the circle's middle
    size: number;
  }
  export function circlesIn(
    circles: readonly Circle[],
    width: number,
    height: number,
  ): [x: number, y: number, radius: number][];
  export function linesIn(
    names: readonly string[],
    last: string,
    radius: number,
    widthOf: (text: string, kind: Kind, size: number) => number,
    cut: (text: string, most: number) => string,
  ): Line[];
}
