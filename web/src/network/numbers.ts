/** A number as English writes it: 1,234. */
export function number(value: number): string {
  return value.toLocaleString('en');
}
