/** Dates as articles give them ("2022-03-07", "2022-03", "2022", "199X"): the first and the last day they may mean. */

export interface Days {
  first: number;
  last: number;
} // days since 1970-01-01; last is inclusive

const DAY = 86_400_000;

/** The days that an EDTF date may mean, or null where it is none that we know. */
export function days(edtf: string | null): Days | null {
  if (!edtf) return null;
  const found = /^(\d{1,4})(X{0,3})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?$/.exec(edtf.trim());
  if (!found) return null;
  const [, digits, unknown, month, day] = found as unknown as [string, string, string, string?, string?];
  if (digits.length + unknown.length !== 4 || (unknown && month)) return null;
  const firstYear = Number(digits + '0'.repeat(unknown.length));
  const lastYear = Number(digits + '9'.repeat(unknown.length));
  if (month === undefined) return { first: dayOf(firstYear, 0, 1), last: dayOf(lastYear + 1, 0, 1) - 1 };
  const at = Number(month) - 1;
  if (day === undefined) return { first: dayOf(firstYear, at, 1), last: dayOf(firstYear, at + 1, 1) - 1 };
  const exact = dayOf(firstYear, at, Number(day));
  return { first: exact, last: exact };
}

function dayOf(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return Math.round(date.getTime() / DAY);
}

/** The year that a day lies in, with its fraction. */
export function yearOf(day: number): number {
  const year = new Date(day * DAY).getUTCFullYear();
  const from = dayOf(year, 0, 1);
  return year + (day - from) / (dayOf(year + 1, 0, 1) - from);
}

export function firstDayOf(year: number): number {
  return dayOf(year, 0, 1);
}
